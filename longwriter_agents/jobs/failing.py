"""What is left of a run that ended with an error: everything that was kept, and the reason."""

from __future__ import annotations

from longwriter_agents.errors import LongwriterError
from longwriter_agents.jobs.telling import for_callers, way_on
from longwriter_agents.manuscript import Manuscript, WordLedger
from longwriter_agents.model import Brief, Finding, Outline
from longwriter_agents.services import Services
from longwriter_agents.store.records import Lane


async def failed(services: Services, error: LongwriterError, *, lane: Lane = "direct") -> Manuscript:
    """The manuscript with status `failed`."""
    from longwriter_agents.agents.assembler import draft_report

    told = for_callers(str(error)) if lane == "service" else str(error)
    message = f"{told} Resume with: {way_on(lane, services.job_id)}"
    finding = Finding(code="failed", severity="error", message=told, section_id=error.section or None)
    if await services.kept("outline") and await services.kept("placements"):
        report = await draft_report(services, "failed")
        return report.model_copy(update={"message": message, "findings": (*report.findings, finding)})
    brief = await _brief_or_less(services)
    options, length = services.options, brief.length
    return Manuscript(
        status="failed",
        job_id=services.job_id,
        graph=options.graph,
        model=options.drafter,
        message=message,
        brief=brief,
        outline=Outline(),
        words=WordLedger(target=length.target, low=length.low, high=length.high),
        findings=(finding,),
    )


async def _brief_or_less(services: Services) -> Brief:
    from longwriter_agents.lengths import length
    from longwriter_agents.options import DEFAULT_WORDS

    if await services.kept("brief"):
        return await services.brief()
    wanted = length(mode="about", words=services.options.words or DEFAULT_WORDS)
    return Brief(request=services.request, length=wanted)
