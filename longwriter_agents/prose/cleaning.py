"""Taking out of a reply what models leak into it: remarks on the task, echoed headings, wrappers, stray markers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from longwriter_agents.prose.cues import cued, lowered
from longwriter_agents.prose.echoed_titles import BOLD_LINE, HEADING, STOPS, UNDERLINE, title_key, without_titles
from longwriter_agents.prose.sentences import paragraphs, split_sentences

_MARKERS = re.compile(
    r"<\|[^|>\n]{1,40}\|>|</?(?:s|section|text|passage|request|document|answer|output|response|article|think)>",
    re.IGNORECASE,
)
ROLES = cued(
    r"^[ \t]*(?:assistant|user|system)[ \t]*:[ \t]*$",
    ("assistant", "user", "system"),
    flags=re.IGNORECASE | re.MULTILINE,
)
_THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_WHOLE_FENCE = re.compile(r"\A\s*(?:```|~~~)(?:markdown|md|text|plaintext)?[ \t]*\n(.*?)\n?(?:```|~~~)\s*\Z", re.DOTALL)
_LEAD_INS = re.compile(
    r"\A\s*(?:"
    r"(?:sure|certainly|of course|absolutely|okay|ok|great|understood)\s*[!,.:—–-]+\s*"
    r"(?:here|i(?:'|’)?(?:ll| will| have|'ve)|below|let me)\b[^\n]*"
    r"|here(?:'|’)?s?\s+(?:(?:is|are|goes)\s+)?(?:the|a|an|my|your|section|some)\b[^\n]{0,120}:[ \t]*(?=\n|$)"
    r"|(?:the )?(?:following|below) (?:is|are) (?:the|a|an|my|your)\b[^\n]{0,120}:[ \t]*(?=\n|$)"
    r"|(?:当然|好的|没问题|可以)[,，!！。:：]\s*(?:以下|下面|这是|我)[^\n]*"
    r"|(?:以下|下面)是[^\n]{0,60}[:：][ \t]*(?=\n|$)"
    r")\s*",
    re.IGNORECASE,
)
_SURE_ALONE = re.compile(r"\A\s*(?:sure|certainly|of course|absolutely)\s*[!.]\s*\n+", re.IGNORECASE)
_TRAILING_REMARK = re.compile(
    r"^\W*(?:"
    r"(?:total )?word count\W|(?:about |approximately )?\d[\d,]* words\W*$|\(?字数[:：约]"
    r"|\[?\(?(?:end of (?:the )?(?:section|chapter|document|text|part)|to be continued|end)\)?\]?\W*$"
    r"|(?:please )?(?:let me know|feel free to)\b.{0,60}\b(?:if|whether|ask|adjust|change|revis|question|need)"
    r"|i hope (?:this|that|you find this)\b.{0,60}\b(?:help|meet|useful|request)"
    r"|(?:please )?note(?: that)?\s{0,3}[:,]?\s{0,3}"
    r"(?:i have|i've|this (?:section|text|document|article|is a)|the (?:section|text) (?:above|has))\b"
    r"|this (?:section|text|passage|draft) (?:is|has|contains) (?:about |approximately |exactly )?\d[\d,]* words"
    r"|(?:如果|若)(?:您|你)(?:还)?(?:有|需要).{0,40}(?:告诉|联系|修改|问题)"
    r"|希望(?:这|以上).{0,30}(?:帮助|满意|要求)"
    r")",
    re.IGNORECASE,
)
_ECHOES = re.compile(
    r"^\W*(?:write (?:about|approximately|only|the (?:text|section|whole))\b|start directly with\b|no heading[,.]|"
    r"section \d+ of (?:the|this|\d)\b|(?:the )?length: about \d+|it tells:|"
    r"already told in\b|leave to the next section|told here and nowhere else|"
    r"it must do this:|go on with \"|still missing, do it now|their sections:|its sections:|everywhere: never)",
    re.IGNORECASE,
)
NUMBERED = cued(
    r"^\W*[^.!?\n]{0,120}\bsection \d+ of (?:the|this|your|\d)[^.!?\n]*$",
    ("section ",),
)
"""A line that says which section of how many it is."""
_PARAGRAPH = re.compile(r"^(?!\s*(?:[-*+>|#]|\d{1,3}[.)]\s|```)).*[.!?。！？:：][\"”’'*)]*\s*$")
"""A line that is a paragraph of its own: no item, quote or row of a table, and it ends as a sentence does."""
_SPOKEN = re.compile(r"\s*[\"“«「].*?\w[,.!?…，。！？]+[\"”»」](?:\s|$)")
"""A line that begins with what somebody says: verse hardly does, and in a conversation each has a paragraph."""
_TOKEN = re.compile(r"\w{3,}|[一-鿿]")
_ECHO = 0.85


@dataclass(frozen=True)
class Cleaned:
    """The text without what was leaked, and what that was."""

    text: str
    removed: tuple[str, ...] = ()


def clean(
    text: str, *, title: str = "", document_title: str = "", summary: str = "", allow_headings: bool = False
) -> Cleaned:
    """`text` as a section's body: no reasoning, wrapper, lead-in, echoed title or plan, remark on the task, stray heading.

    Conservative: a line is taken out only for what it says as a whole; honest prose stays as it is.
    """
    removed: list[str] = []
    body = _THINKING.sub("", text)
    fence = _WHOLE_FENCE.match(body)
    body = _without_markers(fence.group(1) if fence else body)
    body = _without_lead_in(_with_plain_lists(body), removed)
    titles = {title_key(each) for each in (title, document_title, f"{document_title} {title}") if each.strip()}
    lines = without_titles(body.strip().splitlines(), titles, removed)
    if not allow_headings:
        lines = _without_headings(lines, removed)
    lines = [line for line in lines if not (_is_echo(line) and _note(line, removed))]
    lines = _without_trailing_remarks(lines, removed)
    blocks = [each for block in paragraphs("\n".join(lines)) for each in _own_paragraphs(block)]
    blocks = [block for block in blocks if not UNDERLINE.match(block)]
    if not allow_headings:
        blocks = _without_plain_headings(blocks, removed)
    blocks = _at_margin(_without_plan(blocks, summary, removed))
    return Cleaned(text="\n\n".join(blocks).strip(), removed=tuple(removed))


def _is_echo(line: str) -> bool:
    return _ECHOES.match(line) is not None or NUMBERED.is_in(line)


def _note(line: str, removed: list[str]) -> bool:
    removed.append(line.strip())
    return True


def _without_markers(body: str) -> str:
    if ROLES.may_be_in(lowered(body)):
        body = ROLES.pattern.sub("", body)
    return _MARKERS.sub("", body)


_LIST_MARKS = re.compile(
    r"^[ \t]*(?:(?P<item>\\item\b[ \t]*(?:\[[^\]\n]{0,40}\])?[ \t]*|[•◦‣▪][ \t]?)|\\(?:begin|end)\{(?:itemize|enumerate)\}[ \t]*$)",
    re.MULTILINE,
)
"""How lists are marked elsewhere: LaTeX's commands, and bullets."""
_LIST_SIGNS = "\\•◦‣▪"
"""Signs of which each such mark has one."""


