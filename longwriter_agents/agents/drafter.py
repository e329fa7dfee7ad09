"""The drafter: one section from its contract, over as many replies as its length takes."""

from __future__ import annotations

from dataclasses import replace

from langgraph.runtime import Runtime

from longwriter_agents import lengthwise
from longwriter_agents.agents.candidates import best_of
from longwriter_agents.agents.desks import Desk, desk, told_first
from longwriter_agents.agents.taking import plain, taken
from longwriter_agents.backends.base import Halt, Message, Reply, Request
from longwriter_agents.constraints.evidence import told_sentence
from longwriter_agents.continuity.angles import detail
from longwriter_agents.continuity.flows import goes_on
from longwriter_agents.errors import BackendError, BudgetSpent, RefusedError, ReplyError
from longwriter_agents.events import SectionProgress, SectionStarted
from longwriter_agents.framing import demand_text
from longwriter_agents.ledger import Pace
from longwriter_agents.model import Brief, Draft, Section
from longwriter_agents.packing import sheet, within_share, written_so_far
from longwriter_agents.prompting import tail
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, StrandState
from longwriter_agents.words import count_words

_WORDS_PER_PARAGRAPH = 90
_TAIL_WORDS = 30
_SHARE = 5
"""A section's contract takes at most a fifth of the window, so that it is the same at every reply of the section."""
_ROOM, _ROOM_TO_END = 1.06, 1.4
"""How far over its length a reply may run before it is stopped at a sentence's end: what is over the section's band is trimmed
again, and an embedded model takes its time for it. The last section has the document's end to write."""


async def draft(state: StrandState, runtime: Runtime[Services]) -> StrandState:
    """One reply more for the current section: its beginning, or a continuation of what stands."""
    at = await desk(state, runtime.context)
    if not at.ref["replies"]:
        title, budget = at.section.title, at.section.budget
        at.services.emit(SectionStarted(section_id=at.section.id, title=title, budget=budget))
    try:
        return await _written(state, at)
    except (BackendError, ReplyError, BudgetSpent) as error:
        return {"current": _stopped(at, error), "stalls": _GIVE_UP}


def _has_no_more(at: Desk, error: Exception) -> bool:
    """A model that is silent when it is to go on with a text has nothing more to tell: no failure, the text stands."""
    return bool(at.text) and isinstance(error, ReplyError) and not isinstance(error, RefusedError)


_GIVE_UP = 99
"""As many stalls as end every section: the model could not be asked, so asking on is no use."""


def _stopped(at: Desk, error: BackendError | ReplyError | BudgetSpent) -> DraftRef:
    return at.ref if _has_no_more(at, error) else {**at.ref, "failed": str(error)}


