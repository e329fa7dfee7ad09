"""Positions that belong together: exceptions go to what they narrow, starts and ends to the period they bound."""

from __future__ import annotations

import re
from dataclasses import replace

from longwriter_agents.constraints.grammar.idle_days import without_idle_days
from longwriter_agents.constraints.grammar.narrowing import narrowed
from longwriter_agents.constraints.grammar.position import LAST, Position, Relative
from longwriter_agents.constraints.keyterms import has_content
from longwriter_agents.constraints.nearby import leads_to
from longwriter_agents.constraints.scope import AllBut, EveryNth, EverySection, Scope, UnitRange, Units


def joined(clause: str, found: list[Position], unit: str = "") -> list[Position]:
    """Exceptions go to what they narrow, starts and stretches to the period they bound, "every" gives way to what is narrower.

    `unit` is the period that each unit of the series takes.
    """
    found, idle = without_idle_days(clause, found, unit)
    found = _with_exceptions(clause, _without_apposition(clause, _without_neighbours(clause, found)))
    found = narrowed(clause, _with_bounds(clause, found), unit)
    return sorted([*_without_every(clause, found), *idle], key=lambda each: each.start)


_EACH_TIME = re.compile(r"\b(?:(?:each|every) (?:one|time)|always)\b|每次都|总是", re.IGNORECASE)
_LAST_ONE = re.compile(r"\b(?:of|from|where|what|as)\s+(?:the\s+)?$", re.IGNORECASE)


def _without_neighbours(clause: str, found: list[Position]) -> list[Position]:
    """ "Each episode begins with a recap of the previous one": which one that is changes with each, so it is no place."""
    kept: list[Position] = []
    of_each = bool(_EACH_TIME.search(clause))
    for each in found:
        last_one = each.scope == Units(numbers=(LAST,)) and leads_to(_LAST_ONE, clause, each.start)
        if not of_each or not (last_one or (isinstance(each.scope, Relative) and abs(each.scope.offset) == 1)):
            kept.append(each)
            of_each = of_each or (each.role == "every" and isinstance(each.scope, EverySection))
    return kept


_THAT_IS = re.compile(
    r"[^.;:]{0,60}(?:[—–(,，（-]|\s)\s*(?:that is(?: to say)?|"
    r"i\.\s?e\.|namely|in other words|in this case|也就是|即)[,，:\s]*(?:in |on |at )?"
)


def _without_apposition(clause: str, found: list[Position]) -> list[Position]:
    """ "The episode after the thaw, that is episode 12, …": the second one says where the first one is."""
    kept: list[Position] = []
    for each in found:
        before = kept[-1] if kept else None
        gap = clause[before.end : each.start] if before else ""
        bracketed = re.fullmatch(r"[^.;:,，()（）]{0,30}[(（]\s*", gap) and re.match(
            r"\s*(?:…+|\.{3,}|等)?\s*[)）]", clause[each.end :]
        )
        if before is not None and before.role == "period" and bracketed and each.role in ("open", "start", "closed"):
            kept.append(each)  # "every 5 weeks on weekends (from week 13)": it bounds the period
            continue
        if before is not None and before.role == "period" and (bracketed or _THAT_IS.fullmatch(gap)):
            kept[-1] = _begun(before, each)
            kept.append(replace(each, role="bound"))
            continue
        if before is not None and bracketed and has_content(re.sub(r"\d+", "", gap)):
            kept[-1] = replace(each, start=before.start, end=before.end)
            kept.append(replace(each, role="bound"))
        elif before is not None and (bracketed or _THAT_IS.fullmatch(gap)):
            kept[-1] = replace(each, start=before.start)
        else:
            kept.append(each)
    return kept


def _begun(period: Position, listed: Position) -> Position:
    """ "Every third one (the 2nd, the 5th …)": the list shows where the period starts."""
    scope, shown = period.scope, listed.scope
    if (
        not period.open_start
        or not isinstance(scope, EveryNth)
        or not isinstance(shown, Units)
        or len(shown.numbers) < 2
    ):
        return period
    start = shown.numbers[0]
    fits = all((number - start) % scope.step == 0 for number in shown.numbers)
    return (
        replace(period, scope=scope.model_copy(update={"start": start}), open_start=False)
        if fits and start > 0
        else period
    )


def _with_exceptions(clause: str, found: list[Position]) -> list[Position]:
    kept: list[Position] = []
    waiting: list[Position] = []
    for position in found:
        if position.role.startswith("except"):
            if position.role == "except" and kept and not isinstance(kept[-1].scope, Relative):
                base = kept[-1]
                if has_content(clause[base.end : position.start]):
                    kept[-1] = replace(base, scope=_without(base, position))
                    kept.append(replace(position, role="bound"))
                else:
                    kept[-1] = replace(base, end=position.end, scope=_without(base, position))
            else:
                waiting.append(position)
        elif waiting and position.role in ("every", "period", "open", "closed"):
            exception = waiting.pop()
            kept += [replace(exception, role="bound"), replace(position, scope=_without(position, exception))]
        else:
            kept.append(position)
    kept += [replace(each, role="plain", scope=_without(None, each)) for each in waiting]
    return sorted(kept, key=lambda each: each.start)


