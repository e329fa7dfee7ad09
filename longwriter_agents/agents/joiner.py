"""The joiner mends borders: where two sections do not join, it changes the sentences there and nothing else.

Two rounds, first the even borders, then the odd ones, so that no section is changed from both sides at once. A border that
code finds sound costs nothing; what can be mended by leaving a sentence out is mended so; only then is the drafter's model
asked, once, for one sentence. A change is kept only if it measures no worse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from langgraph.runtime import Runtime

from longwriter_agents import lengthwise
from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.editor import texts_of
from longwriter_agents.agents.monitor import save_version
from longwriter_agents.agents.settling import body_range
from longwriter_agents.backends.base import Message, Request
from longwriter_agents.constraints.guarding import guarded
from longwriter_agents.continuity.borders import (
    Defect,
    defects,
    first_sentences,
    form_openers,
    last_sentences,
    with_end,
    with_start,
    without,
)
from longwriter_agents.contracts import Contract, contract
from longwriter_agents.errors import BackendError, BudgetSpent, ReplyError
from longwriter_agents.events import BorderMended, PhaseStarted
from longwriter_agents.framing import frame
from longwriter_agents.improvement import Yardstick, objection
from longwriter_agents.ledger import SECTION_TOLERANCE, band
from longwriter_agents.model import Brief, Outline
from longwriter_agents.packing import sheet
from longwriter_agents.prompting import fenced
from longwriter_agents.prose.cleaning import clean
from longwriter_agents.prose.refusal import looks_refused
from longwriter_agents.prose.repetition import Told
from longwriter_agents.prose.sentences import ends_cleanly, split_sentences
from longwriter_agents.routing import ROUNDS_OF_BORDERS
from longwriter_agents.services import Services
from longwriter_agents.state import Border, BorderTask, DraftRef, WritingState
from longwriter_agents.thrift import nearly_spent
from longwriter_agents.words import count_words

How = Literal["cut", "rewritten", "kept"]
_SHOWN = 2
_MOST_SENTENCES = 2
_LEAST_SHARE, _MOST_SHARE = 0.4, 2.0
"""A reply of fewer or more than so many times the words of the old sentence is no sentence for a border."""


async def look_at_borders(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """The borders of the next round that has anything to mend; none when both rounds are done."""
    services = runtime.context
    outline, drafts = await services.outline(), state["drafts"]
    texts = await texts_of(services, outline, drafts)
    done = state["border_rounds"]
    while done < ROUNDS_OF_BORDERS:
        flagged = _flagged(outline, drafts, texts, parity=done)
        done += 1
        if flagged:
            services.emit(PhaseStarted(phase="mend"))
            spare = await _spare_words(services, outline, drafts) // len(flagged)
            return {"borders": [{**border, "spare": spare} for border in flagged], "border_rounds": done}
    return {"borders": [], "border_rounds": ROUNDS_OF_BORDERS}


def _flagged(
    outline: Outline, drafts: Mapping[str, DraftRef], texts: Mapping[str, str], *, parity: int
) -> list[Border]:
    """The even (0) or odd (1) borders at which code sees something wrong; a section that has failed is left alone."""
    sections, forms = outline.sections, form_openers(texts.values())
    introduction = first_sentences(texts[sections[0].id]) if sections else []
    found: list[Border] = []
    for at in range(parity, len(sections) - 1, 2):
        before, after = sections[at].id, sections[at + 1].id
        whole = not (drafts[before]["failed"] or drafts[after]["failed"])
        known = introduction if at else []
        if whole and defects(texts[before], texts[after], introduction=known, forms=forms):
            found.append({"before": before, "after": after, "spare": 0, "known": known, "forms": sorted(forms)})
    return found


async def _spare_words(services: Services, outline: Outline, drafts: Mapping[str, DraftRef]) -> int:
    """How many words the whole may lose and still have its length."""
    low, _, _ = body_range(await services.brief(), outline)
    return max(0, sum(ref["words"] for ref in drafts.values()) - low)


async def mend_border(state: BorderTask, runtime: Runtime[Services]) -> WritingState:
    """Mend one border: each side's defect by leaving its sentence out, or by one sentence from the drafter's model."""
    at = await _seam(state, runtime.context)
    drafts: dict[str, DraftRef] = {}
    for defect in at.defects():
        fresh, how = await _mended(at, defect)
        section = at.before if defect.side == "end" else at.after
        at.services.emit(
            BorderMended(before=at.before.section.id, after=at.after.section.id, fault=defect.fault, how=how)
        )
        if how != "kept":
            at.texts[section.section.id] = fresh
    for key, text in at.texts.items():
        if text != at.old[key]:
            drafts[key] = await save_version(at.services, state["drafts"][key], key, text)
    return {"drafts": drafts}


@dataclass
class _Seam:
    """One border being mended: the contracts on both sides, and the texts as they stand."""

    services: Services
    border: Border
    before: Contract
    after: Contract
    old: dict[str, str]
    texts: dict[str, str]
    spare: int
    """Words that may be left out here without the whole missing its length."""

    def defects(self, texts: Mapping[str, str] | None = None) -> list[Defect]:
        now = texts or self.texts
        return defects(
            now[self.border["before"]],
            now[self.border["after"]],
            introduction=self.border["known"],
            forms=self.border["forms"],
        )


async def _seam(task: BorderTask, services: Services) -> _Seam:
    outline, constraints, border = await services.outline(), await constraints_of(services), task["border"]
    texts = {key: await services.text(key, ref["attempt"]) for key, ref in task["drafts"].items()}
    before, after = (contract(outline, border[side], constraints) for side in ("before", "after"))
    return _Seam(services, border, before, after, dict(texts), texts, border["spare"])


async def _mended(at: _Seam, defect: Defect) -> tuple[str, How]:
    """The side's new text and how it came about; the old one, "kept", where nothing measures better."""
    side = at.before if defect.side == "end" else at.after
    old = at.texts[side.section.id]
    shorter = without(old, defect)
    lost = count_words(old) - count_words(shorter or old)
    if shorter and lost <= at.spare and await _is_better(at, side, shorter):
        at.spare -= lost
        return shorter, "cut"
    if not _may_ask(at.services):
        return old, "kept"
    try:
        sentence = await _asked(at, side, defect)
    except (BackendError, ReplyError, BudgetSpent):
        return old, "kept"  # the document is whole without it
    change = with_end if defect.side == "end" else with_start
    candidate = change(old, defect.sentence, sentence)
    usable = _is_sentence(sentence, defect) and not _told(at, sentence, defect)
    return (candidate, "rewritten") if usable and await _is_better(at, side, candidate) else (old, "kept")


