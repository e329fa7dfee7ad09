"""`longwriter worker`"""

from __future__ import annotations

from typing import Annotated

import typer

from longwriter_agents.cli.serve import Database


def worker(
    database: Database = None,
    concurrency: Annotated[
        int | None,
        typer.Option(
            "--concurrency", help="Documents at once. [env: LONGWRITER_CONCURRENT_DOCUMENTS] [default: 4]", min=1
        ),
    ] = None,
) -> None:
    """Write queued documents until SIGTERM, on as many machines as you like (with PostgreSQL). Exit code 0 after draining."""
    import asyncio
    from dataclasses import replace

    from longwriter_agents.cli.logs import configure_logs
    from longwriter_agents.jobs.terms import WorkTerms
    from longwriter_agents.jobs.tracing import configure_tracing
    from longwriter_agents.store.opening import target_of

    configure_logs()
    configure_tracing("longwriter-worker")
    terms = WorkTerms.from_env()
    asyncio.run(_until_told(database or target_of(None), replace(terms, concurrency=concurrency or terms.concurrency)))


async def _until_told(target: str, terms: object) -> None:
    import asyncio
    import signal
    from typing import cast

    from longwriter_agents.jobs.terms import WorkTerms
    from longwriter_agents.jobs.working import work

    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await work(target, cast(WorkTerms, terms), stop)
