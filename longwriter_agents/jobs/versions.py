"""Versions of a manuscript: kept before a revision begins and when it is done, compared, put back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from longwriter_agents.comparing import Comparison, compared
from longwriter_agents.errors import Conflict, InputError
from longwriter_agents.jobs.holding import held_by_another, is_held
from longwriter_agents.jobs.revising import LOCKS, Finished
from longwriter_agents.jobs.summaries import summary_of
from longwriter_agents.jobs.telling import way_back
from longwriter_agents.jobs.tracing import traceparent
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.revision import MOST_VERSIONS, NOTES, REVISION, RevisionOrder
from longwriter_agents.store.base import Store
from longwriter_agents.store.records import Exchange, JobRecord, JobStatus, Version, now_iso

_NOT_OF_A_VERSION = frozenset({REVISION, NOTES, LOCKS, "thread", "pace"})


async def begin(store: Store, now: Finished, revision: RevisionOrder, *, most_active: int | None = None) -> JobRecord:
    """Have the revision run: the standing version is kept, the job is queued again. `Conflict` when it moved meanwhile,
    `TooManyJobs` when its owner has `most_active` unfinished ones."""
    replies = len(await store.journal(now.job.id))
    version = None
    if all(each.number != now.manuscript.version for each in now.versions):
        about = {"why": "written", **_figures(now.manuscript)}
        version = Version(now.manuscript.version, now.job.updated_at, about, await _contents(store, now.job.id))
    kept = revision.model_copy(update={"replies": replies}).model_dump(mode="json")
    exchange = Exchange(
        {REVISION: kept, NOTES: None},
        version,
        MOST_VERSIONS,
        traceparent=traceparent(),
        most_active=most_active,
        seen=now.job.updated_at,
    )
    return await store.move(now.job.id, "queued", among=("succeeded",), exchange=exchange)


async def begun(store: Store, job_id: str) -> RevisionOrder | None:
    """The revision that a job's run is to make; None for a document that is written for the first time."""
    kept = await store.artifact(job_id, REVISION)
    return RevisionOrder.model_validate(kept) if kept is not None else None


async def keep_result(store: Store, job: JobRecord, revision: RevisionOrder, manuscript: Manuscript) -> Manuscript:
    """The new manuscript in its place and as a version; one that failed is given back but not kept: the text stays.
    `LeaseLost` where the job's holder does not hold it any more."""
    job_id, holder = job.id, job.holder or None
    if manuscript.status == "failed":
        base = await store.version(job_id, revision.plan.base)
        await store.save_work(job_id, [], {"manuscript": base.kept["manuscript"]}, holder=holder)
        message = f"{manuscript.message} Or put it away: {way_back(job.lane, job_id)}"
        return manuscript.model_copy(update={"message": message, "version": revision.plan.base})
    manuscript = manuscript.model_copy(update={"version": revision.plan.version})
    result = {"manuscript": manuscript.model_dump(mode="json"), "summary": summary_of(manuscript)}
    await store.save_work(job_id, [], result, holder=holder)
    why = "outline" if revision.change.outline is not None else "instruction"
    about = {
        "why": why,
        "base": revision.plan.base,
        "sections": [target.id for target in revision.plan.targets],
        "instruction": revision.change.instruction,
        **_figures(manuscript),
    }
    number = revision.plan.version
    version = Version(number, now_iso(), about, await _contents(store, job_id))
    await store.save_version(job_id, version, most=MOST_VERSIONS, holder=holder)
    return manuscript


async def _contents(store: Store, job_id: str) -> dict[str, Any]:
    found = await store.artifacts(job_id)
    return {name: value for name, value in found.items() if name not in _NOT_OF_A_VERSION}


def _figures(manuscript: Manuscript) -> dict[str, Any]:
    return {"status": manuscript.status, "words": manuscript.words.written}


async def put_back(store: Store, job: JobRecord, to: int | None = None) -> int:
    """Make an earlier version the current one again (by default the one before), or put a revision away that is not
    finished. Itself a new version, so that it can be undone: its number."""
    versions = await store.versions(job.id)
    if job.status != "succeeded":
        return await _put_away(store, job, versions)
    current = Manuscript.model_validate(await store.artifact(job.id, "manuscript")).version
    origin = next((v.about.get("of", v.number) for v in versions if v.number == current), current)
    earlier = [version.number for version in versions if version.number < origin]
    if to is None and not earlier:
        raise InputError("There is no earlier version.")
    kept = await store.version(job.id, earlier[-1] if to is None else to)
    of = kept.about.get("of", kept.number)
    number = 1 + max(version.number for version in versions)
    about = {**kept.about, "why": "restored", "of": of}
    return await _restore(store, job, kept, Version(number, now_iso(), about, _numbered(kept.kept, number)))


async def _put_away(store: Store, job: JobRecord, versions: Sequence[Version]) -> int:
    if job.lane == "direct" and is_held(job):
        raise held_by_another(job)
    revision = await begun(store, job.id)
    if revision is None or not versions:
        raise Conflict(f"The document is {job.status}; there is nothing to undo.")
    base = await store.version(job.id, revision.plan.base)
    return await _restore(store, job, base, base)


async def _restore(store: Store, job: JobRecord, kept: Version, version: Version) -> int:
    manuscript = Manuscript.model_validate(version.kept["manuscript"])
    among: tuple[JobStatus, ...] = ("succeeded", "failed", "cancelled")
    if job.lane == "direct":
        among = (*among, "queued", "running")
    exchange = Exchange(
        {**version.kept, "summary": summary_of(manuscript), REVISION: None},
        version,
        MOST_VERSIONS,
        outcome=manuscript.status,
        message=manuscript.message,
        seen=job.updated_at,
    )
    await store.move(job.id, "succeeded", among=among, exchange=exchange)
    return version.number


def _numbered(kept: Mapping[str, Any], number: int) -> dict[str, Any]:
    return {**kept, "manuscript": {**kept["manuscript"], "version": number}}


async def listed(store: Store, job: JobRecord) -> list[Version]:
    """The kept versions, the oldest first. Before any revision the finished manuscript is the only one."""
    found = await store.versions(job.id)
    if found or not await store.artifact(job.id, "manuscript"):
        return found
    manuscript = await manuscript_of(store, job)
    return [Version(manuscript.version, job.updated_at, {"why": "written", **_figures(manuscript)})]


async def manuscript_of(store: Store, job: JobRecord, number: int | None = None) -> Manuscript:
    """The manuscript of a version; by default the current one."""
    current = await store.artifact(job.id, "manuscript")
    if current is None:
        raise Conflict(f"The document is {job.status}; it has no text yet.")
    if number is None or current.get("version", 1) == number:
        return Manuscript.model_validate(current)
    return Manuscript.model_validate((await store.version(job.id, number)).kept["manuscript"])


async def difference(store: Store, job: JobRecord, before: int | None, after: int | None) -> Comparison:
    """Two versions compared; by default the current one with the one before it."""
    later = await manuscript_of(store, job, after)
    earlier = [version.number for version in await listed(store, job) if version.number < later.version]
    if before is None and not earlier:
        raise InputError("There is no earlier version to compare with.")
    return compared(await manuscript_of(store, job, earlier[-1] if before is None else before), later)
