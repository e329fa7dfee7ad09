"""Reports: tables with intervals, plots that hold every point, and no comparison of what can't be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.reporting.pages import write_report
from longwriter_agents.evaluation.reporting.plots import bars, scatter

MACHINE = {
    "processor": "P",
    "cores_usable": 2,
    "memory_mb": 1_000,
    "python": "3.11",
    "versions": {"longwriter-agents": "0.1.0"},
}


def row(number: int, graph: str, score: float, **more: Any) -> dict[str, Any]:
    base = {
        "key": f"s|{number}|{graph}|0|m|",
        "suite": "s",
        "item": str(number),
        "bucket": "all",
        "graph": graph,
        "seed": 0,
        "model": "m",
        "judge": "",
        "judging": None,
        "counter": "longwriter",
        "prompts": {"drafter": "abc"},
        "asked": 1_000,
        "written": 900,
        "status": "complete",
        "calls": 3,
        "input_tokens": 100,
        "cached_input_tokens": 0,
        "output_tokens": 1_200,
        "seconds": 2.0,
        "cost_usd": None,
        "scores": {"S_l": score, "rep_4_worst": 0.01},
        "text": "texts/x.md",
        "machine": MACHINE,
    }
    return {**base, **more}


def report(tmp_path: Path, rows: list[dict[str, Any]]) -> str:
    folder = tmp_path / "results"
    folder.mkdir(exist_ok=True)
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")
    pages = write_report([folder], tmp_path / "report", force=True)
    return pages[0].read_text(encoding="utf-8")


def test_a_table_shows_means_with_intervals_for_each_way_of_writing(tmp_path: Path) -> None:
    page = report(tmp_path, [row(1, "longform", 90), row(2, "longform", 100), row(1, "one_shot", 10)])
    assert "| longform | all | 2 | 95.0 [90.0, 100.0] | 0.010 |" in page
    assert "| one_shot | all | 1 | 10.0 |" in page
    assert "![length](length.svg)" in page
    html = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert html.count("<svg") == 3
    assert "95.0 [90.0, 100.0]" in html


def test_a_score_that_is_missing_is_left_out_and_not_taken_for_zero(tmp_path: Path) -> None:
    page = report(tmp_path, [row(1, "longform", 90), row(2, "longform", 0, scores={"S_l": None})])
    assert "| longform | all | 2 | 90.0 |" in page


@pytest.mark.parametrize(
    "other",
    [
        {"counter": "cjk+latin"},
        {"judging": {"model": "b", "temperature": 0.0, "prompts": {"judge/quality": "1"}}},
    ],
)
def test_rows_of_other_judges_or_counters_are_not_compared(other: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be compared"):
        report(tmp_path, [row(1, "longform", 90), row(2, "one_shot", 50, **other)])


def test_a_run_made_again_counts_once(tmp_path: Path) -> None:
    assert "| longform | all | 1 | 70.0 |" in report(tmp_path, [row(1, "longform", 90), row(1, "longform", 70)])


def test_what_a_row_says_can_break_neither_page(tmp_path: Path) -> None:
    page = report(tmp_path, [row(1, "<script>|x", 90)])
    assert "<script>\\|x" in page
    assert "<script>" not in (tmp_path / "report" / "report.html").read_text(encoding="utf-8")


def test_plots_are_whole_pictures_with_a_mark_for_each_value() -> None:
    drawn = scatter({"a & b": [(100, 90), (20_000, 5_000)]}, title="t", x="x", y="y", diagonal=True)
    marks = list(ElementTree.fromstring(drawn).iter("{http://www.w3.org/2000/svg}circle"))
    assert len(marks) == 2
    assert float(marks[0].attrib["cx"]) < float(marks[1].attrib["cx"])
    ElementTree.fromstring(scatter({}, title="t", x="x", y="y"))
    heights = [
        float(each.attrib["height"])
        for each in ElementTree.fromstring(bars({"a": 1.0, "b": 2.0}, title="t", y="y")).iter()
        if each.tag.endswith("rect") and each.attrib.get("height", "%")[-1] != "%" and each.attrib["width"] != "10"
    ]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)
