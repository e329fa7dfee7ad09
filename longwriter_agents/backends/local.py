"""Models that run in this process: llama.cpp (through xllamacpp) behind its own OpenAI-compatible loopback server."""

from __future__ import annotations

import asyncio
import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from longwriter_agents.backends.base import Price, Reply, Request, Traits
from longwriter_agents.backends.catalogue import CATALOGUE
from longwriter_agents.backends.modelfiles import Progress, ensure, is_gguf, known, looks_like_path
from longwriter_agents.backends.openai import OpenAIBackend
from longwriter_agents.errors import InputError, ModelFileError

_CONTEXT = 8_192
"""Enough for every prompt of a section; more costs memory and nothing is gained."""
_SMALL_BYTES = 6_000_000_000
_TIMEOUT_S = 1_800.0
_BUSY = 0.75
"""Above this load for each core one thread fewer is used: threads that wait for each other slow all down tenfold."""

_SAMPLING: dict[str, Any] = {
    "top_p": 0.92,
    "min_p": 0.05,
    "repeat_penalty": 1.05,
    "repeat_last_n": 192,
    "dry_multiplier": 0.6,
    "dry_allowed_length": 4,
    "cache_prompt": True,
    "timings_per_token": True,
}
"""Small models run in circles when they are left to themselves; these are mild, so that grammar does not suffer."""


@dataclass
class _Loaded:
    """A server with a model in it, and how many backends use it."""

    server: Any
    address: str
    key: str
    users: int = 0


_LOADED: dict[tuple[Path, int], _Loaded] = {}
_LOADING = threading.Lock()


def open_local(
    model: str, *, models: Path, context_window: int | None = None, progress: Progress | None = None
) -> LocalBackend:
    """A catalogue model by name, or a GGUF file by path. Fetched and loaded at the first call, not here.

    `InputError` for an unknown name, a path without such a file, or when xllamacpp is not installed.
    """
    if find_spec("xllamacpp") is None:
        raise InputError(
            "Embedded models need the package xllamacpp.",
            hint='Install it with: pip install "longwriter-agents[local]"',
        )
    if looks_like_path(model):
        path = _own_file(Path(model).expanduser())
        small = path.stat().st_size < _SMALL_BYTES
        return LocalBackend(model, lambda: path, _traits(context_window or _CONTEXT, small=small))
    file = known(model)
    window = min(context_window or _CONTEXT, CATALOGUE[model].context_window)
    return LocalBackend(model, lambda: ensure(file.name, models, progress=progress), _traits(window, small=True))


def _own_file(path: Path) -> Path:
    if not path.is_file():
        raise InputError(f"There is no model file {path}.", hint="Give the path of a GGUF file.")
    if not is_gguf(path):
        raise InputError(f"{path} is no GGUF file.")
    return path.resolve()


def _traits(window: int, *, small: bool) -> Traits:
    return Traits(
        context_window=window,
        max_output_tokens=window // 2,
        concurrency=1,
        rungs=("json_schema", "lines"),
        small=small,
        price=Price(input=0.0, cached_input=0.0, output=0.0),
    )


class LocalBackend:
    """One embedded model. Backends of the same file share one copy in memory; the last one to close frees it."""

    def __init__(self, model: str, locate: Callable[[], Path], traits: Traits) -> None:
        self._model = model
        self._locate = locate
        self._traits = traits
        self._key: tuple[Path, int] | None = None
        self._inner: OpenAIBackend | None = None
        self._door: asyncio.Lock | None = None

    def __repr__(self) -> str:
        return f"LocalBackend({self._model!r})"

    @property
    def spec(self) -> str:
        return f"local:{self._model}"

    @property
    def traits(self) -> Traits:
        return self._traits

    async def complete(self, request: Request) -> Reply:
        return await (await self._opened()).complete(request)

    async def aclose(self) -> None:
        inner, self._inner = self._inner, None
        if inner is not None:
            await inner.aclose()
        key, self._key = self._key, None
        if key is not None:
            await asyncio.to_thread(_release, key)

    async def _opened(self) -> OpenAIBackend:
        self._door = self._door or asyncio.Lock()
        async with self._door:
            if self._inner is None:
                path = await asyncio.to_thread(self._locate)
                self._key = (path, self._traits.context_window)
                loaded = await asyncio.to_thread(_acquire, self._key)
                self._inner = OpenAIBackend(
                    self._model,
                    spec=self.spec,
                    api_key=loaded.key,
                    base_url=f"{loaded.address}/v1",
                    traits=self._traits,
                    timeout_s=_TIMEOUT_S,
                    extra=_SAMPLING,
                )
            return self._inner


def _acquire(key: tuple[Path, int]) -> _Loaded:
    with _LOADING:
        loaded = _LOADED.get(key)
        if loaded is None:
            loaded = _LOADED[key] = _started(*key)
        loaded.users += 1
        return loaded


def _release(key: tuple[Path, int]) -> None:
    with _LOADING:
        loaded = _LOADED.get(key)
        if loaded is not None:
            loaded.users -= 1
            if loaded.users <= 0:
                del _LOADED[key]


def _started(path: Path, window: int) -> _Loaded:
    """Load the model and start its server on a free loopback port, behind a key that only this process knows."""
    llama: Any = import_module("xllamacpp")
    params = llama.CommonParams()
    key = secrets.token_hex(16)
    params.model.path = str(path)
    params.port = 0
    params.api_keys = [key]
    params.n_ctx = window
    params.n_parallel = 1
    params.ui = False
    params.verbosity = -1
    params.cpuparams.n_threads = threads()
    params.cpuparams_batch.n_threads = threads()
    try:
        server = llama.Server(params)
    except (RuntimeError, MemoryError) as error:
        raise ModelFileError(
            f"llama.cpp could not load {path}: {error}", hint="Is the file whole, and is there memory enough for it?"
        ) from None
    return _Loaded(server=server, address=str(server.listening_address), key=key)


def threads() -> int:
    """LONGWRITER_THREADS, or the usable cores, one fewer on a busy machine."""
    told = os.environ.get("LONGWRITER_THREADS", "")
    if told:
        if not told.isdigit() or not int(told):
            raise InputError(f"LONGWRITER_THREADS={told!r} is no number of threads.")
        return int(told)
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    busy = hasattr(os, "getloadavg") and os.getloadavg()[0] > cores * _BUSY
    return max(1, cores - 1) if busy else cores
