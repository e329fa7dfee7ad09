"""The process behind `longwriter serve`: the HTTP server, and on SQLite the working side in a thread beside it."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import uvicorn

from longwriter_agents.errors import InputError
from longwriter_agents.jobs.terms import WorkTerms
from longwriter_agents.jobs.tracing import configure_tracing
from longwriter_agents.jobs.working import work
from longwriter_agents.service.app import create_app
from longwriter_agents.store.opening import is_postgres, open_store

_LOG = logging.getLogger("longwriter.service")
_STREAMS_END_S = 5
_JOIN_S = 30.0
_SWITCH_S = 0.002


def serve(target: str, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT, then drain: open streams end, jobs are put down, exit in bounded time."""
    keys = asyncio.run(_has_keys(target))
    if not keys and not is_loopback(host):
        raise InputError(
            f"Without an API key the service listens on this machine only, not on {host}.",
            hint="Make a key first: longwriter keys create NAME",
        )
    configure_tracing("longwriter-api")
    if not keys:
        _LOG.warning("No API key was made: only programs on this machine are served, without asking who they are.")
    terms = WorkTerms.from_env()
    worker = None if is_postgres(target) else WorkerThread(target, terms)
    app = create_app(target, working=worker.alive if worker else lambda: True)
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=True,
        timeout_graceful_shutdown=_STREAMS_END_S,
        server_header=False,
    )
    server = Server(config, app, told=worker.tell if worker is not None else lambda: None)
    try:
        if worker is not None:
            # Requests must not wait for long stretches of counting and comparing in the other thread.
            sys.setswitchinterval(_SWITCH_S)
            worker.start()
        server.run()
    finally:
        if worker is not None:
            worker.stop(within_s=0.0 if server.force_exit else terms.drain_s + _JOIN_S)


class Server(uvicorn.Server):
    """Tells the open streams (and by `told` the working side) to end as soon as the process is told to stop."""

    def __init__(self, config: uvicorn.Config, app: Any, told: Callable[[], None] = lambda: None) -> None:
        super().__init__(config)
        self._app = app
        self._told = told

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Uvicorn's own would raise the signal once more after serving, which ends the process before it has drained.
        Whoever can't wait sends a second one."""
        self.force_exit = self.should_exit
        self.should_exit = True
        service = getattr(self._app.state, "service", None)
        if service is not None:
            service.closing.set()
        self._told()


class WorkerThread:
    """The working side in an event loop of its own, so that no request waits while a document is being planned."""

    def __init__(self, target: str, terms: WorkTerms) -> None:
        self._target = target
        self._terms = terms
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="longwriter-worker", daemon=True)

    def alive(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        """Returns when it takes jobs, or raises what kept it from that."""
        self._failure: BaseException | None = None
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            raise self._failure

    def tell(self) -> None:
        """Begin to drain: no call is made any more, those under way are answered."""
        if self._loop is not None and self._stop is not None and self._thread.is_alive():
            with contextlib.suppress(RuntimeError):  # it ends in this moment
                self._loop.call_soon_threadsafe(self._stop.set)

    def stop(self, *, within_s: float) -> None:
        self.tell()
        if self._thread.ident is not None:
            self._thread.join(within_s)

    def _run(self) -> None:
        try:
            asyncio.run(self._work())
        except BaseException as error:
            self._failure = error
            _LOG.error("the working side has ended: %s", error)
        finally:
            self._started.set()

    async def _work(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        await work(self._target, self._terms, self._stop, started=self._started.set)


async def _has_keys(target: str) -> bool:
    store = await open_store(target, wait_s=10.0)
    try:
        return bool(await store.keys())
    finally:
        await store.aclose()


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
