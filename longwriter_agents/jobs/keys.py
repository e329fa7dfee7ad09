"""API keys: made, shown once, kept only as a hash, compared in constant time."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import Literal

from longwriter_agents.errors import InputError
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import KeyRecord, now_iso

Scope = Literal["read", "write", "admin"]
SCOPES: tuple[Scope, ...] = ("read", "write", "admin")
_FORM = re.compile(r"lw_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_NOBODY = hashlib.sha256(b"nobody").hexdigest()


async def create(store: Store, name: str, scopes: tuple[str, ...] = ("read", "write")) -> tuple[KeyRecord, str]:
    """A new key's record and the key itself, which nobody can be shown again."""
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise InputError(
            f"Unknown scope: {', '.join(unknown) or 'none given'}.", hint=f"Choose of: {', '.join(SCOPES)}."
        )
    if not name.strip() or len(name) > 100:
        raise InputError("A key needs a name of 1 to 100 characters.")
    key_id, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    ordered = tuple(scope for scope in SCOPES if scope in scopes)
    record = KeyRecord(key_id, name.strip(), _hash(secret), ordered, now_iso())
    await store.create_key(record)
    return record, f"lw_{key_id}_{secret}"


def is_formed(token: str) -> bool:
    """Whether it looks like a key at all."""
    return _FORM.fullmatch(token) is not None


async def verified(store: Store, token: str) -> KeyRecord | None:
    """The key's record if this is the key and it was not revoked."""
    found = _FORM.fullmatch(token)
    record = await store.key(found.group(1)) if found else None
    secret = found.group(2) if found else ""
    same = hmac.compare_digest(_hash(secret), record.secret_hash if record else _NOBODY)
    return record if same and record is not None and not record.revoked_at else None


def _hash(secret: str) -> str:
    """The secret has 256 random bits: a fast hash is as good as a slow one."""
    return hashlib.sha256(secret.encode()).hexdigest()
