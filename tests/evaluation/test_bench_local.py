"""The bench of embedded models: what it compares, on texts whose tokens and seconds are known."""

from __future__ import annotations

import pytest

from longwriter_agents import write
from longwriter_agents.backends.base import Backend, Message, Reply, Request, Schema
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.evaluation.bench import local
from longwriter_agents.evaluation.bench.local import (
    REQUESTS,
    Plan,
    Stream,
    Weighed,
    Written,
    figures_of,
    raw_stream,
    share_of_all,
)
from longwriter_agents.model import Usage
from longwriter_agents.testing import ScriptedBackend

FAST, SLOW = Stream(tokens=300, seconds=20), Stream(tokens=300, seconds=60)


def test_a_document_is_compared_with_the_streams_before_and_after_it() -> None:
    manuscript = write("Write about bees.", words=400, model="scripted:steady")
    tokens = count_tokens(manuscript.text).tokens
    figures = figures_of(Written(manuscript, 100.0, own=1.0), (FAST, SLOW))
    assert figures["raw_tokens_s"] == 10.0, "the mean of 15 and 5"
    assert figures["raw_seconds"] == pytest.approx(tokens / 10, abs=0.1)
    assert figures["share_of_raw"] == pytest.approx(tokens / 10 / 100, abs=0.001)
    assert figures["words_per_minute"] == pytest.approx(manuscript.words.written * 0.6, abs=0.1)
    ratio = figures["words_per_minute"] / figures["raw_words_per_minute"]
    assert ratio == pytest.approx(figures["share_of_raw"], rel=0.01), "words a minute tell the same"


def test_a_text_s_tokens_are_the_model_s_own() -> None:
    manuscript = write("Write about bees.", words=400, model="scripted:steady")
    theirs, ours = (figures_of(Written(manuscript, 100.0, own), (FAST, FAST)) for own in (1.5, 1.0))
    assert theirs["raw_tokens_s"] == ours["raw_tokens_s"] == 15
    assert theirs["delivered_tokens"] == pytest.approx(1.5 * ours["delivered_tokens"], abs=1)
    assert theirs["share_of_raw"] > ours["share_of_raw"], "a vocabulary of small pieces takes longer for the same words"


async def test_they_are_counted_in_what_it_wrote_for_this_document_but_in_no_plan() -> None:
    prose, plan = "The bees come back to the roof in the evening.", '{"title": "Bees"}'
    schema = Schema("Plan", {"type": "object"})
    model = Weighed(ScriptedBackend([prose, prose, plan]), seed=0)
    assert model.own == 1.0, "nothing is known yet"
    replies = [await model.complete(Request("draft:s1", (Message("user", "Write."),), 90)) for _ in range(2)]
    own = sum(reply.usage.output_tokens for reply in replies) / (2 * count_tokens(prose).tokens)
    await model.complete(Request("plan", (Message("user", "Plan."),), 90, schema=schema))
    assert model.own == pytest.approx(own)


def test_the_share_of_all_weighs_documents_by_their_time() -> None:
    rows = [{"raw_seconds": 90.0, "seconds": 100.0}, {"raw_seconds": 30.0, "seconds": 100.0}]
    assert share_of_all(rows) == 0.6


def test_each_document_is_about_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    known = local._document

    async def watched(plan: Plan, backend: Backend, number: int) -> Written:
        written = await known(plan, backend, number)
        asked.append(written.manuscript.brief.request)
        return written

    monkeypatch.setattr(local, "_document", watched)
    told: list[str] = []
    found = local.bench(Plan("scripted:steady", words=300, documents=len(REQUESTS) + 1), told.append)
    assert asked == [*REQUESTS, REQUESTS[0]]
    assert len(found["documents"]) == len(told) == len(asked)
    assert len(found["figures"]["raw_runs"]) == len(found["figures"]["raw_tokens"]) == len(asked) + 1
    assert found["figures"]["complete"] == len(asked)
    assert found["targets"][0]["value"] == found["figures"]["share_of_raw"] == share_of_all(found["documents"])


class Lister(ScriptedBackend):
    """Decodes ten tokens a second, and ends each reply after `most` tokens by itself."""

    def __init__(self, most: int) -> None:
        super().__init__([])
        self.most, self.calls = most, 0

    async def complete(self, request: Request) -> Reply:
        self.calls += 1
        tokens = min(self.most, request.max_tokens)
        return Reply("one, two", usage=Usage(output_tokens=tokens, decoding_seconds=tokens / 10))


@pytest.mark.parametrize(("most", "asked", "tokens"), [(2_000, 1, 1_755), (600, 3, 1_755), (20, 8, 160)])
async def test_a_plain_stream_has_as_many_tokens_as_a_document(most: int, asked: int, tokens: int) -> None:
    """A stream that the model ends after a few words would tell how fast short texts are."""
    model = Lister(most)
    stream = await raw_stream(model, 1_755)
    assert (model.calls, stream.tokens) == (asked, tokens)
    assert stream.rate == pytest.approx(10)
