"""Each suite scores what it says: exact scorers on hand-made answers. The judged ones: test_judging.py."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.backends.base import Request
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.desk import Desk
from longwriter_agents.evaluation.metrics import procedures
from longwriter_agents.evaluation.registry import SUITES, suite_named
from longwriter_agents.evaluation.suite import Item, Written
from longwriter_agents.evaluation.suites.coherence import REQUESTS, Coherence
from longwriter_agents.evaluation.suites.expansion import Expansion, Fact, times_told
from longwriter_agents.evaluation.suites.longproc import LongProc
from longwriter_agents.evaluation.suites.mapped import stretches
from longwriter_agents.testing import ScriptedBackend

ROUTE = "From A, take a bus to B.\nFrom B, take a ferry to C.\nFrom C, take a plane to D."
CITIES = "\n".join(
    f"{a} is a city. You can travel from {a} to {b} by {by}." for a, by, b in ("AbB", "CpD", "BfC", "XbY")
)


def test_every_suite_opens_by_name_and_says_what_it_is() -> None:
    for name, entry in SUITES.items():
        assert suite_named(name).name == name
        assert entry.about


def test_tables_are_compared_row_by_row_in_any_order() -> None:
    gold = "title\tyear\nThe Red Fox\t1901\nBlue\t1902\n"
    assert procedures.table_scores("title\tyear\nblue\t1902\nred fox!\t1901\n", gold) == (1.0, 1.0, 1.0)
    assert procedures.table_scores("title\tyear\nBlue\t1902\nGreen\t1903\n", gold) == (0.5, 0.5, 0.5)
    assert procedures.table_scores("title\tyear\nBlue\t1902\nThat is all.\n", gold)[0] == 1.0
    assert procedures.table_scores("", gold) == (0.0, 0.0, 0.0)


def test_routes_and_beliefs_are_right_up_to_the_first_mistake() -> None:
    right = ROUTE.splitlines()
    assert procedures.route_scores(right, right) == procedures.Matched(1.0, 1.0)
    assert procedures.route_scores([right[0], right[2]], right) == procedures.Matched(0.0, 1 / 3)
    gold = "- Step 0: (initial state) {Ann location: hall}\n- Step 1: (Ann location changed) {Ann location: attic}"
    assert procedures.belief_scores(f"I think:\n- Step 0: wrong\n\n{gold}", gold).accuracy == 1.0
    assert procedures.belief_scores(gold.replace("attic", "cellar"), gold) == procedures.Matched(0.0, 0.5)


@pytest.mark.parametrize(
    ("lines", "solved"),
    [
        (["21 + 16 = 37", "37 - 17 = 20", "26 + 20 = 46"], True),
        (["21+16=37", "37-17=20", "26+20=46"], True),
        (["21 + 16 = 37", "37 + 17 = 54", "54 - 26 = 28"], False),
        (["21 + 16 = 38", "38 - 18 = 20", "26 + 20 = 46"], False),
        (["20 + 26 = 46"], False),
        (["21 + 17 = 38", "38 * 16 = 608", "608 - 26 = 582"], False),
        (["__import__('os')", "1 + 1 = 2", "2 + 2 = 4"], False),
    ],
)
def test_a_countdown_is_solved_only_by_right_equations_with_the_given_numbers(lines: list[str], solved: bool) -> None:
    assert procedures.countdown_solved([21, 16, 17, 26], 46, lines) is solved


def test_a_countdown_may_go_over_any_number_on_its_way() -> None:
    assert procedures.countdown_solved([60, 50, 2, 100], 15, ["60 * 50 = 3000", "3000 / 2 = 1500", "1500 / 100 = 15"])


def longproc_item(tmp_path: Path, name: str, row: dict[str, Any]) -> Item:
    path = tmp_path / f"{name}.json"
    path.write_text(json.dumps([row]), encoding="utf-8")
    return LongProc().items(tmp_path)[0]


def walker(request: Request) -> str:
    """Follows the connections, two steps a call, and then wanders off."""
    nexts = {"A": "From A, take a bus to B.", "B": "From B, take a ferry to C.", "C": "From C, take a plane to D."}
    at = request.purpose.partition(":")[2]
    return "\n".join([nexts[at], nexts.get(chr(ord(at) + 1), ""), "From Q, take a bus to Z."])


async def test_a_route_is_followed_over_parts_with_the_city_carried_on(tmp_path: Path) -> None:
    row = {"context_nl": CITIES, "question_repr": ["A", "D"], "answer_nl": ROUTE}
    item = longproc_item(tmp_path, "path_traversal_0.5k", row)
    backend = ScriptedBackend(walker)
    suite = LongProc()
    written = await suite.write(item, Desk(backend, "longform", 0, tmp_path / "a.db"))
    assert written.text == ROUTE
    assert [request.purpose for request in backend.asked] == ["route:A", "route:C"]
    assert written.usage.calls == 2
    assert await suite.score(item, written, None) == {"accuracy": 1.0, "partial": 1.0}
    whole = await suite.write(item, Desk(backend, "one_shot", 0, tmp_path / "b.db"))
    assert (await suite.score(item, whole, None))["partial"] == 2 / 3
    with pytest.raises(InputError, match="no form"):
        await suite.write(item, Desk(backend, "agentwrite", 0, tmp_path / "c.db"))


async def test_a_puzzle_s_parts_end_with_the_first_answer_that_is_right(tmp_path: Path) -> None:
    row = {"nums": [21, 16, 17, 26], "target": 46, "solution_text": ""}
    item = longproc_item(tmp_path, "countdown_0.5k", row)
    right = "Solution:\n16 + 21 = 37\n37 - 17 = 20\n26 + 20 = 46"
    backend = ScriptedBackend(lambda r: right if r.purpose == "countdown:21-17" else "1 + 1 = 2")
    written = await LongProc().write(item, Desk(backend, "longform", 0, tmp_path / "a.db"))
    assert len(backend.asked) == 2
    assert await LongProc().score(item, written, None) == {"accuracy": 1.0}


async def test_beliefs_are_tracked_stretch_by_stretch_from_the_last_state(tmp_path: Path) -> None:
    story = "\n".join(f"Step {n}: Ann waits." for n in range(8))
    gold = "\n".join(f"- Step {n}: (x) {{Ann location: hall}}" for n in range(8))
    row = {"story": story, "question": "Where?", "solution": f"Ann's belief:\n{gold}\nFinal Answer: hall"}
    item = longproc_item(tmp_path, "tom_tracking_0.5k", row)
    backend = ScriptedBackend(lambda request: gold)
    written = await LongProc().write(item, Desk(backend, "longform", 0, tmp_path / "a.db"))
    assert "The state before this stretch:\n- Step 4" in backend.asked[1].messages[0].text
    assert await LongProc().score(item, written, None) == {"accuracy": 1.0, "partial": 1.0}


async def test_a_table_is_taken_from_a_page_stretch_by_stretch(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>Emma, 1815</p>" * 600, encoding="utf-8")
    row = {
        "html_path": "page.html",
        "task_description": "Books.",
        "tsv_header": "title\tyear",
        "gt": "title\tyear\nEmma\t1815",
    }
    item = longproc_item(tmp_path, "html_to_tsv_0.5k", row)
    backend = ScriptedBackend(lambda request: "```tsv\ntitle\tyear\nEmma\t1815\n```")
    written = await LongProc().write(item, Desk(backend, "longform", 0, tmp_path / "a.db"))
    assert len(backend.asked) > 1
    assert (await LongProc().score(item, written, None))["F1"] == 1.0
    assert "".join(stretches("<p>x</p>" * 2_000)) == "<p>x</p>" * 2_000
    with pytest.raises(InputError, match="not beside it"):
        longproc_item(tmp_path, "html_to_tsv_0.5k", {**row, "html_path": "../../etc/passwd"})


def test_planted_facts_are_recalled_only_where_all_their_keys_stand_together() -> None:
    fact = Fact("Ada Brenner sold the plan for 4,310 crowns.", ("Ada Brenner", "4,310"))
    assert times_told(fact, "Brenner got 4310 crowns for it.\n\nLater Ada Brenner kept 4,310 too.") == 2
    assert times_told(fact, "Ada Brenner came.\n\nIt cost 4,310 crowns.") == 0
    assert times_told(fact, "Ada Brenner paid 14,310 or 4,3109 crowns.") == 0


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Ada Brenner grew up where she was born, in Harrow Lane.", 1),
        ("Brenner, born in *Harrow\nLane*, never left.", 1),
        ("Mrs Brenner lived for years near Mill Lane.", 0),
        ("Brenner was born in Harrow Laneway.", 0),
    ],
)
def test_a_planted_place_needs_its_whole_name(text: str, times: int) -> None:
    assert times_told(Fact("Ada Brenner was born in Harrow Lane.", ("Ada Brenner", "Harrow Lane")), text) == times


def test_planted_facts_never_contradict_each_other() -> None:
    for item in Expansion().items(None):
        told = [fact.text for fact in item.gold["facts"]]
        about = [re.sub(r"\d[\d,]*|(?<=born in ).+", "…", text) for text in told]
        assert len(set(about)) == len(about), "one value for each thing that is told of somebody or something"
        figures = [figure for text in told for figure in re.findall(r"\d[\d,]*", text)]
        assert len(set(figures)) == len(figures), "no figure shows two facts"


def test_expansion_s_requests_are_the_same_every_time_and_hold_their_facts() -> None:
    first, again = Expansion().items(None), Expansion().items(None)
    assert first == again
    for item in first:
        assert len({fact.keys for fact in item.gold["facts"]}) == len(item.gold["facts"])
        assert all(fact.text in item.request for fact in item.gold["facts"])


async def test_coherence_sees_what_stands_in_two_sections() -> None:
    said = "The old ferry crossed the river at dawn every single day."
    text = f"{said} {'It rained on the town. ' * 60}\n\n{said} {'Nobody came to see it. ' * 60}"
    item = Item("x", "x", words=500, gold={"asked": 500})
    scores = await Coherence().score(item, Written(text, "complete"), None)
    assert scores["sentences_across"] == 1.0
    assert scores["repeated_openers"] == 1.0
    assert scores["near_doubles"] == 1.0
    assert len(Coherence().items(None)) == len(REQUESTS) == 10


async def test_coherence_counts_what_the_monitor_finds_whoever_wrote_it() -> None:
    filler = "It rained on the town. " * 60
    parts = [
        f"The bridge was built in 1893. {filler}",
        f"Built in 1894, the bridge stands as a testament to rain. {filler}",
    ]
    item = Item("x", "Write on the town.", words=500, gold={"asked": 500})
    scores = await Coherence().score(item, Written("\n\n".join(parts), "complete"), None)
    assert scores["contradictions"] == 1.0
    assert scores["worn_per_1000"] and scores["worn_per_1000"] > 1
