"""Documents over REST, from the request to the manuscript, on every database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from running import DOWN, REQUEST, SLOW, TERMS, Running, events, running, until

from longwriter_agents import write
from longwriter_agents.manuscript import Manuscript


@pytest.fixture
def service(database: str) -> Iterator[Running]:
    with running(database) as served:
        yield served


@pytest.fixture
def client(service: Running) -> Iterator[httpx.Client]:
    with service.client() as opened:
        yield opened


def post(client: httpx.Client, path: str = "/v1/documents", **body: Any) -> dict[str, Any]:
    response = client.post(path, json={"prompt": REQUEST, "words": 900, **body})
    assert response.status_code == 202, response.text
    document: dict[str, Any] = response.json()
    assert response.headers["Location"] == f"/v1/documents/{document['id']}"
    return document


def test_from_the_request_to_the_manuscript(client: httpx.Client, tmp_path: Path) -> None:
    document = post(client, constraints=[{"kind": "include", "terms": ["tidal clock"]}])
    assert document["status"] in ("queued", "running")
    done = until(client, document["id"])
    assert (done["status"], done["outcome"]) == ("succeeded", "complete")
    assert done["words"]["low"] <= done["words"]["written"] <= done["words"]["high"]
    place = f"/v1/documents/{document['id']}/manuscript"
    whole = Manuscript.model_validate(client.get(place, params={"format": "json"}).json())
    same = write(
        REQUEST, words=900, constraints=[{"kind": "include", "terms": ["tidal clock"]}], store=tmp_path / "s.db"
    )
    assert whole.text == same.text
    assert client.get(place).text == whole.text
    page = client.get(place, headers={"Accept": "text/html,application/xml;q=0.9"})
    assert page.headers["Content-Type"].startswith("text/html")
    assert "<h1>" in page.text
    assert "#" not in client.get(place, headers={"Accept": "text/plain"}).text
    assert client.get(place, headers={"Accept": "image/png"}).status_code == 406
    assert client.get(place, params={"format": "doc"}).status_code == 422
    log = events(client, document["id"])
    assert [number for number, _ in log] == list(range(1, done["events"] + 1))
    assert log[-1][1]["status"] == "succeeded"


def test_the_outline_is_looked_at_changed_and_approved(client: httpx.Client) -> None:
    document = post(client, approval=True)
    place = f"/v1/documents/{document['id']}"
    until(client, document["id"], "waiting")
    outline = client.get(f"{place}/outline").json()
    assert len(outline["parts"][0]["sections"]) >= 3
    outline["title"] = "As I want it"
    outline["parts"][0]["sections"] = outline["parts"][0]["sections"][:2]
    changed = client.put(f"{place}/outline", json=outline)
    assert changed.status_code == 200
    assert sum(section["budget"] for section in changed.json()["parts"][0]["sections"]) > 850
    assert client.get(f"{place}/manuscript").status_code == 409
    assert client.post(f"{place}/approve").json()["status"] == "queued"
    assert until(client, document["id"])["outcome"] == "complete"
    text = client.get(f"{place}/manuscript").text
    assert text.startswith("# As I want it\n")
    assert text.count("\n## ") == 2
    assert client.put(f"{place}/outline", json=outline).status_code == 409


def test_a_plan_costs_planning_only_and_an_estimate_nothing(client: httpx.Client) -> None:
    estimate = client.post("/v1/estimates", json={"prompt": REQUEST, "words": 900}).json()
    assert estimate["basis"] == "assumed"
    document = post(client, "/v1/plans")
    planned = until(client, document["id"], "waiting")
    assert (planned["outcome"], planned["words"]["written"]) == ("planned", 0)
    assert planned["usage"]["calls"] == 1
    client.post(f"/v1/documents/{document['id']}/approve")
    done = until(client, document["id"])
    assert done["usage"]["calls"] == estimate["calls"]
    assert estimate["sections"] == done["sections"]


def test_an_estimate_of_a_series_reckons_with_the_lengths_of_its_units(client: httpx.Client) -> None:
    asked = {"prompt": "A diary in 4 weekly entries for January 2018, 150 words each.", "words": None}
    estimate = client.post("/v1/estimates", json=asked).json()
    planned = until(client, post(client, "/v1/plans", **asked)["id"], "waiting")
    assert estimate["words"] == planned["words"]["target"] == 600


def test_cancelled_resumed_and_deleted(database: str, tmp_path: Path) -> None:
    go = tmp_path / "go"
    held = f"scripted:steady?until={go}&free=2"  # the plan and the first section come, the rest when we let it
    with running(database, replace(TERMS, models=(held,))) as served, served.client() as client:
        _cancel_resume_and_delete(client, go)


def _cancel_resume_and_delete(client: httpx.Client, go: Path) -> None:
    document = post(client, words=3_000, flow="sequential")
    place = f"/v1/documents/{document['id']}"
    events(client, document["id"], most=8)
    assert client.delete(place).status_code == 409, "what is being written is cancelled first"
    assert client.post(f"{place}/cancel").status_code == 202
    assert until(client, document["id"])["status"] == "cancelled"
    assert client.post(f"{place}/approve").status_code == 409
    go.touch()
    assert client.post(f"{place}/resume").status_code == 202
    assert until(client, document["id"])["outcome"] == "complete"
    assert client.post(f"{place}/resume").status_code == 409
    assert client.post(f"{place}/cancel").status_code == 409
    assert client.delete(place).status_code == 204
    assert client.get(place).status_code == 404


def test_a_model_that_is_down_fails_the_document_and_says_why(client: httpx.Client) -> None:
    document = post(client, model=DOWN)
    failed = until(client, document["id"])
    assert (failed["status"], failed["outcome"]) == ("failed", "failed")
    assert "could not be reached" in failed["message"]
    assert failed["message"].endswith(f"Resume with: POST /v1/documents/{document['id']}/resume")


def test_lists_go_page_by_page(client: httpx.Client) -> None:
    made = [post(client, words=100, prompt=f"Note number {n}.")["id"] for n in range(5)]
    for each in made:
        until(client, each)
    pages, cursor = [], None
    while True:
        params = {"limit": "2", **({"cursor": cursor} if cursor else {})}
        page = client.get("/v1/documents", params=params).json()
        pages.append([item["id"] for item in page["items"]])
        cursor = page["next"]
        if cursor is None:
            break
    assert pages == [made[4:2:-1], made[2:0:-1], made[:1]]
    assert client.get("/v1/documents", params={"status": "failed"}).json()["items"] == []
    assert client.get("/v1/documents", params={"cursor": "!"}).status_code == 422


def test_the_same_key_and_body_make_one_document(client: httpx.Client) -> None:
    headers, body = {"Idempotency-Key": "night-run-7"}, {"prompt": REQUEST, "words": 900}
    first = client.post("/v1/documents", json=body, headers=headers)
    again = client.post("/v1/documents", json=body, headers=headers)
    assert first.status_code == again.status_code == 202
    assert first.json()["id"] == again.json()["id"]
    other = client.post("/v1/documents", json={**body, "words": 901}, headers=headers)
    assert other.status_code == 422
    assert other.json()["type"] == "urn:longwriter:problem:idempotency-key-reused"
    assert len(client.get("/v1/documents").json()["items"]) == 1


def test_a_deleted_document_is_not_made_anew_by_a_repetition_of_its_request(client: httpx.Client) -> None:
    headers, body = {"Idempotency-Key": "night-run-8"}, {"prompt": REQUEST, "words": 300}
    document = client.post("/v1/documents", json=body, headers=headers).json()["id"]
    until(client, document)
    assert client.delete(f"/v1/documents/{document}").status_code == 204
    again = client.post("/v1/documents", json=body, headers=headers)
    assert again.status_code == 409
    assert "was deleted" in again.json()["detail"]
    assert client.get("/v1/documents").json()["items"] == []


def test_what_is_no_json_is_told_so_and_a_wrong_method_which_ones_there_are(client: httpx.Client) -> None:
    body = b'{"prompt": "On bees.", "words": 100}'
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        assert client.post("/v1/documents", content=body, headers={"Content-Type": kind}).status_code == 415
    assert client.post("/v1/documents").status_code == 422
    assert client.post("/v1/documents", content=body, headers={"Content-Type": "application/json"}).status_code == 202
    refused = client.delete("/v1/documents")
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "GET, POST"
    assert client.patch("/v1/documents/x").headers["Allow"] == "GET, DELETE"


def test_titles_are_one_line(client: httpx.Client) -> None:
    outline = {"title": "Of\r\nharbours", "parts": [{"id": "p1", "sections": [{"id": "s1", "title": "Old\nand new"}]}]}
    document = post(client, "/v1/plans", outline=outline)["id"]
    until(client, document, "waiting")
    planned = client.get(f"/v1/documents/{document}/outline").json()
    assert (planned["title"], planned["parts"][0]["sections"][0]["title"]) == ("Of harbours", "Old and new")


def test_a_stream_that_breaks_off_goes_on_without_gap_or_repetition(client: httpx.Client) -> None:
    document = post(client, words=2_000, model=SLOW)
    seen: list[tuple[int, Any]] = []
    while not seen or seen[-1][1].get("status") not in ("succeeded", "failed"):
        seen += events(client, document["id"], after=seen[-1][0] if seen else 0, most=4)
    assert [number for number, _ in seen] == list(range(1, len(seen) + 1))
    assert seen == events(client, document["id"])


def test_health_readiness_and_metrics(client: httpx.Client) -> None:
    until(client, post(client)["id"])
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok", "queue": "ok"}
    told = client.get("/metrics").text
    lines = {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in told.splitlines() if line[0] != "#"}
    assert lines['longwriter_jobs{state="succeeded"}'] == 1
    assert lines["longwriter_documents_total"] == 1
    assert lines["longwriter_words_total"] > 850
    assert lines["longwriter_calls_total"] == lines["longwriter_sections_total"] + 1
    assert 'longwriter_request_seconds_count{method="GET",route="/v1/documents/{document}",status="200"}' in told


def test_a_document_that_stopped_at_its_budget_is_gone_on_with_under_a_larger_one(client: httpx.Client) -> None:
    document = post(client, words=5_000, flow="sequential", budget={"tokens": 4_000, "seconds": 900})
    place = f"/v1/documents/{document['id']}"
    failed = until(client, document["id"])
    assert failed["status"] == "failed"
    kept = client.get(f"{place}/manuscript", params={"format": "json"}).json()
    for told in (failed["message"], kept["message"], *(finding["message"] for finding in kept["findings"])):
        assert "--" not in told
        assert "longwriter" not in told
    assert "resume it with a larger budget of tokens" in failed["message"]
    wrongs: tuple[Any, ...] = ({"budget": {"tokens": 0}}, {"budget": 5}, {"tokens": 9}, [])
    for wrong in wrongs:
        assert client.post(f"{place}/resume", json=wrong).status_code == 422
    assert client.post(f"{place}/resume", content=b"{", headers={"Content-Type": "application/json"}).status_code == 400
    assert client.get(place).json()["status"] == "failed", "what is refused changes nothing"
    assert client.post(f"{place}/resume").status_code == 202
    assert until(client, document["id"])["status"] == "failed", "the same budget is still spent"
    assert client.post(f"{place}/resume", json={"budget": {"tokens": 100_000}}).json()["status"] == "queued"
    done = until(client, document["id"])
    assert (done["status"], done["outcome"]) == ("succeeded", "complete")
    assert done["usage"]["input_tokens"] + done["usage"]["output_tokens"] > 4_000


def test_a_revision_that_stopped_at_its_budget_is_gone_on_with_under_a_larger_one(client: httpx.Client) -> None:
    document = post(client, words=1_500)
    place = f"/v1/documents/{document['id']}"
    until(client, document["id"])
    change = {"sections": ["s2"], "instruction": "Tell more of the pier.", "budget": {"tokens": 10}}
    assert client.post(f"{place}/revisions", json=change).status_code == 202
    failed = until(client, document["id"])
    assert failed["status"] == "failed"
    assert f"POST {place}/undo" in failed["message"]
    assert client.post(f"{place}/resume", json={"budget": {"tokens": 100_000}}).status_code == 202
    assert until(client, document["id"])["version"] == 2


def test_a_list_tells_as_much_of_each_document_as_it_does_of_itself(client: httpx.Client) -> None:
    document = post(client, words=300)
    done = until(client, document["id"])
    assert client.get("/v1/documents").json()["items"] == [done]
    assert done["words"]["written"] > 250


def test_a_budget_is_a_number(client: httpx.Client) -> None:
    body = '{"prompt": "On piers.", "budget": {"%s": 1e999}}'
    for limit in ("usd", "seconds"):
        answer = client.post("/v1/documents", content=body % limit, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422, answer.text
