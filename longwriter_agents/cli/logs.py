"""What the long-running commands write to stderr: one line for each thing that happens, never a prompt or a key."""

from __future__ import annotations

import logging
import os
import sys

from longwriter_agents.errors import InputError

_FORM = "%(asctime)s %(levelname)s %(name)s %(message)s"
_QUIET = ("httpx", "httpx2", "httpcore", "openai", "anthropic", "procrastinate", "psycopg.pool", "langgraph")


def configure_logs() -> None:
    """LONGWRITER_LOG_LEVEL sets how much; libraries that would log what they send are kept quiet."""
    level = os.environ.get("LONGWRITER_LOG_LEVEL", "INFO").upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise InputError(f"LONGWRITER_LOG_LEVEL={level!r} is no level.", hint="Use DEBUG, INFO, WARNING or ERROR.")
    logging.basicConfig(stream=sys.stderr, level=level, format=_FORM)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


def need(module: str, *, extra: str) -> None:
    """`InputError` unless the module of an extra is installed."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise InputError(
            f"This needs {module}, which is not installed.", hint=f'pip install "longwriter-agents[{extra}]"'
        )
