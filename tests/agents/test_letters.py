"""A letter that is asked for comes as a letter: in one piece, with its salutation, its farewell and the signature."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from longwriter_agents import awrite
from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.testing.simulated import SimulatedWriter

REQUEST = (
    "Write a letter of 900 words from a lighthouse keeper to her brother about the winter. Sign it 'Your sister Ann'."
)


class LetterWriter(SimulatedWriter):
    """Begins and ends each section as if it were a letter of its own, as small models do."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    async def complete(self, request: Request) -> Reply:
        reply = await super().complete(request)
        if not request.purpose.startswith("draft"):
            return reply
        self.asked.append(request.messages[-1].text)
        return replace(reply, text=f"Dear [Brother's Name],\n\n{reply.text}\n\nWith love,\nAnnie")


async def test_a_letter_is_one_piece_with_one_salutation_and_the_signature_that_was_asked_for(tmp_path: Path) -> None:
    writer = LetterWriter()
    manuscript = await awrite(REQUEST, words=900, model=writer, store=tmp_path / "store.db")
    assert len(manuscript.outline.sections) > 2
    assert "#" not in manuscript.text
    assert manuscript.text.startswith("Dear Brother,\n")
    assert manuscript.text.count("Dear ") == 1
    assert manuscript.text.count("With love") == 1
    assert manuscript.text.rstrip().endswith("Your sister Ann")
    assert "Annie" not in manuscript.text
    assert abs(manuscript.words.written - 900) <= 27
    assert not [f for f in manuscript.findings if f.code in ("open_end", "placeholder")]
    edges = [row for row in manuscript.constraints if row.kind == "edges"]
    assert [(row.verdict, row.by) for row in edges] == [("met", "code")]
    assert sum("salutation on a line of its own" in prompt for prompt in writer.asked) == 1
    assert all("begin with the subject itself" not in prompt for prompt in writer.asked)


def test_how_a_letter_is_signed_is_read_as_its_last_words() -> None:
    for request, signed in (
        (REQUEST, "Your sister Ann"),
        ('Write a letter to the council, signed "The Parents of Mill Lane".', "The Parents of Mill Lane"),
        ("写一封信，落款为“你的老师”。", "你的老师"),
    ):
        assert [c.ends for c in compile_rules(request).constraints if c.kind == "edges"] == [signed]
    assert not [c for c in compile_rules("Write a story about a note signed 'X'.").constraints if c.kind == "edges"]