def _with_plain_lists(body: str) -> str:
    """The body with Markdown's own marks for its lists; a text with blocks of code may be about such marks and stays."""
    if "```" in body or "~~~" in body or not any(sign in body for sign in _LIST_SIGNS):
        return body
    return _LIST_MARKS.sub(lambda mark: "- " if mark["item"] else "", body)


def _without_lead_in(body: str, removed: list[str]) -> str:
    for pattern in (_LEAD_INS, _SURE_ALONE):
        found = pattern.match(body)
        if found and found.end() < len(body):
            _note(found.group(), removed)
            body = body[found.end() :]
    return body


def _without_headings(lines: list[str], removed: list[str]) -> list[str]:
    kept, fenced = [], False
    for line in lines:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        if not fenced and (HEADING.match(line) or _bold_heading(line)):
            _note(line, removed)
            kept.append("")
        else:
            kept.append(line)
    return kept


def _bold_heading(line: str) -> bool:
    found = BOLD_LINE.match(line)
    return found is not None and len(found.group(1).split()) <= 12 and not found.group(1).endswith(STOPS)


def _without_plan(blocks: list[str], summary: str, removed: list[str]) -> list[str]:
    """Without a first sentence that only says over what the plan said of this section."""
    planned = set(_TOKEN.findall(summary.casefold()))
    sentences = split_sentences(blocks[0]) if blocks and len(planned) >= 4 else []
    if not sentences or (len(sentences) == 1 and len(blocks) == 1):
        return blocks
    told = set(_TOKEN.findall(sentences[0].casefold()))
    if len(told) < 4 or len(told & planned) < _ECHO * len(told):
        return blocks
    _note(sentences[0], removed)
    rest = blocks[0].replace(sentences[0], "", 1).strip()
    return [rest, *blocks[1:]] if rest else blocks[1:]


