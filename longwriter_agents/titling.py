"""Titles and summaries as a plan gives them: without numbers, marks and talk of themselves; which of them tell something,
which are the same, and where one stands twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from longwriter_agents.constraints.evidence import stem
from longwriter_agents.model import Outline, Part, Section

_ORDINAL = re.compile(
    r"^\s*[#*\"“']*\s*(?:(?:section|part|chapter|kapitel|chapitre)\s+(?:\d+|[ivxlc]+)\b\s*[.:)–—-]?\s*"
    r"|第\s*[\d一二三四五六七八九十百]+\s*[章节部分]+\s*[:：、]?\s*|\d{1,3}\s*[.:)、]\s*)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*[(\[（]?\s*(?:about|around|approximately|约)?\s*\d[\d,.]*\s*(?:-|–)?\s*(?:words?\b|字)\s*[)\]）]?\.?", re.I
)


_LONGEST = 1_200
"""Signs of a title or summary that are looked at at all; a reply may hold anything."""
_GENERIC = re.compile(
    r"^(?:introduction|overview|conclusion|summary|outline|plan|title|document|untitled|sections?|the document"
    r"|引言|前言|大纲|标题)$",
    re.IGNORECASE,
)


_ECHO = re.compile(r"\b(?:plan|document|outline)\b.{0,60}\b\d{1,3} (?:more )?sections\b", re.IGNORECASE)
"""What a title says that only says our own request for a plan over."""


def is_generic(title: str) -> bool:
    """A title that any document could bear."""
    return not title.strip() or bool(_GENERIC.match(title.strip()) or _ECHO.search(title))


_COVER = (
    r"(?P<cover>(?:sub)?titles?|(?:title|cover) page|copyright(?: notice| page)?|(?:publication )?date(?: of publication)?"
    r"|(?:(?:about the )?author|publisher)s?(?:['’]s?)?(?: (?:bio|biography|information|notes?|names?))?"
    r"|作者(?:简介)?|出版社|日期)"
)
"""What stands on a document's covers."""
_ENDING = (
    rf"(?P<ending>{_COVER}|conclusions?|(?:executive |management )?summary|recap|wrap[- ]?up"
    r"|(?:final|closing|concluding) (?:thoughts|remarks|words|notes)"
    r"|references|bibliography|works cited|acknowledge?ments|appendix|appendices|glossary|index|(?:foot|end)notes|credits"
    r"|thanks?(?: you)?(?: (?:note|for reading))?|(?:the )?end|contact (?:information|details|us)"
    r"|结论|总结|结语|小结|参考文献|致谢)"
)
"""What only ends a document, or lists what stands behind its end or on its covers."""
_A_TEXT = r"(?:essay|article|text|document|guide|report|paper|book|story|piece|manual|course)"
_FRAMING = re.compile(
    rf"^(?:(?:{_A_TEXT}|plan|outline) (?=\w))?"
    r"(?P<what>(?:introduction|overview|headings?|(?:main )?body(?: paragraphs?)?|contents?|description"
    r"|(?:key|main) (?:points|takeaways)|abstract|key ?words?|thesis(?: statement)?|hook|epigraph|outline|word count"
    rf"|(?:purpose|scope)(?: and scope)?|foreword|preface|{_ENDING}|(?:additional |further |other )?(?:reading|resources)"
    r"|(?:additional|final|further|extra|other|bonus|general) (?:tips|advice|considerations|information|topics)"
    r"|(?P<number>(?:section|part|chapter|step|point|unit|paragraph) (?:\d{1,3}|[ivx]{1,5}|one|two|three|four|five|six)"
    r"|\d{1,3}|第[\d一二三四五六七八九十]+[章节部分]+)"
    r"|table of contents|引言|前言|导言)"
    r"(?: (?:and|&) (?:next steps|summary|recommendations|outlook|overview|conclusions?|final thoughts|background|purpose))?)"
    rf"(?: (?:of|to|for) (?:(?:the|this|your|an?) )?{_A_TEXT})?$",
    re.IGNORECASE,
)


def telling(sections: Sequence[Section], request: str) -> list[Section]:
    """The sections without those that would only introduce, sum up or list sources, unless the request names such a section:
    they tell what stands elsewhere already, or what nobody knows. "Section 3" tells nothing, whatever the request speaks of.
    Neither does "Audience" where the request says under that head who is to read it.
    A plan that has come to its covers ("Author", "Date") goes on with more of the kind ("Location", "Medium"): after two of
    them in a row nothing is read."""
    asked, kept, covers = request.casefold(), list[Section](), 0
    for section in sections:
        match = _FRAMING.match(section.title)
        frames = _only_frames(match, asked)
        covers = covers + 1 if frames and match is not None and match["cover"] is not None else 0
        if kept and covers == _MOST_COVERS:
            break
        sums_up = _SUMS_UP.match(section.title)
        frames = frames or (sums_up is not None and sums_up["what"].casefold() not in asked)
        if not frames and not _echoes(section.title, asked) and not _is_of_the_job(section.title, request):
            kept.append(section)
    return kept


