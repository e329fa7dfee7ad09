"""From `provider:model` to a backend, ready to be asked."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib.metadata import entry_points
from typing import Any
from urllib.parse import urlsplit

from longwriter_agents.backends.allowance import Roomy
from longwriter_agents.backends.base import Backend, Traits
from longwriter_agents.backends.limits import Limited, limiter_for
from longwriter_agents.backends.retry import Retrying, RetryPolicy
from longwriter_agents.errors import InputError
from longwriter_agents.events import CallRetried
from longwriter_agents.settings import Settings, read_key

ENTRY_POINTS = "longwriter_agents.backends"
"""Packages add providers here: an entry point `name = "module:open"`, called as
`open(model, base_url=, environ=, context_window=)`."""

_KEYLESS = "not-needed"
"""What servers of one's own get as a key when none is set: most want the header, whatever it says."""


def parse_spec(spec: str) -> tuple[str, str]:
    """(provider, model) of `provider:model`; the model may hold colons itself."""
    provider, colon, model = spec.strip().partition(":")
    if not colon or not provider or not model.strip():
        raise InputError(
            f"The model {spec!r} is not understood.",
            hint='Name it as "provider:model", for example "openai:gpt-5-mini" or "local:qwen2.5-coder-1.5b".',
        )
    return provider.casefold(), model.strip()


def open_backend(
    spec: str,
    *,
    base_url: str | None = None,
    environ: Mapping[str, str] | None = None,
    context_window: int | None = None,
) -> Backend:
    """The bare backend for `spec`. `InputError` for an unknown provider or model and for a missing key; nothing is
    asked or loaded yet."""
    env = os.environ if environ is None else environ
    provider, model = parse_spec(spec)
    if provider == "openai":
        return _openai(model, spec, base_url, env, context_window)
    if provider == "anthropic":
        return _anthropic(model, spec, base_url, env, context_window)
    if provider == "local":
        from longwriter_agents.backends.local import open_local

        return open_local(model, models=Settings.from_env(env).models, context_window=context_window)
    if provider == "scripted":
        from longwriter_agents.testing import open_scripted

        return open_scripted(model)
    return _from_entry_point(provider, model, base_url, env, context_window)


def _openai(model: str, spec: str, base_url: str | None, env: Mapping[str, str], window: int | None) -> Backend:
    from longwriter_agents.backends.openai import OpenAIBackend

    base = _address(base_url or env.get("OPENAI_BASE_URL", ""))
    key = read_key(env, "OPENAI_API_KEY") or (_KEYLESS if base else "")
    if not key:
        raise _missing_key(spec, "OPENAI_API_KEY", "For a server of your own give its address with --base-url.")
    traits = Traits(context_window=window or (128_000 if base is None else 32_768), max_output_tokens=8_192)
    return OpenAIBackend(model, spec=spec, api_key=key, base_url=base, traits=traits)


def _anthropic(model: str, spec: str, base_url: str | None, env: Mapping[str, str], window: int | None) -> Backend:
    from longwriter_agents.backends.anthropic import AnthropicBackend

    key = read_key(env, "ANTHROPIC_API_KEY")
    if not key:
        raise _missing_key(spec, "ANTHROPIC_API_KEY")
    traits = Traits(
        context_window=window or 200_000, max_output_tokens=8_192, rungs=("json_schema", "lines"), temperature=False
    )
    base = _address(base_url or env.get("ANTHROPIC_BASE_URL", ""))
    return AnthropicBackend(model, spec=spec, api_key=key, base_url=base, traits=traits)


def _address(url: str) -> str | None:
    """The server's address, or None for the provider's own; refused at once when no server can be reached by it.

    What stands before an @ or after a ? may be secret: the refusal does not quote it.
    """
    if url and not _is_address(url):
        shown = url.rpartition("@")[2].partition("?")[0]
        raise InputError(f"{shown!r} is no address of a server.", hint="Give one such as http://127.0.0.1:8080/v1.")
    return url or None


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(re.match(r"https?://[^\s/]+", url) and parts.hostname and (parts.port is None or parts.port > 0))
    except ValueError:  # no port is "12x"
        return False


def _missing_key(spec: str, name: str, more: str = "") -> InputError:
    return InputError(f"{spec} needs a key.", hint=f"Set {name} (or {name}_FILE). {more}".strip())


def _from_entry_point(
    provider: str, model: str, base_url: str | None, env: Mapping[str, str], window: int | None
) -> Backend:
    found = entry_points(group=ENTRY_POINTS, name=provider)
    for entry in found:
        opened: Any = entry.load()(model, base_url=base_url, environ=env, context_window=window)
        if isinstance(opened, Backend):
            return opened
        raise InputError(f"The provider {provider!r} gave no backend but {type(opened).__name__}.")
    raise InputError(
        f"There is no provider {provider!r}.",
        hint="Choose openai, anthropic or local; a langchain-core chat model is handed over as an object.",
    )


def prepare(
    bare: Backend, *, on_retry: Callable[[CallRetried], None] | None = None, concurrency: int | None = None
) -> Backend:
    """The backend behind its model's limiter, with room for its reasoning, asked again when that may help (a backend may
    bring a `retry_policy` of its own). Needs a running event loop."""
    asyncio.get_running_loop()
    at_once = concurrency or bare.traits.concurrency
    limited = Limited(bare, limiter_for(bare.spec, at_once, os.environ))
    policy: RetryPolicy | None = getattr(bare, "retry_policy", None)
    return Retrying(Roomy(_Narrowed(limited, at_once), getattr(bare, "address", "")), policy=policy, on_retry=on_retry)


class _Narrowed:
    """A backend that says how many calls at once its limiter lets through."""

    def __init__(self, inner: Backend, concurrency: int) -> None:
        self._inner = inner
        self._traits = replace(inner.traits, concurrency=concurrency)

    @property
    def spec(self) -> str:
        return self._inner.spec

    @property
    def traits(self) -> Traits:
        return self._traits

    async def complete(self, request: Any) -> Any:
        return await self._inner.complete(request)

    async def aclose(self) -> None:
        await self._inner.aclose()
