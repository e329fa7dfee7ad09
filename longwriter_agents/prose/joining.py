"""Joining a continuation to the text that it continues."""

from __future__ import annotations

import re

from longwriter_agents.prose.repetition import drop_repeats
from longwriter_agents.prose.sentences import ends_cleanly

_MOST_OVERLAP = 400
_LEAST_OVERLAP = 12


def join(text: str, more: str) -> str:
    """`text` followed by what is new in `more`; `text` unchanged when nothing is.

    An overlap (the end of `text` written once more at the start of `more`) stands once; a sentence that was cut is
    completed; sentences that `text` holds already are dropped from `more`.
    """
    text, more = text.rstrip(), more.strip()
    if not text:
        return more
    fresh = _without_overlap(text, more)
    mid_sentence = not ends_cleanly(text) and re.match(r"[\W_]*[a-zа-яà-ÿ一-鿿,，;；]", fresh) is not None
    if mid_sentence:
        return text + _glue(text, fresh) + fresh
    fresh, _ = drop_repeats(fresh, earlier=(text,))
    return f"{text}\n\n{fresh.strip()}" if fresh.strip() else text


_LAST_OF_A_ROW = re.compile(
    r"\W*(?:(?:and )?(?:finally|lastly)\b|last but not least\b|last of all\b|最后|(?:zum Schluss|schließlich|zuletzt)\b|enfin\b|"
    r"by \w+ing\b[^.,]{3,80}, \w+ing\b[^.,]{3,80},? and \w+ing\b)",
    re.IGNORECASE,
)
"""Also what sums a row up: "By creating a website, organizing events, and promoting the café, you can …"."""


def last_of_a_row_kept_last(text: str, joined: str) -> str:
    """`joined`, which is `text` with more after it: new paragraphs stand before the one with which `text` ends a row
    ("Finally, …"), unless they go on with the row themselves."""
    whole = text.rstrip()
    body, _, last = whole.rpartition("\n\n")
    added = joined[len(whole) :]
    own = joined.startswith(whole) and added.startswith("\n\n")
    if not (own and body and _LAST_OF_A_ROW.match(last)) or _LAST_OF_A_ROW.match(added):
        return joined
    return f"{body}{added}\n\n{last}"


def _without_overlap(text: str, more: str) -> str:
    """`more` without a beginning that is the end of `text`."""
    end = text[-_MOST_OVERLAP:]
    for size in range(min(len(end), len(more)), _LEAST_OVERLAP - 1, -1):
        if end.endswith(more[:size]) and (size == len(more) or not (more[size - 1].isalnum() and more[size].isalnum())):
            return more[size:].lstrip()
    return more


def _glue(text: str, fresh: str) -> str:
    cjk = r"[一-鿿぀-ヿ，。、；：]"
    if re.search(cjk + "$", text) or re.match(cjk, fresh) or fresh[:1] in ",.;:!?)":
        return ""
    return " "
