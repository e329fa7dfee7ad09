"""The drafter: one section from its contract, over as many replies as its length takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from langgraph.runtime import Runtime

from longwriter_agents import lengthwise
from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.candidates import best_of
from longwriter_agents.agents.replanning import adjust_next, adjustments_of
from longwriter_agents.backends.base import Halt, Message, Reply, Request
from longwriter_agents.constraints.evidence import told_sentence
from longwriter_agents.constraints.guarding import guarded
from longwriter_agents.continuity.angles import detail
from longwriter_agents.continuity.canon import grown
from longwriter_agents.continuity.replanning import with_adjustment, with_moves
from longwriter_agents.continuity.summaries import gist
from longwriter_agents.contracts import FULL, NARROW, Contract, briefed, contract
from longwriter_agents.errors import BackendError, BudgetSpent, RefusedError, ReplyError
from longwriter_agents.events import SectionProgress, SectionStarted
from longwriter_agents.framing import demand_text, frame
from longwriter_agents.ledger import Pace, rebalance
from longwriter_agents.model import Brief, Draft, Section
from longwriter_agents.packing import sheet, within_share, written_so_far
from longwriter_agents.prompting import tail
from longwriter_agents.prose.cleaning import clean
from longwriter_agents.prose.forms import is_plain_prose
from longwriter_agents.prose.joining import join
from longwriter_agents.prose.labels import titles_as_prose, without_labels, without_neighbours, without_talk_of_title
from longwriter_agents.prose.meta import split_closing, without_closing, without_meta
from longwriter_agents.prose.refusal import looks_refused
from longwriter_agents.prose.repetition import Told, cut_loop, drop_repeats, told_in
from longwriter_agents.prose.sentences import drop_open_end, paragraphs, split_sentences
from longwriter_agents.revision import NOTES
from longwriter_agents.services import Services
from longwriter_agents.standing import allocation_of, standing_at
from longwriter_agents.state import DraftRef, StrandState, Work
from longwriter_agents.words import count_words

NOTHING_YET = DraftRef(attempt=0, last=0, words=0, asked=0, gave=0, replies=0, rounds=0, failed="")
_WORDS_PER_PARAGRAPH = 90
_TAIL_WORDS = 30
_SHARE = 5
"""A section's contract takes at most a fifth of the window, so that it is the same at every reply of the section."""
_STUB_WORDS = 25
_ROOM, _ROOM_TO_END = 1.06, 1.4
"""How far over its length a reply may run before it is stopped at a sentence's end: what is over the section's band is trimmed
again, and an embedded model takes its time for it. The last section has the document's end to write."""


@dataclass(frozen=True)
class Desk:
    """What one step of a section works with."""

    services: Services
    contract: Contract
    work: Work
    ref: DraftRef
    text: str
    earlier: tuple[str, ...]
    """The texts of the sections before this one in its strand."""
    wanted: int
    """The words that this section shall have."""
    later: int = 0
    """How many sections come after this one in its strand."""
    note: str = ""
    """What a revision says of the text that stands."""

    @property
    def section(self) -> Section:
        return self.contract.section


async def desk(state: StrandState, services: Services) -> Desk:
    """What the current step needs from the store; the contract says what this section must know of the others."""
    at = await bare_desk(state, services)
    return replace(at, contract=await _briefed(state, services, at.contract))


async def bare_desk(state: StrandState, services: Services) -> Desk:
    """The same for a step that only counts and checks: of the other sections its contract says nothing."""
    work = state["work"][state.get("at", 0)]
    begun = NOTHING_YET if work["mode"] == "write" else state["drafts"][work["section"]]
    ref = state.get("current") or begun
    earlier = await _earlier(state, services)
    strand = [each["section"] for each in state["work"]]
    if ref is NOTHING_YET:
        await adjust_next(services, strand, state.get("at", 0), earlier)
    bare = await _contract(services, work["section"])
    return Desk(
        services=services,
        contract=bare,
        work=work,
        ref=ref,
        text=await services.text(work["section"], ref["attempt"]),
        earlier=tuple(earlier.values()),
        wanted=await _wanted(state, services, bare, work),
        later=len(state["work"]) - state.get("at", 0) - 1,
        note=(await services.kept(NOTES) or {}).get(work["section"], ""),
    )


