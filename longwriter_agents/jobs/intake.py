"""What a caller asked for, checked before anything is spent: the request, and the options as they are kept."""

from __future__ import annotations

import reprlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from longwriter_agents.backends.base import Backend
from longwriter_agents.errors import InputError
from longwriter_agents.keepable import keepable
from longwriter_agents.model import Budget
from longwriter_agents.options import MAX_WORDS, Options
from longwriter_agents.prose.lines import with_plain_line_ends
from longwriter_agents.settings import Settings

ROLES = ("planner", "drafter", "reviewer")
DEFAULTS: dict[str, Any] = {
    "words": None,
    "model": None,
    "planner": None,
    "drafter": None,
    "reviewer": None,
    "base_url": None,
    "graph": "longform",
    "language": None,
    "constraints": (),
    "outline": None,
    "budget": None,
    "concurrency": None,
    "flow": "auto",
    "review": "auto",
    "rounds": 2,
    "candidates": 1,
    "context_window": None,
}
"""The keyword options of `awrite` that a list of wanted documents may set too."""
MOST_CHARACTERS = 2_000_000
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"))
"""Kinds of signs that say nothing by themselves."""


@dataclass(frozen=True)
class Intake:
    """A checked request. `choices` are the models by role, as specs or as the objects that were handed over."""

    request: str
    options: Options
    choices: Mapping[str, Any]


def taken_in(given: Mapping[str, Any]) -> Intake:
    """Check a prompt and keyword options of `awrite`; `InputError` says in one line what can't be."""
    given = {**DEFAULTS, **given}
    request = checked_prompt(given["prompt"])
    check_words(given["words"])
    settings = Settings.from_env()
    model = given["model"] or settings.model
    choices = {role: given[role] or model for role in ROLES}
    try:
        options = _options(given, choices, base_url=given["base_url"] or settings.base_url)
    except RecursionError:
        raise InputError("An option can't be read: it is nested too deeply.") from None
    return Intake(request, options, choices)


def checked_prompt(prompt: Any) -> str:
    if not isinstance(prompt, str) or not _says_something(prompt):
        raise InputError("The request is empty.", hint="Say what shall be written.")
    if len(prompt) > MOST_CHARACTERS:
        raise InputError(f"The request has {len(prompt):,} characters; at most {MOST_CHARACTERS:,} are taken.")
    return with_plain_line_ends(str(keepable(prompt))).strip()


def _says_something(text: str) -> bool:
    """Whether there is more than spaces, control signs, and signs of no width."""
    return any(unicodedata.category(sign) not in _UNSEEN for sign in text)


def check_words(words: Any) -> None:
    if words is None:
        return
    if not isinstance(words, int) or isinstance(words, bool) or not 1 <= words <= MAX_WORDS:
        raise InputError(f"words={words!r} is no length.", hint=f"Give a whole number from 1 to {MAX_WORDS:,}.")


def language_code(language: Any) -> str | None:
    """The code of a language given by name or code; None for none."""
    from longwriter_agents.prose.language import language_named

    if language is None:
        return None
    code = language_named(language) if isinstance(language, str) else None
    if code is None:
        raise InputError(
            f"The language {language!r} is not known.", hint='Give a name or code such as "German" or "de".'
        )
    return code


def _options(given: Mapping[str, Any], choices: Mapping[str, Any], *, base_url: str | None) -> Options:
    from longwriter_agents.constraints.kinds import parse_constraint
    from longwriter_agents.graphfiles import load_graph
    from longwriter_agents.outlines import read_outline

    load_graph(given["graph"])
    try:
        return Options(
            words=given["words"],
            **{role: spec_of(choice) for role, choice in choices.items()},
            base_url=keepable(base_url),
            graph=given["graph"],
            language=language_code(given["language"]),
            constraints=tuple(parse_constraint(_kept(each)) for each in listed(given["constraints"], "constraints")),
            outline=read_outline(given["outline"]),
            budget=checked_budget(given["budget"]) or Budget(),
            concurrency=given["concurrency"],
            flow=given["flow"],
            review=given["review"],
            rounds=given["rounds"],
            candidates=given["candidates"],
            context_window=given["context_window"],
        )
    except ValidationError as error:
        raise not_usable(error) from None


def not_usable(error: ValidationError, *within: str) -> InputError:
    """What is wrong with the first of the options (`within` another one) that can't be, in one line."""
    first = error.errors()[0]
    got = reprlib.repr(first["input"])
    return InputError(f"{'.'.join(map(str, (*within, *first['loc']))) or 'An option'}: {first['msg']} (got {got}).")


def listed(given: Any, what: str) -> list[Any]:
    """A single one is as good as a list of one, and nothing as an empty list."""
    if given is None:
        return []
    if isinstance(given, str | dict | BaseModel):
        return [given]
    if isinstance(given, bytes) or not isinstance(given, Iterable):
        raise InputError(f"{what}={reprlib.repr(given)} is no list.")
    return list(given)


def _kept(constraint: Any) -> Any:
    if not isinstance(constraint, BaseModel):
        return keepable(constraint)
    return type(constraint).model_validate(keepable(constraint.model_dump()))


def checked_budget(budget: Any) -> Budget | None:
    try:
        return None if budget is None else Budget.model_validate(budget)
    except ValidationError as error:
        raise not_usable(error, "budget") from None


def check_listener(on_event: Any) -> None:
    if on_event is not None and not callable(on_event):
        raise InputError(f"on_event={reprlib.repr(on_event)} can't be called.", hint="Give a function of one event.")


def spec_of(choice: Any) -> str:
    """How a model is named in records: its spec, or for an object handed over, what it calls itself."""
    if isinstance(choice, str):
        return str(keepable(choice))
    if isinstance(choice, Backend):
        return choice.spec
    return f"langchain:{getattr(choice, 'model_name', None) or getattr(choice, 'model', None) or type(choice).__name__}"
