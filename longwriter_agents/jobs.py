"""A job: one document being written, from the first call to the manuscript, over as many runs as it takes."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from longwriter_agents.backends import structured
from longwriter_agents.backends.base import Backend
from longwriter_agents.backends.journal import Journaled, Meter, Metered
from longwriter_agents.backends.registry import open_backend, prepare
from longwriter_agents.errors import InputError, JobNotFound, LongwriterError
from longwriter_agents.events import CallDone, Event, JobEnded, JobStarted
from longwriter_agents.graphfiles import GraphFile, load_graph
from longwriter_agents.manuscript import ActivityCost, Manuscript, WordLedger
from longwriter_agents.model import Brief, Finding, Outline, Usage
from longwriter_agents.options import Options
from longwriter_agents.services import Services
from longwriter_agents.store.base import JobRecord, JobStatus, JournalEntry, Store

ROLES = ("planner", "drafter", "reviewer")
RESUMABLE: tuple[JobStatus, ...] = ("queued", "running", "interrupted", "failed")
_MOST_STEPS = 1_000_000
"""LangGraph's own step limit is no use here: every loop has its bound, and long documents take many steps."""

Listener = Callable[[Event], None]
Choices = Mapping[str, Any]


@dataclass
class Job:
    """A job with its store and models opened; `run` writes and closes them."""

    record: JobRecord
    options: Options
    store: Store
    owned_store: bool
    backends: dict[str, Backend]
    listener: Listener | None = None
    replayed: int = 0
    _spent: list[Usage] = field(default_factory=list)

    async def run(self, *, plan_only: bool = False) -> Manuscript:
        """Write (or only plan) and give the manuscript; whatever ends the run, the job's state is kept."""
        try:
            if self.record.status in ("complete", "complete_with_findings") and not plan_only:
                return await self._finished()
            return await self._run(plan_only=plan_only)
        finally:
            await asyncio.shield(self._close())

    async def _finished(self) -> Manuscript:
        kept = await self.store.artifact(self.record.id, "manuscript")
        return Manuscript.model_validate(kept)

    async def _close(self) -> None:
        for backend in {id(backend): backend for backend in self.backends.values()}.values():
            await backend.aclose()
        if self.owned_store:
            await self.store.aclose()

    async def _run(self, *, plan_only: bool) -> Manuscript:
        began = time.monotonic()
        services = await self._services()
        self._emit_start()
        await self.store.update_job(self.record.id, status="running", runs=self.record.runs + 1)
        try:
            manuscript = await self._written(services, plan_only=plan_only)
        except LongwriterError as error:
            manuscript = await failed(services, error)
        except BaseException:
            # Ctrl-C, a cancelled task, or a defect of ours: nothing is lost, and `resume` goes on from here.
            await asyncio.shield(self._ended("interrupted", "The run was interrupted.", time.monotonic() - began))
            raise
        seconds = time.monotonic() - began
        manuscript = await self._with_usage(manuscript, self.record.seconds + seconds)
        await services.keep("manuscript", manuscript.model_dump(mode="json"))
        status: JobStatus = "interrupted" if manuscript.status == "planned" else manuscript.status
        await self._ended(status, manuscript.message, seconds)
        self._emit_end(manuscript)
        return manuscript

    async def _ended(self, status: JobStatus, message: str, seconds: float) -> None:
        await self.store.update_job(self.record.id, status=status, message=message, add_seconds=seconds)

    async def _services(self) -> Services:
        entries = await self.store.journal(self.record.id)
        paid = sum((entry.reply.usage for entry in entries), Usage())
        meter = Meter(self.options.budget, paid, seconds=self.record.seconds)
        wrapped = {role: self._wrapped(backend, meter) for role, backend in self.backends.items()}
        return Services(
            job_id=self.record.id,
            request=self.record.request,
            store=self.store,
            planner=wrapped["planner"],
            drafter=wrapped["drafter"],
            reviewer=wrapped["reviewer"],
            options=self.options,
            gauge=meter,
            emit=self._emit,
        )

    def _wrapped(self, backend: Backend, meter: Meter) -> Backend:
        return Journaled(Metered(backend, meter), self.store, self.record.id, on_call=self._on_call)

    def _on_call(self, event: CallDone) -> None:
        self.replayed += event.replayed
        self._emit(event)

    def _emit(self, event: Event) -> None:
        if self.listener is not None:
            self.listener(event)

    def _emit_start(self) -> None:
        self._emit(
            JobStarted(
                job_id=self.record.id,
                model=self.options.drafter,
                graph=self.options.graph,
                target_words=self.options.words or 0,
                resumed=self.record.runs > 0,
            )
        )

    def _emit_end(self, manuscript: Manuscript) -> None:
        if manuscript.status != "planned":
            self._emit(
                JobEnded(
                    job_id=self.record.id,
                    status=manuscript.status,
                    words=manuscript.words.written,
                    target_words=manuscript.words.target,
                    message=manuscript.message,
                )
            )

    async def _written(self, services: Services, *, plan_only: bool) -> Manuscript:
        from longwriter_agents.agents.assembler import draft_report

        file = load_graph(self.options.graph)
        if plan_only and "check_plan" not in file.graph.nodes:
            raise InputError(f"The graph {file.name} makes no plan.", hint="Choose another with --graph.")
        async with checkpointer(self.store) as saver:
            stops = ["check_plan"] if plan_only else None
            graph = file.graph.compile(checkpointer=saver, interrupt_after=stops)
            config, start = await self._thread(services, graph, file)
            await graph.ainvoke(start, config, context=services, durability="async")
        if plan_only:
            return await draft_report(services, "planned")
        return Manuscript.model_validate(await services.kept("manuscript"))

    async def _thread(self, services: Services, graph: Any, file: GraphFile) -> tuple[dict[str, Any], Any]:
        """Go on in the last run's thread if it can be gone on with; else a new thread, which the journal replays.

        A thread of another graph version is left alone: LangGraph would silently drop what waits in renamed nodes.
        """
        kept = await services.kept("thread")
        if kept and kept["version"] == file.version and self.record.status != "failed":
            config = _config(kept["id"])
            state = await graph.aget_state(config)
            if state.next:
                return config, None
        name = f"{self.record.id}/{self.record.runs + 1}"
        await services.keep("thread", {"id": name, "version": file.version})
        return _config(name), {"parts": {}}

    async def _with_usage(self, manuscript: Manuscript, seconds: float) -> Manuscript:
        entries = await self.store.journal(self.record.id)
        total = sum((entry.reply.usage for entry in entries), Usage())
        return manuscript.model_copy(
            update={
                "usage": total.model_copy(update={"seconds": round(seconds, 3)}),
                "activities": activities(entries),
                "replayed_calls": self.replayed,
            }
        )


