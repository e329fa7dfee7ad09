"""`awrite()` and what stands around it: plan, resume, stream, and the synchronous doors."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from longwriter_agents.backends.base import Backend
from longwriter_agents.errors import InputError, JobNotFound
from longwriter_agents.events import Event, ManuscriptReady
from longwriter_agents.jobs.intake import check_listener, checked_budget, taken_in
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.model import Budget, Outline
from longwriter_agents.options import Flow, ReviewPolicy
from longwriter_agents.store.base import Store
from longwriter_agents.store.opening import file_of, is_postgres, open_store, target_of

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from longwriter_agents.constraints.kinds import Constraint
    from longwriter_agents.jobs.run import Run

T = TypeVar("T")
Listener = Callable[[Event], None]


async def awrite(
    prompt: str,
    *,
    words: int | None = None,
    model: str | Backend | BaseChatModel | None = None,
    planner: str | Backend | BaseChatModel | None = None,
    drafter: str | Backend | BaseChatModel | None = None,
    reviewer: str | Backend | BaseChatModel | None = None,
    base_url: str | None = None,
    graph: str = "longform",
    language: str | None = None,
    constraints: Sequence[Constraint | dict[str, Any] | str] = (),
    outline: Outline | dict[str, Any] | Sequence[str] | str | None = None,
    budget: Budget | None = None,
    concurrency: int | None = None,
    store: str | Path | Store | None = None,
    flow: Flow = "auto",
    review: ReviewPolicy = "auto",
    rounds: int = 2,
    candidates: int = 1,
    context_window: int | None = None,
    on_event: Listener | None = None,
) -> Manuscript:
    """Write one document.

    `words` is the length aimed at (±3 %); without it the length that the request states is taken, else 1,500.
    `model` is `provider:model`, a `Backend`, or a langchain-core chat model; `planner`, `drafter` and `reviewer`
    override it by role.
    `candidates` drafts each section so many times side by side and keeps the best.
    `outline` (an `Outline`, its JSON, a list of titles, or Markdown headings) takes the planner's place.

    Bad input raises `InputError` before anything is spent. A document that could not be finished comes back with status
    `failed`, the reason in `message` and what was written in `text`; `aresume(job_id)` goes on from there.
    """
    job = await _job(locals())
    return await job.run()


async def aplan(prompt: str, **options: Any) -> Manuscript:
    """Understand and plan only: the manuscript has status `planned`, its outline, budgets and constraints. Takes what
    `awrite` takes."""
    job = await _job({**_defaults(), **options, "prompt": prompt})
    return await job.run(plan_only=True)


async def aresume(
    job_id: str | None = None,
    *,
    store: str | Path | Store | None = None,
    model: str | Backend | BaseChatModel | None = None,
    planner: str | Backend | BaseChatModel | None = None,
    drafter: str | Backend | BaseChatModel | None = None,
    reviewer: str | Backend | BaseChatModel | None = None,
    base_url: str | None = None,
    budget: Budget | None = None,
    take_over: bool = False,
    on_event: Listener | None = None,
) -> Manuscript:
    """Go on with a job (None: the last unfinished one). Finished calls are not repeated; a finished job's manuscript
    comes back at once. Models are those of the job unless given; a model that was handed over as an object must be
    handed over again.

    `budget` sets limits anew, over all runs of the job; they are kept with it. A job that another process is writing is
    refused (`Conflict`) while that lives; `take_over` takes it from there, and calls that are under way there are lost."""
    from longwriter_agents.jobs.direct import reopened

    check_listener(on_event)
    budget = checked_budget(budget)
    opened, owned = await opened_store(store, existing=True)
    choices = {"planner": planner or model, "drafter": drafter or model, "reviewer": reviewer or model}
    job = await reopened(
        job_id, opened, owned, choices, base_url=base_url, on_event=on_event, budget=budget, take_over=take_over
    )
    return await job.run()


async def stream(prompt: str, **options: Any) -> AsyncIterator[Event]:
    """The events of writing as they happen; the last is `ManuscriptReady`. Takes what `awrite` takes.

    Leaving the loop early stops the writing; what was written is kept and can be resumed.
    """
    queue: asyncio.Queue[Event | None] = asyncio.Queue()
    task = asyncio.ensure_future(awrite(prompt, **options, on_event=queue.put_nowait))
    task.add_done_callback(lambda _: queue.put_nowait(None))
    try:
        while (event := await queue.get()) is not None:
            yield event
        yield ManuscriptReady(manuscript=task.result())
    finally:
        if not task.done():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def write(prompt: str, **options: Any) -> Manuscript:
    """`awrite` for synchronous code; works inside a running event loop (a notebook) too."""
    return in_own_loop(awrite(prompt, **options))


def plan(prompt: str, **options: Any) -> Manuscript:
    """`aplan` for synchronous code."""
    return in_own_loop(aplan(prompt, **options))


def resume(job_id: str | None = None, **options: Any) -> Manuscript:
    """`aresume` for synchronous code."""
    return in_own_loop(aresume(job_id, **options))


def in_own_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run in a loop of its own: in this thread when it has none, else in another thread, so that a notebook works."""
    if not _in_a_loop():
        return asyncio.run(work)
    outcome: list[T] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(asyncio.run(work))
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, name="longwriter", daemon=True)
    thread.start()
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]


def _in_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _defaults() -> dict[str, Any]:
    import inspect

    return {name: parameter.default for name, parameter in inspect.signature(awrite).parameters.items()}


async def _job(given: dict[str, Any]) -> Run:
    """Check everything that can be checked before anything is spent, and open store and models."""
    from longwriter_agents.jobs.direct import created

    unknown = sorted(set(given) - set(_defaults()))
    if unknown:
        raise InputError(f"Unknown option: {', '.join(unknown)}.")
    check_listener(given["on_event"])
    intake = taken_in(given)
    opened, owned = await opened_store(given["store"])
    return await created(intake, opened, owned, on_event=given["on_event"])


@asynccontextmanager
async def store_at(store: str | Path | Store | None) -> AsyncIterator[Store]:
    """The store for one call about a job that is there: one that is opened here is closed here, the caller's own stays open."""
    opened, owned = await opened_store(store, existing=True)
    try:
        yield opened
    finally:
        if owned:
            await opened.aclose()


async def opened_store(store: str | Path | Store | None, *, existing: bool = False) -> tuple[Store, bool]:
    """The store, and whether it was opened here and is to be closed here. Where it is to hold a job already (`existing`), no
    file is made for it: `JobNotFound` where there is none of the name that was given."""
    if store is not None and not isinstance(store, str | Path):
        if not hasattr(store, "create_job"):
            raise InputError(f"store={store!r} is no store.", hint="Give a file's path, an address, or an open store.")
        return store, False
    if existing and store is not None and not is_postgres(str(store)) and not file_of(str(store)).exists():
        raise JobNotFound(
            f"The store {store} can't be opened: there is no such file.", hint="Give its name (--store) as it was then."
        )
    return await open_store(target_of(store)), True
