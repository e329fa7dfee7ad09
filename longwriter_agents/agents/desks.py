"""The desk: what one step of a section works with, gathered from the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.replanning import adjust_next, adjustments_of
from longwriter_agents.backends.base import Message
from longwriter_agents.continuity.addressed import addressed, customs
from longwriter_agents.continuity.canon import grown
from longwriter_agents.continuity.replanning import with_adjustment, with_moves
from longwriter_agents.continuity.summaries import gist
from longwriter_agents.contracts import FULL, NARROW, Contract, briefed, contract
from longwriter_agents.framing import frame
from longwriter_agents.ledger import rebalance
from longwriter_agents.model import Section
from longwriter_agents.revision import NOTES
from longwriter_agents.services import Services
from longwriter_agents.standing import allocation_of, standing_at
from longwriter_agents.state import DraftRef, StrandState, Work

NOTHING_YET = DraftRef(attempt=0, last=0, words=0, asked=0, gave=0, replies=0, rounds=0, failed="")


@dataclass(frozen=True)
class Desk:
    """What one step of a section works with."""

    services: Services
    contract: Contract
    work: Work
    ref: DraftRef
    text: str
    earlier: tuple[str, ...]
    """The texts of the sections before this one in its strand."""
    wanted: int
    """The words that this section shall have."""
    later: int = 0
    """How many sections come after this one in its strand."""
    note: str = ""
    """What a revision says of the text that stands."""

    @property
    def section(self) -> Section:
        return self.contract.section


async def desk(state: StrandState, services: Services) -> Desk:
    """What the current step needs from the store; the contract says what this section must know of the others."""
    at = await bare_desk(state, services)
    return replace(at, contract=await _briefed(state, services, at.contract))


async def bare_desk(state: StrandState, services: Services) -> Desk:
    """The same for a step that only counts and checks: of the other sections its contract says nothing."""
    work = state["work"][state.get("at", 0)]
    begun = NOTHING_YET if work["mode"] == "write" else state["drafts"][work["section"]]
    ref = state.get("current") or begun
    earlier = await _earlier(state, services)
    strand = [each["section"] for each in state["work"]]
    if ref is NOTHING_YET:
        await adjust_next(services, strand, state.get("at", 0), earlier)
    bare = await _contract(services, work["section"])
    return Desk(
        services=services,
        contract=bare,
        work=work,
        ref=ref,
        text=await services.text(work["section"], ref["attempt"]),
        earlier=tuple(earlier.values()),
        wanted=await _wanted(state, services, bare, work),
        later=len(state["work"]) - state.get("at", 0) - 1,
        note=(await services.kept(NOTES) or {}).get(work["section"], ""),
    )


async def _contract(services: Services, section_id: str) -> Contract:
    """The section's contract, with its plan as it was adjusted by what earlier drafts tell."""
    bare = contract(await services.outline(), section_id, await constraints_of(services))
    kind, section = addressed(await services.brief()), bare.section
    for adjustment in await adjustments_of(services, [section_id]):
        section = with_adjustment(section, adjustment)
    owed = customs(kind, bare.number, bare.count) if kind else ()
    return replace(bare, section=section, customs=owed)


async def _earlier(state: StrandState, services: Services) -> dict[str, str]:
    """The sections before this one in its strand, with their texts."""
    done = [work["section"] for work in state["work"][: state.get("at", 0)]]
    drafts = state.get("drafts", {})
    return {each: await services.text(each, drafts[each]["attempt"]) for each in done if each in drafts}


async def _briefed(state: StrandState, services: Services, bare: Contract) -> Contract:
    """The contract with what the section must know of the others, as it stood when its wave began and grew in its strand:
    what other strands write meanwhile cannot matter."""
    earlier = await _earlier(state, services)
    brief, outline = await services.brief(), await services.outline()
    standing = await standing_at(services, state.get("wave", 0))
    canon, _ = grown(standing.canon, earlier.items())
    gists = {**standing.gists, **{key: gist(text) for key, text in earlier.items()}}
    room = NARROW if services.drafter.traits.small else FULL
    return briefed(bare, brief, outline, await allocation_of(services), canon, gists, room)


async def _wanted(state: StrandState, services: Services, binding: Contract, work: Work) -> int:
    """The section's budget; in a strand, what the sections before it left over or used up is shared with the rest."""
    if work["mode"] != "write":
        return work["words"]
    if binding.length is not None:
        return binding.length.target
    at, drafts = state.get("at", 0), state.get("drafts", {})
    budgets = await _budgets(services, [each["section"] for each in state["work"]], at)
    written = sum(drafts[each["section"]]["words"] for each in state["work"][:at] if each["section"] in drafts)
    return rebalance(sum(budgets) - written, budgets[at:])[0]


async def _budgets(services: Services, strand: Sequence[str], at: int) -> list[int]:
    """The budgets of a strand's sections, with what was moved between waves and up to the section that it is at."""
    outline = await services.outline()
    planned = {section.id: section.budget for section in outline.sections}
    moves = await adjustments_of(services, strand[: at + 1])
    moved = with_moves(planned, moves) if moves else planned
    return [moved[each] for each in strand]


async def told_first(services: Services) -> Message:
    """What all drafters are told first, rendered once as long as it is of the same brief, outline and constraints."""
    of = (await services.brief(), await services.outline(), await constraints_of(services))
    known: tuple[tuple[object, ...], Message] | None = services.memory.get("parsed:shared")
    if known is None or any(ours is not theirs for ours, theirs in zip(of, known[0], strict=True)):
        known = services.memory["parsed:shared"] = (of, frame(*of, services.drafter.traits))
    return known[1]
