"""A loopback server that speaks the providers' real wire formats, and keeps what it was asked."""

from __future__ import annotations

import contextlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from longwriter_agents.testing.sentences import prose


@dataclass(frozen=True)
class Answer:
    """A status with a JSON body; or, with `events`, a stream of server-sent events (cut off early when `broken`)."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    events: list[Any] | None = None
    broken: bool = False
    raw: bytes | None = None


Asked = dict[str, Any]
Script = Callable[[Asked], Answer]


class Wire:
    """The server's address, and each request's body, headers and path in the order in which they came."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.bodies: list[Asked] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []


@contextlib.contextmanager
def wire(script: Script) -> Iterator[Wire]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            seen.bodies.append(body)
            seen.headers.append({name.lower(): value for name, value in self.headers.items()})
            seen.paths.append(self.path)
            with contextlib.suppress(ConnectionError):  # the client may stop reading: that is what a halt is
                _send(self, script(body))

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    seen = Wire(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    handler.send_response(answer.status)
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    if answer.events is None:
        data = answer.raw if answer.raw is not None else json.dumps(answer.body).encode()
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)
        return
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    for event in answer.events:
        handler.wfile.write(_event(event))
        handler.wfile.flush()
    if answer.broken:
        handler.connection.close()
    handler.close_connection = True


def _event(event: Any) -> bytes:
    if event == "[DONE]":
        return b"data: [DONE]\n\n"
    named = f"event: {event['type']}\n" if isinstance(event, dict) and "type" in event else ""
    return f"{named}data: {json.dumps(event)}\n\n".encode()


def completion(text: str, *, finish: str = "stop", usage: Any = None, **message: Any) -> Answer:
    """A whole chat completion."""
    used = usage or {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text, **message}}
    return Answer(
        body={"id": "c1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": used}
    )


def chunks(text: str, *, finish: str | None = "stop", usage: Any = None, reasoning: str = "") -> Answer:
    """A chat completion as a stream, word by word."""

    def chunk(delta: Any, reason: str | None = None) -> Any:
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}

    events: list[Any] = [chunk({"role": "assistant", "content": ""})]
    if reasoning:
        events.append(chunk({"reasoning_content": reasoning}))
    events += [chunk({"content": piece}) for piece in re.findall(r"\s*\S+", text)]
    if finish is not None:
        events.append(chunk({}, finish))
    if usage:
        events.append({**chunk({}), "choices": [], "usage": usage})
    return Answer(events=[*events, "[DONE]"] if finish is not None else events, broken=finish is None)


def message_events(text: str, *, stop: str | None = "end_turn", usage: Any = None, output: int = 9) -> Answer:
    """An Anthropic message as a stream."""
    used = usage or {"input_tokens": 20, "output_tokens": 1}
    start: dict[str, Any] = {
        "id": "m1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [],
        "usage": used,
    }
    events: list[Any] = [{"type": "message_start", "message": {**start, "stop_reason": None, "stop_sequence": None}}]
    events.append({"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}})
    for piece in re.findall(r"\s*\S+", text):
        events.append({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}})
    if stop is not None:
        events.append({"type": "content_block_stop", "index": 0})
        delta = {"stop_reason": stop, "stop_sequence": None}
        events.append({"type": "message_delta", "delta": delta, "usage": {"output_tokens": output}})
        events.append({"type": "message_stop"})
    return Answer(events=events, broken=stop is None)


def writer(body: Asked) -> Answer:
    """A server that can really be written with: plans where a schema asks for one, prose of the length asked for else."""
    prompt = body["messages"][-1]["content"]
    if "response_format" in body:
        count = int((re.search(r"exactly (\d+) (?:sections|parts)", prompt) or ["", "1"])[1])
        rows = [{"title": f"Matter {chr(64 + number)}", "covers": f"Point {number}"} for number in range(1, count + 1)]
        return completion(json.dumps({"title": "Trees of the Town", "sections": rows}))
    words = int((re.search(r"[Ww]rite about (\d+)", prompt) or ["", "60"])[1])
    text = prose(json.dumps(body["messages"]), words)
    used = {"prompt_tokens": 50, "completion_tokens": words, "total_tokens": 50 + words}
    return chunks(text, usage=used) if body.get("stream") else completion(text, usage=used)
