"""Packing calls into a window: prompts made of ranked parts, which give way in their order when room is short.

A prompt is a file and its values (`sheet`). Values that are ranked may give way: the highest rank first; rank 0 last of
all, and never whole. What was left out is told on the message (`Message.left_out`), in tokens by part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from longwriter_agents.backends.base import LeftOut, Message, Role, Traits
from longwriter_agents.backends.fitting import overhead, text_tokens
from longwriter_agents.backends.tokens import count_tokens, surely_within, within_tokens
from longwriter_agents.prompting import render

_LEAST_KEPT = 24
"""Tokens below which the rest of a passage tells nothing: it is left out whole."""


@dataclass(frozen=True)
class Sheet:
    """A prompt file with its values. `ranks` names the values that may give way: texts and lists of texts."""

    template: str
    values: Mapping[str, Any]
    ranks: Mapping[str, int]
    role: Role = "user"
    cache: bool = False
    left_out: LeftOut = ()

    def message(self) -> Message:
        text = render(self.template, **self.values)
        return Message(self.role, text, cache=self.cache, source=self, left_out=self.left_out)

    def ranked(self) -> list[tuple[int, int, str]]:
        """(rank, tokens, name) of what may still give way, the first to go first: of equal rank, the longest."""
        parts = [(rank, _tokens_of(self.values[name]), name) for name, rank in self.ranks.items() if self.values[name]]
        return sorted(parts, key=lambda each: (-each[0], -each[1], each[2]))

    def without(self, name: str, tokens: int) -> Message:
        """The message with about `tokens` less of a part; a part of rank 0 keeps its beginning and end."""
        given = self.values[name]
        before = _tokens_of(given)
        keep = 1 if self.ranks[name] == 0 else 0
        less = _shorter(given, before - tokens, keep) if isinstance(given, str) else _fewer(given, tokens, keep)
        lost = before - _tokens_of(less)
        left_out = told_together((*self.left_out, (name, lost))) if lost > 0 else self.left_out
        values = {**self.values, name: less}
        return Sheet(self.template, values, self.ranks, self.role, self.cache, left_out).message()


def sheet(
    template: str, *, ranks: Mapping[str, int], role: Role = "user", cache: bool = False, **values: Any
) -> Message:
    """The prompt file as a message that can be made again with less; ranks of values that it lacks do not count."""
    ranked = {name: rank for name, rank in ranks.items() if name in values}
    return Sheet(template, values, ranked, role, cache).message()


def part_within(message: Message, name: str, tokens: int) -> Message:
    """The message with at most about so many tokens of one part."""
    source = message.source
    if not isinstance(source, Sheet):
        return message
    part = source.values[name]
    if surely_within(part if isinstance(part, str) else "\n".join(map(_line, part)) + "\n", tokens):
        return message
    over = _tokens_of(part) - tokens
    return source.without(name, over) if over > 0 else message


def within_share(message: Message, tokens: int) -> Message:
    """The message with as much of its ranked parts as fit `tokens`: what every call shares is packed by itself, so that
    it is the same in all of them."""
    if surely_within(message.text, tokens):
        return message
    tried: set[str] = set()
    while (over := count_tokens(message.text).tokens - tokens) > 0 and message.source is not None:
        name = next((name for _, _, name in message.source.ranked() if name not in tried), None)
        if name is None:
            break
        tried.add(name)
        message = message.source.without(name, over)
    return message


def told_together(left_out: LeftOut) -> LeftOut:
    """What was left out by part, each part once."""
    whole: dict[str, int] = {}
    for name, tokens in left_out:
        whole[name] = whole.get(name, 0) + tokens
    return tuple(sorted(whole.items()))


_TEXT_SHARE = 4


def written_so_far(text: str, traits: Traits) -> Message:
    """What stands, as the model's own turn: its beginning and, above all, its end in a share of the window."""
    shown = within_tokens(text, traits.context_window // _TEXT_SHARE, head=1 / 4)
    lost = count_tokens(text).tokens - count_tokens(shown).tokens
    return Message("assistant", shown, left_out=(("text", lost),) if lost > 0 else ())


def _tokens_of(part: Any) -> int:
    if isinstance(part, str):
        return count_tokens(part).tokens
    return sum(count_tokens(_line(each)).tokens + 1 for each in part)


def _line(item: Any) -> str:
    return " ".join(map(str, item)) if isinstance(item, tuple) else str(item)


def _shorter(text: str, tokens: int, keep: int) -> str:
    least = _LEAST_KEPT if keep else 0
    if tokens < _LEAST_KEPT and not keep:
        return ""
    return within_tokens(text, max(least, tokens))


def _fewer(items: Sequence[Any], tokens: int, keep: int) -> tuple[Any, ...]:
    """The items without the last ones; the one that must stay is shortened instead."""
    kept = list(items)
    while len(kept) > keep and tokens > 0:
        tokens -= count_tokens(_line(kept.pop())).tokens + 1
    if tokens > 0 and kept and isinstance(kept[0], str):
        kept[0] = within_tokens(kept[0], max(_LEAST_KEPT, count_tokens(kept[0]).tokens - tokens))
    return tuple(kept)


def room_for_reply(messages: Sequence[Message], traits: Traits, *, wanted: int) -> int:
    """How many tokens the reply may have: what is wanted, the model's limit, and what its window leaves."""
    used = text_tokens(messages) + overhead(messages)
    return max(32, min(wanted, traits.max_output_tokens, traits.context_window - used))
