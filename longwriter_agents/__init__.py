"""Turn one request into a long document that provably meets it, with any language model.

`write(prompt, words=20000)` gives a `Manuscript`; `awrite`, `stream`, `plan` and `resume` stand beside it, and
`revise`, `versions`, `diff` and `undo` behind it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from longwriter_agents.api import aplan, aresume, awrite, plan, resume, stream, write
    from longwriter_agents.constraints.kinds import judged, must_exclude, must_include
    from longwriter_agents.errors import (
        BackendError,
        BudgetSpent,
        InputError,
        LongwriterError,
        ModelFileError,
        RefusedError,
        ReplyError,
        StoreError,
    )
    from longwriter_agents.manuscript import Manuscript
    from longwriter_agents.model import Budget, Outline, Part, Section
    from longwriter_agents.revisions import (
        adiff,
        alock_sections,
        aplan_revision,
        arevise,
        aundo,
        aversions,
        diff,
        lock_sections,
        plan_revision,
        revise,
        undo,
        versions,
    )

_HOMES = {
    "longwriter_agents.api": ("aplan", "aresume", "awrite", "plan", "resume", "stream", "write"),
    "longwriter_agents.constraints.kinds": ("judged", "must_exclude", "must_include"),
    "longwriter_agents.errors": (
        "BackendError",
        "BudgetSpent",
        "InputError",
        "LongwriterError",
        "ModelFileError",
        "RefusedError",
        "ReplyError",
        "StoreError",
    ),
    "longwriter_agents.manuscript": ("Manuscript",),
    "longwriter_agents.model": ("Budget", "Outline", "Part", "Section"),
    "longwriter_agents.revisions": (
        "adiff",
        "alock_sections",
        "aplan_revision",
        "arevise",
        "aundo",
        "aversions",
        "diff",
        "lock_sections",
        "plan_revision",
        "revise",
        "undo",
        "versions",
    ),
}

__all__ = [
    "BackendError",
    "Budget",
    "BudgetSpent",
    "InputError",
    "LongwriterError",
    "Manuscript",
    "ModelFileError",
    "Outline",
    "Part",
    "RefusedError",
    "ReplyError",
    "Section",
    "StoreError",
    "adiff",
    "alock_sections",
    "aplan",
    "aplan_revision",
    "aresume",
    "arevise",
    "aundo",
    "aversions",
    "awrite",
    "diff",
    "judged",
    "lock_sections",
    "must_exclude",
    "must_include",
    "plan",
    "plan_revision",
    "resume",
    "revise",
    "stream",
    "undo",
    "versions",
    "write",
]


def __getattr__(name: str) -> Any:
    """Import on first use, so that `import longwriter_agents` and `longwriter --help` stay quick."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
