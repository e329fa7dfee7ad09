"""Taking a model's reasoning out of its reply: it is not part of the answer, wherever the server puts it."""

from __future__ import annotations

import re

_OPEN, _CLOSE = r"<(?:think|thinking|thought|reasoning)>", r"</(?:think|thinking|thought|reasoning)>"
_WHOLE = re.compile(rf"{_OPEN}.*?{_CLOSE}\s*", re.DOTALL | re.IGNORECASE)
_UNOPENED = re.compile(rf"\A(?:(?!{_OPEN}).)*?{_CLOSE}\s*", re.DOTALL | re.IGNORECASE)
_UNCLOSED = re.compile(rf"\A\s*{_OPEN}.*\Z", re.DOTALL | re.IGNORECASE)


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
