"""The reply to a request before it is sent: honest, or with the first of some faults that makes another one of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.testing.provider.answering import Body, answer, reply_cap
from longwriter_agents.testing.provider.conduct import Conduct, Fault

REFUSALS: tuple[Fault, ...] = ("error", "overloaded")
"""Faults without a reply."""
_CUT = 0.6


@dataclass(frozen=True)
class Reply:
    """The pieces, a moment apart, and how they end; `breaks_off` is a connection that breaks amidst them."""

    pieces: tuple[str, ...]
    tokens: int
    finish: str
    breaks_off: bool = False


def honest(body: Body, conduct: Conduct) -> Reply:
    return _made(body, conduct, None, conduct.ratio)


def with_fault(body: Body, conduct: Conduct, key: str, times_asked: int) -> tuple[Fault | None, Reply | None]:
    """The fault of this asking and the reply that it makes; no fault where none is due, or none of its kinds would be one.

    What is logged as a fault was one: the reply is another than the honest one, or does not come whole.
    """
    faults = conduct.faults_of(key, times_asked)
    if not faults:
        return None, None
    right = honest(body, conduct)
    for fault in faults:
        if fault in REFUSALS:
            return fault, None
        for ratio in conduct.wrong_ratios(key, times_asked) if fault == "wrong_length" else (conduct.ratio,):
            reply = _made(body, conduct, fault, ratio)
            if _is_another(reply, right, fault):
                return fault, reply
    return None, right


def _is_another(reply: Reply, right: Reply, fault: Fault) -> bool:
    """A length is wrong when it is another: of two replies that end at the same cap neither is the longer one."""
    return reply.tokens != right.tokens if fault == "wrong_length" else reply != right


def _made(body: Body, conduct: Conduct, fault: Fault | None, ratio: float) -> Reply:
    text = answer(body, fault, ratio)
    tokens, finish = count_tokens(text).tokens, "stop"
    most = min(tokens, reply_cap(body))
    if fault == "cut":
        most = max(1, int(most * _CUT))
    words = re.findall(r"\s*\S+\s*?", text)
    if tokens > most:
        words, tokens, finish = words[: len(words) * most // tokens], most, "length"
    return Reply(tuple(_pieces(words, tokens, conduct.chunk_tokens)), tokens, finish, fault == "drop")


def _pieces(words: list[str], tokens: int, chunk_tokens: int) -> Iterator[str]:
    size = max(1, round(chunk_tokens * len(words) / max(1, tokens)))
    for at in range(0, len(words), size):
        yield "".join(words[at : at + size])
