"""Nothing is lost: after kill -9 at any moment `resume` repeats no finished call and gives the same bytes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from killing import Point, calls_in, run_killed

import longwriter_agents
from longwriter_agents import Manuscript
from longwriter_agents.store.sqlite import SqliteStore

REQUEST = 'Write a report on the harbour. It must mention "tidal clock" and should be cheerful. Never mention "war".'
MOMENTS = {
    "record_reply": (1, 2, 4, 6),
    "save_work": (1, 2, 4),
    "aput": (1, 3, 6, 8),
    "aput_writes": (2, 5, 8),
}
POINTS = [
    Point(method, nth, after) for method, moments in MOMENTS.items() for nth in moments for after in (False, True)
]
LATE = ("mending", "summary")
"""What is kept when the document has been looked over, and with its result."""
POINTS += [Point("save_work", 1, after, keeping=each) for each in LATE for after in (False, True)]
USUAL = {"record_reply": (2, 4, 6), "save_work": (2, 3, 4, 5), "append_events": (1,), "settle": (1,)}
"""With checkpoints as they are kept usually: a document that is written in a second has none but the journal."""
POINTS += [
    Point(method, nth, after, every_step=False)
    for method, moments in USUAL.items()
    for nth in moments
    for after in (False, True)
    if (method, after) != ("settle", True)
]


def options(folder: Path, persona: str, flow: str, words: int = 2_750) -> dict[str, Any]:
    model = f"scripted:{persona}?log={folder / 'calls.log'}"
    return {"prompt": REQUEST, "words": words, "model": model, "store": str(folder / "store.db"), "flow": flow}


def write_here(folder: Path, persona: str, flow: str, words: int = 2_750) -> Manuscript:
    folder.mkdir()
    given = options(folder, persona, flow, words)
    return longwriter_agents.write(given.pop("prompt"), **given)


async def state_of(path: Path) -> tuple[str, list[str]]:
    """The only job's id, and the purposes of its paid replies."""
    store = SqliteStore.open(path)
    try:
        jobs = await store.jobs()
        return jobs[0].id, [entry.purpose for entry in await store.journal(jobs[0].id)]
    finally:
        await store.aclose()


def spent_calls(folder: Path) -> list[str]:
    """The calls without the log's path, which differs between folders and is part of what is asked."""
    return [line.split()[0] for line in calls_in(folder / "calls.log")]


@pytest.fixture(scope="module")
def undisturbed_runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Manuscript]:
    folder = tmp_path_factory.mktemp("undisturbed")
    runs = {flow: write_here(folder / flow, "forgetful", flow) for flow in ("parallel", "sequential")}
    assert {run.status for run in runs.values()} == {"complete"}
    return runs


MOMENTS_OF_FLOWS = [
    pytest.param(point, flow, id=f"{point}-{flow}")
    for point in POINTS
    for flow in ("parallel", "sequential")
    if flow == "parallel" or (point.after and point.every_step)
]
"""Sections one after the other have nothing of their own to lose at a moment: of these some are enough."""


@pytest.mark.slow
@pytest.mark.parametrize(("point", "flow"), MOMENTS_OF_FLOWS)
def test_a_killed_job_ends_as_an_undisturbed_one(
    point: Point, flow: str, tmp_path: Path, undisturbed_runs: dict[str, Manuscript]
) -> None:
    undisturbed = undisturbed_runs[flow]
    folder = tmp_path / "killed"
    folder.mkdir()
    assert run_killed(options(folder, "forgetful", flow), point) == -9, "the point was reached"
    job_id, paid = asyncio.run(state_of(folder / "store.db"))
    before = calls_in(folder / "calls.log")
    resumed = longwriter_agents.resume(job_id, store=folder / "store.db")
    after = calls_in(folder / "calls.log")[len(before) :]
    assert resumed.text == undisturbed.text
    assert resumed.status == undisturbed.status
    assert resumed.constraints == undisturbed.constraints
    assert resumed.usage.calls == undisturbed.usage.calls, "nothing is paid for twice"
    unjournaled = len(before) - len(paid)
    assert len(set(before) & set(after)) <= unjournaled, "only replies that no journal had kept are asked for again"


BORDERS = [
    Point(method, nth, after)
    for method, moments in {"record_reply": (8, 9, 10), "aput": (9, 11)}.items()
    for nth in moments
    for after in (False, True)
]
BORDERS += [Point("save_work", 1, after, keeping=each) for each in LATE for after in (False, True)]


@pytest.fixture(scope="module")
def undisturbed_borders(tmp_path_factory: pytest.TempPathFactory) -> Manuscript:
    """A document whose borders are mended in two rounds, some of them by the model."""
    run = write_here(tmp_path_factory.mktemp("borders") / "whole", "seams", "parallel", 3_850)
    assert next(cost.usage.calls for cost in run.activities if cost.activity == "join") >= 2
    return run


@pytest.mark.slow
@pytest.mark.parametrize("point", BORDERS, ids=str)
def test_a_job_killed_while_borders_are_mended_ends_as_an_undisturbed_one(
    point: Point, tmp_path: Path, undisturbed_borders: Manuscript
) -> None:
    folder = tmp_path / "killed"
    folder.mkdir()
    assert run_killed(options(folder, "seams", "parallel", 3_850), point) == -9, "the point was reached"
    job_id, _ = asyncio.run(state_of(folder / "store.db"))
    resumed = longwriter_agents.resume(job_id, store=folder / "store.db")
    assert resumed.text == undisturbed_borders.text
    assert resumed.canon == undisturbed_borders.canon
    assert resumed.usage.calls == undisturbed_borders.usage.calls, "nothing is paid for twice"


@pytest.mark.slow
def test_a_job_killed_again_and_again_still_ends_well(tmp_path: Path) -> None:
    undisturbed = write_here(tmp_path / "whole", "varying", "parallel", 4_000)
    folder = tmp_path / "killed"
    folder.mkdir()
    given = options(folder, "varying", "parallel", 4_000)
    assert run_killed(given, Point("record_reply", 2, after=True)) == -9
    job_id, _ = asyncio.run(state_of(folder / "store.db"))
    for nth in (3, 2, 4, 1):
        run_killed(given, Point("record_reply", nth, after=True), job_id=job_id)
    resumed = longwriter_agents.resume(job_id, store=folder / "store.db")
    assert resumed.text == undisturbed.text
    assert resumed.usage.calls == undisturbed.usage.calls


def test_a_finished_job_is_given_back_without_a_call(tmp_path: Path) -> None:
    whole = write_here(tmp_path / "whole", "steady", "parallel")
    again = longwriter_agents.resume(whole.job_id, store=tmp_path / "whole" / "store.db")
    assert again == whole
    assert len(spent_calls(tmp_path / "whole")) == whole.usage.calls
