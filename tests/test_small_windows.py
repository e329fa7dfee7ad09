"""Small windows: whatever a request holds, no call is larger than its model's window, and long documents get whole."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from longwriter_agents import must_include, write
from longwriter_agents.backends.base import Message, Reply, Request, Role, Schema, Traits
from longwriter_agents.backends.fitting import fitted
from longwriter_agents.backends.tokens import count_tokens, within_tokens
from longwriter_agents.errors import BackendError
from longwriter_agents.model import Fact, Outline, Part, Section
from longwriter_agents.packing import sheet
from longwriter_agents.testing import SimulatedWriter
from longwriter_agents.testing.chinese import chinese_sentences
from longwriter_agents.testing.sentences import prose

WINDOW = 4_096


def size_of(request: Request) -> int:
    """The tokens that a call takes of its window: what is sent, the schema, the template's own, and the whole reply."""
    sent = sum(count_tokens(message.text).tokens + 8 for message in request.messages)
    schema = count_tokens(json.dumps(request.schema.definition)).tokens if request.schema else 0
    return sent + schema + request.max_tokens


class Narrow(SimulatedWriter):
    """A writer with a small window that notes the size of every call, and whose replies end where they may not go on."""

    def __init__(self, window: int = WINDOW) -> None:
        super().__init__(spec="scripted:narrow", traits=Traits(context_window=window, max_output_tokens=window // 2))
        self.sizes: list[tuple[int, str]] = []

    async def complete(self, request: Request) -> Reply:
        self.sizes.append((size_of(request), request.purpose))
        reply = await super().complete(request)
        if request.schema is not None or count_tokens(reply.text).tokens <= request.max_tokens:
            return reply
        share = request.max_tokens / count_tokens(reply.text).tokens
        return replace(reply, text=reply.text[: int(len(reply.text) * share)], finish="length")


@pytest.mark.slow
def test_fifty_thousand_words_from_a_window_of_four_thousand_tokens(store: Path) -> None:
    writer = Narrow()
    request = 'Write a history of the harbour. It must mention "tidal clock". Never mention "war".'
    manuscript = write(request, words=50_000, model=writer, store=store)
    assert manuscript.status == "complete", manuscript.findings
    assert abs(manuscript.words.deviation) <= 0.03
    assert "tidal clock" in manuscript.text
    assert max(writer.sizes)[0] <= WINDOW, max(writer.sizes)
    assert len(writer.sizes) > 50


@pytest.mark.slow
def test_input_grows_with_the_words_and_no_faster(store: Path) -> None:
    """Per word it stays the same within 15 %, sections being of one size: a small model's are, from the start."""

    def input_per_word(words: int) -> float:
        traits = Traits(small=True, concurrency=1, context_window=WINDOW, max_output_tokens=WINDOW // 2)
        model = SimulatedWriter(spec="scripted:small", traits=traits)
        manuscript = write("Write a history of the harbour.", words=words, model=model, store=store)
        assert manuscript.complete, manuscript.findings
        return manuscript.usage.input_tokens / manuscript.words.written

    costs = [input_per_word(words) for words in (2_000, 6_000, 30_000)]
    middle = (max(costs) + min(costs)) / 2
    assert all(cost == pytest.approx(middle, rel=0.15) for cost in costs), costs


def long_text(words: int) -> str:
    return prose("a source", words)


CHINESE = "".join(sentence for sentence, _ in zip(chinese_sentences("x"), range(300), strict=False))
WORDS = st.sampled_from(["bees", "蜜蜂和蜂箱", "Wörter", "x" * 900, "tidal clock", "а б в", "🐝🐝", "\n\n"])
BABBLE = st.lists(WORDS, min_size=1, max_size=250).map(" ".join)
TITLES = st.lists(st.one_of(st.just("Bees"), BABBLE), min_size=2, max_size=24)


@pytest.mark.slow
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    source=st.one_of(st.just(""), BABBLE, st.just(long_text(2_000)), st.just(f"写一篇关于蜜蜂的文章。{CHINESE}")),
    demands=st.lists(BABBLE, max_size=4),
    titles=st.one_of(st.none(), TITLES),
    window=st.sampled_from([2_048, 4_096, 8_192]),
)
def test_no_call_exceeds_its_window(
    source: str, demands: list[str], titles: list[str] | None, window: int, tmp_path: Path
) -> None:
    writer = Narrow(window)
    said = [each.strip() for each in demands if each.strip()]
    outline = None if titles is None else of_titles(titles)
    write(
        f"Write on bees. {source}",
        words=700,
        model=writer,
        store=tmp_path / "store.db",
        constraints=[*said, *(must_include(each[:120]) for each in said)],
        outline=outline,
    )
    assert writer.sizes
    assert max(writer.sizes)[0] <= window, max(writer.sizes)


def of_titles(titles: list[str]) -> Outline:
    sections = tuple(
        Section(id=f"s{number}", title=title, summary=title[::-1], points=(title, title), owns=(Fact(text=title),))
        for number, title in enumerate(titles, 1)
    )
    return Outline(title=titles[0], parts=(Part(id="p1", sections=sections),))


TEXTS = st.one_of(BABBLE, st.text(max_size=300), st.just(long_text(3_000)), st.just(CHINESE), st.just(""))


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Conversations of any make: plain turns, and sheets whose parts have ranks."""
    messages = [
        sheet(
            "drafter/continue",
            ranks={"title": draw(st.integers(0, 3)), "demands": draw(st.integers(0, 3)), "points": 1},
            title=draw(TEXTS),
            words=100,
            paragraphs=2,
            demands=draw(st.lists(TEXTS, max_size=6)),
            points=draw(st.lists(TEXTS, max_size=6)),
        )
    ]
    roles: tuple[Role, ...] = get_args(Role)
    messages += [Message(role, draw(TEXTS)) for role in draw(st.lists(st.sampled_from(roles), max_size=4))]
    schema = draw(st.one_of(st.none(), st.just(Schema("plan", {"type": "object"}))))
    return Request("draft:s1", tuple(messages), max_tokens=draw(st.integers(1, 9_000)), schema=schema)


@given(requests(), st.sampled_from([2_048, 4_096, 32_768]))
def test_what_is_fitted_fits_and_what_fits_stays(request: Request, window: int) -> None:
    traits = Traits(context_window=window)
    asked = fitted(request, traits)
    assert size_of(asked) <= window
    assert asked.max_tokens >= min(request.max_tokens, 96)
    assert fitted(asked, traits) == asked, "once is enough"
    if size_of(request) + 32 <= window:
        assert asked == request
    lost = sum(tokens for message in asked.messages for _, tokens in message.left_out)
    shown = [sum(count_tokens(m.text).tokens for m in each.messages) for each in (request, asked)]
    assert shown[0] - shown[1] <= lost * 1.05 + 16 * len(request.messages), "what is not shown is told"


@given(TEXTS, st.integers(0, 400))
def test_a_text_within_so_many_tokens_has_no_more(text: str, tokens: int) -> None:
    cut = within_tokens(text, tokens)
    assert count_tokens(cut).tokens <= tokens
    assert cut == text or len(cut) < len(text)


def test_parts_give_way_in_their_order_and_what_must_stand_stands() -> None:
    message = sheet(
        "drafter/continue",
        ranks={"title": 0, "demands": 0, "points": 1},
        title="Summer",
        words=100,
        paragraphs=2,
        demands=("mention the smoker",),
        points=("the swarm " * 400, "the queen " * 400),
    )
    asked = fitted(Request("continue:s1", (message,), max_tokens=1_000), Traits(context_window=2_048))
    assert "mention the smoker" in asked.messages[0].text
    assert "Summer" in asked.messages[0].text
    assert "queen" not in asked.messages[0].text
    assert asked.max_tokens == 1_000, "the reply keeps its room while there are parts that may go"
    assert dict(asked.messages[0].left_out)["points"] > 700


def test_a_window_that_can_t_hold_even_that_says_what_to_do() -> None:
    question = Request("draft:s1", tuple(Message("user", "word " * 200) for _ in range(60)), max_tokens=400)
    with pytest.raises(BackendError, match="larger --context-window"):
        fitted(question, Traits(context_window=2_048))


def test_a_request_longer_than_the_window_is_written_and_the_report_says_what_was_not_shown(store: Path) -> None:
    writer = Narrow()
    rows = "\n\n".join(" ".join(f"{(row * 7_919 + at) % 99_991:05d}" for at in range(120)) for row in range(60))
    request = f'Write a report on these readings. It must mention "tidal clock".\n\n{rows}'
    assert count_tokens(request).tokens > 5 * WINDOW
    manuscript = write(request, words=1_500, model=writer, store=store)
    assert max(writer.sizes)[0] <= WINDOW, max(writer.sizes)
    assert abs(manuscript.words.deviation) <= 0.03
    assert "tidal clock" in manuscript.text
    assert manuscript.usage.left_out["request"] > 10_000
    cut = next(finding for finding in manuscript.findings if finding.code == "request_cut")
    assert "larger --context-window" in cut.message
    assert manuscript.status == "complete_with_findings", "what was not read is not passed over in silence"
    assert [finding.severity for finding in manuscript.findings if finding.code == "left_out"] == ["info"]