async def _written(state: StrandState, at: Desk) -> StrandState:
    aim = _aim(at)
    missing = max(20, aim - count_words(at.text))
    language = (await at.services.brief()).language
    reach = lengthwise.reach(at.services.drafter.traits, language)
    asked = lengthwise.asked_for(min(missing, reach), _bounded(_pace(state, at), at), reach)
    first = at.ref.get("opened") or lengthwise.asked_for(min(aim, reach), _bounded(Pace(**state["pace"]), at), reach)
    request = await _request(at, first, asked=asked, wanted=min(missing, reach), sample=state.get("redrafts", 0))
    reply, text = await best_of(at, request, lambda asked: _usable(at, asked, language))
    gave = count_words(reply.text)
    words = count_words(text)
    gained = words - count_words(at.text)
    ref: DraftRef = {
        **at.ref,
        "attempt": at.ref["last"] + 1,
        "last": at.ref["last"] + 1,
        "words": words,
        "replies": at.ref["replies"] + 1,
        "opened": first,
        "asked": at.ref["asked"] + (asked if reply.finish == "stop" else 0),
        "gave": at.ref["gave"] + (gave if reply.finish == "stop" else 0),
    }
    await at.services.save_draft(Draft(section_id=at.section.id, attempt=ref["attempt"], text=text, words=words))
    at.services.emit(SectionProgress(section_id=at.section.id, words=words))
    stalled = gained < max(8, min(missing, reach) // 8)
    return {"current": ref, "stalls": state.get("stalls", 0) + 1 if stalled else 0}


_TRIES = 3
"""Small models decline by chance, or only repeat what they were shown: another sample is mostly a text."""


async def _usable(at: Desk, request: Request, language: str) -> tuple[Reply, str]:
    """A reply with the section's text after it; where nothing of a reply can be used, another sample is asked for."""
    apart = bool(at.text) and all(message.role != "assistant" for message in request.messages)
    for attempt in range(_TRIES):
        reply = await at.services.drafter.complete(replace(request, sample=request.sample + 10 * attempt))
        try:
            return reply, await taken(at, reply, language, last=attempt == _TRIES - 1, apart=apart)
        except ReplyError:
            if attempt == _TRIES - 1:
                raise
    raise AssertionError("the last attempt returns or raises")  # pragma: no cover


def _pace(state: StrandState, at: Desk) -> Pace:
    """The model's pace; while none is known, what it made of this section's own earlier replies."""
    known = Pace(**state["pace"])
    return known if known.drafts else known.observe(at.ref["asked"], at.ref["gave"])


_OVER = 1.3
"""A unit with a length of its own is asked for with this much over its lower bound: trimming is free, a second call is not."""


def _aim(at: Desk) -> int:
    """The words to ask for: the section's share, or where its own length has bounds, rather its upper than its lower one."""
    length = at.contract.length
    if length is None or at.work["mode"] != "write":
        return at.wanted
    upper = max(length.low * _OVER, length.low + 0.75 * (length.high - length.low))
    return max(at.wanted, round(min(upper, length.high * 1.1)))


def _bounded(pace: Pace, at: Desk) -> Pace:
    """A unit with a length of its own is never asked for less than that: some replies of a talkative model are short, too."""
    return pace if at.contract.length is None else Pace(ratio=min(1.0, pace.ratio), drafts=pace.drafts)


async def _request(at: Desk, first: int, *, asked: int, wanted: int, sample: int) -> Request:
    backend, brief = at.services.drafter, await at.services.brief()
    messages = [await told_first(at.services), *_asking(at, brief, first, asked)]
    tokens = lengthwise.reply_tokens(max(wanted, min(asked, wanted * 2)), brief.language)
    return Request(
        purpose=f"{'continue' if at.text else 'draft'}:{at.section.id}",
        messages=tuple(messages),
        max_tokens=min(tokens, backend.traits.max_output_tokens),
        asked_words=asked,
        temperature=0.7,
        halt=Halt(words=round(wanted * (_ROOM_TO_END if at.contract.number == at.contract.count else _ROOM))),
        prose=plain(at),
        sample=sample * 100,
    )


def _asking(at: Desk, brief: Brief, first: int, asked: int) -> list[Message]:
    """What is asked for: the section's beginning, what follows it in the same conversation, or a paragraph of its own."""
    if not at.text:
        return [_opening(at, first)]
    points = _left_to_tell(at, brief)
    if points and _grows_by_paragraphs(at, brief):
        return [_more(at, asked, points, "drafter/paragraph")]
    text = written_so_far(at.text, at.services.drafter.traits)
    return [_opening(at, first), text, _more(at, asked, points, "drafter/continue")]


def _left_to_tell(at: Desk, brief: Brief) -> list[str]:
    """The points that are not told yet; of a small model's section that has told them all, something to look at beside them,
    where there is any in its language: asked for "more", it says over what it said."""
    points = [point for point in at.section.to_tell if told_sentence(at.text, point) is None]
    if points or not at.services.drafter.traits.small:
        return points
    return list(filter(None, [detail(brief, at.contract.number * _APART + at.ref["replies"])]))


def _grows_by_paragraphs(at: Desk, brief: Brief) -> bool:
    """A small model that is shown its section and asked to go on writes it over: half of its words were new where it saw its
    text, nearly all where it was only asked for a paragraph on something else. What tells one story must be gone on with."""
    alone = not at.section.title or at.contract.count == 1 or brief.series is not None
    return at.services.drafter.traits.small and not (alone or at.note or goes_on(brief, at.section))


_RANKS = {
    "title": 0,
    "demands": 0,
    "note": 1,
    "points": 1,
    "owns": 1,
    "summary": 2,
    "canon": 2,
    "last_words": 3,
    "so_far": 3,
    "exit": 4,
    "entry": 4,
    "before_ends": 4,
    "before": 5,
    "elsewhere": 6,
    "after": 6,
}
"""What gives way first where a window is small: the neighbours, then the states at the borders; the demands last of all."""


def _opening(at: Desk, asked: int) -> Message:
    """The same words at every reply of the section, so that its prefix is cached."""
    binding, window = at.contract, at.services.drafter.traits.context_window
    if binding.count == 1 and not binding.section.title:
        short = sheet(
            "drafter/short",
            ranks={"demands": 0, "note": 1},
            cache=True,
            note=at.note,
            demands=binding.demands,
            words=asked,
        )
        return within_share(short, window // _SHARE)
    opening = sheet(
        "drafter/section",
        ranks=_RANKS,
        cache=True,
        note=at.note,
        number=binding.number,
        count=binding.count,
        title=binding.section.title,
        summary=binding.section.summary,
        points=binding.section.to_tell,
        owns=[str(fact) for fact in binding.section.owns],
        elsewhere=binding.elsewhere,
        canon=binding.canon,
        so_far=binding.so_far,
        entry=binding.section.entry,
        exit=binding.section.exit,
        before=binding.before.title if binding.before else "",
        before_ends=binding.before.exit if binding.before and not binding.section.entry else "",
        after=_what(binding.after),
        last_words=tail(at.earlier[-1], words=_TAIL_WORDS) if at.earlier else "",
        demands=binding.demands,
        words=asked,
        paragraphs=max(1, round(asked / _WORDS_PER_PARAGRAPH)),
        first=binding.number == 1 and not binding.customs,
        last=binding.number == binding.count,
    )
    return within_share(opening, window // _SHARE)


_APART = 7
"""So many details apart do neighbouring sections begin, so that they are not offered the same ones."""


def _what(section: Section | None) -> str:
    """What the next section is about: its title, and where it starts from or what it tells."""
    if section is None:
        return ""
    more = section.entry or section.summary
    return f"{section.title} ({more})" if more and section.title else section.title or more


def _more(at: Desk, asked: int, points: list[str], template: str) -> Message:
    """What the section still owes, of its demands and its points, in about so many words."""
    message = sheet(
        template,
        ranks={"title": 0, "demands": 0, "points": 1},
        title=at.section.title or "the text",
        words=asked,
        paragraphs=max(1, round(asked / _WORDS_PER_PARAGRAPH)),
        demands=[demand_text(c) for c in at.contract.demanding if c.check(at.text).status == "unmet"],
        points=points,
    )
    return within_share(message, at.services.drafter.traits.context_window // _SHARE)
