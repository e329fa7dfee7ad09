"""Edits after writing, in Python: `arevise()` and what stands around it, and the synchronous doors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_agents.api import Listener, in_own_loop, opened_store, store_at
from longwriter_agents.backends.base import Backend
from longwriter_agents.comparing import Comparison
from longwriter_agents.errors import Conflict, InputError
from longwriter_agents.jobs.intake import check_listener, checked_budget, listed, not_usable
from longwriter_agents.keepable import keepable
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.model import Budget, Outline
from longwriter_agents.revision import Change, Follow, RevisionOrder, RevisionPlan
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import JobRecord, Version

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from longwriter_agents.jobs.revising import Finished


async def arevise(
    job_id: str,
    *,
    sections: str | Sequence[str] = (),
    instruction: str = "",
    words: int | None = None,
    outline: Outline | dict[str, Any] | Sequence[str] | str | None = None,
    follow: Follow = "changed",
    lock: str | Sequence[str] = (),
    unlock: str | Sequence[str] = (),
    budget: Budget | None = None,
    store: str | Path | Store | None = None,
    model: str | Backend | BaseChatModel | None = None,
    planner: str | Backend | BaseChatModel | None = None,
    drafter: str | Backend | BaseChatModel | None = None,
    reviewer: str | Backend | BaseChatModel | None = None,
    base_url: str | None = None,
    on_event: Listener | None = None,
) -> Manuscript:
    """Change a finished document, and only what depends on the change.

    Either `sections` (ids) are written anew by an `instruction` (or brought to another length, `words`), or an edited
    `outline` takes the old one's place: what is new or planned otherwise is written, the rest stays. `follow` says which
    of the sections that depend on the change are gone over: those that the new text contradicts ("changed"), all or none.
    `lock` and `unlock` are kept with the job; a locked section is never touched. `aplan_revision` tells all that before
    anything is spent. The earlier version is kept: `aversions`, `adiff`, `aundo`.

    Killed on the way, `aresume(job_id)` goes on with it. Failed, the document stays what it was.
    """
    from longwriter_agents.jobs.direct import revising
    from longwriter_agents.jobs.revising import set_locks

    check_listener(on_event)
    lock, unlock, budget = listed(lock, "lock"), listed(unlock, "unlock"), checked_budget(budget)
    change = _change(sections, instruction, words, outline, follow)
    opened, owned = await opened_store(store, existing=True)
    choices = {"planner": planner or model, "drafter": drafter or model, "reviewer": reviewer or model}
    try:
        now, order = await _planned(opened, job_id, change, lock, unlock, budget)
        await set_locks(opened, now.job, lock, unlock)
        run = await revising(now, order, opened, owned, choices, base_url=base_url, on_event=on_event)
    except BaseException:
        if owned:
            await opened.aclose()
        raise
    return await run.run()


async def aplan_revision(
    job_id: str,
    *,
    sections: str | Sequence[str] = (),
    instruction: str = "",
    words: int | None = None,
    outline: Outline | dict[str, Any] | Sequence[str] | str | None = None,
    follow: Follow = "changed",
    lock: str | Sequence[str] = (),
    unlock: str | Sequence[str] = (),
    store: str | Path | Store | None = None,
) -> RevisionPlan:
    """What `arevise` would do: which sections it writes, which depend on them and why, which stay. Asks no model."""
    lock, unlock = listed(lock, "lock"), listed(unlock, "unlock")
    change = _change(sections, instruction, words, outline, follow)
    async with store_at(store) as opened:
        return (await _planned(opened, job_id, change, lock, unlock, None))[1].plan


async def alock_sections(
    job_id: str,
    lock: str | Sequence[str] = (),
    *,
    unlock: str | Sequence[str] = (),
    store: str | Path | Store | None = None,
) -> list[str]:
    """Keep with the job which sections no revision may touch; all that are locked now."""
    from longwriter_agents.jobs.revising import set_locks

    lock, unlock = listed(lock, "lock"), listed(unlock, "unlock")
    async with store_at(store) as opened:
        return await set_locks(opened, await opened.job(job_id), lock, unlock)


async def aversions(job_id: str, *, store: str | Path | Store | None = None) -> list[Version]:
    """The kept versions, the oldest first: number, time, how each came to be."""
    from longwriter_agents.jobs.versions import listed

    async with store_at(store) as opened:
        return await listed(opened, await opened.job(job_id))


async def amanuscript(
    job_id: str, version: int | None = None, *, store: str | Path | Store | None = None
) -> Manuscript:
    """The document as it is in a version; by default as it stands."""
    from longwriter_agents.jobs.versions import manuscript_of

    async with store_at(store) as opened:
        return await manuscript_of(opened, await opened.job(job_id), version)


async def adiff(
    job_id: str, before: int | None = None, after: int | None = None, *, store: str | Path | Store | None = None
) -> Comparison:
    """Two versions compared: by default the current one with the one before it."""
    from longwriter_agents.jobs.versions import difference

    async with store_at(store) as opened:
        return await difference(opened, await opened.job(job_id), before, after)


async def aundo(job_id: str, to: int | None = None, *, store: str | Path | Store | None = None) -> Manuscript:
    """Make an earlier version the current one again (the one before, or `to`), or put an unfinished revision away. It is
    a new version itself, so an undo can be undone."""
    from longwriter_agents.jobs.versions import put_back

    async with store_at(store) as opened:
        job = await _direct(opened, job_id)
        await put_back(opened, job, to)
        return Manuscript.model_validate(await opened.artifact(job_id, "manuscript"))


def revise(job_id: str, **options: Any) -> Manuscript:
    """`arevise` for synchronous code; works inside a running event loop too."""
    return in_own_loop(arevise(job_id, **options))


def plan_revision(job_id: str, **options: Any) -> RevisionPlan:
    """`aplan_revision` for synchronous code."""
    return in_own_loop(aplan_revision(job_id, **options))


def lock_sections(job_id: str, lock: str | Sequence[str] = (), **options: Any) -> list[str]:
    """`alock_sections` for synchronous code."""
    return in_own_loop(alock_sections(job_id, lock, **options))


def versions(job_id: str, **options: Any) -> list[Version]:
    """`aversions` for synchronous code."""
    return in_own_loop(aversions(job_id, **options))


def manuscript(job_id: str, version: int | None = None, **options: Any) -> Manuscript:
    """`amanuscript` for synchronous code."""
    return in_own_loop(amanuscript(job_id, version, **options))


def diff(job_id: str, before: int | None = None, after: int | None = None, **options: Any) -> Comparison:
    """`adiff` for synchronous code."""
    return in_own_loop(adiff(job_id, before, after, **options))


def undo(job_id: str, to: int | None = None, **options: Any) -> Manuscript:
    """`aundo` for synchronous code."""
    return in_own_loop(aundo(job_id, to, **options))


def _change(
    sections: str | Sequence[str],
    instruction: str,
    words: int | None,
    outline: Outline | dict[str, Any] | Sequence[str] | str | None,
    follow: Follow,
) -> Change:
    from pydantic import ValidationError

    from longwriter_agents.outlines import read_outline

    try:
        return Change(
            sections=keepable(listed(sections, "sections")),
            instruction=keepable(instruction),
            words=words,
            outline=read_outline(outline),
            follow=follow,
        )
    except ValidationError as error:
        raise not_usable(error) from None
    except RecursionError:
        raise InputError("The outline can't be read: it is nested too deeply.") from None


async def _planned(
    store: Store,
    job_id: str,
    change: Change,
    lock: Sequence[str],
    unlock: Sequence[str],
    budget: Budget | None,
) -> tuple[Finished, RevisionOrder]:
    from longwriter_agents.jobs.revising import finished, revision_of, with_locks

    now = with_locks(await finished(store, await _direct(store, job_id)), lock, unlock)
    return now, revision_of(now, change, budget)


async def _direct(store: Store, job_id: str) -> JobRecord:
    job = await store.job(job_id)
    if job.lane == "service":
        raise Conflict(f"The job {job_id} belongs to the service.", hint="Use POST /v1/documents/{id}/revisions.")
    return job
