"""The review of the whole document: what single sections can't show is judged, and goes to the sections that can mend it.

Never the whole text at once: document-wide demands are judged on passages that stand for it, as many as a window holds;
passages that the monitor flags are judged pair by pair.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from langgraph.runtime import Runtime

from longwriter_agents.agents import reviewer
from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.agents.clashes import JudgedPair, certain, judged_pairs, key_of, of_two_places
from longwriter_agents.agents.editor import looked_over, texts_of, whole_of
from longwriter_agents.agents.reviewer import Exhibit, Item, Opinion
from longwriter_agents.backends.base import Message
from longwriter_agents.constraints.kinds import Constraint
from longwriter_agents.constraints.placement import owner_of
from longwriter_agents.constraints.quoting import numbered
from longwriter_agents.events import PhaseStarted
from longwriter_agents.framing import demand_text
from longwriter_agents.model import DOCUMENT, Finding, Outline
from longwriter_agents.packing import sheet
from longwriter_agents.prompting import fenced
from longwriter_agents.samples import samples
from longwriter_agents.services import Services
from longwriter_agents.state import DraftRef, Work, WritingState
from longwriter_agents.thrift import may_review, may_revise

_TEXT_SHARE, _MOST_TOKENS, _MOST_TOKENS_OF_SMALL_MODELS = 2, 8_000, 320
"""The passages that stand for the document take at most half of the window, and no more than these tokens. To read 1,200 took
an embedded model a sixth of the time of the whole document, and then it named the first sentence as what shows it."""
_MOST_IN_ONE_SECTION = 4


async def review_document(state: WritingState, runtime: Runtime[Services]) -> WritingState:
    """Have judged what code can't check of the whole, and name the sections that shall mend what is amiss."""
    services = runtime.context
    services.emit(PhaseStarted(phase="review"))
    outline, drafts, number = await services.outline(), state["drafts"], state["mend_rounds"]
    texts = await texts_of(services, outline, drafts)
    ask = services.options.review != "never" and await may_review(services)
    unmet = await _demands(services, outline, drafts, texts, number, ask=ask)
    clashing = await _clashes(services, outline, texts, number, ask=ask)
    queue: list[list[Work]] = []
    if number < services.options.rounds and await may_revise(services):
        queue = await _mends(services, outline, drafts, texts, [*unmet, *clashing])
    return {"reviewed": True, "queue": queue, "mend_rounds": number + 1}


async def judged_so_far(services: Services, rounds: int) -> list[JudgedPair]:
    """The pairs of passages that were looked at in the rounds before this one."""
    kept = [await services.kept(f"pairs:{number}") or [] for number in range(rounds)]
    return [JudgedPair.model_validate(each) for of_round in kept for each in of_round]


async def _demands(
    services: Services,
    outline: Outline,
    drafts: Mapping[str, DraftRef],
    texts: Mapping[str, str],
    number: int,
    *,
    ask: bool,
) -> list[Finding]:
    """The document-wide demands that are unmet. What was judged in an earlier round stands while its evidence does."""
    whole = await whole_of(services, outline, texts)
    items = reviewer.document_items(await constraints_of(services), await services.kept("placements"), whole)
    before = await reviewer.opinion_at(services, DOCUMENT, number - 1)
    settled = {v.constraint_id: v for v in before.verdicts if reviewer.holds(v, whole)}
    for section in outline.sections if number else ():  # before the first round nothing was mended
        mended = await reviewer.opinion_at(services, f"{DOCUMENT}:{section.id}", drafts[section.id]["attempt"])
        settled |= {
            v.constraint_id: v.model_copy(update={"place": DOCUMENT})
            for v in mended.verdicts
            if reviewer.holds(v, whole)
        }
    left: list[Item] = [(c.id, demand_text(c)) for c in items if c.id not in settled]
    fresh = Opinion()
    if left and ask:
        shown = _exhibit(services, outline, texts, whole, items)
        fresh = await reviewer.judged(services, "review:document", shown, left, sample=number)
    opinion = Opinion((*settled.values(), *fresh.verdicts), (*before.changes, *fresh.changes))
    if opinion.verdicts:
        await reviewer.keep_opinion(services, DOCUMENT, number, opinion)
    return [_with_place(f, outline, texts, items) for f in opinion.unmet]


def _exhibit(
    services: Services, outline: Outline, texts: Mapping[str, str], whole: str, items: Sequence[Constraint]
) -> Exhibit:
    traits = services.reviewer.traits
    most = min(traits.context_window // _TEXT_SHARE, _MOST_TOKENS_OF_SMALL_MODELS if traits.small else _MOST_TOKENS)
    rows = [(section.title, texts[section.id]) for section in outline.sections]
    parts = samples(rows, [demand_text(c) for c in items], tokens=most, by_sentence=traits.small)
    passages = tuple(passage for _, of_section in parts for passage in of_section) if traits.small else ()
    shown = numbered(passages) if traits.small else "\n\n".join("\n".join((title, *told)) for title, told in parts)

    def page(asked: Sequence[Item]) -> Message:
        return sheet(
            "reviewer/document",
            ranks={"text": 0, "items": 0},
            text=fenced(shown, "text"),
            items=list(asked),
            by_number=traits.small,
        )

    return Exhibit(DOCUMENT, whole, page, passages)


def _with_place(finding: Finding, outline: Outline, texts: Mapping[str, str], items: Sequence[Constraint]) -> Finding:
    """The finding with the section that shall mend it: the one whose words break the demand, or that fits it best."""
    constraint = next((c for c in items if c.id == finding.constraint_id), None)
    holder = next((key for key, text in texts.items() if finding.evidence and finding.evidence in text), None)
    holder = holder or (owner_of(constraint, outline) if constraint else outline.sections[0].id)
    return finding.model_copy(update={"other_section_id": holder})


async def _clashes(
    services: Services, outline: Outline, texts: Mapping[str, str], number: int, *, ask: bool
) -> list[Finding]:
    """The pairs of passages that clash, as far as they were not looked at before."""
    pairs = of_two_places(await looked_over(services, outline, texts), texts)
    settled = [pair for pair in await judged_so_far(services, number) if pair.outcome != "unjudged"]
    known = {key_of(pair.finding) for pair in settled}
    fresh = [pair for pair in pairs if key_of(pair) not in known]
    free = services.options.review == "always"
    judged = await judged_pairs(services, outline, texts, fresh, ask=ask, sample=number, free=free)
    judged = [pair for pair in judged if key_of(pair.finding) not in known or pair.outcome == "void"]
    await services.keep(f"pairs:{number}", [pair.model_dump(mode="json") for pair in judged])
    return [pair.finding for pair in judged if certain(pair)]


async def _mends(
    services: Services,
    outline: Outline,
    drafts: Mapping[str, DraftRef],
    texts: Mapping[str, str],
    found: Sequence[Finding],
) -> list[list[Work]]:
    """Each finding goes to the section that shall mend it; few at a time, and none to a section that failed."""
    mending: dict[str, list[dict[str, object]]] = {}
    for finding in found:
        key = finding.section_id or finding.other_section_id or outline.sections[0].id
        if texts.get(key) and not drafts[key]["failed"] and len(mending.get(key, [])) < _MOST_IN_ONE_SECTION:
            mending.setdefault(key, []).append(finding.model_dump(mode="json"))
    await services.keep("mending", mending)
    return [[Work(section=key, mode="mend", words=drafts[key]["words"])] for key in mending]
