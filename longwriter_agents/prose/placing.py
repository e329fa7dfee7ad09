"""Putting sentences into a text where they fit best, and taking passages out of it."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w{4,}|[一-鿿]")


def place_sentences(text: str, fresh: str) -> str:
    """`text` with `fresh` added to the paragraph that shares the most words with it (the last one of equals)."""
    fresh = " ".join(fresh.split("\n")).strip()
    if not fresh:
        return text
    blocks = text.split("\n\n")
    wanted = set(_WORD.findall(fresh.casefold()))
    shares = [(_shared(block, wanted), index) for index, block in enumerate(blocks)]
    prose = [(share, index) for share, index in shares if _is_prose(blocks[index])]
    if not prose:
        return f"{text.rstrip()}\n\n{fresh}"
    _, index = max(prose)
    glue = "" if re.search(r"[。！？]\s*$", blocks[index]) else " "
    blocks[index] = f"{blocks[index].rstrip()}{glue}{fresh}"
    return "\n\n".join(blocks)


def _shared(block: str, wanted: set[str]) -> int:
    return len(wanted & set(_WORD.findall(block.casefold())))


def _is_prose(block: str) -> bool:
    return bool(block.strip()) and not re.match(r"\s*(?:[-*+>|#]|\d+[.)]\s|```|\S.*:\s*$)", block)


def replace_passage(text: str, passage: str, fresh: str) -> str:
    """`text` with the first occurrence of `passage` replaced; an empty replacement leaves no gap behind."""
    before, found, after = text.partition(passage)
    if not found:
        return text
    fresh = " ".join(fresh.split()) if "\n" not in passage else fresh.strip()
    joined = (
        before + fresh + after if fresh else before.rstrip(" ") + (" " if before and after else "") + after.lstrip(" ")
    )
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" +\n", "\n", joined)).strip()
