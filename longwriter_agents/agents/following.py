"""What a changed section contradicts elsewhere: found by code, sent to the reviser, and told where it stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from longwriter_agents.agents.basis import base_texts, forget_judgements, note, order_of, reading_order
from longwriter_agents.agents.editor import texts_of
from longwriter_agents.dependence import gone, nearest_sentence, sentence_with, stands_in
from longwriter_agents.model import Finding
from longwriter_agents.prompting import render
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.revision import NOTES, Dependent, Reason, RevisionOrder
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, Work

CONTRADICTION = "contradiction"
_MOST_MENDS = 6
"""Of a dependent section with more contradicting sentences all is written anew."""


@dataclass(frozen=True)
class _Contradicted:
    """A section that rests on what a changed one no longer says: each reason with that section's title and new words."""

    dependent: Dependent
    rows: tuple[tuple[Reason, str, str], ...]


async def _contradicted(services: Services, drafts: Mapping[str, DraftRef]) -> list[_Contradicted]:
    revision, base = await order_of(services), await base_texts(services)
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


def _title(revision: RevisionOrder, section_id: str) -> str:
    return next((s.title for s in revision.outline.sections if s.id == section_id), "that was taken out")


async def followers(services: Services, drafts: Mapping[str, DraftRef]) -> list[Work]:
    """What the dependent sections need: their contradicting sentences mended, or all of it written anew."""
    revision, works = await order_of(services), list[Work]()
    notes: dict[str, str] = dict(await services.kept(NOTES) or {})
    mending: dict[str, list[Any]] = {}
    texts = await texts_of(services, await services.outline(), drafts)
    for each in await _contradicted(services, drafts):
        key, ref = each.dependent.id, drafts[each.dependent.id]
        mends = _findings(each, texts[key])
        owes = any(reason.kind == "constraint" for reason in each.dependent.reasons)
        if revision.change.follow == "all" or len(mends) > _MOST_MENDS:
            changed = [{"title": title, "what": reason.what, "now": now} for reason, title, now in each.rows]
            window = services.drafter.traits.context_window
            notes[key] = note(reading_order(revision), texts, key, (), changed, window=window)
            await forget_judgements(services, {key})
            works.append(Work(section=key, mode="write", words=revision.outline.section(key).budget))
        elif mends or owes:
            mending[key] = [finding.model_dump(mode="json") for finding in mends]
            works.append(Work(section=key, mode="mend", words=ref["words"]))
    await services.keep(NOTES, notes)
    await services.keep("mending", mending)
    return works


def _findings(each: _Contradicted, text: str) -> list[Finding]:
    """The sentences that contradict the changed sections, for the reviser: each once."""
    found: dict[str, Finding] = {}
    for reason, title, now in each.rows:
        if reason.kind == "fact":
            holders = [sentence_with(reason, text) or ""]
        else:
            holders = [s.strip() for s in split_sentences(text) if stands_in(reason.what, s)]
        message = render("reviser/follow", title=title, what=reason.what)
        for sentence in holders:
            if sentence and sentence in text:
                finding = Finding(code=CONTRADICTION, message=message, section_id=each.dependent.id, evidence=sentence)
                found.setdefault(sentence, finding.model_copy(update={"other": now}))
    return list(found.values())


async def note_contradictions(services: Services, drafts: Mapping[str, DraftRef]) -> None:
    """What still contradicts the changed sections is told in the report."""
    found = [
        Finding(
            code=CONTRADICTION,
            section_id=each.dependent.id,
            message=f"It rests on {reason.what!r}, which section {title!r} no longer says.",
            evidence=reason.what,
        )
        for each in await _contradicted(services, drafts)
        for reason, title, _ in each.rows
    ]
    await services.keep("findings:revision", [finding.model_dump(mode="json") for finding in found])
