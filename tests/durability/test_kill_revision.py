"""A revision killed at any moment ends as an undisturbed one; the document is never without a whole text."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest
from killing import Point, calls_in, run_killed

import longwriter_agents
from longwriter_agents import Manuscript, revisions

REQUEST = "Write a report on the harbour."
WISH = {"sections": ["s2", "s4"], "instruction": 'Mention "tidal clock" and be cheerful.', "follow": "all"}
POINTS = [
    Point("record_reply", 1),
    Point("record_reply", 2, after=True),
    Point("save_work", 2),
    Point("save_work", 3, after=True),
    Point("aput", 2),
    Point("aput_writes", 3, after=True),
    Point("save_version", 1),
    Point("save_version", 1, after=True),
    Point("settle", 1),
    Point("settle", 1, after=True),
]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manuscript]:
    folder = tmp_path_factory.mktemp("written")
    model = f"scripted:steady?log={folder / 'calls.log'}"
    return folder, longwriter_agents.write(REQUEST, words=2_750, model=model, store=folder / "store.db")


@pytest.fixture(scope="module")
def undisturbed(written: tuple[Path, Manuscript], tmp_path_factory: pytest.TempPathFactory) -> Manuscript:
    store = tmp_path_factory.mktemp("undisturbed") / "store.db"
    shutil.copy(written[0] / "store.db", store)
    revised = longwriter_agents.revise(written[1].job_id, **WISH, store=store)
    assert (revised.status, revised.version) == ("complete", 2)
    return revised


def kept_replies(store: Path) -> int:
    with contextlib.closing(sqlite3.connect(store)) as connection:
        return int(connection.execute("SELECT count(*) FROM replies").fetchone()[0])


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS, ids=str)
def test_a_killed_revision_ends_as_an_undisturbed_one(
    point: Point, written: tuple[Path, Manuscript], undisturbed: Manuscript, store: Path
) -> None:
    folder, first = written
    shutil.copy(folder / "store.db", store)
    before, kept_before = len(calls_in(folder / "calls.log")), kept_replies(store)
    assert run_killed({"revise": WISH, "store": str(store)}, point, job_id=first.job_id) == -9, "the point was reached"
    assert revisions.manuscript(first.job_id, store=store).text in (first.text, undisturbed.text)
    not_kept = len(calls_in(folder / "calls.log")) - before - (kept_replies(store) - kept_before)
    resumed = longwriter_agents.resume(first.job_id, store=store)
    assert (resumed.status, resumed.version, resumed.text) == ("complete", 2, undisturbed.text)
    assert resumed.constraints == undisturbed.constraints
    assert resumed.usage.calls == undisturbed.usage.calls, "nothing is paid for twice"
    calls = calls_in(folder / "calls.log")[before:]
    assert len(calls) - len(set(calls)) <= not_kept, "only replies that no journal had kept are asked for again"
    assert [v.number for v in longwriter_agents.versions(first.job_id, store=store)] == [1, 2]
    assert longwriter_agents.undo(first.job_id, store=store).text == first.text
