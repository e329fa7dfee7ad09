"""`longwriter batch`"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from longwriter_agents.cli import options as o
from longwriter_agents.cli.output import printable, show_json, tell
from longwriter_agents.errors import InputError
from longwriter_agents.export import check_folder

_SOURCE = "A .jsonl, .csv or .yaml file (a row is a document), or a folder of .md and .txt requests."


def batch(
    source: Annotated[Path, typer.Argument(help=_SOURCE)],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for documents and summaries.")],
    concurrency: Annotated[int, typer.Option("--concurrency", help="Documents at once.", min=1, max=256)] = 2,
    name: Annotated[
        str, typer.Option("--name", help="File names of rows without a name: {number:04}, {slug}, any key of the row.")
    ] = "{number:04}-{slug}",
    format: Annotated[str, typer.Option("--format", help="md, html, txt or json, where a row says nothing.")] = "md",
    words: o.Words = None,
    model: o.Model = None,
    base_url: o.BaseUrl = None,
    graph: Annotated[str | None, typer.Option("--graph", help="The way of writing.")] = None,
    language: o.Language = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Go on with rows that failed before.")] = False,
    server: Annotated[
        str | None,
        typer.Option(
            "--server", help="Have a service write: its address. Its key: [env: LONGWRITER_API_KEY (or _FILE)]"
        ),
    ] = None,
    store: o.StorePath = None,
    force: o.Force = False,
    quiet: o.Quiet = False,
    json: o.Json = False,
) -> None:
    """Write many documents. What is finished is never written again: start it anew whenever it was interrupted.

    Exit code 0: all complete, 3: some with findings, 1: some failed, 2: usage.
    """
    from longwriter_agents.batch.remote import checked_address
    from longwriter_agents.batch.results import RowResult, exit_code, save_summary
    from longwriter_agents.batch.rows import read_rows
    from longwriter_agents.batch.running import Batch, results_of
    from longwriter_agents.batch.shelf import Shelf, in_use
    from longwriter_agents.cli.table import shown_while

    if server is not None:
        checked_address(server)
    if os.path.isdir(source) and source.resolve() == output.resolve():
        raise InputError(f"{output} holds the requests.", hint="Have the documents in another folder, with -o.")
    given = {"words": words, "model": model, "base_url": base_url, "graph": graph, "language": language}
    try:
        rows = read_rows(source, {key: value for key, value in given.items() if value is not None})
    except OSError as error:
        raise InputError(f"{source} can't be read: {error.strerror or error}.") from None
    check_folder(output)
    Shelf(output, source, force=force).check_summaries()
    output.mkdir(parents=True, exist_ok=True)
    with in_use(output):
        shelf = Shelf(output, source, force=force)
        files = shelf.names(rows, name, format.removeprefix("."))
        results: Sequence[RowResult] = results_of(Batch(rows, files, output, concurrency))

        def work(show: Callable[[Any], None]) -> None:
            plan = Batch(rows, files, output, concurrency, show)
            _run(plan, results, shelf, server=server, store=store, retry_failed=retry_failed)

        code = 130
        try:
            with shown_while(results, quiet=quiet or json) as show:
                work(show)
            code = exit_code(results)
        except KeyboardInterrupt as interruption:
            code = 143 if isinstance(interruption, _Terminated) else 130
        finally:
            save_summary(output, results)
    _tell(results, output, quiet=quiet, json=json)
    raise typer.Exit(code)


class _Terminated(KeyboardInterrupt):
    """SIGTERM: ends the batch as Ctrl-C does."""


def _run(batch: Any, results: Any, shelf: Any, *, server: str | None, store: Path | None, retry_failed: bool) -> None:
    import asyncio
    import signal

    from longwriter_agents.batch.local import LocalWriter
    from longwriter_agents.batch.remote import RemoteWriter
    from longwriter_agents.batch.running import Writer, run
    from longwriter_agents.settings import read_key
    from longwriter_agents.store.opening import open_store, target_of

    terminated = False

    async def work() -> None:
        nonlocal terminated
        task = asyncio.current_task()
        assert task is not None

        def stop() -> None:
            nonlocal terminated
            terminated = True
            task.cancel()

        if sys.platform != "win32":
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop)
        key = read_key(os.environ, "LONGWRITER_API_KEY")
        writer: Writer = (
            RemoteWriter(server, key, shelf, retry_failed=retry_failed, tell=tell)
            if server is not None
            else LocalWriter(await open_store(target_of(store)), shelf, retry_failed=retry_failed)
        )
        try:
            await run(batch, writer, results)
        finally:
            await writer.aclose()

    try:
        asyncio.run(work())
    except asyncio.CancelledError:
        raise (_Terminated if terminated else KeyboardInterrupt) from None


def _tell(results: Sequence[Any], folder: Path, *, quiet: bool, json: bool) -> None:
    if json:
        from dataclasses import asdict

        show_json([asdict(each) for each in results])
        return
    if quiet:
        return
    counted = {status: sum(each.status == status for each in results) for status in {r.status for r in results}}
    told = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in sorted(counted.items()))
    tell(f"{len(results)} documents: {told}. Summary: {folder / 'summary.csv'}")
    for each in [each for each in results if each.status in ("failed", "interrupted")][:10]:
        tell(printable(f"  {each.number} {each.file}: {each.message}", limit=240))
