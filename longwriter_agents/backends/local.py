"""Models that run in this process: llama.cpp (through xllamacpp) behind its own OpenAI-compatible loopback server."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from longwriter_agents.backends.base import Price, Reply, Request, Traits
from longwriter_agents.backends.fetching import Progress
from longwriter_agents.backends.grammars import grammar_of
from longwriter_agents.backends.llama import Lease, Loaded, slots, told_threads
from longwriter_agents.backends.modelfiles import Located, ensure, resolve
from longwriter_agents.backends.openai import OpenAIBackend
from longwriter_agents.backends.prefixes import Prefixes
from longwriter_agents.errors import BackendError, InputError

_CONTEXT = 8_192
"""Enough for every prompt of a section; more costs memory and nothing is gained."""
_SMALL_BYTES, _LIGHT_BYTES = 6_000_000_000, 3_000_000_000
_TIMEOUT_S, _LOAD_S = 1_800.0, 900.0
_SMALLEST_WINDOW = 512

_SAMPLING: dict[str, Any] = {
    "top_p": 0.92,
    "min_p": 0.05,
    "repeat_penalty": 1.05,
    "repeat_last_n": 192,
    "dry_multiplier": 0.6,
    "dry_allowed_length": 6,
    "cache_prompt": True,
    "timings_per_token": True,
}
"""Small models run in circles when they are left to themselves; these are mild, so that grammar does not suffer."""


class _Stopped(Exception):
    """Nobody waits for the file any more."""


def open_local(
    model: str, *, models: Path, context_window: int | None = None, progress: Progress | None = None
) -> LocalBackend:
    """A catalogue model by name, or a GGUF file by path. Fetched and loaded at the first call, not here.

    `context_window` is in tokens, 8,192 unless told. `InputError` for an unknown name, a path without such a file, a
    setting that cannot be, or when xllamacpp is not installed.
    """
    if find_spec("xllamacpp") is None:
        raise InputError(
            "Embedded models need the package xllamacpp.",
            hint='Install it with: pip install "longwriter-agents[local]"',
        )
    if context_window is not None and context_window < _SMALLEST_WINDOW:
        raise InputError(f"A context window of {context_window} tokens is too small: take {_SMALLEST_WINDOW} or more.")
    told_threads()
    located = resolve(model, models)
    window = context_window or _CONTEXT
    if located.file is not None:
        window = min(window, located.file.context_window)
    size = 0 if located.file is not None else located.path.stat().st_size
    return LocalBackend(model, located, _traits(window, size), progress)


def _traits(window: int, size: int) -> Traits:
    """`size` in bytes; every file of the catalogue is small."""
    return Traits(
        context_window=window,
        max_output_tokens=window // 2,
        concurrency=slots(light=size < _LIGHT_BYTES, window=window),
        rungs=("json_schema", "lines"),
        small=size < _SMALL_BYTES,
        price=Price(input=0.0, cached_input=0.0, output=0.0),
    )


class LocalBackend:
    """One embedded model. Backends of the same file share one copy in memory; the last one to close frees it."""

    def __init__(self, model: str, located: Located, traits: Traits, progress: Progress | None) -> None:
        self._model = model
        self._located = located
        self._traits = traits
        self._progress = progress
        self._lease: Lease | None = None
        self._inner: OpenAIBackend | None = None
        self._prefixes: Prefixes | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._door = asyncio.Lock()

    def __repr__(self) -> str:
        return f"LocalBackend({self._model!r})"

    @property
    def spec(self) -> str:
        return f"local:{self._model}"

    @property
    def traits(self) -> Traits:
        return self._traits

    async def complete(self, request: Request) -> Reply:
        inner, prefixes = await self._opened()
        async with prefixes.turn(request) as read:
            reply = await inner.complete(request)
        cached = max(0, reply.usage.cached_input_tokens - read)
        return replace(reply, usage=reply.usage.model_copy(update={"cached_input_tokens": cached})) if read else reply

    async def aclose(self) -> None:
        """Free the model unless another backend uses it. A later call loads it again."""
        inner, self._inner = self._inner, None
        if inner is not None and self._loop is asyncio.get_running_loop():
            await inner.aclose()
        lease, self._lease = self._lease, None
        if lease is not None:
            await asyncio.to_thread(lease.drop)

    async def _opened(self) -> tuple[OpenAIBackend, Prefixes]:
        self._enter_loop()
        async with self._door:
            if self._inner is None or self._prefixes is None:
                loaded = await self._load()
                self._prefixes = Prefixes(loaded)
                self._inner = OpenAIBackend(
                    self._model,
                    spec=self.spec,
                    api_key=loaded.key,
                    base_url=f"{loaded.address}/v1",
                    traits=self._traits,
                    timeout_s=_TIMEOUT_S,
                    extra=_SAMPLING,
                    grammar=grammar_of,
                )
            return self._inner, self._prefixes

    def _enter_loop(self) -> None:
        """Connections and locks belong to one event loop; the loaded model does not."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._door, self._inner = loop, asyncio.Lock(), None

    async def _load(self) -> Loaded:
        path = await self._file()
        if self._lease is None:
            self._lease = Lease(path.resolve(), self._traits.context_window, self._traits.concurrency)
        try:
            async with asyncio.timeout(_LOAD_S):
                return await asyncio.to_thread(self._lease.take)
        except TimeoutError:
            message = f"The model was not loaded within {_LOAD_S:.0f} s."
            raise BackendError(message, retryable=False, model=self.spec) from None

    async def _file(self) -> Path:
        file = self._located.file
        if file is None:
            return self._located.path
        stop = threading.Event()

        def progress(done: int, total: int) -> None:
            if stop.is_set():
                raise _Stopped
            if self._progress is not None:
                self._progress(done, total)

        try:
            return await asyncio.to_thread(ensure, file.name, self._located.path.parent, progress=progress)
        finally:
            stop.set()
