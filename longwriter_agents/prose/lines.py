"""Line ends: texts come in with those of any system, and are read and kept with one."""

from __future__ import annotations

import re

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def with_plain_line_ends(text: str) -> str:
    """The text with "\\n" for every line end: Windows', old ones, form feeds and Unicode's own."""
    return _LINE_END.sub("\n", text)


def lines_in_place(text: str) -> str:
    """The same, with every sign at the place where it stood: of "\\r\\n" the first becomes a blank."""
    return _LINE_END.sub(lambda end: "\n".rjust(len(end.group())), text)
