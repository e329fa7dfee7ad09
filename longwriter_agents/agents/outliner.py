"""The outliner: asks the planner's model for an outline of so many sections or parts, and makes what it says usable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from types import GenericAlias
from typing import Any

from pydantic import Field, create_model

from longwriter_agents import layout, plan_so_far, titling
from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.backends.base import Request
from longwriter_agents.continuity.angles import angles_of_sections, directions, subjects
from longwriter_agents.continuity.flows import is_narrative
from longwriter_agents.errors import RefusedError, ReplyError
from longwriter_agents.framing import frame
from longwriter_agents.model import Brief, CanonEntry, Finding, Section
from longwriter_agents.packing import sheet
from longwriter_agents.replies import (
    Plan,
    PlannedPart,
    PlannedSection,
    PlannedTitle,
    RichPlan,
    RichSection,
    TellingSection,
    TellingTitle,
)
from longwriter_agents.services import Services, Stage

_ATTEMPTS, _FILLING = 2, 2
"""Plans are asked for in attempts 0 and 1; what one of them lacks is the attempt after these."""
_TOKENS_PER_TITLE, _TOKENS_PER_SECTION, _TOKENS_PER_RICH_SECTION, _TOKENS_OF_CANON = 60, 140, 240, 400
_RANKS = {
    "part_title": 0,
    "titles": 0,
    "known": 1,
    "directions": 5,
    "demands": 1,
    "part_summary": 2,
    "canon": 3,
    "others": 4,
    "complaints": 5,
}
"""What gives way first where a window is small: the demands stand in the contracts of their sections, too."""
_SPARE, _SPARE_FROM = 2, 4
"""A small model plans an introduction and a conclusion whatever it is told: plans of so many sections ask for two more."""


@dataclass
class Planned:
    """What a plan says: title, sections, and how the canon begins (`voice`: entries, tense, person, as JSON values)."""

    title: str = ""
    sections: list[Section] = field(default_factory=list)
    voice: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Order:
    """What is asked for: `count` sections (or parts), of a plan for `purpose`."""

    services: Services
    brief: Brief
    purpose: str
    template: str
    prompt: Mapping[str, Any]
    count: int
    prefix: str
    titles: Sequence[str]
    parts: bool
    part: int
    """Which part of the document it is of, from 0."""
    least: int = 0
    """The fewest sections that keep what the request demands; 0 where it leaves that open."""

    @property
    def series(self) -> bool:
        """The request numbers them."""
        return bool(self.prompt.get("series_label"))

    @property
    def free(self) -> bool:
        """The planner names them."""
        return not (self.series or self.titles or self.parts)

    @property
    def small(self) -> bool:
        """A small model names them."""
        return self.free and self.services.planner.traits.small

    @property
    def angles(self) -> list[str]:
        """What each section looks at beside its title, where nothing but titles is asked for: the points of a small model say
        the title over, or claim what is not so, and take three quarters of the time in which nobody writes yet."""
        return angles_of_sections(self.brief, self.count, part=self.part) if self.small else []

    @property
    def spare(self) -> int:
        """So many more are asked for, since some will be none."""
        return _SPARE if self.small and self.count >= _SPARE_FROM else 0


@dataclass(frozen=True)
class _Wanted:
    """One call for a plan: its prompt, how many sections that asks for, and which attempt it is."""

    template: str
    values: Mapping[str, Any]
    count: int
    attempt: int


async def outlined(
    services: Services,
    purpose: str,
    template: str,
    prompt: Mapping[str, Any],
    count: int,
    *,
    prefix: str,
    titles: Sequence[str] = (),
    parts: bool = False,
    part: int = 0,
    least: int = 0,
) -> Planned:
    """Ask for `count` sections, once more when the plan is unusable; then what is usable of the best plan. Of a small model,
    which names a few and then what stands on a cover, only those that are missing are asked for once more; and so they are of
    any model that names fewer than the `least` that the request demands."""
    brief = await services.brief()
    order = _Order(services, brief, purpose, template, prompt, count, prefix, titles, parts, part, least)
    best, framing = await _best_plan(order)
    best.sections = _settled(best.sections, order)
    if order.small and layout.may_be_filled_up(best.sections, count) and not layout.is_full(best.sections, count):
        best.sections = await _filled_up(order, best.sections)
    elif best.sections and len(best.sections) < least:
        best.sections = await _filled_up(order, best.sections)
    if framing and (len(best.sections) * 2 < count or len(best.sections) < least):
        best.sections = (await _widened(order, best.sections, framing))[:count]
    best.sections = layout.with_angles(best.sections, order.angles)
    return best


async def _best_plan(order: _Order) -> tuple[Planned, list[Section]]:
    """The better of two plans, the second only where the first has faults that asking again may mend; and all that the last
    one named, framing too."""
    enough = partial(plan_so_far.is_enough, request=order.brief.request, count=order.count) if order.spare else None
    best, framing, problems = Planned(), list[Section](), list[str]()
    for attempt in range(_ATTEMPTS):
        wanted = _Wanted(order.template, {**order.prompt, "complaints": problems}, order.count + order.spare, attempt)
        try:
            reply = await _ask(order, wanted, enough)
        except RefusedError:
            raise
        except ReplyError as error:
            if not best.sections:
                await _note_unplanned(order, error)
            break
        sections = _sections(reply, wanted.count, order.prefix, order.titles)
        if order.free:
            framing = sections[: order.count]
            telling = titling.telling(sections, order.brief.request)
            if order.small:
                telling = titling.unlike(titling.not_of(telling, order.prompt.get("others", ())))
            sections = telling[: order.count]
        elif order.parts and order.services.planner.traits.small:
            # Of what only introduces or sums up no sections can be planned; the other parts get more of them.
            sections = titling.telling(sections, order.brief.request) or sections
        problems = (
            []
            if order.series
            else layout.complaints(sections, order.count, exact=bool(order.titles), least=order.least)
        )
        title = titling.tidy_title(reply.title) if reply.title else best.title
        if not best.sections or len(titling.unlike(sections)) >= len(titling.unlike(best.sections)):
            best = Planned(title, sections, _voice(reply))
        if not problems or (order.small and layout.may_be_filled_up(sections, order.count)):
            break
    return best, framing


async def _filled_up(order: _Order, known: list[Section]) -> list[Section]:
    """The sections, and those that the planner names when it is asked for as many more as are missing."""
    told, missing, request = [section.title for section in known], order.count - len(known), order.brief.request
    nothing = {"part_title": "", "part_summary": "", "others": [], "demands": []}
    values = {**nothing, **order.prompt, "known": told, "directions": directions(order.brief, missing, part=order.part)}
    enough = partial(plan_so_far.is_enough, request=request, count=missing, beside=told)
    wanted = _Wanted("planner/more", values, missing + _SPARE, _FILLING)
    try:
        reply = await _ask(order, wanted, enough)
    except ReplyError:
        # Also a refusal: what stands is a plan, and where it is less than half of one the caller says so.
        return known
    named = _sections(reply, wanted.count, f"{order.prefix}more.", ())
    more = titling.beside(known, titling.telling(named, request), request)
    together = layout.with_more(known, more[:missing], in_course=is_narrative(order.brief))
    return _settled(together, order)


async def _widened(order: _Order, own: list[Section], framing: list[Section]) -> list[Section]:
    """The sections and beside them what most documents of the kind tell; else what the plan framed. It is told, too."""
    added = layout.widened(own, subjects(order.brief, order.count - len(own), part=order.part), order.prefix) or framing
    await _note_thin(order, len(own), added=len(added) - len(own))
    return added


def _voice(reply: Plan) -> dict[str, Any]:
    """The canon of a capable model's plan; a small model is not asked for one."""
    if not isinstance(reply, RichPlan):
        return {}
    entries = [
        CanonEntry(kind=each.kind, name=" ".join(each.name.split())[:80], value=" ".join(each.value.split())[:160])
        for each in reply.canon
        if each.name.strip()
    ]
    told = {"tense": reply.tense.strip()[:40], "person": reply.person.strip()[:40]}
    return {"entries": [entry.model_dump(mode="json") for entry in entries], **told}


