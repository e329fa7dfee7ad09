"""`longwriter models`: the embedded models, listed, fetched, removed."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from longwriter_agents.cli import options as o
from longwriter_agents.cli.output import show_json, tell

app = typer.Typer(help="List, fetch and remove the embedded models.", invoke_without_command=True)
Name = Annotated[str, typer.Argument(help="A name of the catalogue, for example qwen2.5-coder-1.5b.")]


@app.callback()
def default(context: typer.Context, json: o.Json = False) -> None:
    """List, fetch and remove the embedded models."""
    if context.invoked_subcommand is None:
        show_list(json=json)


@app.command("list")
def list_(json: o.Json = False) -> None:
    """List the catalogue and what of it is here."""
    show_list(json=json)


def show_list(*, json: bool) -> None:
    from longwriter_agents.backends.catalogue import CATALOGUE, DEFAULT
    from longwriter_agents.backends.modelfiles import installed
    from longwriter_agents.settings import Settings

    folder = Settings.from_env().models
    here = {file.name: (path, verified) for file, path, verified in installed(folder)}
    rows: list[dict[str, Any]] = [
        {
            "name": file.name,
            "model": f"local:{file.name}",
            "bytes": file.bytes,
            "licence": file.licence,
            "note": file.note,
            "default": file.name == DEFAULT,
            "path": str(here[file.name][0]) if file.name in here else None,
            "verified": here[file.name][1] if file.name in here else False,
        }
        for file in CATALOGUE.values()
    ]
    if json:
        show_json(rows)
        return
    for row in rows:
        state = "here" if row["verified"] else "damaged" if row["path"] else "not fetched"
        print(f"{row['model']:<28} {row['bytes'] / 1e6:>7,.0f} MB  {state:<12} {row['licence']}  {row['note']}")


@app.command("fetch")
def fetch(name: Name, quiet: o.Quiet = False) -> None:
    """Fetch a model's file; it is accepted only by its checksum."""
    from longwriter_agents.backends.modelfiles import ensure
    from longwriter_agents.cli.live import download_bar
    from longwriter_agents.settings import Settings

    with download_bar(name, quiet=quiet) as progress:
        path = ensure(name, Settings.from_env().models, progress=progress)
    if not quiet:
        tell(f"{name} is at {path}")


@app.command("remove")
def remove(name: Name) -> None:
    """Delete a model's file."""
    from longwriter_agents.backends import modelfiles
    from longwriter_agents.settings import Settings

    there = modelfiles.remove(name, Settings.from_env().models)
    tell(f"{name} was removed." if there else f"{name} was not here.")
