"""Addresses of model servers: what of them is kept, and that strangers are told none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

_ADDRESS = re.compile(
    r"(?:\s(?:at|of|from|to))?\s[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>]*[^\s\"'<>.,;:!?)\]]", re.IGNORECASE
)


def without_secrets(url: str) -> str:
    """The address without user, password and query: keys may stand in each of them."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def with_secrets(url: str | None, known: str | None) -> str | None:
    """The address as it is set here (`known`), where what was kept of it is `url`."""
    return known if url and known and without_secrets(known) == url else url


def without_addresses(text: str) -> str:
    """A message for those who only use a service: where its models and databases are is not theirs to know."""
    return _ADDRESS.sub("", f" {text}").lstrip() if "://" in text else text


def told_to_users(event: Mapping[str, Any]) -> dict[str, Any]:
    """An event whose texts name no address."""
    return {name: without_addresses(value) if isinstance(value, str) else value for name, value in event.items()}
