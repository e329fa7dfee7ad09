"""The editor lays out the waves of drafting, closes sections, and looks over the whole between the waves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from langgraph.runtime import Runtime

from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.desks import bare_desk
from longwriter_agents.agents.monitor import save_version
from longwriter_agents.agents.replanning import adjust_rest
from longwriter_agents.agents.settling import most_rounds, settled
from longwriter_agents.assembly import assembled
from longwriter_agents.coherence import look_through
from longwriter_agents.coherence.mending import mended
from longwriter_agents.coherence.reading import Reading, read
from longwriter_agents.continuity.addressed import addressed
from longwriter_agents.continuity.canon import grown
from longwriter_agents.continuity.summaries import gist
from longwriter_agents.contracts import contract
from longwriter_agents.edging import edged
from longwriter_agents.events import PhaseStarted, SectionDone
from longwriter_agents.ledger import Pace
from longwriter_agents.model import Finding, Outline
from longwriter_agents.services import Services
from longwriter_agents.standing import Standing, keep_standing, standing_at
from longwriter_agents.state import DraftRef, StrandState, WritingState
from longwriter_agents.state import Pace as PaceState
from longwriter_agents.strands import first_wave, next_wave, unwritten
from longwriter_agents.thrift import nearly_spent

_FAR = 0.9
"""A section that is still shorter than this share of what it was to become won't become longer by being asked again."""


async def close_done(state: StrandState, runtime: Runtime[Services]) -> StrandState:
    """Hand a section over that needs no step more; one that does goes on."""
    return await _closed(state, runtime.context) if state["step"] == "done" else {}


async def _closed(state: StrandState, services: Services) -> StrandState:
    """The section's version, its counts, and what this model made of the words asked."""
    at = await bare_desk(state, services)
    words, budget = at.ref["words"], at.section.budget
    done = SectionDone(
        section_id=at.section.id,
        attempt=at.ref["attempt"],
        words=words,
        budget=budget,
        findings=bool(at.ref["failed"]),
    )
    at.services.emit(done)
    pace = Pace(**state["pace"])
    if at.ref["asked"] and at.work["mode"] == "write":
        pace = pace.observe(at.ref["asked"], at.ref["gave"])
    ref: DraftRef = {**at.ref, "stuck": True} if at.work["mode"] == "extend" and words < at.wanted * _FAR else at.ref
    return {
        "drafts": {at.section.id: ref},
        "pace": {"ratio": pace.ratio, "drafts": pace.drafts},
        "at": state.get("at", 0) + 1,
        "current": None,
        "step": "draft" if at.later else "done",
        "stalls": 0,
        "redrafts": 0,
    }


