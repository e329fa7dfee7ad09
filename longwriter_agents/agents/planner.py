"""The planner: a hierarchical outline. It names and orders; numbers and placements are computed (`layout.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import GenericAlias
from typing import Any

from langgraph.runtime import Runtime
from pydantic import Field, create_model

from longwriter_agents import layout
from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.backends.base import Request
from longwriter_agents.constraints.expansion import is_numbered, unit_numbers
from longwriter_agents.constraints.kinds import Constraint
from longwriter_agents.constraints.placement import assign, placement_findings
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.continuity.angles import angle, subjects
from longwriter_agents.continuity.canon import planned_canon
from longwriter_agents.continuity.flows import is_narrative
from longwriter_agents.continuity.ownership import facts_of_request, with_request_facts, with_single_owners
from longwriter_agents.errors import RefusedError, ReplyError
from longwriter_agents.events import OutlineReady, PhaseStarted
from longwriter_agents.framing import demand_text, frame
from longwriter_agents.ledger import allocate
from longwriter_agents.manuscript import ClauseRow
from longwriter_agents.model import Brief, Canon, CanonEntry, Finding, Outline, Part, Section, Series
from longwriter_agents.packing import sheet
from longwriter_agents.replies import Plan, PlannedPart, PlannedSection, RichPlan, RichSection
from longwriter_agents.services import Services, Stage
from longwriter_agents.standing import Standing, keep_standing
from longwriter_agents.state import PartTask, WritingState

_ATTEMPTS = 2
_TOKENS_PER_SECTION, _TOKENS_PER_RICH_SECTION, _TOKENS_OF_CANON = 140, 240, 400
_RANKS = {"part_title": 0, "titles": 0, "demands": 1, "part_summary": 2, "canon": 3, "others": 4, "complaints": 5}
"""What gives way first where a window is small: the demands stand in the contracts of their sections, too."""
_SPARE, _SPARE_FROM = 2, 4
"""A small model plans an introduction and a conclusion whatever it is told: plans of so many sections ask for two more."""


async def plan(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """The outline of a document that fits one plan, or its parts, each to be planned by itself."""
    services = runtime.context
    services.emit(PhaseStarted(phase="plan"))
    brief, constraints = await services.brief(), await constraints_of(services)
    if services.options.outline is not None or layout.is_short(brief, constraints):
        return {"parts": {}}
    count = layout.section_count(brief, constraints, services.drafter.traits)
    if count <= layout.MOST_IN_ONE_PLAN:
        return await _plan_flat(services, count)
    if brief.series and services.planner.traits.small:
        return await _number_only(services, brief, brief.series)
    return await _plan_parts(services, count)


async def _number_only(services: Services, brief: Brief, series: Series) -> WritingState:
    """A long series under a small model, which would plan one unit again and again, and units by demands of others: its
    units have their number, what they are bound to tell, and an angle."""
    units = [
        Section(id=f"s{number}", title="", points=(angle(brief, series, number),))
        for number in range(1, series.count + 1)
    ]
    await services.keep("parts", {"title": "", "parts": [{"id": "p1", "title": "", "summary": ""}]})
    await _keep_sections(services, "p1", Planned(sections=units))
    return {"parts": {}}


async def _plan_flat(services: Services, count: int) -> WritingState:
    constraints = await constraints_of(services)
    titles = layout.fixed_titles(constraints, count)
    brief = await services.brief()
    prompt = {
        "titles": titles,
        "series_label": brief.series.label if brief.series else "",
        "demands": _demands(constraints) + unit_demands(brief.series, constraints, 1, count),
    }
    planned = await _planned(services, "plan", "planner/outline", prompt, count, prefix="s", titles=titles)
    await services.keep("parts", {"title": planned.title, "parts": [{"id": "p1", "title": "", "summary": ""}]})
    await _keep_sections(services, "p1", planned)
    return {"parts": {}}


async def _plan_parts(services: Services, count: int) -> WritingState:
    """Name the parts (consecutive stretches of a series need no names) and say how many sections each gets."""
    brief, constraints = await services.brief(), await constraints_of(services)
    sizes = layout.part_sizes(count, series=brief.series is not None)
    planned = Planned(sections=[Section(id=f"p{number}", title="") for number in range(1, len(sizes) + 1)])
    if not brief.series:
        prompt = {"demands": _demands(constraints), "parts": len(sizes)}
        planned = await _planned(services, "plan", "planner/parts", prompt, len(sizes), prefix="p", parts=True)
    parts = [{"id": part.id, "title": part.title, "summary": part.summary} for part in planned.sections]
    await services.keep("parts", {"title": planned.title, "parts": parts})
    await services.keep("canon:plan", planned.voice)
    if parts and len(parts) != len(sizes):
        sizes = allocate(count, [1.0] * len(parts))
    return {"parts": {part["id"]: size for part, size in zip(parts, sizes, strict=False)}}


async def plan_part(state: PartTask, runtime: Runtime[Services]) -> WritingState:
    """Plan one part into its sections, side by side with the other parts."""
    services = runtime.context
    brief, constraints = await services.brief(), await constraints_of(services)
    parts = (await services.kept("parts"))["parts"]
    index = next(i for i, part in enumerate(parts) if part["id"] == state["part"])
    first = await _first_number(services, index)
    last = first + state["sections"] - 1
    prompt = {
        "part_title": parts[index]["title"] or f"{brief.series.label if brief.series else 'Section'} {first}–{last}",
        "part_summary": parts[index]["summary"],
        "others": [part["title"] for i, part in enumerate(parts) if i != index and part["title"]],
        "series_label": brief.series.label if brief.series else "",
        "first_number": first,
        "canon": _lines(await services.kept("canon:plan")),
        "demands": _demands(constraints) + unit_demands(brief.series, constraints, first, last),
    }
    purpose, prefix = f"plan:{state['part']}", f"s{index + 1}."
    planned = await _planned(services, purpose, "planner/part", prompt, state["sections"], prefix=prefix)
    if not planned.sections and brief.series is None:
        title, summary = parts[index]["title"], parts[index]["summary"]
        weight = float(state["sections"])
        planned.sections = [Section(id=f"{prefix}1", title=title, summary=summary, weight=weight)]
    await _keep_sections(services, state["part"], planned)
    return {"planned": {state["part"]: len(planned.sections)}}


_MOST_CANON_LINES = 12


def _lines(voice: dict[str, Any] | None) -> list[str]:
    """The plan's canon as the parts' planners are shown it."""
    entries = (voice or {}).get("entries", [])
    return [f"{entry['name']}: {entry['value']}" for entry in entries if entry["value"]][:_MOST_CANON_LINES]


async def _first_number(services: Services, index: int) -> int:
    brief = await services.brief()
    if not brief.series:
        return 1
    return 1 + sum(layout.part_sizes(brief.series.count, series=True)[:index])


async def _keep_sections(services: Services, part_id: str, planned: Planned) -> None:
    await services.keep(f"part:{part_id}", [section.model_dump(mode="json") for section in planned.sections])
    await services.keep(f"canon:{part_id}", planned.voice)


@dataclass
class Planned:
    """What a plan says: title, sections, and how the canon begins (`voice`: entries, tense, person, as JSON values)."""

    title: str = ""
    sections: list[Section] = field(default_factory=list)
    voice: dict[str, Any] = field(default_factory=dict)


async def _planned(
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
    """Ask for `count` sections, once more when the plan is unusable; then what is usable of the best plan."""
    series, brief = bool(prompt.get("series_label")), await services.brief()
    free = not (series or titles or parts)
    spare = _SPARE if free and services.planner.traits.small and count >= _SPARE_FROM else 0
    best = Planned()
    untold: list[Section] = []
    problems: list[str] = []
    for attempt in range(_ATTEMPTS):
        try:
            values = {**prompt, "complaints": problems}
            reply = await _ask(services, purpose, template, values, count + spare, attempt, parts)
        except RefusedError:
            raise
        except ReplyError as error:
            await _note_unplanned(services, purpose, error, series=series)
            break
        sections = _sections(reply, count + spare, prefix, titles)
        if free:
            untold = sections[:count]
            sections = layout.telling(sections, brief.request, most=count)
        problems = [] if series else layout.complaints(sections, count, exact=bool(titles))
        title = layout.tidy_title(reply.title) if reply.title else best.title
        if not best.sections or len(layout.unlike(sections)) >= len(layout.unlike(best.sections)):
            best = Planned(title, sections, _voice(reply))
        if not problems:
            break
    best.sections = _settled(best.sections, count, prefix, series=series, titles=titles)
    if untold and len(best.sections) * 2 < count:
        best.sections = await _widened(services, purpose, best.sections or untold, count, prefix)
    return best


async def _widened(
    services: Services, purpose: str, sections: Sequence[Section], count: int, prefix: str
) -> list[Section]:
    """A plan of hardly any sections, with those that most documents of the kind have."""
    brief = await services.brief()
    own = layout.telling(sections, brief.request, most=count)
    wide = layout.widened(own, subjects(brief, count - len(own)), prefix)
    await _note_thin(services, purpose, len(own), count, added=len(wide) - len(own))
    return wide or list(sections)


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
        own = {section.id for section in layout.unlike(sections)}
        kept = [section if section.id in own else Section(id=section.id, title="") for section in sections]
        return [*kept, *(Section(id=f"{prefix}{number}", title="") for number in missing)]
    if titles:
        return sections
    return layout.renumbered(layout.with_own_points(layout.unlike(sections)), prefix)


async def _ask(
    services: Services, purpose: str, template: str, prompt: dict[str, Any], count: int, attempt: int, parts: bool
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
    )
    stage: Stage | None = "plan" if purpose == "plan" else None
    return await services.ask(backend, request, _sized(count, item, RichPlan if with_canon else Plan), learn_as=stage)


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


def _demands(constraints: Sequence[Constraint]) -> list[str]:
    """What the outline itself must make room for."""
    return [
        demand_text(c) for c in constraints if c.kind in ("include", "structure", "judged") and c.origin == "caller"
    ]


def unit_demands(series: Series | None, constraints: Sequence[Constraint], first: int, last: int) -> list[str]:
    """What the units `first` to `last` of a series are bound to tell, unit by unit."""
    if series is None:
        return []
    by_unit: dict[int, list[str]] = {}
    for constraint in constraints:
        if constraint.kind in ("include", "judged") and is_numbered(constraint.scope):
            for number in unit_numbers(constraint.scope, series.count, series):
                if first <= number <= last:
                    by_unit.setdefault(number, []).append(constraint.text or constraint.quote)
    return [f"{series.label} {number + series.first - 1}: {'; '.join(by_unit[number])}" for number in sorted(by_unit)]


async def check_plan(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """Code makes the plan whole: ids, headings, budgets that sum, every constraint at its place."""
    services = runtime.context
    brief, constraints = await services.brief(), await constraints_of(services)
    planned, findings = await _allocated(services, await _gathered(services, brief, constraints), constraints)
    outline, artifacts = made_whole(planned, brief, constraints)
    artifacts["findings:outline"] += [finding.model_dump(mode="json") for finding in findings]
    services.memory.pop("parsed:outline", None)
    for name, value in artifacts.items():
        await services.keep(name, value)
    await keep_standing(services, 0, Standing(canon=await _canon(services, brief)))
    services.emit(OutlineReady(outline=outline))
    return {}


async def _allocated(
    services: Services, outline: Outline, constraints: Sequence[Constraint]
) -> tuple[Outline, list[Finding]]:
    """Every fact with one owner, and the request's own facts with theirs. An outline that the caller gives stays as it is,
    and so does a series: what comes again in its units was asked for again. In a story what the request tells holds
    throughout, so that it is canon."""
    brief = await services.brief()
    if services.options.outline is not None or brief.series is not None or len(outline.sections) < 2:
        return outline, []
    outline, findings = with_single_owners(outline)
    if not is_narrative(brief):
        clauses = [ClauseRow.model_validate(each) for each in await services.kept("clauses") or []]
        placed = [c.id for c in constraints if c.kind != "judged" or not isinstance(c.scope, Whole)]
        outline = with_request_facts(outline, facts_of_request(clauses, placed))
    return outline, findings


async def _canon(services: Services, brief: Brief) -> Canon:
    """What the request and all plans say, in reading order: of two that differ the first one holds."""
    parts = (await services.kept("parts") or {"parts": []})["parts"]
    names = ["canon:plan", *(f"canon:{part['id']}" for part in parts)]
    voices = [await services.kept(name) or {} for name in names] if services.options.outline is None else []
    entries = [CanonEntry.model_validate(each) for voice in voices for each in voice.get("entries", [])]
    tense, person = (next((v[key] for v in voices if v.get(key)), "") for key in ("tense", "person"))
    return planned_canon(brief, entries, tense=tense, person=person)


def made_whole(outline: Outline, brief: Brief, constraints: Sequence[Constraint]) -> tuple[Outline, dict[str, Any]]:
    """The outline with budgets and with every constraint at its place, and what is kept of that, by name."""
    outline, budget_findings = layout.with_budgets(outline, brief, constraints)
    outline, placements = assign(outline, constraints, brief.series)
    findings = [*budget_findings, *placement_findings(constraints, outline, brief.series)]
    return outline, {
        "outline": outline.model_dump(mode="json"),
        "placements": {key: list(places) for key, places in placements.items()},
        "findings:outline": [finding.model_dump(mode="json") for finding in findings],
    }


async def _gathered(services: Services, brief: Brief, constraints: Sequence[Constraint]) -> Outline:
    if services.options.outline is not None:
        return services.options.outline
    kept = await services.kept("parts")
    if kept is None:
        return layout.single("", brief.length.target)
    parts = [await _part(services, each) for each in kept["parts"]]
    title = layout.tidy_title(brief.subject) if layout.is_generic(kept["title"]) else kept["title"]
    outline = Outline(title=title, parts=tuple(part for part in parts if part.sections))
    if not outline.sections:
        return layout.single(title, brief.length.target)
    return layout.with_series_headings(outline, brief.series) if brief.series else layout.with_own_titles(outline)


async def _part(services: Services, kept: dict[str, str]) -> Part:
    sections = tuple(Section.model_validate(each) for each in await services.kept(f"part:{kept['id']}") or [])
    return Part(id=kept["id"], title=kept["title"], summary=kept["summary"], sections=sections)
