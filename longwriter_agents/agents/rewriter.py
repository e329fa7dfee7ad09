"""The rewriter carries out a revision: it begins from the finished text, has the named sections written anew, and goes over
those that the new text contradicts. All other sections stay as they are, sign for sign."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from langgraph.runtime import Runtime

from longwriter_agents.agents import document_review
from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.editor import texts_of
from longwriter_agents.agents.monitor import save_version
from longwriter_agents.agents.reviewer import Opinion, keep_opinion, newest_opinion
from longwriter_agents.agents.settling import MOST_SETTLE_ROUNDS, body_range
from longwriter_agents.backends.tokens import within_tokens
from longwriter_agents.continuity.canon import grown
from longwriter_agents.continuity.summaries import gist
from longwriter_agents.contracts import contract
from longwriter_agents.dependence import gone, marks, nearest_sentence, sentence_with, stands_in
from longwriter_agents.events import OutlineReady, PhaseStarted
from longwriter_agents.ledger import settle
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.model import Draft, Finding, Verdict
from longwriter_agents.prompting import fenced, render, tail
from longwriter_agents.prose.placing import replace_passage
from longwriter_agents.prose.repetition import near_duplicates
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.prose.trimming import trim_to
from longwriter_agents.revision import NOTES, REVISION, Dependent, Reason, Revision
from longwriter_agents.services import Services
from longwriter_agents.standing import Standing, keep_standing, standing_at
from longwriter_agents.state import DraftRef, RevisionState, Work
from longwriter_agents.state import Pace as PaceState
from longwriter_agents.words import count_words

_KEPT = 1_000
"""Texts of the version that a revision begins from are kept as attempt 1,000 times its number: above all drafts of theirs."""
_JOINT_WORDS, _SHOWN = 30, 5
_MOST_MENDS = 6
"""Of a dependent section with more contradicting sentences all is written anew."""
_FOLLOW = "follow"


async def open_revision(state: RevisionState, runtime: Runtime[Services]) -> RevisionState:
    """Put the changed plan in place, lay out the finished texts as drafts, and queue the sections that are changed."""
    services = runtime.context
    services.emit(PhaseStarted(phase="revise"))
    revision, base = await _revision(services), await _base(services)
    await _put_in_place(services, revision)
    outline = await services.outline()
    services.emit(OutlineReady(outline=outline))
    written = {t.id: t for t in revision.plan.targets if t.how in ("rewrite", "write")}
    window = services.drafter.traits.context_window
    notes = {each: _note(_ids(revision), base, each, written, window=window) for each in written}
    await services.keep(NOTES, notes)
    drafts = {s.id: await _laid_out(services, revision, s.id, base[s.id]) for s in outline.sections if s.id in base}
    queue = [Work(section=t.id, mode="write", words=t.words) for t in written.values()]
    for target in revision.plan.targets:
        if target.how == "lengthen":
            queue.append(Work(section=target.id, mode="extend", words=target.words))
        elif target.how == "shorten":
            drafts[target.id] = await _shortened(services, target.id, drafts[target.id], target.words)
    await _stand(services, revision, 0, {})
    await _stand(services, revision, 1, {key: text for key, text in base.items() if key not in written})
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


async def _stand(services: Services, revision: Revision, wave: int, texts: Mapping[str, str]) -> None:
    """What the drafters of a wave are told to hold to: the canon of plan and texts, but for what the instruction names,
    since that is about to change."""
    planned = (await standing_at(services, 0)).canon
    canon, _ = grown(planned, texts.items())
    named = marks(revision.change.instruction)
    kept = [e for e in canon.entries if not any(stands_in(each, f"{e.name} {e.value} {e.quote}") for each in named)]
    told = canon.model_copy(update={"entries": tuple(kept)})
    await keep_standing(services, wave, Standing(canon=told, gists={key: gist(text) for key, text in texts.items()}))


async def _revision(services: Services) -> Revision:
    return Revision.model_validate(await services.kept(REVISION))


async def _base(services: Services) -> dict[str, str]:
    """The texts that the revision begins from, by section."""
    if "base" not in services.memory:
        revision = await _revision(services)
        version = await services.store.version(services.job_id, revision.plan.base)
        manuscript = Manuscript.model_validate(version.kept["manuscript"])
        services.memory["base"] = {section.id: section.text for section in manuscript.sections}
    texts: dict[str, str] = services.memory["base"]
    return texts


async def _put_in_place(services: Services, revision: Revision) -> None:
    for name in ("brief", "outline", "constraints"):
        services.memory.pop(f"parsed:{name}", None)
    await services.keep("brief", revision.brief.model_dump(mode="json"))
    await services.keep("outline", revision.outline.model_dump(mode="json"))
    await services.keep("constraints", revision.constraints)
    await services.keep("placements", revision.placements)


def _ids(revision: Revision) -> list[str]:
    return [section.id for section in revision.outline.sections]


async def _laid_out(services: Services, revision: Revision, section_id: str, text: str) -> DraftRef:
    attempt, words = _KEPT * revision.plan.version, count_words(text)
    await services.save_draft(Draft(section_id=section_id, attempt=attempt, text=text, words=words))
    return DraftRef(attempt=attempt, last=attempt, words=words, asked=0, gave=0, replies=0, rounds=0, failed="")


async def _shortened(services: Services, section_id: str, ref: DraftRef, words: int) -> DraftRef:
    text = await services.text(section_id, ref["attempt"])
    keep = contract(await services.outline(), section_id, await constraints_of(services)).needed(text)
    return await save_version(services, ref, section_id, trim_to(text, high=words, keep=keep))


def _note(
    ids: Sequence[str],
    base: Mapping[str, str],
    section_id: str,
    rewritten: Collection[str],
    changed: Sequence[dict[str, str]] = (),
    *,
    window: int,
) -> str:
    """What a drafter is told of the text that stands, and of the words that its own must join on to.

    A very long text is shown by its beginning and end, in a share of its model's window.
    """
    at, text = ids.index(section_id), base.get(section_id, "")
    before = base.get(ids[at - 1], "") if at and ids[at - 1] not in rewritten else ""
    after = base.get(ids[at + 1], "") if at + 1 < len(ids) and ids[at + 1] not in rewritten else ""
    return render(
        "drafter/revise",
        text=fenced(within_tokens(text, window // _SHOWN), "text") if text else "",
        changed=changed,
        before=tail(before, words=_JOINT_WORDS) if before else "",
        after=split_sentences(after)[0].strip() if after else "",
    )


async def follow_up(state: RevisionState, runtime: Runtime[Services]) -> RevisionState:
    """After each wave: once what the new text contradicts elsewhere; then what it says twice, and its length."""
    services, drafts = runtime.context, state["drafts"]
    if any(ref["failed"] and not ref["attempt"] for ref in drafts.values()):
        return {"queue": [], "status": "failed"}
    if not state["followed"]:
        works = await _followers(services, drafts)
        if works:
            texts = await texts_of(services, await services.outline(), drafts)
            await _stand(services, await _revision(services), state["wave"] + 1, texts)
            return {"queue": [[work] for work in works], "followed": True, "wave": state["wave"] + 1}
    free = await _changed(services, drafts)
    changed = await _without_doubles(services, drafts, free)
    moves, changed = await _settled(services, {**drafts, **changed}, changed, free, state["settle_rounds"])
    await _note_contradictions(services, {**drafts, **changed})
    rounds = state["settle_rounds"] + (1 if moves else 0)
    return {"queue": [[move] for move in moves], "drafts": changed, "settle_rounds": rounds, "followed": True}


async def _changed(services: Services, drafts: Mapping[str, DraftRef]) -> frozenset[str]:
    """The sections that this revision has written on; all others are nobody's to touch."""
    kept = _KEPT * (await _revision(services)).plan.version
    return frozenset(key for key, ref in drafts.items() if ref["attempt"] != kept)


