"""The store on PostgreSQL: for several machines."""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import urlsplit

from longwriter_agents.errors import InputError, StoreError
from longwriter_agents.store.database import Connection
from longwriter_agents.store.migrations import LATEST, missing
from longwriter_agents.store.sql import SqlStore

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")

_CONNECT_S = 5
_STATEMENT_MS = 30_000
_WAIT_S = 60.0
"""How long a piece of work waits for a database that is down before it fails."""
_THREADS = 6


class PostgresConnection:
    """An open transaction of PostgreSQL."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        cursor = self._connection.execute(_marked(sql), _clean(values))
        return cursor.fetchall() if cursor.description else []

    def run(self, sql: str, *values: Any) -> int:
        return self._connection.execute(_marked(sql), _clean(values)).rowcount

    def now(self) -> float:
        return float(self.rows("SELECT extract(epoch FROM clock_timestamp())")[0][0])

    def lock(self, name: str) -> None:
        self.run("SELECT pg_advisory_xact_lock(hashtext(?))", f"longwriter:{name}")


class PostgresDatabase:
    """A few threads with a connection each. Work that finds the database down is tried again, for a bounded time."""

    def __init__(self, url: str, *, wait_s: float = _WAIT_S) -> None:
        self.url = url
        self._wait_s = wait_s
        self._local = threading.local()
        self._opened: list[Any] = []
        self._closed = False
        self._threads = ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="longwriter-store")

    @property
    def place(self) -> str:
        return place_of(self.url)

    async def read(self, work: Callable[[Connection], T]) -> T:
        return await self.write(work)

    async def write(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.transact, work)

    def transact(self, work: Callable[[Connection], T]) -> T:
        """Run the work as one transaction, in this thread."""
        import psycopg

        deadline, pause = time.monotonic() + self._wait_s, 0.05
        while True:
            try:
                return self._once(work)
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                self._drop()
                if self._closed or not _passing(error) or time.monotonic() + pause > deadline:
                    raise self._failed(error) from error
                time.sleep(pause)
                pause = min(1.0, pause * 2)
            except psycopg.Error as error:
                raise self._failed(error) from error

    def _once(self, work: Callable[[Connection], T]) -> T:
        connection = self._connection()
        with connection.transaction():
            return work(PostgresConnection(connection))

    def _connection(self) -> Any:
        import psycopg

        known = getattr(self._local, "connection", None)
        if known is None:
            options = f"-c statement_timeout={_STATEMENT_MS}"
            known = psycopg.connect(self.url, autocommit=True, connect_timeout=_CONNECT_S, options=options)
            self._local.connection = known
            self._opened.append(known)
        return known

    def _drop(self) -> None:
        known = getattr(self._local, "connection", None)
        self._local.connection = None
        if known is not None:
            self._opened.remove(known)
            with contextlib.suppress(Exception):  # it is broken anyway
                known.close()

    def _failed(self, error: Exception) -> StoreError:
        told = " ".join(str(error).split())
        return StoreError(
            f"The database at {self.place} failed: {told}.",
            hint="Check that it runs and that LONGWRITER_DATABASE_URL names it.",
        )

    async def aclose(self) -> None:
        self._closed = True
        await asyncio.to_thread(self._threads.shutdown)
        for connection in self._opened:
            connection.close()


class PostgresStore(SqlStore):
    """The store in a database whose schema `longwriter db upgrade` has made."""

    def __init__(self, db: PostgresDatabase) -> None:
        super().__init__(db)
        self.url = db.url

    @classmethod
    async def open(cls, url: str, *, wait_s: float = _WAIT_S) -> Self:
        """Connect and check the schema. `StoreError` when the database can't be reached or has another schema."""
        require_psycopg()
        store = cls(PostgresDatabase(url, wait_s=wait_s))
        try:
            await store.db.read(_check_version)
        except BaseException:
            await store.aclose()
            raise
        return store

    @contextlib.asynccontextmanager
    async def checkpoints(self) -> AsyncIterator[Any]:
        """LangGraph's checkpoints in the same database, over a few connections of their own."""
        from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
        from psycopg.rows import dict_row
        from psycopg_pool import AsyncConnectionPool

        arguments: dict[str, Any] = {"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row}
        pool: Any = AsyncConnectionPool(
            self.url,
            min_size=1,
            max_size=4,
            kwargs={**arguments, "connect_timeout": _CONNECT_S},
            timeout=_WAIT_S,
            open=False,
            check=AsyncConnectionPool.check_connection,
        )
        async with pool:
            yield AsyncPostgresSaver(pool)


def upgrade(url: str) -> tuple[int, int]:
    """Bring the database up to date: ours, the queue's and LangGraph's tables. (version before, version after)."""
    require_psycopg()
    db = PostgresDatabase(url, wait_s=5.0)
    try:
        before = db.transact(_migrate)
        _upgrade_checkpoints(url)
        db.transact(_create_queue)
        return before, LATEST
    finally:
        asyncio.run(db.aclose())


def _migrate(db: Connection) -> int:
    db.lock("schema")
    db.run("CREATE TABLE IF NOT EXISTS longwriter_schema (version INTEGER NOT NULL)")
    before = _version(db)
    for migration in missing(before):
        for statement in migration.statements("postgres"):
            db.run(statement)
    if before == 0:
        db.run("INSERT INTO longwriter_schema (version) VALUES (?)", LATEST)
    db.run("UPDATE longwriter_schema SET version = ?", LATEST)
    return before


def _version(db: Connection) -> int:
    rows = db.rows("SELECT version FROM longwriter_schema")
    version = int(rows[0][0]) if rows else 0
    if version > LATEST:
        raise StoreError(f"The database has format {version}; this program reads format {LATEST}.", hint="Update it.")
    return version


def _check_version(db: Connection) -> None:
    known = db.rows("SELECT to_regclass('longwriter_schema') IS NOT NULL")[0][0]
    version = _version(db) if known else 0
    if version != LATEST:
        raise StoreError(
            f"The database has format {version}; this program needs format {LATEST}.",
            hint="Run: longwriter db upgrade",
        )


def _create_queue(db: Connection) -> None:
    from procrastinate.schema import SchemaManager

    if not db.rows("SELECT to_regclass('procrastinate_jobs') IS NOT NULL")[0][0]:
        raw = getattr(db, "_connection")  # noqa: B009 -- the one place that needs many statements in one string
        raw.execute(SchemaManager.get_schema())


def _upgrade_checkpoints(url: str) -> None:
    from langgraph.checkpoint.postgres import PostgresSaver

    with PostgresSaver.from_conn_string(url) as saver:
        saver.setup()


def require_psycopg() -> None:
    try:
        import procrastinate  # noqa: F401
        import psycopg  # noqa: F401
    except ImportError:
        raise InputError(
            "PostgreSQL support is not installed.", hint='Install it with: pip install "longwriter-agents[postgres]"'
        ) from None


def place_of(url: str) -> str:
    """Host, port and database, without user and password."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    return f"{parts.hostname or 'localhost'}:{port or 5432}{parts.path}"


def _passing(error: Exception) -> bool:
    """A connection that could not be made or was lost; a full disk, a lock or a wrong password is something else."""
    state = str(getattr(error, "sqlstate", None) or "")
    return state == "" or state[:2] in ("08", "57")


def _marked(sql: str) -> Any:
    return sql.replace("?", "%s")


def _clean(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """PostgreSQL's text can hold every sign but NUL."""
    return tuple(value.replace("\x00", "\ufffd") if isinstance(value, str) else value for value in values)
