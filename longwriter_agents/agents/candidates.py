"""Candidates: a section drafted several times side by side. Code keeps the best; how far they agree is its trust figure."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.embedding import Embedder
from longwriter_agents.errors import BackendError, BudgetSpent, ReplyError
from longwriter_agents.ledger import SECTION_TOLERANCE, band
from longwriter_agents.model import Outline
from longwriter_agents.prose.signs import signs
from longwriter_agents.services import Services
from longwriter_agents.thrift import nearly_spent
from longwriter_agents.trust import Trust, trust_in
from longwriter_agents.words import count_words

if TYPE_CHECKING:
    from longwriter_agents.agents.desks import Desk

Drafted = tuple[Reply, str]
_SAMPLES = 1_000
"""Candidates are this far apart in their samples; asking one of them again stays between."""


async def best_of(at: Desk, request: Request, draft: Callable[[Request], Awaitable[Drafted]]) -> Drafted:
    """The best of as many first drafts as the caller asks for. What goes on from a text is drafted once.

    Candidate 0 is what would be drafted without any others. One that fails leaves the rest; all failed, the first one's
    error is raised.
    """
    count = at.services.options.candidates
    if count == 1 or at.text or at.work["mode"] != "write" or nearly_spent(at.services):
        return await draft(request)
    asked = [replace(request, sample=request.sample + _SAMPLES * number) for number in range(count)]
    outcomes = await asyncio.gather(*map(draft, asked), return_exceptions=True)
    drafted = _drafted(outcomes)
    texts = [text for _, text in drafted]
    chosen = await _best(at, texts)
    await _keep_trust(at.services, at.section.id, texts, chosen)
    return drafted[chosen]


def _drafted(outcomes: Sequence[Drafted | BaseException]) -> list[Drafted]:
    """Those that came, in the order in which they were asked for."""
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, BackendError | ReplyError | BudgetSpent):
            raise outcome
    drafted = [outcome for outcome in outcomes if not isinstance(outcome, BaseException)]
    if not drafted:
        raise next(outcome for outcome in outcomes if isinstance(outcome, BaseException))
    return drafted


async def _best(at: Desk, texts: Sequence[str]) -> int:
    """The first of those with the fewest demands unmet, then the fewest defects, then nearest to its length from below
    (what is too long is trimmed for nothing)."""
    brief = await at.services.brief()
    low = at.contract.length.low if at.contract.length else band(at.wanted, tolerance=SECTION_TOLERANCE)[0]

    def marks(text: str) -> tuple[int, int, int]:
        unmet = sum(c.check(text).status == "unmet" for c in at.contract.checked if c.kind != "word_count")
        return unmet, len(signs(text, language=brief.language, about=brief.request)), max(0, low - count_words(text))

    return min(range(len(texts)), key=lambda number: (marks(texts[number]), number))


async def _keep_trust(services: Services, section_id: str, texts: Sequence[str], chosen: int) -> None:
    vectors = await asyncio.to_thread(_embedded, services.embedder(), texts)
    trust = trust_in(vectors, candidates=len(texts), chosen=chosen)
    await services.keep(_name(section_id), trust.model_dump(mode="json"))


def _embedded(embedder: Embedder | None, texts: Sequence[str]) -> list[list[float]] | None:
    return None if embedder is None or len(texts) < 2 else embedder.embed(texts)


def _name(section_id: str) -> str:
    return f"trust:{section_id}"


async def trust_of(services: Services, outline: Outline) -> dict[str, Trust]:
    """What is known of how far the candidates of each section agreed."""
    if services.options.candidates == 1:
        return {}
    kept: dict[str, Any] = {section.id: await services.kept(_name(section.id)) for section in outline.sections}
    return {key: Trust.model_validate(value) for key, value in kept.items() if value}
