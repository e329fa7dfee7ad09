"""What every baseline begins with: the request read by rule, for the report; and its plan as an outline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from langgraph.runtime import Runtime

from longwriter_agents.agents import analyst
from longwriter_agents.backends.base import Reply, Request, Wrapping
from longwriter_agents.constraints.placement import assign, placement_findings
from longwriter_agents.errors import ReplyError
from longwriter_agents.events import OutlineReady
from longwriter_agents.model import Finding, Outline, Part, Section
from longwriter_agents.services import Services
from longwriter_agents.state import WritingState


class _Unasked(Wrapping):
    """A planner that is never asked: these ways of writing have no analyst, so clauses stay as the request has them."""

    async def complete(self, request: Request) -> Reply:
        raise ReplyError("this way of writing asks no analyst")

    async def aclose(self) -> None:
        return None


async def understand(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """Read length, language, series and constraints by rule alone: no call is made."""
    services = runtime.context
    quiet = replace(services, planner=_Unasked(services.planner), memory=services.memory)
    await analyst.understand(state, Runtime(context=quiet))
    return {}


async def lay_out(services: Services, title: str, sections: Sequence[Section]) -> None:
    """Keep the plan as an outline, its sections with the constraints that the report will check in them.

    That placement is ours and for the report alone: no writer of a baseline is told of it, and a baseline's plan is scored
    by its own words (`evaluation/series/plans.py`).
    """
    part = Part(id="p1", sections=tuple(sections))
    outline, placements = assign(Outline(title=title, parts=(part,)), await analyst.constraints_of(services))
    findings = placement_findings(await analyst.constraints_of(services), outline)
    services.memory.pop("parsed:outline", None)
    await services.keep("outline", outline.model_dump(mode="json"))
    await services.keep("placements", {key: list(places) for key, places in placements.items()})
    await services.keep("findings:outline", [finding.model_dump(mode="json") for finding in findings])
    services.emit(OutlineReady(outline=outline))


async def lay_out_whole(services: Services) -> None:
    """The whole document as one section without a heading."""
    brief = await services.brief()
    await lay_out(services, "", [Section(id="s1", title="", budget=brief.length.target)])


async def note_unplanned(services: Services, error: ReplyError) -> None:
    finding = Finding(code="unplanned", message=f"No plan could be had, so this is written in one piece: {error}")
    await services.keep("findings:plan", [finding.model_dump(mode="json")])
