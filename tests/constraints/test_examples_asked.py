"""Examples that are asked for are told by the words that introduce them: no reviewer's word makes up for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents import write
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.constraints.instances import Examples
from longwriter_agents.constraints.kinds import Include
from longwriter_agents.constraints.placement import assign
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.constraints.scope import EverySection
from longwriter_agents.improvement import lessened
from longwriter_agents.model import Fact, Outline, Part, Section
from longwriter_agents.testing.simulated import Habit, SimulatedWriter

REQUEST = "Write an article on how a choir finds new singers, with examples."
SMALL = Traits(small=True, context_window=8_192, max_output_tokens=4_096)
BARE = "The choir sings on Mondays. It has forty voices, such as altos and tenors. New singers are welcome."
SHOWN = "The choir sings on Mondays. For instance, the mill choir fills its hall. Take the case of Leeds."


@pytest.mark.parametrize(
    ("request_text", "least"),
    [
        (REQUEST, 2),
        ("Write a guide to bees. Give an example.", 1),
        ("Write a guide to bees. Use at least three examples.", 3),
        ("Write a guide to bees with several practical examples and a glossary.", 2),
        ("Write a guide to bees, with plain advice and examples.", 2),
        ("写一篇关于茶的文章，请举例说明。", 1),
        ("写一篇关于蜜蜂的文章，2000字以内，至少举三个例子，避免使用公式。", 3),
        ("写一篇关于茶的文章，给出三个具体例子。", 3),
        ("Write a guide to bees. Do not use examples.", None),
        ("Write a guide to bees, with concrete examples from history.", None),
        ("Write an essay on a book with many examples.", None),
        ("Write about the rules and examples of an old law.", None),
        ("Write a guide to bees. Include real-life examples.", None),
    ],
)
def test_examples_are_read_where_nothing_more_is_said_of_them(request_text: str, least: int | None) -> None:
    found = [c for c in compile_rules(request_text).constraints if isinstance(c, Examples)]
    assert [c.least for c in found] == ([least] if least else [])


@pytest.mark.parametrize(
    ("request_text", "left"),
    [
        (REQUEST, ()),
        ("Write a guide to bees, with plain advice and examples.", ("with plain advice",)),
        ("Write a guide to bees with examples and a glossary.", ("with a glossary",)),
        ("Write an essay on tea with examples, in a warm tone.", ("in a warm tone",)),
        ("Write a guide to bees, with concrete examples from history.", ("with concrete examples from history",)),
    ],
)
def test_what_else_is_demanded_is_left_for_others_to_judge(request_text: str, left: tuple[str, ...]) -> None:
    assert compile_rules(request_text).leftover == left


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Every section must have an example.", ["examples"]),
        ("Each section must give an example and a table.", ["examples", "judged"]),
        ("Each section must give two examples and name a plant.", ["examples", "include"]),
    ],
)
def test_each_section_may_owe_its_own(sentence: str, kinds: list[str]) -> None:
    found = compile_rules(f"Write a guide to bees. {sentence}").constraints
    assert [c.kind for c in found] == kinds
    assert all(isinstance(c.scope, EverySection) for c in found)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (BARE, 0),
        (SHOWN, 2),
        ("Some bring food, e.g. bread.", 1),
        ("Zum Beispiel kommt der Bäcker.", 1),
        ("很多人参加，例如老师。", 1),
        ("Es kommen viele, z. B. der Bäcker. Il pleut, par exemple.", 2),
        ("Suppose that it rains. Consider the case of Leeds. This is an illustration.", 3),
        ("たとえば雨の日。", 1),
        ("Přijde mnoho lidí, například pekař. Για παράδειγμα, βρέχει. Ví dụ, trời mưa.", 3),
        ("उदाहरण के लिए, बारिश।", 1),
        ("على سبيل المثال، المطر.", 1),
        ("It set an example to all.", 1),
        ("Three were exemplary.", 0),
        ("", 0),
    ],
)
def test_examples_are_told_by_what_introduces_them(text: str, count: int) -> None:
    assert len(Examples().sentences(text)) == count
    assert Examples(least=count + 1).check(text).status == "unmet"
    assert not count or Examples(least=count).check(text).evidence in text


def test_one_example_more_is_less_amiss() -> None:
    three = Examples(least=3)
    assert lessened(three, BARE, SHOWN)
    assert not lessened(three, SHOWN, SHOWN)


class Listening(SimulatedWriter):
    """Writes down what it is asked."""

    heard: list[tuple[str, str]]

    async def complete(self, request: Request) -> Reply:
        self.heard = [*getattr(self, "heard", []), (request.purpose, request.messages[-1].text)]
        return await super().complete(request)


class Stubborn(SimulatedWriter):
    """Gives no examples, not even where it is asked for nothing else; as a reviewer it finds everything met."""

    def answer(self, request: Request) -> str:
        return super().answer(replace(request, purpose=request.purpose.replace("insert", "told")))


def test_one_section_is_told_to_give_them(store: Path) -> None:
    model = Listening(traits=SMALL)
    manuscript = write(REQUEST, words=900, model=model, store=store)
    row = next(row for row in manuscript.constraints if row.kind == "examples")
    assert (row.verdict, row.by, manuscript.status) == ("met", "code", "complete")
    assert row.evidence.startswith("For example, ") and row.evidence in manuscript.text
    drafts = [prompt for purpose, prompt in model.heard if purpose.startswith("draft")]
    assert sum("give at least 2 examples" in prompt for prompt in drafts) == 1
    assert not any(purpose.startswith(("review", "understand")) for purpose, _ in model.heard)


def test_a_text_without_any_gets_them_before_it_is_done(store: Path) -> None:
    model = SimulatedWriter(Habit(mentions=False), traits=SMALL)
    manuscript = write(REQUEST, words=900, model=model, store=store)
    row = next(row for row in manuscript.constraints if row.kind == "examples")
    assert (row.verdict, manuscript.status) == ("met", "complete")
    assert "For example, " in manuscript.text


class Once(SimulatedWriter):
    """Its first insertion brings all examples at once."""

    inserted = 0

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if not request.purpose.startswith("insert"):
            return reply
        self.inserted += 1
        return replace(reply, text="For example, altos sing low. For instance, a bass hums. A tenor waits.")


def test_no_more_is_asked_for_than_is_missing(store: Path) -> None:
    model = Once(Habit(mentions=False), traits=SMALL)
    manuscript = write(REQUEST, words=900, model=model, store=store)
    assert next(row for row in manuscript.constraints if row.kind == "examples").verdict == "met"
    assert model.inserted == 1


class OneByOne(SimulatedWriter):
    """Each of its insertions brings one example."""

    inserted: list[Request]

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if not request.purpose.startswith("insert"):
            return reply
        self.inserted = [*getattr(self, "inserted", []), request]
        told = (
            "altos sing low behind the curtain",
            "every bass hums while snow falls",
            "tenors wait under one umbrella",
            "boys stand upon wooden boxes",
        )
        return replace(reply, text=f"For example, {told[len(self.inserted) % len(told)]}.")


def test_as_many_as_are_missing_are_asked_for_in_one_round(store: Path) -> None:
    model = OneByOne(Habit(mentions=False), traits=SMALL)
    request = "Write an article on how a choir finds new singers, with at least four examples."
    manuscript = write(request, words=900, model=model, store=store, rounds=1)
    assert next(row for row in manuscript.constraints if row.kind == "examples").verdict == "met"
    assert len(model.inserted) == 4
    assert len({each.sample for each in model.inserted}) == 4, "none is answered by the journal"


def test_a_document_without_examples_is_not_called_complete(store: Path) -> None:
    model = Stubborn(Habit(mentions=False), traits=SMALL)
    manuscript = write(REQUEST, words=900, model=model, review="always", store=store)
    row = next(row for row in manuscript.constraints if row.kind == "examples")
    assert (row.verdict, row.by) == ("unmet", "code")
    assert manuscript.status == "complete_with_findings"


def test_the_section_whose_plan_names_an_example_owes_them_else_the_one_that_owes_least() -> None:
    first, second = (Section(id=id, title=title) for id, title in (("s1", "Altos"), ("s2", "Basses")))
    shown = second.model_copy(update={"owns": (Fact(kind="example", text="the choir of Leeds"),)})
    demand, word = Examples(id="c1"), Include(id="c2", terms=("altos",))
    for sections, owner in (((first, shown), "s2"), ((first, second), "s2")):
        outline = Outline(title="Choirs", parts=(Part(id="p1", title="", sections=sections),))
        settled, _ = assign(outline, [word, demand])
        assert [s.id for s in settled.sections if "c1" in s.constraint_ids] == [owner]


class Late(SimulatedWriter):
    """Writes its first insertion without an example."""

    asked = 0

    def answer(self, request: Request) -> str:
        self.asked += request.purpose.startswith("insert")
        late = request.purpose.startswith("insert") and self.asked == 1
        return super().answer(replace(request, purpose="told") if late else request)


def test_an_insertion_without_an_example_is_asked_for_once_more(store: Path) -> None:
    model = Late(Habit(mentions=False), traits=SMALL)
    manuscript = write(REQUEST.replace("examples", "an example"), words=900, model=model, rounds=1, store=store)
    assert (model.asked, manuscript.status) == (2, "complete")
