"""Reports: tables with intervals, plots that hold every point, and no comparison of what can't be compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from longwriter_agents.backends.base import Backend, Request
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation import doors
from longwriter_agents.evaluation.reporting.pages import write_report
from longwriter_agents.evaluation.reporting.plots import bars, scatter
from longwriter_agents.testing import ScriptedBackend

SVG = "{http://www.w3.org/2000/svg}"
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
    keep(tmp_path / "results", rows)
    return made(tmp_path, tmp_path / "results")


def keep(folder: Path, rows: list[dict[str, Any]]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n")


def made(tmp_path: Path, *folders: Path) -> str:
    pages = write_report(folders, tmp_path / "report", force=True)
    return pages[0].read_text(encoding="utf-8")


def test_a_table_shows_means_with_intervals_for_each_way_of_writing(tmp_path: Path) -> None:
    page = report(tmp_path, [row(1, "longform", 90), row(2, "longform", 100), row(1, "one_shot", 10)])
    assert "| longform | all | 2 | 0 | 95.0 [90.0, 100.0] | 0.010 |" in page
    assert "| one_shot | all | 1 | 0 | 10.0 |" in page
    assert "![length](length.svg)" in page
    html = (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert html.count("<svg") == 3
    assert "95.0 [90.0, 100.0]" in html


def test_a_score_that_is_missing_is_left_out_and_not_taken_for_zero(tmp_path: Path) -> None:
    page = report(tmp_path, [row(1, "longform", 90), row(2, "longform", 0, scores={"S_l": None})])
    assert "| longform | all | 2 | 0 | 90.0 |" in page


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
    assert "| longform | all | 1 | 0 | 70.0 |" in report(tmp_path, [row(1, "longform", 90), row(1, "longform", 70)])


JUDGED = {
    "model": "b",
    "temperature": 0.0,
    "questions": 3,
    "unanswered": 1,
    "calls": 7,
    "input_tokens": 1_200,
    "output_tokens": 30,
}


def test_rows_of_one_judge_are_compared_where_the_prompts_that_both_used_are_the_same(tmp_path: Path) -> None:
    extract, contains = {"judge/extract": "1"}, {"judge/contains": "2"}
    one = row(1, "longform", 90, judging={**JUDGED, "prompts": extract})
    other = row(2, "longform", 70, judging={**JUDGED, "prompts": {**extract, **contains}})
    page = report(tmp_path, [one, other])
    assert "80.0 [70.0, 90.0]" in page
    assert "judge: b (temperature 0.0), asked by judge/contains 2, judge/extract 1." in page
    assert "| s | m | longform | b (temperature 0.0) | 6 | 2 | 0 | 14 | 2,400 | 60 | – |" in page, "what judging cost"
    changed = row(3, "longform", 70, judging={**JUDGED, "prompts": {"judge/contains": "3"}})
    with pytest.raises(InputError, match=r"different prompts judge/contains of the judge and can't be compared: 2, 3"):
        report(tmp_path, [one, other, changed])
    warmer = row(3, "longform", 70, judging={**JUDGED, "temperature": None, "prompts": extract})
    with pytest.raises(InputError, match="different judges"):
        report(tmp_path, [one, warmer])


def test_of_two_judges_in_one_folder_a_report_takes_one(tmp_path: Path) -> None:
    rows = [
        row(1, "longform", score, key=judge, judge=judge, judging={**JUDGED, "model": judge, "prompts": {}})
        for judge, score in (("a", 90.0), ("b", 40.0))
    ]
    with pytest.raises(InputError, match=r"different judges.*--judge"):
        report(tmp_path, rows)
    page = write_report([tmp_path / "results"], tmp_path / "report", force=True, judge="b")[0].read_text()
    assert "| longform | all | 1 | 0 | 40.0 |" in page
    with pytest.raises(InputError, match=r"judged by c\. There are rows of: a, b"):
        write_report([tmp_path / "results"], tmp_path / "report", force=True, judge="c")


def test_a_judge_of_one_name_at_two_servers_is_two_judges(tmp_path: Path) -> None:
    one, other = (
        row(1, "longform", score, key=at, judge="openai:j", judging={**JUDGED, "model": "openai:j", "server": at})
        for at, score in (("http://a/v1", 90.0), ("http://b/v1", 40.0))
    )
    with pytest.raises(InputError, match=r"openai:j at http://a/v1 .*, openai:j at http://b/v1 .*--judge"):
        report(tmp_path, [one, other])
    kept_one = [tmp_path / "results"], tmp_path / "report"
    page = write_report(*kept_one, force=True, judge="openai:j at http://b/v1")[0].read_text()
    assert "| longform | all | 1 | 0 | 40.0 |" in page
    with pytest.raises(InputError, match="There are rows of: openai:j at http://a/v1, openai:j at http://b/v1"):
        write_report(*kept_one, force=True, judge="openai:other")


def test_the_days_of_judging_stand_beside_the_judge(tmp_path: Path) -> None:
    rows = [
        row(number, "longform", 90, judging={**JUDGED, "prompts": {}, "date": f"2026-11-0{number}"})
        for number in (2, 1, 3)
    ]
    assert "judge: b (temperature 0.0), on 2026-11-01 to 2026-11-03." in report(tmp_path, rows)
    assert "judge: b (temperature 0.0), on 2026-11-02." in report(tmp_path, rows[:1])


def test_a_model_of_one_name_at_two_servers_is_two_models(tmp_path: Path) -> None:
    rows = [
        row(1, "longform", score, key=at, model="openai:m", server=at)
        for at, score in (("http://a/v1", 90.0), ("http://b/v1", 40.0))
    ]
    page = report(tmp_path, rows)
    assert "## s, openai:m at http://a/v1" in page
    assert "## s, openai:m at http://b/v1" in page
    assert "| longform | all | 1 | 0 | 40.0 |" in page
    assert "| s | openai:m at http://b/v1 | longform | 1 |" in page, "its cost too"
    assert "length-2-s-openai-m-at-http-b-v1.svg" in page
    assert "## s, openai:m\n" in report(tmp_path, rows[:1]), "one server alone needs no name"


def test_runs_within_another_window_are_told_apart(tmp_path: Path) -> None:
    small = row(1, "longform", 40, key="small", context_window=4_096)
    page = report(tmp_path, [row(1, "longform", 90), small])
    assert "| longform (version 2) | all | 1 | 0 | 40.0 |" in page
    assert "- Told apart: longform (version 1) was written with context window of the model's own." in page
    assert "- Told apart: longform (version 2) was written with context window of 4,096 tokens." in page


FAILED = {"status": "failed", "written": 0, "scores": {"S_l": 0.0}}


def test_a_way_of_writing_that_delivered_nothing_looks_neither_cheap_nor_absent(tmp_path: Path) -> None:
    page = report(tmp_path, [row(1, "longform", 90), row(1, "one_shot", 0, **FAILED), row(2, "one_shot", 0, **FAILED)])
    assert "| longform | all | 1 | 0 |" in page
    assert "| one_shot | all | 2 | 2 (100%) |" in page
    cost = ElementTree.parse(tmp_path / "report" / "cost.svg")
    bars_there = [each for each in cost.iter(f"{SVG}rect") if each.get("width") not in ("10", "100%")]
    assert len(bars_there) == 1, "no bar without words: one of no height would be the cheapest"
    assert "one_shot (nothing delivered)" in labels(cost)
    length = ElementTree.parse(tmp_path / "report" / "length.svg")
    assert "one_shot (× 2 failed)" in labels(length)
    crosses = [each for each in length.iter(f"{SVG}path") if each.get("stroke-width") == "2"]
    assert len(crosses) == 2


def labels(picture: Any) -> list[str]:
    return [each.text or "" for each in picture.iter(f"{SVG}text")]


def test_runs_of_other_prompts_are_told_apart_and_not_averaged(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    keep(old, [row(1, "one_shot", 90), row(2, "one_shot", 70)])
    keep(new, [row(1, "one_shot", 10, prompts={"drafter": "new"})])
    page = made(tmp_path, old, new)
    assert "| one_shot (version 1) | all | 2 | 0 | 80.0 [70.0, 90.0] |" in page
    assert "| one_shot (version 2) | all | 1 | 0 | 10.0 |" in page
    assert "- Told apart: one_shot (version 2) was written with drafter new." in page


def test_a_run_that_stands_in_two_folders_with_other_results_is_refused(tmp_path: Path) -> None:
    one, copy, other = (tmp_path / name for name in ("one", "copy", "other"))
    keep(one, [row(1, "one_shot", 90)])
    keep(copy, [row(1, "one_shot", 90)])
    keep(other, [row(1, "one_shot", 10)])
    assert "| one_shot | all | 1 | 0 | 90.0 |" in made(tmp_path, one, copy), "a copy counts once"
    with pytest.raises(InputError) as told:
        made(tmp_path, one, other)
    assert str(one) in str(told.value)
    assert str(other) in str(told.value)


@pytest.mark.parametrize(
    ("broken", "lacking"),
    [
        ({"key": "x", "text": "x.md"}, "suite"),
        (row(9, "one_shot", 1, scores=None), "scores"),
        (row(9, "one_shot", 1, scores={"S_l": "much"}), "scores"),
        (row(9, "one_shot", 1, written="900"), "written"),
        (row(9, "one_shot", 1, machine=None), "machine"),
    ],
)
def test_a_broken_row_is_named_and_left_out(broken: dict[str, Any], lacking: str, tmp_path: Path) -> None:
    page = report(tmp_path, [row(1, "longform", 90), broken])
    assert f"Left out: the row '{broken['key']}'" in page.replace("\\|", "|")
    assert lacking in page
    assert "| longform | all | 1 | 0 | 90.0 |" in page
    with pytest.raises(InputError, match="no rows in these results"):
        report(tmp_path, [broken])


def test_a_row_that_says_nothing_at_all_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="The row 'x' of"):
        report(tmp_path, [row(1, "longform", 90), {"key": "x"}])


def test_each_suite_and_model_has_plots_of_its_own(tmp_path: Path) -> None:
    rows = [
        row(1, "longform", 90),
        row(1, "longform", 80, model="n", key="n"),
        row(1, "longform", 70, suite="t", key="t"),
    ]
    report(tmp_path, rows)
    names = {path.name for path in (tmp_path / "report").glob("length*.svg")}
    assert names == {"length-1-s-m.svg", "length-2-s-n.svg", "length-3-t-m.svg"}
    for name in names:
        picture = ElementTree.parse(tmp_path / "report" / name)
        assert len(list(picture.iter(f"{SVG}circle"))) == 1


def test_intervals_are_over_items_and_not_over_the_seeds_of_one(tmp_path: Path) -> None:
    rows = [
        row(item, "longform", 100.0 * item, seed=seed, key=f"{item}-{seed}") for item in (0, 1) for seed in range(20)
    ]
    assert "| longform | all | 40 | 0 | 50.0 [0.000, 100.0] |" in report(tmp_path, rows)


def test_the_critical_path_stands_beside_the_cost_where_rows_hold_it(tmp_path: Path) -> None:
    page = report(
        tmp_path,
        [
            row(1, "longform", 90, wall_s=5.0, seconds=8.0, critical_s=2.0, resumed=False),
            row(1, "one_shot", 90, wall_s=9, resumed=True),
        ],
    )
    assert "| s | m | longform | 1 | 1 | 0 | 0 | 3 | 100 | 0 | 1,200 | 5 | 8 | 0.25 |" in page
    assert "| s | m | one_shot | 1 | 1 | 0 | 0 | 3 | 100 | 0 | 1,200 | – | 2 | – |" in page


def fair(request: Request) -> str:
    """Prefers the text that is good."""
    return json.dumps({"better": "first" if "<first>\ngood" in request.messages[-1].text else "second"})


def test_the_command_keeps_its_pairs_beside_the_rows_and_the_report_shows_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {"longform": "good", "one_shot": "bad"}
    written = [
        row(1, graph, 90, text=f"texts/{graph}", request="Write.", model="scripted:steady")
        for graph in ("longform", "one_shot")
    ]
    (tmp_path / "results" / "texts").mkdir(parents=True)
    for graph, text in texts.items():
        (tmp_path / "results" / "texts" / graph).write_text(text)
    report(tmp_path, written)
    judges = [ScriptedBackend(fair, spec="scripted:judge") for _ in range(2)]
    waiting = list(judges)

    def opened(spec: str, **_: Any) -> Backend:
        return waiting.pop(0)

    monkeypatch.setattr("longwriter_agents.evaluation.doors.open_backend", opened)
    for _ in range(2):
        (line,) = doors.run_pairs(
            [tmp_path / "results"], "one_shot", "longform", "scripted:judge", judge_base_url=None, judge_itself=False
        )
        assert "one_shot against longform" in line
        assert "1 pairs, points 0.000" in line
        assert "position bias +0.00" in line
    assert [len(judge.asked) for judge in judges] == [2, 0]
    page = report(tmp_path, written)
    assert "| longform | one_shot | s | scripted:steady | scripted:judge (temperature 0.0; judge/pair " in page
    (tmp_path / "apart").mkdir()
    (tmp_path / "results" / "pairs.jsonl").rename(tmp_path / "apart" / "pairs.jsonl")
    assert "## Pairs" not in made(tmp_path, tmp_path / "results")
    assert "## Pairs" in made(tmp_path, tmp_path / "results", tmp_path / "apart"), "pairs may be kept elsewhere"
    with pytest.raises(InputError, match="the writer itself"):
        doors.run_pairs(
            [tmp_path / "results"],
            "one_shot",
            "longform",
            "scripted:steady?latency=0",
            judge_base_url=None,
            judge_itself=False,
        )


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
    narrow = scatter({"a": [(3_000, 3_000)]}, title="t", x="x", y="y")
    assert narrow.count('font-size="10"') > 1, "an axis of one length has numbers too"
    heights = [
        float(each.attrib["height"])
        for each in ElementTree.fromstring(bars({"a": 1.0, "b": 2.0}, title="t", y="y")).iter()
        if each.tag.endswith("rect") and each.attrib.get("height", "%")[-1] != "%" and each.attrib["width"] != "10"
    ]
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)