_MOST_COVERS = 2
_SUMS_UP = re.compile(r"(?P<what>conclusion|summary|overview|introduction)s? on ", re.IGNORECASE)
"""How a title begins that only frames what the rest of it names."""

_OF_THE_JOB = frozenset(
    "role,audience,target audience,readers,format,output format,length,word count,word limit,tone,style,deadline,due date,"
    "time limit".split(",")
)
"""Heads under which a request says how it is to be done."""
_BESIDE_THESE = frozenset(
    "topic time task purpose objective goal theme genre language requirements guidelines criteria instructions rubric".split()
)
"""Heads that say so where others do; by themselves they may be a text's own parts."""
_LEAST_HEADS = 2
_EACH_LINE = re.IGNORECASE | re.MULTILINE
_LISTS_SECTIONS = re.compile(r"\b(?:sections?|parts?|chapters?|headings?)\b[^\n:：]*[:：]\s*\n", re.IGNORECASE)
_A_LENGTH = r"(?:about |around |approximately )?\d[\d,]*[- ]words?\s*$"
"""What stands behind the name of a section and says how long it is to be."""


def _is_of_the_job(title: str, request: str) -> bool:
    """Whether a title is a head of the request under which it says how the text is to be written, and nothing of what it tells."""
    named = title.casefold().strip(" :：")
    if named not in _OF_THE_JOB and named not in _BESIDE_THESE:
        return False
    if _LISTS_SECTIONS.search(request) or re.search(
        rf"^\W*{re.escape(named)}\s*[:：]\s*{_A_LENGTH}", request, _EACH_LINE
    ):
        return False
    heads = {each.casefold() for each in re.findall(r"^\W*([^\W\d_][^\n:：]{1,30}?)\s*[:：]", request, re.MULTILINE)}
    return named in heads and (named in _OF_THE_JOB or len(heads & _OF_THE_JOB) >= _LEAST_HEADS)


def _echoes(title: str, request: str) -> bool:
    """Whether it says our request for a plan over, and not what the user asked for."""
    echo = _ECHO.search(title)
    return echo is not None and echo[0].casefold() not in request


def asks_for_introduction(request: str) -> bool:
    """Whether the request speaks of one, so that a plan may have it."""
    return re.search(r"\bintro", request, re.IGNORECASE) is not None


def concludes(title: str, request: str) -> bool:
    """Whether a section of this title would only end the document or list what stands behind its end."""
    match = _FRAMING.match(title)
    return match is not None and match["ending"] is not None and _only_frames(match, request.casefold())


def _only_frames(match: re.Match[str] | None, request: str) -> bool:
    if match is None or match["number"] is not None:
        return match is not None
    request = request.replace("摘要", "summary")
    words = [word for word in match["what"].casefold().split() if word not in _SAY_LITTLE]
    return any(re.search(rf"(?<![a-z]){re.escape(word)}", request) is None for word in words)


_SAY_LITTLE = frozenset("about the of for and executive management".split())


def tidy_title(title: str) -> str:
    """A planned title without numbering, quotes, markup and word counts, on one line."""
    bare = _COUNTED.sub("", _ORDINAL.sub("", " ".join(title.split())[:_LONGEST]))
    bare = bare.strip(' *#_`"“”「」《》:：').rstrip(".。")
    bare = bare[:1].upper() + bare[1:]
    return bare[:120] or " ".join(title.split()).strip("#* ")[:120]


_SAYS_THAT_IT_TELLS = re.compile(
    r"^(?:in )?(?:this|the) (?:section|chapter|part|introduction|conclusion|paragraph)\s*,?\s*(?:will |we |also )*"
    r"(?:introduces?|discuss(?:es)?|covers?|explains?|describes?|provides?|outlines?|explores?|focus(?:es)? on|examines?|"
    r"highlights?|presents?|tells?|summari[sz]es?|details?|looks? at|delves? into)\s+(?:about\s+)?",
    re.IGNORECASE,
)


