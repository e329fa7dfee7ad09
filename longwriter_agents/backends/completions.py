"""What an answer of chat completions says, whole or as a piece of a stream.

Servers take liberties with the form: whatever is absent, null or of another kind is read as nothing said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from longwriter_agents.backends.base import Finish

_FINISHES: dict[str, Finish] = {"length": "length", "content_filter": "refused"}
_TEXTS, _THOUGHTS = frozenset({"text", "output_text"}), frozenset({"thinking", "reasoning"})


@dataclass(frozen=True)
class Said:
    """The first choice of an answer: its text or refusal, what was thought before it, why it ended, what it cost."""

    text: str = ""
    thought: str = ""
    reason: str | None = None
    refused: bool = False
    is_choice: bool = False
    usage: dict[str, Any] = field(default_factory=dict)
    timings: dict[str, Any] = field(default_factory=dict)

    @property
    def finish(self) -> Finish:
        return "refused" if self.refused else _FINISHES.get(self.reason or "stop", "stop")


def said(answer: dict[str, Any]) -> Said:
    choices = answer.get("choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    choice = _object(first)
    part = _object(choice.get("message")) or _object(choice.get("delta"))
    content, refusal = part.get("content"), _text_of(part.get("refusal"), _TEXTS)
    reason = choice.get("finish_reason")
    return Said(
        text=_text_of(content, _TEXTS) or refusal,
        thought=_text_of(part.get("reasoning_content") or part.get("reasoning"), _TEXTS)
        or (_text_of(content, _THOUGHTS) if isinstance(content, list) else ""),
        reason=reason if isinstance(reason, str) else None,
        refused=bool(refusal),
        is_choice=isinstance(first, dict),
        usage=_object(answer.get("usage")),
        timings=_object(answer.get("timings")),
    )


def number(counts: dict[str, Any], name: str) -> float | None:
    """A count or a duration that the server told; None for anything else."""
    value = counts.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e15 else None


def details(usage: dict[str, Any], name: str, count: str) -> int:
    """A count within one of the objects of `usage`: 0 where the server does not tell it."""
    return int(number(_object(usage.get(name)), count) or 0)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text_of(content: Any, kinds: frozenset[str]) -> str:
    """A text, or the parts of these kinds of a content that is a list, joined."""
    if isinstance(content, str):
        return content
    return "".join(_part(part, kinds) for part in content) if isinstance(content, list) else ""


def _part(part: Any, kinds: frozenset[str]) -> str:
    if isinstance(part, str):
        return part if kinds is _TEXTS else ""
    held = _object(part)
    kind = held.get("type", "text")
    if not isinstance(kind, str) or kind not in kinds:
        return ""
    return _text_of(held.get(kind) or held.get("text"), _TEXTS)
