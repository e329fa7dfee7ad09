"""Webhooks: signed, tried again for a day, only to hosts that were allowed, never to private addresses."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import ipaddress
import logging
import os
import re
import socket
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from longwriter_agents.errors import InputError
from longwriter_agents.settings import read_key
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import Delivery

_LOG = logging.getLogger("longwriter.webhooks")
_TIMEOUT_S = 10.0
_LEASE_S = 60.0
_AT_ONCE, _LOOK_S = 8, 0.5
_WAITS_S = (5.0, 30.0, 120.0, 600.0, 3_600.0, 14_400.0, 43_200.0)
"""After each failure in turn; then it is given up."""
_PLAIN = re.compile(r"[^\x00-\x20\x7f\\]+")
"""What programs read differently, or leave out silently, is in no address."""
_PORTS = {"http": 80, "https": 443}

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True)
class WebhookTerms:
    """`LONGWRITER_WEBHOOK_HOSTS` (`hooks.example.org, *.example.net:8443`) and `LONGWRITER_WEBHOOK_SECRET` (or _FILE)."""

    hosts: tuple[str, ...] = ()
    secret: str = ""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        env = os.environ if environ is None else environ
        hosts = tuple(each.strip().casefold() for each in env.get("LONGWRITER_WEBHOOK_HOSTS", "").split(","))
        return cls(tuple(filter(None, hosts)), read_key(env, "LONGWRITER_WEBHOOK_SECRET"))

    def check(self, url: str) -> str:
        """The address, if calls may go there; `InputError` says why not."""
        if not self.hosts or not self.secret:
            raise InputError(
                "Webhooks are not set up here.",
                hint="Set LONGWRITER_WEBHOOK_HOSTS and LONGWRITER_WEBHOOK_SECRET where the service runs.",
            )
        if not _PLAIN.fullmatch(url):
            raise InputError(
                "The webhook is no address.", hint="Spaces, backslashes and control signs must be escaped."
            )
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").casefold(), parts.port or _PORTS.get(parts.scheme)
        except ValueError:
            raise InputError("The webhook is no address.") from None
        if parts.scheme not in _PORTS or not host or parts.username or parts.password or parts.fragment:
            raise InputError("The webhook must be a plain http or https address.")
        if not any(_matches(each, host, port == _PORTS[parts.scheme], port) for each in self.hosts):
            raise InputError(
                "Webhooks to this host are not allowed.", hint="LONGWRITER_WEBHOOK_HOSTS lists those that are."
            )
        return url


def _place_of(url: str) -> str:
    """What all addresses at this host begin with, in small letters."""
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{re.split(r'[/?#]', rest, maxsplit=1)[0]}".lower()


def _matches(allowed: str, host: str, usual_port: bool, port: int | None) -> bool:
    name, _, wanted = allowed.partition(":")
    if wanted != (str(port) if wanted else ""):
        return False
    if not wanted and not usual_port:
        return False
    return host.endswith(name[1:]) if name.startswith("*.") else host == name


def signature(secret: str, at: int, body: str) -> str:
    """What `Longwriter-Signature` says: `t=…,v1=…`, the HMAC-SHA-256 of `t.body`."""
    mac = hmac.new(secret.encode(), f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={at},v1={mac}"


async def resolve(host: str, port: int) -> Sequence[str]:
    """All addresses of a host. `InputError` when one of them is not public."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses or not all(ipaddress.ip_address(each).is_global for each in addresses):
        raise InputError("The host has an address that is not public.")
    return addresses


class Courier:
    """Delivers what is due, to several hosts at once and to each one after the other: one that is dead holds up no other."""

    def __init__(
        self,
        store: Store,
        terms: WebhookTerms | None = None,
        *,
        resolver: Resolve = resolve,
        waits_s: Sequence[float] = _WAITS_S,
    ) -> None:
        self._store = store
        self._waits_s = waits_s
        self._terms = terms or WebhookTerms.from_env()
        self._resolve = resolver

    async def deliver_due(self) -> None:
        """Returns when nothing is due any more."""
        if not self._terms.secret:
            return
        under_way: dict[asyncio.Task[None], str] = {}
        try:
            while True:
                await self._begin(under_way)
                if not under_way:
                    return
                # What falls due meanwhile for another host does not wait for these.
                done, _ = await asyncio.wait(under_way, timeout=_LOOK_S, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    del under_way[task]
                    task.result()
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _begin(self, under_way: dict[asyncio.Task[None], str]) -> None:
        while len(under_way) < _AT_ONCE:
            past = tuple(under_way.values())
            delivery = await self._store.next_delivery(lease_s=_LEASE_S, past=past)
            if delivery is None:
                return
            under_way[asyncio.ensure_future(self._deliver(delivery))] = _place_of(delivery.url)

    async def _deliver(self, delivery: Delivery) -> None:
        problem = await self._tried(delivery)
        again = None
        if problem and delivery.attempt < len(self._waits_s):
            again = self._waits_s[delivery.attempt]
        if problem:
            _LOG.warning("webhook of job %s, try %d: %s", delivery.job, delivery.attempt + 1, problem)
        await self._store.settle_delivery(delivery, again_in_s=again)

    async def _tried(self, delivery: Delivery) -> str:
        """Empty when it was taken (2xx), else what was wrong."""
        try:
            async with asyncio.timeout(_TIMEOUT_S):
                status = await self._sent(delivery)
        except InputError as error:
            return error.message
        except Exception as error:  # every way in which a foreign server can fail
            return type(error).__name__
        return "" if 200 <= status < 300 else f"answered {status}"

    async def _sent(self, delivery: Delivery) -> int:
        """To the very address that was looked at, so that its name can't lead elsewhere meanwhile; no redirects."""
        import httpx2

        url = httpx2.URL(self._terms.check(delivery.url))
        port = url.port or _PORTS[url.scheme]
        address = (await self._resolve(url.host, port))[0]
        at = int(time.time())
        headers = {
            "Host": url.netloc.decode(),
            "Content-Type": "application/json",
            "Longwriter-Delivery": delivery.id,
            "Longwriter-Signature": signature(self._terms.secret, at, delivery.body),
        }
        async with httpx2.AsyncClient(follow_redirects=False, timeout=_TIMEOUT_S, trust_env=False) as client:
            request = client.build_request(
                "POST", url.copy_with(host=address), headers=headers, content=delivery.body.encode()
            )
            request.extensions["sni_hostname"] = url.host
            response = await client.send(request, stream=True)
            await response.aclose()
            return int(response.status_code)
