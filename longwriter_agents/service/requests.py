"""From a request over REST to what the desk takes in: lists of what is allowed are kept to here."""

from __future__ import annotations

import asyncio
import hashlib
import json
from typing import Any

from longwriter_agents.aim import length_to_write
from longwriter_agents.backends.metering import check_priced
from longwriter_agents.backends.registry import open_backend
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.jobs.intake import ROLES, Intake, taken_in
from longwriter_agents.model import Budget
from longwriter_agents.options import Options
from longwriter_agents.service.access import Caller
from longwriter_agents.service.context import Service
from longwriter_agents.service.problems import ProblemError
from longwriter_agents.service.terms import ServiceTerms
from longwriter_agents.service.wire import PlanRequest
from longwriter_agents.store.records import Admission, JobRecord


async def checked(asked: PlanRequest, service: Service) -> Intake:
    """The intake, if models, graph, lengths and webhook are among what is allowed here."""
    return await asyncio.to_thread(_checked, asked, service.terms)  # a long prompt takes seconds to read


def _checked(asked: PlanRequest, terms: ServiceTerms) -> Intake:
    if len(asked.prompt) > terms.most_prompt_characters:
        raise ProblemError(413, f"A prompt may have {terms.most_prompt_characters:,} characters.")
    if asked.graph not in terms.graphs:
        raise ProblemError(422, f"Choose one of: {', '.join(terms.graphs)}.", kind="graph-not-allowed")
    models = {role: getattr(asked, role) or asked.model or terms.models[0] for role in ROLES}
    for spec in models.values():
        if spec not in terms.models:
            raise ProblemError(422, "GET /v1/models lists the models that may be used.", kind="model-not-allowed")
    if asked.webhook is not None:
        terms.webhooks.check(asked.webhook)
    intake = taken_in(_given(asked, models))
    aimed = length_to_write(intake.options, compile_rules(intake.request)).target
    if aimed > terms.most_words:
        raise ProblemError(422, f"A document may have {terms.most_words:,} words here; this would have {aimed:,}.")
    _check_money(intake.options, intake.options.budget)
    return intake


async def check_money(service: Service, job: JobRecord, budget: Budget | None) -> None:
    """`InputError` where `budget` limits the money of a job whose models have no known price."""
    if budget is not None:
        await asyncio.to_thread(_check_money, Options.model_validate(job.options), budget)


def _check_money(options: Options, budget: Budget) -> None:
    if budget.usd is None:
        return
    specs = {getattr(options, role) for role in ROLES}
    check_priced([open_backend(spec, base_url=options.base_url) for spec in specs], budget)


def _given(asked: PlanRequest, models: dict[str, str]) -> dict[str, Any]:
    """As Python's keyword options; the values stay the typed ones that they were read as."""
    same = ("prompt", "words", "graph", "constraints", "outline", "budget", "flow", "review", "rounds", "candidates")
    return {**{name: getattr(asked, name) for name in same}, **models, "language": asked.language or None}


async def submitted(
    asked: PlanRequest, service: Service, caller: Caller, *, approval: bool, key: str = "", act: str = "documents"
) -> JobRecord:
    """The job, new or (under the same idempotency key) the one that was made before."""
    intake = await checked(asked, service)
    terms = Admission(
        key=f"{act}:{key}" if key else "",
        fingerprint=_fingerprint(asked),
        most_active=service.room_of(caller),
    )
    job, _ = await service.desk.submit(
        intake,
        terms,
        owner=caller.owner,
        approval="wanted" if approval else "none",
        webhook=asked.webhook or "",
        priority=asked.priority,
    )
    return job


def _fingerprint(asked: PlanRequest) -> str:
    text = json.dumps(asked.model_dump(mode="json"), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()
