"""The sentences, paragraphs, lines and titles of a text, where each of them has a length of its own to keep."""

from __future__ import annotations

import re

from longwriter_agents.constraints.shape import headings
from longwriter_agents.holders import Piece
from longwriter_agents.prose.fences import without_code
from longwriter_agents.prose.sentences import paragraphs, split_sentences

_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)、])\s+")
_NO_PROSE = re.compile(r"^\s*(?:#{1,6}\s|\||(?:-{3,}|\*{3,}|_{3,})\s*$)")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")


def pieces_of(text: str, piece: Piece) -> list[str]:
    """All pieces of this kind, in order."""
    if piece == "title":
        first = next((line for line in text.splitlines() if line.strip()), "")
        named = _HEADING.match(first.strip())
        return [named[1]] if named else []
    if piece == "heading":
        return [title for _, title in headings(text)]
    told = [line for line in without_code(text) if not _NO_PROSE.match(line)]
    if piece == "line":
        return [line.strip() for line in told if line.strip()]
    if piece == "bullet":
        return [_BULLET.sub("", line) for line in told if _BULLET.match(line)]
    prose = "\n".join(told)
    if piece == "sentence":
        return [_BULLET.sub("", sentence) for sentence in split_sentences(prose)]
    blocks = paragraphs(prose)
    return [block for block in blocks if not all(map(_BULLET.match, block.splitlines()))]
