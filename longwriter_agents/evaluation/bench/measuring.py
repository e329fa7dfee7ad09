"""Writing one document on the simulated provider and taking its time, path, calls and tokens."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from longwriter_agents.backends.base import Traits
from longwriter_agents.backends.registry import open_backend
from longwriter_agents.evaluation.listening import Listener
from longwriter_agents.evaluation.metrics.cost import Call, busy, capacity_used
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.testing.provider import Conduct, Log, serving

MODEL = "openai:simulated"
REQUEST = "Write a handbook on running a small public library, for new librarians, with plain advice and examples."
_SYLLABLES = "al be co da el fa go hu in jo ka lu mo na or pa".split()


def request_of_its_own(number: int) -> str:
    """Such a request for a place that no other number has: nothing that is known of another document helps with this one."""
    place, rest = "", number
    for _ in range(3):
        rest, syllable = divmod(rest, len(_SYLLABLES))
        place = _SYLLABLES[syllable] + place
    return REQUEST.replace("library,", f"library in {place.capitalize()},")


@dataclass(frozen=True)
class Run:
    """One document: seconds are the provider's clock's, tokens and calls the provider's own count."""

    graph: str
    words: int
    written: int
    status: str
    wall_s: float
    critical_s: float
    busy_s: float
    calls: int
    retried: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    delivered_tokens: int
    at_once: int
    capacity_used: float | None
    left_out: int = 0
    """Tokens that the model's window had no room for."""

    def row(self) -> dict[str, Any]:
        return asdict(self)


def traits() -> Traits:
    """What the simulated model is taken for: a server of one's own, whose window nobody has named."""
    return open_backend(MODEL, base_url="http://127.0.0.1", environ={}).traits


def measured(graph: str, words: int, conduct: Conduct, *, concurrency: int) -> Run:
    """Write `words` words with `graph` against a provider in a process of its own."""
    from longwriter_agents import api

    with tempfile.TemporaryDirectory() as folder, serving(conduct, apart=True) as provider:
        listener = Listener(conduct.speed)
        manuscript = api.write(
            REQUEST,
            words=words,
            model=MODEL,
            base_url=provider.url,
            graph=graph,
            concurrency=concurrency,
            store=Path(folder) / "store.db",
            on_event=listener,
        )
        wall = listener.now()
        return _run(graph, words, manuscript, wall, listener, provider.log(), conduct)


def _run(
    graph: str, words: int, manuscript: Manuscript, wall: float, listener: Listener, log: Log, conduct: Conduct
) -> Run:
    from longwriter_agents.backends.tokens import count_tokens

    return Run(
        graph=graph,
        words=words,
        written=manuscript.words.written,
        status=manuscript.status,
        wall_s=round(wall, 2),
        critical_s=round(listener.critical_s(graph), 2),
        busy_s=round(busy(listener.calls), 2),
        calls=len(log.served),
        retried=log.calls - len(log.served),
        input_tokens=log.input_tokens,
        cached_tokens=sum(exchange.cached_tokens for exchange in log.served),
        output_tokens=log.output_tokens,
        delivered_tokens=count_tokens(manuscript.text).tokens,
        at_once=log.at_once(),
        capacity_used=_capacity(listener.calls, conduct),
        left_out=sum(manuscript.usage.left_out.values()),
    )


def _capacity(calls: Sequence[Call], conduct: Conduct) -> float | None:
    """Of the streams that a capped provider runs at once, the share that was busy from the first draft to the last."""
    drafting = [call for call in calls if call.lane and call.purpose.partition(":")[0] != "plan"]
    if conduct.capacity is None or not drafting:
        return None
    began, ended = min(call.began for call in drafting), max(call.ended for call in drafting)
    return round(capacity_used(drafting, conduct.capacity, began=began, ended=ended), 3)
