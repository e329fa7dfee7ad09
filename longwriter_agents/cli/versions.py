"""`longwriter versions`, `diff` and `undo`: what a document was before."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from longwriter_agents.cli import options as o
from longwriter_agents.cli.output import EXIT_CODES, printable, show_json, show_text, tell
from longwriter_agents.cli.running import Shown, show_result

if TYPE_CHECKING:
    from longwriter_agents.comparing import Comparison
    from longwriter_agents.store.records import Version

Job = Annotated[str, typer.Argument(help="The job's id.")]


def versions(
    job: Job,
    number: Annotated[int | None, typer.Option("--show", help="Print the document as it was in this version.")] = None,
    store: o.StorePath = None,
    output: o.Output = None,
    force: o.Force = False,
    json: o.Json = False,
) -> None:
    """List the versions of a document, or print one of them."""
    from longwriter_agents import revisions

    if number is not None:
        manuscript = revisions.manuscript(job, number, store=store)
        show_result(manuscript, Shown(output=output, report=None, force=force, quiet=True, json=json, store=store))
        raise typer.Exit(EXIT_CODES[manuscript.status])
    found = revisions.versions(job, store=store)
    if json:
        show_json([{name: value for name, value in asdict(version).items() if name != "kept"} for version in found])
        return
    for version in found:
        print(_line(version))


def _line(version: Version) -> str:
    about = version.about
    came = {
        "written": "as it was written",
        "outline": "by an edited outline",
        "restored": f"version {about.get('of')} again",
    }.get(about["why"], f"{', '.join(about.get('sections', ()))}: {about.get('instruction', '')}")
    status = str(about["status"]).replace("_", " ")
    return (
        f"{version.number:>3}  {version.at[:16]}  {about['words']:>8,} words  {status:<22}  {printable(came, limit=70)}"
    )


def diff(
    job: Job,
    before: Annotated[int | None, typer.Option("--from", help="A version. [default: the one before]")] = None,
    after: Annotated[int | None, typer.Option("--to", help="A later one. [default: the current one]")] = None,
    store: o.StorePath = None,
    json: o.Json = False,
) -> None:
    """Show what differs between two versions, sentence by sentence."""
    from longwriter_agents import revisions

    found = revisions.diff(job, before, after, store=store)
    if json:
        show_json(found.model_dump(mode="json"))
        return
    show_text("\n".join(as_lines(found)))


def as_lines(found: Comparison) -> list[str]:
    lines = [f"Version {found.before} → {found.after}: {found.words_before:,} → {found.words_after:,} words"]
    if found.reordered:
        lines.append("The order of the sections was changed.")
    for section in found.sections:
        lines += [
            "",
            f"{section.id} {section.title} ({section.change}, {section.words_before} → {section.words_after})",
        ]
        lines += section.lines
    return lines


def undo(
    job: Job,
    to: Annotated[int | None, typer.Option("--to", help="This version. [default: the one before]")] = None,
    store: o.StorePath = None,
    json: o.Json = False,
) -> None:
    """Make an earlier version the current one again, or put an unfinished revision away. Can itself be undone."""
    from longwriter_agents import revisions

    manuscript = revisions.undo(job, to, store=store)
    if json:
        show_json(_told(manuscript))
        return
    tell(f"The document stands as version {manuscript.version}, with {manuscript.words.written:,} words.")


def _told(manuscript: Any) -> dict[str, Any]:
    return {"job": manuscript.job_id, "version": manuscript.version, "words": manuscript.words.written}
