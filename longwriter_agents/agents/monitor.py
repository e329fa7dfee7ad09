"""The monitor: code-only checks, at once, on every draft. It never calls a model."""

from __future__ import annotations

from dataclasses import replace

from langgraph.runtime import Runtime

from longwriter_agents import lengthwise
from longwriter_agents.agents.desks import Desk, bare_desk
from longwriter_agents.coherence.mending import less_repetitive
from longwriter_agents.coherence.reading import read
from longwriter_agents.coherence.thinning import Measure
from longwriter_agents.constraints.bound import Check
from longwriter_agents.constraints.kinds import Constraint, PieceLength
from longwriter_agents.ledger import SECTION_TOLERANCE, band
from longwriter_agents.model import Draft, Finding
from longwriter_agents.options import ReviewPolicy
from longwriter_agents.prose.paragraphing import within
from longwriter_agents.prose.signs import signs
from longwriter_agents.prose.trimming import trim_to
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, Step, StrandState
from longwriter_agents.thrift import may_review
from longwriter_agents.words import count_words

_LOOSE = 0.25
"""How far from its budget a first draft is left as it is where others make good for it: in a strand those after it, which is
cheaper than to have a model go on that has said what it had to say. A small model's documents are settled as a whole: what one
section has too much another one lacks, and to cut the one and lengthen the other costs a tenth of all that it writes."""
_MOST_STALLS = 2
_MOST_REDRAFTS = 1
_WORTH_A_CALL = 20
_CLOSE = 8
"""Half a sentence: nearer than this a text can't be brought to its length."""

_NOT_MENDED_IN_PLACES = frozenset({"word_count", "form", "edges", "titled"})
"""What sentences put in or written anew don't mend."""
_START_ANEW = frozenset({"refusal", "language", "empty", "repetition"})
_THINNED = Measure(repeated=0.08, of_stretch=0.5, of_all=0.5)
""" "Repetition" begins at .12; a draft that would lose more than half of its words is written anew."""


async def monitor(state: StrandState, runtime: Runtime[Services]) -> StrandState:
    """Count, trim and check the current draft; say what it needs next."""
    at = await bare_desk(state, runtime.context)
    if not at.text:
        return {"step": "done"}
    language = (await at.services.brief()).language
    at = await _thinned(at, language)
    if not at.ref["failed"] and _too_short(at, state, language):
        return {"current": at.ref, "step": "draft"}
    if _must_start_anew(at, state, language):
        restarted: DraftRef = {**at.ref, "attempt": 0, "words": 0}
        return {"current": restarted, "step": "draft", "redrafts": state.get("redrafts", 0) + 1}
    ref = await _in_paragraphs(at, await _trimmed(at))
    if at.ref["failed"]:
        return {"current": ref, "step": "done"}
    return {"current": ref, "step": await _next_step(at, ref)}


def limits(at: Desk) -> tuple[int, int]:
    """The words between which a section's text is left as it is; closer where the document's total is being settled."""
    if at.contract.length is not None:
        return at.contract.length.low, at.contract.length.high
    low, high = band(at.wanted, tolerance=SECTION_TOLERANCE)
    loose_low, loose_high = band(at.wanted, tolerance=_LOOSE)
    if at.work["mode"] == "write" and at.contract.count > 1 and at.services.drafter.traits.small:
        return loose_low, loose_high
    if at.later and at.work["mode"] == "write":
        low = loose_low
    return (max(low, at.wanted - _CLOSE), high) if at.work["mode"] == "extend" else (low, high)


def _too_short(at: Desk, state: StrandState, language: str) -> bool:
    low, _ = limits(at)
    words = count_words(at.text)
    reach = lengthwise.reach(at.services.drafter.traits, language)
    bounded = at.ref["replies"] < lengthwise.most_replies(at.wanted, reach) and state.get("stalls", 0) < _MOST_STALLS
    worthwhile = at.wanted - words >= _WORTH_A_CALL or words < low
    return at.work["mode"] != "mend" and words < low and worthwhile and bounded