def _sections(reply: Plan, count: int, prefix: str, titles: Sequence[str]) -> list[Section]:
    planned = reply.sections[:count]
    if titles:
        planned = [*planned, *(PlannedPart(title=title) for title in titles[len(planned) :])]
    ids = [f"{prefix}{number}" for number in range(1, len(planned) + 1)]
    return [
        layout.as_section(each, ids[at], title=titles[at] if titles else "", earlier=ids[:at])
        for at, each in enumerate(planned)
    ]


def _settled(sections: list[Section], order: _Order) -> list[Section]:
    """Without doubles; a series has exactly its count of units, whatever the model planned."""
    if order.series:
        missing = range(len(sections) + 1, order.count + 1)
        own = {section.id for section in titling.unlike(sections)}
        kept = [section if section.id in own else Section(id=section.id, title="") for section in sections]
        return [*kept, *(Section(id=f"{order.prefix}{number}", title="") for number in missing)]
    if order.titles:
        return sections
    return layout.renumbered(layout.with_own_points(titling.unlike(sections)), order.prefix)


async def _ask(order: _Order, wanted: _Wanted, enough: Callable[[str], bool] | None) -> Plan:
    services, backend, count = order.services, order.services.planner, wanted.count
    rich = not backend.traits.small and not order.parts
    item = _item(order, rich=rich)
    size_key = "parts" if order.parts else "sections"
    # The parts of one plan share its canon; only where nobody planned the whole does each part bring its own.
    with_canon = not backend.traits.small and (order.purpose == "plan" or order.series)
    message = sheet(
        wanted.template,
        ranks=_RANKS,
        **{"rich": rich, "pointed": not order.angles, "with_canon": with_canon, size_key: count, **wanted.values},
    )
    each = _TOKENS_PER_RICH_SECTION if rich else _TOKENS_PER_TITLE if order.angles else _TOKENS_PER_SECTION
    tokens = 80 + count * each + _TOKENS_OF_CANON * with_canon
    request = Request(
        purpose=order.purpose,
        messages=(frame(order.brief, None, await constraints_of(services), backend.traits), message),
        max_tokens=min(tokens, backend.traits.max_output_tokens),
        temperature=0.3 if wanted.attempt == 0 else 0.7,
        sample=wanted.attempt,
        enough=enough,
    )
    stage: Stage | None = "plan" if order.purpose == "plan" else None
    return await services.ask(backend, request, _sized(count, item, RichPlan if with_canon else Plan), learn_as=stage)


