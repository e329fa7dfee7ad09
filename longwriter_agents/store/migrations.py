"""The schema, step by step. A store remembers the number of the last step; `longwriter db upgrade` runs the ones after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Dialect = Literal["sqlite", "postgres"]


@dataclass(frozen=True)
class Migration:
    """One step. `{number}` is a column that counts up by itself, `{real}` a double, `{rowless}` a table kept by its key."""

    number: int
    about: str
    sql: str

    def statements(self, dialect: Dialect) -> list[str]:
        filled = self.sql.format(**_WORDS[dialect])
        return [statement.strip() for statement in filled.split(";") if statement.strip()]


_WORDS: dict[Dialect, dict[str, str]] = {
    "sqlite": {"number": "INTEGER PRIMARY KEY", "real": "REAL", "rowless": "WITHOUT ROWID"},
    "postgres": {
        "number": "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "real": "DOUBLE PRECISION",
        "rowless": "",
    },
}

_TEXTS = """
CREATE TABLE IF NOT EXISTS jobs (
  id TEXT PRIMARY KEY, status TEXT NOT NULL, graph TEXT NOT NULL, graph_version TEXT NOT NULL, request TEXT NOT NULL,
  options TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, runs INTEGER NOT NULL,
  seconds {real} NOT NULL, message TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS drafts (
  job TEXT NOT NULL, section TEXT NOT NULL, attempt INTEGER NOT NULL, text TEXT NOT NULL, words INTEGER NOT NULL,
  PRIMARY KEY (job, section, attempt)) {rowless};
CREATE TABLE IF NOT EXISTS artifacts (
  job TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (job, name)) {rowless};
CREATE TABLE IF NOT EXISTS replies (
  number {number}, job TEXT NOT NULL, key TEXT NOT NULL, purpose TEXT NOT NULL, reply TEXT NOT NULL,
  UNIQUE (job, key));
CREATE TABLE IF NOT EXISTS events (
  job TEXT NOT NULL, number INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (job, number)) {rowless};
CREATE TABLE IF NOT EXISTS model_ratios (model TEXT PRIMARY KEY, ratio {real} NOT NULL, drafts INTEGER NOT NULL)
"""

_LIFE_CYCLE = """
ALTER TABLE jobs ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN lane TEXT NOT NULL DEFAULT 'direct';
ALTER TABLE jobs ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN approval TEXT NOT NULL DEFAULT 'none';
ALTER TABLE jobs ADD COLUMN webhook TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN tag TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN last_event INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN cancel_requested INTEGER NOT NULL DEFAULT 0;
ALTER TABLE jobs ADD COLUMN holder TEXT NOT NULL DEFAULT '';
ALTER TABLE jobs ADD COLUMN lease_until {real} NOT NULL DEFAULT 0;
UPDATE jobs SET outcome = status WHERE status IN ('complete', 'complete_with_findings', 'failed');
UPDATE jobs SET status = 'succeeded' WHERE status IN ('complete', 'complete_with_findings');
UPDATE jobs SET status = 'queued' WHERE status IN ('interrupted', 'running');
UPDATE jobs SET last_event = (SELECT coalesce(max(number), 0) FROM events WHERE events.job = jobs.id);
CREATE INDEX jobs_by_age ON jobs (lane, owner, created_at, id);
CREATE INDEX jobs_in_queue ON jobs (lane, status, priority, created_at);
CREATE INDEX jobs_by_tag ON jobs (tag);
CREATE INDEX jobs_by_holder ON jobs (holder);
ALTER TABLE events ADD COLUMN uid TEXT;
CREATE UNIQUE INDEX events_by_uid ON events (job, uid)
"""

_SERVICE = """
CREATE TABLE api_keys (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, secret_hash TEXT NOT NULL, scopes TEXT NOT NULL, created_at TEXT NOT NULL,
  revoked_at TEXT NOT NULL DEFAULT '');
CREATE TABLE idempotency (
  owner TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, job TEXT NOT NULL, at {real} NOT NULL,
  PRIMARY KEY (owner, key)) {rowless};
CREATE TABLE deliveries (
  id TEXT PRIMARY KEY, job TEXT NOT NULL, url TEXT NOT NULL, body TEXT NOT NULL, attempt INTEGER NOT NULL,
  due {real} NOT NULL);
CREATE TABLE buckets (name TEXT PRIMARY KEY, tokens {real} NOT NULL, at {real} NOT NULL);
CREATE TABLE counters (name TEXT PRIMARY KEY, value {real} NOT NULL)
"""

_VERSIONS = """
CREATE TABLE versions (
  job TEXT NOT NULL, number INTEGER NOT NULL, at TEXT NOT NULL, about TEXT NOT NULL, kept TEXT NOT NULL,
  PRIMARY KEY (job, number)) {rowless}
"""

MIGRATIONS = (
    Migration(1, "jobs, texts, journal, events", _TEXTS),
    Migration(2, "the life cycle of jobs: owners, priorities, leases, approval", _LIFE_CYCLE),
    Migration(3, "keys, idempotency, webhooks, shared rates, counters", _SERVICE),
    Migration(4, "versions of manuscripts", _VERSIONS),
    Migration(5, "the trace that a job belongs to", "ALTER TABLE jobs ADD COLUMN traceparent TEXT NOT NULL DEFAULT ''"),
)
LATEST = MIGRATIONS[-1].number


def missing(version: int) -> list[Migration]:
    """The steps that a store of this version lacks."""
    return [migration for migration in MIGRATIONS if migration.number > version]


_ADDED = re.compile(r"ALTER TABLE (\w+) ADD COLUMN (.+)", re.DOTALL)
_TABLE = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+)")
_AFTER_COLUMNS = re.compile(r", PRIMARY KEY \(|\)[^)]*\Z")


def of_new_store(steps: Iterable[Migration], dialect: Dialect) -> list[str]:
    """The statements of all steps for a database without any table: each is made with all its columns at once, and
    no rows are brought up to date, since there are none."""
    made: list[str] = []
    tables: dict[str, int] = {}
    for statement in (each for step in steps for each in step.statements(dialect)):
        if added := _ADDED.fullmatch(statement):
            at = tables[added[1]]
            made[at] = _with_column(made[at], added[2])
        elif not statement.startswith("UPDATE "):
            if table := _TABLE.match(statement):
                tables[table[1]] = len(made)
            made.append(statement)
    return made


def _with_column(table: str, column: str) -> str:
    end = _AFTER_COLUMNS.search(table)
    assert end is not None, "every table ends with a bracket"
    return f"{table[: end.start()]}, {column}{table[end.start() :]}"
