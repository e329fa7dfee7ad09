"""What a document's calls come to, from its journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from longwriter_agents.backends.journal import UNUSABLE
from longwriter_agents.events import CallDone
from longwriter_agents.manuscript import ActivityCost
from longwriter_agents.model import Finding, Usage
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import JobRecord, JournalEntry


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


async def lost_calls(store: Store, job: JobRecord, entries: Sequence[JournalEntry]) -> list[CallDone]:
    """A run that fell may have paid for calls that it had no time to log; they are among the `entries` of its journal.

    What could not be used was never logged. What whoever held the job before adds after the `entries` were read is told
    where it is found (`Journaled`), so that nothing is told twice.
    """
    if job.runs < 2:
        return []
    logged = Counter(event["purpose"] for _, event in await store.events(job.id) if event["type"] == "call_done")
    lost = []
    for entry in entries:
        if entry.key.startswith(UNUSABLE):
            continue
        if logged[entry.purpose]:
            logged[entry.purpose] -= 1
        else:
            lost.append(CallDone(purpose=entry.purpose, model=entry.reply.model, usage=entry.reply.usage))
    return lost
