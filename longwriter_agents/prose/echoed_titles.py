"""The section's or the document's title in a reply: as its first lines, in whatever dress, or run into its first sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from longwriter_agents.prose.sentences import split_sentences

HEADING = re.compile(r"^\s{0,3}#{1,6}(.*)$")
BOLD_LINE = re.compile(r"^\s*(?:\*\*|__)(.{1,120}?)(?:\*\*|__)\s*[:：]?\s*$")
_ORDINAL = re.compile(
    r"^\s*(?:(?:section|part|chapter|kapitel|chapitre)\s+(?:\d+|[ivxlc]+)\b|第\s*[\d一二三四五六七八九十百]+\s*[章节部分]+|\d{1,3}(?:\.\d+)*)"
    r"\s*[.:：)、–—-]*\s*",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*(?:[(（][^()（）\n]*[)）]|\[edit\])\s*$", re.IGNORECASE)
_RUN_IN = re.compile(r"[:：](?:\*\*|__)?(?:\s+|(?<=：))|\s[-–—]\s+(?=[A-Z\"“])")
_GLUED = re.compile(r"(?<=[a-z)\]])(?=[A-Z\[])")
_UNMARKED = re.compile(
    r"(?<=\w)[ \t]+(?=(?:An?|The|One|Our|Some|Another|It|In|This|These|There|When|As|If|For|With|While|Since|During|"
    r"Throughout|Today|Many|Most|You|We|They)"
    r"\s[a-z])"
)
"""A capital where no sentence begins, behind a title that stands without a mark before the text."""
_ANY_CAPITAL = re.compile(r"(?<=\w)[ \t]+(?=[A-Z][a-z]*\s[a-z])")
_LONG_TITLE = 4
"""Words from which on a title is hardly part of a longer name, so that any capital behind it may begin a sentence."""
_SAID_TWICE = re.compile(r"\b(?P<said>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})[ \t]+(?=(?P=said)\b)", re.IGNORECASE)
"""Where a title ends with what the text begins with: "The Importance of Health in Small Towns Small towns are …"."""
_DOUBLED = re.compile(r"[ \t]*(?P<said>[A-Z][^\n.!?]{5,90}?)[ \t]+(?=(?P=said)\b)", re.IGNORECASE)
_MORE_OF_A_TITLE = 24
"""Letters that a model adds to it: "The Role of Technology in Small Towns"."""
_LEAST_LETTERS = 16
"""Of a title that it may add to: a name of a word or two goes on in honest prose."""
_EDIT = re.compile(r"\[edit\]\s*|Edit(?=[A-Z])")
"""The link behind a heading of a wiki, which models have learnt with the heading."""
_LONGEST_TITLE, _MOST_TITLE = 160, 300
"""Signs within which a title ends before a sentence, and that a line of nothing else may have."""
STOPS = tuple(".!?。！？")
_PLACE = re.compile(r"[\s,:(–—-]*\b(?:part|section|chapter) \d{1,3}\b\)?", re.IGNORECASE)
_LEAST_TOLD = 6
"""Letters of a title that is looked for over and over: shorter ones are words that may stand twice."""
UNDERLINE = re.compile(r"^\s*(?:=+|-{3,}|\*{3,}|_{3,})\s*$")


def title_key(title: str) -> str:
    """A title for comparison: no numbering, marks, case."""
    bare = _ORDINAL.sub("", unicodedata.normalize("NFKC", title).strip(" #*_\"“”'`《》「」"))
    return "".join(sign for sign in bare.casefold() if sign.isalnum())


def without_titles(lines: list[str], titles: set[str], removed: list[str]) -> list[str]:
    """Without the section's or document's title as the first lines, in whatever dress, or before the first sentence.

    `titles` are the keys of those to look for (`title_key`); what is taken out is added to `removed`."""
    for _ in range(4):
        first = next((i for i, line in enumerate(lines) if line.strip() and not UNDERLINE.match(line)), len(lines))
        lines = lines[first:]
        if not lines or not _is_title(lines[0], titles):
            break
        removed.append(lines[0].strip())
        lines = lines[1:]
    if lines:
        lines = [_without_run_in_title(lines[0], titles, removed), *lines[1:]]
    again = {i for i, line in enumerate(lines) if i and _is_title(line, titles)}
    removed += [lines[i].strip() for i in sorted(again)]
    return [_without_doubled_title(line, titles, removed) for i, line in enumerate(lines) if i not in again]


def _without_doubled_title(line: str, titles: set[str], removed: list[str]) -> str:
    """ "The Old Lock The old lock was dug by hand." says its title once."""
    doubled = _DOUBLED.match(line)
    if doubled is None or title_key(doubled["said"]) not in titles:
        return line
    removed.append(doubled["said"])
    return line[doubled.end() :]


def _is_title(line: str, titles: set[str]) -> bool:
    if not line or len(line) > _MOST_TITLE:
        return False
    heading = HEADING.match(line) or BOLD_LINE.match(line)
    bare = _ASIDE.sub("", heading.group(1).strip().rstrip("#").strip() if heading else line)
    if bare.rstrip().endswith(STOPS):
        return _is_asked(bare, titles)
    key, unplaced = title_key(bare.rstrip(" :：")), title_key(_PLACE.sub(" ", bare))
    return (bool(key) and key in titles) or any(
        len(told) >= _LEAST_TOLD and _says_only(told, unplaced) for told in titles
    )


def _is_asked(line: str, titles: set[str]) -> bool:
    """ "Why People Collect?" of a section that is called so without the mark."""
    words = line.split()
    return (
        line.rstrip().endswith(("?", "？")) and len(words) > 1 and words[-1][0].isupper() and title_key(line) in titles
    )


def _says_only(title: str, key: str) -> bool:
    """Whether a line says the title, once or over and over, and nothing else."""
    return bool(key) and not key.replace(title, "")


def _without_run_in_title(line: str, titles: set[str], removed: list[str]) -> str:
    """ "**Title:** The text …", "Title: The text …", "Title - The text …", "Title? The text …", "TitleThe text …" or
    "A Title In the text …" loses its title."""
    first = (split_sentences(line[:_LONGEST_TITLE]) or [""])[0]
    if len(first) < len(line.strip()) and _is_asked(first, titles):
        removed.append(first.strip())
        line = line.strip()[len(first) :].lstrip()
    if unmarked := _unmarked(line[:_LONGEST_TITLE], titles):
        removed.append(line[:unmarked].strip())
        return line[unmarked:]
    for found in (*_RUN_IN.finditer(line[:_LONGEST_TITLE]), *_GLUED.finditer(line[:_LONGEST_TITLE])):
        if line[found.end() :] and title_key(line[: found.start()]) in titles:
            edit = _EDIT.match(line, found.end())
            start = edit.end() if edit else found.end()
            removed.append(line[:start].strip())
            return line[start:]
    return line


def _without_articles(titles: set[str]) -> Iterator[str]:
    """Each title, and "The Value of Maps" without its article too."""
    for title in titles:
        yield title
        yield title.removeprefix("the")


def _unmarked(line: str, titles: set[str]) -> int:
    """Where the text begins behind a title, or a little more than one, that no mark sets off; 0 where there is none."""
    for found in filter(None, (_UNMARKED.search(line), _SAID_TWICE.search(line))):
        title = title_key(line[: found.start() + len(found.groupdict().get("said", ""))])
        longer = (
            known for known in _without_articles(titles) if len(known) >= _LEAST_LETTERS and title.startswith(known)
        )
        told = title in titles or any(len(title) - len(known) <= _MORE_OF_A_TITLE for known in longer)
        if told and line[found.end()].isupper():
            return found.end()
    ends = (each for each in _ANY_CAPITAL.finditer(line) if len(line[: each.start()].split()) >= _LONG_TITLE)
    return next((each.end() for each in ends if title_key(line[: each.start()]) in titles), 0)
