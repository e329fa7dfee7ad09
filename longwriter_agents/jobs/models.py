"""The models of a job, opened: one backend for each role, behind the rates that all processes on a store share."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from typing import Any

from longwriter_agents.addresses import with_secrets
from longwriter_agents.backends.base import Backend, Reply, Request, Wrapping
from longwriter_agents.backends.fitting import input_tokens
from longwriter_agents.backends.limits import rates
from longwriter_agents.backends.metering import check_priced
from longwriter_agents.backends.registry import open_backend, prepare
from longwriter_agents.errors import BackendError, InputError
from longwriter_agents.events import Event
from longwriter_agents.jobs.intake import ROLES
from longwriter_agents.options import Options
from longwriter_agents.settings import Settings
from longwriter_agents.store.base import Store

Listener = Callable[[Event], None]
Choices = Mapping[str, Any]

_LONGEST_WAIT_S = 1_800.0
_LONGEST_NAP_S = 5.0


class Relay:
    """Carries what the models tell (a call that is made again) to the run that uses them, once there is one."""

    def __init__(self) -> None:
        self.to: Listener | None = None

    def __call__(self, event: Event) -> None:
        if self.to is not None:
            self.to(event)


def opened(choices: Choices, options: Options, relay: Relay, shared: Store | None) -> dict[str, Backend]:
    """A backend for each role; roles that name the same model share one. Rates are shared through `shared`. `InputError`
    where `options` limit the money and the prices of a model are not known."""
    known: dict[Any, Backend] = {}
    for role in ROLES:
        choice = choices[role]
        key = choice if isinstance(choice, str) else id(choice)
        if key not in known:
            known[key] = _backend(choice, options, relay, shared)
    check_priced(known.values(), options.budget)
    return {role: known[choices[role] if isinstance(choices[role], str) else id(choices[role])] for role in ROLES}


def _backend(choice: Any, options: Options, relay: Relay, shared: Store | None) -> Backend:
    bare = _bare(choice, options)
    if shared is not None and any(rates(os.environ)):
        bare = SharedRates(bare, shared, *rates(os.environ))
    return prepare(bare, on_retry=relay, concurrency=options.concurrency)


def _bare(choice: Any, options: Options) -> Backend:
    if isinstance(choice, str):
        if choice.startswith("langchain:"):
            raise InputError(
                f"The model {choice!r} was handed over as an object.", hint="Hand it over again: resume(job, model=…)."
            )
        address = with_secrets(options.base_url, Settings.from_env().base_url)
        return open_backend(choice, base_url=address, context_window=options.context_window)
    return choice if isinstance(choice, Backend) else _from_langchain(choice)


def _from_langchain(choice: Any) -> Backend:
    from langchain_core.language_models import BaseChatModel

    if not isinstance(choice, BaseChatModel):
        raise InputError(
            f"A model of type {type(choice).__name__} can't be used.",
            hint='Give "provider:model", a Backend, or a langchain-core chat model.',
        )
    from longwriter_agents.backends.langchain import LangChainBackend

    return LangChainBackend(choice)


class SharedRates(Wrapping):
    """A backend that takes each call from token buckets in the store, so that all processes together keep the rates."""

    def __init__(self, inner: Backend, store: Store, rpm: int | None, tpm: int | None) -> None:
        super().__init__(inner)
        self._store = store
        self._rpm = rpm
        self._tpm = tpm
        self.retry_policy = getattr(inner, "retry_policy", None)
        self.address = getattr(inner, "address", "")

    async def complete(self, request: Request) -> Reply:
        if self._rpm:
            await self._wait(f"rpm:{self.spec}", 1, self._rpm)
        if not self._tpm:
            return await self._inner.complete(request)
        tokens = input_tokens(request) + request.max_tokens
        await self._wait(f"tpm:{self.spec}", tokens, self._tpm)
        reply = await self._inner.complete(request)
        await self._store.put_back(f"tpm:{self.spec}", tokens - reply.usage.input_tokens - reply.usage.output_tokens)
        return reply

    async def _wait(self, bucket: str, amount: float, per_minute: int) -> None:
        waited = 0.0
        while (wait := await self._store.take(bucket, amount, per_minute=per_minute)) > 0:
            if waited > _LONGEST_WAIT_S:
                raise BackendError(
                    f"The shared rate of {self.spec} had no room for {_LONGEST_WAIT_S / 60:.0f} minutes.",
                    retryable=False,
                    hint="Raise LONGWRITER_RPM or LONGWRITER_TPM, or run fewer documents at once.",
                )
            await asyncio.sleep(min(wait, _LONGEST_NAP_S))
            waited += min(wait, _LONGEST_NAP_S)