def _config(thread: str) -> dict[str, Any]:
    return {"configurable": {"thread_id": thread}, "recursion_limit": _MOST_STEPS}


def activities(entries: Sequence[JournalEntry]) -> tuple[ActivityCost, ...]:
    """What each kind of call cost, by the first word of its purpose."""
    costs: dict[str, Usage] = {}
    for entry in entries:
        kind = entry.purpose.split(":")[0]
        costs[kind] = costs.get(kind, Usage()) + entry.reply.usage
    return tuple(ActivityCost(activity=kind, usage=usage) for kind, usage in costs.items())


@contextlib.asynccontextmanager
async def checkpointer(store: Store) -> AsyncIterator[Any]:
    """LangGraph's checkpoints beside the texts: in the same SQLite file, or in memory for a store that is no file."""
    path = getattr(store, "path", None)
    if path is None:
        from langgraph.checkpoint.memory import InMemorySaver

        yield InMemorySaver()
        return
    import aiosqlite
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

    async with aiosqlite.connect(str(path), timeout=30) as connection:
        await connection.execute("PRAGMA synchronous=NORMAL")
        yield AsyncSqliteSaver(connection)


async def created(
    prompt: str, options: Options, store: Store, owned: bool, choices: Choices, *, on_event: Listener | None
) -> Job:
    """A new job in the store, with its models opened; nothing is stored when a model can't be opened."""
    try:
        backends = _opened(choices, options, on_event)
        record = JobRecord(
            id=_new_id(),
            status="queued",
            graph=options.graph,
            graph_version=load_graph(options.graph).version,
            request=prompt,
            options=options.model_dump(mode="json"),
            created_at=_now(),
            updated_at=_now(),
        )
        await store.create_job(record)
        await store.save_artifact(record.id, "rungs", dict(structured.WORKED))
    except BaseException:
        if owned:
            await store.aclose()
        raise
    return Job(record, options, store, owned, backends, on_event)


