"""The reviewer judges only what code cannot; a verdict whose quote is not in the text is void, never an approval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from langgraph.runtime import Runtime

from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.desks import Desk, desk, told_first
from longwriter_agents.agents.monitor import code_findings, wants_revision
from longwriter_agents.backends.base import Message, Request, Traits
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.constraints.bound import Check
from longwriter_agents.constraints.kinds import Constraint
from longwriter_agents.constraints.placement import checked_at
from longwriter_agents.constraints.quoting import in_text, named, numbered
from longwriter_agents.errors import BackendError, BudgetSpent, ReplyError
from longwriter_agents.framing import demand_text, frame
from longwriter_agents.model import DOCUMENT, Finding, Verdict
from longwriter_agents.packing import sheet
from longwriter_agents.prompting import fenced
from longwriter_agents.prose.sentences import split_sentences
from longwriter_agents.replies import Judgement, judgements_of
from longwriter_agents.services import Services
from longwriter_agents.state import StrandState
from longwriter_agents.thrift import may_review

_TOKENS_PER_VERDICT, _TOKENS_BESIDE = 90, 60
_RANKS = {"title": 0, "text": 0, "items": 0}
_LOOK_BACK = 12
"""Versions of a text in which an earlier judgement is looked for."""
_MOST_CALLS = 8
"""Questions about one text; demands that do not fit into so many stay unverified."""
_ASPECT, _CANON = "q1", "q2"
"""The ids of what is judged of every section under `review="always"`."""

Item = tuple[str, str]
"""(constraint id, statement)"""


@dataclass(frozen=True)
class Exhibit:
    """What is judged: quotes must stand in `text`. `page` shows it with the statements of one question; `passages` are
    what it numbers, where the reviewer names passages by number."""

    place: str
    text: str
    page: Callable[[Sequence[Item]], Message]
    passages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opinion:
    """The reviewer's verdicts, and what it would change, by constraint id."""

    verdicts: tuple[Verdict, ...] = ()
    changes: tuple[tuple[str, str], ...] = ()

    @property
    def unmet(self) -> list[Finding]:
        """The unmet judgements as findings for the reviser."""
        changes = dict(self.changes)
        return [
            Finding(
                code="judged",
                message=changes.get(v.constraint_id) or v.detail or "The reviewer found this unmet.",
                section_id=None if v.place == DOCUMENT else v.place,
                evidence=v.evidence,
                constraint_id=v.constraint_id,
            )
            for v in self.verdicts
            if v.status == "unmet"
        ]


async def review(state: StrandState, runtime: Runtime[Services]) -> StrandState:
    """Judge the current draft against contract and canon where code can't; findings go to the reviser."""
    at = await desk(state, runtime.context)
    known = await opinion_at(at.services, at.section.id, at.ref["attempt"])
    settled = [v for v in known.verdicts if holds(v, at.text)]
    items = [item for item in _items(at) if item[0] not in {v.constraint_id for v in settled}]
    if items and await may_review(at.services):
        opinion = await judged(at.services, f"review:{at.section.id}", exhibit(at, at.text), items)
        known = Opinion((*settled, *opinion.verdicts), opinion.changes)
        await keep_opinion(at.services, at.section.id, at.ref["attempt"], known)
    found = [*code_findings(at, at.text), *known.unmet]
    return {"step": "revise" if wants_revision(at, at.ref, found) else "done"}


def holds(verdict: Verdict, text: str) -> bool:
    """Whether a judgement of an earlier version still counts: what shows that it is met still stands there; what was unmet
    stays so, since the reviser has its own mends judged."""
    return verdict.status == "unmet" or (verdict.status == "met" and verdict.evidence in text)


def _items(at: Desk) -> list[Item]:
    items = [(c.id, demand_text(c)) for c in at.contract.own if _is_open(c.check(at.text))]
    return items + (_of_contract(at) if at.services.options.review == "always" else [])


def _of_contract(at: Desk) -> list[Item]:
    """What is judged of every section where the caller asks for that: what it owes by the plan, and the canon."""
    told = [(_ASPECT, f"The text tells this: {at.section.summary}")] if at.section.summary else []
    canon = "; ".join(at.contract.canon)
    return [*told, (_CANON, f"Nothing in the text goes against this: {canon}")] if canon else told


async def statements(at: Desk) -> dict[str, str]:
    """What may be judged in this section, by id."""
    demands = [(c.id, demand_text(c)) for c in await constraints_of(at.services)]
    return dict([*demands, *_of_contract(at)])


def _is_open(check: Check) -> bool:
    return check.status == "judge" or check.arguable


def exhibit(at: Desk, text: str) -> Exhibit:
    """A section's text, for a small model sentence by sentence under numbers: naming one costs it less than quoting."""
    small = at.services.reviewer.traits.small
    passages = tuple(split_sentences(text)) if small else ()
    shown = fenced(numbered(passages) if small else text, "text")

    def page(items: Sequence[Item]) -> Message:
        return sheet(
            "reviewer/section",
            ranks=_RANKS,
            title=at.section.title,
            text=shown,
            items=list(items),
            by_number=small,
        )

    return Exhibit(at.section.id, text, page, passages)


