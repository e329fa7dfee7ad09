"""`longwriter write`, `plan`, `resume`, `jobs`: what they print, save and exit with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from terminal import Cli

from longwriter_agents import Manuscript
from longwriter_agents.words import count_words

REQUEST = "Write a report on the harbour."


def test_the_document_goes_to_stdout_and_all_else_to_stderr(cli: Cli) -> None:
    ran = cli("write", REQUEST, "--words", 700)
    assert ran.code == 0
    assert ran.out.startswith("# ")
    assert abs(count_words(ran.out) - 700) <= 21
    assert ran.err.splitlines()[0].startswith("Job ")
    assert ran.err.splitlines()[-1].startswith("Asked 700 words, wrote ")
    assert "\x1b" not in ran.out + ran.err, "plain lines when nobody looks on"


def test_lines_tell_of_each_phase_and_section(cli: Cli) -> None:
    lines = cli("write", REQUEST, "--words", 1000).err.splitlines()
    for phase in ("planning", "writing", "looking over the whole", "putting together", "checking"):
        assert f"… {phase}" in lines
    done = [line for line in lines if line.startswith("  s")]
    assert done[-1].endswith(f"({len(done)} of {len(done)})")


def test_quiet_says_nothing_but_the_document(cli: Cli) -> None:
    ran = cli("write", REQUEST, "--words", 300, "--quiet")
    assert ran.code == 0
    assert ran.err == ""
    assert count_words(ran.out) > 250


def test_json_prints_one_value_and_nothing_else(cli: Cli) -> None:
    ran = cli("write", REQUEST, "--words", 700, "--json")
    assert ran.err == ""
    manuscript = Manuscript.model_validate_json(ran.out)
    assert manuscript.status == "complete"
    assert manuscript.text


def test_json_beside_a_file_is_the_report(cli: Cli) -> None:
    ran = cli("write", REQUEST, "--words", 700, "--json", "-o", "a.md", "--report", "r.json")
    report = json.loads(ran.out)
    assert "text" not in report
    assert report == json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert Path("a.md").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize(
    ("name", "begins"), [("a.md", "# "), ("a.html", "<!doctype html>"), ("a.txt", "A "), ("deep/er/a.json", "{")]
)
def test_a_file_of_every_kind(name: str, begins: str, cli: Cli) -> None:
    ran = cli("write", REQUEST, "--words", 700, "-o", name)
    assert ran.code == 0
    assert ran.out == ""
    assert ran.err.splitlines()[-1] == f"Saved to {name}"
    assert Path(name).read_text(encoding="utf-8").startswith(begins)
    assert [path.name for path in Path(name).parent.glob(".*")] == [], "no half-written file is left"


def test_a_file_that_is_there_is_not_replaced_without_force(cli: Cli) -> None:
    Path("mine.md").write_text("mine", encoding="utf-8")
    for arguments in (["-o", "mine.md"], ["--report", "mine.md"]):
        ran = cli("write", REQUEST, "--words", 300, *arguments)
        assert ran.code == 2
        assert ran.err == "longwriter: mine.md exists already. Choose another name, or --force to replace it.\n"
    assert Path("mine.md").read_text(encoding="utf-8") == "mine"
    assert cli("jobs", "--json").out == "[]\n", "nothing was spent"
    assert cli("write", REQUEST, "--words", 300, "-o", "mine.md", "--force").code == 0
    assert Path("mine.md").read_text(encoding="utf-8") != "mine"


def test_a_plan_s_report_is_not_replaced_either_and_nothing_is_spent(cli: Cli) -> None:
    Path("mine.json").write_text("mine", encoding="utf-8")
    assert cli("plan", REQUEST, "--report", "mine.json").code == 2
    assert cli("jobs", "--json").out == "[]\n"


def test_what_could_not_be_saved_is_kept_and_the_way_to_it_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("longwriter_agents.export.os.fsync", full)
        ran = cli("write", REQUEST, "--words", 300, "-o", "a.md")
    assert ran.code == 2
    last = ran.err.splitlines()[-1]
    assert "No space left on device" in last
    job = last.split("longwriter resume ")[1].split()[0]
    assert not Path("a.md").exists()
    assert cli("resume", job, "-o", "a.md").code == 0
    assert count_words(Path("a.md").read_text(encoding="utf-8")) > 250


def test_findings_exit_with_three_and_are_told(cli: Cli) -> None:
    ran = cli("write", REQUEST, "--words", 1000, "--model", "scripted:prose")
    assert ran.code == 3
    assert "complete with findings" in ran.err
    assert "  - " in ran.err


def test_a_failure_exits_with_one_and_says_why_and_how_to_go_on(cli: Cli) -> None:
    ran = cli("write", REQUEST, "--words", 1000, "--model", "scripted:down", "--store", "a store.db", "-o", "a.md")
    assert ran.code == 1
    assert ran.out == ""
    assert not Path("a.md").exists()
    said = ran.err.splitlines()[-1]
    assert said.startswith("longwriter: ")
    assert "could not be reached" in said


def test_a_failed_job_goes_on_with_another_model(cli: Cli) -> None:
    cli("write", REQUEST, "--words", 1000, "--model", "scripted:down")
    ran = cli("resume", "--model", "scripted:steady", "-o", "a.md")
    assert ran.code == 0
    assert ", resumed" in ran.err.splitlines()[0]


def test_resume_gives_a_finished_job_s_document_again(cli: Cli) -> None:
    first = cli("write", REQUEST, "--words", 300)
    job = first.err.split()[1]
    again = cli("resume", job)
    assert again.out == first.out
    assert json.loads(cli("resume", job, "--json").out)["job_id"] == job


def test_the_request_comes_from_a_file_or_from_standard_input(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    Path("request.txt").write_text("Write a note on salt, 200 words.", encoding="utf-8-sig")
    assert json.loads(cli("write", "--prompt-file", "request.txt", "--json").out)["words"]["target"] == 200
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Write a note on salt, 220 words.")))
    assert json.loads(cli("write", "-", "--json").out)["words"]["target"] == 220


def test_demands_and_outline_from_files(cli: Cli) -> None:
    Path("demands.json").write_text('[{"kind": "include", "terms": ["tidal clock"]}]', encoding="utf-8")
    Path("outline.md").write_text("# Harbours\n## Past\n## Present\n", encoding="utf-8")
    ran = cli(
        *("write", REQUEST, "--words", 800, "--constraints", "demands.json", "-c", 'Mention "customs shed".'),
        *("--outline", "outline.md", "--json"),
    )
    manuscript = Manuscript.model_validate_json(ran.out)
    assert [section.title for section in manuscript.outline.sections] == ["Past", "Present"]
    assert "tidal clock" in manuscript.text
    assert "customs shed" in manuscript.text


def test_each_role_s_model_and_the_other_settings_reach_the_job(cli: Cli) -> None:
    ran = cli(
        *("write", REQUEST, "--words", 800, "--planner", "scripted:0.9", "--drafter", "scripted:varying"),
        *("--reviewer", "scripted:1.1", "--flow", "sequential", "--language", "German", "--rounds", 1, "--json"),
    )
    report = json.loads(ran.out)
    assert report["models"] == {
        "planner": "scripted:0.9",
        "drafter": "scripted:varying",
        "reviewer": "scripted:1.1",
    }
    assert report["flow"] == "sequential"
    assert report["brief"]["language"] == "de"


def test_a_budget_ends_the_work(cli: Cli) -> None:
    ran = cli("write", REQUEST, "--words", 5000, "--max-tokens", 3000, "--flow", "sequential")
    assert ran.code == 1
    assert "budget" in ran.err.casefold()


def test_a_plan_is_printed_for_people_and_for_programs(cli: Cli) -> None:
    ran = cli("plan", REQUEST, "--words", 2000, "-c", 'Mention "tidal clock".')
    assert ran.code == 0
    assert ran.out.splitlines()[0].endswith(": 2,000 words")
    assert "tidal clock" in ran.out
    report = json.loads(cli("plan", REQUEST, "--words", 2000, "--json", "--report", "p.json").out)
    assert report["status"] == "planned"
    assert report["words"]["written"] == 0
    assert report == json.loads(Path("p.json").read_text(encoding="utf-8"))


def test_a_plan_is_written_by_resuming_it(cli: Cli) -> None:
    planned = json.loads(cli("plan", REQUEST, "--words", 800, "--json").out)
    written = json.loads(cli("resume", "--json").out)
    assert written["job_id"] == planned["job_id"]
    assert written["outline"] == planned["outline"]


def test_a_plan_that_can_t_be_made_fails_as_writing_does(cli: Cli) -> None:
    ran = cli("plan", REQUEST, "--model", "scripted:down")
    assert ran.code in (0, 1)
    assert ("could not be reached" in ran.err + ran.out) or "unplanned" in ran.out


def test_jobs_lists_the_newest_first(cli: Cli) -> None:
    assert cli("jobs").err == "No jobs yet.\n"
    cli("write", "Write a note on salt.", "--words", 200)
    cli("plan", "Plan a report on tin.", "--words", 900)
    rows = json.loads(cli("jobs", "--json").out)
    assert [row["request"] for row in rows] == ["Plan a report on tin.", "Write a note on salt."]
    assert [row["status"] for row in rows] == ["planned", "complete"]
    listed = cli("jobs").out.splitlines()
    assert len(listed) == 2
    assert listed[1].startswith(rows[1]["id"])
    assert len(cli("jobs", "--limit", 1).out.splitlines()) == 1


def test_the_store_goes_by_option_or_by_the_environment(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cli("write", REQUEST, "--words", 200, "--store", "here.db")
    assert Path("here.db").exists()
    assert cli("jobs", "--json").out == "[]\n"
    assert len(json.loads(cli("jobs", "--json", "--store", "here.db").out)) == 1
    monkeypatch.setenv("LONGWRITER_HOME", str(tmp_path / "other"))
    cli("write", REQUEST, "--words", 200)
    assert (tmp_path / "other" / "longwriter.db").exists()


def test_the_model_goes_by_the_environment_too(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LONGWRITER_MODEL", "scripted:0.9")
    assert json.loads(cli("write", REQUEST, "--words", 200, "--json").out)["model"] == "scripted:0.9"


def test_what_a_request_or_model_says_can_t_move_the_cursor(cli: Cli) -> None:
    cli("write", "Write \x1b[2Ja note\non salt.", "--words", 200, "--quiet")
    assert "\x1b" not in cli("jobs").out
    assert "Write [2Ja note on salt." in cli("jobs").out


def test_a_job_whose_budget_is_spent_goes_on_with_a_larger_one(cli: Cli) -> None:
    ended = cli("write", REQUEST, "--words", 5000, "--max-tokens", 4000)
    assert ended.code == 1
    assert "on the command line: --max-tokens" in ended.err
    ran = cli("resume", "--max-tokens", 100000, "-o", "a.md")
    assert ran.code == 0, ran.err
    assert abs(count_words(Path("a.md").read_text(encoding="utf-8")) - 5000) <= 150
