"""Passages that do not go together: what the monitor across sections flags, judged where a model judges better than code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

from longwriter_agents.agents.analyst import constraints_of
from longwriter_agents.backends.base import Request
from longwriter_agents.backends.tokens import count_tokens
from longwriter_agents.coherence import look_over
from longwriter_agents.constraints.quoting import place_named
from longwriter_agents.continuity.summaries import gist
from longwriter_agents.errors import BackendError, BudgetSpent, ReplyError
from longwriter_agents.framing import frame
from longwriter_agents.model import Finding, Outline, Part, Section, Value
from longwriter_agents.packing import sheet
from longwriter_agents.replies import PairJudgement, PairJudgements
from longwriter_agents.services import Services

OF_REVIEWER = "clash"
"""The code of what the reviewer finds by itself."""
_CERTAIN = frozenset({"contradiction"})
"""What code finds with so much care that its word is enough where no capable reviewer is at hand."""
_MOST_PAIRS = 8
"""Pairs in one question; what is left waits for the next round."""
_SHORT = 40
_SETTLED = "Settled for the whole document"
_TOKENS_PER_PAIR, _TOKENS_BESIDE = 70, 60
_RANKS = {"pairs": 0, "passages": 0, "summaries": 1}

Outcome = Literal["clash", "no clash", "void", "unjudged"]


class JudgedPair(Value):
    """What the reviewer made of two passages; `void` when it did not name both, which counts as nothing."""

    finding: Finding
    outcome: Outcome


@dataclass(frozen=True)
class Passage:
    """Words of a section, as they stand in it."""

    section_id: str
    text: str


def of_two_places(found: Iterable[Finding], texts: Mapping[str, str]) -> list[Finding]:
    """Those that need judging: two passages that both stand in the texts, or one that clashes with what was settled for
    the whole document (those name no other section)."""
    return [
        f
        for f in found
        if f.severity == "warning"
        and f.other
        and f.evidence in texts.get(f.section_id or "", "")
        and (f.other_section_id is None or f.other in texts.get(f.other_section_id, ""))
    ]


async def still_clashes(services: Services, finding: Finding, fresh: str, old: str, new: str, *, sample: int) -> bool:
    """Whether a section in which `fresh` has taken the passage's place still clashes with the other passage: the monitor
    looks at just these two; what only the reviewer saw, the reviewer is asked again."""
    if finding.code != OF_REVIEWER:
        return await _code_still_sees(services, finding, old, new)
    if not fresh.strip():
        return False
    pair = finding.model_copy(update={"evidence": fresh})
    judged = await judged_pairs(services, await services.outline(), {}, [pair], ask=True, sample=sample)
    return [each.outcome for each in judged] != ["no clash"]


async def _code_still_sees(services: Services, finding: Finding, old: str, new: str) -> bool:
    brief, here = await services.brief(), finding.section_id or ""
    beside = {} if finding.other_section_id in (None, here) else {finding.other_section_id or "": finding.other}
    settled = [finding.other] if finding.other_section_id is None else []

    def clashes(text: str) -> int:
        texts = {**beside, here: text}
        sections = tuple(Section(id=key, title="") for key in texts)
        found = look_over(Outline(parts=(Part(id="p", sections=sections),)), texts, brief, settled)
        return sum(each.code == finding.code and each.section_id == here for each in found)

    return clashes(new) >= max(1, clashes(old))


async def judged_pairs(
    services: Services,
    outline: Outline,
    texts: Mapping[str, str],
    pairs: Sequence[Finding],
    *,
    ask: bool,
    sample: int,
    free: bool = False,
) -> list[JudgedPair]:
    """The pairs with the reviewer's word on each; with `free` it is also shown a sentence of each section, and may name
    other passages. A small model is not asked: code's own word is better than its."""
    shown = pairs[:_MOST_PAIRS]
    if not ask or services.reviewer.traits.small or not (shown or free):
        return _left(pairs)
    passages = [p for pair in shown for p in _of_pair(pair)]
    summaries = _summaries(outline, texts, services.reviewer.traits.context_window // 4) if free else []
    try:
        answer = await _asked(services, shown, passages, summaries, outline, sample)
    except (BackendError, ReplyError, BudgetSpent):
        return _left(pairs)
    return [*_read(answer, shown, [*passages, *summaries], texts), *_left(pairs[_MOST_PAIRS:])]


def weighed(found: Sequence[Finding], judged: Sequence[JudgedPair], texts: Mapping[str, str]) -> list[Finding]:
    """The monitor's findings with the reviewer's word: what it sees no clash in is only told, what it saw itself and still
    stands is added, and what it said without naming both passages is counted, as nothing more than that."""
    fine = {key_of(pair.finding) for pair in judged if pair.outcome == "no clash"}
    told = [_told_only(each) if key_of(each) in fine else each for each in found]
    own = [pair.finding for pair in judged if pair.outcome == "clash" and pair.finding.code == OF_REVIEWER]
    told += of_two_places({key_of(each): each for each in own}.values(), texts)
    void = sum(pair.outcome == "void" for pair in judged)
    return [*told, _void(void)] if void else told


def key_of(finding: Finding) -> tuple[str, ...]:
    """What tells one pair of passages from another: where they stand, and what they say."""
    places = finding.section_id or "", finding.other_section_id or ""
    return finding.code, *places, finding.evidence, finding.other


def _told_only(finding: Finding) -> Finding:
    message = f"{finding.message} The reviewer sees no clash."
    return finding.model_copy(update={"severity": "info", "message": message})


def _void(judgements: int) -> Finding:
    message = f"{judgements} judgement(s) of the reviewer did not name both passages that they speak of: they count as nothing."
    return Finding(code="void_judgement", severity="info", message=message)


def certain(pair: JudgedPair) -> bool:
    """Whether the pair is to be mended: the reviewer sees a clash, or code is certain and nobody was asked."""
    return pair.outcome == "clash" or (pair.outcome == "unjudged" and pair.finding.code in _CERTAIN)


def _left(pairs: Sequence[Finding]) -> list[JudgedPair]:
    return [JudgedPair(finding=pair, outcome="unjudged") for pair in pairs]


def _of_pair(pair: Finding) -> tuple[Passage, Passage]:
    """The earlier passage first: the later one is what may be changed."""
    return Passage(pair.other_section_id or "", pair.other), Passage(pair.section_id or "", pair.evidence)


def _summaries(outline: Outline, texts: Mapping[str, str], tokens: int) -> list[Passage]:
    """Of each section its most telling sentence, as many as fit: of the shorter ones first, in reading order."""
    told = [Passage(section.id, gist(texts.get(section.id, ""))) for section in outline.sections]
    room = tokens // max(1, len(told))
    return [each for each in told if each.text and count_tokens(each.text).tokens <= max(room, _SHORT)]


async def _asked(
    services: Services,
    pairs: Sequence[Finding],
    passages: Sequence[Passage],
    summaries: Sequence[Passage],
    outline: Outline,
    sample: int,
) -> PairJudgements:
    backend, brief = services.reviewer, await services.brief()
    numbers = count(1)
    prompt = sheet(
        "reviewer/passages",
        ranks=_RANKS,
        passages=list(_lines(passages, outline, numbers)),
        summaries=list(_lines(summaries, outline, numbers)),
        pairs=[(2 * at + 1, 2 * at + 2, pair.message) for at, pair in enumerate(pairs)],
        free=bool(summaries),
    )
    request = Request(
        purpose="review:pairs",
        messages=(frame(brief, None, await constraints_of(services), backend.traits, with_brief=False), prompt),
        max_tokens=min(_TOKENS_BESIDE + _TOKENS_PER_PAIR * (len(pairs) + 4), backend.traits.max_output_tokens),
        temperature=0.0,
        sample=sample,
    )
    return await services.ask(backend, request, PairJudgements)


def _lines(passages: Sequence[Passage], outline: Outline, numbers: Iterator[int]) -> Iterator[str]:
    for passage, number in zip(passages, numbers, strict=False):
        title = f'"{outline.section(passage.section_id).title}"' if passage.section_id else _SETTLED
        yield f"({number}) {title}: {' '.join(passage.text.split())}"


def _read(
    answer: PairJudgements, pairs: Sequence[Finding], known: Sequence[Passage], texts: Mapping[str, str]
) -> Iterator[JudgedPair]:
    """Each pair that was asked about, judged or not; then what the reviewer found by itself."""
    told, void = _by_passages(answer, [passage.text for passage in known])
    for at, pair in enumerate(pairs):
        judgement = told.pop((2 * at, 2 * at + 1), None)
        yield _judged(pair, judgement, voided=void > 0)
        void -= judgement is None
    for _ in range(void):
        yield JudgedPair(finding=Finding(code=OF_REVIEWER, message="It named no two passages."), outcome="void")
    for (first, second), judgement in sorted(told.items()):
        if judgement.clash and known[first].section_id != known[second].section_id:
            yield JudgedPair(finding=_own_finding(known[first], known[second], judgement, texts), outcome="clash")


def _by_passages(answer: PairJudgements, words: Sequence[str]) -> tuple[dict[tuple[int, int], PairJudgement], int]:
    """The judgements by the places of their passages, and how many name no two of them."""
    told: dict[tuple[int, int], PairJudgement] = {}
    void = 0
    for each in answer.pairs:
        first, second = place_named(words, each.first), place_named(words, each.second)
        if first is None or second is None or first == second:
            void += 1
        else:
            told.setdefault((min(first, second), max(first, second)), each)
    return told, void


def _judged(pair: Finding, judgement: PairJudgement | None, *, voided: bool) -> JudgedPair:
    if judgement is None:
        return JudgedPair(finding=pair, outcome="void" if voided else "unjudged")
    if not judgement.clash:
        return JudgedPair(finding=pair, outcome="no clash")
    message = f"{pair.message} {judgement.change}".strip()
    return JudgedPair(finding=pair.model_copy(update={"message": message}), outcome="clash")


def _own_finding(first: Passage, second: Passage, judgement: PairJudgement, texts: Mapping[str, str]) -> Finding:
    order = list(texts)
    earlier, later = sorted((first, second), key=lambda passage: order.index(passage.section_id))
    return Finding(
        code=OF_REVIEWER,
        message=judgement.change or "The reviewer finds that these two passages do not go together.",
        section_id=later.section_id,
        evidence=later.text,
        other=earlier.text,
        other_section_id=earlier.section_id,
    )