async def lay_first(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """The first wave of drafting, with what earlier documents showed of this model's pace."""
    services = runtime.context
    services.emit(PhaseStarted(phase="draft"))
    known = await services.kept("pace")
    if known is None:
        stored = await services.store.model_ratio(services.drafter.spec)
        known = {"ratio": stored[0], "drafts": stored[1]} if stored else {"ratio": 1.0, "drafts": 0}
        await services.keep("pace", known)
    brief, outline = await services.brief(), await services.outline()
    queue = first_wave(brief, outline, services.options.flow, services.drafter.traits, known["drafts"])
    begun: WritingState = {"wave": 0, "settle_rounds": 0, "border_rounds": 0, "mend_rounds": 0, "drafts": {}}
    return {**begun, "pace": known, "queue": queue, "reviewed": False}


async def survey(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """After each wave: what is still unwritten, what repeats, what the length still lacks."""
    services = runtime.context
    outline, drafts = await services.outline(), state["drafts"]
    pace = learned(state["pace"], outline, drafts)
    if any(ref["failed"] and not ref["attempt"] for ref in drafts.values()):
        return {"queue": [], "status": "failed", "pace": pace}
    if unwritten(outline, drafts):
        await adjust_rest(services, outline, await texts_of(services, outline, drafts))
        wave = await _next_standing(services, outline, drafts, state["wave"])
        brief, flow = await services.brief(), services.options.flow
        return {"queue": next_wave(brief, outline, drafts, flow, services.drafter.traits), "pace": pace, "wave": wave}
    await _save_pace(services, outline, drafts)
    changed = await _without_repeats(services, outline, drafts, state["settle_rounds"])
    moves, changed = await settled(services, {**drafts, **changed}, changed, state["settle_rounds"])
    rounds = state["settle_rounds"] + (1 if moves else 0)
    return {"queue": [[move] for move in moves], "drafts": changed, "pace": pace, "settle_rounds": rounds}


async def _next_standing(services: Services, outline: Outline, drafts: Mapping[str, DraftRef], wave: int) -> int:
    """What the next wave begins with: the plan's canon, grown in reading order by all that is written, whoever came first."""
    planned = await standing_at(services, 0)
    texts = await texts_of(services, outline, drafts)
    canon, _ = grown(planned.canon, texts.items())
    await keep_standing(
        services, wave + 1, Standing(canon=canon, gists={key: gist(text) for key, text in texts.items()})
    )
    return wave + 1


def learned(known: PaceState, outline: Outline, drafts: Mapping[str, DraftRef]) -> PaceState:
    """The model's pace from all sections in reading order, whatever the order in which they came."""
    pace = Pace()
    for section in outline.sections:
        ref = drafts.get(section.id)
        if ref and ref["asked"]:
            pace = pace.observe(ref["asked"], ref["gave"])
    return {"ratio": pace.ratio, "drafts": pace.drafts} if pace.drafts else known


async def _save_pace(services: Services, outline: Outline, drafts: Mapping[str, DraftRef]) -> None:
    pace = learned({"ratio": 1.0, "drafts": 0}, outline, drafts)
    if pace["drafts"]:
        await services.store.save_model_ratio(services.drafter.spec, pace["ratio"], int(pace["drafts"]))


async def texts_of(services: Services, outline: Outline, drafts: Mapping[str, DraftRef]) -> dict[str, str]:
    return {s.id: await services.text(s.id, drafts[s.id]["attempt"]) for s in outline.sections if s.id in drafts}


async def whole_of(services: Services, outline: Outline, texts: Mapping[str, str]) -> str:
    """The document as it stands, with all that code puts around the sections' texts."""
    brief = await services.brief()
    whole = assembled(outline, texts, series=brief.series)
    return edged(whole, await constraints_of(services), is_letter=addressed(brief) == "letter")


async def looked_over(services: Services, outline: Outline, texts: Mapping[str, str]) -> list[Finding]:
    """What shows when the sections are read together; looked for once, as long as the texts stay the same."""
    kept = services.memory.get("looked over")
    if kept is None or kept[0] != texts:
        canon = (await standing_at(services, 0)).canon
        quotes = [entry.quote for entry in canon.entries if entry.quote]
        reading = await _read(services, outline, texts)
        kept = (dict(texts), look_through(reading, quotes, embedder=services.embedder()))
        services.memory.pop("reading", None)
        services.memory["looked over"] = kept
    seen: list[Finding] = kept[1]
    return seen


async def _read(services: Services, outline: Outline, texts: Mapping[str, str]) -> Reading:
    """The sections as they are read. What mends them leaves the reading to what looks over them, as long as all is the same."""
    brief = await services.brief()
    kept: tuple[Mapping[str, str], Reading] | None = services.memory.get("reading")
    if kept is None or kept[0] != texts or kept[1].outline is not outline or kept[1].brief is not brief:
        kept = (dict(texts), read(outline, texts, brief))
        services.memory["reading"] = kept
    return kept[1]


async def _without_repeats(
    services: Services, outline: Outline, drafts: Mapping[str, DraftRef], rounds: int
) -> dict[str, DraftRef]:
    """What a section tells in an earlier one's words is dropped from the later one, unless a constraint needs it; and so is
    what only comes back to a few phrases, as long as there are rounds to write something else in its place."""
    texts = await texts_of(services, outline, drafts)
    constraints = await constraints_of(services)

    def needed(section_id: str, text: str) -> Sequence[str]:
        return contract(outline, section_id, constraints).needed(text)

    thin = await _to_be_thinned(services, drafts, rounds)
    changed = mended(await _read(services, outline, texts), needed, thin=thin)
    if changed:
        services.memory.pop("reading")
    return {key: await save_version(services, drafts[key], key, text) for key, text in changed.items()}


async def _to_be_thinned(services: Services, drafts: Mapping[str, DraftRef], rounds: int) -> list[str]:
    """The sections of a small model that may lose what it says everywhere: they or others can still be lengthened, and they are
    no units of a series, which are alike by intention."""
    lasting = rounds < most_rounds(services) - 1 and not nearly_spent(services)
    if not services.drafter.traits.small or not lasting or (await services.brief()).series is not None:
        return []
    good = [key for key, ref in drafts.items() if not ref["failed"]]
    return good if any(not drafts[key].get("stuck") for key in good) else []
