"""What a request hands over to be worked on, or talks about, and does not say itself: code, and texts in quotation marks.

Numbers and orders in it ("at least 500 words" in a comment of the code) are no demands. Everybody who writes sees it all
the same: only the rules read a request without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONG_QUOTE = re.compile(r"[\"“「『](?P<said>[^\"“”「」『』\n]{30,4000})[\"”」』]")
_HANDED_OVER = re.compile(
    r"\b(?:re-?write|re-?phrase|paraphrase|translat\w+|summari[sz]\w+|edit|proofread|shorten|expand|improve|correct|continue|"
    r"following|about|on|review|analy[sz]\w+|discuss\w*|explain\w*|comment\w*|sentence|claim|statement|question|text|passage|quote|"
    r"saying|proverb|email|message|abstract)\b|改写|翻译|总结|润色|缩写|扩写|续写|以下|下面|分析|解释|讨论|评论",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"\b(?:begin|start|open|end|clos|finish|conclud|includ|mention|contain|us|say|titl|entitl|call|nam|add|insert|put|avoid|"
    r"never|not|without|separat|mark|head|format|form|such as|like|e\.g|example|"
    r"with the)\w*\b|例如|比如|如|以|用|不|包含|提到|题为|标题",
    re.IGNORECASE,
)
_NEAR = 60
_FEWEST_WORDS = 8


def without_material(request: str) -> str:
    """The request with blanks for all that: every other sign keeps its place."""
    signs = list(request)
    for start, end in (*_code(request), *_quoted(request)):
        signs[start:end] = [sign if sign == "\n" else " " for sign in signs[start:end]]
    return "".join(signs)


_FENCED = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>[\w+#.-]*)[ \t]*\n(?P<body>(?:(?![ \t]*(?P=fence)[ \t]*$).*\n)*)"
    r"[ \t]*(?P=fence)[ \t]*$",
    re.MULTILINE,
)
_NO_CODE = frozenset(("", "text", "txt", "markdown", "md", "plain", "plaintext"))
_CODE_SIGNS = re.compile(
    r"[{};]\s*$|\bdef \w+\(|\breturn\b|^\s*(?:import|from|class|function|var|const|let|select|public|#include)\b|"
    r"\w\s?(?:==?|:=)\s?[\w\"'\[{(]+[\w()\"'\]}]*$",
    re.MULTILINE | re.IGNORECASE,
)


def _code(request: str) -> Iterator[tuple[int, int]]:
    """Blocks between fences that hold code; a form may be shown in such a block, too, and is read."""
    for block in _FENCED.finditer(request):
        if block["language"].casefold() not in _NO_CODE or _CODE_SIGNS.search(block["body"]):
            yield block.span()


def _quoted(request: str) -> Iterator[tuple[int, int]]:
    """Quotations of a sentence or more that are to be worked on; one that is to stand in the text is a demand."""
    for quote in _LONG_QUOTE.finditer(request):
        before = re.split(r"[.;!?\n。；！？]", request[max(0, quote.start() - _NEAR) : quote.start()])[-1]
        is_long = len(quote["said"].split()) >= _FEWEST_WORDS or re.search(r"[一-鿿]{15}", quote["said"])
        if is_long and _HANDED_OVER.search(before) and not _ASKED_FOR.search(before):
            yield quote.span("said")


def restored(said: str, own: str, request: str) -> str:
    """The words of the request for what was read without its material."""
    at = own.find(said) if said and said not in request else -1
    return said if at < 0 else request[at : at + len(said)]
