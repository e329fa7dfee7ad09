"""What a budget still allows. Drafting comes first: where what is left is needed to finish the document, revision is
dropped first, and then review. Without a budget everything is allowed."""

from __future__ import annotations

from longwriter_agents.services import Services

_DEARER = 1.15
"""The rest of a document may cost so much more than what is written did."""
_FOR_REVISION, _FOR_REVIEW = 0.10, 0.05
"""Shares of the budget that are kept back besides: for the last moves of length, and for calls that go wrong."""


_NEARLY = 0.12
"""With less than this share left nothing is asked that the document can do without."""


def nearly_spent(services: Services) -> bool:
    """Whether the end of the budget is near, whatever is written."""
    return services.gauge.left() < _NEARLY


async def may_revise(services: Services) -> bool:
    return await _spare(services) >= _FOR_REVISION


async def may_review(services: Services) -> bool:
    return await _spare(services) >= _FOR_REVIEW


async def _spare(services: Services) -> float:
    """The share of the tightest budget that is left when the rest is drafted at the price of what is written."""
    left = services.gauge.left()
    if left >= 1.0:
        return 1.0
    done = await _drafted(services)
    return left - _DEARER * (1.0 - left) * (1.0 - done) / done if done else left - 1.0


async def _drafted(services: Services) -> float:
    """The share of the words that are written, as far as this run knows: what it has not seen counts as unwritten."""
    sections = (await services.outline()).sections
    whole = sum(section.budget for section in sections)
    done = sum(min(section.budget, services.words_of(section.id)) for section in sections)
    return done / whole if whole else 1.0
