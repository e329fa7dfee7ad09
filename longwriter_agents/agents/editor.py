"""The editor closes sections, looks over the whole, settles the length, has document-wide demands judged and mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from langgraph.runtime import Runtime

from longwriter_agents.agents import reviewer
from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.drafter import desk
from longwriter_agents.agents.monitor import save_version
from longwriter_agents.assembly import assembled, heading_words
from longwriter_agents.coherence import look_over
from longwriter_agents.coherence.mending import mended
from longwriter_agents.constraints.kinds import Constraint
from longwriter_agents.constraints.placement import owner_of
from longwriter_agents.contracts import contract
from longwriter_agents.events import PhaseStarted, SectionDone
from longwriter_agents.framing import demand_text
from longwriter_agents.ledger import Pace, settle
from longwriter_agents.model import DOCUMENT, Brief, Finding, Outline, Verdict
from longwriter_agents.prompting import fenced, render
from longwriter_agents.prose.trimming import trim_to
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, StrandState, Work, WritingState
from longwriter_agents.state import Pace as PaceState
from longwriter_agents.strands import first_wave, next_wave, unwritten

MOST_SETTLE_ROUNDS = 3
_AIM, _SENTENCE, _SAFELY = 0.012, 12, 0.8
"""The total is settled to within this share of the target, well inside the ±3 % that are promised; where that is less
than a sentence, to within a sentence, but safely inside what is allowed."""


async def close_section(state: StrandState, runtime: Runtime[Services]) -> StrandState:
    """Hand the section over: its version, its counts, and what this model made of the words asked."""
    at = await desk(state, runtime.context)
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
    return {
        "drafts": {at.section.id: at.ref},
        "pace": {"ratio": pace.ratio, "drafts": pace.drafts},
        "at": state.get("at", 0) + 1,
        "current": None,
        "step": "draft",
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
    queue = first_wave(await services.outline(), services.options.flow, services.drafter.traits, known["drafts"])
    return {"pace": known, "queue": queue, "settle_rounds": 0, "mend_rounds": 0, "reviewed": False, "drafts": {}}


async def survey(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """After each wave: what is still unwritten, what repeats, what the length still lacks."""
    services = runtime.context
    outline, drafts = await services.outline(), state["drafts"]
    pace = learned(state["pace"], outline, drafts)
    if any(ref["failed"] and not ref["attempt"] for ref in drafts.values()):
        return {"queue": [], "status": "failed", "pace": pace}
    if unwritten(outline, drafts):
        return {"queue": next_wave(outline, drafts, services.options.flow, services.drafter.traits), "pace": pace}
    await _save_pace(services, outline, drafts)
    changed = await _without_duplicates(services, outline, drafts)
    moves, changed = await _settled(services, {**drafts, **changed}, changed, state["settle_rounds"])
    rounds = state["settle_rounds"] + (1 if moves else 0)
    return {"queue": [[move] for move in moves], "drafts": changed, "pace": pace, "settle_rounds": rounds}


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


async def looked_over(services: Services, outline: Outline, texts: Mapping[str, str]) -> list[Finding]:
    """What shows when the sections are read together; looked for once, as long as the texts stay the same."""
    kept = services.memory.get("looked over")
    if kept is None or kept[0] != texts:
        kept = (dict(texts), look_over(outline, texts, await services.brief()))
        services.memory["looked over"] = kept
    found: list[Finding] = kept[1]
    return found


async def _without_duplicates(
    services: Services, outline: Outline, drafts: Mapping[str, DraftRef]
) -> dict[str, DraftRef]:
    """What a section tells in an earlier one's words is dropped from the later one, unless a constraint needs it."""
    texts = await texts_of(services, outline, drafts)
    constraints = await constraints_of(services)

    def needed(section_id: str, text: str) -> Sequence[str]:
        return contract(outline, section_id, constraints).needed(text)

    changed = mended(outline, texts, await services.brief(), needed)
    return {key: await save_version(services, drafts[key], key, text) for key, text in changed.items()}