def _item(order: _Order, *, rich: bool) -> type[PlannedPart]:
    if order.parts:
        return PlannedPart
    if rich:
        return RichSection
    own = order.free and not titling.asks_for_introduction(order.brief.request)
    if order.angles:
        return TellingTitle if own else PlannedTitle
    return TellingSection if own else PlannedSection


@lru_cache(maxsize=64)
def _sized(count: int, item: type[PlannedPart], base: type[Plan]) -> type[Plan]:
    """`Plan` whose schema asks for exactly `count` of `item`; a reply with a few more or less is still read."""
    exact = Field(min_length=1, max_length=64, json_schema_extra={"minItems": count, "maxItems": count})
    sections: Any = GenericAlias(list, (item,))
    return create_model("Plan", __base__=base, sections=(sections, exact))


async def _note_unplanned(order: _Order, error: ReplyError) -> None:
    instead = "the units are written by their demands alone" if order.series else "this is written without sections"
    finding = Finding(
        code="unplanned",
        severity="info" if order.series else "warning",
        message=f"No plan could be had, so {instead}: {error}",
        evidence=order.purpose,
    )
    await order.services.keep(f"findings:{order.purpose}", [finding.model_dump(mode="json")])


async def _note_thin(order: _Order, planned: int, *, added: int) -> None:
    instead = "the others are about what most documents of the kind tell" if added else "this is written by those alone"
    message = f"The planner named {planned} section(s) of {order.count}, however often it was asked; {instead}."
    finding = Finding(code="unplanned", message=message, evidence=order.purpose)
    await order.services.keep(f"findings:{order.purpose}", [finding.model_dump(mode="json")])