async def _contract(services: Services, section_id: str) -> Contract:
    """The section's contract, with its plan as it was adjusted by what earlier drafts tell."""
    bare = contract(await services.outline(), section_id, await constraints_of(services))
    section = bare.section
    for adjustment in await adjustments_of(services, [section_id]):
        section = with_adjustment(section, adjustment)
    return replace(bare, section=section)


async def _earlier(state: StrandState, services: Services) -> dict[str, str]:
    """The sections before this one in its strand, with their texts."""
    done = [work["section"] for work in state["work"][: state.get("at", 0)]]
    drafts = state.get("drafts", {})
    return {each: await services.text(each, drafts[each]["attempt"]) for each in done if each in drafts}


async def _briefed(state: StrandState, services: Services, bare: Contract) -> Contract:
    """The contract with what the section must know of the others, as it stood when its wave began and grew in its strand:
    what other strands write meanwhile cannot matter."""
    earlier = await _earlier(state, services)
    brief, outline = await services.brief(), await services.outline()
    standing = await standing_at(services, state.get("wave", 0))
    canon, _ = grown(standing.canon, earlier.items())
    gists = {**standing.gists, **{key: gist(text) for key, text in earlier.items()}}
    room = NARROW if services.drafter.traits.small else FULL
    return briefed(bare, brief, outline, await allocation_of(services), canon, gists, room)


async def _wanted(state: StrandState, services: Services, binding: Contract, work: Work) -> int:
    """The section's budget; in a strand, what the sections before it left over or used up is shared with the rest."""
    if work["mode"] != "write":
        return work["words"]
    if binding.length is not None:
        return binding.length.target
    at, drafts = state.get("at", 0), state.get("drafts", {})
    budgets = await _budgets(services, [each["section"] for each in state["work"]], at)
    written = sum(drafts[each["section"]]["words"] for each in state["work"][:at] if each["section"] in drafts)
    return rebalance(sum(budgets) - written, budgets[at:])[0]


async def _budgets(services: Services, strand: Sequence[str], at: int) -> list[int]:
    """The budgets of a strand's sections, with what was moved between waves and up to the section that it is at."""
    outline = await services.outline()
    planned = {section.id: section.budget for section in outline.sections}
    moves = await adjustments_of(services, strand[: at + 1])
    moved = with_moves(planned, moves) if moves else planned
    return [moved[each] for each in strand]


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
    first = lengthwise.asked_for(min(aim, reach), _bounded(Pace(**state["pace"]), at), reach)
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
    for attempt in range(_TRIES):
        reply = await at.services.drafter.complete(replace(request, sample=request.sample + 10 * attempt))
        try:
            return reply, await _joined(at, reply, language, last=attempt == _TRIES - 1)
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