def _without(base: Position | None, exception: Position) -> Scope:
    inner = base.scope if base is not None else EverySection()
    assert not isinstance(inner, Relative)
    if isinstance(exception.scope, Relative):
        return inner
    return AllBut(base=inner, without=exception.scope)


def _with_bounds(clause: str, found: list[Position]) -> list[Position]:
    """A period that does not say where it starts takes the stretch beside it; a start that bounds none is a stretch."""
    for i, each in enumerate(found):
        if each.role == "period" and each.open_start and isinstance(each.scope, EveryNth):
            _take_first(clause, found, i)
        if found[i].open_start and each.role == "period" and isinstance(each.scope, EveryNth):
            _take_bound(clause, found, i)
    return [_alone(each) for each in found]


_THE_FIRST = re.compile(
    r"(?:^|[,，;；(（]|\b(?:with|and)\b)\s*(?:with\s+|and\s+)?(?:the\s+|其中)?(?:first|第一[次个场回期座处家]?|首[次个场])(?!\s*time)"
    r"(?:(?:\s+[\w'’-]+){0,4}|[^，。；\s]{0,8}?)\s*$",
    re.IGNORECASE,
)
"""What stands between a period and the place of its first: "every 6 weeks, with the first concert in week 5"."""


def _take_first(clause: str, found: list[Position], i: int) -> None:
    """ "The first concert in week 5" says where the period starts, when no more is said of that place."""
    period, near = found[i], found[i + 1] if i + 1 < len(found) else None
    if near is None or not isinstance(near.scope, Units) or len(near.scope.numbers) != 1:
        return
    said = _THE_FIRST.search(clause[period.end : near.start])
    following = found[i + 2].start if i + 2 < len(found) else len(clause)
    if (
        said is None
        or near.scope.numbers[0] < 1
        or has_content(re.split(r"[,，;；.。]", clause[near.end : following])[0])
    ):
        return
    found[i] = _bounded(period, replace(near, scope=UnitRange(first=near.scope.numbers[0], last=LAST)))
    found[i + 1] = replace(near, start=period.end + said.start(), role="bound")


def _has_own_words(between: str, after: str, *, before: bool) -> bool:
    """Whether the stretch has a demand of its own, which a comma divides from the period."""
    pieces = re.split(r"[,，]", between)
    if before:
        return any(has_content(piece) for piece in pieces[:-1])
    return len(pieces) > 1 and has_content(re.split(r"[,，]", after)[0])


def _alone(position: Position) -> Position:
    """A start that bounds no period: a stretch from there on, or, of what is there for the first time, that unit."""
    if position.role == "first time" and isinstance(position.scope, UnitRange):
        return replace(position, role="plain", scope=Units(numbers=(position.scope.first,)))
    return replace(position, role="open") if position.role == "start" else position


def _take_bound(clause: str, found: list[Position], i: int) -> None:
    for k in (i - 1, i + 1):
        near = found[k] if 0 <= k < len(found) else None
        if (
            near is None
            or near.role not in ("open", "closed", "start", "first time")
            or not isinstance(near.scope, UnitRange)
        ):
            continue
        between = clause[min(found[i].end, near.end) : max(found[i].start, near.start)]
        following = found[k + 1].start if k + 1 < len(found) else len(clause)
        own = near.role in ("open", "closed") and _has_own_words(between, clause[near.end : following], before=k < i)
        if not own and not re.search(r"[.;!?。；！？]", between):
            found[i] = _bounded(found[i], near)
            found[k] = replace(near, role="bound")
            return


def _bounded(period: Position, stretch: Position) -> Position:
    scope, bounds = period.scope, stretch.scope
    assert isinstance(scope, EveryNth) and isinstance(bounds, UnitRange)
    end = None if bounds.last == LAST else bounds.last
    return replace(period, scope=EveryNth(step=scope.step, start=max(0, bounds.first), end=end), open_start=False)


def _without_every(clause: str, found: list[Position]) -> list[Position]:
    """ "Every letter from the 15th on", "all episodes but the last", "each block of column 9": the narrower one counts."""
    kept: list[Position] = []
    for i, each in enumerate(found):
        if each.role == "every" and isinstance(each.scope, EverySection):
            following = found[i + 1] if i + 1 < len(found) else None
            if following is not None and _TOUCHES.fullmatch(clause[each.end : following.start]):
                found[i + 1] = replace(following, start=each.start)
                continue
            before = kept[-1] if kept else None
            if (
                before is not None
                and before.role not in ("every",)
                and _TOUCHES.fullmatch(clause[before.end : each.start])
            ):
                kept[-1] = replace(before, end=each.end)
                continue
        kept.append(each)
    return kept


_TOUCHES = re.compile(
    r"\s*(?:,|，|:)?\s*(?:of|in|from|on|at|the|at the|in the|of the|from the|中|的|for|(?:whose|with an?) number (?:is)?|"
    r"(?:that|which) is)?\s*",
    re.IGNORECASE,
)
