"""Brief files: a request with its options and constraints as data, in YAML or JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from longwriter_agents.errors import InputError
from longwriter_agents.model import Value


class BriefFile(Value):
    """What a brief file may say; constraints are sentences or objects with a `kind`, as in `write(constraints=)`."""

    request: str = Field(min_length=1)
    words: int | None = None
    language: str | None = None
    constraints: tuple[Any, ...] = ()
    outline: Any = None


def read_brief(text: str, *, name: str) -> BriefFile:
    """The brief in `text`; `InputError` says what is wrong with it and where."""
    try:
        return BriefFile.model_validate(read_data(text, name=name))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        raise InputError(
            f"The brief {name} is not usable: {where}: {first['msg']}.",
            hint="It holds `request`, and may hold words, language, constraints, outline.",
        ) from None


def read_data(text: str, *, name: str) -> Any:
    """JSON, or YAML for every other ending. YAML is read without tags, so it can hold data only."""
    return read_json(text, name=name) if Path(name).suffix.lower() == ".json" else read_yaml(text, name=name)


def read_json(text: str, *, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise InputError(f"The file {name} is no JSON: {error}.") from None
    except RecursionError:
        raise InputError(f"The file {name} is no JSON that can be read: it is nested too deeply.") from None


def read_yaml(text: str, *, name: str) -> Any:
    import yaml

    try:
        loaded = yaml.safe_load(text)
        swollen = _size(loaded, {}) > _MOST_BY_ALIASES * (len(text) + 100)
    except (yaml.YAMLError, ValueError) as error:  # a ValueError tells of a date that is none
        raise InputError(f"The file {name} is no YAML: {' '.join(str(error).split())}.") from None
    except RecursionError:
        raise InputError(f"The file {name} is no YAML that can be read: it is nested too deeply.") from None
    if swollen:
        raise InputError(f"The file {name} is no YAML that can be read: its aliases stand for far more than it says.")
    return loaded


_MOST_BY_ALIASES = 10
"""Each value takes a sign at least, so without aliases there are never more values than signs."""


def _size(value: Any, known: dict[int, int]) -> int:
    """How many values there are when every alias is written out; one that holds itself is nested too deeply."""
    if not isinstance(value, dict | list):
        return 1
    if id(value) not in known:
        within = [*value, *value.values()] if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_size(each, known) for each in within)
    return known[id(value)]
