"""`longwriter doctor`: what is configured, and whether each model answers, can do JSON, and how fast it is."""

from __future__ import annotations

import os
import platform
import time
from typing import Annotated, Any

import typer

from longwriter_agents.cli import options as o
from longwriter_agents.cli.output import printable, show_json

_KEYS = ("OPENAI_API_KEY", "ANTHROPIC_API_KEY")
_PROBE_TOKENS = 96
_TIMEOUT_S = 120.0


def doctor(
    model: Annotated[
        list[str] | None, typer.Option("--model", "-m", help="A model to ask; may be repeated. [env: LONGWRITER_MODEL]")
    ] = None,
    base_url: o.BaseUrl = None,
    store: o.StorePath = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no model.")] = False,
    json: o.Json = False,
) -> None:
    """Show what is configured and ask each model. Exit code 0 if all answer, 1 if one does not."""
    import asyncio

    from longwriter_agents.settings import Settings

    settings = Settings.from_env()
    specs = model or [settings.model]
    report: dict[str, Any] = {
        "setup": setup(settings, store or settings.store, base_url or settings.base_url),
        "models": [] if offline else asyncio.run(_asked(specs, base_url or settings.base_url)),
    }
    if json:
        show_json(report)
    else:
        for line in as_lines(report):
            print(line)
    raise typer.Exit(0 if all(row["answers"] for row in report["models"]) else 1)


def setup(settings: Any, store: Any, base_url: str | None) -> dict[str, Any]:
    """What is configured; of keys only whether they are set."""
    from importlib.metadata import version
    from importlib.util import find_spec

    from longwriter_agents.addresses import without_secrets
    from longwriter_agents.backends.modelfiles import installed
    from longwriter_agents.export import nearest_folder

    folder = nearest_folder(store)
    return {
        "version": version("longwriter-agents"),
        "python": platform.python_version(),
        "store": str(store),
        "store_writable": os.access(store if store.exists() else folder, os.W_OK),
        "models_folder": str(settings.models),
        "model_files": [file.name for file, _, verified in installed(settings.models) if verified],
        "default_model": settings.model,
        "base_url": without_secrets(base_url) if base_url else None,
        "keys_set": {name: bool(os.environ.get(name) or os.environ.get(f"{name}_FILE")) for name in _KEYS},
        "embedded_models": find_spec("xllamacpp") is not None,
    }


async def _asked(specs: list[str], base_url: str | None) -> list[dict[str, Any]]:
    return [await probe(spec, base_url) for spec in specs]


async def probe(spec: str, base_url: str | None) -> dict[str, Any]:
    """Ask one model a sentence and a small JSON object; whatever goes wrong is said in `problem`."""
    from longwriter_agents.backends.registry import open_backend
    from longwriter_agents.errors import LongwriterError

    row: dict[str, Any] = {"model": spec, "answers": False, "json": None, "words_per_second": None, "problem": ""}
    backend = None
    try:
        backend = open_backend(spec, base_url=base_url)
        row["context_window"] = backend.traits.context_window
        await _ask_sentence(backend, row)
        await _ask_json(backend, row)
    except LongwriterError as error:
        row["problem"] = str(error)
    finally:
        if backend is not None:
            await backend.aclose()
    return row


async def _ask_sentence(backend: Any, row: dict[str, Any]) -> None:
    from longwriter_agents.backends.base import Message, Request
    from longwriter_agents.prompting import render
    from longwriter_agents.words import count_words

    message = Message("user", render("doctor/sentence"))
    request = Request("doctor", (message,), _PROBE_TOKENS, asked_words=40, timeout_s=_TIMEOUT_S)
    await backend.complete(Request("doctor", (message,), 8, asked_words=5, timeout_s=_TIMEOUT_S))  # load and connect
    began = time.monotonic()
    reply = await backend.complete(request)
    seconds = max(0.001, time.monotonic() - began)
    row["answers"] = bool(reply.text.strip())
    row["words_per_second"] = round(count_words(reply.text) / seconds, 1)
    row["tokens_per_second"] = round(reply.usage.output_tokens / seconds, 1)
    if not row["answers"]:
        row["problem"] = "The model answered nothing."


async def _ask_json(backend: Any, row: dict[str, Any]) -> None:
    from longwriter_agents.backends.base import Message, Request
    from longwriter_agents.backends.structured import ask
    from longwriter_agents.errors import BackendError, ReplyError
    from longwriter_agents.prompting import render
    from longwriter_agents.replies import Probe

    request = Request("doctor", (Message("user", render("doctor/json")),), 120, timeout_s=_TIMEOUT_S)
    try:
        _, row["json"] = await ask(backend, request, Probe)
    except (ReplyError, BackendError):
        row["json"] = "none"


def as_lines(report: dict[str, Any]) -> list[str]:
    setup_ = report["setup"]
    keys = ", ".join(f"{name} {'set' if there else 'not set'}" for name, there in setup_["keys_set"].items())
    lines = [
        f"longwriter {setup_['version']}, Python {setup_['python']}",
        f"store      {setup_['store']} ({'writable' if setup_['store_writable'] else 'NOT WRITABLE'})",
        f"models     {setup_['models_folder']} ({', '.join(setup_['model_files']) or 'none fetched yet'})",
        f"embedded   {'xllamacpp is installed' if setup_['embedded_models'] else 'xllamacpp is not installed'}",
        f"keys       {keys}",
        f"default    {setup_['default_model']}" + (f" at {setup_['base_url']}" if setup_["base_url"] else ""),
    ]
    for row in report["models"]:
        if row["answers"]:
            speed = f"{row['words_per_second']:g} words/s, {row['tokens_per_second']:g} tokens/s"
            lines.append(
                f"✓ {row['model']}: answers, JSON by {row['json']}, {speed}, context {row['context_window']:,}"
            )
        else:
            lines.append(f"✗ {row['model']}: {printable(row['problem'])}")
    return lines
