"""`awrite()` and what stands around it: plan, resume, stream, and the synchronous doors."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from longwriter_agents.backends.base import Backend
from longwriter_agents.errors import InputError
from longwriter_agents.events import Event, ManuscriptReady
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.model import Budget, Outline
from longwriter_agents.options import MAX_WORDS, Flow, Options, ReviewPolicy
from longwriter_agents.settings import Settings
from longwriter_agents.store.base import Store

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from longwriter_agents.constraints.kinds import Constraint
    from longwriter_agents.jobs import Job

T = TypeVar("T")
ModelChoice = "str | Backend | BaseChatModel | None"
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
    context_window: int | None = None,
    on_event: Listener | None = None,
) -> Manuscript:
    """Write one document.

    `words` is the length aimed at (±3 %); without it the length that the request states is taken, else 1,500.
    `model` is `provider:model`, a `Backend`, or a langchain-core chat model; `planner`, `drafter` and `reviewer`
    override it by role.
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
    on_event: Listener | None = None,
) -> Manuscript:
    """Go on with a job (None: the last unfinished one). Finished calls are not repeated; a finished job's manuscript
    comes back at once. Models are those of the job unless given; a model that was handed over as an object must be
    handed over again."""
    from longwriter_agents.jobs import reopened

    opened, owned = await _opened_store(store)
    choices = {"planner": planner or model, "drafter": drafter or model, "reviewer": reviewer or model}
    job = await reopened(job_id, opened, owned, choices, base_url=base_url, on_event=on_event)
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
    return _in_own_loop(awrite(prompt, **options))


def plan(prompt: str, **options: Any) -> Manuscript:
    """`aplan` for synchronous code."""
    return _in_own_loop(aplan(prompt, **options))


def resume(job_id: str | None = None, **options: Any) -> Manuscript:
    """`aresume` for synchronous code."""
    return _in_own_loop(aresume(job_id, **options))


def _in_own_loop(work: Coroutine[Any, Any, T]) -> T:
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


async def _job(given: dict[str, Any]) -> Job:
    """Check everything that can be checked before anything is spent, and open store and models."""
    from longwriter_agents.jobs import created

    prompt = checked_prompt(given["prompt"])
    check_words(given["words"])
    unknown = sorted(set(given) - set(_defaults()))
    if unknown:
        raise InputError(f"Unknown option: {', '.join(unknown)}.")
    settings = Settings.from_env()
    model = given["model"] or settings.model
    choices = {role: given[role] or model for role in ("planner", "drafter", "reviewer")}
    options = _options(given, choices, base_url=given["base_url"] or settings.base_url)
    opened, owned = await _opened_store(given["store"])
    return await created(prompt, options, opened, owned, choices, on_event=given["on_event"])


def checked_prompt(prompt: Any) -> str:
    if not isinstance(prompt, str) or not prompt.strip():
        raise InputError("The request is empty.", hint="Say what shall be written.")
    if len(prompt) > 2_000_000:
        raise InputError(f"The request has {len(prompt):,} characters; at most 2,000,000 are taken.")
    # Halves of surrogate pairs (from broken decoding) could be neither kept nor sent.
    return prompt.encode("utf-8", "replace").decode("utf-8").strip()


def check_words(words: Any) -> None:
    if words is None:
        return
    if not isinstance(words, int) or isinstance(words, bool) or not 1 <= words <= MAX_WORDS:
        raise InputError(f"words={words!r} is no length.", hint=f"Give a whole number from 1 to {MAX_WORDS:,}.")


def _options(given: dict[str, Any], choices: dict[str, Any], *, base_url: str | None) -> Options:
    from longwriter_agents.constraints.kinds import parse_constraint
    from longwriter_agents.graphfiles import load_graph
    from longwriter_agents.outlines import read_outline
    from longwriter_agents.prose.language import language_named

    load_graph(given["graph"])
    language = given["language"]
    if language is not None and language_named(language) is None:
        raise InputError(
            f"The language {language!r} is not known.", hint='Give a name or code such as "German" or "de".'
        )
    try:
        return Options(
            words=given["words"],
            **{role: spec_of(choice) for role, choice in choices.items()},
            base_url=base_url,
            graph=given["graph"],
            language=language_named(language) if language else None,
            constraints=tuple(parse_constraint(each) for each in given["constraints"]),
            outline=read_outline(given["outline"]),
            budget=given["budget"] or Budget(),
            concurrency=given["concurrency"],
            flow=given["flow"],
            review=given["review"],
            rounds=given["rounds"],
            context_window=given["context_window"],
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{'.'.join(map(str, first['loc']))}: {first['msg']} (got {first['input']!r}).") from None


def spec_of(choice: Any) -> str:
    """How a model is named in records: its spec, or for an object handed over, what it calls itself."""
    if isinstance(choice, str):
        return choice
    if isinstance(choice, Backend):
        return choice.spec
    return f"langchain:{getattr(choice, 'model_name', None) or getattr(choice, 'model', None) or type(choice).__name__}"


async def _opened_store(store: str | Path | Store | None) -> tuple[Store, bool]:
    """The store, and whether it was opened here and is to be closed here."""
    if store is not None and not isinstance(store, str | Path):
        return store, False
    from longwriter_agents.store.sqlite import SqliteStore

    return SqliteStore.open(Path(store) if store else Settings.from_env().store), True
