"""`longwriter serve` is told to stop: what is paid for is kept, and whoever waits for an answer learns why none comes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from running import REQUEST, until

PATIENCE_S = 60


@contextmanager
def served(folder: Path, model: str) -> Iterator[tuple[subprocess.Popen[bytes], httpx.Client]]:
    """A process of its own, as an operator starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment = {**os.environ, "LONGWRITER_HOME": str(folder), "LONGWRITER_SERVICE_MODELS": model}
    command = [sys.executable, "-c", "from longwriter_agents.cli.main import main; main()", "serve", "--port", port]
    with (folder / "serve.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=PATIENCE_S) as client:
            _ready(client)
            yield process, client
    finally:
        process.kill()
        process.wait()


def _ready(client: httpx.Client) -> None:
    for _ in range(PATIENCE_S * 10):
        try:
            if client.get("/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("it does not serve")


def _until_sections_are_asked_for(client: httpx.Client, document: str) -> None:
    with client.stream("GET", f"/v1/documents/{document}/events") as stream:
        for line in stream.iter_lines():
            if line == "event: section_started":
                return


@pytest.mark.slow
@pytest.mark.parametrize("blow", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_server_hears_the_calls_under_way_out_and_none_is_made_twice(
    blow: signal.Signals, tmp_path: Path
) -> None:
    door, log = tmp_path / "door", tmp_path / "calls.log"
    model = f"scripted:steady?until={door}&free=1&log={log}"  # the plan comes, the sections when we let them
    with served(tmp_path, model) as (process, client):
        asked = {"prompt": REQUEST, "words": 2_000, "flow": "parallel"}
        document = client.post("/v1/documents", json=asked).raise_for_status().json()["id"]
        _until_sections_are_asked_for(client, document)
        planned = log.read_text(encoding="utf-8").splitlines()
        process.send_signal(blow)
        threading.Timer(0.5, door.touch).start()
        assert process.wait(PATIENCE_S) == 0
    answered = log.read_text(encoding="utf-8").splitlines()
    assert len(answered) > len(planned), "those under way were answered"
    with served(tmp_path, model) as (process, client):
        assert until(client, document)["outcome"] == "complete"
        process.send_signal(blow)
        assert process.wait(PATIENCE_S) == 0
    calls = log.read_text(encoding="utf-8").splitlines()
    assert len(calls) == len(set(calls))


@pytest.mark.slow
def test_whoever_cannot_wait_for_the_drain_tells_it_twice(tmp_path: Path) -> None:
    never = f"scripted:steady?until={tmp_path / 'never'}&free=1"
    with served(tmp_path, never) as (process, client):
        document = client.post("/v1/documents", json={"prompt": REQUEST, "words": 2_000}).raise_for_status().json()
        _until_sections_are_asked_for(client, document["id"])
        process.send_signal(signal.SIGTERM)
        while process.poll() is None:
            time.sleep(0.2)
            process.send_signal(signal.SIGTERM)
        assert process.returncode in (0, -signal.SIGTERM)
    lines = (tmp_path / "serve.log").read_text(encoding="utf-8")
    assert "Traceback" not in lines
