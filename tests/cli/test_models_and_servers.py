"""Models from the command line: files fetched from a hub, servers asked by their address, a busy minute waited for."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from terminal import Cli

from longwriter_agents.backends.catalogue import CATALOGUE, ModelFile
from longwriter_agents.testing.provider import Provider

pytest_plugins = ["longwriter_agents.testing.fixtures"]
Start = Callable[..., Provider]
WHOLE = b"GGUF" + bytes(range(256)) * 40
TINY = ModelFile(
    name="tiny",
    file_name="tiny.gguf",
    bytes=len(WHOLE),
    sha256=hashlib.sha256(WHOLE).hexdigest(),
    hub=("somebody/tiny", "tiny.gguf"),
    packages=(),
    member=".bin",
    context_window=512,
    licence="Apache-2.0",
    note="",
)


class Hub:
    """A model hub on loopback; `served` is what it hands out."""

    def __init__(self) -> None:
        self.served = WHOLE
        self.asked: list[str] = []


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    seen = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", str(len(seen.served)))
            self.end_headers()
            self.wfile.write(seen.served)

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    monkeypatch.setitem(CATALOGUE, "tiny", TINY)
    monkeypatch.setenv("LONGWRITER_HUB", f"http://127.0.0.1:{server.server_address[1]}")
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def listed(cli: Cli) -> dict[str, Any]:
    rows = json.loads(cli("models", "list", "--json").out)
    found: dict[str, Any] = next(row for row in rows if row["name"] == "tiny")
    return found


def test_a_model_is_fetched_listed_and_removed(cli: Cli, hub: Hub) -> None:
    assert (listed(cli)["path"], listed(cli)["verified"]) == (None, False)
    fetched = cli("models", "fetch", "tiny")
    assert fetched.code == 0, fetched.err
    row = listed(cli)
    assert row["verified"] is True
    assert Path(row["path"]).read_bytes() == WHOLE
    assert row["path"] in fetched.err
    assert "here" in next(line for line in cli("models").out.splitlines() if "local:tiny" in line)
    assert cli("models", "fetch", "tiny", "--quiet").code == 0
    assert hub.asked == ["/somebody/tiny/resolve/main/tiny.gguf"], "a file that is here is not fetched again"
    removed = cli("models", "remove", "tiny")
    assert (removed.code, "was removed" in removed.err) == (0, True)
    assert not Path(row["path"]).exists()
    again = cli("models", "remove", "tiny")
    assert (again.code, "was not here" in again.err) == (0, True)


def test_a_file_with_another_checksum_is_refused_and_not_kept(cli: Cli, hub: Hub) -> None:
    hub.served = WHOLE[:-1] + b"!"
    ran = cli("models", "fetch", "tiny")
    assert ran.code == 1
    assert "SHA-256" in ran.err
    assert listed(cli)["path"] is None


def test_the_doctor_asks_a_server_and_says_what_it_can(cli: Cli, simulated_provider: Start) -> None:
    server = simulated_provider(speed=200.0)
    ran = cli("doctor", "--model", "openai:simulated", "--base-url", server.url, "--json")
    assert ran.code == 0, ran.out
    report = json.loads(ran.out)
    (model,) = report["models"]
    assert (model["model"], model["answers"], model["problem"]) == ("openai:simulated", True, "")
    assert model["json"] == "json_schema"
    assert model["words_per_second"] > 0
    assert model["context_window"] > 0
    assert report["setup"]["base_url"] == server.url
    assert report["setup"]["store_writable"] is True


def test_the_doctor_s_account_of_the_set_up_shows_no_password(cli: Cli) -> None:
    told = cli("doctor", "--offline", "--base-url", "http://anna:s3same@127.0.0.1:9/v1?token=abcdef", "--json").out
    assert json.loads(told)["setup"]["base_url"] == "http://127.0.0.1:9/v1"
    assert "s3same" not in told


def test_the_doctor_tells_of_each_model_which_one_is_ill(
    cli: Cli, simulated_provider: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LONGWRITER_BASE_URL", simulated_provider(speed=200.0).url)
    ran = cli("doctor", "--model", "openai:simulated", "--model", "scripted:error")
    assert ran.code == 1
    assert "✓ openai:simulated: answers, JSON by" in ran.out
    assert "✗ scripted:error: The server answered 400" in ran.out


@pytest.mark.parametrize("named", ["option", "environment"])
def test_a_document_is_written_by_the_server_at_an_address(
    cli: Cli, simulated_provider: Start, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    server = simulated_provider(speed=200.0)
    options: list[Any] = ["--base-url", server.url]
    if named == "environment":
        monkeypatch.setenv("LONGWRITER_BASE_URL", server.url)
        options = []
    ran = cli("write", "A report on ferries.", "--words", 900, "--model", "openai:simulated", *options, "--json")
    assert ran.code == 0, ran.err
    report = json.loads(ran.out)
    assert report["status"] == "complete"
    assert report["usage"]["calls"] == server.log().calls
    assert report["usage"]["output_tokens"] == server.log().output_tokens


@pytest.mark.slow
def test_a_minute_of_429s_is_waited_for_and_the_document_is_complete(cli: Cli, simulated_provider: Start) -> None:
    server = simulated_provider(first_token_s=0.01, tokens_per_s=20_000, rpm=4)
    ran = cli(
        *("write", "A report on ferries.", "--words", 1_500, "--model", "openai:simulated"),
        *("--base-url", server.url, "--json"),
    )
    assert ran.code == 0, ran.err
    exchanges = server.log().exchanges
    refused = [exchange for exchange in exchanges if exchange.status == 429]
    assert refused
    answered = sorted(exchange.began for exchange in exchanges if exchange.status == 200)
    assert answered[4] - answered[0] >= 59, "the fifth answer came after the minute"
    assert len(refused) <= 2 * len(answered), "nobody hammers at a server that names the time to come back"
    assert json.loads(ran.out)["status"] == "complete"
