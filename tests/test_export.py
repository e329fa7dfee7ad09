"""Saving: every format, whole or not at all; what a model wrote is shown and never run."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from texts import Paragraphs, paragraphs, text_of, wild

from longwriter_agents import InputError, Manuscript
from longwriter_agents.export import _plain_line, check_target, to_html, to_text
from longwriter_agents.lengths import length
from longwriter_agents.manuscript import WordLedger
from longwriter_agents.model import Brief, Outline

TEXT = (
    "# The Lock\n\n## Gates\n\nIt is **old**, *really* old: see [the map](http://x.org/a_(b)).\n\n- `one`\n- __two__\n"
)


def manuscript(text: str = TEXT, title: str = "The Lock") -> Manuscript:
    wanted = length(words=100)
    return Manuscript(
        status="complete",
        job_id="j1",
        graph="longform",
        model="scripted:steady",
        text=text,
        brief=Brief(request="Write.", language="en", length=wanted),
        outline=Outline(title=title),
        words=WordLedger(target=100, low=97, high=103),
    )


def test_each_format_goes_by_its_ending(tmp_path: Path) -> None:
    whole = manuscript()
    for name in ("a.md", "a.MD", "a.html", "a.txt", "a.json"):
        assert whole.save(tmp_path / name) == tmp_path / name
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == TEXT
    assert Manuscript.model_validate_json((tmp_path / "a.json").read_bytes()) == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.MD", "a.html", "a.json", "a.md", "a.txt"]


def test_plain_text_has_underlined_headings_and_no_marks() -> None:
    assert to_text(manuscript()) == (
        "The Lock\n========\n\nGates\n-----\n\nIt is old, really old: see the map.\n\n- one\n- two\n"
    )
    assert to_text(manuscript("")) == ""


@pytest.mark.parametrize("line", ["2 * 3 * 4", "a_b_c and __init__", "snake__case__name", "a * b", "[no link] (here)"])
def test_what_only_looks_like_marks_stays(line: str) -> None:
    assert _plain_line(line) == line.replace("__init__", "init")


def test_code_stays_as_it_is_in_plain_text() -> None:
    text = "# T\n\n````md\n# no heading\n```\n# **keep** [x](y)\n````\n\n**Bold** again.\n\n~~~\n*a*\n"
    assert to_text(manuscript(text)) == ("T\n===\n\n# no heading\n```\n# **keep** [x](y)\n\nBold again.\n\n*a*\n")


@given(paragraphs)
def test_plain_prose_is_plain_already(blocks: Paragraphs) -> None:
    assert to_text(manuscript(text_of(blocks))) == f"{text_of(blocks)}\n"


def test_a_page_runs_nothing_that_a_model_wrote() -> None:
    page = to_html(manuscript("<script>alert(1)</script>\n\n[x](javascript:alert(1))", title="</title><script>"))
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert "default-src 'none'" in page


@given(wild)
def test_anything_becomes_a_page_and_a_text(text: str) -> None:
    assert to_html(manuscript(text, title=text)).endswith("</html>\n")
    to_text(manuscript(text))


def test_no_file_is_replaced_unless_it_is_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="exists already"):
        manuscript().save(target)
    assert target.read_text(encoding="utf-8") == "mine"
    manuscript().save(target, force=True)
    assert target.read_text(encoding="utf-8") == TEXT


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.md"
    target.write_text("mine", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("longwriter_agents.export.os.fsync", full)
    with pytest.raises(InputError, match="No space left"):
        manuscript().save(target, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert target.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["a", "a.docx", "a.md.bak", "."])
def test_other_endings_are_refused_before_anything_is_spent(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        check_target(tmp_path / name, force=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_t_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(InputError, match="not writable"):
        check_target(tmp_path / "a.md", force=False)


def test_half_pairs_of_surrogates_do_not_keep_a_document_from_being_saved(tmp_path: Path) -> None:
    manuscript("It ends \ud800 here.").save(tmp_path / "a.md")
    assert "It ends" in (tmp_path / "a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [None, 5, "a\x00.md", "a\ud800.md"])
def test_what_no_file_can_be_called_is_refused(path: object) -> None:
    with pytest.raises(InputError, match="no path"):
        manuscript().save(path)  # type: ignore[arg-type]


def test_the_longest_name_that_a_folder_takes_can_be_saved_to(tmp_path: Path) -> None:
    target = tmp_path / f"{'n' * 252}.md"
    assert manuscript().save(target).read_text(encoding="utf-8") == TEXT
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_a_name_that_is_too_long_is_refused_before_anything_is_spent(tmp_path: Path) -> None:
    for path in (tmp_path / f"{'n' * 253}.md", tmp_path / ("n" * 256) / "a.md"):
        with pytest.raises(InputError, match="the name has 256 bytes, at most 255"):
            check_target(path, force=True)
