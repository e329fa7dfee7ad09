"""The reviser mends the named findings only, sentence by sentence; a mend that does not measure better is not kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from langgraph.runtime import Runtime

from longwriter_agents import lengthwise
from longwriter_agents.agents.clashes import still_clashes
from longwriter_agents.agents.desks import Desk, desk
from longwriter_agents.agents.monitor import code_findings, limits, save_version
from longwriter_agents.agents.reviewer import Opinion, exhibit, judged, keep_opinion, opinion_at, statements
from longwriter_agents.backends.base import Message, Request
from longwriter_agents.constraints.guarding import guarded
from longwriter_agents.constraints.kinds import Constraint, Examples
from longwriter_agents.errors import BackendError, BudgetSpent, ReplyError
from longwriter_agents.events import SectionRevised
from longwriter_agents.framing import demand_text, frame
from longwriter_agents.improvement import Yardstick, lessened, objection
from longwriter_agents.model import DOCUMENT, Finding, Revision
from longwriter_agents.packing import sheet
from longwriter_agents.prompting import fenced
from longwriter_agents.prose.cleaning import clean
from longwriter_agents.prose.placing import place_sentences, replace_passage
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.prose.trimming import trim_to
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, StrandState
from longwriter_agents.thrift import may_revise
from longwriter_agents.words import count_words

_INSERT_WORDS = 35
_TRIES = 2
"""An insertion without what it was asked for is asked for once more."""
_TURN = 10
"""Samples that each edit of a round has for its tries."""
_HELD = ("en", "zh")
"""Languages in which an embedded model can be held to a phrase: their sentences can be begun so that it fits."""
_ESSENTIAL = 3
"""Sentences of an insertion from which on it is cut to those that count: small models tell the whole day again."""
_MOST_EDITS = 6
"""Edits in one round of one section; what is left waits for the next round."""
_SPARING = "The budget nears its end: the document is finished first."
_STILL_THERE = "What was found is still there."
_STILL_UNMET = "The reviewer does not find it mended."


@dataclass(frozen=True)
class Edit:
    """Fresh sentences: in the place of a passage, or where they fit best."""

    fresh: str
    passage: str = ""

    def applied(self, text: str) -> str:
        return replace_passage(text, self.passage, self.fresh) if self.passage else place_sentences(text, self.fresh)


@dataclass(frozen=True)
class Outcome:
    """What became of a finding: its edit, or why there is none, or why it was not kept."""

    finding: Finding
    edit: Edit = Edit("")
    reason: str = ""


async def revise(state: StrandState, runtime: Runtime[Services]) -> StrandState:
    """One round: an edit for each finding, each kept only if the text measures better with it; every try is recorded."""
    at = await desk(state, runtime.context)
    ref: DraftRef = {**at.ref, "rounds": at.ref["rounds"] + 1}
    found = (await _findings(at))[:_MOST_EDITS]
    if not await may_revise(at.services):
        await _record(at, ref, [Outcome(finding, reason=_SPARING) for finding in found])
        return {"current": ref, "step": "done"}
    text, outcomes = await _mended(at, found)
    text, outcomes, opinions = await _judged_again(at, text, outcomes)
    await _record(at, ref, outcomes)
    writing = at.work["mode"] == "write"
    if text == at.text:
        left = ref["rounds"] < at.services.options.rounds and bool(code_findings(at, text))
        return {"current": ref, "step": "monitor" if writing and left else "done"}
    saved = await save_version(at.services, ref, at.section.id, text)
    for place, opinion in opinions:
        await keep_opinion(at.services, place, saved["attempt"], opinion)
    # Also after the last round: what was added may have to be made up for in length.
    return {"current": saved, "step": "monitor" if writing else "done"}


async def revisions_of(services: Services, section_id: str, rounds: int) -> list[Revision]:
    """What was tried on a section in its rounds so far."""
    kept = [await services.kept(f"revisions:{section_id}:{number}") or [] for number in range(1, rounds + 1)]
    return [Revision.model_validate(each) for of_round in kept for each in of_round]


async def _record(at: Desk, ref: DraftRef, outcomes: Sequence[Outcome]) -> None:
    tried = [
        Revision(
            section_id=at.section.id,
            round=ref["rounds"],
            code=outcome.finding.code,
            constraint_id=outcome.finding.constraint_id,
            evidence=outcome.finding.evidence,
            kept=not outcome.reason,
            reason=outcome.reason,
        )
        for outcome in outcomes
    ]
    await at.services.keep(
        f"revisions:{at.section.id}:{ref['rounds']}", [each.model_dump(mode="json") for each in tried]
    )
    for revision in tried:
        at.services.emit(SectionRevised(revision=revision))


async def _findings(at: Desk) -> list[Finding]:
    """What is to be mended here: what code finds, what was judged of this section, and what the whole's review sent."""
    found = code_findings(at, at.text)
    found += (await opinion_at(at.services, at.section.id, at.ref["attempt"])).unmet
    if at.work["mode"] == "mend":
        sent = (await at.services.kept("mending") or {}).get(at.section.id, [])
        found += [Finding.model_validate(each) for each in sent]
    return found


