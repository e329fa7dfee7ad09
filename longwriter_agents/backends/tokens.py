"""How many tokens a text takes: counted where a vocabulary is at hand, estimated otherwise, and it says which. And how a
text is made to take no more than so many."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

_ENCODING = "o200k_base"
_TRIES = 6
_HEAD = 2 / 3
_CHARS_PER_TOKEN = 3.2
"""A cautious figure for Latin scripts; every CJK sign is taken for a token of its own."""


@dataclass(frozen=True)
class TokenCount:
    """`exact` is false for an estimate. Even an exact count is another model's when the vocabulary is not its own."""

    tokens: int
    exact: bool


@lru_cache(maxsize=1_024)
def count_tokens(text: str) -> TokenCount:
    """The tokens of `text` in the o200k_base vocabulary, or an estimate when no vocabulary is at hand."""
    encode = _encoder()
    if encode is None:
        return TokenCount(estimate(text), exact=False)
    return TokenCount(encode(text), exact=True)


def surely_within(text: str, tokens: int) -> bool:
    """Whether `text` has so few bytes that it needs no counting: no token is less than a byte."""
    return len(text) <= tokens and len(text.encode("utf-8", "surrogatepass")) <= tokens


def estimate(text: str) -> int:
    """Tokens by the number of signs alone; errs on the high side."""
    dense = sum(1 for sign in text if ord(sign) > 0x2E80)
    return dense + round((len(text) - dense) / _CHARS_PER_TOKEN) + 1 if text else 0


@cache
def _encoder() -> Callable[[str], int] | None:
    """tiktoken when its vocabulary is cached already (it would download it), else toktok-rs, which ships it."""
    return _cached_tiktoken() or _toktok()


def _cached_tiktoken() -> Callable[[str], int] | None:
    folder = os.environ.get("TIKTOKEN_CACHE_DIR", "")
    if not folder or not Path(folder).is_dir() or not any(Path(folder).iterdir()):
        return None
    try:
        import tiktoken

        encoding = tiktoken.get_encoding(_ENCODING)
    except Exception:  # whatever its cache or download host answers, there is another counter
        return None
    return lambda text: len(encoding.encode_ordinary(text))


def _toktok() -> Callable[[str], int] | None:
    try:
        count: Any = import_module("toktok").batch_count
    except ImportError:
        return None
    return lambda text: int(count([text], _ENCODING, threads=1)[0])


def within_tokens(text: str, tokens: int, *, head: float = _HEAD) -> str:
    """`text`, or its beginning and end in at most `tokens` tokens with the middle left out; `head` is the beginning's share."""
    if surely_within(text, tokens):
        return text
    whole = count_tokens(text).tokens
    if whole <= tokens:
        return text
    chars = int(len(text) * max(0, tokens - 3) / whole)
    for _ in range(_TRIES):
        cut = shortened(text, chars=chars, head=head)
        over = count_tokens(cut).tokens - tokens
        if over <= 0:
            return cut
        chars = int(chars * (tokens / (tokens + over)) * 0.97)
    return ""


def shortened(text: str, *, chars: int, head: float = _HEAD) -> str:
    """`text`, or its beginning and end with the middle left out when it is longer than `chars`."""
    if len(text) <= chars:
        return text
    first = int(chars * head)
    last = text[len(text) - (chars - first) :].lstrip()
    return f"{text[:first].rstrip()} […] {last}".strip()