async def _joined(at: Desk, reply: Reply, language: str, *, last: bool) -> str:
    """The reply, cleaned of what models leak and repeat, after the text that stands.

    Of the `last` reply a text that only repeats other sections is kept: they stay whole, and the report tells of it.
    """
    if reply.finish == "refused" or (not at.text and looks_refused(reply.text)):
        raise RefusedError(
            "The model declined to write this section.",
            hint="Reword the request or choose another model.",
            section=at.section.id,
            model=reply.model,
        )
    outline = await at.services.outline()
    fresh = _without_leaks(at, reply.text, outline.title)
    if at.contract.number < at.contract.count:
        fresh = without_closing(fresh)
    if plain(at):
        others = [section.title for section in outline.sections if section.id != at.section.id]
        fresh = without_labels(without_neighbours(fresh, others, least=at.wanted // 2))
        fresh = titles_as_prose(without_talk_of_title(fresh, at.section.title), [at.section.title, *others])
    if reply.finish in ("length", "halted"):
        fresh = without_stub(drop_open_end(fresh) or fresh)
    fresh = guarded(fresh, (await at.services.brief()).series)
    own, _ = drop_repeats(fresh, earlier=_told_before(at))
    fresh = own if own.strip() or at.text or not last else drop_repeats(fresh)[0]
    joined = _with_more(at.text, fresh) if at.text else fresh
    if not joined.strip():
        raise ReplyError(
            "The model wrote nothing usable for this section (it was empty, or only repeated itself).",
            hint="Try another model.",
            section=at.section.id,
            model=reply.model,
        )
    return joined


def _without_leaks(at: Desk, text: str, document_title: str) -> str:
    """Without what models leak. Of "Section 4 of 6. The Hive" a title is left, so what talk has gone of is cleaned again."""

    def cleaned(each: str) -> str:
        return clean(each, title=at.section.title, document_title=document_title, summary=at.section.summary).text

    looped = cut_loop(cleaned(text))
    fresh = without_meta(looped, about=at.services.request) or looped
    return fresh if fresh == looped else cleaned(fresh) or fresh


def _with_more(text: str, fresh: str) -> str:
    """The text with what goes on from it. Where the document's last section has summed up already, that stays its end."""
    body, closing = split_closing(text)
    if not closing or not fresh.strip():
        return join(text, fresh)
    more, own_closing = split_closing(fresh)
    return "\n\n".join((join(body, more), own_closing or closing))


def _told_before(at: Desk) -> Told:
    """What the sections before this one in its strand tell. A strand's texts are read once each, however long it is."""
    if not at.earlier:
        return Told()
    name = f"told after:{at.earlier[0]}"
    known: tuple[tuple[str, ...], Told] = at.services.memory.get(name, ((), Told()))
    texts, told = known
    if texts != at.earlier[: len(texts)]:
        texts, told = (), Told()
    told_in(at.earlier[len(texts) :], told)
    at.services.memory[name] = (at.earlier, told)
    return told


def plain(at: Desk) -> bool:
    """Whether this section is to be paragraphs and nothing else."""
    return is_plain_prose(at.services.request, at.section.title, *at.contract.demands)


def without_stub(text: str) -> str:
    """A text that was stopped, without a last paragraph of which only the first sentence is there."""
    blocks = paragraphs(text)
    if len(blocks) < 3 or len(split_sentences(blocks[-1])) > 1 or count_words(blocks[-1]) > _STUB_WORDS:
        return text
    return "\n\n".join(blocks[:-1])


async def _shared(services: Services) -> Message:
    """What all drafters are told first, rendered once as long as it is of the same brief, outline and constraints."""
    of = (await services.brief(), await services.outline(), await constraints_of(services))
    known: tuple[tuple[object, ...], Message] | None = services.memory.get("parsed:shared")
    if known is None or any(ours is not theirs for ours, theirs in zip(of, known[0], strict=True)):
        known = services.memory["parsed:shared"] = (of, frame(*of, services.drafter.traits))
    return known[1]


async def _request(at: Desk, first: int, *, asked: int, wanted: int, sample: int) -> Request:
    backend, brief = at.services.drafter, await at.services.brief()
    messages = [await _shared(at.services), _opening(at, first)]
    if at.text:
        messages += [written_so_far(at.text, backend.traits), _continuation(at, asked, brief)]
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
        points=binding.section.points,
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
        first=binding.number == 1,
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
    return f"{section.title} ({more})" if more else section.title


def _continuation(at: Desk, asked: int, brief: Brief) -> Message:
    unmet = [demand_text(c) for c in at.contract.demanding if c.check(at.text).status == "unmet"]
    paragraphs = max(1, round(asked / _WORDS_PER_PARAGRAPH))
    title = at.section.title or "the text"
    points = [point for point in at.section.points if told_sentence(at.text, point) is None]
    if not points and at.services.drafter.traits.small:
        # All that was planned is told: asked for "more", a small model says it over; given something to look at, it does not.
        points = [detail(brief, at.contract.number * _APART + at.ref["replies"])]
    message = sheet(
        "drafter/continue",
        ranks={"title": 0, "demands": 0, "points": 1},
        title=title,
        words=asked,
        paragraphs=paragraphs,
        demands=unmet,
        points=points,
    )
    return within_share(message, at.services.drafter.traits.context_window // _SHARE)
