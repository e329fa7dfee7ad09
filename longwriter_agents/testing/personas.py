"""Simulated models by name: good ones of several habits, and bad ones of every kind that is met in practice."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import count
from pathlib import Path
from urllib.parse import parse_qsl

from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.errors import BackendError, InputError
from longwriter_agents.testing.incoherent import contradicting, restating
from longwriter_agents.testing.sentences import prose
from longwriter_agents.testing.simulated import Habit, SimulatedWriter, Trick, seed_of

_BUSY_CALLS = 12


def open_scripted(name: str) -> SimulatedWriter:
    """`steady`, `0.7` (a ratio), `varying`, or one of the bad ones; options follow: `steady?latency=0.01&log=FILE`,
    `steady?until=FILE&free=2`."""
    persona, _, query = name.partition("?")
    if persona in ("faulty", "careless") and not query:
        from longwriter_agents.testing.faults import careless_writer, faulty_analyst

        return faulty_analyst() if persona == "faulty" else careless_writer()
    options = dict(parse_qsl(query))
    habit = Habit(
        latency_s=_number(options.pop("latency", "0"), least=0.0),
        log=Path(options.pop("log")) if "log" in options else None,
        until=Path(options.pop("until")) if "until" in options else None,
        free=round(_number(options.pop("free", "0"), least=0)),
    )
    if options:
        raise InputError(f"Unknown option of a scripted model: {', '.join(options)}.")
    spec = f"scripted:{name}"
    return SimulatedWriter(_with_persona(habit, persona), spec=spec, trick=TRICKS.get(persona))


def _with_persona(habit: Habit, persona: str) -> Habit:
    if persona == "steady" or persona in TRICKS:
        return habit
    if persona == "varying":
        return replace(habit, ratio=None)
    if persona == "forgetful":
        return replace(habit, mentions=False)
    try:
        return replace(habit, ratio=_number(persona, least=0.01))
    except InputError:
        names = ", ".join(["steady", "varying", "forgetful", "faulty", "careless", *TRICKS, "a ratio such as 0.7"])
        raise InputError(f"There is no scripted model {persona!r}.", hint=f"Choose one of: {names}.") from None


def _number(text: str, *, least: float) -> float:
    """A plain number from `least` to 100."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,6})?", text) and least <= float(text) <= 100:
        return float(text)
    raise InputError(f"{text!r} is no number that a scripted model can be given.")


def _prose(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Answers everything with prose, also where JSON or lines are asked for."""
    return reply if request.asked_words else replace(reply, text=prose(seed_of(request), 80))


def _empty(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    return replace(reply, text="")


def _error(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    raise BackendError("The server answered 400: this model is broken.", retryable=False, status=400, model=writer.spec)


def _down(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    raise BackendError("The server could not be reached.", retryable=True, model=writer.spec)


def _busy(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Too many requests, for a while; in a test's time a minute is a fraction of a second."""
    if writer.calls <= _BUSY_CALLS and writer.calls % 7:
        raise BackendError("Too many requests.", retryable=True, retry_after_s=0.002, status=429, model=writer.spec)
    return reply


def _half_json(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Structured answers break off half-way, on every rung."""
    return reply if request.asked_words else replace(reply, text=reply.text[: len(reply.text) // 3], finish="length")


def _one_idea(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Plans one section again and again, as the smallest models do."""
    if not request.purpose.startswith("plan"):
        return reply
    return replace(reply, text=re.sub(r'("title":\s*")(?:[^"\\]|\\.)*"', r'\1The bridge man"', reply.text))


def _numbering(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Plans "Section 1", "Section 2" and so on, without a word of what they are about."""
    if not request.purpose.startswith("plan"):
        return reply
    numbers = count(0)
    text = re.sub(r'("title":\s*)"(?:[^"\\]|\\.)*"', lambda found: f'{found[1]}"Section {next(numbers)}"', reply.text)
    return replace(reply, text=text)


def _loop(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """One phrase until the limit."""
    phrase = "and so the river went on and on, "
    return replace(reply, text=phrase * (request.max_tokens // 9), finish="length")


def _refuse(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    return replace(reply, text="I'm sorry, but I can't help with that request.")


def _headings(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Leaks what small models leak: a lead-in, the title as a heading, inner headings, a remark at the end."""
    if not request.purpose.startswith("draft"):
        return reply
    first, _, rest = reply.text.partition("\n\n")
    text = f"Sure! Here is the section:\n\n## Introduction\n\n{first}\n\n### More\n\n{rest}\n\n(Word count: 300)"
    return replace(reply, text=text)


def _tongue_tied(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Has little to tell in the second section, and nothing more when asked again."""
    if request.purpose == "continue:s2":
        return replace(reply, text="")
    sentences = reply.text.split(". ")
    return (
        replace(reply, text=". ".join(sentences[: len(sentences) // 4]) + ".")
        if request.purpose == "draft:s2"
        else reply
    )


def _summing_up(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Gives half of each section and sums it up, so that it has to go on after its own end."""
    if not request.purpose.startswith("draft:"):
        return reply
    sentences = reply.text.split(". ")
    return replace(
        reply, text=f"{'. '.join(sentences[: len(sentences) // 2])}.\n\nOverall, the harbour is worth its keep."
    )


def _copycat(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Begins every section with the same paragraph."""
    if not request.purpose.startswith("draft"):
        return reply
    return replace(reply, text=f"{prose('always the same', 60)}\n\n{reply.text}")


def _seams(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Tells over at each section's beginning what came before, and sums up at its end."""
    number = re.match(r"draft:s[\d.]*?(\d+)$", request.purpose)
    if number is None:
        return reply
    n = int(number.group(1))
    leaning = f"This is how matter {n} began. " if n % 3 else ""
    text = f"Having discussed matter {n - 1}, we go on. {leaning}{reply.text} Overall, matter {n} counts."
    return replace(reply, text=text)


TRICKS: dict[str, Trick] = {
    "prose": _prose,
    "empty": _empty,
    "error": _error,
    "down": _down,
    "busy": _busy,
    "half-json": _half_json,
    "one-idea": _one_idea,
    "numbering": _numbering,
    "loop": _loop,
    "refuse": _refuse,
    "headings": _headings,
    "tongue-tied": _tongue_tied,
    "summing-up": _summing_up,
    "copycat": _copycat,
    "seams": _seams,
    "restating": restating,
    "contradicting": contradicting,
}
