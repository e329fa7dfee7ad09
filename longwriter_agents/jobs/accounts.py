"""What a document's calls come to, from its journal."""

from __future__ import annotations

from collections.abc import Sequence

from longwriter_agents.manuscript import ActivityCost
from longwriter_agents.model import Finding, Usage
from longwriter_agents.store.base import JournalEntry


def left_out(entries: Sequence[JournalEntry]) -> list[Finding]:
    """What the window had no room for, told once for the whole document."""
    usages = [entry.reply.usage for entry in entries if entry.reply.usage.left_out]
    if not usages:
        return []
    parts = sorted(sum(usages, Usage()).left_out.items(), key=lambda part: (-part[1], part[0]))
    told = ", ".join(f"{name} {tokens:,}" for name, tokens in parts)
    message = f"In {len(usages)} of {len(entries)} calls the window had no room for all; left out, in tokens: {told}."
    return [Finding(code="left_out", severity="info", message=message)]


def activities(entries: Sequence[JournalEntry]) -> tuple[ActivityCost, ...]:
    """What each kind of call cost, by the first word of its purpose."""
    costs: dict[str, Usage] = {}
    for entry in entries:
        kind = entry.purpose.split(":")[0]
        costs[kind] = costs.get(kind, Usage()) + entry.reply.usage
    return tuple(ActivityCost(activity=kind, usage=usage) for kind, usage in costs.items())
