"""The review of the whole document: what single sections can't show is judged, and goes to the sections that can mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from langgraph.runtime import Runtime

from longwriter_agents.agents import reviewer
from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.editor import texts_of
from longwriter_agents.assembly import assembled
from longwriter_agents.constraints.kinds import Constraint
from longwriter_agents.constraints.placement import owner_of
from longwriter_agents.events import PhaseStarted
from longwriter_agents.framing import demand_text
from longwriter_agents.model import DOCUMENT, Outline, Verdict
from longwriter_agents.packing import sheet
from longwriter_agents.prompting import fenced
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, Work, WritingState


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
    prompt = sheet("reviewer/document", ranks={"text": 0, "items": 0}, text=fenced(shown, "text"), items=questions)
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
