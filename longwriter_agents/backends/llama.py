"""llama.cpp in this process, through xllamacpp: models loaded once, shared, and freed when nobody uses them."""

from __future__ import annotations

import atexit
import os
import secrets
import threading
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

from longwriter_agents.backends import openmp
from longwriter_agents.backends.cores import threads_that_fit
from longwriter_agents.errors import BackendError, InputError, ModelFileError
from longwriter_agents.settings import Settings

_PROMPT_CACHE_MIB = 1_024
"""Memory in which llama.cpp keeps prompts that it has read, so that prefixes shared by several calls are read once."""
_SLOTS_OF_LIGHT_MODELS, _TOKENS_OF_SLOTS = 4, 32_768


@dataclass
class Loaded:
    """A server with a model in it, how many backends use it, and what its slots do (`prefixes.Slots`)."""

    server: Any
    address: str
    key: str
    slots: int
    folder: Path
    """Where states of slots lie for a moment: nobody else may read them, they hold what was asked."""
    users: int = 0
    running: int = 0
    held: str = ""


_LOADED: dict[tuple[Path, int, int], Loaded] = {}
_LOADING = threading.Lock()


class Lease:
    """One backend's hold on a loaded model. `take` and `drop` block while a model is loaded: call them in a thread.

    A `take` whose caller was cancelled goes on in its thread; the `drop` that follows waits for it and undoes it.
    """

    def __init__(self, path: Path, window: int, slots: int) -> None:
        self._key = (path, window, slots)
        self._held: Loaded | None = None
        self._over = False

    def take(self) -> Loaded:
        with _LOADING:
            if self._over:
                raise BackendError(f"The model {self._key[0]} was closed while it was loaded.", retryable=False)
            if self._held is None:
                self._held = _LOADED.get(self._key) or _started(*self._key)
                self._held.users += 1
                _LOADED[self._key] = self._held
            return self._held

    def drop(self) -> None:
        with _LOADING:
            held, self._held, self._over = self._held, None, True
            if held is not None:
                held.users -= 1
                if held.users <= 0:
                    _LOADED.pop(self._key, None)
                    rmtree(held.folder, ignore_errors=True)


def _started(path: Path, window: int, slots: int) -> Loaded:
    """Load the model and start its server on a free loopback port, behind a key that only this process knows."""
    _check_memory(path)
    openmp.provide(Settings.from_env().models)
    llama: Any = import_module("xllamacpp")
    key, folder = secrets.token_hex(16), _folder()
    try:
        server = llama.Server(_params(llama, path, window, slots, key, folder))
        # One token now: a server that is closed before its loop has run once never ends (xllamacpp 2026.10).
        server.handle_completions({"prompt": " ", "n_predict": 1})
    except (RuntimeError, MemoryError) as error:
        rmtree(folder, ignore_errors=True)
        raise ModelFileError(
            f"llama.cpp could not load {path}: {error}", hint="Is the file whole, and is there memory enough for it?"
        ) from None
    atexit.unregister(_free_all)
    atexit.register(_free_all)
    return Loaded(server=server, address=str(server.listening_address), key=key, slots=slots, folder=folder)


def _folder() -> Path:
    try:
        return Path(mkdtemp(prefix="longwriter-"))
    except OSError as error:
        raise ModelFileError(
            f"No folder for what a model has read could be made: {error}",
            hint="Is there room where temporary files go? TMPDIR names another place.",
        ) from None


def _free_all() -> None:
    for held in _LOADED.values():
        rmtree(held.folder, ignore_errors=True)
    _LOADED.clear()


def _params(llama: Any, path: Path, window: int, slots: int, key: str, folder: Path) -> Any:
    params = llama.CommonParams()
    params.model.path = str(path)
    params.port = 0
    params.api_keys = [key]
    params.n_ctx = window * slots
    params.n_parallel = slots
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    params.ui = False
    params.endpoint_slots = False
    params.slot_save_path = os.path.join(folder, "")
    params.verbosity = -1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = told_threads() or threads_that_fit()
    return params


def _check_memory(path: Path) -> None:
    """Refuse a file that can't fit, before the machine starts to swap."""
    if "SC_PHYS_PAGES" not in getattr(os, "sysconf_names", {}):
        return
    size, memory = path.stat().st_size, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    if size > memory:
        raise ModelFileError(
            f"{path} is {size / 1e9:.1f} GB large, and this machine has {memory / 1e9:.1f} GB of memory.",
            hint="Choose a smaller model.",
        )


def told_threads() -> int | None:
    """LONGWRITER_THREADS, where it is set."""
    return _told("LONGWRITER_THREADS", "threads", most=1_024)


def slots(*, light: bool, window: int) -> int:
    """LONGWRITER_SLOTS, or as many as pay: how many replies are decoded at once, each with a window of its own.

    A step of decoding reads the whole model, however many replies take it. On two cores four replies of the 1.5B at once
    came to 25.9 tokens a second, one alone to 13.3. The windows of a large model take more memory than that is worth, and
    long windows are fewer: together they hold no more tokens than those that a light model has as a rule.
    """
    told = _told("LONGWRITER_SLOTS", "slots", most=64)
    if told is not None:
        return told
    return max(1, min(_SLOTS_OF_LIGHT_MODELS, _TOKENS_OF_SLOTS // window)) if light else 1


def _told(name: str, of: str, *, most: int) -> int | None:
    told = os.environ.get(name, "")
    if told and not (told.isdigit() and 1 <= int(told) <= most):
        raise InputError(f"{name}={told!r} is no number of {of}.", hint=f"Give a number from 1 to {most:,}.")
    return int(told) if told else None