def _may_ask(services: Services) -> bool:
    return services.options.rounds > 0 and not nearly_spent(services)


async def _is_better(at: _Seam, side: Contract, candidate: str) -> bool:
    """Fewer defects at the border; constraints, signs and length no worse."""
    key = side.section.id
    old, brief = at.texts[key], await at.services.brief()
    fewer = len(at.defects({**at.texts, key: candidate})) < len(at.defects())
    return fewer and not objection(old, candidate, _yardstick(side, brief))


def _yardstick(side: Contract, brief: Brief) -> Yardstick:
    low, high = band(side.section.budget, tolerance=SECTION_TOLERANCE)
    if side.length is not None:
        low, high = side.length.low, side.length.high
    return Yardstick(side.checked, brief.language, brief.request, low, high)


def _is_sentence(fresh: str, defect: Defect) -> bool:
    """Whether this is prose of about the length of the old sentence, whole, and no excuse."""
    words, old = count_words(fresh), count_words(defect.sentence)
    fits = old * _LEAST_SHARE <= words <= max(12, old * _MOST_SHARE)
    return fits and ends_cleanly(fresh) and not looks_refused(fresh)


def _told(at: _Seam, fresh: str, defect: Defect) -> bool:
    """Whether the new sentence says again what another sentence of the two sections says."""
    told = Told()
    for text in at.texts.values():
        for sentence in split_sentences(text):
            if sentence != defect.sentence:
                told.add(sentence)
    return any(told.find(sentence) is not None for sentence in split_sentences(fresh))


async def _asked(at: _Seam, side: Contract, defect: Defect) -> str:
    backend, brief, outline = at.services.drafter, await at.services.brief(), await at.services.outline()
    words = max(8, count_words(defect.sentence))
    request = Request(
        purpose=f"join:{at.after.section.id}",
        messages=(frame(brief, outline, (), backend.traits), _prompt(at, defect, words)),
        max_tokens=min(lengthwise.reply_tokens(words * 2, brief.language), backend.traits.max_output_tokens),
        asked_words=words,
        temperature=0.5,
        prose=True,
        sample=0 if defect.side == "end" else 1,
    )
    reply = await backend.complete(request)
    if reply.finish == "refused":
        raise ReplyError("The model declined to mend this border.", purpose=request.purpose, model=reply.model)
    text = clean(reply.text, title=side.section.title, document_title=outline.title).text
    return " ".join(_first(guarded(text, brief.series)).split())


def _first(text: str) -> str:
    """The first sentence of what came back, and a second one where there are just two."""
    sentences = split_sentences(text)
    return text if len(sentences) <= _MOST_SENTENCES else next(iter(sentences), "")


def _prompt(at: _Seam, defect: Defect, words: int) -> Message:
    before, after = at.texts[at.before.section.id], at.texts[at.after.section.id]
    return sheet(
        "joiner/border",
        ranks={"before": 0, "after": 0, "against": 1, "end": 2, "start": 2},
        before=at.before.section.title,
        after=at.after.section.title,
        end=fenced(_joined(last_sentences(before, _SHOWN)), "end"),
        start=fenced(_joined(first_sentences(after, _SHOWN)), "start"),
        fault=defect.fault,
        against=defect.against,
        words=words,
    )


def _joined(sentences: Sequence[str]) -> str:
    return " ".join(" ".join(each.split()) for each in sentences)
