"""What of a reply is taken into its section."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents import write
from longwriter_agents.agents.taking import _with_more, _without_stub
from longwriter_agents.backends.base import Finish, Reply, Request, Traits
from longwriter_agents.model import Outline, Part, Section
from longwriter_agents.testing import SimulatedWriter

SMALL = Traits(small=True, context_window=8_192, max_output_tokens=2_048)
STUB = "Another example is Mark Johnson, a retired officer who had kept all of his uniforms."


class Stopped(SimulatedWriter):
    """Each of its drafts ends with the beginning of a paragraph; `finish` says how."""

    def __init__(self, finish: Finish) -> None:
        super().__init__(spec="scripted:stopped", traits=SMALL)
        self.finish = finish

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if not request.purpose.startswith("draft"):
            return reply
        return replace(reply, text=f"{reply.text.split(chr(10) * 2)[0]}\n\n{STUB}", finish=self.finish)


class Hasty(SimulatedWriter):
    """Sums up in the last sentence of its first reply, though half of the words are still to come."""

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if request.purpose.startswith("draft"):
            return replace(reply, text=f"{reply.text[: len(reply.text) // 2].rpartition('.')[0]}. {LAST}")
        return reply


LAST = "In conclusion, a bridge is kept by those who walk on it."


ASKS_BACK = (
    "Sure!",
    "I apologize, but I can't assist with that request. Please provide me with the document you would like me to review.",
    "Could you please provide me with more information or context so that I can assist you better?",
)


class AsksBack(SimulatedWriter):
    """Asks for the document instead of writing it, in its first replies or in all of them."""

    def __init__(self, times: int) -> None:
        super().__init__(spec="scripted:asks-back", traits=SMALL)
        self.left = times

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if request.schema is not None or not self.left:
            return reply
        self.left -= 1
        return replace(reply, text=ASKS_BACK[self.left % len(ASKS_BACK)])


@pytest.mark.parametrize("times", [1, 2])
def test_a_model_that_asks_back_is_asked_again_and_none_of_it_is_in_the_text(times: int, store: Path) -> None:
    manuscript = write("Write a note on five bad habits.", words=200, model=AsksBack(times), store=store)
    assert manuscript.status == "complete"
    assert not any(said in manuscript.text for said in ("Sure!", "assist", "provide"))


def test_a_model_that_only_asks_back_has_written_nothing(store: Path) -> None:
    manuscript = write("Write a note on five bad habits.", words=200, model=AsksBack(100), store=store)
    assert manuscript.status == "failed"
    assert manuscript.words.written == 0
    assert manuscript.usage.calls <= 12


class Tired(SimulatedWriter):
    """Declines to go on with a text that it has begun."""

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if request.purpose.startswith("continue"):
            return replace(reply, text=ASKS_BACK[1])
        if not request.purpose.startswith("draft"):
            return reply
        told = reply.text.split(". ")
        return replace(reply, text=". ".join(told[: round(0.7 * len(told))]).rstrip(".") + ".")


class Thankful(SimulatedWriter):
    """Thanks its reader after two thirds of what is asked for."""

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if not request.purpose.startswith("draft"):
            return reply
        told = reply.text.split(". ")
        begun = ". ".join(told[: round(0.6 * len(told))]).rstrip(".")
        return replace(reply, text=f"{begun}.\n\n{THANKS}")


THANKS = "Thank you for your understanding and support in this matter."


def test_thanks_stay_the_end_of_what_is_gone_on_with(store: Path) -> None:
    manuscript = write("Write a note to the council.", words=300, model=Thankful(traits=SMALL), store=store)
    assert manuscript.words.written > 270
    assert manuscript.text.rstrip().endswith(THANKS)


def test_a_farewell_stays_behind_the_thanks() -> None:
    whole = _with_more(f"We open in May.\n\n{THANKS}", "The roof is new.\n\nSincerely,\nAnna", apart=False)
    assert whole == f"We open in May.\n\nThe roof is new.\n\n{THANKS}\n\nSincerely,\nAnna"


def test_thanks_and_farewell_of_a_letter_both_stay_its_end() -> None:
    letter = f"We open in May.\n\n{THANKS}\n\nSincerely,\nAnna"
    whole = _with_more(letter, "The roof is new. It is of slate.", apart=False)
    assert whole == f"We open in May.\n\nThe roof is new. It is of slate.\n\n{THANKS}\n\nSincerely,\nAnna"


def test_what_is_added_to_a_signed_letter_stands_before_its_only_farewell() -> None:
    signed = "Best regards,\n\n[Your Name]"
    added = f"We bring spades.\n\n{signed}\n\n{signed}"
    assert _with_more(f"We plant.\n\n{signed}", added, apart=False) == f"We plant.\n\nWe bring spades.\n\n{signed}"


def test_what_is_begun_stands_where_the_model_declines_to_go_on(store: Path) -> None:
    manuscript = write("Write a note on bridges.", words=400, model=Tired(traits=SMALL), store=store)
    assert 200 < manuscript.words.written < 320
    assert "assist" not in manuscript.text
    assert manuscript.status == "complete_with_findings"


def test_what_sums_up_too_early_stays_the_end(store: Path) -> None:
    model = Hasty(spec="scripted:hasty", traits=SMALL)
    manuscript = write("Write a note on why people keep bridges.", words=400, model=model, store=store)
    assert manuscript.words.written > 380
    assert manuscript.text.count(LAST) == 1
    assert manuscript.text.rstrip().endswith(LAST)


def test_a_paragraph_that_had_only_begun_when_the_reply_was_stopped_goes(store: Path) -> None:
    request = "Write an essay on why people collect things."
    assert "Mark Johnson" not in write(request, words=1_000, model=Stopped("halted"), store=store).text
    assert "Mark Johnson" in write(request, words=1_000, model=Stopped("stop"), store=store).text, "all of it was said"


@pytest.mark.parametrize("stub", ["Secondly, people need to prepare for the meals.", "Next, the lamps are lit."])
def test_of_a_stopped_text_of_two_paragraphs_goes_what_only_begins_something(stub: str) -> None:
    assert _without_stub(f"The house is cleaned first.\n\n{stub}") == "The house is cleaned first."
    assert _without_stub("The house is cleaned first.\n\nPeople eat late.").endswith("eat late.")


class Breathless(SimulatedWriter):
    """Writes each section as one paragraph."""

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        text = " ".join(reply.text.split()) if request.purpose.startswith(("draft", "continue")) else reply.text
        return replace(reply, text=text)


@pytest.mark.parametrize(("more", "divided"), [("", True), (" Use long paragraphs.", False)])
def test_a_wall_of_text_is_divided_unless_the_request_speaks_of_paragraphs(
    more: str, divided: bool, store: Path
) -> None:
    model = Breathless(spec="scripted:breathless", traits=SMALL)
    manuscript = write(f"Write an essay on why people keep bridges.{more}", words=1_200, model=model, store=store)
    longest = max(len(block.split()) for block in manuscript.text.split("\n\n"))
    assert (longest <= 170) is divided


class Silent(SimulatedWriter):
    """Of its second section it has a single sentence to tell, however often it is asked."""

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        mute = request.purpose in ("draft:s2", "continue:s2")
        return replace(reply, text="He went for a walk along the old wall.") if mute else reply


def test_a_document_with_a_section_that_has_only_been_begun_is_not_called_complete(store: Path) -> None:
    manuscript = write(
        "Write a report on the harbour.", words=1_500, model=Silent(spec="scripted:silent", traits=SMALL), store=store
    )
    told = [finding for finding in manuscript.findings if finding.code == "ran_dry" and finding.severity == "warning"]
    assert [finding.section_id for finding in told] == ["s2"]
    assert told[0].message.startswith("It has 9 words; ")
    assert manuscript.status == "complete_with_findings"
    assert abs(manuscript.words.deviation) <= 0.03


class Quoting(SimulatedWriter):
    """Begins a sentence with a point of its plan as it stands there."""

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        quoted = "Charging a Fee for Repairs is rare. Nobody asks for a fee, and repairs are made for nothing."
        return replace(reply, text=f"{quoted} {reply.text}") if request.purpose == "draft:s1" else reply


def test_a_point_of_the_plan_that_begins_a_sentence_is_written_as_words(store: Path) -> None:
    costs = Section(id="s1", title="Costs", points=("Charging a Fee for Repairs", "Paying for Parts"))
    outline = Outline(title="Repair cafés", parts=(Part(id="p1", sections=(costs, Section(id="s2", title="People"))),))
    manuscript = write("Write about repair cafés.", words=700, model=Quoting(), outline=outline, store=store)
    assert "Charging a fee for repairs is rare." in manuscript.text