def _must_start_anew(at: Desk, state: StrandState, language: str) -> bool:
    if at.work["mode"] != "write" or state.get("redrafts", 0) >= _MOST_REDRAFTS or at.ref["failed"]:
        return False
    return any(finding.code in _START_ANEW for finding in signs(at.text, language=language, about=at.services.request))


async def _thinned(at: Desk, language: str) -> Desk:
    """A small model's draft that goes over its own words, without the sentences that do: another one costs a whole section's
    tokens and mostly does the same. Where too much would go it stays as it is, and is written anew."""
    if at.work["mode"] != "write" or at.ref["failed"] or not at.services.drafter.traits.small:
        return at
    if not _repeats(at.text, language):
        return at
    reading = read(await at.services.outline(), {at.section.id: at.text}, await at.services.brief())
    text = less_repetitive(reading, at.section.id, at.contract.needed(at.text), _THINNED)
    if not text or _repeats(text, language):
        return at
    return replace(at, ref=await save_version(at.services, at.ref, at.section.id, text), text=text)


def _repeats(text: str, language: str) -> bool:
    return any(finding.code == "repetition" for finding in signs(text, language=language))


async def _trimmed(at: Desk) -> DraftRef:
    """A text over its band is cut back at sentence borders; nothing that a constraint needs is lost."""
    low, high = limits(at)
    if count_words(at.text) <= high:
        return at.ref
    most = high if at.contract.length else max(at.wanted, round(at.wanted * 1.02))
    least = low if at.contract.length else 0
    trimmed = trim_to(at.text, high=most, low=min(least, most), keep=at.contract.needed(at.text))
    return await save_version(at.services, at.ref, at.section.id, trimmed)


async def _in_paragraphs(at: Desk, ref: DraftRef) -> DraftRef:
    """Where the request says how long a paragraph may be, longer ones are divided: that takes no model."""
    asked = [c.high for c in at.contract.own if isinstance(c, PieceLength) and c.piece == "paragraph" and c.high]
    if not asked:
        return ref
    text = await at.services.text(at.section.id, ref["attempt"])
    divided = within(text, min(asked))
    return ref if divided == text else await save_version(at.services, ref, at.section.id, divided)


async def save_version(services: Services, ref: DraftRef, section_id: str, text: str) -> DraftRef:
    """Keep `text` as the section's next version."""
    attempt, words = ref["last"] + 1, count_words(text)
    await services.save_draft(Draft(section_id=section_id, attempt=attempt, text=text, words=words))
    return {**ref, "attempt": attempt, "last": attempt, "words": words}


async def _next_step(at: Desk, ref: DraftRef) -> Step:
    text = await at.services.text(at.section.id, ref["attempt"])
    judged = [c for c in at.contract.own if _for_a_reviewer(at, ref, c.check(text))]
    if wants_review(at.services, judged) and await may_review(at.services):
        return "review"
    return "revise" if wants_revision(at, ref, code_findings(at, text)) else "done"


def _for_a_reviewer(at: Desk, ref: DraftRef, check: Check) -> bool:
    """What code can't tell; and, once no round is left, what is not there in its own words but perhaps in others."""
    last = ref["rounds"] >= at.services.options.rounds
    return check.status == "judge" or (check.arguable and last and at.work["mode"] == "write")


def wants_review(services: Services, judged: list[Constraint]) -> bool:
    """Whether a model's judgement is asked for: by the caller's policy, or because code can't check something here."""
    policy: ReviewPolicy = services.options.review
    if policy == "never":
        return False
    return policy == "always" or bool(judged)


def wants_revision(at: Desk, ref: DraftRef, findings: list[Finding]) -> bool:
    return bool(findings) and ref["rounds"] < at.services.options.rounds


def code_findings(at: Desk, text: str) -> list[Finding]:
    """What code alone shows to be unmet in this section, each with its evidence."""
    found = []
    for constraint in at.contract.checked:
        check = constraint.check(text)
        if check.status == "unmet" and constraint.kind not in _NOT_MENDED_IN_PLACES:
            found.append(
                Finding(
                    code=constraint.kind,
                    message=check.detail or f"Not met: {constraint.text or constraint.quote}",
                    section_id=at.section.id,
                    evidence=check.evidence,
                    constraint_id=constraint.id,
                )
            )
    return found
