"""The Python doors: write, plan, stream, resume; inside a running loop too; bad input is refused before anything is spent."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import (
    Budget,
    InputError,
    Manuscript,
    aplan,
    aresume,
    awrite,
    judged,
    must_exclude,
    must_include,
    plan,
    resume,
    stream,
    write,
)
from longwriter_agents.cli.progress import Progress
from longwriter_agents.errors import JobNotFound
from longwriter_agents.events import Event, JobEnded, JobStarted, ManuscriptReady, OutlineReady, SectionDone
from longwriter_agents.model import DOCUMENT
from longwriter_agents.testing import SimulatedWriter

REQUEST = "Write a report on the harbour."


def test_a_document_with_its_ledgers(store: Path) -> None:
    manuscript = write(f'{REQUEST} It must mention "tidal clock". Never mention "war".', words=1_500, store=store)
    assert manuscript.status == "complete", manuscript.findings
    assert manuscript.text.startswith(f"# {manuscript.outline.title}\n\n## ")
    assert [row.verdict for row in manuscript.constraints] == ["met"] * 4
    include = next(row for row in manuscript.constraints if row.kind == "include")
    assert "tidal clock" in include.evidence
    assert include.evidence in manuscript.text
    assert include.placements == (DOCUMENT,)
    assert Manuscript.model_validate_json(manuscript.model_dump_json()) == manuscript


def test_the_report_has_the_documented_fields(store: Path) -> None:
    report = write(REQUEST, words=1_000, store=store).report()
    assert {"target", "written", "sections"} <= set(report["words"])
    assert set(report["words"]["sections"][0]) == {"id", "title", "budget", "written", "trust"}
    row = {"id", "kind", "quote", "text", "scope", "placements", "verdict", "evidence"}
    assert row <= set(report["constraints"][0])
    used = {"calls", "input_tokens", "cached_input_tokens", "output_tokens", "seconds", "cost_usd"}
    assert used <= set(report["usage"])
    assert {"status", "units", "findings", "model", "graph", "job_id"} <= set(report)


async def test_write_works_inside_a_running_loop() -> None:
    manuscript = write(REQUEST, words=300)
    assert manuscript.status == "complete"


async def test_awrite_and_the_events(store: Path) -> None:
    events: list[Event] = []
    manuscript = await awrite(REQUEST, words=1_000, store=store, on_event=events.append)
    kinds = [type(event) for event in events]
    assert kinds[0] is JobStarted
    assert kinds[-1] is JobEnded
    done = [event for event in events if isinstance(event, SectionDone)]
    assert {event.section_id for event in done} == {section.id for section in manuscript.outline.sections}


async def test_a_stream_ends_with_the_manuscript(store: Path) -> None:
    events = [event async for event in stream(REQUEST, words=1_000, store=store)]
    assert any(isinstance(event, OutlineReady) for event in events)
    last = events[-1]
    assert isinstance(last, ManuscriptReady)
    assert last.manuscript.status == "complete"


async def test_a_stream_that_is_left_early_leaves_a_job_to_resume(store: Path) -> None:
    events = stream(REQUEST, words=3_000, store=store, model="scripted:steady?latency=0.01")
    async for event in events:
        if isinstance(event, SectionDone):
            break
    await events.aclose()  # type: ignore[attr-defined]  # a generator, typed as an iterator
    assert resume(store=store).status == "complete"


def test_a_listener_that_fails_is_not_swallowed(store: Path) -> None:
    def listener(event: Event) -> None:
        raise RuntimeError("the listener is broken")

    with pytest.raises(RuntimeError, match="listener"):
        write(REQUEST, words=300, store=store, on_event=listener)


def test_planning_writes_nothing(store: Path) -> None:
    planned = plan(REQUEST, words=5_000, store=store)
    assert planned.status == "planned"
    assert planned.text == ""
    assert planned.words.written == 0
    assert {row.verdict for row in planned.constraints} == {"planned"}
    assert {cost.activity for cost in planned.activities} == {"plan"}


def test_a_plan_is_written_by_resuming_it_at_no_further_planning(store: Path) -> None:
    planned = plan(REQUEST, words=3_000, store=store)
    written = resume(planned.job_id, store=store)
    assert written.outline == planned.outline
    assert written.status == "complete"
    assert next(cost.usage.calls for cost in written.activities if cost.activity == "plan") == 1


async def test_a_plan_goes_in_as_an_outline(store: Path) -> None:
    planned = await aplan(REQUEST, words=2_000, store=store)
    written = await awrite(REQUEST, words=2_000, outline=planned.outline, store=store)
    assert [s.title for s in written.outline.sections] == [s.title for s in planned.outline.sections]
    assert "plan" not in {cost.activity for cost in written.activities}


def test_an_outline_of_one_s_own_is_kept_to(store: Path) -> None:
    manuscript = write(REQUEST, words=1_200, outline="# Harbours\n## Past\n- piers\n## Present\n## Future", store=store)
    assert [line for line in manuscript.text.splitlines() if line.startswith("#")] == [
        "# Harbours",
        "## Past",
        "## Present",
        "## Future",
    ]


def test_each_role_can_have_a_model_of_its_own(store: Path) -> None:
    drafter, planner = SimulatedWriter(spec="scripted:drafter"), SimulatedWriter(spec="scripted:planner")
    manuscript = write(REQUEST, words=1_500, drafter=drafter, planner=planner, store=store)
    assert planner.calls == 1
    assert drafter.calls == len(manuscript.outline.sections)
    assert manuscript.models == {
        "planner": "scripted:planner",
        "drafter": "scripted:drafter",
        "reviewer": "scripted:steady",
    }


def test_a_model_that_was_handed_over_must_be_handed_over_again(store: Path) -> None:
    model = SimulatedWriter(spec="langchain:mine")
    planned = plan(REQUEST, words=1_500, model=model, store=store)
    with pytest.raises(InputError, match="handed over"):
        resume(planned.job_id, store=store)
    assert resume(planned.job_id, store=store, model=model).status == "complete"


async def test_who_looks_on_at_a_resumed_job_learns_how_far_it_was(store: Path, tmp_path: Path) -> None:
    """Of nine sections the second is then the second, not the first of one."""
    door = tmp_path / "door"
    model = f"scripted:steady?until={door}&free=3"
    done = asyncio.Event()

    def hear(event: Event) -> None:
        if isinstance(event, SectionDone):
            done.set()

    writing = asyncio.ensure_future(
        awrite(REQUEST, words=3_000, model=model, flow="sequential", store=store, on_event=hear)
    )
    await done.wait()
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    door.touch()
    told: list[str] = []
    seen = Progress()

    def look(event: Event) -> None:
        seen.take(event)
        if isinstance(event, SectionDone):
            told.append(f"{event.section_id}: {seen.done} of {len(seen.sections)}")

    resumed = await aresume(store=store, on_event=look)
    count = len(resumed.outline.sections)
    assert list(dict.fromkeys(told)) == [f"s{number}: {number} of {count}" for number in range(1, count + 1)]


def test_a_token_budget_ends_the_work_and_keeps_what_is_written(store: Path) -> None:
    manuscript = write(REQUEST, words=5_000, budget=Budget(tokens=4_000), flow="sequential", store=store)
    assert manuscript.status == "failed"
    assert "budget" in manuscript.message.casefold()
    assert manuscript.usage.input_tokens + manuscript.usage.output_tokens <= 4_000


@pytest.mark.parametrize("language", ["German", "de", "Deutsch", "德语"])
def test_languages_go_by_many_names(language: str, store: Path) -> None:
    assert plan(REQUEST, words=800, language=language, store=store).brief.language == "de"


def deep() -> list[Any]:
    nested: list[Any] = []
    for _ in range(20_000):
        nested = [nested]
    return nested


BAD: list[tuple[dict[str, Any], str]] = [
    ({"prompt": ""}, "empty"),
    ({"prompt": "  \n"}, "empty"),
    ({"prompt": None}, "empty"),
    ({"prompt": "x" * 2_000_001}, "2,000,000"),
    ({"words": 0}, "words=0"),
    ({"words": -5}, "words=-5"),
    ({"words": 10_000_000}, "1,000,000"),
    ({"words": "many"}, "words='many'"),
    ({"words": True}, "words=True"),
    ({"model": "nonsense"}, "provider:model"),
    ({"model": "acme:x"}, "no provider"),
    ({"model": "openai:x"}, "OPENAI_API_KEY"),
    ({"model": 3}, "int"),
    ({"graph": "../../etc/passwd"}, "no graph"),
    ({"graph": "nothing"}, "longform"),
    ({"language": "Klingonese"}, "language"),
    ({"constraints": [{"kind": "magic"}]}, "not usable"),
    ({"constraints": [{"kind": "include", "terms": []}]}, "terms"),
    ({"constraints": [""]}, "empty"),
    ({"constraints": [7]}, "int"),
    ({"outline": []}, "no sections"),
    ({"outline": {"parts": 3}}, "outline"),
    ({"flow": "sideways"}, "flow"),
    ({"rounds": 99}, "rounds"),
    ({"concurrency": 0}, "concurrency"),
    ({"context_window": 10}, "context_window"),
    ({"wrods": 100}, "wrods"),
    ({"store": "/proc/nothing/here.db"}, "store"),
    ({"prompt": "\x00"}, "empty"),
    ({"prompt": "\ufeff\u200b \u2060"}, "empty"),
    ({"graph": None}, "no graph"),
    ({"graph": 5}, "no graph"),
    ({"language": 5}, "language"),
    ({"constraints": 5}, "constraints=5"),
    ({"constraints": b"x"}, "constraints"),
    ({"constraints": [deep()]}, "too deeply"),
    ({"constraints": [{"kind": "exclude", "terms": ["bee", " "]}]}, "no words"),
    ({"outline": 5}, "int"),
    ({"outline": {"parts": deep()}}, "too deeply"),
    ({"budget": 5}, "budget"),
    ({"budget": {"tokens": 0}}, r"budget\.tokens"),
    ({"store": 5}, "store=5"),
    ({"on_event": 5}, "on_event=5"),
]


@pytest.mark.parametrize(("options", "said"), BAD)
def test_bad_input_is_refused_in_one_clear_line(options: dict[str, Any], said: str, store: Path) -> None:
    from longwriter_agents import LongwriterError

    given = {"prompt": REQUEST, "store": store, **options}
    with pytest.raises((LongwriterError, TypeError), match=said) as caught:
        write(given.pop("prompt"), **given)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("demand", [must_include, must_exclude, judged])
def test_a_demand_of_nothing_is_refused_where_it_is_made(demand: Any) -> None:
    for nothing in ((" ",), (5,)) if demand is judged else ((), ("",), ("bee", " "), (5,)):
        with pytest.raises(InputError, match="no words"):
            demand(*nothing)


def test_halves_of_surrogate_pairs_anywhere_in_the_input_do_not_keep_a_document_from_being_written(store: Path) -> None:
    demands = ['It must mention "gull \ud800".', {"kind": "include", "terms": ["pier\udc00"]}, judged("calm \ud800")]
    planned = plan(REQUEST, words=800, constraints=demands, outline=["Quays \ud800", "Cranes"], store=store)
    assert [section.title for section in planned.outline.sections] == ["Quays ?", "Cranes"]
    assert plan(REQUEST, words=800, constraints=must_include("pier"), store=store).constraints[-1].kind == "include"
    assert plan(REQUEST, words=800, constraints=None, store=store).status == "planned"


def test_resuming_what_is_not_there(store: Path) -> None:
    with pytest.raises(JobNotFound, match="there is no such file"):
        resume("nothing", store=store)
    assert not store.exists()
    write(REQUEST, words=200, store=store)
    with pytest.raises(JobNotFound, match="no job"):
        resume("nothing", store=store)
    with pytest.raises(JobNotFound, match="no unfinished job"):
        resume(store=store)


def test_a_store_that_is_none_is_refused(tmp_path: Path) -> None:
    from longwriter_agents import StoreError

    file = tmp_path / "x.db"
    file.write_text("this is no database, whatever its name says" * 40, encoding="utf-8")
    with pytest.raises(StoreError, match="--store"):
        write(REQUEST, store=file)
    assert file.read_text(encoding="utf-8").startswith("this is no database")


def test_two_documents_at_once_in_one_store(store: Path) -> None:
    import asyncio

    async def both() -> list[Manuscript]:
        return list(
            await asyncio.gather(*(awrite(f"{REQUEST} Number {n}.", words=1_500, store=store) for n in range(4)))
        )

    documents = asyncio.run(both())
    assert [document.status for document in documents] == ["complete"] * 4
    assert len({document.job_id for document in documents}) == 4
    assert len({document.text for document in documents}) == 4
