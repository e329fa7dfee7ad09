"""`longwriter check`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from longwriter_agents.cli import options as o
from longwriter_agents.cli.output import printable, show_json, show_lines

if TYPE_CHECKING:
    from longwriter_agents.checking import Checked

_UNMET = 3


def check(
    file: Annotated[Path, typer.Argument(help="The text to be checked (UTF-8).")],
    request: Annotated[
        Path | None, typer.Option("--request", help="The request: a text, or a .yaml or .json brief.")
    ] = None,
    prompt: Annotated[str | None, typer.Option("--prompt", help="The request itself.")] = None,
    constraint: o.Demands = None,
    constraints: o.DemandsFile = None,
    json: o.Json = False,
) -> None:
    """Check any text against a request, without a model. Exit code 0: nothing unmet, 3: something is, 2: usage."""
    from longwriter_agents.checking import check_text
    from longwriter_agents.constraints.kinds import parse_constraint
    from longwriter_agents.jobs.intake import check_words, checked_prompt, language_code
    from longwriter_agents.outlines import read_outline

    brief = o.brief_of(prompt, request)
    given: list[Any] = [*brief.constraints, *o.constraints_of(constraint, constraints)]
    check_words(brief.words)
    found = check_text(
        o.read_text(file, "text"),
        checked_prompt(brief.request),
        [parse_constraint(each) for each in given],
        words=brief.words,
        language=language_code(brief.language),
        outline=read_outline(brief.outline),
    )
    if json:
        show_json(found.model_dump(mode="json"))
    else:
        show_lines(as_lines(found))
    raise typer.Exit(0 if found.status == "met" else _UNMET)


def as_lines(found: Checked) -> list[str]:
    """What was asked, what is kept, what is not; of a series also how many of its units are there."""
    open_rows = sum(row.verdict == "unverified" for row in found.constraints)
    told = "nothing unmet" if found.status == "met" else "demands are unmet"
    told += f", {open_rows} that only a reader can judge" if open_rows else ""
    lines = [f"{found.words:,} words: {told}"]
    if found.series is not None:
        present = sum(unit.present for unit in found.units)
        lines.append(f"  {found.series.label}: {present} of {found.series.count} units are there")
    for row in found.constraints:
        lines.append(f"  {row.verdict:<10} {row.id:<4} {row.kind:<11} {printable(row.text or row.quote, limit=60)}")
        if row.verdict == "unmet":
            lines.append(f"             {printable(row.evidence, limit=160)}")
    lines += [f"  ! {printable(finding.message, limit=200)}" for finding in found.findings]
    return lines
