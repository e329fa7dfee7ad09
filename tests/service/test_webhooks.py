"""Webhooks: only to allowed hosts and public addresses, signed, tried again, and none held up by another's host."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from running import REQUEST
from service_side import submit
from wire import Answer, wire

from longwriter_agents.errors import InputError
from longwriter_agents.jobs.courier import Courier, WebhookTerms, resolve
from longwriter_agents.jobs.desk import Desk
from longwriter_agents.jobs.queues import StoreQueue
from longwriter_agents.store.sqlite import SqliteStore


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://evil.example/x", "not allowed"),
        ("ftp://hooks.example.org/x", "plain http"),
        ("https://user:pw@hooks.example.org/", "plain http"),
        ("https://hooks.example.org:8443/", "not allowed"),
        ("https://example.org/", "not allowed"),
        ("https://hooks.example.org.evil.example/", "not allowed"),
        ("http://[::1", "no address"),
        ("https://hooks.example.org\\@evil.example/", "no address"),
        ("https://hooks.example.org/a\r\nb", "no address"),
        ("https://hooks.example.org/a\tb", "no address"),
        (" https://hooks.example.org/", "no address"),
        ("https://hooks.example.org/a b", "no address"),
    ],
)
def test_webhooks_go_to_allowed_hosts_only(url: str, said: str) -> None:
    terms = WebhookTerms(("hooks.example.org", "*.wide.example", "other.example:8443"), "secret")
    with pytest.raises(InputError, match=said):
        terms.check(url)
    for good in ("https://hooks.example.org/a?b=c", "http://a.wide.example/", "https://other.example:8443/"):
        assert terms.check(good) == good
    with pytest.raises(InputError, match="not set up"):
        WebhookTerms().check("https://hooks.example.org/")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "::1"])
async def test_private_addresses_are_refused(host: str) -> None:
    with pytest.raises(InputError, match="not public"):
        await resolve(host, 80)


async def test_a_webhook_is_signed_sent_again_and_done(store: Path) -> None:
    opened, answers = SqliteStore.open(store), iter([500, 302, 200])

    async def loopback(host: str, port: int) -> Sequence[str]:
        assert host == "hooks.example.org"
        return ["127.0.0.1"]

    with wire(lambda body: Answer(status=next(answers), body={})) as hook:
        host = f"hooks.example.org:{hook.address.rpartition(':')[2]}"
        courier = Courier(opened, WebhookTerms((host,), "secret"), resolver=loopback, waits_s=(0.0, 0.0, 0.0))
        await handed_in(opened, f"http://{host}/x")
        await courier.deliver_due()
    headers, body = hook.headers[-1], json.dumps(hook.bodies[-1], separators=(",", ":"))
    at = int(headers["longwriter-signature"].split(",")[0].removeprefix("t="))
    mac = hmac.new(b"secret", f"{at}.{body}".encode(), hashlib.sha256).hexdigest()
    assert headers["longwriter-signature"] == f"t={at},v1={mac}"
    assert headers["host"] == host
    assert len(hook.headers) == 3
    assert len({each["longwriter-delivery"] for each in hook.headers}) == 1, "one delivery, however often it is tried"
    assert hook.bodies[-1]["event"] == "document.cancelled"
    assert REQUEST not in body
    assert await opened.next_delivery(lease_s=1) is None
    await opened.aclose()


async def test_a_host_that_does_not_answer_holds_up_no_other(store: Path) -> None:
    opened, told = SqliteStore.open(store), asyncio.Event()
    at_once = most_at_once = 0

    async def one_is_dead(host: str, port: int) -> Sequence[str]:
        nonlocal at_once, most_at_once
        if host == "alive.example":
            told.set()
            raise InputError("There is none, in fact.")
        at_once += 1
        most_at_once = max(most_at_once, at_once)
        await told.wait()
        at_once -= 1
        raise InputError("It never answers.")

    courier = Courier(opened, WebhookTerms(("dead.example", "alive.example"), "s"), resolver=one_is_dead, waits_s=())
    for _ in range(3):
        await handed_in(opened, "http://dead.example/x")
    await handed_in(opened, "http://alive.example/x")
    await asyncio.wait_for(courier.deliver_due(), 30)
    assert told.is_set()
    assert most_at_once == 1, "one call at a time to each host"
    assert await opened.next_delivery(lease_s=1) is None
    await opened.aclose()


async def test_a_webhook_that_is_never_taken_is_given_up(store: Path) -> None:
    opened = SqliteStore.open(store)
    courier = Courier(opened, WebhookTerms(("localhost",), "secret"), waits_s=(0.0, 0.0))
    await handed_in(opened, "http://localhost/x")
    await asyncio.wait_for(courier.deliver_due(), 10)
    assert await opened.next_delivery(lease_s=1) is None
    await opened.aclose()


async def handed_in(store: SqliteStore, webhook: str) -> None:
    job = await submit(Desk(store, StoreQueue()), webhook=webhook)
    await store.request_cancel(job.id)
