"""What is told before an embedded model is fetched or loaded."""

from __future__ import annotations

import json
import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents.backends import llama, local
from longwriter_agents.backends.base import Message, Request, Schema
from longwriter_agents.backends.grammars import grammar_of, prose_grammar
from longwriter_agents.backends.local import open_local
from longwriter_agents.errors import InputError, ModelFileError

QUESTION = Request("test", (Message("user", "Hello"),), max_tokens=8)


def own_file(folder: Path) -> str:
    path = folder / "own.gguf"
    path.write_bytes(b"GGUF" + bytes(64))
    return str(path)


def test_without_xllamacpp_the_hint_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r'pip install "longwriter-agents\[local\]"'):
        open_local("smollm2-135m", models=tmp_path)


@pytest.fixture
def xllamacpp() -> None:
    pytest.importorskip("xllamacpp")


@pytest.mark.usefixtures("xllamacpp")
@pytest.mark.parametrize("model", ["huge-900b", "/no/such/file.gguf", ""])
def test_unknown_models_are_refused_at_once(tmp_path: Path, model: str) -> None:
    with pytest.raises(InputError, match="smollm2-135m"):
        open_local(model, models=tmp_path)


@pytest.mark.usefixtures("xllamacpp")
def test_opening_fetches_and_loads_nothing(tmp_path: Path) -> None:
    backend = open_local("smollm2-135m", models=tmp_path / "models", context_window=100_000)
    assert backend.spec == "local:smollm2-135m"
    assert backend.traits.context_window == 8_192 and backend.traits.small and backend.traits.concurrency == 4
    assert not (tmp_path / "models").exists()


@pytest.mark.usefixtures("xllamacpp")
async def test_a_broken_file_is_an_error_and_not_a_crash(tmp_path: Path) -> None:
    backend = open_local(own_file(tmp_path), models=tmp_path)
    with pytest.raises(ModelFileError, match="could not load"):
        await backend.complete(QUESTION)
    await backend.aclose()


@pytest.mark.usefixtures("xllamacpp")
async def test_a_file_larger_than_the_memory_is_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("the memory is not known there")
    monkeypatch.setattr(os, "sysconf", lambda name: 4)
    backend = open_local(own_file(tmp_path), models=tmp_path)
    with pytest.raises(ModelFileError, match="GB of memory"):
        await backend.complete(QUESTION)


@pytest.mark.usefixtures("xllamacpp")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("LONGWRITER_THREADS", "none"),
        ("LONGWRITER_THREADS", "0"),
        ("LONGWRITER_SLOTS", "0"),
        ("LONGWRITER_SLOTS", "65"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, told: str
) -> None:
    monkeypatch.setenv(name, told)
    with pytest.raises(InputError, match=name):
        open_local("smollm2-135m", models=tmp_path)


@pytest.mark.usefixtures("xllamacpp")
def test_a_window_too_small_for_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too small"):
        open_local("smollm2-135m", models=tmp_path, context_window=16)


@pytest.mark.usefixtures("xllamacpp")
def test_where_no_temporary_folder_can_be_made_the_error_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(prefix: str) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(llama, "mkdtemp", full)
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF")
    with pytest.raises(ModelFileError, match="No space left"):
        llama.Lease(path, 512, 1).take()


def test_light_models_decode_several_replies_at_once_and_large_ones_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def slots(window: int = 8_192) -> tuple[int, int]:
        return llama.slots(light=True, window=window), llama.slots(light=False, window=window)

    assert slots() == (4, 1)
    assert slots(512) == (4, 1)
    assert slots(16_384) == (2, 1), "the windows together are no larger"
    assert slots(131_072) == (1, 1)
    monkeypatch.setenv("LONGWRITER_SLOTS", "2")
    assert slots() == (2, 2)


def test_the_grammar_of_prose_keeps_to_the_scripts_that_were_asked_in() -> None:
    english = Request("draft:s1", (Message("user", "Write about bees."),), max_tokens=10, prose=True)
    chinese = Request("draft:s1", (Message("user", "写一篇关于蜜蜂的文章"),), max_tokens=10, prose=True)
    named = Request("draft:s1", (Message("system", "Language: Chinese"), *english.messages), max_tokens=10, prose=True)
    assert r"\u2E80-\u9FFF" in prose_grammar(english)["grammar"]
    for each in (chinese, named):
        assert r"\u2E80" not in prose_grammar(each)["grammar"]
    assert all("OTHER" not in prose_grammar(each)["grammar"] for each in (english, chinese, named))


def test_the_grammar_of_prose_has_no_brackets_to_be_filled_in_unless_the_request_has_some() -> None:
    plain = Request("draft:s1", (Message("user", "Write about bees."),), max_tokens=10, prose=True)
    cited = Request("draft:s1", (Message("user", "Cite your sources as [1]."),), max_tokens=10, prose=True)
    signs = [prose_grammar(each)["grammar"].splitlines()[2:] for each in (plain, cited)]
    assert [all(r"\[]" in line for line in lines) for lines in signs] == [True, False]
    assert [any(r"\[]" in line for line in lines) for lines in signs] == [True, False]


def test_the_grammar_of_json_has_one_line_and_no_field_that_nobody_asked_for() -> None:
    pytest.importorskip("xllamacpp")
    inner = {"type": "object", "properties": {"b": {"type": "string"}}}
    schema = Schema("plan", {"type": "object", "properties": {"a": {"type": "array", "items": inner}}})
    asked = Request("plan", (Message("user", "Plan."),), max_tokens=10, schema=schema, prose=True)
    guidance, _, start = grammar_of(asked)["grammar"].partition("\nstart: %json ")
    assert guidance == "%llguidance {}"
    grammar = json.loads(start)
    assert grammar["x-guidance"] == {"whitespace_flexible": False, "key_separator": ": ", "item_separator": ", "}
    assert grammar["additionalProperties"] is False
    assert grammar["properties"]["a"]["items"]["additionalProperties"] is False
    lines = replace(asked, schema=replace(schema, rung="lines"))
    assert grammar_of(lines) == {}
    assert grammar_of(replace(asked, schema=None, prose=False)) == {}


def test_the_grammar_of_a_phrase_begins_a_sentence_that_it_fits_into() -> None:
    pytest.importorskip("xllamacpp")

    def pattern(phrase: str) -> re.Pattern[str]:
        grammar = grammar_of(replace(QUESTION, holding=phrase))["grammar"]
        return re.compile(grammar.removeprefix("%llguidance {}\nstart: /").removesuffix("/"))

    common = pattern("flea market")
    assert common.fullmatch("At the flea market she found a blue lamp for four pounds.")
    assert not common.fullmatch("She thought of the morning and of all that she had to do, flea market and so on.")
    assert pattern("Dr. Weber (Graz)").fullmatch("Later, Dr. Weber (Graz) came in and put her bag on the table.")
    assert pattern("育儿讲座").fullmatch("周三晚上的育儿讲座来了很多年轻的父母,大家一起讨论了孩子睡眠的问题,收获不少。")
