"""Starting and stopping the provider: in a thread for tests, in a process of its own for measurements."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.errors import InputError, LongwriterError
from longwriter_agents.testing.provider.conduct import Conduct
from longwriter_agents.testing.provider.log import Log
from longwriter_agents.testing.provider.server import Server

_START_S, _STOP_S = 30.0, 10.0
_MOST_LINE = 2**16


@dataclass(frozen=True)
class Provider:
    """Where it listens: `url` is what `base_url=` wants."""

    address: str

    @property
    def url(self) -> str:
        return f"{self.address}/v1"

    def log(self) -> Log:
        """What it counted so far."""
        with urllib.request.urlopen(f"{self.address}/log", timeout=_START_S) as answer:
            return Log.of(json.load(answer))


@contextlib.contextmanager
def serving(conduct: Conduct | None = None, *, apart: bool = False) -> Iterator[Provider]:
    """A provider for as long as the block runs; `apart` starts it in a process of its own."""
    with (_in_process if apart else _in_thread)(conduct or Conduct()) as provider:
        yield provider


async def run(conduct: Conduct, port: int, ready: Callable[[str], None], stop: asyncio.Event | None = None) -> None:
    """Serve on the loopback until stopped or cancelled; `ready` is told the address. `InputError` where the port can't be had."""
    count_tokens("ready")  # loads what it counts with, which would else be part of the first reply's time
    try:
        server = await asyncio.start_server(Server(conduct).serve, "127.0.0.1", port, limit=_MOST_LINE)
    except OSError as error:
        raise InputError(
            f"The port {port} of the loopback can't be had: {os.strerror(error.errno or 0)}.",
            hint="Name another one, or 0 for one that is free.",
        ) from None
    async with server:
        ready(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        await (stop or asyncio.Event()).wait()


@contextlib.contextmanager
def _in_thread(conduct: Conduct) -> Iterator[Provider]:
    started = threading.Event()
    addresses: list[str] = []
    loops: list[asyncio.AbstractEventLoop] = []
    stop = asyncio.Event()

    def ready(address: str) -> None:
        addresses.append(address)
        loops.append(asyncio.get_running_loop())
        started.set()

    def serve() -> None:
        asyncio.run(run(conduct, 0, ready, stop))

    thread = threading.Thread(target=serve, name="simulated-provider", daemon=True)
    thread.start()
    if not started.wait(_START_S):
        raise LongwriterError("The simulated provider did not start.")
    try:
        yield Provider(addresses[0])
    finally:
        loops[0].call_soon_threadsafe(stop.set)
        thread.join(_STOP_S)


@contextlib.contextmanager
def _in_process(conduct: Conduct) -> Iterator[Provider]:
    command = [sys.executable, "-m", "longwriter_agents.testing.provider", json.dumps(asdict(conduct))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address:
            raise LongwriterError("The simulated provider did not start.")
        yield Provider(address)
    finally:
        process.terminate()
        process.wait(_STOP_S)
        if process.stdout is not None:
            process.stdout.close()
