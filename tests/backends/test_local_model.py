"""A real embedded model, the smallest one: fetched once, loaded, asked, freed."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents.backends import llama
from longwriter_agents.backends.base import Halt, Message, Request, Schema
from longwriter_agents.backends.local import LocalBackend, open_local
from longwriter_agents.backends.modelfiles import ensure
from longwriter_agents.settings import Settings
from longwriter_agents.words import count_words

pytestmark = pytest.mark.slow
NAME = "smollm2-135m"
MODELS = Settings.from_env(dict(os.environ)).models
"""Read here, before the fixtures give each test a folder of its own: the file is fetched once for all runs."""

QUESTION = Request("test", (Message("user", "Write one sentence about the sea."),), max_tokens=32)
ANSWER = {
    "type": "object",
    "properties": {"title": {"type": "string", "maxLength": 40}, "parts": {"type": "integer"}},
    "required": ["title", "parts"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module", autouse=True)
def model_file() -> Path:
    pytest.importorskip("xllamacpp")
    return ensure(NAME, MODELS)


def opened() -> LocalBackend:
    return open_local(NAME, models=MODELS, context_window=2_048)


async def test_the_model_answers_in_json_and_in_prose() -> None:
    backend = opened()
    try:
        planned = await backend.complete(replace(QUESTION, schema=Schema("plan", ANSWER), max_tokens=120))
        assert set(json.loads(planned.text)) == {"title", "parts"}
        assert planned.text == json.dumps(json.loads(planned.text), ensure_ascii=False)
        held = await backend.complete(replace(QUESTION, holding="flea market", max_tokens=120))
        assert "flea market" in held.text
        prose = await backend.complete(replace(QUESTION, halt=Halt(words=12), max_tokens=200))
        assert prose.text.strip() and prose.finish in ("stop", "halted", "length")
        assert count_words(prose.text) <= 200
        assert prose.usage.output_tokens > 0 and prose.usage.cost_usd == 0
    finally:
        await backend.aclose()


async def test_a_reply_is_capped_by_its_tokens() -> None:
    backend = opened()
    try:
        reply = await backend.complete(
            replace(QUESTION, messages=(Message("user", "Write a long story."),), max_tokens=6)
        )
        assert reply.finish == "length" and reply.usage.output_tokens <= 6
    finally:
        await backend.aclose()


async def test_backends_of_one_file_share_one_copy_until_the_last_is_closed() -> None:
    first, second = opened(), opened()
    await asyncio.gather(first.complete(QUESTION), second.complete(QUESTION))
    assert len(llama._LOADED) == 1
    await first.aclose()
    assert (await second.complete(QUESTION)).text
    await second.aclose()
    assert not llama._LOADED


async def test_a_call_cancelled_while_the_model_is_loaded_leaves_nothing_behind() -> None:
    backend = opened()
    call = asyncio.create_task(backend.complete(QUESTION))
    await asyncio.sleep(0.05)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await backend.aclose()
    assert not llama._LOADED
    assert (await backend.complete(QUESTION)).text
    await backend.aclose()
    assert not llama._LOADED


def test_several_event_loops_in_turn() -> None:
    async def once() -> str:
        backend = opened()
        try:
            return (await backend.complete(QUESTION)).text
        finally:
            await backend.aclose()

    assert all(asyncio.run(once()) for _ in range(3))


async def test_the_server_lets_nobody_else_in() -> None:
    import httpx2

    backend = opened()
    try:
        await backend.complete(QUESTION)
        (loaded,) = llama._LOADED.values()
        assert loaded.address.startswith("http://127.0.0.1:")
        async with httpx2.AsyncClient() as client:
            answer = await client.post(f"{loaded.address}/v1/chat/completions", json={"messages": []}, timeout=30)
        assert answer.status_code == 401
    finally:
        await backend.aclose()


async def test_a_truncated_file_is_refused(tmp_path: Path, model_file: Path) -> None:
    from longwriter_agents.errors import ModelFileError

    path = tmp_path / "half.gguf"
    with model_file.open("rb") as whole:
        path.write_bytes(whole.read(40_000_000))
    with pytest.raises(ModelFileError, match="could not load"):
        await open_local(str(path), models=tmp_path).complete(QUESTION)


FORGETFUL = """
import asyncio, sys
from pathlib import Path
from longwriter_agents.backends.base import Message, Request
from longwriter_agents.backends.local import open_local
backend = open_local(sys.argv[1], models=Path(sys.argv[2]))
reply = asyncio.run(backend.complete(Request("test", (Message("user", "Hello"),), max_tokens=8)))
print(len(reply.text) > 0)
"""


def test_a_program_that_forgets_to_close_ends_all_the_same_and_the_terminal_stays_quiet() -> None:
    command = [sys.executable, "-c", FORGETFUL, NAME, str(MODELS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")
