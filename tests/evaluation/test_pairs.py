"""Pairs: each shown in both orders, judged once for all, told with intervals and with what the order did."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.backends.base import Request
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.lines import append_line
from longwriter_agents.evaluation.metrics.preferences import points, position_bias
from longwriter_agents.evaluation.outcomes import Outcome, outcomes
from longwriter_agents.evaluation.pairs import compare, kept, matched
from longwriter_agents.evaluation.records import PAIRS
from longwriter_agents.evaluation.suites.verdicts import Preference
from longwriter_agents.testing import ScriptedBackend


def rows(folder: Path, texts: dict[str, str], *, item: str = "1", seed: int = 0, **more: Any) -> list[dict[str, Any]]:
    found = []
    for graph, text in texts.items():
        path = folder / f"{graph}-{item}-{seed}"
        path.write_text(text)
        key = f"s|{item}|{graph}|{seed}|m||digest"
        base = {"key": key, "suite": "s", "item": item, "seed": seed, "model": "m", "request": "r"}
        base |= {"graph": graph, "text": str(path)}
        found.append({**base, **more})
    return found


def fair(request: Request) -> str:
    """Prefers the text that begins with "good", and knows no difference between others."""
    prompt = request.messages[-1].text
    better = [place for place in ("first", "second") if f"<{place}>\ngood" in prompt]
    return json.dumps({"better": better[0] if len(better) == 1 else "tie"})


def led(request: Request) -> str:
    return json.dumps({"better": "first"})


async def outcome(pairs: Any, answer: Callable[[Request], str], folder: Path, *, first: str = "longform") -> Outcome:
    backend = ScriptedBackend(answer, spec="scripted:judge")
    return outcomes(await compare(pairs, backend, folder), first=first)[0]


async def test_a_win_is_what_holds_in_both_orders(tmp_path: Path) -> None:
    pairs = matched(rows(tmp_path, {"longform": "good", "one_shot": "bad"}), "longform", "one_shot")
    found = await outcome(pairs, fair, tmp_path / "fair")
    assert (found.first, found.points.mean if found.points else None, found.agreeing) == ("longform", 1.0, 1)
    assert found.position_bias == 0
    turned = await outcome(pairs, fair, tmp_path / "fair", first="one_shot")
    assert (turned.first, turned.points.mean if turned.points else None) == ("one_shot", 0.0)


async def test_a_judge_that_is_led_by_the_order_ties_and_its_bias_is_told(tmp_path: Path) -> None:
    pairs = matched(rows(tmp_path, {"longform": "good", "one_shot": "bad"}), "longform", "one_shot")
    found = await outcome(pairs, led, tmp_path)
    assert (found.points.mean if found.points else None, found.agreeing) == (0.5, 0)
    assert (found.position_bias, found.shown_first, found.shown_second) == (1.0, 2, 0)


async def test_a_second_run_asks_nothing_again_whichever_way_is_named_first(tmp_path: Path) -> None:
    written = rows(tmp_path, {"longform": "good", "one_shot": "bad"})
    backend = ScriptedBackend(fair, spec="scripted:judge")
    once = await compare(matched(written, "longform", "one_shot"), backend, tmp_path / "results")
    assert len(backend.asked) == 2
    again = await compare(matched(written, "one_shot", "longform"), backend, tmp_path / "results")
    assert again == once == kept(tmp_path / "results" / PAIRS)
    assert len(backend.asked) == 2
    assert not list((tmp_path / "results" / "stores").iterdir())
    rows(tmp_path, {"longform": "good, and written anew"})
    await compare(matched(written, "longform", "one_shot"), backend, tmp_path / "results")
    assert len(backend.asked) == 4, "another text is another pair"
    assert len(kept(tmp_path / "results" / PAIRS)) == 1, "and takes the place of the old one"
    other = ScriptedBackend(fair, spec="scripted:other")
    await compare(matched(written, "longform", "one_shot"), other, tmp_path / "results")
    assert len(other.asked) == 2
    assert len(kept(tmp_path / "results" / PAIRS)) == 2


async def test_a_judge_of_one_name_at_another_server_is_asked_anew_and_told_apart(tmp_path: Path) -> None:
    pairs = matched(rows(tmp_path, {"longform": "good", "one_shot": "bad"}), "longform", "one_shot")
    backend = ScriptedBackend(fair, spec="openai:judge")
    for server in ("openai", "http://a/v1", "http://b/v1", "http://b/v1"):
        await compare(pairs, backend, tmp_path, server=server)
    assert len(backend.asked) == 6
    judges = [found.judge.partition(" (")[0] for found in outcomes(kept(tmp_path / PAIRS))]
    assert judges == ["openai:judge", "openai:judge at http://a/v1", "openai:judge at http://b/v1"]
    assert all(found.days for found in outcomes(kept(tmp_path / PAIRS)))


async def test_writers_of_one_name_at_two_servers_have_outcomes_of_their_own(tmp_path: Path) -> None:
    backend, folder = ScriptedBackend(fair, spec="scripted:judge"), tmp_path / "results"
    for at in ("http://a/v1", "http://b/v1"):
        written = rows(tmp_path, {"longform": "good", "one_shot": "bad"}, item=at[7], server=at)
        await compare(matched(written, "longform", "one_shot"), backend, folder)
    assert [found.model for found in outcomes(kept(folder / PAIRS))] == ["m at http://a/v1", "m at http://b/v1"]


async def test_a_killed_run_goes_on_with_the_question_that_it_was_at(tmp_path: Path) -> None:
    pairs = matched(rows(tmp_path, {"longform": "good", "one_shot": "bad"}), "longform", "one_shot")
    answers = [fair, KeyboardInterrupt()]

    def dying(request: Request) -> Any:
        answer = answers.pop(0)
        return answer(request) if callable(answer) else answer

    with pytest.raises(KeyboardInterrupt):
        await compare(pairs, ScriptedBackend(dying, spec="scripted:judge"), tmp_path)
    backend = ScriptedBackend(fair, spec="scripted:judge")
    lines = await compare(pairs, backend, tmp_path)
    assert len(backend.asked) == 1
    assert lines[0]["judging"]["calls"] == 2


async def test_a_line_says_all_that_its_verdicts_hang_on(tmp_path: Path) -> None:
    pairs = matched(rows(tmp_path, {"longform": "good", "one_shot": "bad"}), "longform", "one_shot")
    (line,) = await compare(pairs, ScriptedBackend(fair, spec="scripted:judge"), tmp_path)
    assert line["graphs"] == ["longform", "one_shot"]
    assert line["verdicts"] == ["first", "second"], "as the two texts were shown, in this order and in the other"
    assert line["judge"]["model"] == "scripted:judge"
    assert line["judge"]["temperature"] == 0
    assert set(line["hashes"]) == {"request", "longform", "one_shot"}
    judging = line["judging"]
    assert judging["prompts"] == {"judge/pair": line["judge"]["prompt"]}
    assert judging["date"]
    assert judging["input_tokens"] > 0 < judging["output_tokens"]


async def test_the_whole_request_is_judged_against(tmp_path: Path) -> None:
    request = f"{'Write on the harbour. ' * 200}And name the ferry."
    pairs = matched(rows(tmp_path, {"longform": "a", "one_shot": "b"}, request=request), "longform", "one_shot")
    backend = ScriptedBackend(fair, spec="scripted:judge")
    await compare(pairs, backend, tmp_path)
    assert all("And name the ferry." in asked.messages[-1].text for asked in backend.asked)


async def test_a_pair_without_an_answer_is_no_tie(tmp_path: Path) -> None:
    written = [
        *rows(tmp_path, {"longform": "good", "one_shot": "bad"}),
        *rows(tmp_path, {"longform": "good silence", "one_shot": "bad"}, item="2"),
    ]

    def answer(request: Request) -> str:
        return "" if "silence" in request.messages[0].text else fair(request)

    found = await outcome(matched(written, "longform", "one_shot"), answer, tmp_path)
    assert (found.pairs, found.unanswered) == (1, 1)
    assert found.points is not None
    assert found.points.mean == 1.0


async def test_a_run_that_wrote_nothing_loses_without_a_question(tmp_path: Path) -> None:
    written = [
        *rows(tmp_path, {"longform": "good", "one_shot": ""}),
        *rows(tmp_path, {"longform": "", "one_shot": " "}, item="2"),
    ]
    backend = ScriptedBackend(led, spec="scripted:judge")
    lines = await compare(matched(written, "longform", "one_shot"), backend, tmp_path)
    assert [line["verdicts"] for line in lines] == [["first", "second"], ["tie", "tie"]]
    assert backend.asked == []


async def test_seeds_of_one_item_are_no_independent_pairs(tmp_path: Path) -> None:
    written = []
    for seed in range(6):
        written += rows(tmp_path, {"longform": "good", "one_shot": "bad"}, seed=seed)
        written += rows(tmp_path, {"longform": "bad", "one_shot": "good"}, item="2", seed=seed)
    found = await outcome(matched(written, "longform", "one_shot"), fair, tmp_path)
    assert found.pairs == 12
    assert found.points is not None
    assert (found.points.low, found.points.mean, found.points.high) == (0.0, 0.5, 1.0)


async def test_items_of_one_name_in_two_files_of_data_are_no_pair(tmp_path: Path) -> None:
    (one, other), more = (rows(tmp_path, {"longform": "good", "one_shot": "bad"}, seed=seed) for seed in (0, 1))
    elsewhere = [{**row, "seed": 0, "key": f"{row['key']}-of-other-data", "request": "another"} for row in more]
    pairs = matched([one, other, *elsewhere], "longform", "one_shot")
    assert [(a["request"], b["request"]) for a, b in pairs] == [("r", "r"), ("another", "another")]
    with pytest.raises(InputError, match="both"):
        matched([one, elsewhere[1]], "longform", "one_shot")
    await compare(pairs, ScriptedBackend(fair, spec="scripted:judge"), tmp_path)
    assert len(kept(tmp_path / PAIRS)) == 2


def test_points_and_position_bias_on_worked_values() -> None:
    assert points("first", "second") == 1.0
    assert points("second", "first") == 0.0
    assert points("tie", "tie") == points("first", "first") == points("first", "tie") == 0.5
    assert position_bias(["first", "first", "second", "tie"]) == 0.25
    assert position_bias([]) is None
    told = ("better: second", "**better:** second", "better: **Second**.", "Better: `second`, since it is complete")
    assert [Preference.from_lines(each).better for each in told] == ["second"] * 4
    with pytest.raises(ValueError, match="none of first, second and tie"):
        Preference.from_lines("better: the secondary one")


async def test_pairs_without_a_place_are_refused_before_anything_is_asked(tmp_path: Path) -> None:
    pairs = matched(rows(tmp_path, {"longform": "good", "one_shot": "bad"}), "longform", "one_shot")
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match=r"folder of pairs .* can't be made.*-o"):
        await compare(pairs, ScriptedBackend([], spec="scripted:judge"), tmp_path / "file")


def test_a_way_of_writing_is_not_compared_with_itself_or_with_nothing(tmp_path: Path) -> None:
    written = rows(tmp_path, {"longform": "good", "one_shot": "bad"})
    with pytest.raises(InputError, match="itself"):
        matched(written, "longform", "longform")
    with pytest.raises(InputError, match="both"):
        matched(written, "longform", "cogwriter")


async def test_a_line_that_is_none_is_passed_over(tmp_path: Path) -> None:
    pairs = matched(rows(tmp_path, {"longform": "good", "one_shot": "bad"}), "longform", "one_shot")
    (line,) = await compare(pairs, ScriptedBackend(fair, spec="scripted:judge"), tmp_path / "one")
    broken = [{"pair": "x"}, {**line, "graphs": []}, {**line, "verdicts": ["first"]}, {**line, "verdicts": ["x", "y"]}]
    for each in broken:
        append_line(tmp_path / PAIRS, each)
    file = tmp_path / PAIRS
    file.write_text(file.read_text() + '{"pair"')
    assert kept(tmp_path / PAIRS) == []
    append_line(tmp_path / PAIRS, line)
    assert kept(tmp_path / PAIRS) == [line]
