"""Bans that do not hold everywhere: "no lists except in the summary", "No headings. … Headings are fine in the appendix."

Code can hold a ban to a numbered place or to none. What is excepted by name only a reader can find, so that such a ban is
judged with its exception instead of being checked too strictly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from longwriter_agents.constraints.evidence import folded
from longwriter_agents.constraints.kinds import AnyConstraint, Exclude, Judged
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.constraints.shape import Form

_FINE = r"(?:fine|ok|okay|allowed|permitted|welcome|acceptable|all right|possible|used)"
_EXCEPT = re.compile(
    r"\b(?:except(?:ing)?|other than|apart from|aside from|unless|save (?:for|in)|with the exception of|outside (?:of )?(?:the|of)|"
    rf"but [^.;\n]{{1,60}}?\b(?:is|are|may be|can be) {_FINE}|but (?:you|it|they) (?:may|can)\b|außer|ausgenommen)\b|"
    r"除(?:了|非)|除外|以外",
    re.IGNORECASE,
)
_THING = r"[\w'’“”\" -]{2,40}?"
_WHERE = r"(?:in|at|for|within|as|only)"
_PERMITS = re.compile(
    rf"\b(?P<what>{_THING})\s+(?:is|are|may be|can be)\s+(?:only\s+|also\s+)?{_FINE}\b[^.;\n]{{0,60}}?\b{_WHERE}\b"
    r"|\b(?:you|it|they) (?:may|can) (?:only )?(?:use|include|have|mention|say|contain) "
    rf"(?P<used>{_THING}) {_WHERE}\b|(?:可以|允许|可)(?:使用|用|有|出现|提到)(?P<zh>[一-鿿]{{2,6}})",
    re.IGNORECASE,
)
_MEANT = {
    "headings": re.compile(r"\b(?:sub-?)?(?:heading|header|title)s?\b|标题", re.IGNORECASE),
    "items": re.compile(r"\b(?:list|bullet)s?\b|列表|清单", re.IGNORECASE),
}


def is_ban(constraint: object) -> bool:
    return isinstance(constraint, Exclude) or (isinstance(constraint, Form) and constraint.most == 0)


def has_exception(clause: str) -> bool:
    """Whether the clause says where, or when, what it forbids may be."""
    return _EXCEPT.search(clause) is not None


_ALLOWS = re.compile(
    r"^\W*(?:(?:also|optionally|if \w[^,.;]{0,60}),?\s+)?(?:you|it|they|the (?:text|story|article|essay|author|narrator))\s+"
    r"(?:may|can|could|might|are (?:free|welcome|allowed) to|is (?:free|allowed) to)\b(?!\s*(?:not|never|only)\b)|"
    r"^\W*(?:你|您)?可以(?!不)",
    re.IGNORECASE,
)


def only_permits(clause: str) -> bool:
    """ "You may mention 'wax'": what is allowed is neither asked for nor counted."""
    return _ALLOWS.match(clause) is not None


def with_permissions(
    constraints: Iterable[AnyConstraint], leftover: Sequence[str]
) -> tuple[list[AnyConstraint], list[str]]:
    """The constraints with each ban that a clause of its own lifts somewhere as one judged demand; and the clauses that
    are left without those that only permit."""
    kept: list[AnyConstraint] = []
    permits = [clause for clause in leftover if _PERMITS.search(clause)]
    used: set[str] = set()
    for constraint in constraints:
        lifting = [clause for clause in permits if is_ban(constraint) and _lifts(clause, constraint)]
        used.update(lifting)
        kept.append(_judged(constraint, lifting) if lifting else constraint)
    return kept, [clause for clause in leftover if clause not in used]


def _lifts(clause: str, ban: AnyConstraint) -> bool:
    """Whether the clause permits somewhere what is forbidden everywhere."""
    said = _PERMITS.search(clause)
    if said is None or not isinstance(ban.scope, Whole):
        return False
    what = said["what"] or said["used"] or said["zh"]
    if isinstance(ban, Form):
        meant = _MEANT.get(ban.counted)
        return meant is not None and meant.search(what) is not None
    return isinstance(ban, Exclude) and not ban.letters and any(folded(term) in folded(what) for term in ban.terms)


def _judged(ban: AnyConstraint, lifting: Sequence[str]) -> Judged:
    return Judged(
        quote=ban.quote, text=f"{ban.statement}, but: {' '.join(lifting)}", scope=ban.scope, origin=ban.origin
    )