async def reopened(
    job_id: str | None,
    store: Store,
    owned: bool,
    choices: Choices,
    *,
    base_url: str | None,
    on_event: Listener | None,
) -> Job:
    """An earlier job, to be gone on with under the models that it was begun with unless others are chosen."""
    try:
        record = await store.job(job_id) if job_id else await _last_unfinished(store)
        options = Options.model_validate(record.options)
        chosen = {role: choices.get(role) or getattr(options, role) for role in ROLES}
        if base_url:
            options = options.model_copy(update={"base_url": base_url})
        finished = record.status in ("complete", "complete_with_findings")
        backends = {} if finished else _opened(chosen, options, on_event)
    except BaseException:
        if owned:
            await store.aclose()
        raise
    return Job(record, options, store, owned, backends, on_event)


async def _last_unfinished(store: Store) -> JobRecord:
    for record in await store.jobs(limit=1_000):
        if record.status in RESUMABLE:
            return record
    raise JobNotFound("There is no unfinished job in this store.", hint="`longwriter jobs` lists all jobs.")


def _opened(choices: Choices, options: Options, listener: Listener | None) -> dict[str, Backend]:
    """A backend for each role; roles that name the same model share one."""
    opened: dict[Any, Backend] = {}
    for role in ROLES:
        choice = choices[role]
        key = choice if isinstance(choice, str) else id(choice)
        if key not in opened:
            opened[key] = _backend(choice, options, listener)
    return {role: opened[choices[role] if isinstance(choices[role], str) else id(choices[role])] for role in ROLES}


def _backend(choice: Any, options: Options, listener: Listener | None) -> Backend:
    if isinstance(choice, str):
        if choice.startswith("langchain:"):
            raise InputError(
                f"The model {choice!r} was handed over as an object.", hint="Hand it over again: resume(job, model=…)."
            )
        bare = open_backend(choice, base_url=options.base_url, context_window=options.context_window)
    elif isinstance(choice, Backend):
        bare = choice
    else:
        bare = _from_langchain(choice)
    return prepare(bare, on_retry=listener, concurrency=options.concurrency)


def _from_langchain(choice: Any) -> Backend:
    from langchain_core.language_models import BaseChatModel

    if not isinstance(choice, BaseChatModel):
        raise InputError(
            f"A model of type {type(choice).__name__} can't be used.",
            hint='Give "provider:model", a Backend, or a langchain-core chat model.',
        )
    from longwriter_agents.backends.langchain import LangChainBackend

    return LangChainBackend(choice)


async def failed(services: Services, error: LongwriterError) -> Manuscript:
    """The manuscript of a run that ended with an error: all that was kept, and the reason."""
    from longwriter_agents.agents.assembler import draft_report

    message = f"{error} Resume with: longwriter resume {services.job_id}"
    finding = Finding(code="failed", severity="error", message=str(error), section_id=error.section or None)
    if await services.kept("outline") and await services.kept("placements"):
        report = await draft_report(services, "failed")
        text = await services.kept("text") or ""
        return report.model_copy(update={"message": message, "text": text, "findings": (*report.findings, finding)})
    brief = await _brief_or_less(services)
    options, length = services.options, brief.length
    return Manuscript(
        status="failed",
        job_id=services.job_id,
        graph=options.graph,
        model=options.drafter,
        message=message,
        brief=brief,
        outline=Outline(),
        words=WordLedger(target=length.target, low=length.low, high=length.high),
        findings=(finding,),
    )


async def _brief_or_less(services: Services) -> Brief:
    from longwriter_agents.lengths import length
    from longwriter_agents.options import DEFAULT_WORDS

    if await services.kept("brief"):
        return await services.brief()
    wanted = length(mode="about", words=services.options.words or DEFAULT_WORDS)
    return Brief(request=services.request, length=wanted)


def _new_id() -> str:
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