@dataclass(frozen=True)
class _Contradicted:
    """A section that rests on what a changed one no longer says: each reason with that section's title and new words."""

    dependent: Dependent
    rows: tuple[tuple[Reason, str, str], ...]


async def _contradicted(services: Services, drafts: Mapping[str, DraftRef]) -> list[_Contradicted]:
    revision, base = await _revision(services), await _base(services)
    outline = await services.outline()
    texts = await texts_of(services, outline, drafts)
    rewritten = [t.id for t in revision.plan.targets if t.how == "rewrite"]
    pairs = [(key, base[key], texts[key]) for key in rewritten] + [
        (key, base[key], "") for key in revision.plan.removed
    ]
    found = []
    for dependent in revision.plan.dependents:
        rows = []
        for reason in dependent.reasons:
            source = next(((key, new) for key, old, new in pairs if gone(reason, old, new)), None)
            sentence = sentence_with(reason, texts[dependent.id])
            if source is None or sentence is None or reason.kind == "constraint":
                continue
            rows.append((reason, _title(revision, source[0]), nearest_sentence(sentence, source[1])))
        found.append(_Contradicted(dependent, tuple(rows)))
    return found


def _title(revision: Revision, section_id: str) -> str:
    return next((s.title for s in revision.outline.sections if s.id == section_id), "that was taken out")


