"""How the service works behind its doors, as the environment sets it."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from longwriter_agents.backends.limits import rates
from longwriter_agents.errors import InputError


@dataclass(frozen=True)
class WorkTerms:
    """`LONGWRITER_CONCURRENT_DOCUMENTS`, `LONGWRITER_LEASE_S` (a holder that is silent for so long is dead),
    `LONGWRITER_DRAIN_S` (how long SIGTERM waits for calls under way), `LONGWRITER_RETENTION_DAYS` (finished documents are
    deleted after so many; 0: never). `poll_s` is how often an idle process looks for work, `hear_s` how often one that
    writes listens for cancels."""

    concurrency: int = 4
    lease_s: float = 30.0
    drain_s: float = 25.0
    retention_days: float = 0.0
    poll_s: float = 0.2
    hear_s: float = 1.0
    most_runs: int = 50

    @property
    def beat_s(self) -> float:
        """Leases are renewed five times before they end."""
        return self.lease_s / 5

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        env = os.environ if environ is None else environ
        rates(env)  # read again for each model; what can't be used is told at the start
        return cls(
            concurrency=int(number(env, "LONGWRITER_CONCURRENT_DOCUMENTS", 4, least=1)),
            lease_s=number(env, "LONGWRITER_LEASE_S", 30, least=0.5),
            drain_s=number(env, "LONGWRITER_DRAIN_S", 25, least=0),
            retention_days=number(env, "LONGWRITER_RETENTION_DAYS", 0, least=0),
        )


def number(env: Mapping[str, str], name: str, default: float, *, least: float = 0) -> float:
    """A number from the environment; `InputError` when it is none or too small."""
    text = env.get(name, "").strip()
    try:
        value = float(text) if text else default
    except ValueError:
        value = least - 1
    if not value >= least or not math.isfinite(value):
        raise InputError(f"{name}={text!r} can't be used.", hint=f"Give a number from {least:g} up.")
    return value
