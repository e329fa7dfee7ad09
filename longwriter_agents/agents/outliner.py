"""The outliner: asks the planner's model for an outline of so many sections or parts, and makes what it says usable."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from types import GenericAlias
from typing import Any

from pydantic import Field, create_model

from longwriter_agents import layout, plan_so_far, titling
from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.backends.base import Request
from longwriter_agents.continuity.angles import directions, subjects
from longwriter_agents.continuity.flows import is_narrative
from longwriter_agents.errors import RefusedError, ReplyError
from longwriter_agents.framing import frame
from longwriter_agents.model import CanonEntry, Finding, Section
from longwriter_agents.packing import sheet
from longwriter_agents.replies import Plan, PlannedPart, PlannedSection, RichPlan, RichSection
from longwriter_agents.services import Services, Stage

_ATTEMPTS, _FILLING = 2, 2
"""Plans are asked for in attempts 0 and 1; what one of them lacks is the attempt after these."""
_TOKENS_PER_SECTION, _TOKENS_PER_RICH_SECTION, _TOKENS_OF_CANON = 140, 240, 400
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


async def outlined(
    services: Services,
    purpose: str,
    template: str,
    prompt: dict[str, Any],
    count: int,
    *,
    prefix: str,
    titles: Sequence[str] = (),
    parts: bool = False,
) -> Planned:
    """Ask for `count` sections, once more when the plan is unusable; then what is usable of the best plan. Of a small model,
    which names a few and then what stands on a cover, only those that are missing are asked for once more."""
    series, brief = bool(prompt.get("series_label")), await services.brief()
    free = not (series or titles or parts)
    small = free and services.planner.traits.small
    spare = _SPARE if small and count >= _SPARE_FROM else 0
    enough = partial(plan_so_far.is_enough, request=brief.request, count=count) if spare else None
    best = Planned()
    framing: list[Section] = []
    problems: list[str] = []
    for attempt in range(_ATTEMPTS):
        try:
            values = {**prompt, "complaints": problems}
            reply = await _ask(services, purpose, template, values, count + spare, attempt, parts, enough)
        except RefusedError:
            raise
        except ReplyError as error:
            if not best.sections:
                await _note_unplanned(services, purpose, error, series=series)
            break
        sections = _sections(reply, count + spare, prefix, titles)
        if free:
            framing = sections[:count]
            telling = titling.telling(sections, brief.request)
            sections = (titling.unlike(telling) if small else telling)[:count]
        problems = [] if series else layout.complaints(sections, count, exact=bool(titles))
        title = titling.tidy_title(reply.title) if reply.title else best.title
        if not best.sections or len(titling.unlike(sections)) >= len(titling.unlike(best.sections)):
            best = Planned(title, sections, _voice(reply))
        if not problems or (small and layout.may_be_filled_up(sections, count)):
            break
    best.sections = _settled(best.sections, count, prefix, series=series, titles=titles)
    if small and layout.may_be_filled_up(best.sections, count) and not layout.is_full(best.sections, count):
        best.sections = await _filled_up(services, purpose, prompt, best.sections, count, prefix)
    if framing and len(best.sections) * 2 < count:
        own = best.sections
        best.sections = layout.widened(own, subjects(brief, count - len(own)), prefix) or framing
        await _note_thin(services, purpose, len(own), count, added=len(best.sections) - len(own))
    return best


async def _filled_up(
    services: Services, purpose: str, prompt: dict[str, Any], known: list[Section], count: int, prefix: str
) -> list[Section]:
    """The sections, and those that the planner names when it is asked for as many more as are missing of `count`."""
    told, missing = [section.title for section in known], count - len(known)
    brief = await services.brief()
    nothing = {"part_title": "", "part_summary": "", "others": [], "demands": []}
    values = {**nothing, **prompt, "known": told, "directions": directions(brief, missing)}
    enough = partial(plan_so_far.is_enough, request=brief.request, count=missing, beside=told)
    asked = missing + _SPARE
    try:
        reply = await _ask(services, purpose, "planner/more", values, asked, _FILLING, False, enough)
    except (
        ReplyError
    ):  # also a refusal: what stands is a plan, and where it is less than half of one the caller says so
        return known
    named = _sections(reply, asked, f"{prefix}more.", ())
    more = titling.beside(known, titling.telling(named, brief.request), brief.request)
    together = layout.with_more(known, more[:missing], in_course=is_narrative(brief))
    return _settled(together, count, prefix, series=False, titles=())


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


def _settled(sections: list[Section], count: int, prefix: str, *, series: bool, titles: Sequence[str]) -> list[Section]:
    """Without doubles; a series has exactly its count of units, whatever the model planned."""
    if series:
        missing = range(len(sections) + 1, count + 1)
        own = {section.id for section in titling.unlike(sections)}
        kept = [section if section.id in own else Section(id=section.id, title="") for section in sections]
        return [*kept, *(Section(id=f"{prefix}{number}", title="") for number in missing)]
    if titles:
        return sections
    return layout.renumbered(layout.with_own_points(titling.unlike(sections)), prefix)


async def _ask(
    services: Services,
    purpose: str,
    template: str,
    prompt: dict[str, Any],
    count: int,
    attempt: int,
    parts: bool,
    enough: Callable[[str], bool] | None,
) -> Plan:
    backend, brief = services.planner, await services.brief()
    rich = not backend.traits.small and not parts
    item: type[PlannedPart] = PlannedPart if parts else RichSection if rich else PlannedSection
    size_key = "parts" if parts else "sections"
    # The parts of one plan share its canon; only where nobody planned the whole does each part bring its own.
    with_canon = not backend.traits.small and (purpose == "plan" or bool(prompt.get("series_label")))
    values = {"rich": rich, "with_canon": with_canon, size_key: count, **prompt}
    message = sheet(template, ranks=_RANKS, **values)
    tokens = 80 + count * (_TOKENS_PER_RICH_SECTION if rich else _TOKENS_PER_SECTION) + _TOKENS_OF_CANON * with_canon
    request = Request(
        purpose=purpose,
        messages=(frame(brief, None, await constraints_of(services), backend.traits), message),
        max_tokens=min(tokens, backend.traits.max_output_tokens),
        temperature=0.3 if attempt == 0 else 0.7,
        sample=attempt,
        enough=enough,
    )
    stage: Stage | None = "plan" if purpose == "plan" else None
    return await services.ask(backend, request, _sized(count, item, RichPlan if with_canon else Plan), learn_as=stage)


@lru_cache(maxsize=64)
def _sized(count: int, item: type[PlannedPart], base: type[Plan]) -> type[Plan]:
    """`Plan` whose schema asks for exactly `count` of `item`; a reply with a few more or less is still read."""
    exact = Field(min_length=1, max_length=64, json_schema_extra={"minItems": count, "maxItems": count})
    sections: Any = GenericAlias(list, (item,))
    return create_model("Plan", __base__=base, sections=(sections, exact))


async def _note_unplanned(services: Services, purpose: str, error: ReplyError, *, series: bool) -> None:
    instead = "the units are written by their demands alone" if series else "this is written without sections"
    finding = Finding(
        code="unplanned",
        severity="info" if series else "warning",
        message=f"No plan could be had, so {instead}: {error}",
        evidence=purpose,
    )
    await services.keep(f"findings:{purpose}", [finding.model_dump(mode="json")])


async def _note_thin(services: Services, purpose: str, planned: int, count: int, *, added: int) -> None:
    instead = "the others are about what most documents of the kind tell" if added else "this is written by those alone"
    message = f"The planner named {planned} section(s) of {count}, however often it was asked; {instead}."
    finding = Finding(code="unplanned", message=message, evidence=purpose)
    await services.keep(f"findings:{purpose}", [finding.model_dump(mode="json")])
