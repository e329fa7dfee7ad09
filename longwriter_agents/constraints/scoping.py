"""Where a clause applies, as far as it says so. A following issue grows this into the full scope grammar."""

from __future__ import annotations

import re

from longwriter_agents.constraints.scope import EveryNth, EverySection, Named, Scope, UnitRange, Units, Whole
from longwriter_agents.constraints.structure import count_of

_LABEL = r"(?:chapter|section|part|lesson|episode|week|day|month|floor|module|unit|act|entry|scene|letter)"
_LABEL_ZH = r"(?:章|节|周|天|集|课|层|回)"
_ORDINALS = {
    **{
        name: number
        for number, name in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
    },
    "last": -1,
    "final": -1,
    "penultimate": -2,
}
_NTH = {"other": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_ROLES = r"introduction|conclusion|opening|ending|epilogue|prologue"
_NAMED = re.compile(
    rf"\b(?:in|within|as part of) (?:the|your) (?P<role>{_ROLES})\b"
    rf"|\bthe (?P<role2>{_ROLES}) (?:must|should|has to|needs to|shall)\b"
    r"|在?(?P<role3>引言|前言|开头|结尾|结论|结语)(?:部分|中|里|处|必须|应|要)",
    re.IGNORECASE,
)
_EVERY_NTH = re.compile(
    rf"\bevery (?P<n>\d+|{'|'.join(_NTH)})(?:st|nd|rd|th)? {_LABEL}s?\b"
    rf"(?:[^.]*?\b(?:from|starting (?:from|with|in|at|on)|beginning (?:with|in)) (?:{_LABEL} )?(?P<start>\d+))?",
    re.IGNORECASE,
)
_EVERY = re.compile(rf"\b(?:each|every|all(?: the)?) {_LABEL}s?\b|每(?:一)?(?:个)?{_LABEL_ZH}", re.IGNORECASE)
_RANGE = re.compile(
    rf"\b{_LABEL}s? (?P<a>\d+)\s*(?:-|–|—|to|through|until)\s*(?P<b>\d+)\b"
    rf"|第\s*(?P<c>\d+|[一二三四五六七八九十]+)\s*{_LABEL_ZH}?\s*(?:到|至|-|—)\s*第?\s*(?P<d>\d+|[一二三四五六七八九十]+)\s*{_LABEL_ZH}",
    re.IGNORECASE,
)
_UNIT = re.compile(
    rf"\b{_LABEL}s? (?P<n>\d+(?:(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+)\d+)*)\b|第\s*(?P<zh>\d+|[一二三四五六七八九十]+)\s*{_LABEL_ZH}",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\bthe (?P<o>{'|'.join(_ORDINALS)}) {_LABEL}\b|最后一(?:个)?(?:部分|{_LABEL_ZH})", re.IGNORECASE
)


def scope_of(clause: str) -> Scope:
    """Where the clause applies; the whole document when it does not say."""
    if every := _EVERY_NTH.search(clause):
        step = int(every["n"]) if every["n"].isdigit() else _NTH[every["n"].casefold()]
        return EveryNth(step=max(1, step), start=max(1, int(every["start"] or step)))
    if _EVERY.search(clause):
        return EverySection()
    if span := _RANGE.search(clause):
        return UnitRange(first=count_of(span["a"] or span["c"]), last=count_of(span["b"] or span["d"]))
    if unit := _UNIT.search(clause):
        numbers = [int(n) for n in re.findall(r"\d+", unit["n"])] if unit["n"] else [count_of(unit["zh"])]
        return Units(numbers=tuple(number for number in numbers if number > 0) or (1,))
    if ordinal := _ORDINAL.search(clause):
        return Units(numbers=(_ORDINALS[ordinal["o"].casefold()] if ordinal["o"] else -1,))
    if named := _NAMED.search(clause):
        return Named(name=named["role"] or named["role2"] or named["role3"])
    return Whole()
