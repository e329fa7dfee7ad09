"""The planner: a hierarchical outline. Models name and order (`outliner.py`); numbers and placements are computed (`layout.py`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langgraph.runtime import Runtime

from longwriter_agents import layout, titling
from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.outliner import Planned, outlined
from longwriter_agents.constraints.expansion import is_numbered, unit_numbers
from longwriter_agents.constraints.kinds import Constraint, Structure
from longwriter_agents.constraints.placement import assign, placement_findings
from longwriter_agents.constraints.scope import Whole
from longwriter_agents.constraints.shape import Form, Titled
from longwriter_agents.continuity.addressed import addressed
from longwriter_agents.continuity.angles import angle
from longwriter_agents.continuity.canon import planned_canon, usual_voice
from longwriter_agents.continuity.flows import is_narrative
from longwriter_agents.continuity.ownership import facts_of_request, with_request_facts, with_single_owners
from longwriter_agents.events import OutlineReady, PhaseStarted
from longwriter_agents.framing import demand_text
from longwriter_agents.ledger import allocate
from longwriter_agents.manuscript import ClauseRow
from longwriter_agents.model import Brief, Canon, CanonEntry, Finding, Outline, Part, Section, Series
from longwriter_agents.services import Services
from longwriter_agents.standing import Standing, keep_standing
from longwriter_agents.state import PartTask, WritingState


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
    least = 0 if titles or brief.series else layout.section_bounds(constraints)[0]
    planned = await outlined(services, "plan", "planner/outline", prompt, count, prefix="s", titles=titles, least=least)
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
        planned = await outlined(services, "plan", "planner/parts", prompt, len(sizes), prefix="p", parts=True)
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
    size = state["sections"]
    least = size if brief.series is None and layout.section_bounds(constraints)[0] else 0
    planned = await outlined(services, purpose, "planner/part", prompt, size, prefix=prefix, part=index, least=least)
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


def _demands(constraints: Sequence[Constraint]) -> list[str]:
    """What the outline itself must make room for."""
    return [demand_text(c) for c in constraints if _is_for_the_plan(c)]


def _is_for_the_plan(constraint: Constraint) -> bool:
    """What the caller gives as data, and sections that the request names among others. (All else stands in the request.)"""
    named = isinstance(constraint, Structure) and constraint.among
    return named or (constraint.origin == "caller" and constraint.kind in ("include", "structure", "judged"))


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
    usual = usual_voice(brief) if services.planner.traits.small else {}
    tense, person = (next((v[key] for v in (*voices, usual) if v.get(key)), "") for key in ("tense", "person"))
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
        return layout.single(_demanded_title(constraints), brief.length.target)
    parts = [await _part(services, each) for each in kept["parts"]]
    said, told = kept["title"], [each["title"].casefold() for each in kept["parts"]]
    own = titling.tidy_title(brief.subject) if titling.is_generic(said) or said.casefold() in told else said
    title = _demanded_title(constraints) or ("" if addressed(brief) == "letter" else own)
    outline = Outline(title=title, parts=tuple(part for part in parts if part.sections))
    if not outline.sections:
        return layout.single(title, brief.length.target)
    if brief.series:
        return layout.with_series_headings(outline, brief.series)
    if any(map(_forbids_headings, constraints)) or addressed(brief):
        return titling.without_headings(outline)
    own = titling.with_own_titles(outline, headless=not any(isinstance(each, Structure) for each in constraints))
    return layout.with_named(own, constraints)


def _forbids_headings(constraint: Constraint) -> bool:
    """Of the whole document; those of one place are not the outline's."""
    bare = isinstance(constraint, Form) and constraint.counted == "headings" and constraint.most == 0
    return bare and isinstance(constraint.scope, Whole)


def _demanded_title(constraints: Sequence[Constraint]) -> str:
    return next((each.title for each in constraints if isinstance(each, Titled)), "")


async def _part(services: Services, kept: dict[str, str]) -> Part:
    sections = tuple(Section.model_validate(each) for each in await services.kept(f"part:{kept['id']}") or [])
    return Part(id=kept["id"], title=kept["title"], summary=kept["summary"], sections=sections)
