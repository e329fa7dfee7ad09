"""Room for reasoning: what a model thinks before it writes comes off the cap of its reply.

A reply that the cap cut before its first word, or that thinking left too little room, is asked for again with more. What a
model came to need is remembered and added to the caps of its later calls; the words that are asked for stay the same.
"""

from __future__ import annotations

from dataclasses import replace

from longwriter_agents.backends.base import Backend, Reply, Request, Wrapping
from longwriter_agents.backends.fitting import input_tokens
from longwriter_agents.backends.refused_fields import is_of_size
from longwriter_agents.backends.remembered import Remembered
from longwriter_agents.errors import BackendError
from longwriter_agents.model import Usage

_MOST_CALLS = 6
_FIRST, _GROWTH, _MARGIN = 2_048, 4, 1.5
_KNOWN: Remembered[int] = Remembered()
"""The tokens that a model's replies get on top of their caps."""
_REFUSED: Remembered[int] = Remembered()
"""The least addition that a model's server would not take."""


def allowance_of(spec: str, address: str = "") -> int:
    """The tokens of reasoning that are allowed for in each call of this model, as far as it is known by now."""
    return _KNOWN.get((address, spec)) or 0


def forget() -> None:
    _KNOWN.clear()
    _REFUSED.clear()


class Roomy(Wrapping):
    """A backend that gives reasoning models the room that their reasoning takes."""

    def __init__(self, inner: Backend, address: str = "") -> None:
        """`address` is that of the model's server, where it has one."""
        super().__init__(inner)
        self._served = (address, inner.spec)

    async def complete(self, request: Request) -> Reply:
        """The reply; all that was paid for on the way to it is in its usage, or in that of the error."""
        spent = Usage()
        for call in range(1, _MOST_CALLS + 1):
            added = self._added(request)
            try:
                reply = await self._inner.complete(replace(request, max_tokens=request.max_tokens + added))
            except BackendError as error:
                if added and call < _MOST_CALLS and _too_much(error):
                    _REFUSED.put(self._served, added)
                    continue
                if spent.calls:
                    error.usage = spent + (error.usage or Usage())
                raise
            spent = spent + reply.usage if spent.calls else reply.usage
            self._learn(request, reply, added)
            if not _cut_short(reply, added) or self._added(request) <= added:
                break
        return replace(reply, usage=spent)

    def _learn(self, request: Request, reply: Reply, added: int) -> None:
        needed = int(reply.reasoning * _MARGIN)
        if _cut_short(reply, added):
            needed = max(needed, _FIRST, (request.max_tokens + added) * _GROWTH - request.max_tokens)
        most = min(needed, self.traits.context_window // 2)
        _KNOWN.put(self._served, max(_KNOWN.get(self._served) or 0, most))

    def _added(self, request: Request) -> int:
        """What is known to be needed, as far as the window has room for it and the server takes it."""
        known = _KNOWN.get(self._served)
        if not known:
            return 0
        room = self.traits.context_window - input_tokens(request) - request.max_tokens
        refused = _REFUSED.get(self._served)
        return max(0, min(known, room, known if refused is None else refused // 2))


def _cut_short(reply: Reply, added: int) -> bool:
    """Whether the cap ended the reply and reasoning was why: nothing was written, or more was thought than allowed for."""
    return reply.finish == "length" and (not reply.text or reply.reasoning > added)


def _too_much(error: BackendError) -> bool:
    return error.status in (400, 422) and (error.of_size or is_of_size(error.message))