async def _mended(at: Desk, found: Sequence[Finding]) -> tuple[str, list[Outcome]]:
    """The text with those edits that measure better by code; what was judged is judged again afterwards."""
    text, outcomes = at.text, list[Outcome]()
    yardstick = await _yardstick(at)
    for number, finding in enumerate(found, 1):
        constraint = _constraint_of(at, finding)
        room = _MOST_EDITS - len(outcomes) - (len(found) - number)  # each of those to come has one
        left = max(1, min(room, _missing(constraint, text)))
        while left:
            outcome = await _tried(at, text, finding, constraint, yardstick, turn=len(outcomes))
            outcomes.append(outcome)
            if outcome.reason:
                break
            text = _at_length(at, outcome.edit, text)
            left = min(left - 1, _missing(constraint, text))
    return text, outcomes


def _constraint_of(at: Desk, finding: Finding) -> Constraint | None:
    return next((c for c in at.contract.checked if c.id == finding.constraint_id), None)


def _missing(constraint: Constraint | None, text: str) -> int:
    """Of examples, of which an insertion brings one: how many more are to be given. All else is mended by one edit or not."""
    return constraint.missing_in(text) if isinstance(constraint, Examples) else 0


async def _tried(
    at: Desk, text: str, finding: Finding, constraint: Constraint | None, by: Yardstick, *, turn: int
) -> Outcome:
    try:
        edit = await _edit(at, text, finding, constraint, turn)
    except (BackendError, ReplyError, BudgetSpent) as error:
        return Outcome(finding, reason=str(error))  # the finding stays, and the report tells of it
    candidate = _at_length(at, edit, text)
    why = objection(text, candidate, by, room=max(count_words(edit.fresh), count_words(edit.passage)))
    if not why and await _is_still_there(at, finding, constraint, edit, text, candidate):
        why = _STILL_THERE
    return Outcome(finding, edit, why)


async def _is_still_there(
    at: Desk, finding: Finding, constraint: Constraint | None, edit: Edit, old: str, new: str
) -> bool:
    """By code, or for clashes that only the reviewer saw by its word; what was judged of one section is judged again when
    all edits are made."""
    if finding.code == "judged":
        return False
    if constraint is not None:
        return not lessened(constraint, old, new)
    sample = 100 + at.ref["rounds"]
    return await still_clashes(at.services, finding, edit.fresh, old, new, sample=sample)


async def _yardstick(at: Desk) -> Yardstick:
    brief = await at.services.brief()
    low, high = limits(at)
    return Yardstick(at.contract.checked, brief.language, brief.request, low, high, told=at.earlier[-1:])


def _at_length(at: Desk, edit: Edit, text: str) -> str:
    """The text with the edit, trimmed to its band where that costs neither the edit nor what a constraint needs."""
    _, high = limits(at)
    edited = edit.applied(text)
    if count_words(edited) <= max(high, count_words(text)):
        return edited
    return trim_to(edited, high=high, keep=[*at.contract.needed(edited), edit.fresh] if edit.fresh else [])


async def _judged_again(
    at: Desk, text: str, outcomes: Sequence[Outcome]
) -> tuple[str, list[Outcome], list[tuple[str, Opinion]]]:
    """Have those mends judged that only a reviewer can judge; what is still unmet goes back to the old words."""
    known = await statements(at)
    pending = [o.finding for o in outcomes if not o.reason and _is_judged(o.finding, known)]
    if not pending:
        return text, list(outcomes), []
    items = [(id, known[id]) for id in dict.fromkeys(f.constraint_id or "" for f in pending)]
    purpose, sample = f"review:{at.section.id}", at.ref["rounds"] + 1
    opinion = await judged(at.services, purpose, exhibit(at, text), items, sample=sample)
    met = {v.constraint_id for v in opinion.verdicts if v.status == "met"}
    settled = [
        replace(o, reason=_STILL_UNMET) if o.finding in pending and o.finding.constraint_id not in met else o
        for o in outcomes
    ]
    if settled != list(outcomes):
        text = _with_kept(at, settled)
    return text, settled, await _opinions(at, opinion, pending, text)


def _is_judged(finding: Finding, known: Mapping[str, str]) -> bool:
    """Whether only the reviewer can say that it is gone; what code wrote down for the reviser alone is no statement."""
    return finding.code == "judged" and finding.constraint_id in known


def _with_kept(at: Desk, outcomes: Sequence[Outcome]) -> str:
    text = at.text
    for outcome in outcomes:
        if not outcome.reason:
            text = _at_length(at, outcome.edit, text)
    return text