async def _settled(
    services: Services, drafts: Mapping[str, DraftRef], changed: dict[str, DraftRef], rounds: int
) -> tuple[list[Work], dict[str, DraftRef]]:
    """Bring the total to the target: trims are made here by code, what is to be longer goes back to its drafter."""
    outline, brief = await services.outline(), await services.brief()
    constraints = await constraints_of(services)
    # Sections whose length the request itself sets keep it; the others carry what the total lacks.
    sections = [s for s in outline.sections if contract(outline, s.id, constraints).length is None]
    fixed = sum(ref["words"] for key, ref in drafts.items() if key not in {s.id for s in sections})
    low, high, body = (max(1, words - fixed) for words in body_range(brief, outline))
    moves = settle(
        [s.budget for s in sections], [drafts[s.id]["words"] for s in sections], target=body, low=low, high=high
    )
    extend = _below_their_own(outline, constraints, drafts) if rounds < MOST_SETTLE_ROUNDS else []
    total = sum(drafts[s.id]["words"] for s in sections)
    for move in moves:
        section = sections[move.section_index]
        ref = drafts[section.id]
        if move.delta_words > 0 and rounds < MOST_SETTLE_ROUNDS and not ref["failed"]:
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


async def review_document(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """Have the document-wide demands judged that code can't check, and name the sections that shall mend them."""
    services = runtime.context
    services.emit(PhaseStarted(phase="review"))
    outline, drafts = await services.outline(), state["drafts"]
    texts = await texts_of(services, outline, drafts)
    whole = assembled(outline, texts, series=(await services.brief()).series)
    placements = await services.kept("placements")
    items = reviewer.document_items(await constraints_of(services), placements, whole)
    # Round by round, so that a repeated step finds what the first one found.
    done, _ = await reviewer.kept_verdicts(services, f"{DOCUMENT}:{state['mend_rounds'] - 1}")
    still_met = [v for v in done if v.status == "met" and v.evidence in whole]
    open_items = [c for c in items if c.id not in {v.constraint_id for v in still_met}]
    if open_items and services.options.review != "never":
        await _judge(services, outline, texts, whole, open_items, still_met, state["mend_rounds"])
    queue = (
        await _mends(services, outline, drafts, open_items) if state["mend_rounds"] < services.options.rounds else []
    )
    return {"reviewed": True, "queue": queue, "mend_rounds": state["mend_rounds"] + 1}


async def _judge(
    services: Services,
    outline: Outline,
    texts: Mapping[str, str],
    whole: str,
    items: Sequence[Constraint],
    met: Sequence[Verdict],
    round_number: int,
) -> None:
    room = services.reviewer.traits.context_window * (2 if services.reviewer.traits.small else 3) // 3
    rows = [(section.title, texts[section.id]) for section in outline.sections]
    shown = reviewer.passages(rows, items, chars=min(room, 24_000 if not services.reviewer.traits.small else 3_600))
    questions = [(c.id, demand_text(c)) for c in items]
    prompt = render("reviewer/document", text=fenced(shown, "text"), items=questions)
    verdicts, changes = await reviewer.judged(services, "review:document", prompt, questions, whole, DOCUMENT)
    for place in (f"{DOCUMENT}:{round_number}", DOCUMENT):
        await reviewer.keep_verdicts(services, place, [*met, *verdicts], changes)


async def _mends(
    services: Services, outline: Outline, drafts: Mapping[str, DraftRef], items: Sequence[Constraint]
) -> list[list[Work]]:
    """Each unmet demand goes to the section whose words break it, or else to the one that fits it best."""
    unmet = {f.constraint_id: f for f in await reviewer.judged_findings(services, DOCUMENT)}
    mending: dict[str, list[str]] = {}
    for constraint in items:
        finding = unmet.get(constraint.id)
        if finding is not None:
            texts = await texts_of(services, outline, drafts)
            holder = next((key for key, text in texts.items() if finding.evidence and finding.evidence in text), None)
            mending.setdefault(holder or owner_of(constraint, outline), []).append(constraint.id)
    await services.keep("mending", mending)
    return [[Work(section=key, mode="mend", words=drafts[key]["words"])] for key in mending]
