"""/v1/estimates: what a document will take, before anything is spent."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter

from longwriter_agents.backends.registry import open_backend
from longwriter_agents.jobs.estimates import Speed, estimate
from longwriter_agents.service.access import Reader
from longwriter_agents.service.context import Context
from longwriter_agents.service.problems import documented
from longwriter_agents.service.requests import checked
from longwriter_agents.service.wire import Estimate, PlanRequest

router = APIRouter(prefix="/v1", tags=["plans"])


@router.post(
    "/estimates",
    summary="Calls, tokens, money and minutes that a document will take",
    description="By rule and arithmetic; no model is asked and nothing is kept.",
    responses=documented(400, 401, 403, 413, 415, 422, 429, 500, 503),
)
async def estimates(asked: PlanRequest, service: Context, caller: Reader) -> Estimate:
    intake = await checked(asked, service)
    spec = intake.options.drafter
    traits = open_backend(spec, context_window=intake.options.context_window).traits
    measured = await service.store.speed(spec)
    speed = Speed(measured, measured=True) if measured else Speed()
    found = await asyncio.to_thread(estimate, intake, traits, speed)
    return Estimate(
        model=spec,
        words=found.words,
        sections=found.sections,
        calls=found.usage.calls,
        input_tokens=found.usage.input_tokens,
        output_tokens=found.usage.output_tokens,
        cost_usd=found.usage.cost_usd,
        minutes=found.minutes,
        tokens_per_second=round(speed.tokens_per_second, 1),
        basis="measured" if speed.measured else "assumed",
    )
