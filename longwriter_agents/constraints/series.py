"""Reading the series that a request asks for: which unit, how many, dated or in a grid. The label is data, any noun will do.

Every noun that is counted somewhere is a candidate; what else the request says of it ("each stop", "stop 5", "stop by stop")
decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from longwriter_agents.constraints.called import general_names
from longwriter_agents.constraints.candidates import KNOWN, SOFT, Candidate, is_each, references
from longwriter_agents.constraints.clauses import TASK
from longwriter_agents.constraints.counted import candidates_in
from longwriter_agents.constraints.extent import extent_spans
from longwriter_agents.constraints.grid_form import MOST_UNITS, numbering_spans, read_grid
from longwriter_agents.constraints.markers import read_markers
from longwriter_agents.constraints.nouns import PERIOD_UNITS, forms, is_chinese, singular
from longwriter_agents.constraints.shown import Markers
from longwriter_agents.constraints.timeline import calendar_of, start_day
from longwriter_agents.model import Grid, Series


@dataclass(frozen=True)
class SeriesReading:
    """The series and the stretches of the request that say nothing else than it; `form` are those that show its form."""

    series: Series | None = None
    spans: tuple[tuple[int, int], ...] = ()
    form: tuple[tuple[int, int], ...] = ()


def read_series_fully(request: str) -> SeriesReading:
    markers = read_markers(request)
    grid, grid_span = read_grid(request)
    best = _best(request, markers, grid)
    if best is None or best.count is None or not 2 <= best.count <= MOST_UNITS:
        return SeriesReading()
    calendar = calendar_of(request, (best.noun, *best.aliases), best.count, markers)
    label = best.noun if is_chinese(best.noun) else best.noun[:1].upper() + best.noun[1:]
    shown = _shown_label(markers, label, best)
    series = Series(
        label=shown,
        count=best.count,
        quote=best.quote,
        aliases=(*_other_names(best, shown), *general_names(request, best)),
        first=_first_number(request, best),
        heading=_heading(markers, label, best),
        separator="" if markers.heading else markers.separator,
        opening=markers.opening,
        ending=markers.ending,
        calendar=calendar,
        grid=grid,
    )
    _, start_span = start_day(request) if calendar else (None, None)
    corners = numbering_spans(request) if grid else []
    spans = [*markers.spans, *corners, *(span for span in (best.span, grid_span, start_span) if span and span[1])]
    spans += extent_spans(request, series)
    return SeriesReading(series, tuple(sorted(spans)), markers.spans)


def _shown_label(markers: Markers, label: str, best: Candidate) -> str:
    return markers.label if markers.label and _matches(markers.label, best) else label


def _other_names(best: Candidate, label: str) -> tuple[str, ...]:
    """What else the units are called, when they are headed by another name than the one that is counted."""
    shown = label.casefold()
    names = dict.fromkeys((*best.aliases, *(() if shown in forms(best.noun) else (best.noun,))))
    return tuple(name for name in names if name not in (shown, *((best.noun,) if shown in forms(best.noun) else ())))


def _matches(label: str, best: Candidate) -> bool:
    head = singular(label.split()[-1]) if not is_chinese(label) else label
    return head in {*forms(best.noun), *(form for alias in best.aliases for form in forms(alias))}


def _heading(markers: Markers, label: str, best: Candidate) -> str:
    """The form that the request shows; with a separator of signs alone, a plain line after it."""
    if markers.heading:
        return markers.heading
    if markers.separator:
        return f"第{{number}}{label}" if is_chinese(label) else f"{label} {{number}}"
    return ""


# -- candidates ---------------------------------------------------------------------------------------------------------


def _best(request: str, markers: Markers, grid: Grid | None) -> Candidate | None:
    found: dict[str, Candidate] = {}
    for candidate in candidates_in(request, grid):
        known = found.get(candidate.noun)
        if known is None or known.count is None:
            found[candidate.noun] = candidate
        elif candidate.count is not None and _refers_beyond(request, known) and candidate.count > known.count:
            found[candidate.noun] = candidate
    if markers.label:
        _add_shown(found, markers)
    for candidate in found.values():
        candidate.score = _score(request, candidate, markers)
    fit = [c for c in found.values() if c.score >= 4 and c.count is not None]
    return max(fit, key=lambda c: (c.score, -c.at), default=None)


def _refers_beyond(request: str, candidate: Candidate) -> bool:
    return any(number > (candidate.count or 0) for number in references(request, candidate.noun))


def _add_shown(found: dict[str, Candidate], markers: Markers) -> None:
    """The label of the shown form: it is the noun, or another name of a noun that is counted."""
    head = markers.label if is_chinese(markers.label) else singular(markers.label.split()[-1])
    if head in found:
        if found[head].count is None:
            found[head].count = markers.last_number
        return
    same = next((c for c in found.values() if _matches(head, c)), None)
    entries = [c for c in found.values() if c.noun in _ENTRIES and c.count is not None]
    if same is None and len(entries) == 1 and markers.last_number is None:
        entries[0].aliases.append(head)  # "52 entries", each headed "Week 1"
    elif same is None:
        found[head] = Candidate(head, markers.last_number, quote=markers.label)


_ENTRIES = frozenset("entry part section piece text instalment note post item".split())
"""What anything that is written in a row may be called, besides its own name."""


def _score(request: str, candidate: Candidate, markers: Markers) -> int:
    """How much of the request speaks for this noun."""
    noun = candidate.noun
    names = [noun, *candidate.aliases]
    score = 2 if candidate.count is not None else 0
    score += 2 if (noun in KNOWN and noun not in SOFT) or candidate.period else 1 if noun in SOFT else 0
    score += 3 if markers.label and _matches(markers.label, candidate) else 0
    for name in names:
        score += 2 * is_each(request, name) + min(4, len(set(references(request, name))))
    score += 2 if _in_task(request, candidate) else 0
    score -= 2 if _is_told_of(request, candidate) else 0
    score -= 1 if _is_a_duration(request, candidate, markers) else 0
    score -= 3 if noun in ("year",) and not candidate.period else 0
    return score


def _is_a_duration(request: str, candidate: Candidate, markers: Markers) -> bool:
    """ "The timeline should cover 18 months": a time that a sentence besides the task's names, and nothing else speaks of."""
    if candidate.noun not in PERIOD_UNITS or candidate.period or markers.label:
        return False
    spoken_of = is_each(request, candidate.noun) or references(request, candidate.noun)
    sentence = re.split(r"[.!?\n。！？]", request[: candidate.at])
    return not spoken_of and len([part for part in sentence if part.strip()]) > 1 and TASK.match(sentence[-1]) is None


