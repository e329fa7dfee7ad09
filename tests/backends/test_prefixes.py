"""What the calls of a wave begin with is read once and put into every slot of an embedded model, and never into one at work."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from longwriter_agents.backends import prefixes
from longwriter_agents.backends.base import Message, Request
from longwriter_agents.backends.prefixes import Prefixes, Slots, read_into_all_slots, shared_of
from longwriter_agents.testing.sentences import prose

SHARED = prose("the plan", 120)


def asked(shared: str = SHARED, own: str = "Write section 1.") -> Request:
    return Request("draft:s1", (Message("system", shared), Message("user", own)), max_tokens=50)


@dataclass
class Server:
    folder: Path
    address: str = "http://127.0.0.1:9"
    key: str = "secret"
    slots: int = 4
    running: int = 0
    held: str = ""
    posts: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read for all; each takes a hundred tokens."""
    done: list[str] = []

    def read(server: Slots, text: str) -> int:
        done.append(text)
        return 100

    monkeypatch.setattr(prefixes, "read_into_all_slots", read)
    return done


async def together(of: Prefixes, *requests: Request) -> list[int]:
    """The tokens that were read for each of these calls, which run at the same time."""

    async def call(request: Request) -> int:
        async with of.turn(request) as read:
            await asyncio.sleep(0.01)
            return read

    return list(await asyncio.gather(*map(call, requests)))


async def test_calls_that_come_together_wait_for_one_reading_and_one_of_them_answers_for_it(
    tmp_path: Path, reads: list[str]
) -> None:
    server = Server(tmp_path)
    of = Prefixes(server)
    assert await together(of, *[asked(own=f"Write section {n}.") for n in range(5)]) == [100, 0, 0, 0, 0]
    assert reads == [SHARED]
    assert server.running == 0
    assert await together(of, asked(), asked()) == [0, 0], "the slots hold it"
    other = prose("another plan", 120)
    assert sum(await together(of, asked(other), asked(other))) == 100
    assert reads == [SHARED, other]


async def test_nothing_is_read_before_a_call_that_comes_alone(tmp_path: Path, reads: list[str]) -> None:
    assert await together(Prefixes(Server(tmp_path)), asked()) == [0]
    assert reads == []


async def test_nothing_is_read_while_a_call_runs_nor_where_there_is_one_slot(tmp_path: Path, reads: list[str]) -> None:
    busy = Server(tmp_path)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(Prefixes(busy).turn(asked(prose("others", 120))))
        assert await together(Prefixes(busy), asked(), asked()) == [0, 0]
    assert await together(Prefixes(Server(tmp_path, slots=1)), asked(), asked()) == [0, 0]
    assert reads == []


async def test_two_documents_that_begin_at_once_do_not_read_into_each_other_s_slots(
    tmp_path: Path, reads: list[str]
) -> None:
    server, other = Server(tmp_path), prose("another plan", 120)
    await together(Prefixes(server), asked(), asked(other), asked(), asked(other))
    assert len(reads) == 1


@pytest.mark.parametrize(
    "request_",
    [
        Request("join", (Message("user", SHARED),), max_tokens=9),
        asked("Be brief."),
        asked("word " * 5_000),
    ],
)
def test_what_is_short_or_very_long_or_no_system_s_is_shared_by_nobody(request_: Request) -> None:
    assert shared_of(request_) == ""


async def test_a_model_that_can_t_take_it_reads_with_each_call_and_that_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server = Server(tmp_path, held="what was held before")  # nobody listens at its address
    assert await together(Prefixes(server), asked(), asked()) == [0, 0]
    assert (server.held, server.running) == ("", 0), "nobody knows what its slots hold now"
    (told,) = caplog.messages
    assert "each reads it itself: ConnectionRefusedError" in told
    assert SHARED[:20] not in told


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path)

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.posts.append((self.path, self.headers["Authorization"], body))
            if self.path.endswith("save"):
                (tmp_path / str(body["filename"])).write_text("state")
            told = {"usage": {"prompt_tokens": 203, "prompt_tokens_details": {"cached_tokens": 3}}}
            self.send_response(500 if self.path.startswith("/slots/3") else 200)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.address = f"http://127.0.0.1:{http.server_port}"
    thread = Thread(target=http.serve_forever)
    thread.start()
    yield server
    http.shutdown()
    thread.join()
    http.server_close()


def test_it_is_read_in_the_first_slot_saved_and_restored_in_the_others_and_leaves_no_file(listening: Server) -> None:
    listening.slots = 3
    assert read_into_all_slots(listening, SHARED) == 200
    paths = [path for path, _, _ in listening.posts]
    assert paths == [
        "/v1/chat/completions",
        "/slots/0?action=save",
        "/slots/1?action=restore",
        "/slots/2?action=restore",
    ]
    assert listening.posts[0][2]["messages"] == [{"role": "system", "content": SHARED}]
    assert listening.posts[0][2]["id_slot"] == 0
    assert {key for _, key, _ in listening.posts} == {"Bearer secret"}
    assert list(listening.folder.iterdir()) == []


def test_what_a_server_refuses_is_an_error_and_leaves_no_file(listening: Server) -> None:
    with pytest.raises(ValueError, match=r"/slots/3.*500"):
        read_into_all_slots(listening, SHARED)
    assert list(listening.folder.iterdir()) == []
