"""Who asks, and how much they may ask for: keys, scopes, rates. Without any key the service is for this machine only."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Annotated, Any, cast

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from longwriter_agents.errors import StoreError
from longwriter_agents.jobs.keys import Scope, is_formed, verified
from longwriter_agents.service.problems import ProblemError
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import KeyRecord

_LOG = logging.getLogger("longwriter.service")
_REMEMBER_S = 5.0
_MOST_REMEMBERED = 10_000
_BUNDLE_LASTS_S = 1.0
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]", "::1")


@dataclass(frozen=True)
class Caller:
    """`owner` is the key's id, or empty for this machine's own user when no key was ever made."""

    owner: str
    scopes: tuple[str, ...]

    @property
    def keyless(self) -> bool:
        return not self.owner


LOCAL = Caller("", ("read", "write", "admin"))


class Keyring:
    """Keys as they were seen a few seconds ago: a revoked one stops working within that time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: OrderedDict[str, tuple[float, KeyRecord | None]] = OrderedDict()
        self._valid: dict[str, tuple[float, bool]] = {}
        self._any: tuple[float, bool] = (0.0, False)

    async def any_keys(self) -> bool:
        """Whether a key was ever made: from then on every request needs one, even when all are revoked."""
        at, known = self._any
        if not known and time.monotonic() - at > _REMEMBER_S / 5:
            self._any = (time.monotonic(), bool(await self._store.keys()))
        return self._any[1]

    async def caller(self, token: str) -> Caller | None:
        if not is_formed(token):
            return None  # and is not remembered: it may be of any length
        at, record = self._seen.get(token, (0.0, None))
        if not at or time.monotonic() - at > _REMEMBER_S:
            record = await verified(self._store, token)
            self._seen[token] = (time.monotonic(), record)
            self._seen.move_to_end(token)
            if len(self._seen) > _MOST_REMEMBERED:
                self._seen.popitem(last=False)
        return Caller(record.id, record.scopes) if record else None

    async def still(self, caller: Caller) -> bool:
        """Whether the key of someone who was let in, and is still being served, was not revoked since. While the database is
        away that is as it was: it is asked again the next time."""
        if caller.keyless:
            return True
        at, valid = self._valid.get(caller.owner, (0.0, True))
        if time.monotonic() - at > _REMEMBER_S:
            try:
                record = await self._store.key(caller.owner)
            except StoreError as error:
                _LOG.warning("%s", error)
                return valid
            valid = record is not None and not record.revoked_at
            self._valid[caller.owner] = (time.monotonic(), valid)
        return valid


class Rates:
    """Requests per minute of each key, over all processes on one store: a bucket there holds a few seconds' worth, and each
    process takes some at a time, so that not every request costs a write. How many goes by what it has used lately, and what
    it has not used is given back: with several processes, each sees only a part of a client's requests."""

    def __init__(self, store: Store, per_minute: int) -> None:
        self._store = store
        self._per_minute = per_minute
        self._most = max(1, per_minute // 60)
        self._taken: OrderedDict[str, _Taken] = OrderedDict()

    async def wait_for(self, owner: str) -> float:
        """0 when the request may pass, else the seconds until it may."""
        mine = self._taken.setdefault(owner, _Taken())
        self._taken.move_to_end(owner)
        if len(self._taken) > _MOST_REMEMBERED:
            self._taken.popitem(last=False)
        async with mine.door:
            old = time.monotonic() - mine.at > _BUNDLE_LASTS_S
            if old or not mine.left:
                wait = await self._refilled(f"key:{owner}", mine, old=old)
                if wait:
                    return wait
            mine.left -= 1
            return 0.0

    async def _refilled(self, bucket: str, mine: _Taken, *, old: bool) -> float:
        if mine.left:
            await self._store.put_back(bucket, mine.left)
        used, mine.left = mine.size - mine.left, 0
        size = min(self._most, max(1, used if old else 2 * used))
        wait = await self._store.take(bucket, size, per_minute=self._per_minute)
        if wait and size > 1:
            size = 1
            wait = await self._store.take(bucket, size, per_minute=self._per_minute)
        if not wait:
            mine.size = mine.left = size
            mine.at = time.monotonic()
        return wait


@dataclass
class _Taken:
    """What a process has taken for a key, and how much of it is left; what is older than a second is not used any more."""

    size: int = 0
    left: int = 0
    at: float = 0.0
    door: asyncio.Lock = field(default_factory=asyncio.Lock)


_BEARER = HTTPBearer(auto_error=False, description="An API key: longwriter keys create NAME")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)]


class Needs:
    """A dependency: the caller, if the key has the scope (admin has all) and its rate has room."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    async def __call__(self, request: Request, credentials: Credentials) -> Caller:
        service: Any = request.app.state.service
        caller = await _caller(cast(Keyring, service.keyring), request, credentials)
        if self.scope not in caller.scopes and "admin" not in caller.scopes:
            raise ProblemError(403, f"The scope {self.scope!r} is needed.")
        wait = 0.0 if caller.keyless else await service.rates.wait_for(caller.owner)
        if wait:
            raise ProblemError(429, headers={"Retry-After": str(max(1, round(wait + 0.5)))})
        return caller


async def _caller(keyring: Keyring, request: Request, credentials: HTTPAuthorizationCredentials | None) -> Caller:
    if credentials is not None and await keyring.any_keys():
        caller = await keyring.caller(credentials.credentials)
        if caller is not None:
            return caller
    elif not await keyring.any_keys():
        return _local(request)
    raise ProblemError(401, headers={"WWW-Authenticate": "Bearer"})


def _local(request: Request) -> Caller:
    """Without keys only this machine's own programs are served; a web page that was led here by its name is not."""
    host = request.headers.get("host", "")
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if name not in _LOCAL_HOSTS:
        raise ProblemError(401, "Without an API key only localhost is served.", headers={"WWW-Authenticate": "Bearer"})
    return LOCAL


Reader = Annotated[Caller, Depends(Needs("read"))]
Writer = Annotated[Caller, Depends(Needs("write"))]
Admin = Annotated[Caller, Depends(Needs("admin"))]
