"""Settling the length: the total is brought to its target by trims, which are free, and by moves that drafters make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.monitor import save_version
from longwriter_agents.agents.replanning import followed_outline
from longwriter_agents.assembly import heading_words
from longwriter_agents.constraints.kinds import Constraint
from longwriter_agents.contracts import contract
from longwriter_agents.ledger import settle
from longwriter_agents.model import Brief, Outline
from longwriter_agents.prose.trimming import trim_to
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, Work

MOST_SETTLE_ROUNDS, _MOST_OF_SMALL_MODELS = 3, 6
_AIM, _SENTENCE, _SAFELY = 0.012, 12, 0.8
"""The total is settled to within this share of the target, well inside the ±3 % that are promised; where that is less
than a sentence, to within a sentence, but safely inside what is allowed."""


def most_rounds(services: Services) -> int:
    """In how many rounds the length is settled. What a small model writes in place of phrases that come everywhere has its own."""
    return _MOST_OF_SMALL_MODELS if services.drafter.traits.small else MOST_SETTLE_ROUNDS


async def settled(
    services: Services, drafts: Mapping[str, DraftRef], changed: dict[str, DraftRef], rounds: int
) -> tuple[list[Work], dict[str, DraftRef]]:
    """Bring the total to the target: trims are made here by code, what is to be longer goes back to its drafter."""
    outline, brief = await followed_outline(services), await services.brief()
    constraints = await constraints_of(services)
    # Sections whose length the request itself sets keep it; the others carry what the total lacks.
    sections = [s for s in outline.sections if contract(outline, s.id, constraints).length is None]
    fixed = sum(ref["words"] for key, ref in drafts.items() if key not in {s.id for s in sections})
    low, high, body = (max(1, words - fixed) for words in body_range(brief, outline))
    budgets, written = [s.budget for s in sections], [drafts[s.id]["words"] for s in sections]
    stuck = [index for index, s in enumerate(sections) if drafts[s.id].get("stuck")]
    moves = settle(budgets, written, target=body, low=low, high=high, stuck=stuck)
    extend = _below_their_own(outline, constraints, drafts) if rounds < most_rounds(services) else []
    total = sum(drafts[s.id]["words"] for s in sections)
    for move in moves:
        section = sections[move.section_index]
        ref = drafts[section.id]
        if move.delta_words > 0 and rounds < most_rounds(services) and not ref["failed"]:
            extend.append(Work(section=section.id, mode="extend", words=ref["words"] + move.delta_words))
        elif move.delta_words < 0 and total > high:
            wanted = ref["words"] - min(-move.delta_words, total - body)
            before = await services.text(section.id, ref["attempt"])
            keep = contract(outline, section.id, constraints).needed(before)
            text = trim_to(before, high=max(1, wanted), keep=keep)
            changed[section.id] = await save_version(services, ref, section.id, text)
            total += changed[section.id]["words"] - ref["words"]  # a cut at a sentence border may be larger
    return extend, changed


def _below_their_own(outline: Outline, constraints: Sequence[Constraint], drafts: Mapping[str, DraftRef]) -> list[Work]:
    """Sections that are shorter than their own length allows, since what they told twice was dropped."""
    found = []
    for section in outline.sections:
        length, ref = contract(outline, section.id, constraints).length, drafts[section.id]
        if length is not None and ref["words"] < length.low and not ref["failed"]:
            found.append(Work(section=section.id, mode="extend", words=length.target))
    return found


def body_range(brief: Brief, outline: Outline) -> tuple[int, int, int]:
    """(low, high, target) of the words of all bodies together: what the headings leave of the demanded length."""
    wanted, headings = brief.length, heading_words(outline, titled=True, series=brief.series)
    slack = max(wanted.target * _AIM, min(_SENTENCE, (wanted.high - wanted.target) * _SAFELY))
    low, high = max(wanted.low, wanted.target - slack), min(wanted.high, wanted.target + slack)
    return max(1, round(low) - headings), max(1, round(high) - headings), max(1, wanted.target - headings)