_TOLD_OF = re.compile(
    r"\b(?:about|on|how|who|whose|(?:story|life|plot|history|tale) of|summari[sz]e|review)\b|关于|介绍|讲述",
    re.IGNORECASE,
)
_TEXT_PARTS = frozenset("chapter part section episode scene act canto lesson letter stanza instalment entry".split())


def _is_told_of(request: str, candidate: Candidate) -> bool:
    """Whether the count belongs to what the text is about: "built a bridge in 14 weeks", "a man in a tower with 40 floors"."""
    sentence = re.split(r"[.!?;:。！？；：\n]", request[: candidate.at])[-1]
    into_parts = candidate.noun in _TEXT_PARTS and re.search(r"\b(?:in|into|,)\s*(?:exactly\s+)?$", sentence)
    return bool(candidate.span[1] and _TOLD_OF.search(sentence)) and not into_parts


def _in_task(request: str, candidate: Candidate) -> bool:
    """Whether the count stands in the sentence that says what to write, as its object."""
    head = request[: candidate.at]
    if re.search(r"[.!?。！？\n]\s", head) or not candidate.span[1]:
        return False
    return bool(
        re.search(
            r"(?:^|\b)(?:write|draft|compose|create|produce|generate|prepare|make|plan|design|script|"
            r"outline|give me|tell|develop)\s+"
            r"(?:me\s+|us\s+|out\s+)?(?:a\s+|an\s+|the\s+)?(?:series|set|cycle|collection|sequence|list)?(?:\s*of\s+)?(?:exactly\s+)?$|^\s*$|(?:写|撰写|创作|生成|共|一共|总共|分)$",
            head,
            re.IGNORECASE,
        )
    )


def _first_number(request: str, best: Candidate) -> int:
    """0 where the request numbers the units from 0."""
    noun = re.escape(best.noun)
    zero = (
        rf"\b{noun}s?\s+(?:are\s+)?(?:numbered|counted)\s+(?:from\s+)?0\b|\b{noun}s?\s+0\s*(?:-|–|to|"
        rf"through)\s|\bnumbered\s+(?:from\s+)?0\s+to\b"
    )
    return 0 if re.search(zero, request, re.IGNORECASE) else 1
