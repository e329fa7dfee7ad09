"""Who may do what: keys, scopes, owners, rates, sizes, allow lists, and nothing told to anyone else."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from running import DOWN, REQUEST, TERMS, Running, running, until

from longwriter_agents.errors import InputError, StoreError
from longwriter_agents.jobs.keys import create, verified
from longwriter_agents.service import access, documents, streams
from longwriter_agents.service.access import Keyring
from longwriter_agents.store.sqlite import SqliteStore

SECRET_WORD = "Xanthippe"


@pytest.fixture
def queued(store: Path) -> Iterator[Running]:
    """A service whose documents stay in the queue."""
    terms = replace(TERMS, keep_alive_s=0.2, documents_at_once=2, requests_per_minute=6_000, most_prompt_characters=500)
    with running(str(store), terms, work=None) as served:
        yield served


def ask(client: httpx.Client, **body: Any) -> httpx.Response:
    return client.post("/v1/documents", json={"prompt": REQUEST, "words": 500, **body})


def kind(response: httpx.Response) -> str:
    assert response.headers["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == response.status_code
    return str(problem["type"]).removeprefix("urn:longwriter:problem:")


def test_from_the_first_key_on_everyone_needs_one(queued: Running) -> None:
    with queued.client() as nobody:
        assert ask(nobody).status_code == 202
        key = queued.key()
        for _ in range(300):
            answer = nobody.get("/v1/documents")
            if answer.status_code == 401:
                break
        assert kind(answer) == "unauthorized"
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert nobody.get("/healthz").status_code == 200
    with queued.client(key) as holder, queued.client(key[:-1] + ("a" if key[-1] != "a" else "b")) as forger:
        assert holder.get("/v1/documents").json()["items"] == [], "what nobody handed in is nobody's"
        assert forger.get("/v1/documents").status_code == 401


def test_scopes_say_what_a_key_may_do(queued: Running) -> None:
    with queued.client(queued.key("r", "read")) as reader, queued.client(queued.key("a", "admin")) as admin:
        assert reader.get("/v1/documents").status_code == 200
        assert kind(ask(reader)) == "forbidden"
        assert reader.get("/metrics").status_code == 403
        assert admin.get("/metrics").status_code == 200
        assert ask(admin).status_code == 202


def test_another_key_s_documents_are_not_there(queued: Running) -> None:
    with queued.client(queued.key("anna")) as anna, queued.client(queued.key("boris", "admin")) as boris:
        place = f"/v1/documents/{ask(anna).json()['id']}"
        for method, path in (
            ("GET", place),
            ("GET", f"{place}/manuscript"),
            ("GET", f"{place}/outline"),
            ("GET", f"{place}/events"),
            ("POST", f"{place}/cancel"),
            ("POST", f"{place}/resume"),
            ("POST", f"{place}/approve"),
            ("DELETE", place),
        ):
            assert kind(boris.request(method, path)) == "not-found"
        assert boris.get("/v1/documents").json()["items"] == []
        assert anna.get(place).status_code == 200


def test_a_key_has_only_so_many_documents_at_once(queued: Running) -> None:
    with queued.client(queued.key()) as client:
        first = ask(client).json()
        ask(client)
        refused = ask(client)
        assert (refused.status_code, kind(refused)) == (429, "too-many-documents")
        assert int(refused.headers["Retry-After"]) >= 1
        client.post(f"/v1/documents/{first['id']}/cancel")
        assert ask(client).status_code == 202


def test_what_waits_for_approval_counts_and_what_is_taken_up_again_too(store: Path) -> None:
    with running(str(store), replace(TERMS, documents_at_once=2)) as served, served.client(served.key()) as client:
        ask(client, prompt="A", model=DOWN)
        failed = client.get("/v1/documents").json()["items"][0]["id"]
        assert until(client, failed)["status"] == "failed"
        plans = [ask(client, approval=True).json()["id"] for _ in range(2)]
        for plan in plans:
            until(client, plan, "waiting")
        assert kind(ask(client, approval=True)) == "too-many-documents"
        assert kind(client.post(f"/v1/documents/{failed}/resume")) == "too-many-documents"
        assert client.post(f"/v1/documents/{plans[0]}/approve").status_code == 202
        assert until(client, plans[0])["status"] == "succeeded"
        assert client.post(f"/v1/documents/{failed}/resume").status_code == 202


def test_a_key_has_only_so_many_requests_a_minute(store: Path) -> None:
    with running(str(store), replace(TERMS, requests_per_minute=60), work=None) as served:
        with served.client(served.key()) as client, served.client(served.key("other")) as other:
            answers = [client.get("/v1/documents") for _ in range(7)]
            assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
            assert int(answers[-1].headers["Retry-After"]) >= 1
            assert other.get("/v1/documents").status_code == 200


def test_models_graphs_and_webhooks_come_from_lists(queued: Running) -> None:
    with queued.client() as client:
        assert kind(ask(client, model="scripted:steady?log=/tmp/x")) == "model-not-allowed"
        assert kind(ask(client, drafter="openai:gpt-5")) == "model-not-allowed"
        assert kind(ask(client, graph="../../etc/passwd")) == "graph-not-allowed"
        assert kind(ask(client, base_url="http://evil.example")) == "invalid"
        assert kind(ask(client, webhook="https://evil.example/x")) == "invalid"
        assert ask(client, webhook="https://hooks.example.org/x").status_code == 202


def test_what_strangers_send_is_not_kept(queued: Running) -> None:
    with queued.client(queued.key("a", "admin")) as admin:
        with queued.client("x" * 5_000) as stranger:
            assert stranger.get("/v1/documents").status_code == 401
        for number in range(5):
            admin.request(f"BREW{number}", "/v1/documents")
        told = admin.get("/metrics").text
    assert "BREW" not in told
    assert 'method="OTHER"' in told


async def test_only_what_looks_like_a_key_is_looked_up_and_remembered(store: Path) -> None:
    opened = SqliteStore.open(store)
    _, token = await create(opened, "ci")
    ring = Keyring(opened)
    for _ in range(2):
        assert await ring.caller(token) is not None
        assert await ring.caller("x" * 5_000) is None
    assert list(ring._seen) == [token]
    await opened.aclose()


def test_the_event_stream_of_a_revoked_key_ends(queued: Running, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_REMEMBER_S", 0.05)

    async def revoke(key: str) -> None:
        opened = SqliteStore.open(store)
        await opened.revoke_key(key.split("_")[1])
        await opened.aclose()

    key = queued.key()
    with queued.client(key) as holder:
        document = ask(holder).json()["id"]
        with holder.stream("GET", f"/v1/documents/{document}/events") as stream:
            lines = stream.iter_lines()
            assert any(line.startswith("id: ") for line in lines)
            asyncio.run(revoke(key))
            for _ in lines:
                pass  # ends, although the document waits on


@pytest.mark.parametrize("stream", [True, False])
def test_a_chat_of_a_revoked_key_ends(
    stream: bool, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And its document is cancelled: nobody waits for it who may have it."""
    monkeypatch.setattr(access, "_REMEMBER_S", 0.05)
    never = f"scripted:steady?until={tmp_path / 'never'}&free=1"
    asked = {"model": never, "stream": stream, "messages": [{"role": "user", "content": REQUEST}], "words": 900}
    answers: list[httpx.Response] = []
    with running(str(store), replace(TERMS, models=(never,), keep_alive_s=0.05)) as served:
        key = served.key()

        def ask() -> None:
            with served.client(key) as holder:
                answers.append(holder.post("/v1/chat/completions", json=asked))

        asking = threading.Thread(target=ask)
        asking.start()
        with served.client(key) as holder:
            while not (found := holder.get("/v1/documents").json()["items"]):
                pass
            until(holder, found[0]["id"], "running")
        assert asyncio.run(revoked_and_then(store, key, found[0]["id"])) == "cancelled"
        asking.join(30)
    assert answers[0].status_code == (200 if stream else 401)
    assert "revoked" in answers[0].text


