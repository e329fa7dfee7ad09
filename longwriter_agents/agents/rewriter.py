"""The rewriter carries out a revision: it begins from the finished text, has the named sections written anew, and goes over
those that the new text contradicts. All other sections stay as they are, sign for sign."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from langgraph.runtime import Runtime

from longwriter_agents.agents import document_review
from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.basis import (
    base_texts,
    laid_out,
    lay_out_judgements,
    note,
    order_of,
    put_in_place,
    reading_order,
    stand,
)
from longwriter_agents.agents.editor import texts_of
from longwriter_agents.agents.following import followers, note_contradictions
from longwriter_agents.agents.monitor import save_version
from longwriter_agents.agents.settling import MOST_SETTLE_ROUNDS, body_range
from longwriter_agents.contracts import contract
from longwriter_agents.events import OutlineReady, PhaseStarted
from longwriter_agents.ledger import settle
from longwriter_agents.prose.placing import replace_passage
from longwriter_agents.prose.repetition import near_duplicates
from longwriter_agents.prose.trimming import trim_to
from longwriter_agents.revision import NOTES
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, RevisionState, Work
from longwriter_agents.state import Pace as PaceState


async def open_revision(state: RevisionState, runtime: Runtime[Services]) -> RevisionState:
    """Put the changed plan in place, lay out the finished texts as drafts, and queue the sections that are changed."""
    services = runtime.context
    services.emit(PhaseStarted(phase="revise"))
    revision, base = await order_of(services), await base_texts(services)
    await put_in_place(services, revision)
    outline = await services.outline()
    services.emit(OutlineReady(outline=outline))
    written = {t.id: t for t in revision.plan.targets if t.how in ("rewrite", "write")}
    window = services.drafter.traits.context_window
    notes = {each: note(reading_order(revision), base, each, written, window=window) for each in written}
    await services.keep(NOTES, notes)
    await lay_out_judgements(services, outline, written)
    drafts = {s.id: await laid_out(services, s.id, base[s.id]) for s in outline.sections if s.id in base}
    queue = [Work(section=t.id, mode="write", words=t.words) for t in written.values()]
    for target in revision.plan.targets:
        if target.how == "lengthen":
            queue.append(Work(section=target.id, mode="extend", words=target.words))
        elif target.how == "shorten":
            drafts[target.id] = await _shortened(services, target.id, drafts[target.id], target.words)
    await stand(services, revision, 0, {})
    await stand(services, revision, 1, {key: text for key, text in base.items() if key not in written})
    known: PaceState = (await services.kept("pace")) or PaceState(ratio=1.0, drafts=0)
    return {
        "pace": known,
        "queue": [[work] for work in queue],
        "drafts": drafts,
        "wave": 1,
        "settle_rounds": 0,
        "mend_rounds": 0,
        "reviewed": False,
        "followed": False,
    }


async def _shortened(services: Services, section_id: str, ref: DraftRef, words: int) -> DraftRef:
    text = await services.text(section_id, ref["attempt"])
    keep = contract(await services.outline(), section_id, await constraints_of(services)).needed(text)
    return await save_version(services, ref, section_id, trim_to(text, high=words, keep=keep))


async def follow_up(state: RevisionState, runtime: Runtime[Services]) -> RevisionState:
    """After each wave: once what the new text contradicts elsewhere; then what it says twice, and its length."""
    services, drafts = runtime.context, state["drafts"]
    if any(ref["failed"] and not ref["attempt"] for ref in drafts.values()):
        return {"queue": [], "status": "failed"}
    if not state["followed"]:
        works = await followers(services, drafts)
        if works:
            texts = await texts_of(services, await services.outline(), drafts)
            await stand(services, await order_of(services), state["wave"] + 1, texts)
            return {"queue": [[work] for work in works], "followed": True, "wave": state["wave"] + 1}
    free = await _changed(services, drafts)
    changed = await _without_doubles(services, drafts, free)
    moves, changed = await _settled(services, {**drafts, **changed}, changed, free, state["settle_rounds"])
    await note_contradictions(services, {**drafts, **changed})
    rounds = state["settle_rounds"] + (1 if moves else 0)
    return {"queue": [[move] for move in moves], "drafts": changed, "settle_rounds": rounds, "followed": True}


async def _changed(services: Services, drafts: Mapping[str, DraftRef]) -> frozenset[str]:
    """The sections that are other than they were; all others are nobody's to touch."""
    base = await base_texts(services)
    texts = await texts_of(services, await services.outline(), drafts)
    return frozenset(key for key, text in texts.items() if text != base.get(key))


async def _without_doubles(
    services: Services, drafts: Mapping[str, DraftRef], free: Collection[str]
) -> dict[str, DraftRef]:
    """What new text says in the words of another section is taken out of the new text."""
    outline, constraints = await services.outline(), await constraints_of(services)
    texts = await texts_of(services, outline, drafts)
    mended = dict(texts)
    for double in near_duplicates(texts):
        key, passage = (double.second, double.b) if double.second in free else (double.first, double.a)
        if key not in free:
            continue
        keep = contract(outline, key, constraints).needed(mended[key])
        if not any(each.casefold() in passage.casefold() for each in keep):
            mended[key] = replace_passage(mended[key], passage, "") or mended[key]
    return {
        key: await save_version(services, drafts[key], key, text) for key, text in mended.items() if text != texts[key]
    }


async def _settled(
    services: Services,
    drafts: Mapping[str, DraftRef],
    changed: dict[str, DraftRef],
    free: Collection[str],
    rounds: int,
) -> tuple[list[Work], dict[str, DraftRef]]:
    """Bring the total to its target by the changed sections alone."""
    outline, constraints = await services.outline(), await constraints_of(services)
    binding = {s.id: contract(outline, s.id, constraints) for s in outline.sections if s.id in free}
    sections = [s for s in outline.sections if s.id in binding and binding[s.id].length is None]
    movable = {s.id for s in sections}
    rest = sum(drafts[s.id]["words"] for s in outline.sections if s.id not in movable)
    low, high, body = (max(1, words - rest) for words in body_range(await services.brief(), outline))
    budgets, written = [s.budget for s in sections], [drafts[s.id]["words"] for s in sections]
    extend: list[Work] = []
    for move in settle(budgets, written, target=body, low=low, high=high) if sections else []:
        key = sections[move.section_index].id
        ref, wanted = drafts[key], drafts[key]["words"] + move.delta_words
        if move.delta_words > 0 and rounds < MOST_SETTLE_ROUNDS and not ref["failed"]:
            extend.append(Work(section=key, mode="extend", words=wanted))
        elif move.delta_words < 0:
            text = await services.text(key, ref["attempt"])
            trimmed = trim_to(text, high=max(1, wanted), keep=binding[key].needed(text))
            changed[key] = await save_version(services, ref, key, trimmed)
    return extend, changed


async def review_revision(state: RevisionState, runtime: Runtime[Services]) -> RevisionState:
    """The whole is judged once more; only sections of this revision are mended for it."""
    free = await _changed(runtime.context, state["drafts"])
    update = await document_review.review_document(state, runtime)
    queue = [works for works in update["queue"] if all(work["section"] in free for work in works)]
    return {"reviewed": True, "queue": queue, "mend_rounds": update["mend_rounds"]}