async def keep_opinion(services: Services, place: str, version: int, opinion: Opinion) -> None:
    """Keep what was judged of a version of a place (a section and its attempt, the document and its round): a repeated
    step finds what the first one found. Under the place alone stands the newest."""
    value = {
        "verdicts": [verdict.model_dump(mode="json") for verdict in opinion.verdicts],
        "changes": dict(opinion.changes),
    }
    for name in (f"verdicts:{place}:{version}", f"verdicts:{place}"):
        await services.keep(name, value)


async def newest_opinion(services: Services, place: str) -> Opinion:
    return _read(await services.kept(f"verdicts:{place}"))


async def opinion_at(services: Services, place: str, version: int) -> Opinion:
    """What was judged of this version, or else of the newest one before it."""
    for each in range(version, max(-1, version - _LOOK_BACK), -1):
        kept = await services.kept(f"verdicts:{place}:{each}")
        if kept is not None:
            return _read(kept)
    return Opinion()


def _read(kept: dict[str, object] | None) -> Opinion:
    if kept is None:
        return Opinion()
    verdicts, changes = kept["verdicts"], kept["changes"]
    assert isinstance(verdicts, list) and isinstance(changes, dict)
    return Opinion(tuple(Verdict.model_validate(each) for each in verdicts), tuple(changes.items()))


async def judged(
    services: Services, purpose: str, shown: Exhibit, items: Sequence[Item], *, sample: int = 0
) -> Opinion:
    """A verdict for each item. Without an answer, or with a void quote, it is `unverified`."""
    verdicts: list[Verdict] = []
    changes: dict[str, str] = {}
    batches = _batches(items, services.reviewer.traits)
    for number, batch in enumerate(batches):
        if number >= _MOST_CALLS:
            verdicts += [
                _unverified(id, shown.place, "There are too many statements to judge them all.") for id, _ in batch
            ]
            continue
        found, wanted = await _asked(services, purpose, shown, batch, sample * _MOST_CALLS + number)
        verdicts += found
        changes |= wanted
    return Opinion(tuple(verdicts), tuple(changes.items()))


def _batches(items: Sequence[Item], traits: Traits) -> list[list[Item]]:
    """As many statements in one question as leave half of the window to the text."""
    most_reply = min(traits.max_output_tokens, traits.context_window // 4)
    most = max(1, (most_reply - _TOKENS_BESIDE) // _TOKENS_PER_VERDICT)
    batches: list[list[Item]] = [[]]
    room = traits.context_window // 4
    for item in items:
        tokens = count_tokens(item[1]).tokens
        if batches[-1] and (len(batches[-1]) >= most or tokens > room):
            batches.append([])
            room = traits.context_window // 4
        batches[-1].append(item)
        room -= tokens
    return batches


async def _asked(
    services: Services, purpose: str, shown: Exhibit, items: Sequence[Item], sample: int
) -> tuple[list[Verdict], dict[str, str]]:
    backend = services.reviewer
    request = Request(
        purpose=purpose,
        messages=(await _shared(services), shown.page(items)),
        max_tokens=min(_TOKENS_BESIDE + _TOKENS_PER_VERDICT * len(items), backend.traits.max_output_tokens),
        temperature=0.0,
        sample=sample,
    )
    try:
        answer = await services.ask(backend, request, judgements_of([id for id, _ in items]))
    except (BackendError, ReplyError, BudgetSpent) as error:
        return [_unverified(id, shown.place, str(error)) for id, _ in items], {}
    by_id = {judgement.id.strip("[] "): judgement for judgement in answer.verdicts}
    verdicts = [_verdict(id, by_id.get(id), shown) for id, _ in items]
    return verdicts, {id: by_id[id].change for id, _ in items if id in by_id and by_id[id].change}


async def _shared(services: Services) -> Message:
    """What a reviewer is told first: the request. A small model that drafted it has read what drafters are told, and need not
    read the request once more in other company."""
    traits = services.reviewer.traits
    if traits.small and services.reviewer.spec == services.drafter.spec:
        return await told_first(services)
    return frame(await services.brief(), None, await constraints_of(services), traits, with_brief=False)


def _verdict(id: str, judgement: Judgement | None, shown: Exhibit) -> Verdict:
    if judgement is None:
        return _unverified(id, shown.place, "The reviewer did not answer this.")
    evidence = _evidence(judgement.quote, shown)
    if judgement.met and evidence is None:
        return _unverified(id, shown.place, "The reviewer called it met, but its quote is not in the text.")
    return Verdict(
        constraint_id=id,
        place=shown.place,
        status="met" if judgement.met else "unmet",
        by="model",
        evidence=evidence or "",
        detail=judgement.change,
    )


def _evidence(said: str, shown: Exhibit) -> str | None:
    if not said.strip():
        return None
    return (named(shown.passages, said) if shown.passages else None) or in_text(shown.text, said)


def _unverified(id: str, place: str, detail: str) -> Verdict:
    return Verdict(constraint_id=id, place=place, status="unverified", by="model", detail=detail)


def document_items(constraints: Sequence[Constraint], placements: dict[str, list[str]], text: str) -> list[Constraint]:
    """The document-wide constraints that code can't decide on this text."""
    return [
        c for c in constraints if placements.get(c.id) == [DOCUMENT] and checked_at(DOCUMENT, c, text).status == "judge"
    ]
