"""Models with the faults of real ones: an analyst who passes clauses over and mislabels them, a careless writer of series."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace

from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.testing.simulated import Habit, SimulatedWriter, seed_of

MISSES, MISLABELS = 0.2, 0.3
"""The analyst's shares of clauses passed over, and of clauses called the wrong thing or put into the wrong place."""
FORGETS = 0.2
"""The careless writer's chance to drop each demand of a prompt."""
_WRONG_PLACES = ("week 3", "every second chapter", "units 2 to 5", "the last one", "第3章")


def faulty_analyst() -> SimulatedWriter:
    return SimulatedWriter(Habit(), spec="scripted:faulty", trick=understanding_with_faults)


def careless_writer() -> SimulatedWriter:
    """Drops demands, writes from two thirds to one and a half times of what is asked, strews separators and headings."""
    return SimulatedWriter(
        Habit(ratio=None, spread=(0.67, 1.5), forgets=FORGETS), spec="scripted:careless", trick=careless
    )


def careless(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    return with_stray_marks(writer, request, understanding_with_faults(writer, request, reply))


def understanding_with_faults(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """Of the clauses that it is asked about, some are passed over; of the others, some are called or placed wrongly."""
    if request.purpose != "understand":
        return reply
    dice = random.Random(f"{seed_of(request)}:faults")
    try:
        told = json.loads(reply.text)
    except ValueError:
        return reply
    told["clauses"] = [_mislabelled(each, dice) for each in told["clauses"] if dice.random() >= MISSES]
    return replace(reply, text=json.dumps(told, ensure_ascii=False))


def _mislabelled(reading: dict[str, object], dice: random.Random) -> dict[str, object]:
    if dice.random() >= MISLABELS:
        return reading
    return (
        {**reading, "what": "background"} if dice.random() < 0.5 else {**reading, "where": dice.choice(_WRONG_PLACES)}
    )


def with_stray_marks(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
    """A draft that begins with a heading, has a separator within, goes on to the next unit or ends the whole text."""
    if not request.purpose.startswith(("draft", "continue")):
        return reply
    dice = random.Random(f"{seed_of(request)}:marks")
    blocks = reply.text.split("\n\n")
    heading = _heading_in(request)
    if dice.random() < 0.3:
        blocks.insert(0, f"#*# {heading}:")
    if dice.random() < 0.2:
        blocks.insert(dice.randint(1, len(blocks)), dice.choice(("#*#", "---", "@@@", "~~#", "***")))
    if dice.random() < 0.1:
        blocks += [f"#*# {_next(heading)}", "And so the next one begins, which nobody asked for here."]
    if dice.random() < 0.1:
        blocks.append(dice.choice(("*** finished ***", "[[done]]", "*** end ***")))
    return replace(reply, text="\n\n".join(blocks))


def _heading_in(request: Request) -> str:
    opening = next((m.text for m in request.messages if m.role == "user"), "")
    found = re.search(r"Write section \d+ of \d+: \"([^\"\n]+)\"", opening)
    return found.group(1) if found else "Section 1"


def _next(heading: str) -> str:
    return re.sub(r"\d+", lambda number: str(int(number.group()) + 1), heading, count=1)
