"""The options that several commands share, and reading the request."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from longwriter_agents.errors import InputError
from longwriter_agents.textfiles import read_textfile

if TYPE_CHECKING:
    from longwriter_agents.briefs import BriefFile

_MOST_BYTES = 8_000_000
_DATA = (".yaml", ".yml", ".json")

Prompt = Annotated[str | None, typer.Argument(help="What shall be written; - reads it from standard input.")]
PromptFile = Annotated[
    Path | None,
    typer.Option("--prompt-file", help="Read the request from this file (UTF-8); .yaml or .json holds a whole brief."),
]
Words = Annotated[int | None, typer.Option("--words", "-w", help="The length; else the request's own, else 1,500.")]
Model = Annotated[
    str | None,
    typer.Option("--model", "-m", help='"provider:model". [env: LONGWRITER_MODEL] [default: local:qwen2.5-coder-1.5b]'),
]
Planner = Annotated[str | None, typer.Option("--planner", help="Another model for planning.")]
Drafter = Annotated[str | None, typer.Option("--drafter", help="Another model for writing.")]
Reviewer = Annotated[str | None, typer.Option("--reviewer", help="Another model for judging.")]
BaseUrl = Annotated[
    str | None,
    typer.Option("--base-url", help="Address of an OpenAI-compatible server. [env: LONGWRITER_BASE_URL]"),
]
Graph = Annotated[str, typer.Option("--graph", help="The way of writing.")]
Language = Annotated[str | None, typer.Option("--language", help="Name or code; else what the request says.")]
Demands = Annotated[list[str] | None, typer.Option("--constraint", "-c", help="One more demand; may be repeated.")]
DemandsFile = Annotated[Path | None, typer.Option("--constraints", help="A JSON or YAML list of constraints.")]
OutlineFile = Annotated[Path | None, typer.Option("--outline", help="Write by this outline (.md or .json).")]
MaxTokens = Annotated[int | None, typer.Option("--max-tokens", help="Budget: tokens in all.", min=1)]
MaxUsd = Annotated[float | None, typer.Option("--max-usd", help="Budget: US dollars in all (needs known prices).")]
MaxSeconds = Annotated[float | None, typer.Option("--max-seconds", help="Budget: time in all.")]
Concurrency = Annotated[int | None, typer.Option("--concurrency", help="Calls at once.", min=1, max=256)]
Flow = Annotated[str, typer.Option("--flow", help="auto, parallel or sequential.")]
Review = Annotated[str, typer.Option("--review", help="auto, always or never.")]
Rounds = Annotated[int, typer.Option("--rounds", help="Revisions of a section at most.", min=0, max=5)]
Candidates = Annotated[
    int, typer.Option("--candidates", help="Draft each section so many times and keep the best.", min=1, max=8)
]
Window = Annotated[int | None, typer.Option("--context-window", help="Tokens that the model can read.", min=2048)]
StorePath = Annotated[
    Path | None,
    typer.Option("--store", help="The store's file. [default: in LONGWRITER_HOME, or the user's data folder]"),
]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="Save here: .md, .html, .txt or .json.")]
Report = Annotated[Path | None, typer.Option("--report", help="Save the ledgers here as JSON.")]
Force = Annotated[bool, typer.Option("--force", help="Replace files that are there already.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only the document, and errors.")]
Json = Annotated[bool, typer.Option("--json", help="Print the report as JSON and nothing else.")]


def request_of(prompt: str | None, file: Path | None) -> str:
    """The request from the command line, a file, or standard input."""
    if (prompt is None) == (file is None):
        raise InputError("Give the request: as an argument, with --prompt-file FILE, or - for standard input.")
    if file is not None and str(file) != "-":
        return read_text(file, "request")
    if prompt is None or prompt == "-":
        return _decoded(sys.stdin.buffer.read(_MOST_BYTES + 1), "request on standard input")
    return _decoded(os.fsencode(prompt), "request")


def _decoded(read: bytes, what: str) -> str:
    """Text from bytes: as text Python would read what is no UTF-8 too, in signs that stand for the bytes."""
    if len(read) > _MOST_BYTES:
        raise InputError(f"The {what} is larger than {_MOST_BYTES // 1_000_000} MB.")
    try:
        return read.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"The {what} is no UTF-8 text.") from None


def brief_of(prompt: str | None, file: Path | None) -> BriefFile:
    """The request with what a brief file says besides; a plain request is a brief without anything else."""
    from longwriter_agents.briefs import BriefFile, read_brief

    if file is not None and file.suffix.lower() in _DATA and prompt is None:
        return read_brief(read_text(file, "brief"), name=str(file))
    request = request_of(prompt, file)
    return BriefFile.model_construct(request=request)  # an empty request is refused by `write`, with its reason


def read_text(path: Path, what: str) -> str:
    """A text file; `InputError` when it can't be read, is no UTF-8, or is larger than 8 MB."""
    text = read_textfile(path, f"The {what} file {path}", most=_MOST_BYTES)
    if "\x00" in text:
        raise InputError(f"The {what} file {path} is no text.")
    return text


def constraints_of(demands: list[str] | None, file: Path | None) -> list[Any]:
    """The demands given as sentences, and those of the JSON list."""
    listed: list[Any] = list(demands or [])
    if file is not None:
        from longwriter_agents.briefs import read_data

        loaded = (
            read_data(read_text(file, "constraints"), name=str(file))
            if file.suffix in _DATA[:2]
            else read_json(file, "constraints")
        )
        if not isinstance(loaded, list):
            raise InputError(f"The constraints file {file} holds no JSON list.", hint="It may also be a YAML list.")
        listed += loaded
    return listed


def read_json(path: Path, what: str) -> Any:
    from longwriter_agents import briefs

    return briefs.read_json(read_text(path, what), name=str(path))


def outline_of(file: Path | None) -> Any:
    if file is None:
        return None
    return read_json(file, "outline") if file.suffix.lower() == ".json" else read_text(file, "outline")


def budget_of(tokens: int | None, usd: float | None, seconds: float | None) -> Any:
    from pydantic import ValidationError

    from longwriter_agents.model import Budget

    try:
        return Budget(tokens=tokens, usd=usd, seconds=seconds)
    except ValidationError:
        raise InputError("A budget must be above zero.") from None