def tidy_summary(summary: str) -> str:
    """What a section covers: no word counts, no "this section discusses", which a drafter would only copy."""
    bare = _COUNTED.sub("", " ".join(summary.split())[:_LONGEST]).strip()
    bare = _SAYS_THAT_IT_TELLS.sub("", bare)
    return (bare[:1].upper() + bare[1:])[:600]


_SAME_TITLE = 0.8
"""Titles that share so much of their words, as counted by Jaccard, name the same section."""
_ARTICLES = frozenset({"the", "a", "an"})


def not_of(sections: Sequence[Section], others: Sequence[str]) -> list[Section]:
    """The sections without those that are called as another part of the document is: it tells of that itself."""
    theirs = {_title_words(title) for title in others}
    return [section for section in sections if _title_words(section.title) not in theirs]


def unlike(sections: Sequence[Section]) -> list[Section]:
    """The sections without those whose title stands earlier already, in nearly the same words; of those without a title all."""
    seen: list[frozenset[str]] = []
    kept = []
    for section in sections:
        told = _title_words(section.title)
        if any(_alike(each, known) for each in (told, _title_words(_SEQUEL.sub("", section.title))) for known in seen):
            continue
        seen.append(told)
        kept.append(section)
    return kept


def beside(known: Sequence[Section], more: Sequence[Section], request: str) -> list[Section]:
    """Of sections that were asked for beside those that are known: those that name something else. Here "Planting" is
    nothing but "Planting and Care"; nor do "The Smell's Origin" and "The Smell's Meaning in the Cabin" both tell something, if
    smells and cabins are not what the request is about."""
    told = [_title_words(section.title) for section in known]
    asked = _title_words(request)
    kept = []
    for section in unlike(more):
        words = _title_words(section.title)
        if not any(_covers(words, each, asked) for each in told if each):
            kept.append(section)
            told.append(words)
    return kept


_SAME_SUBJECT = 0.6


def _covers(words: frozenset[str], told: frozenset[str], asked: frozenset[str]) -> bool:
    if words <= told or (len(told) > 1 and told <= words):
        return True
    own, theirs = words - asked, told - asked
    shared = len(own & theirs)
    return shared > 1 and shared >= _SAME_SUBJECT * min(len(own), len(theirs))


_SEQUEL = re.compile(r"[\s,:(–—-]*(?:part (?:\d{1,2}|[ivx]{1,4}|two|three)|continued|cont\.?)\)?\s*$", re.IGNORECASE)
"""How a title says that it goes on with another one; of "Part 1" and "Part 2" neither is the other's."""


def _alike(told: frozenset[str], known: frozenset[str]) -> bool:
    return bool(told) and len(told & known) >= _SAME_TITLE * len(told | known)


def _title_words(title: str) -> frozenset[str]:
    """The words of a title in their stems; a title in a script without spaces is one word."""
    words = re.findall(r"\w+", title.casefold().replace("’s", "").replace("'s", ""))
    return frozenset(stem(word) for word in words if word not in _ARTICLES) or frozenset(words)


def with_own_titles(outline: Outline, *, headless: bool = True) -> Outline:
    """The outline without a heading twice: parts are planned side by side, and know only each other's titles.

    A section that opens the document or a part under just that title needs no heading of its own, unless `headless` is
    false because the request counts headings.
    """
    seen: set[str] = set()
    parts: list[Part] = []
    for part in outline.parts:
        above = [_title_words(title) for title in (outline.title if not parts else "", part.title) if title]
        sections = [
            _untitled(section) if headless and not number and _title_words(section.title) in above else section
            for number, section in enumerate(part.sections)
        ]
        parts.append(part.model_copy(update={"sections": tuple(_own_title(each, part, seen) for each in sections)}))
    return outline.model_copy(update={"parts": tuple(parts)})


def without_headings(outline: Outline) -> Outline:
    """The outline with its document's title only: what the headings would say, each section's summary says."""
    parts = tuple(
        part.model_copy(update={"title": "", "sections": tuple(_summed_up(each) for each in part.sections)})
        for part in outline.parts
    )
    return outline.model_copy(update={"parts": parts})


def _summed_up(section: Section) -> Section:
    summary = ": ".join(each for each in (section.title, section.summary) if each)
    return section.model_copy(update={"title": "", "summary": summary})


def _untitled(section: Section) -> Section:
    return section.model_copy(update={"title": "", "summary": section.summary or section.title})


def _own_title(section: Section, part: Part, seen: set[str]) -> Section:
    """The section with a title that no section before it has; a part's title tells two of the same name apart."""
    title = section.title
    if title.casefold() in seen and title and part.title:
        title = f"{title} ({part.title})"
    seen.add(title.casefold())
    return section.model_copy(update={"title": title})
