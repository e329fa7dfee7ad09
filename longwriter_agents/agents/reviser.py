"""The reviser mends the named findings only, sentence by sentence; a text that measures worse is not kept."""

from __future__ import annotations

from collections.abc import Sequence

from langgraph.runtime import Runtime

from longwriter_agents import lengthwise
from longwriter_agents.agents.drafter import Desk, desk
from longwriter_agents.agents.monitor import code_findings, save_version
from longwriter_agents.agents.reviewer import judged_findings
from longwriter_agents.backends.base import Message, Request
from longwriter_agents.constraints.guarding import guarded
from longwriter_agents.constraints.kinds import Constraint
from longwriter_agents.errors import BackendError, BudgetSpent, ReplyError
from longwriter_agents.framing import demand_text, frame
from longwriter_agents.model import DOCUMENT, Brief, Finding
from longwriter_agents.packing import sheet
from longwriter_agents.prompting import fenced
from longwriter_agents.prose.cleaning import clean
from longwriter_agents.prose.placing import place_sentences, replace_passage
from longwriter_agents.prose.signs import signs
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, StrandState
from longwriter_agents.words import count_words

_INSERT_WORDS = 35
_TRIES = 2
"""An insertion without what it was asked for is asked for once more."""
_MOST_EDITS = 6
"""Edits in one round of one section; what is left waits for the next round."""


async def revise(state: StrandState, runtime: Runtime[Services]) -> StrandState:
    """One round: an edit for each finding, each kept only if the text measures no worse with it."""
    at = await desk(state, runtime.context)
    text = at.text
    for finding in (await _findings(at))[:_MOST_EDITS]:
        text = await _mended(at, text, finding)
    ref: DraftRef = {**at.ref, "rounds": at.ref["rounds"] + 1}
    if text == at.text:
        return {"current": ref, "step": "done"}
    saved = await save_version(at.services, ref, at.section.id, text)
    again = at.work["mode"] == "write"  # also after the last round: what was added may have to be made up for in length
    return {"current": saved, "step": "monitor" if again else "done"}


async def _findings(at: Desk) -> list[Finding]:
    found = code_findings(at, at.text)
    found += await judged_findings(at.services, at.section.id)
    if at.work["mode"] == "mend":
        found += [f for f in await judged_findings(at.services, DOCUMENT) if await _is_mine(at, f)]
    return found


async def _is_mine(at: Desk, finding: Finding) -> bool:
    owners = await at.services.kept("mending") or {}
    return finding.constraint_id in owners.get(at.section.id, [])


async def _mended(at: Desk, text: str, finding: Finding) -> str:
    """The text with this finding mended, or as it was."""
    constraint = next((c for c in at.contract.checked if c.id == finding.constraint_id), None)
    try:
        if finding.evidence and finding.evidence in text:
            candidate = await _rewritten(at, text, finding, constraint)
        else:
            candidate = await _extended(at, text, finding, constraint)
    except (BackendError, ReplyError, BudgetSpent):
        return text  # the finding stays, and the report tells of it
    brief = await at.services.brief()
    return candidate if no_worse(text, candidate, at.contract.checked, brief) else text


def no_worse(old: str, new: str, constraints: Sequence[Constraint], brief: Brief) -> bool:
    """Whether a revision may replace a text: constraints kept at least as well, no new defects, something changed."""
    if new == old or not new.strip():
        return False
    kept_old = {c.id for c in constraints if c.check(old).status == "met"}
    lost = any(c.check(new).status == "unmet" for c in constraints if c.id in kept_old and c.kind != "word_count")
    defects = [len(signs(text, language=brief.language, about=brief.request)) for text in (old, new)]
    return not lost and defects[1] <= defects[0]


async def _extended(at: Desk, text: str, finding: Finding, constraint: Constraint | None) -> str:
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
        fresh = await _asked(at, f"insert:{at.section.id}", prompt, _INSERT_WORDS, attempt)
        if constraint is None or constraint.kind != "include" or constraint.check(fresh).status == "met":
            break
    return place_sentences(text, fresh)


async def _rewritten(at: Desk, text: str, finding: Finding, constraint: Constraint | None) -> str:
    words = count_words(finding.evidence)
    banned = constraint.terms if constraint is not None and constraint.kind == "exclude" else ()
    prompt = sheet(
        "reviser/replace",
        ranks={"title": 0, "demand": 0, "passage": 0, "banned": 0},
        title=at.section.title,
        passage=fenced(finding.evidence, "passage"),
        demand=_demand(finding, constraint),
        banned=banned,
        words=words,
    )
    fresh = await _asked(at, f"replace:{at.section.id}", prompt, words)
    if constraint is not None and constraint.kind == "exclude" and constraint.check(fresh).status == "unmet":
        fresh = ""  # twice the forbidden word: the sentence goes, the length is settled later
    return replace_passage(text, finding.evidence, fresh)


def _demand(finding: Finding, constraint: Constraint | None) -> str:
    return demand_text(constraint) if constraint is not None and constraint.kind != "judged" else finding.message


async def _asked(at: Desk, purpose: str, prompt: Message, words: int, attempt: int = 0) -> str:
    """A few sentences from the drafter's model, cleaned."""
    backend, brief, outline = at.services.drafter, await at.services.brief(), await at.services.outline()
    messages = (frame(brief, outline, (), backend.traits), prompt)
    request = Request(
        purpose=purpose,
        messages=messages,
        max_tokens=min(lengthwise.reply_tokens(words * 2, brief.language), backend.traits.max_output_tokens),
        asked_words=words,
        temperature=0.5,
        sample=at.ref["rounds"] * 100 + attempt,
    )
    reply = await backend.complete(request)
    if reply.finish == "refused":
        raise ReplyError("The model declined to mend this.", section=at.section.id, purpose=purpose)
    return guarded(clean(reply.text, title=at.section.title, document_title=outline.title).text, brief.series)
