"""A real model in every run: SmolLM2-135M writes 600 words through the whole graph.

It is fetched once into the user's cache folder (or LONGWRITER_TEST_MODELS). What it says is not judged; what the engine makes
of it is.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import platformdirs
import pytest

from longwriter_agents import write
from longwriter_agents.backends.base import Message, Request
from longwriter_agents.backends.modelfiles import ensure
from longwriter_agents.backends.registry import open_backend
from longwriter_agents.testing.sentences import prose
from longwriter_agents.words import count_words

pytest.importorskip("xllamacpp")


@pytest.fixture(scope="module")
def model_file() -> Path:
    told = os.environ.get("LONGWRITER_TEST_MODELS")
    folder = Path(told) if told else Path(platformdirs.user_cache_dir("longwriter")) / "models"
    return ensure("smollm2-135m", folder)


@pytest.mark.slow
def test_six_hundred_words_by_a_real_model(model_file: Path, store: Path) -> None:
    manuscript = write(
        "Write a short guide to keeping chickens.",
        words=600,
        model=f"local:{model_file}",
        context_window=4_096,
        store=store,
    )
    assert manuscript.status in ("complete", "complete_with_findings"), manuscript.message
    assert abs(manuscript.words.deviation) <= 0.03
    assert manuscript.words.written == count_words(manuscript.text)
    headings = [line for line in manuscript.text.splitlines() if line.startswith("#")]
    assert len(set(headings)) == len(headings)
    assert headings == [f"# {manuscript.outline.title}"] + [
        f"## {s.title}" for s in manuscript.outline.sections if s.title
    ]
    assert all(section.text.strip() for section in manuscript.sections)
    assert manuscript.usage.output_tokens > 600
    assert manuscript.usage.decoding_seconds > 0
    assert manuscript.usage.calls <= 20


@pytest.mark.slow
async def test_what_a_wave_begins_with_is_read_once(model_file: Path) -> None:
    backend = open_backend(f"local:{model_file}", context_window=4_096)
    assert backend.traits.concurrency == 4
    shared = prose("the plan of the document", 150)

    def request(number: int) -> Request:
        own = f"Write one sentence on matter number {number}."
        return Request(f"draft:s{number}", (Message("system", shared), Message("user", own)), max_tokens=12)

    try:
        await backend.complete(Request("warm", (Message("user", "Say yes."),), max_tokens=2))
        replies = await asyncio.gather(*(backend.complete(request(number)) for number in range(4)))
        again = await backend.complete(request(9))
    finally:
        await backend.aclose()
    first, *others = sorted(reply.usage.cached_input_tokens for reply in replies)
    size = replies[0].usage.input_tokens
    assert first < 20, "the one that answers for the reading"
    assert all(cached > 0.75 * size for cached in others)
    assert again.usage.cached_input_tokens > 0.75 * size
    assert all(reply.text.strip() for reply in replies)
