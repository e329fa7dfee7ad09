"""Taking a model's reasoning out of its reply: it is not part of the answer, wherever the server puts it."""

from __future__ import annotations

import re

from longwriter_agents.backends.tokens import count_tokens

_OPEN, _CLOSE = r"<(?:think|thinking|thought|reasoning)>", r"</(?:think|thinking|thought|reasoning)>"
_WHOLE = re.compile(rf"{_OPEN}.*?{_CLOSE}\s*", re.DOTALL | re.IGNORECASE)
_UNOPENED = re.compile(rf"\A(?:(?!{_OPEN}).)*?{_CLOSE}\s*", re.DOTALL | re.IGNORECASE)
_UNCLOSED = re.compile(rf"\A\s*{_OPEN}.*\Z", re.DOTALL | re.IGNORECASE)


_BEGUN = re.compile(rf"\A\s*{_OPEN}", re.IGNORECASE)
_MAY_BEGIN = re.compile(r"\A\s*(?:<[a-z]{0,9}>?)?\Z", re.IGNORECASE)
_ENDED = re.compile(_CLOSE, re.IGNORECASE)


def answer_within(text: str) -> int | None:
    """Where the answer begins in a reply that is still being read: behind the reasoning that it began with; None while
    that goes on, or while it can't be told yet."""
    if _BEGUN.match(text):
        end = _ENDED.search(text)
        return end.end() if end else None
    return None if _MAY_BEGIN.match(text) else 0


def strip_reasoning(text: str) -> str:
    """`text` without `<think>…</think>`.

    Some chat templates open the tag themselves, so that a reply holds only its end: then all before it goes. A reply
    that was cut while it still reasoned leaves nothing.
    """
    if "<" not in text:
        return text
    answer = _WHOLE.sub("", text)
    answer = _UNOPENED.sub("", answer, count=1)
    return _UNCLOSED.sub("", answer)


def reasoned_tokens(thought: str, written: str, text: str) -> int:
    """The tokens of what was thought apart from a reply, and of what was taken out of it (`text` is what is left)."""
    within = count_tokens(written).tokens - count_tokens(text).tokens if written != text else 0
    return (count_tokens(thought).tokens if thought else 0) + max(0, within)
