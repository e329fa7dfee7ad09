"""`longwriter serve`"""

from __future__ import annotations

from typing import Annotated

import typer

from longwriter_agents.cli import options as o

_DATABASE = "The store: a file or postgresql://… [env: LONGWRITER_DATABASE_URL] [default: the file of LONGWRITER_HOME]"
Database = Annotated[str | None, typer.Option("--database", help=_DATABASE)]


def serve(
    host: Annotated[str, typer.Option("--host", help="Where to listen; other than this machine only with a key.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", help="The port.", min=1, max=65535)] = 8080,
    database: Database = None,
    store: o.StorePath = None,
) -> None:
    """Serve the REST API. On SQLite documents are written by this process, on PostgreSQL by `longwriter worker`."""
    from longwriter_agents.cli.logs import configure_logs, need
    from longwriter_agents.store.opening import target_of

    need("fastapi", extra="service")
    configure_logs()
    from longwriter_agents.service.serving import serve as run

    run(database or target_of(store), host, port)
