"""What a document has established when a wave of drafting begins: kept by wave, so that a repeated step finds the same."""

from __future__ import annotations

from pydantic import Field

from longwriter_agents.continuity.ownership import Allocation
from longwriter_agents.model import Canon, Value
from longwriter_agents.services import Services


class Standing(Value):
    """The canon, and of each written section one telling sentence."""

    canon: Canon = Canon()
    gists: dict[str, str] = Field(default_factory=dict)


async def keep_standing(services: Services, wave: int, standing: Standing) -> None:
    """Keep what `wave` begins with; 0 is what the plan says."""
    services.memory.pop(f"parsed:standing:{wave}", None)
    await services.keep(f"standing:{wave}", standing.model_dump(mode="json"))


async def standing_at(services: Services, wave: int) -> Standing:
    """What was established when this wave began; nothing where nobody kept it (a plan from elsewhere)."""
    name = f"parsed:standing:{wave}"
    if name not in services.memory:
        services.memory[name] = Standing.model_validate(await services.kept(f"standing:{wave}") or {})
    standing: Standing = services.memory[name]
    return standing


async def allocation_of(services: Services) -> Allocation:
    """Who tells what, by the outline as it stands."""
    outline = await services.outline()
    known = services.memory.get("parsed:allocation")
    if known is None or known[0] is not outline:
        known = services.memory["parsed:allocation"] = (outline, Allocation(outline))
    allocation: Allocation = known[1]
    return allocation
