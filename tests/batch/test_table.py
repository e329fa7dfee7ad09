"""The batch's live table: what is written grows before one's eyes, within the terminal's size, whatever files are called."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from longwriter_agents.batch.local import Heard
from longwriter_agents.batch.results import RowResult, RowStatus
from longwriter_agents.cli.table import line_of, table
from longwriter_agents.events import OutlineReady, SectionDone, SectionProgress
from longwriter_agents.model import Outline, Part, Section


def test_words_are_counted_while_a_row_is_written() -> None:
    result = RowResult(1, "harbour.md", "writing")
    heard = Heard(result)
    sections = (Section(id="s1", title="Quays", budget=300), Section(id="s2", title="Cranes", budget=200))
    heard(OutlineReady(outline=Outline(title="Harbour", parts=(Part(id="p1", sections=sections),))))
    heard(SectionProgress(section_id="s1", words=120))
    heard(SectionProgress(section_id="s1", words=290))
    heard(SectionDone(section_id="s2", words=205, budget=200))
    assert (result.words, result.target_words) == (495, 500)
    assert "writing                495 of 500 words" in line_of(result)


def test_what_goes_on_and_what_went_wrong_stand_above_what_is_done() -> None:
    states: tuple[RowStatus, ...] = ("complete", "failed", "writing", "waiting", "complete", "complete_with_findings")
    results = [RowResult(number, f"{number}.md", status, words=10) for number, status in enumerate(states, 1)]
    lines = table(results, seconds=3_725, rows=3)
    assert [line.split()[:2] for line in lines[:-1]] == [["›", "3.md"], ["✗", "2.md"], ["✓", "6.md"]]
    assert lines[-1] == "4 of 6 documents (1 failed) · 60 words · 1:02 h"


def test_names_of_any_script_keep_the_columns_in_line() -> None:
    rows = [
        RowResult(1, "写一篇关于海港的很长的文章.md", "writing"),
        RowResult(2, "a-report-on-the-harbour.md", "writing"),
    ]
    starts = {cell_len(line[: line.index("writing")]) for line in (line_of(row, width=70) for row in rows)}
    assert len(starts) == 1
    assert starts.pop() + 22 < 70


@pytest.mark.slow
def test_a_terminal_sees_the_table_live(tmp_path: Path) -> None:
    (tmp_path / "jobs.csv").write_text("prompt,words\nA note on gulls.,250\n,250\n", encoding="utf-8")
    program = "from longwriter_agents.cli.main import main; main()"
    arguments = ["batch", "jobs.csv", "-o", "out", "--model", "scripted:steady?latency=0.4"]
    screen, end = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color"}
    batch = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], cwd=tmp_path, env=environ, stdout=end, stderr=end
    )
    os.close(end)
    shown = b""
    with contextlib.suppress(OSError):  # how Linux tells that the other end has closed
        while more := os.read(screen, 65_536):
            shown += more
    os.close(screen)
    assert batch.wait(timeout=60) == 1
    text = shown.decode()
    assert "1 of 2 documents (1 failed)" in text
    assert text.index("writing") < text.index("2 documents: 1 complete, 1 failed")