async def _opinions(at: Desk, opinion: Opinion, pending: Sequence[Finding], text: str) -> list[tuple[str, Opinion]]:
    """What is known of the new text, by place: of the section itself, and of what the whole document's review sent here."""
    of_whole = {f.constraint_id for f in pending if f.section_id is None}
    before = await opinion_at(at.services, at.section.id, at.ref["attempt"])
    own = [v for v in opinion.verdicts if v.constraint_id not in of_whole and v.status == "met"]
    known = {v.constraint_id for v in own}
    kept = [v for v in before.verdicts if v.constraint_id not in known]
    places = [(at.section.id, Opinion((*kept, *own), before.changes))] if kept or own else []
    whole = [v for v in opinion.verdicts if v.constraint_id in of_whole and v.status == "met" and v.evidence in text]
    return [*places, (f"{DOCUMENT}:{at.section.id}", Opinion(tuple(whole)))] if whole else places


async def _edit(at: Desk, text: str, finding: Finding, constraint: Constraint | None, turn: int) -> Edit:
    if finding.evidence and finding.evidence in text:
        return await _rewritten(at, finding, constraint)
    return await _extended(at, text, finding, constraint, turn)


async def _extended(at: Desk, text: str, finding: Finding, constraint: Constraint | None, turn: int) -> Edit:
    """`turn` counts the edits of this round, from 0: where a window cuts the text short, what is asked for twice in a round would
    be one request."""
    terms = constraint.terms if constraint is not None and constraint.kind == "include" else ()
    prompt = sheet(
        "reviser/insert",
        ranks={"title": 0, "demand": 0, "terms": 0, "text": 1},
        title=at.section.title,
        text=fenced(text, "text"),
        demand=_demand(finding, constraint),
        words=_INSERT_WORDS,
        terms=terms,
    )
    for attempt in range(_TRIES):
        # The second time the phrase itself is asked for, where the backend can hold its model to it.
        holding = terms[0] if terms and attempt and (await at.services.brief()).language in _HELD else ""
        fresh = await _asked(at, f"insert:{at.section.id}", prompt, _INSERT_WORDS, _TURN * turn + attempt, holding)
        if constraint is None or _helps(constraint, fresh):
            break
    return Edit(_essential(fresh, constraint))


def _helps(constraint: Constraint, fresh: str) -> bool:
    """Whether the insertion has what it was asked for, where code can tell: all terms, or one example at least."""
    return constraint.kind not in ("include", "examples") or _shows(constraint, fresh)


def _shows(constraint: Constraint, fresh: str) -> bool:
    return (
        bool(constraint.sentences(fresh)) if constraint.kind == "examples" else constraint.check(fresh).status == "met"
    )


def _essential(fresh: str, constraint: Constraint | None) -> str:
    """Of a long insertion the sentence with what was asked for, and the one after it."""
    told = split_sentences(fresh)
    if constraint is None or len(told) <= _ESSENTIAL:
        return fresh
    at = next((n for n, sentence in enumerate(told) if _shows(constraint, sentence)), None)
    return fresh if at is None else " ".join(told[at : at + 2])


async def _rewritten(at: Desk, finding: Finding, constraint: Constraint | None) -> Edit:
    words = count_words(finding.evidence)
    banned = constraint.terms if constraint is not None and constraint.kind == "exclude" else ()
    prompt = sheet(
        "reviser/replace",
        ranks={"title": 0, "demand": 0, "passage": 0, "banned": 0, "other": 1},
        title=at.section.title,
        passage=fenced(finding.evidence, "passage"),
        other=fenced(finding.other, "other") if finding.other else "",
        demand=_demand(finding, constraint),
        banned=banned,
        words=words,
    )
    fresh = await _asked(at, f"replace:{at.section.id}", prompt, words)
    if constraint is not None and constraint.kind == "exclude" and constraint.says_any(fresh):
        fresh = ""  # twice the forbidden word: the sentence goes, the length is settled later
    return Edit(fresh, finding.evidence)


def _demand(finding: Finding, constraint: Constraint | None) -> str:
    return demand_text(constraint) if constraint is not None and constraint.kind != "judged" else finding.message


async def _asked(at: Desk, purpose: str, prompt: Message, words: int, attempt: int = 0, holding: str = "") -> str:
    """A few sentences from the drafter's model, cleaned."""
    backend, brief, outline = at.services.drafter, await at.services.brief(), await at.services.outline()
    messages = (frame(brief, outline, (), backend.traits), prompt)
    request = Request(
        purpose=purpose,
        messages=messages,
        max_tokens=min(lengthwise.reply_tokens(words * 2, brief.language), backend.traits.max_output_tokens),
        asked_words=words,
        temperature=0.5,
        holding=holding,
        sample=at.ref["rounds"] * 100 + attempt,
    )
    reply = await backend.complete(request)
    if reply.finish == "refused":
        raise ReplyError("The model declined to mend this.", section=at.section.id, purpose=purpose)
    return guarded(clean(reply.text, title=at.section.title, document_title=outline.title).text, brief.series)
