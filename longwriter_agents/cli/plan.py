"""`longwriter plan`"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from longwriter_agents.cli import options as o
from longwriter_agents.cli.output import printable, show_json
from longwriter_agents.cli.running import Shown, run, save_report, tell_failed

if TYPE_CHECKING:
    from longwriter_agents.manuscript import ConstraintRow, Manuscript


def plan(
    prompt: o.Prompt = None,
    prompt_file: o.PromptFile = None,
    words: o.Words = None,
    model: o.Model = None,
    planner: o.Planner = None,
    base_url: o.BaseUrl = None,
    graph: o.Graph = "longform",
    language: o.Language = None,
    constraint: o.Demands = None,
    constraints: o.DemandsFile = None,
    outline: o.OutlineFile = None,
    context_window: o.Window = None,
    store: o.StorePath = None,
    report: o.Report = None,
    force: o.Force = False,
    quiet: o.Quiet = False,
    json: o.Json = False,
) -> None:
    """Understand and plan only: outline, budgets, constraints and where they apply. Nothing is drafted."""
    brief = o.brief_of(prompt, prompt_file)
    given: dict[str, Any] = {
        "words": words if words is not None else brief.words,
        "model": model,
        "planner": planner,
        "base_url": base_url,
        "graph": graph,
        "language": language or brief.language,
        "constraints": [*brief.constraints, *o.constraints_of(constraint, constraints)],
        "outline": o.outline_of(outline) if outline is not None else brief.outline,
        "context_window": context_window,
        "store": store,
    }

    def work(listener: Any) -> Any:
        from longwriter_agents import api

        return api.plan(brief.request, **given, on_event=listener)

    run(work, Shown(output=None, report=report, force=force, quiet=quiet, json=json, store=store), _show)


def _show(manuscript: Manuscript, shown: Shown) -> None:
    save_report(manuscript, shown)
    if shown.json:
        show_json(manuscript.report())
    if manuscript.status == "failed":
        tell_failed(manuscript, shown)
    elif not shown.json:
        for line in as_lines(manuscript):
            print(line)


def as_lines(manuscript: Manuscript) -> list[str]:
    """The plan for people: title, parts, sections with budgets; then each constraint with its places."""
    outline = manuscript.outline
    lines = [f"{printable(outline.title or 'Untitled')}: {manuscript.words.target:,} words"]
    for part in outline.parts:
        indent = "  " if part.title else ""
        if part.title:
            lines.append(f"  {printable(part.title)}")
        for section in part.sections:
            lines.append(
                f"{indent}  {section.id:<6} {section.budget:>6,}  {printable(section.title or '(no heading)')}"
            )
            if section.summary:
                lines.append(f"{indent}                 {printable(section.summary, limit=100)}")
    lines.append("")
    by_id = {section.id: number for number, section in enumerate(outline.sections, 1)} if manuscript.units else {}
    for row in manuscript.constraints:
        places = where_of(row, by_id)
        lines.append(f"  {row.id:<4} {row.kind:<11} {printable(row.text or row.quote, limit=70)}  → {places}")
    for finding in manuscript.findings:
        lines.append(f"  ! {printable(finding.message, limit=200)}")
    return lines


def where_of(row: ConstraintRow, units: Mapping[str, int]) -> str:
    """The places of a constraint in few words: numbers of units for a series, section ids otherwise."""
    places = [str(units.get(place, place)) for place in row.placements]
    if not places:
        return "nowhere"
    if len(places) <= 12:
        return ", ".join(places)
    return f"{', '.join(places[:4])} … {places[-1]} ({len(places)})"
