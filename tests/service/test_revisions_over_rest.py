"""Edits after writing over REST: previewed, revised, compared, undone, locked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from running import REQUEST, running, until


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(str(tmp_path_factory.mktemp("revisions") / "store.db")) as served, served.client() as opened:
        yield opened


@pytest.fixture
def place(client: httpx.Client) -> str:
    """A finished document."""
    document = client.post("/v1/documents", json={"prompt": REQUEST, "words": 900}).raise_for_status().json()["id"]
    assert until(client, document)["version"] == 1
    return f"/v1/documents/{document}"


def revise(client: httpx.Client, place: str, **body: Any) -> dict[str, Any]:
    answer = client.post(f"{place}/revisions", json=body)
    assert (answer.status_code, answer.headers["Location"]) == (202, place), answer.text
    return until(client, place.rpartition("/")[2])


def test_from_the_preview_to_the_undo(client: httpx.Client, place: str) -> None:
    first = client.get(f"{place}/manuscript").text
    wish = {"sections": ["s2"], "instruction": 'Mention "tidal clock".', "base": 1}
    preview = client.post(f"{place}/revisions/preview", json=wish).raise_for_status().json()
    assert [target["id"] for target in preview["targets"]] == ["s2"]
    assert client.get(place).json()["version"] == 1, "nothing was begun"
    done = revise(client, place, **wish)
    assert (done["status"], done["outcome"], done["version"]) == ("succeeded", "complete", 2)
    second = client.get(f"{place}/manuscript").text
    assert "tidal clock" in second
    assert client.get(f"{place}/manuscript", params={"version": 1}).text == first
    versions = client.get(f"{place}/versions").json()
    assert (versions["current"], [each["why"] for each in versions["items"]]) == (2, ["written", "instruction"])
    diff = client.get(f"{place}/diff").json()
    assert (diff["before"], diff["after"]) == (1, 2)
    assert "s2" in {section["id"] for section in diff["sections"]}
    undone = client.post(f"{place}/undo", json={}).raise_for_status().json()
    assert (undone["status"], undone["version"]) == ("succeeded", 3)
    assert client.get(f"{place}/manuscript").text == first


def test_an_outline_is_edited_as_it_was_given(client: httpx.Client, place: str) -> None:
    outline = client.get(f"{place}/outline").json()
    outline["parts"][0]["sections"][0]["title"] = "How the Ferrymen Live"
    outline["parts"][0]["sections"][0]["summary"] = "Their wages and their winters"
    done = revise(client, place, outline=outline)
    assert done["outcome"] == "complete"
    assert "## How the Ferrymen Live" in client.get(f"{place}/manuscript").text


def test_locks_hold(client: httpx.Client, place: str) -> None:
    assert client.get(f"{place}/locks").json() == {"sections": []}
    assert client.put(f"{place}/locks", json={"sections": ["s1", "s3"]}).json() == {"sections": ["s1", "s3"]}
    assert client.put(f"{place}/locks", json={"sections": ["s1"]}).json() == {"sections": ["s1"]}
    refused = client.post(f"{place}/revisions", json={"sections": ["s1"], "instruction": "Other words."})
    assert (refused.status_code, refused.headers["Content-Type"]) == (422, "application/problem+json")
    assert "Locked" in refused.json()["detail"]
    assert client.put(f"{place}/locks", json={"sections": ["none"]}).status_code == 422


def test_what_can_t_be_is_a_problem(client: httpx.Client, place: str) -> None:
    def status(path: str, **body: Any) -> int:
        return client.post(f"{place}{path}", json=body).status_code

    assert status("/revisions") == 422
    assert status("/revisions", sections=["s9"], instruction="x") == 422
    assert status("/revisions", sections=["s1"], instruction="x", base=7) == 409
    assert status("/revisions", sections=["s1"], words=100_000, instruction="x") in (202, 422)
    assert client.get(f"{place}/manuscript", params={"version": 99}).status_code in (404, 409)
    assert client.get(f"{place}/diff", params={"before": 5}).status_code in (404, 409)
    assert client.get("/v1/documents/none/versions").status_code == 404


def test_another_key_s_versions_are_not_there(tmp_path: Path) -> None:
    with (
        running(str(tmp_path / "store.db")) as served,
        served.client(served.key("anna")) as anna,
        served.client(served.key("boris", "admin")) as boris,
        served.client(served.key("reader", "read")) as reader,
    ):
        place = f"/v1/documents/{anna.post('/v1/documents', json={'prompt': REQUEST, 'words': 100}).json()['id']}"
        until(anna, place.rpartition("/")[2])
        wish = {"sections": ["s1"], "instruction": "Other words."}
        for method, path, body in (
            ("POST", "/revisions", wish),
            ("POST", "/revisions/preview", wish),
            ("POST", "/undo", {}),
            ("GET", "/versions", None),
            ("GET", "/diff", None),
            ("GET", "/locks", None),
            ("PUT", "/locks", {"sections": []}),
        ):
            assert boris.request(method, place + path, json=body).status_code == 404
            scope = reader.request(method, place + path, json=body).status_code
            assert scope == (404 if method == "GET" or "preview" in path else 403)
