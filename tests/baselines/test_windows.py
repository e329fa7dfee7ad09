"""What a published way of writing shows its model when a window is small, and what the report says of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from longwriter_agents import aresume, awrite, lengthwise, write
from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.backends.retry import RetryPolicy
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.errors import BackendError
from longwriter_agents.testing import SimulatedWriter
from longwriter_agents.testing.sentences import prose

REQUEST = "Write a guide to keeping bees in a small town garden."
CHINESE = "请用中文写一篇关于养蜂的指南，约{words}字。"


class Windowed(SimulatedWriter):
    """A writer with a small window that keeps what it was asked; it writes Chinese where it is to, and finds fault for ever
    where `content` is False."""

    retry_policy = RetryPolicy(tries=1)

    def __init__(self, window: int, *, chinese: bool = False, content: bool = True) -> None:
        self.lives: int | None = None
        super().__init__(spec="scripted:windowed", traits=Traits(context_window=window, max_output_tokens=window))
        self.asked: list[Request] = []
        self._chinese, self._content = chinese, content

    async def complete(self, request: Request) -> Reply:
        if self.lives is not None and len(self.asked) >= self.lives:
            raise BackendError("The server is gone.", retryable=False)
        self.asked.append(request)
        reply = await super().complete(request)
        if request.purpose == "feedback" and not self._content:
            return replace(reply, text=json.dumps({"ok": False, "problems": f"Fault {len(self.prompts('feedback'))}."}))
        if request.schema is None and request.asked_words and self._chinese:
            return replace(reply, text=prose(f"{request.purpose}{request.sample}", request.asked_words, chinese=True))
        return reply

    def prompts(self, activity: str) -> list[str]:
        return [each.messages[-1].text for each in self.asked if each.purpose.startswith(activity)]

    def largest(self) -> int:
        return max(count_tokens(each.messages[-1].text).tokens + each.max_tokens for each in self.asked)


@pytest.mark.parametrize(("request_", "chinese"), [(CHINESE.format(words=12_000), True), (REQUEST, False)])
def test_agentwrite_s_late_paragraphs_keep_their_room_whatever_the_language(
    request_: str, chinese: bool, store: Path
) -> None:
    writer = Windowed(8_192, chinese=chinese)
    manuscript = write(request_, words=12_000, model=writer, graph="agentwrite", store=store)
    assert writer.largest() <= 8_192
    drafts = [each for each in writer.asked if each.purpose.startswith("draft")]
    needed = lengthwise.reply_tokens(drafts[-1].asked_words or 0, "zh" if chinese else "en")
    assert all(each.max_tokens >= needed for each in drafts), [each.max_tokens for each in drafts]
    told = [finding for finding in manuscript.findings if finding.code == "earlier_text_cut"]
    assert len(told) == 1, "one for the document, however many paragraphs were asked for so"
    first = next(n for n, prompt in enumerate(writer.prompts("draft"), 1) if "[…]" in prompt)
    assert f"From paragraph {first} on" in told[0].message
    assert manuscript.usage.left_out["earlier text"] > 0


def test_agentwrite_shows_the_end_of_a_text_that_a_window_does_not_hold(store: Path) -> None:
    writer = Windowed(4_096)
    manuscript = write(REQUEST, words=6_000, model=writer, graph="agentwrite", store=store)
    sections = [section.text for section in manuscript.sections]
    last = writer.prompts("draft")[-1]
    assert sections[-2] in last, "what the next paragraph goes on from is whole"
    assert sections[0] not in last


def test_nothing_is_told_of_a_window_that_holds_all(store: Path) -> None:
    writer = Windowed(32_768)
    manuscript = write(REQUEST, words=12_000, model=writer, graph="agentwrite", store=store)
    sections = [section.text for section in manuscript.sections]
    assert all(section in writer.prompts("draft")[-1] for section in sections[:-1])
    assert not {"earlier_text_cut", "left_out"} & {finding.code for finding in manuscript.findings}


def test_self_refine_shows_all_earlier_versions_with_their_feedback(store: Path) -> None:
    writer = Windowed(32_768, content=False)
    manuscript = write(REQUEST, words=800, model=writer, graph="self_refine", store=store)
    first, _, last = writer.prompts("refine")
    assert "Version 1" not in first
    assert last.index("Feedback on version 1: Fault 1.") < last.index("Feedback on version 2: Fault 2.")
    assert (
        last.index("Version 2 of it:") < last.index("The text as it is now:") < last.index("Feedback on it: Fault 3.")
    )
    assert last.count("<text>") == 3
    assert len(writer.prompts("refine")) == 3
    assert all(prompt.count("<text>") == 1 for prompt in writer.prompts("feedback")), "feedback is on the newest"
    assert "earlier_text_cut" not in {finding.code for finding in manuscript.findings}


def test_self_refine_forgets_the_oldest_versions_first_and_says_so(store: Path) -> None:
    writer = Windowed(5_000, content=False)
    manuscript = write(REQUEST, words=1_000, model=writer, graph="self_refine", store=store)
    last = writer.prompts("refine")[-1]
    assert "Version 1 of it:" not in last
    assert "Version 2 of it:" in last
    assert writer.largest() <= 5_000
    told = [finding.message for finding in manuscript.findings if finding.code == "earlier_text_cut"]
    assert len(told) == 1
    assert "Of 2 earlier versions with their feedback 1 could be shown" in told[0]


@pytest.mark.parametrize("chinese", [False, True])
def test_a_text_that_does_not_fit_is_not_written_anew_from_a_part_of_it(chinese: bool, store: Path) -> None:
    writer = Windowed(8_192, chinese=chinese, content=False)
    request = CHINESE.format(words=6_000) if chinese else REQUEST
    manuscript = write(request, words=6_000, model=writer, graph="self_refine", store=store)
    assert not writer.prompts("refine")
    assert "unrefined" in {finding.code for finding in manuscript.findings}
    assert manuscript.words.written > 5_000


@pytest.mark.parametrize(("name", "window", "reached"), [("self_refine", 5_000, 5), ("agentwrite", 4_096, 9)])
async def test_a_broken_run_goes_on_with_the_same_prompts_and_tells_the_same(
    name: str, window: int, reached: int, store: Path
) -> None:
    words = 1_000 if name == "self_refine" else 8_000
    writer, mortal = Windowed(window, content=False), Windowed(window, content=False)
    whole = await awrite(REQUEST, words=words, model=writer, graph=name, store=store)
    mortal.lives = reached
    broken = await awrite(REQUEST, words=words, model=mortal, graph=name, store=store.with_name("broken.db"))
    mortal.lives = None
    again = await aresume(broken.job_id, store=store.with_name("broken.db"), model=mortal)
    assert again.text == whole.text
    assert [each.messages for each in mortal.asked] == [each.messages for each in writer.asked]
    told = [finding.message for finding in whole.findings if finding.code == "earlier_text_cut"]
    assert told
    assert [finding.message for finding in again.findings if finding.code == "earlier_text_cut"] == told
