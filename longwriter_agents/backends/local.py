"""Models that run in this process: llama.cpp (through xllamacpp) behind its own OpenAI-compatible loopback server."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from longwriter_agents.backends.base import Price, Reply, Request, Schema, Traits
from longwriter_agents.backends.fetching import Progress
from longwriter_agents.backends.llama import Lease, Loaded, threads
from longwriter_agents.backends.modelfiles import Located, ensure, resolve
from longwriter_agents.backends.openai import OpenAIBackend
from longwriter_agents.errors import BackendError, InputError

_CONTEXT = 8_192
"""Enough for every prompt of a section; more costs memory and nothing is gained."""
_SMALL_BYTES = 6_000_000_000
_TIMEOUT_S, _LOAD_S = 1_800.0, 900.0
_SMALLEST_WINDOW = 512

_GUIDANCE = "%llguidance {}"
_ONE_LINE = {"whitespace_flexible": False, "key_separator": ": ", "item_separator": ", "}
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

_PROSE = r"""root ::= paragraph ("\n\n" paragraph)*
paragraph ::= [^ \t\n#*+>|`•\[<0-9_OTHER-] early{2} label{50} sign*
early ::= [^\n*#|`•<>:：)）.\]OTHER]
label ::= [^\n*#|`•<>:：OTHER]
sign ::= [^\n*#|`•<>OTHER]
"""
"""Plain paragraphs of more than a line, without a label before them ("a)", "Costs:"), and nothing else: told in words
alone, small models fall into lists and headings. It must stay unambiguous, then it costs no time: llama.cpp tries the token
that it has chosen before it looks at all others."""
_FOREIGN = r"\u2E80-\u9FFF\uAC00-\uD7AF\uFF00-\uFFEF"
"""East Asian signs, into which models that were raised on them slip where nobody asked for any."""
_EAST_ASIAN = re.compile(rf"[{_FOREIGN}]|\b(?:Chinese|Mandarin|Cantonese|Japanese|Korean)\b")


def grammar_of(request: Request) -> dict[str, Any]:
    """The fields of a request's body that bind its form: JSON without white space, or plain prose; or none."""
    if request.schema is not None:
        return _json_grammar(request.schema) if request.schema.rung == "json_schema" and _knows_guidance() else {}
    return prose_grammar(request) if request.prose else {}


def _json_grammar(schema: Schema) -> dict[str, Any]:
    """One line: line ends and indents are a third of the tokens of JSON as models like to write it. The blanks after colons
    and commas stay: without them models lose their footing ("subject":", ")."""
    one_line = {**_closed(schema.definition), "x-guidance": _ONE_LINE}
    return {"grammar": f"{_GUIDANCE}\nstart: %json {json.dumps(one_line)}"}


def _closed(definition: Any) -> Any:
    """The schema without room for fields that nobody asked for."""
    if isinstance(definition, list):
        return [_closed(each) for each in definition]
    if not isinstance(definition, dict):
        return definition
    inner = {key: _closed(value) for key, value in definition.items()}
    return {"additionalProperties": False, **inner} if isinstance(inner.get("properties"), dict) else inner


@cache
def _knows_guidance() -> bool:
    """Whether this build of llama.cpp reads grammars of the guidance library; others know JSON schemas only."""
    known: str = import_module("xllamacpp").json_schema_to_grammar({"type": "boolean"})
    return known.startswith(_GUIDANCE)


def prose_grammar(request: Request) -> dict[str, Any]:
    """The grammar of plain prose, in the scripts of what was asked."""
    asked = any(_EAST_ASIAN.search(message.text) for message in request.messages)
    return {"grammar": _PROSE.replace("OTHER", "" if asked else _FOREIGN)}


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
    threads()
    located = resolve(model, models)
    window = context_window or _CONTEXT
    if located.file is not None:
        window = min(window, located.file.context_window)
    return LocalBackend(model, located, _traits(window, small=_is_small(located)), progress)


def _is_small(located: Located) -> bool:
    return located.file is not None or located.path.stat().st_size < _SMALL_BYTES


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

    def __init__(self, model: str, located: Located, traits: Traits, progress: Progress | None) -> None:
        self._model = model
        self._located = located
        self._traits = traits
        self._progress = progress
        self._lease: Lease | None = None
        self._inner: OpenAIBackend | None = None
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
        return await (await self._opened()).complete(request)

    async def aclose(self) -> None:
        """Free the model unless another backend uses it. A later call loads it again."""
        inner, self._inner = self._inner, None
        if inner is not None and self._loop is asyncio.get_running_loop():
            await inner.aclose()
        lease, self._lease = self._lease, None
        if lease is not None:
            await asyncio.to_thread(lease.drop)

    async def _opened(self) -> OpenAIBackend:
        self._enter_loop()
        async with self._door:
            if self._inner is None:
                loaded = await self._load()
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
            return self._inner

    def _enter_loop(self) -> None:
        """Connections and locks belong to one event loop; the loaded model does not."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._door, self._inner = loop, asyncio.Lock(), None

    async def _load(self) -> Loaded:
        path = await self._file()
        if self._lease is None:
            self._lease = Lease(path.resolve(), self._traits.context_window)
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