async def _followers(services: Services, drafts: Mapping[str, DraftRef]) -> list[Work]:
    """What the dependent sections need: their contradicting sentences mended, or all of it written anew."""
    revision, works = await _revision(services), list[Work]()
    notes: dict[str, str] = dict(await services.kept(NOTES) or {})
    texts = await texts_of(services, await services.outline(), drafts)
    for each in await _contradicted(services, drafts):
        key, ref = each.dependent.id, drafts[each.dependent.id]
        sentences = _sentences(each, texts[key])
        owes = any(reason.kind == "constraint" for reason in each.dependent.reasons)
        if revision.change.follow == "all" or len(sentences) > _MOST_MENDS:
            changed = [{"title": title, "what": reason.what, "now": now} for reason, title, now in each.rows]
            window = services.drafter.traits.context_window
            notes[key] = _note(_ids(revision), texts, key, (), changed, window=window)
            works.append(Work(section=key, mode="write", words=revision.outline.section(key).budget))
        elif sentences or owes:
            await _ask_to_mend(services, key, ref["attempt"], sentences)
            works.append(Work(section=key, mode="mend", words=ref["words"]))
    await services.keep(NOTES, notes)
    return works


def _sentences(each: _Contradicted, text: str) -> dict[str, str]:
    """Contradicting sentence → what is wrong with it."""
    found: dict[str, str] = {}
    for reason, title, now in each.rows:
        if reason.kind == "fact":
            holders = [sentence_with(reason, text) or ""]
        else:
            holders = [s.strip() for s in split_sentences(text) if stands_in(reason.what, s)]
        for sentence in holders:
            if sentence and sentence in text:
                found.setdefault(sentence, render("reviser/follow", title=title, what=reason.what, now=now))
    return found


async def _ask_to_mend(services: Services, section_id: str, attempt: int, sentences: Mapping[str, str]) -> None:
    """Put the contradicting sentences before the reviser, as a reviewer's findings are."""
    opinion = await newest_opinion(services, section_id)
    own = [verdict for verdict in opinion.verdicts if not verdict.constraint_id.startswith(_FOLLOW)]
    fresh = [
        Verdict(constraint_id=f"{_FOLLOW}{n}", place=section_id, status="unmet", evidence=sentence)
        for n, sentence in enumerate(sentences, 1)
    ]
    told = {f"{_FOLLOW}{n}": message for n, message in enumerate(sentences.values(), 1)}
    others = {key: change for key, change in opinion.changes if not key.startswith(_FOLLOW)}
    await keep_opinion(services, section_id, attempt, Opinion((*own, *fresh), tuple({**others, **told}.items())))


async def _note_contradictions(services: Services, drafts: Mapping[str, DraftRef]) -> None:
    """What still contradicts the changed sections is told in the report."""
    found = [
        Finding(
            code="contradiction",
            section_id=each.dependent.id,
            message=f"It rests on {reason.what!r}, which section {title!r} no longer says.",
            evidence=reason.what,
        )
        for each in await _contradicted(services, drafts)
        for reason, title, _ in each.rows
    ]
    await services.keep("findings:revision", [finding.model_dump(mode="json") for finding in found])


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
