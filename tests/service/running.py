"""The service as it runs: a real server on a loopback port, with its working side, over any database."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn

from longwriter_agents.jobs.courier import WebhookTerms
from longwriter_agents.jobs.keys import create
from longwriter_agents.jobs.terms import WorkTerms
from longwriter_agents.service.app import create_app
from longwriter_agents.service.serving import Server, WorkerThread
from longwriter_agents.service.terms import ServiceTerms
from longwriter_agents.store.opening import open_store

STEADY, SLOW, DOWN = "scripted:steady", "scripted:steady?latency=0.1", "scripted:down"
TERMS = ServiceTerms(
    models=(STEADY, SLOW, DOWN), graphs=("longform",), webhooks=WebhookTerms(("hooks.example.org",), "secret")
)
QUICK = WorkTerms(concurrency=8, lease_s=5.0, drain_s=3.0, poll_s=0.02)
REQUEST = "Write a report on the harbour."


@dataclass
class Running:
    """A served store; `client` speaks to it as `key` (without: as this machine's own user)."""

    address: str
    target: str

    def client(self, key: str = "") -> httpx.Client:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.Client(base_url=self.address, headers=headers, timeout=30, trust_env=False)

    def key(self, name: str = "test", *scopes: str) -> str:
        async def made() -> str:
            store = await open_store(self.target)
            try:
                return (await create(store, name, scopes or ("read", "write")))[1]
            finally:
                await store.aclose()

        return asyncio.run(made())


@contextlib.contextmanager
def running(target: str, terms: ServiceTerms = TERMS, work: WorkTerms | None = QUICK) -> Iterator[Running]:
    """Serve until the block ends; `work=None` leaves queued documents queued."""
    worker = WorkerThread(target, work) if work is not None else None
    app = create_app(target, terms, working=worker.alive if worker else lambda: True)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=2), app)
        thread = threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True)
        if worker is not None:
            worker.start()
        thread.start()
        _until(lambda: server.started or not thread.is_alive())
        assert server.started
        try:
            yield Running(f"http://127.0.0.1:{listening.getsockname()[1]}", target)
        finally:
            app.state.service.closing.set()
            server.should_exit = True
            thread.join(20)
            if worker is not None:
                worker.stop(within_s=20)
            assert not thread.is_alive()


def _until(done: Any, within_s: float = 20.0) -> None:
    for _ in range(round(within_s / 0.01)):
        if done():
            return
        time.sleep(0.01)
    raise AssertionError("it took too long")


def until(client: httpx.Client, document: str, *statuses: str) -> dict[str, Any]:
    """The document, once it is in one of these states (by default: ended)."""
    wanted = statuses or ("succeeded", "failed", "cancelled")
    for _ in range(3_000):
        got: dict[str, Any] = client.get(f"/v1/documents/{document}").raise_for_status().json()
        if got["status"] in wanted:
            return got
        time.sleep(0.02)
    raise AssertionError(f"still {got['status']}: {got['message']}")


def events(client: httpx.Client, document: str, *, after: int = 0, most: int | None = None) -> list[tuple[int, Any]]:
    """The stream's events until it ends, or until there are `most`."""
    got: list[tuple[int, Any]] = []
    number = 0
    headers = {"Last-Event-ID": str(after)} if after else {}
    with client.stream("GET", f"/v1/documents/{document}/events", headers=headers) as response:
        assert response.status_code == 200, response.read()
        for line in response.iter_lines():
            if line.startswith("id: "):
                number = int(line[4:])
            elif line.startswith("data: "):
                got.append((number, json.loads(line[6:])))
                if most is not None and len(got) >= most:
                    return got
    return got
