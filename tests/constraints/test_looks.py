"""What a request says besides its topic: what code can count is a constraint, and the rest is judged; nothing gets lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents import Manuscript, revise, write
from longwriter_agents.constraints.kinds import Exclude, Include
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.constraints.shape import Edges, Form, Titled

STORY = "Once upon a time a bee flew.\n\nIt came to a rose.\n\n- pollen\n- nectar\n\nAll slept. The End."


def one(request: str) -> dict[str, object]:
    """The only constraint that the request comes to, by what it says."""
    (constraint,) = compile_rules(request).constraints
    return constraint.model_dump(exclude={"id", "quote", "text", "scope", "origin"}, exclude_defaults=True) | {
        "kind": constraint.kind
    }


@pytest.mark.parametrize(
    ("request_text", "demand"),
    [
        ("Write about bees, 1500 words, without headings.", {"counted": "headings", "most": 0}),
        ("Write a guide to bees. No headings or subheadings.", {"counted": "headings", "most": 0}),
        ("Describe a hive. Do not use headings.", {"counted": "headings", "most": 0}),
        ("Describe a hive. Do not use bullet points.", {"counted": "items", "most": 0}),
        ("写一篇关于蜜蜂的文章，不要标题。", {"counted": "headings", "most": 0}),
        ("Write exactly three paragraphs about bees, 300 words.", {"counted": "paragraphs", "least": 3, "most": 3}),
        (
            "Write an article about bees in at most 4 short paragraphs.",
            {"counted": "paragraphs", "least": 1, "most": 4},
        ),
        ("Write about bees. Use at least five paragraphs.", {"counted": "paragraphs", "least": 5}),
        ("Write a list of 10 tips for beekeepers.", {"counted": "items", "least": 10, "most": 10}),
        ("Write a poem of 20 lines about bees.", {"counted": "lines", "least": 20, "most": 20}),
    ],
)
def test_what_is_counted_in_the_task_or_after_it_is_checked_by_code(
    request_text: str, demand: dict[str, object]
) -> None:
    assert one(request_text) == {"kind": "form"} | demand


@pytest.mark.parametrize(
    ("request_text", "demand"),
    [
        ("Write an essay titled 'The Hive'.", {"kind": "titled", "title": "The Hive"}),
        ("Write an essay. Its title must be “The Hive”.", {"kind": "titled", "title": "The Hive"}),
        ("写一篇文章，题为《蜂巢》。", {"kind": "titled", "title": "蜂巢"}),
        ("Write a story. Begin with 'Once upon a time'.", {"kind": "edges", "begins": "Once upon a time"}),
        ("Write a story that ends with the words 'The End'.", {"kind": "edges", "ends": "The End"}),
        ("Write a tale without using the letter e.", {"kind": "exclude", "terms": ("e",), "letters": True}),
    ],
)
def test_titles_first_and_last_words_and_letters_are_checked_by_code(
    request_text: str, demand: dict[str, object]
) -> None:
    assert one(request_text) == demand


@pytest.mark.parametrize(
    ("request_text", "left"),
    [
        ("Write about bees in German and English.", ["in German and English"]),
        ("Write about bees in German and English, 800 words.", ["in German and English"]),
        (
            "Write a guide to bees, with practical examples, exercises and a glossary, for beginners, about 800 words.",
            ["with exercises and a glossary"],
        ),
        ("Write a report using only short sentences.", ["using only short sentences"]),
        ("Write a guide to bees without jargon.", ["without jargon"]),
        ("Write a story about a hive. Make it funny.", ["Make it funny."]),
    ],
)
def test_what_no_rule_reads_in_the_task_is_left_to_be_judged(request_text: str, left: list[str]) -> None:
    assert list(compile_rules(request_text).leftover) == left


@pytest.mark.parametrize(
    "request_text",
    [
        "Write a story about a girl with a red coat who finds a fox without a home.",
        "Write a guide to living without plastic in 800 words.",
        "Write an article about bees, wasps and hornets, with about 600 words.",
        "Write 12 weekly letters, each 100 words.",
        "Write an essay on how no one saw the flood, about 900 words.",
    ],
)
def test_the_subject_of_a_text_is_no_demand(request_text: str) -> None:
    compiled = compile_rules(request_text)
    assert compiled.leftover == ()
    assert {constraint.kind for constraint in compiled.constraints} <= {"word_count"}


def test_paragraphs_of_each_part_are_none_of_the_whole() -> None:
    kinds = [c.kind for c in compile_rules("Write a guide to bees. Use two paragraphs for each tool.").constraints]
    assert "form" not in kinds


@pytest.mark.parametrize(
    ("demand", "status"),
    [
        (Form(counted="paragraphs", least=4, most=4), "met"),
        (Form(counted="paragraphs", least=3, most=3), "unmet"),
        (Form(counted="items", least=2, most=2), "met"),
        (Form(counted="headings", most=0), "met"),
        (Form(counted="lines", least=9), "unmet"),
        (Edges(begins="Once upon a time", ends="the end"), "met"),
        (Edges(begins="A bee"), "unmet"),
        (Edges(ends="slept"), "unmet"),
        (Titled(title="The Hive"), "unmet"),
    ],
)
def test_a_text_is_counted_and_its_ends_compared(demand: Form | Edges | Titled, status: str) -> None:
    assert demand.check(STORY).status == status


def test_with_what_somebody_in_the_text_begins_is_no_matter_of_its_form() -> None:
    kinds = [
        c.kind for c in compile_rules("Write a story. The hero always starts his day with 'Good morning'.").constraints
    ]
    assert "edges" not in kinds
    kinds = [c.kind for c in compile_rules("Write a story. The hero opens with 'Hello'.").constraints]
    assert "edges" not in kinds


@pytest.mark.parametrize(
    "request_text", ["Write a review of the novel titled 'The Hive'.", "Write a story about a man called 'Tom'."]
)
def test_the_title_of_another_text_is_not_the_documents(request_text: str) -> None:
    assert compile_rules(request_text).constraints == ()


def test_headings_are_neither_paragraphs_nor_first_words() -> None:
    text = f"# The Hive\n\n## Early\n{STORY}"
    assert Form(counted="paragraphs", least=4, most=4).check(text).status == "met"
    assert Form(counted="headings", most=0).check(text).evidence == "1 headings instead of 0"
    assert Edges(begins="Once upon").check(text).status == "met"
    assert Titled(title="“The Hive”").check(text).status == "met"


def test_ten_tips_may_be_ten_items_or_stand_under_ten_headings() -> None:
    tips = Form(counted="items", least=3, most=3)
    assert tips.check("1. Feed.\n2. Wait.\n3. Look.").status == "met"
    assert tips.check("# Tips\n\n## Feed\n\nSo.\n\n## Wait\n\nSo.\n\n## Look\n\nSo.").status == "met"
    assert tips.check("Feed, wait and look.").evidence == "0 items instead of 3"


def test_a_number_of_mentions_is_counted() -> None:
    (wax,) = compile_rules("Write a guide. Mention 'wax' exactly three times.").constraints
    assert isinstance(wax, Include)
    assert (wax.least, wax.most) == (3, 3)
    assert wax.check("Wax here.").evidence == "wax: 1 time instead of exactly 3"
    assert wax.check("Wax, wax and wax.").status == "met"
    assert wax.check("Wax, wax, wax and wax.").status == "unmet"


@pytest.mark.parametrize("wish", ["Mention 'wax' or 'honey'.", "Mention wax or honey."])
def test_an_alternative_is_met_by_either(wish: str) -> None:
    (either,) = compile_rules(f"Write a guide. {wish}").constraints
    assert either.check("There is honey.").status == "met"
    assert either.check("There is nothing.").detail == "Missing: wax or honey"


@pytest.mark.parametrize(
    ("demand", "text", "status"),
    [
        ("Do not mention wasps.", "A wasp came.", "unmet"),
        ("Do not mention 'wasps'.", "A wasp came.", "met"),
        ("Do not mention cats.", "We cater for guests.", "met"),
        ("Do not mention numbers.", "Her fingers went numb.", "met"),
        ("Do not mention rats.", "Its rating rose.", "met"),
        ("Never use hope.", "Hoping for rain, they sat.", "unmet"),
    ],
)
def test_an_unquoted_word_is_forbidden_in_all_its_forms_and_a_quoted_one_as_it_stands(
    demand: str, text: str, status: str
) -> None:
    (ban,) = compile_rules(f"Write a guide. {demand}").constraints
    assert isinstance(ban, Exclude)
    assert ban.check(text).status == status


def rows(manuscript: Manuscript) -> dict[str, str]:
    return {row.text: row.verdict for row in manuscript.constraints}


def test_a_document_without_headings_has_none(store: Path) -> None:
    manuscript = write("Write about bees, 900 words, without headings.", model="scripted:steady", store=store)
    assert manuscript.status == "complete"
    assert "\n## " not in manuscript.text
    assert rows(manuscript)["no headings"] == "met"


def test_a_demanded_title_stands_over_the_document(store: Path) -> None:
    manuscript = write("Write an essay titled 'The Hive', 300 words.", model="scripted:steady", store=store)
    assert manuscript.text.startswith("# The Hive\n")
    assert rows(manuscript)['titled "The Hive"'] == "met"


def test_a_count_that_the_writer_misses_is_told(store: Path) -> None:
    request = "Write exactly nine paragraphs about bees, 300 words."
    manuscript = write(request, model="scripted:steady", store=store)
    assert manuscript.status == "complete_with_findings"
    assert rows(manuscript)["exactly 9 paragraphs"] == "unmet"


def test_an_instruction_with_line_ends_of_windows_keeps_all_that_it_demands(store: Path) -> None:
    job = write("Write a report on the harbour.", words=700, model="scripted:steady", store=store).job_id
    instruction = "Mention 'wax'.\r\nUse exactly two paragraphs.\r\nWrite it in French."
    revised = revise(job, sections="s1", instruction=instruction, store=store, model="scripted:steady")
    kinds = [row.kind for row in revised.constraints if row.placements == ("s1",)]
    assert kinds == ["include", "form", "judged"]
