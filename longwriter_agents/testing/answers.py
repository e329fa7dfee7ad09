"""Answers made from a JSON schema: whatever is asked for in structured form, a simulated model can give."""

from __future__ import annotations

import json
import random
import re
from typing import Any

from longwriter_agents.testing.sentences import sentences, title

_PARAGRAPH_WORDS = 600
_MOST_DEPTH = 8


def of_schema(definition: dict[str, Any], *, prompt: str, seed: str) -> str:
    """A JSON value that the schema allows, from a seed; lists as long as the prompt says ("exactly 12")."""
    return json.dumps(_value("", definition, definition, prompt, seed, 0), ensure_ascii=False)


def _value(name: str, schema: dict[str, Any], root: dict[str, Any], prompt: str, seed: str, depth: int) -> Any:
    schema = _resolved(schema, root)
    kind = schema.get("type")
    if depth > _MOST_DEPTH or "const" in schema:
        return schema.get("const")
    if "enum" in schema:
        return schema["enum"][0]
    if kind == "object":
        rows = schema.get("properties", {}).items()
        return {key: _value(key, each, root, prompt, f"{seed}:{key}", depth + 1) for key, each in rows}
    if kind == "array":
        count = _count(name, schema, prompt)
        return [_value(name, schema["items"], root, prompt, f"{seed}:{n}", depth + 1) for n in range(count)]
    return _plain(name, schema, prompt, seed)


def _plain(name: str, schema: dict[str, Any], prompt: str, seed: str) -> Any:
    if schema.get("type") == "boolean":
        return True
    if schema.get("type") in ("integer", "number"):
        return _number(name, schema, prompt, seed)
    if name == "title":
        return title(seed)
    return next(sentences(seed)).rstrip(".")


def _resolved(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference, and take the first form that is not null."""
    if "$ref" in schema:
        found = root
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return found
    forms = [form for form in schema.get("anyOf", []) if form.get("type") != "null"]
    return _resolved(forms[0], root) if forms else schema


def _count(name: str, schema: dict[str, Any], prompt: str) -> int:
    if "minItems" in schema and schema.get("minItems") == schema.get("maxItems"):
        return int(schema["minItems"])
    told = re.search(r"exactly (\d+)", prompt)
    if name == "paragraphs":
        return _paragraphs(prompt)
    return int(told.group(1)) if told else max(1, int(schema.get("minItems", 0)) or 3)


def _paragraphs(prompt: str) -> int:
    return max(1, round(_asked(prompt) / _PARAGRAPH_WORDS))


def _asked(prompt: str) -> int:
    told = re.findall(r"about ([\d,]+) words", prompt)
    return int(told[-1].replace(",", "")) if told else _PARAGRAPH_WORDS


def _number(name: str, schema: dict[str, Any], prompt: str, seed: str) -> int:
    if name == "words":
        return max(1, round(_asked(prompt) / _paragraphs(prompt)))
    low = int(schema.get("minimum", 0))
    return random.Random(seed).randint(low, int(schema.get("maximum", max(low, 5))))
