"""What the simulated provider answers: plans, verdicts and prose of the length asked for, from the request alone."""

from __future__ import annotations

import json
import re
from typing import Any

from longwriter_agents.backends.base import Message, Request, Schema
from longwriter_agents.testing.provider.conduct import Fault
from longwriter_agents.testing.sentences import prose
from longwriter_agents.testing.simulated import Habit, SimulatedWriter

Body = dict[str, Any]

_PURPOSES = {
    "plan": "plan",
    "richplan": "plan",
    "understanding": "understand",
    "judgements": "review",
    "probe": "doctor",
}
_LINES = {
    "short title :: what it covers": "plan",
    "number demand: statement": "understand",
    '[id] yes "quote"': "review",
    "`colour:": "doctor",
}
"""What stands in a prompt that asks for plain lines, and what it is asked for."""
_WORDS = re.compile(r"about ([\d,]+) (?:more )?words|([\d,]+)[ -]words?\b|([\d,]+)\s*字", re.IGNORECASE)
_DEFAULT_WORDS = 300


def asked_in(data: bytes) -> Body:
    """The body of a request for a chat completion; `ValueError` for what is none."""
    body = json.loads(data)
    try:
        asked = [(each["role"], each["content"]) for each in body["messages"]]
        form = body.get("response_format") or {}
        if form.get("type") == "json_schema":
            asked.append((form["json_schema"]["name"], form["json_schema"]["schema"].items()))
        reply_cap(body)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"no chat completion request: {error!r}") from None
    if not asked:
        raise ValueError("no chat completion request: it has no messages")
    return dict(body)


def answer(body: Body, fault: Fault | None, ratio: float) -> str:
    """The text of the reply, with what the fault does to it; `ratio` is words written for each word asked."""
    request = as_request(body)
    writer = SimulatedWriter(Habit(ratio=ratio))
    text = writer.answer(request)
    if fault == "empty":
        return ""
    if fault == "malformed" and request.schema is not None:
        return text[: len(text) * 2 // 3]
    if fault == "repeat" and request.schema is None:
        return "\n\n".join([prose(text[:40], 60)] * 8)
    return text


def as_request(body: Body) -> Request:
    """The body as the request that it was made from, as far as it shows."""
    messages = tuple(Message(each["role"], str(each["content"])) for each in body["messages"])
    last, schema = messages[-1].text, _schema(body, messages[-1].text)
    purpose = _PURPOSES.get(schema.name, "plan") if schema else _asked_for_lines(messages)
    words = None if schema or purpose else asked_words(last)
    return Request(
        purpose=purpose or "draft", messages=messages, max_tokens=reply_cap(body), schema=schema, asked_words=words
    )


def reply_cap(body: Body) -> int:
    return int(body.get("max_tokens") or body.get("max_completion_tokens") or 4_096)


def _schema(body: Body, prompt: str) -> Schema | None:
    form = body.get("response_format") or {}
    if form.get("type") == "json_schema":
        asked = form["json_schema"]
        return Schema(name=asked["name"], definition=asked["schema"])
    found = re.search(r"follows this schema[^\n]*\n(\{.*)", prompt, re.DOTALL)
    if form.get("type") == "json_object" and found:
        definition, _ = json.JSONDecoder().raw_decode(found.group(1))
        return Schema(name=str(definition.get("title", "object")).lower(), definition=definition)
    return None


def _asked_for_lines(messages: tuple[Message, ...]) -> str:
    prompt = "\n".join(message.text for message in messages if message.role == "user")
    return next((purpose for sign, purpose in _LINES.items() if sign in prompt), "")


def asked_words(prompt: str) -> int:
    """The length that the prompt asks for: the last one that it states."""
    found = [next(group for group in each if group) for each in _WORDS.findall(prompt)]
    return int(found[-1].replace(",", "")) if found else _DEFAULT_WORDS