async def revoked_and_then(store: Path, key: str, document: str) -> str:
    """What becomes of a document that is being written, once the key is revoked."""
    opened = SqliteStore.open(store)
    await opened.revoke_key(key.split("_")[1])
    for _ in range(1_000):
        status = (await opened.job(document)).status
        if status != "running":
            break
        await asyncio.sleep(0.02)
    await opened.aclose()
    return status


async def test_a_key_that_can_t_be_looked_at_for_a_moment_stays_what_it_was(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = SqliteStore.open(store)
    record, _ = await create(opened, "ci")
    keyring, caller = Keyring(opened), access.Caller(record.id, record.scopes)
    monkeypatch.setattr(access, "_REMEMBER_S", 0.0)

    async def away(key_id: str) -> None:
        raise StoreError("It is away.")

    with monkeypatch.context() as down:
        down.setattr(opened, "key", away)
        assert await keyring.still(caller), "a stream goes on, and asks again with its next event"
    await opened.revoke_key(record.id)
    assert not await keyring.still(caller)
    with monkeypatch.context() as down:
        down.setattr(opened, "key", away)
        assert not await keyring.still(caller)
    await opened.aclose()


def test_sizes_are_bounded(queued: Running) -> None:
    with queued.client() as client:
        assert kind(ask(client, prompt="x" * 501)) == "too-large"
        assert kind(ask(client, prompt=" ")) == "invalid"
        assert kind(ask(client, words=10_000_000)) == "invalid"
        assert kind(ask(client, words=None, prompt="Write 900,000 words on bees.")) == "invalid"
        series = "52 weekly diary entries for 2018, 20,000 words each."
        assert kind(ask(client, words=None, prompt=series)) == "invalid", "what the units come to counts"
        assert kind(ask(client, words=1_000, prompt=series)) == "invalid", "and comes before the length of the whole"
        huge = client.post("/v1/documents", content=b" " * 2_000_001, headers={"Content-Type": "application/json"})
        assert kind(huge) == "too-large"
        streamed = client.post(
            "/v1/documents",
            content=(b" " * 100_000 for _ in range(30)),
            headers={"Content-Type": "application/json"},
        )
        assert kind(streamed) == "too-large"
        assert kind(client.post("/v1/documents", content=b"{", headers={"Content-Type": "application/json"})) == (
            "bad-request"
        )


def test_without_keys_a_web_page_can_t_reach_in_by_its_own_name(queued: Running) -> None:
    with queued.client() as client:
        assert client.get("/v1/documents", headers={"Host": "rebound.example"}).status_code == 401
        assert client.get("/v1/documents", headers={"Host": "localhost:8080"}).status_code == 200


def test_prompts_and_keys_are_in_no_log_and_no_event(store: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="longwriter")
    caplog.set_level(logging.DEBUG, logger="uvicorn")
    with running(str(store)) as served:
        key = served.key()
        with served.client(key) as client:
            document = ask(client, prompt=f'Write on Athens. It must mention "{SECRET_WORD}".').json()
            until(client, document["id"])
            stream = client.get(f"/v1/documents/{document['id']}/events").text
    assert '"type":"section_done"' in stream
    for text in (stream, caplog.text):
        assert SECRET_WORD not in text
        assert key not in text
    assert key.rpartition("_")[2] not in store.read_bytes().decode("latin-1"), "only its hash is kept"


def test_a_defect_tells_nobody_what_was_asked_for(
    queued: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(asked: Any, *rest: Any, **more: Any) -> Any:
        raise ValueError(f"no such thing: {asked}")

    async def breaks_off(*rest: Any) -> Any:
        yield 1, {"type": "finding", "message": "one"}
        raise ValueError(SECRET_WORD)

    with queued.client() as client, caplog.at_level(logging.DEBUG):
        document = ask(client).json()["id"]
        monkeypatch.setattr(documents, "submitted", broken)
        monkeypatch.setattr(streams, "alive", breaks_off)
        answer = ask(client, prompt=SECRET_WORD)
        assert (answer.status_code, kind(answer)) == (500, "internal")
        with pytest.raises(httpx.RemoteProtocolError), client.stream("GET", f"/v1/documents/{document}/events") as log:
            log.read()
    assert "a defect of the service: ValueError" in caplog.text
    assert "test_security.py" in caplog.text, "where it is, is told"
    assert SECRET_WORD not in caplog.text + answer.text


async def test_keys_are_verified_by_hash_and_revoked_for_good(store: Path) -> None:
    opened = SqliteStore.open(store)
    record, token = await create(opened, "ci")
    assert (await verified(opened, token)) == record
    for wrong in ("", token[:-1], token + "x", token.replace(record.id, "0" * 12), "lw__", f"{token}\n"):
        assert await verified(opened, wrong) is None
    await opened.revoke_key(record.id)
    assert await verified(opened, token) is None
    with pytest.raises(InputError, match="scope"):
        await create(opened, "ci", ("root",))
    await opened.aclose()
