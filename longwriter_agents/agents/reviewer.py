"""The reviewer judges only what code cannot; a verdict whose quote is not in the text is void, never an approval."""

from __future__ import annotations

from collections.abc import Sequence

from langgraph.runtime import Runtime

from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.drafter import Desk, desk
from longwriter_agents.agents.monitor import code_findings, wants_revision
from longwriter_agents.backends.base import Message, Request
from longwriter_agents.backends.tokens import shortened
from longwriter_agents.constraints.kinds import Check, Constraint
from longwriter_agents.constraints.quoting import in_text
from longwriter_agents.errors import BackendError, BudgetSpent, ReplyError
from longwriter_agents.framing import demand_text, frame
from longwriter_agents.model import DOCUMENT, Finding, Verdict
from longwriter_agents.packing import sheet
from longwriter_agents.prompting import fenced
from longwriter_agents.replies import Judgement, Judgements
from longwriter_agents.services import Services
from longwriter_agents.state import StrandState

_TOKENS_PER_VERDICT = 90
_RANKS = {"title": 0, "text": 0, "items": 0}
_ASPECT = "q1"
"""The id of the one thing that is judged of every section under `review="always"`."""


async def review(state: StrandState, runtime: Runtime[Services]) -> StrandState:
    """Judge the current draft against what code can't check; findings go to the reviser."""
    at = await desk(state, runtime.context)
    items = _items(at)
    if items:
        prompt = sheet(
            "reviewer/section", ranks=_RANKS, title=at.section.title, text=fenced(at.text, "text"), items=items
        )
        verdicts, changes = await judged(at.services, f"review:{at.section.id}", prompt, items, at.text, at.section.id)
        await keep_verdicts(at.services, at.section.id, verdicts, changes)
    found = [*code_findings(at, at.text), *await judged_findings(at.services, at.section.id)]
    return {"step": "revise" if wants_revision(at, at.ref, found) else "done"}


def _items(at: Desk) -> list[tuple[str, str]]:
    items = [(c.id, demand_text(c)) for c in at.contract.own if _is_open(c.check(at.text))]
    if at.services.options.review == "always" and at.section.summary:
        items.append((_ASPECT, f"The text tells this: {at.section.summary}"))
    return items


def _is_open(check: Check) -> bool:
    return check.status == "judge" or check.arguable


async def keep_verdicts(services: Services, place: str, verdicts: Sequence[Verdict], changes: dict[str, str]) -> None:
    await services.keep(
        f"verdicts:{place}",
        {"verdicts": [verdict.model_dump(mode="json") for verdict in verdicts], "changes": changes},
    )


async def kept_verdicts(services: Services, place: str) -> tuple[list[Verdict], dict[str, str]]:
    """The newest judgements at a place (a section id, or the document), and what the reviewer would change."""
    kept = await services.kept(f"verdicts:{place}") or {"verdicts": [], "changes": {}}
    return [Verdict.model_validate(each) for each in kept["verdicts"]], kept["changes"]


async def judged_findings(services: Services, place: str) -> list[Finding]:
    """The unmet judgements at a place as findings for the reviser."""
    verdicts, changes = await kept_verdicts(services, place)
    return [
        Finding(
            code="judged",
            message=changes.get(verdict.constraint_id) or verdict.detail or "The reviewer found this unmet.",
            section_id=None if place == DOCUMENT else place,
            evidence=verdict.evidence,
            constraint_id=verdict.constraint_id,
        )
        for verdict in verdicts
        if verdict.status == "unmet"
    ]


async def judged(
    services: Services, purpose: str, prompt: Message, items: Sequence[tuple[str, str]], text: str, place: str
) -> tuple[list[Verdict], dict[str, str]]:
    """A verdict for each item. Without an answer, or with a void quote, it is `unverified`."""
    backend, brief = services.reviewer, await services.brief()
    messages = (
        frame(brief, None, await constraints_of(services), backend.traits, with_brief=False),
        prompt,
    )
    request = Request(
        purpose=purpose,
        messages=messages,
        max_tokens=min(60 + _TOKENS_PER_VERDICT * len(items), backend.traits.max_output_tokens),
        temperature=0.0,
    )
    try:
        answer = await services.ask(backend, request, Judgements)
    except (BackendError, ReplyError, BudgetSpent) as error:
        return [_unverified(id, place, str(error)) for id, _ in items], {}
    by_id = {judgement.id.strip("[] "): judgement for judgement in answer.verdicts}
    verdicts = [_verdict(id, by_id.get(id), text, place) for id, _ in items]
    return verdicts, {id: judgement.change for id, judgement in by_id.items() if judgement.change}


def _verdict(id: str, judgement: Judgement | None, text: str, place: str) -> Verdict:
    if judgement is None:
        return _unverified(id, place, "The reviewer did not answer this.")
    evidence = in_text(text, judgement.quote) if judgement.quote.strip() else None
    if judgement.met and evidence is None:
        return _unverified(id, place, "The reviewer called it met, but its quote is not in the text.")
    return Verdict(
        constraint_id=id,
        place=place,
        status="met" if judgement.met else "unmet",
        by="model",
        evidence=evidence or "",
        detail=judgement.change,
    )


def _unverified(id: str, place: str, detail: str) -> Verdict:
    return Verdict(constraint_id=id, place=place, status="unverified", by="model", detail=detail)


def document_items(constraints: Sequence[Constraint], placements: dict[str, list[str]], text: str) -> list[Constraint]:
    """The document-wide constraints that code can't decide on this text."""
    return [c for c in constraints if placements.get(c.id) == [DOCUMENT] and c.check(text).status == "judge"]


def passages(sections: Sequence[tuple[str, str]], items: Sequence[Constraint], *, chars: int) -> str:
    """What stands for a document that is too long to show: each section's beginning and end, within `chars`."""
    share = max(160, chars // max(1, len(sections)))
    shown = [f"{title}\n{shortened(text, chars=share)}" for title, text in sections]
    return shortened("\n\n".join(shown), chars=chars)
