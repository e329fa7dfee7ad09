"""The clauses of a request, each an exact quote of it, with the heading line that it stands under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from longwriter_agents.prose.lines import lines_in_place
from longwriter_agents.prose.sentences import is_abbreviation, split_sentences

_BULLET = re.compile(
    r"^\s*(?:[-*+•·–—]\s+|\(?\d{1,3}[.)、）](?!\d)\s*|[一二三四五六七八九十]+、\s*|（[一二三四五六七八九十]+）\s*|[①-⑳]\s*)"
)
_SHORT_LINE = 64
"""Lines below this are no soft-wrapped prose: each says something of its own."""
TASK = re.compile(
    r"^\W*(?:(?:please|kindly|can you|could you|i(?:[’']d| would) like(?: you)? to|i (?:want|need)(?: "
    r"you)? to|help me(?: to)?|your task is to)\W+)*"
    r"(?:write|create|draft|compose|prepare|produce|generate|develop|author|make|give me|tell|describe|explain|plan|design|"
    r"introduce|put together|script|keep|i (?:want|need|would like) (?:a|an|the)|i[’']d like (?:a|an|the))\b"
    r"|^\W*(?:请|帮我|请你|请帮我|为我|我想要?|我需要|麻烦)*\s*(?:写|撰写|创作|编写|生成|介绍|起草|设计|规划|制定|以.{1,40}为题|根据)",
    re.IGNORECASE,
)
"""How the sentence begins that says what shall be written."""
_OF_THE_TEXT = re.compile(r"^\W*(?:please\s+)?(?:make|keep) (?:it|this|them|sure|everything|the \w+)\b", re.IGNORECASE)
"""What is said of the text that was asked for before: "Make it funny", "Keep the tone light"."""
_DOCUMENT = re.compile(
    r"^\W*(?:(?:an?|one)\s+)?(?:[\w'’-]+,?\s+){0,5}?(?:guide|handbook|manual|report|essay|article|story|tale|novel|novella|letter|"
    r"speech|history|biography|memoir|tutorial|textbook|review|proposal|brochure|leaflet|newsletter|script|screenplay|play|"
    r"overview|introduction|study|analysis|white ?paper|profile|travelogue|cookbook|course|blog post|post|primer|dossier)\b"
    r"(?!\s+(?:must|should|shall|has to|needs to|will|may|can|is|are)\b)"
    r"|^\W*一?(?:份|篇|部|本|封).{0,80}(?:指南|手册|报告|文章|论文|小说|故事|教程|课本|传记|书信|演讲稿|剧本|综述|方案)\W*$",
    re.IGNORECASE,
)
"""A request that only names its document: "A practical guide for …"."""


@dataclass(frozen=True)
class Clause:
    """A sentence, list item or part between semicolons: `text` stands in the request at `start`; `head` is the line that
    leads in to it ("Birthdays:")."""

    text: str
    start: int
    head: str = ""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def is_task(clause: Clause, *, first: bool) -> bool:
    """Whether the clause says what shall be written; the `first` one of a request may just name it."""
    if not first and _OF_THE_TEXT.match(clause.text):
        return False
    return TASK.match(clause.text) is not None or (first and _DOCUMENT.match(clause.text) is not None)


def clauses(request: str) -> list[str]:
    """Sentences, list items and what semicolons divide, in order; each stands in the request as it is."""
    return [clause.text for clause in clauses_of(request)]


def clauses_of(request: str) -> list[Clause]:
    """The clauses with their places and heads; of any text, however its lines end."""
    found: list[Clause] = []
    at, head, head_is_near = 0, "", False
    plain = lines_in_place(request)
    for piece, begins_block, is_item in _pieces(plain):
        start, at = _place(plain, piece, at)
        if begins_block and not is_item:
            head = head if head_is_near else ""
        bare = request[start:at]
        if not re.search(r"\w", bare):
            continue
        found.append(Clause(bare, start, head))
        head_is_near = bool(re.search(r"[:：]\s*$", bare))
        if head_is_near:
            head = bare
        elif not is_item and not head:
            head = ""
    return found


def _place(request: str, piece: str, at: int) -> tuple[int, int]:
    """Where the piece stands from `at` on; blanks at the ends of its lines may be gone from it."""
    bare = piece.strip()
    start = request.find(bare, at)
    if start >= 0:
        return start, start + len(bare)
    found = re.compile(r"\s+".join(map(re.escape, bare.split()))).search(request, at)
    return found.span() if found else (at, at)


def _pieces(request: str) -> Iterator[tuple[str, bool, bool]]:
    """(text, whether it begins after a blank line, whether it is a list item or a line of its own)."""
    blank = True
    previous_short = False
    for stretch, is_item in _stretches(request):
        if not stretch.strip():
            blank = True
            continue
        own_line = is_item or previous_short
        for sentence in [stretch] if is_row(stretch) else _sentences(stretch):
            for piece in _parts(sentence):
                yield piece, blank, own_line
                blank = False
        previous_short = "\n" not in stretch and len(stretch) < _SHORT_LINE


def _sentences(stretch: str) -> list[str]:
    """The sentences; dots at the end of a bracket ("(6, 12 …)") end none."""
    found: list[str] = []
    for sentence in split_sentences(stretch):
        if found and re.search(r"(?:…|\.\.)\s*[)）]$", found[-1]):
            start = stretch.index(found[-1])
            found[-1] = stretch[start : stretch.index(sentence, start + len(found[-1])) + len(sentence)]
        else:
            found.append(sentence)
    return found


_DIVIDES = re.compile(r"[;；]\s*|，(?=(?:全文|全书|通篇|整篇)(?:都?不|都|要|必|应|禁))")
"""What is said of the whole text behind a comma is no demand on the place before it ("最后一章…，全文不得…")."""


def _parts(sentence: str) -> list[str]:
    """What semicolons divide, and sentences that begin small, as notes have them; a table's row stays whole."""
    if is_row(sentence):
        return [sentence]
    return [part for piece in _DIVIDES.split(sentence) for part in _small_sentences(piece)]


def is_row(line: str) -> bool:
    """A row of a table, with bars around it or only between its cells."""
    return line.lstrip().startswith("|") or bool(re.search(r"\S\s+\|\s+\S", line))


def _small_sentences(piece: str) -> list[str]:
    found, start = [], 0
    for stop in re.finditer(r"(?<=\w)[.!?]\s+(?=[a-z])", piece):
        if not is_abbreviation(piece[start : stop.start()]):
            found.append(piece[start : stop.start() + 1])
            start = stop.end()
    return [*found, piece[start:]]


def _stretches(request: str) -> Iterator[tuple[str, bool]]:
    """Lines that belong together, without their bullets; blank lines as they are."""
    held = ""
    held_item = False
    for line in request.splitlines():
        bullet = _BULLET.match(line)
        bare = line[bullet.end() :] if bullet else line
        of_table = is_row(line) or is_row(held)
        joins = (
            held.strip()
            and not bullet
            and not of_table
            and line.strip()
            and len(held.rsplit("\n", 1)[-1]) >= _SHORT_LINE
        )
        if joins and not re.search(r"[:：.。!！?？]\s*$", held) and not re.match(r"\s*(?:[A-Z][\w-]* \d|第)", line):
            held = f"{held}\n{line.rstrip()}"
            continue
        if held:
            yield held, held_item
        if not line.strip():
            yield "", False
        held, held_item = bare.strip(), bool(bullet)
    if held:
        yield held, held_item
