"""What the service lets its callers ask for, as the environment sets it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from longwriter_agents.backends.registry import parse_spec
from longwriter_agents.graphfiles import graph_names
from longwriter_agents.jobs.courier import WebhookTerms
from longwriter_agents.jobs.terms import number
from longwriter_agents.settings import Settings


@dataclass(frozen=True)
class ServiceTerms:
    """Requests name models and graphs from these lists only; never addresses, paths or templates."""

    models: tuple[str, ...]
    graphs: tuple[str, ...]
    webhooks: WebhookTerms
    most_prompt_characters: int = 100_000
    most_words: int = 200_000
    most_body_bytes: int = 2_000_000
    requests_per_minute: int = 600
    documents_at_once: int = 20
    keep_alive_s: float = 15.0

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Self:
        env = os.environ if environ is None else environ
        models = _listed(env, "LONGWRITER_SERVICE_MODELS") or (Settings.from_env(env).model,)
        for spec in models:
            parse_spec(spec)
        return cls(
            models=models,
            graphs=_listed(env, "LONGWRITER_SERVICE_GRAPHS") or tuple(graph_names()),
            webhooks=WebhookTerms.from_env(env),
            most_prompt_characters=int(number(env, "LONGWRITER_MAX_PROMPT_CHARS", 100_000, least=1)),
            most_words=int(number(env, "LONGWRITER_MAX_WORDS", 200_000, least=1)),
            most_body_bytes=int(number(env, "LONGWRITER_MAX_BODY_BYTES", 2_000_000, least=1)),
            requests_per_minute=int(number(env, "LONGWRITER_KEY_RPM", 600, least=1)),
            documents_at_once=int(number(env, "LONGWRITER_KEY_DOCUMENTS", 20, least=1)),
        )


def _listed(env: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in env.get(name, "").split(",") if each.strip())
