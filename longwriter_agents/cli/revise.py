"""`longwriter revise`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from longwriter_agents.cli import options as o
from longwriter_agents.cli.output import printable, show_json, show_lines, tell
from longwriter_agents.cli.running import Shown, run

if TYPE_CHECKING:
    from longwriter_agents.revision import RevisionPlan

_Ids = list[str] | None


def revise(
    job: Annotated[str, typer.Argument(help="The job's id.")],
    section: Annotated[_Ids, typer.Option("--section", help="Change this section (its id); may be repeated.")] = None,
    instruction: Annotated[str, typer.Option("--instruction", "-i", help="What shall be changed in it.")] = "",
    words: Annotated[int | None, typer.Option("--words", "-w", help="Its new length.")] = None,
    outline: Annotated[
        Path | None, typer.Option("--outline", help="The edited outline (.md or .json), instead of sections.")
    ] = None,
    follow: Annotated[
        str, typer.Option("--follow", help="Dependent sections that are gone over: changed, all or none.")
    ] = "changed",
    lock: Annotated[_Ids, typer.Option("--lock", help="Never touch this section again; kept with the job.")] = None,
    unlock: Annotated[_Ids, typer.Option("--unlock", help="Take such a lock off.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and do nothing.")] = False,
    model: o.Model = None,
    planner: o.Planner = None,
    drafter: o.Drafter = None,
    reviewer: o.Reviewer = None,
    base_url: o.BaseUrl = None,
    max_tokens: o.MaxTokens = None,
    max_usd: o.MaxUsd = None,
    max_seconds: o.MaxSeconds = None,
    store: o.StorePath = None,
    output: o.Output = None,
    report: o.Report = None,
    force: o.Force = False,
    quiet: o.Quiet = False,
    json: o.Json = False,
) -> None:
    """Change a finished document, and only what depends on the change. Without a change: show its sections."""
    from longwriter_agents import revisions

    if not section and outline is None and not instruction and words is None:
        _show_sections(job, lock or [], unlock or [], store, json=json)
        return
    change: dict[str, Any] = {
        "sections": section or (),
        "instruction": instruction,
        "words": words,
        "outline": o.outline_of(outline),
        "follow": follow,
        "lock": lock or (),
        "unlock": unlock or (),
        "store": store,
    }
    plan = revisions.plan_revision(job, **change)
    if dry_run:
        show_json(plan.model_dump(mode="json")) if json else _show_plan(plan)
        return
    if not quiet and not json:
        for line in as_lines(plan):
            tell(line)
    chosen = {"model": model, "planner": planner, "drafter": drafter, "reviewer": reviewer, "base_url": base_url}
    budget = o.budget_of(max_tokens, max_usd, max_seconds)

    def work(listener: Any) -> Any:
        return revisions.revise(job, **change, **chosen, budget=budget, on_event=listener)

    run(work, Shown(output=output, report=report, force=force, quiet=quiet, json=json, store=store))


def _show_plan(plan: RevisionPlan) -> None:
    show_lines(as_lines(plan))


def as_lines(plan: RevisionPlan) -> list[str]:
    """The plan for people: what is changed, what depends on it and why, what stays."""
    lines = [f"Version {plan.version} from version {plan.base}"]
    if plan.target_words != plan.target_words_before:
        lines[0] += f": {plan.target_words:,} words instead of {plan.target_words_before:,}"
    for target in plan.targets:
        why = f" ({target.why})" if target.why else ""
        lines.append(
            f"  {target.how:<9} {target.id:<6} {printable(target.title, limit=50)}, {target.words:,} words{why}"
        )
    lines += [f"  remove    {each}" for each in plan.removed]
    for dependent in plan.dependents:
        reasons = "; ".join(f"{reason.kind} {printable(reason.what, limit=60)}" for reason in dependent.reasons[:6])
        lines.append(f"  depends   {dependent.id:<6} {printable(dependent.title, limit=50)}: {reasons}")
    for name, ids in (("joined", plan.joined), ("untouched", plan.untouched), ("locked", plan.locked)):
        if ids:
            lines.append(f"  {name:<9} {', '.join(ids)}")
    return lines


def _show_sections(job: str, lock: list[str], unlock: list[str], store: Any, *, json: bool) -> None:
    from longwriter_agents import revisions

    locks = revisions.lock_sections(job, lock, unlock=unlock, store=store)
    manuscript = revisions.manuscript(job, store=store)
    rows = [{**row.model_dump(mode="json"), "locked": row.id in locks} for row in manuscript.words.sections]
    if json:
        show_json(rows)
        return
    for row in rows:
        mark = "  locked" if row["locked"] else ""
        print(f"{row['id']:<6} {row['written']:>6,} of {row['budget']:,} words  {printable(row['title'])}{mark}")
