"""`longwriter revise`, `versions`, `diff` and `undo` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminal import Cli

import longwriter_agents


@pytest.fixture
def job(store: Path) -> str:
    return longwriter_agents.write("Write a report on the harbour.", words=900, store=store).job_id


def test_look_change_compare_undo(cli: Cli, job: str, store: Path) -> None:
    shown = cli("revise", job, "--lock", "s3", "--store", store)
    assert shown.code == 0
    assert [line.split()[0] for line in shown.out.splitlines()] == ["s1", "s2", "s3", "s4"]
    assert shown.out.splitlines()[2].endswith("locked")
    wish = ("--section", "s2", "--instruction", 'Mention "tidal clock".', "--store", store)
    dry = cli("revise", job, *wish, "--dry-run")
    assert (dry.code, dry.out.splitlines()[0]) == (0, "Version 2 from version 1")
    assert "rewrite   s2" in dry.out
    assert cli("revise", job, *wish, "--dry-run", "--json").out.startswith("{")
    done = cli("revise", job, *wish, "-o", "new.md")
    assert done.code == 0, done.err
    assert "tidal clock" in Path("new.md").read_text(encoding="utf-8")
    versions = cli("versions", job, "--store", store)
    assert ["as it was written" in line for line in versions.out.splitlines()] == [True, False]
    before = cli("versions", job, "--show", 1, "--store", store).out
    assert "tidal clock" not in before
    told = cli("diff", job, "--store", store).out
    assert told.startswith("Version 1 → 2: ")
    assert "tidal clock" in "".join(line for line in told.splitlines() if line.startswith("+"))
    assert json.loads(cli("diff", job, "--json", "--store", store).out)["after"] == 2
    undone = cli("undo", job, "--store", store)
    assert (undone.code, "version 3" in undone.err) == (0, True)
    assert cli("resume", job, "--store", store).out == before


def test_what_can_t_be_is_told_in_one_line(cli: Cli, job: str, store: Path) -> None:
    for arguments, told in (
        (("revise", job, "--section", "s9", "-i", "x"), "no section 's9'"),
        (("revise", job, "-i", "x"), "what shall be changed"),
        (("revise", job, "--words", 300), "--section s2 --words 300"),
        (("revise", "none", "--section", "s1", "-i", "x"), "no job 'none'"),
        (("undo", job), "no earlier version"),
        (("diff", job), "no earlier version"),
        (("versions", job, "--show", 7), "Version 7"),
        (("revise", job, "--outline", "none.md"), "none.md"),
    ):
        ran = cli(*arguments, "--store", store)
        assert (ran.code, ran.out) == (2, "")
        assert len(ran.err.splitlines()) == 1
        assert told in ran.err


@pytest.mark.parametrize("command", ["undo", "versions", "diff", "resume"])
def test_a_store_that_is_not_there_is_not_made_by_asking_for_its_jobs(command: str, cli: Cli) -> None:
    ran = cli(command, "some-job", "--store", "new.db")
    assert ran.code == 2
    assert "new.db can't be opened: there is no such file" in ran.err
    assert not Path("new.db").exists()
