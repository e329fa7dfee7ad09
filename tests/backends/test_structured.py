"""Structured answers from any model: json_schema, json_object, plain lines; validated, repaired once, bounded."""

from __future__ import annotations

import pytest

from longwriter_agents.backends.base import Message, Reply, Request, Rung, Traits
from longwriter_agents.backends.structured import ask
from longwriter_agents.errors import BackendError, RefusedError, ReplyError
from longwriter_agents.replies import Plan, Understanding
from longwriter_agents.testing import ScriptedBackend

REQUEST = Request("plan", (Message("user", "Plan it."),), 500)
GOOD = '{"title": "Rivers", "sections": [{"title": "Springs", "covers": "Where water comes up"}]}'
LINES = "Title: Rivers\n1. Springs :: Where water comes up\n2. Mouths :: Where it ends"
PROSE = "A river is a large natural stream of water. It flows to the sea."


def rungs_asked(backend: ScriptedBackend) -> list[Rung]:
    return [request.schema.rung if request.schema else "lines" for request in backend.asked]


async def test_a_good_answer_takes_one_call() -> None:
    backend = ScriptedBackend([GOOD])
    plan, rung = await ask(backend, REQUEST, Plan)
    assert (plan.title, plan.sections[0].title, rung) == ("Rivers", "Springs", "json_schema")


@pytest.mark.parametrize(
    "dressed",
    [f"```json\n{GOOD}\n```", f"Here you are:\n{GOOD}\nI hope this helps!", f"{{oops}} {GOOD}", f"\ufeff {GOOD}"],
)
async def test_json_is_found_in_whatever_dress(dressed: str) -> None:
    plan, _ = await ask(ScriptedBackend([dressed]), REQUEST, Plan)
    assert plan.sections[0].title == "Springs"


async def test_one_repair_says_what_was_wrong() -> None:
    backend = ScriptedBackend(['{"title": "Rivers", "sections": []}', GOOD])
    await ask(backend, REQUEST, Plan)
    repair = backend.asked[1].messages
    assert repair[-2].role == "assistant"
    assert "sections" in repair[-1].text


async def test_the_ladder_goes_down_to_plain_lines() -> None:
    backend = ScriptedBackend([PROSE, PROSE, PROSE, PROSE, LINES])
    plan, rung = await ask(backend, REQUEST, Plan)
    assert rungs_asked(backend) == ["json_schema", "json_schema", "json_object", "json_object", "lines"]
    assert [section.title for section in plan.sections] == ["Springs", "Mouths"]
    assert rung == "lines"


async def test_a_server_that_refuses_the_format_costs_one_call_for_each_rung() -> None:
    refused = BackendError("response_format is not supported", retryable=False, status=400)
    backend = ScriptedBackend([refused, refused, LINES])
    await ask(backend, REQUEST, Plan)
    assert rungs_asked(backend) == ["json_schema", "json_object", "lines"]


async def test_what_worked_before_is_asked_for_first() -> None:
    backend = ScriptedBackend([LINES])
    await ask(backend, REQUEST, Plan, first="lines")
    assert rungs_asked(backend) == ["lines"]


async def test_a_model_s_own_rungs_are_kept_to() -> None:
    backend = ScriptedBackend([PROSE, PROSE, LINES], traits=Traits(rungs=("json_schema", "lines")))
    await ask(backend, REQUEST, Plan)
    assert rungs_asked(backend) == ["json_schema", "json_schema", "lines"]


@pytest.mark.parametrize("answer", [PROSE, "{", "", "[]", '{"sections": 3}', "null", "{" * 5_000])
async def test_a_model_that_never_manages_ends_in_five_calls_with_a_reason(answer: str) -> None:
    backend = ScriptedBackend(lambda request: answer)
    with pytest.raises(ReplyError, match="no usable answer"):
        await ask(backend, REQUEST, Plan)
    assert len(backend.asked) == 5


async def test_a_cut_answer_is_told_as_cut() -> None:
    backend = ScriptedBackend([Reply(GOOD[:40], finish="length"), GOOD])
    await ask(backend, REQUEST, Plan)
    assert "cut off" in backend.asked[1].messages[-1].text


@pytest.mark.parametrize("reply", [Reply("No.", finish="refused"), Reply("I'm sorry, but I can't help with that.")])
async def test_a_refusal_is_not_argued_with(reply: Reply) -> None:
    backend = ScriptedBackend([reply])
    with pytest.raises(RefusedError):
        await ask(backend, REQUEST, Plan)


async def test_a_model_that_can_t_be_asked_is_no_reply() -> None:
    down = BackendError("The server could not be reached.", retryable=True)
    with pytest.raises(BackendError):
        await ask(ScriptedBackend([down]), REQUEST, Plan)


async def test_repeated_askings_are_told_apart_for_the_journal() -> None:
    backend = ScriptedBackend(lambda request: PROSE)
    with pytest.raises(ReplyError):
        await ask(backend, REQUEST, Plan)
    assert len({request.sample for request in backend.asked}) == 5


@pytest.mark.parametrize(
    "lines",
    [
        "1 demand: The text names three towns.\n2 background\nsubject: towns",
        "[1] Demand: The text names three towns.\n[2] background: only tells\nSubject: towns",
    ],
)
def test_an_understanding_is_read_from_lines(lines: str) -> None:
    reading = Understanding.from_lines(lines)
    assert [(each.clause, each.what) for each in reading.clauses] == [(1, "demand"), (2, "background")]
    assert reading.clauses[0].statement == "The text names three towns."
    assert reading.subject == "towns"


@pytest.mark.parametrize(
    "line",
    [
        "Springs :: where water comes up",
        "1. Springs: where water comes up",
        "- **Springs** — where water comes up",
        "Section 1: Springs | where water comes up",
    ],
)
def test_plans_are_read_from_the_lines_that_models_write(line: str) -> None:
    assert Plan.from_lines(line).sections[0].title == "Springs"


def test_prose_is_no_plan() -> None:
    with pytest.raises(ValueError, match="no line"):
        Plan.from_lines(PROSE)
