"""What a caller may set for one document; kept with the job, so that a resumed run is the same run."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_serializer

from longwriter_agents.addresses import without_secrets
from longwriter_agents.constraints.kinds import Constraint
from longwriter_agents.model import Budget, Outline, Value

MAX_WORDS = 1_000_000
DEFAULT_WORDS = 1_500
SHORT_WORDS = 600
"""Below this a document is written in one call, without a plan."""

MOST_CANDIDATES = 8

Flow = Literal["auto", "parallel", "sequential"]
ReviewPolicy = Literal["auto", "always", "never"]


class Options(Value):
    """The keyword options of `write()` as JSON values; models are named by their specs."""

    words: int | None = Field(default=None, ge=1, le=MAX_WORDS)
    planner: str
    drafter: str
    reviewer: str
    base_url: str | None = None
    graph: str = "longform"
    language: str | None = None
    constraints: tuple[Annotated[Constraint, Field(discriminator="kind")], ...] = ()
    outline: Outline | None = None
    budget: Budget = Budget()
    concurrency: int | None = Field(default=None, ge=1, le=256)
    flow: Flow = "auto"
    review: ReviewPolicy = "auto"
    rounds: int = Field(default=2, ge=0, le=5)
    candidates: int = Field(default=1, ge=1, le=MOST_CANDIDATES)
    context_window: int | None = Field(default=None, ge=2048)

    @field_serializer("base_url")
    def _kept(self, url: str | None) -> str | None:
        """Records keep no password; `jobs.models` finds it where the environment sets the same address."""
        return without_secrets(url) if url else url
