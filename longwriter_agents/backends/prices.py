"""Prices of models in US dollars per million tokens, where the user has told them.

Prices change and depend on contracts, so none are built in: a cost is shown only when the prices are given, in a JSON file
that `LONGWRITER_PRICES` names: `{"openai:some-model": {"input": 1.0, "cached_input": 0.1, "output": 4.0}}`.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Mapping
from pathlib import Path

from longwriter_agents.backends.base import Price
from longwriter_agents.errors import InputError
from longwriter_agents.model import Usage


def price_of(spec: str, environ: Mapping[str, str] | None = None) -> Price | None:
    """The price of a model, or None when the user has not told it. Models that run in this process cost nothing."""
    if spec.startswith(("local:", "scripted:")):
        return Price(input=0.0, cached_input=0.0, output=0.0)
    env = os.environ if environ is None else environ
    path = env.get("LONGWRITER_PRICES", "")
    return _read(Path(path)).get(spec) if path else None


def _read(path: Path) -> dict[str, Price]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return {spec: _price(spec, row) for spec, row in rows.items()}
    except (OSError, ValueError, AttributeError, KeyError, TypeError) as error:
        raise InputError(
            f"The price list {path} can't be read: {error}.",
            hint='It maps "provider:model" to {"input": …, "cached_input": …, "output": …} in dollars per million tokens.',
        ) from None


def _price(spec: str, row: Mapping[str, float]) -> Price:
    told = {"cached_input": row["input"], **row}
    figures = {name: float(told[name]) for name in ("input", "cached_input", "output")}
    for name, figure in figures.items():
        if not math.isfinite(figure) or figure < 0:
            raise ValueError(f"the {name} price of {spec} is {figure}, not a number from 0 up")
    return Price(**figures)


def dearest(price: Price, asked: int, written: int) -> float:
    """Dollars for so many tokens where the provider caches nothing, or asks more for what it does cache."""
    return (asked * max(price.input, price.cached_input) + written * price.output) / 1e6


def cost_of(price: Price | None, usage: Usage) -> float | None:
    """Dollars for the usage; None without a price."""
    if price is None:
        return None
    fresh = usage.input_tokens - usage.cached_input_tokens
    return (
        fresh * price.input + usage.cached_input_tokens * price.cached_input + usage.output_tokens * price.output
    ) / 1e6
