"""What the service keeps beside the jobs: API keys, webhook calls, rates that all processes share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from longwriter_agents.store.database import Connection
from longwriter_agents.store.records import Delivery, KeyRecord, now_iso
from longwriter_agents.store.rows import Part

_KEY_COLUMNS = "id, name, secret_hash, scopes, created_at, revoked_at"
_BURST = 12.0
"""A bucket holds this part of a minute's amount: five seconds' worth may be taken at once."""


class ServiceRows(Part):
    async def create_key(self, key: KeyRecord) -> None:
        await self.db.write(
            lambda db: db.run(
                f"INSERT INTO api_keys ({_KEY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
                *(key.id, key.name, key.secret_hash, " ".join(key.scopes), key.created_at, key.revoked_at),
            )
        )

    async def key(self, key_id: str) -> KeyRecord | None:
        rows = await self.db.read(lambda db: db.rows(f"SELECT {_KEY_COLUMNS} FROM api_keys WHERE id = ?", key_id))
        return _key(rows[0]) if rows else None

    async def keys(self) -> list[KeyRecord]:
        rows = await self.db.read(lambda db: db.rows(f"SELECT {_KEY_COLUMNS} FROM api_keys ORDER BY created_at, id"))
        return [_key(row) for row in rows]

    async def revoke_key(self, key_id: str) -> bool:
        touched = await self.db.write(
            lambda db: db.run("UPDATE api_keys SET revoked_at = ? WHERE id = ? AND revoked_at = ''", now_iso(), key_id)
        )
        return bool(touched)

    async def next_delivery(self, *, lease_s: float, past: Sequence[str] = ()) -> Delivery | None:
        elsewhere = " AND substr(lower(url), 1, ?) <> ?" * len(past)
        places = [value for place in past for value in (len(place), place)]

        def work(db: Connection) -> Delivery | None:
            db.lock("delivery")
            now = db.now()
            rows = db.rows(
                f"SELECT id, job, url, body, attempt FROM deliveries WHERE due <= ?{elsewhere} ORDER BY due, id LIMIT 1",
                *(now, *places),
            )
            if not rows:
                return None
            db.run("UPDATE deliveries SET due = ?, attempt = attempt + 1 WHERE id = ?", now + lease_s, rows[0][0])
            return Delivery(*rows[0])

        return await self.db.write(work)

    async def settle_delivery(self, delivery: Delivery, *, again_in_s: float | None) -> None:
        def work(db: Connection) -> None:
            if again_in_s is None:
                db.run("DELETE FROM deliveries WHERE id = ?", delivery.id)
            else:
                db.run("UPDATE deliveries SET due = ? WHERE id = ?", db.now() + again_in_s, delivery.id)

        await self.db.write(work)

    async def take(self, bucket: str, amount: float, *, per_minute: float) -> float:
        """More than the bucket holds is granted when it is full, and then owed. It fills so slowly that what it held at first
        and what it gains in a minute are together no more than a minute's amount."""

        def work(db: Connection) -> float:
            db.lock(f"bucket:{bucket}")
            held, now = max(1.0, per_minute / _BURST), db.now()
            per_s = max(per_minute + 1 - held, 1.0) / 60
            rows = db.rows("SELECT tokens, at FROM buckets WHERE name = ?", bucket)
            tokens = min(held, rows[0][0] + (now - rows[0][1]) * per_s) if rows else held
            needed = min(amount, held)
            if tokens < needed:
                return (needed - tokens) / per_s
            db.run(
                "INSERT INTO buckets (name, tokens, at) VALUES (?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET tokens = excluded.tokens, at = excluded.at",
                *(bucket, tokens - amount, now),
            )
            return 0.0

        return await self.db.write(work)

    async def put_back(self, bucket: str, amount: float) -> None:
        await self.db.write(lambda db: db.run("UPDATE buckets SET tokens = tokens + ? WHERE name = ?", amount, bucket))


def _key(row: tuple[Any, ...]) -> KeyRecord:
    return KeyRecord(row[0], row[1], row[2], tuple(str(row[3]).split()), row[4], row[5])