def _own_paragraphs(block: str) -> list[str]:
    """Paragraphs that are divided by a single line break only, which Markdown would run together."""
    lines = _without_run_on_heading(block.splitlines())
    if len(lines) < 2 or not all(map(_PARAGRAPH.search, lines)):
        return ["\n".join(lines)]
    if not (all(len(line.split()) >= 15 for line in lines) or any(map(_SPOKEN.match, lines))):
        return ["\n".join(lines)]
    return [line.strip() for line in lines]


_ITEM = re.compile(r"\s*(?:[-*+•>|]|\(?\w{1,3}[.)])\s")
_SHORT_INDENT = re.compile(r" {1,3}\S")
"""More blanks than three are Markdown's mark of code."""


def _at_margin(blocks: list[str]) -> list[str]:
    """Paragraphs begin at the margin, also where a model writes a blank before the first word; what goes on with an item of a list
    keeps its place under it."""
    kept, listed = [], False
    for block in blocks:
        indented, item = block.startswith(" "), _ITEM.match(block) is not None
        kept.append(block if listed or item or not _SHORT_INDENT.match(block) else block.lstrip(" "))
        listed = item or (listed and indented)
    return kept


def _without_run_on_heading(lines: list[str]) -> list[str]:
    """ "Selecting the Right Soil:" over a line of prose is a heading that lost its marks."""
    if len(lines) > 1 and _plain_heading(lines[0].rstrip(" :：")) and _PARAGRAPH.search(lines[1]):
        return lines[1:]
    return lines


def _without_plain_headings(blocks: list[str], removed: list[str]) -> list[str]:
    """Without headings that stand as lines of their own, unmarked, over a paragraph."""
    kept = []
    for block, following in pairwise([*blocks, ""]):
        if not (_plain_heading(block) and len(following.split()) >= 12 and _note(block, removed)):
            kept.append(block)
    return kept


def _plain_heading(block: str) -> bool:
    """A short line in title case without a stop: "Checking the Hive". Salutations and names are followed by less."""
    if "\n" in block or not _begins_and_ends_with_a_word(block) or not 2 <= len(words := block.split()) <= 10:
        return False
    long_words = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return bool(long_words) and all(word[0].isupper() for word in long_words)


def _begins_and_ends_with_a_word(block: str) -> bool:
    return block[:1].isalnum() and (block[-1].isalnum() or block[-1] == "_")


def _without_trailing_remarks(lines: list[str], removed: list[str]) -> list[str]:
    kept = list(lines)
    while kept:
        last = kept[-1].strip()
        if last and not UNDERLINE.match(last) and not _TRAILING_REMARK.match(last):
            break
        if last:
            _note(last, removed)
        kept.pop()
    return kept
