"""Judged suites, with scripted judges: who may judge, where a judge is asked, and what a missing answer means."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.backends.base import Backend, Reply, Request, Traits
from longwriter_agents.backends.registry import open_backend
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation import doors
from longwriter_agents.evaluation.judging import Judge, check_independent, server_of
from longwriter_agents.evaluation.records import read_rows
from longwriter_agents.evaluation.running import Plan
from longwriter_agents.evaluation.suite import Item, Scores, Written
from longwriter_agents.evaluation.suites.checklist import Checklist
from longwriter_agents.evaluation.suites.quality import JudgedQuality
from longwriter_agents.evaluation.suites.verdicts import DIMENSIONS, Containment, CriterionMark, Quality
from longwriter_agents.model import Usage
from longwriter_agents.testing import ScriptedBackend


async def judged(suite: Any, item: Item, text: str, answer: Callable[[Request], str], tmp_path: Path) -> Scores:
    judge = await Judge.open(ScriptedBackend(answer, spec="scripted:judge"), tmp_path / "judge.db", "k")
    try:
        scores: Scores = await suite.score(item, Written(text, "complete"), judge)
        return scores
    finally:
        await judge.aclose()


async def test_a_statement_counts_only_with_a_quote_that_is_there(tmp_path: Path) -> None:
    def answer(request: Request) -> str:
        quotes = {"k1": "Wood is dried for two years.", "k2": "This is nowhere in the text.", "k3": ""}
        rows = [{"id": key, "met": True, "quote": quote} for key, quote in quotes.items()]
        return json.dumps({"verdicts": [*rows, {"id": "k4", "met": False, "quote": ""}]})

    item = Item("x", "x", gold={"asked": 10, "checklist": ["a", "b", "c", "d"]})
    scores = await judged(Checklist(), item, "Wood is dried for two years. Then it burns.", answer, tmp_path)
    assert scores == {"satisfied": 0.25, "items_judged": 1.0}


async def test_clear_compares_both_ways_and_knows_na(tmp_path: Path) -> None:
    def answer(request: Request) -> str:
        if request.purpose == "judge:contains":
            return json.dumps({"contained": "<first>\nalpha" in request.messages[-1].text})
        told = {"one": "alpha beta", "two": "N/A", "three": "N/A"}
        return json.dumps(
            {"told": next(value for key, value in told.items() if f"point: {key}" in request.messages[-1].text)}
        )

    item = Item("x", "x", gold={"asked": None, "checklist": {"one": "alpha", "two": None, "three": "gamma"}})
    scores = await judged(Checklist(), item, "Some text.", answer, tmp_path)
    assert scores["CLEAR_F1"] == pytest.approx(2 / 3), "one both ways, both N/A, one N/A"


async def test_quality_is_the_mean_of_six_marks_or_of_criteria_each_asked_alone(tmp_path: Path) -> None:
    marks = dict.fromkeys(DIMENSIONS, 4) | {"accuracy": 1}
    scores = await judged(JudgedQuality(), Item("x", "x"), "Text.", lambda r: json.dumps(marks), tmp_path)
    assert scores["S_q"] == pytest.approx((5 * 75 + 0) / 6)
    criteria = {"criteria": [{"name": "a"}, {"name": "b"}]}

    def of_criterion(request: Request) -> str:
        return json.dumps({"score": 9 if "name: a" in request.messages[-1].text else 4})

    scores = await judged(JudgedQuality(), Item("y", "y", gold=criteria), "Text.", of_criterion, tmp_path)
    assert scores == {"criteria": 6.5, "criteria_judged": 1.0}
    silent = await judged(JudgedQuality(), Item("z", "z"), "Text.", lambda r: "I like it.", tmp_path)
    assert silent == {"S_q": None}, "no answer is no mark"
    assert Quality.from_lines("\n".join(f"{name.replace('_', ' ')}: 3" for name in DIMENSIONS)).score() == 50


SPEAKS = {"one": "alpha", "two": "beta", "three": None}


def answering(silent: str) -> Callable[[Request], str]:
    """A judge that agrees to everything and says nothing where the prompt holds `silent`."""

    def answer(request: Request) -> str:
        prompt = request.messages[0].text
        if silent in prompt:
            return ""
        if request.purpose == "judge:contains":
            return json.dumps({"contained": True})
        return json.dumps({"told": "N/A" if "point: three" in prompt else "something"})

    return answer


@pytest.mark.parametrize(
    ("silent", "score", "judged_share"),
    [
        ("nothing is like this", 1.0, 1.0),
        ("point: three", 1.0, 2 / 3),
        ("<second>\nalpha", 1.0, 2 / 3),
        ("The point", None, 0.0),
    ],
)
async def test_an_item_of_which_the_judge_said_nothing_is_missing_and_no_mark(
    silent: str, score: float | None, judged_share: float, tmp_path: Path
) -> None:
    item = Item("x", "x", gold={"asked": None, "checklist": SPEAKS})
    scores = await judged(Checklist(), item, "Some text.", answering(silent), tmp_path)
    assert scores == {"CLEAR_F1": score, "items_judged": pytest.approx(judged_share)}


async def test_silence_on_references_that_are_all_null_is_no_full_score(tmp_path: Path) -> None:
    item = Item("x", "x", gold={"asked": None, "checklist": {"one": None, "two": None}})
    scores = await judged(Checklist(), item, "Some text.", lambda request: "", tmp_path)
    assert scores == {"CLEAR_F1": None, "items_judged": 0.0}


async def test_statements_that_the_judge_passed_over_are_missing(tmp_path: Path) -> None:
    item = Item("x", "x", gold={"asked": None, "checklist": ["a", "b", "c"]})
    row = {"id": "k2", "met": True, "quote": "Wood is dried."}
    scores = await judged(Checklist(), item, "Wood is dried.", lambda r: json.dumps({"verdicts": [row]}), tmp_path)
    assert scores == {"satisfied": 1.0, "items_judged": pytest.approx(1 / 3)}
    silent = await judged(Checklist(), item, "Text.", lambda r: "", tmp_path / "silent")
    assert silent == {"satisfied": None, "items_judged": 0.0}


@pytest.mark.parametrize(
    ("suite", "gold", "scores"),
    [
        (JudgedQuality, {}, {"S_q": 0.0}),
        (JudgedQuality, {"criteria": [{"name": "a"}]}, {"criteria": 1.0, "criteria_judged": 1.0}),
        (Checklist, {"checklist": ["a"]}, {"satisfied": 0.0, "items_judged": 1.0}),
        (Checklist, {"checklist": {"a": None}}, {"CLEAR_F1": 0.0, "items_judged": 1.0}),
    ],
)
async def test_a_document_that_was_not_written_has_the_lowest_mark_without_a_question(
    suite: Callable[[], Any], gold: dict[str, Any], scores: Scores, tmp_path: Path
) -> None:
    def asked(request: Request) -> str:
        raise AssertionError("the judge was asked what it thinks of nothing")

    assert await judged(suite(), Item("x", "x", gold=gold), " \n", asked, tmp_path) == scores


def test_an_answer_that_is_neither_yes_nor_no_is_none() -> None:
    assert [Containment.from_lines(f"contained: {said}").contained for said in ("Yes.", "**no**")] == [True, False]
    with pytest.raises(ValueError, match="neither yes nor no"):
        Containment.from_lines("contained: partly")


def test_a_mark_in_bold_is_a_mark() -> None:
    assert [CriterionMark.from_lines(told).score for told in ("score: **8**", "**Score:** 8", "score: 8/10")] == [8] * 3
    with pytest.raises(ValueError, match="no number"):
        CriterionMark.from_lines("score: -3")


@pytest.mark.parametrize(
    ("judge", "writer", "same"),
    [
        ("scripted:steady?latency=0", "scripted:steady", True),
        ("OpenAI:x", "openai:x", True),
        ("openai:x", "openai:y", False),
        ("openai:x at http://a/v1", "openai:x at http://a/v1/", True),
        ("openai:x at http://a/v1", "openai:x", False),
        ("openai:x at http://a/v1", "openai:x at http://b/v1", False),
        ("anthropic:x", "openai:x", False),
        ("local:x at http://a/v1", "local:x", True),
    ],
)
def test_a_judge_is_the_writer_where_server_and_model_are_the_same(judge: str, writer: str, same: bool) -> None:
    (judge, _, judge_url), (writer, _, writer_url) = (each.partition(" at ") for each in (judge, writer))
    server = server_of(writer, writer_url)

    def check(*, forced: bool) -> None:
        check_independent(judge, writer, forced=forced, judge_url=judge_url, writer_server=server)

    check(forced=True)
    if not same:
        return check(forced=False)
    with pytest.raises(InputError, match="the writer itself"):
        check(forced=False)


def test_where_it_is_not_known_at_which_server_the_writer_was_it_is_taken_for_the_judge_s() -> None:
    with pytest.raises(InputError, match="the writer itself"):
        check_independent("openai:x", "openai:x", forced=False, judge_url="http://a/v1", writer_server=None)


def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None]]:
    """The models that the command opens and at what address; each is a simulated writer really."""
    asked: list[tuple[str, str | None]] = []

    def spy(spec: str, *, base_url: str | None = None, **more: Any) -> Backend:
        asked.append((spec, base_url))
        return open_backend("scripted:steady" if "writer" in spec else "scripted:varying")

    monkeypatch.setattr("longwriter_agents.evaluation.doors.open_backend", spy)
    return asked


def evaluate(tmp_path: Path, told: list[str], **more: Any) -> None:
    data = tmp_path / "list.jsonl"
    data.write_text(json.dumps({"prompt": "Write a note on bees.", "words": 100, "checklist": ["It is on bees."]}))
    plan = Plan(model="openai:writer", judge="openai:judge", base_url="http://writer/v1", data=data, **more)
    doors.run_suite("checklist", plan, tmp_path / "results", judge_itself=False, tell=told.append)


def test_a_judge_is_asked_at_its_own_address_and_never_at_the_writer_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, told = opened(monkeypatch), list[str]()
    evaluate(tmp_path, told)
    assert asked == [("openai:writer", "http://writer/v1"), ("openai:judge", None)]
    asked.clear()
    evaluate(tmp_path, told, judge_base_url="http://judge/v1")
    assert asked == [("openai:writer", "http://writer/v1"), ("openai:judge", "http://judge/v1")]
    assert not any("would judge itself" in line for line in told)
    evaluate(tmp_path, told, judge_base_url="http://writer/v1")
    assert any("would judge itself" in line for line in told), "two names at one server may be one model"


def test_a_judge_without_a_key_is_told_of_its_own_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_API_KEY_FILE", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(InputError, match=r"The judge can't be asked: openai:judge needs a key.*--judge-base-url"):
        evaluate(tmp_path, [])


def test_a_row_says_what_judging_cost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(monkeypatch)
    evaluate(tmp_path, [])
    judging = read_rows(tmp_path / "results" / "rows.jsonl")[0]["judging"]
    assert judging["calls"] >= judging["questions"] == 1
    assert judging["input_tokens"] > 0 < judging["output_tokens"]
    assert {"model", "temperature", "date", "prompts", "unanswered", "shortened", "cost_usd"} <= set(judging)


async def test_a_judge_s_calls_of_a_killed_run_are_counted_once(tmp_path: Path) -> None:
    def paid(request: Request) -> Reply:
        usage = Usage(calls=1, input_tokens=10, output_tokens=2, cost_usd=0.5)
        return Reply(json.dumps({"contained": True}), usage=usage)

    records = []
    for _ in range(2):
        judge = await Judge.open(ScriptedBackend(paid, spec="scripted:judge"), tmp_path / "judge.db", "k")
        for _ in range(2):
            values = {"outer": "a", "inner": "b"}
            await judge.ask("judge/contains", Containment, purpose="judge", tokens=60, **values)
        await judge.aclose()
        records.append(judge.record())
    assert [(each["calls"], each["input_tokens"], each["cost_usd"]) for each in records] == [(1, 10, 0.5)] * 2


async def test_a_row_says_that_a_judge_saw_only_a_part_of_a_text(tmp_path: Path) -> None:
    small = ScriptedBackend([], spec="scripted:judge", traits=Traits(context_window=1_000))
    judge = await Judge.open(small, tmp_path / "judge.db", "k")
    judge.shown("A short one.")
    seen = [judge.shown(text) for text in ("A sentence of a long text. " * 200, "河边有一座老磨坊。" * 200)]
    await judge.aclose()
    assert judge.record()["shortened"] == 2
    assert all(400 < count_tokens(text).tokens <= 600 for text in seen), "in tokens, whatever the script"


@pytest.mark.parametrize(
    ("suite", "row", "said"),
    [
        (Checklist, {"prompt": "x", "checklist": ["a"], "words": "many"}, "'words' must be a whole number"),
        (Checklist, {"prompt": "", "checklist": ["a"]}, "'prompt' must be a text"),
        (Checklist, {"prompt": "x", "checklist": []}, "must be a list of statements"),
        (Checklist, {"prompt": "x", "checklist": "not json"}, "must be a list of statements"),
        (Checklist, {"prompt": "x", "checklist": ["a", 3]}, "must be a list of statements"),
        (Checklist, {"prompt": "x", "checklist": {"a": 3}}, "reference text or null"),
        (Checklist, {"prompt": "x"}, "no field 'checklist'"),
        (JudgedQuality, {"query": "x", "checklist": ["clear", "deep"]}, "must be a list of criteria"),
        (JudgedQuality, {"query": "x", "checklist": "not json"}, "must be a list of criteria"),
        (JudgedQuality, {"query": "x", "checklist": []}, "must be a list of criteria"),
        (JudgedQuality, {"query": "x", "checklist": "[]"}, "must be a list of criteria"),
        (JudgedQuality, {"query": None, "checklist": [{"name": "a"}]}, "'query' must be a text"),
        (JudgedQuality, {"prompt": "x", "length": "long"}, "'length' must be a whole number"),
    ],
)
def test_a_row_that_cannot_be_judged_is_named_before_anything_is_written(
    suite: Callable[[], Any], row: dict[str, Any], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "list.jsonl"
    good = {"prompt": "x", "query": "x", "length": 10, "checklist": {"a": "b"} if suite is Checklist else [{"a": "b"}]}
    path.write_text(f"{json.dumps(good)}\n{json.dumps(row)}")
    with pytest.raises(InputError) as told:
        suite().items(path)
    assert f"Row 2 of {path}" in str(told.value)
    assert said in str(told.value)


def test_lengths_may_be_numbers_in_strings_and_criteria_json_in_a_string(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text(json.dumps({"prompt": "x", "checklist": ["a"], "words": "300"}))
    assert Checklist().items(path)[0].words == 300
    path.write_text(json.dumps({"query": "x", "checklist": json.dumps([{"name": "clear"}])}))
    assert JudgedQuality().items(path)[0].gold == {"criteria": [{"name": "clear"}]}
