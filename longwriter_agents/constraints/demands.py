"""What a request demands of certain units: each demand with its place and the words that say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from longwriter_agents.constraints.clauses import TASK, Clause
from longwriter_agents.constraints.evidence import stem
from longwriter_agents.constraints.expansion import unit_numbers
from longwriter_agents.constraints.extent_words import WHOLES
from longwriter_agents.constraints.keyterms import content_words, has_content
from longwriter_agents.constraints.positions import Position, Relative, positions
from longwriter_agents.constraints.scope import EverySection, Scope, UnitRange, Units
from longwriter_agents.constraints.segments import GONE, segments
from longwriter_agents.constraints.telling import only_asks
from longwriter_agents.constraints.vocabulary import Vocabulary
from longwriter_agents.model import Series
from longwriter_agents.words import CJK


@dataclass(frozen=True)
class Demand:
    """One demand: `text` are the words of the clause without its position, `start` and `end` their stretch of the request."""

    scope: Scope
    text: str
    clause: Clause
    start: int
    end: int
    negative: bool = False
    open_start: bool = False
    relative: Relative | None = None

    @property
    def quote(self) -> str:
        return self.clause.text


def demands_of(clause: Clause, masked: str, vocabulary: Vocabulary) -> list[Demand]:
    """The demands of a clause; `masked` is the clause with what was read already blotted out."""
    found = positions(masked, vocabulary)
    explained = _explained(clause, masked, found)
    if explained:
        return explained
    task = TASK.match(clause.text) is not None
    made = []
    for segment in segments(masked, found):
        place = segment.places[0]
        text = _without_task(segment.text, place.start) if task and segment.start == 0 else segment.text
        relative = segment.relative
        made.append(
            Demand(
                scope=EverySection() if relative else segment.scope,
                text=text,
                clause=clause,
                start=clause.start + segment.start,
                end=clause.start + segment.end,
                negative=bool(re.match(r"(?:no|not)\b", masked[place.start : place.end], re.IGNORECASE)),
                open_start=any(each.open_start for each in segment.places),
                relative=_anchored(masked, place, relative) if relative else None,
            )
        )
    made = _under_own_head(made)
    for i in range(1, len(made)):
        made[i] = _completed(made[i - 1], made[i])
    return made


_OWN_HEAD = re.compile(r"^\W*(?P<head>[^:：.,，;。\n()（）]{2,60})[:：]\s*(?=\S)")
_RHYTHM = frozenset("daily weekly monthly yearly annual full complete overall".split())
_PLURAL = re.compile(r"(?:[\w'’-]+ ){0,2}[a-z]{3,}s", re.IGNORECASE)


def _under_own_head(made: list[Demand]) -> list[Demand]:
    """ "Birthdays: my brother on 4 March, my mother on 9 May": the words before the colon lead in to all of them."""
    led = _OWN_HEAD.match(made[0].text) if made else None
    head = led["head"].strip() if led else ""
    if led is None or not (has_content(head) or only_asks(head)):
        return made
    rest = [replace(made[0], text=made[0].text[led.end() :]), *made[1:]]
    words = content_words(head)
    if only_asks(head) or (words and all(word.removesuffix("s") in WHOLES or word in _RHYTHM for word in words)):
        return rest  # "Requirements: …", "Weekly plan: …"
    if len(made) > 1 and all(share_words(head, each.text) for each in made[1:]):
        return rest  # each says it itself
    if len(made) < 2 or _PLURAL.fullmatch(head) is None:
        return made
    return [replace(each, clause=replace(each.clause, head=head)) for each in rest]


def share_words(a: str, b: str) -> bool:
    """Whether a content word of one is in the other, be it one or many ("birthdays", "birthday")."""
    first, second = ({stem(word.removesuffix("s")) for word in content_words(text)} for text in (a, b))
    return bool(first & second)


_ANOTHER = re.compile(
    r"^\W*(?:and\s+)?(?:(?:the|an?)\s+)?(second|third|fourth|fifth|sixth|next|last|other|same)(?:\s+(?:one|part))?\W*$",
    re.IGNORECASE,
)
ONCE_MORE = re.compile(
    r"^\W*(?:and\s+)?(?:(?:yet\s+)?another(?:\s+one)?|one more|a further one|once more|(?:once )?again|too|as well|likewise|ditto|"
    r"(?:也|亦|则)?(?:是|都)?(?:一样|同样|如此|相同|照此|再来一次)|亦然)(?:\s+(?:is|comes|follows))?\W*$",
    re.IGNORECASE,
)
"""All that is said of a place where what was said of the one before holds, too."""


_AND_OF = re.compile(r"^\W*(?:and\s+)?of\s+((?:his|her|their|my|our|the|an?)\s+\w.*)$", re.IGNORECASE | re.DOTALL)
_SOMETHING_OF = re.compile(r"^\W*(?:the\s+|an?\s+)?[\w'’-]+\s+of\s+", re.IGNORECASE)


def _completed(before: Demand, demand: Demand) -> Demand:
    """ "Week 6 has the first talk, week 10 the second one": the second talk; "another in week 10": the same thing; "the
    birthday of his daughter (17 March) and of his father (5 May)": the birthday of his father."""
    if not has_content(before.text):
        return demand
    if ONCE_MORE.match(tidy(demand.text)):
        return replace(demand, text=before.text)
    of_both = _AND_OF.match(demand.text), _SOMETHING_OF.match(before.text)
    if of_both[0] and of_both[1]:
        return replace(demand, text=f"{of_both[1][0]}{of_both[0][1]}")
    said = _ANOTHER.match(demand.text)
    if said is None:
        return demand
    first = re.search(r"\bfirst\b", before.text, re.IGNORECASE)
    text = before.text[: first.start()] + said[1] + before.text[first.end() :] if first else f"{said[1]}: {before.text}"
    return replace(demand, text=text)


def _explained(clause: Clause, masked: str, found: Sequence[Position]) -> list[Demand]:
    """ "Two weeks after the singer falls ill (which is in week 9) a new one is found": both demands, with their words."""
    if len(found) != 2 or not isinstance(found[0].scope, Relative) or isinstance(found[1].scope, Relative):
        return []
    first, second = found[0].scope, found[1].scope
    opening = re.match(rf"([^(（.;]*)[(（]{_WHICH_IS}$", masked[found[0].end : found[1].start], re.IGNORECASE)
    closing = re.match(r"\s*[)）]", masked[found[1].end :])
    if not opening or not closing or not isinstance(second, Units) or len(second.numbers) != 1:
        return []
    rest = masked[: found[0].start] + masked[found[1].end + closing.end() :]
    moved = Units(numbers=(second.numbers[0] + first.offset,))
    return [
        Demand(where, text, clause, clause.start, clause.end) for where, text in ((second, opening[1]), (moved, rest))
    ]


_WHICH_IS = r"\s*(?:(?:which|that|this|it)\s+)?(?:is|happens|comes|occurs|takes place|falls)?\s*(?:in|on|at)?\s*"


def _without_task(text: str, at: int) -> str:
    """What the task's own sentence says of the place (which stood `at`), without the task: all after the count, or after
    "with"; in Chinese the part of the sentence that the place stands in ("写12章小说，全文6000字，第3章写冬天")."""
    comma = text.rfind("，", 0, at)
    if comma >= 0 and has_content(text[comma:]):
        return text[comma:]
    pieces = re.split(rf"{GONE}+|\b(?:with|including|featuring|in which|where|so that)\b", text, flags=re.IGNORECASE)
    rest = [piece for piece in pieces[1:] if has_content(piece)]
    return " ".join(rest) if rest else text if len(pieces) == 1 else ""


def _anchored(masked: str, place: Position, relative: Relative) -> Relative:
    """The relative position with the end of its phrase as the place where its anchor's words begin or end."""
    return replace(relative, anchor_at=relative.anchor_at if relative.anchor_at >= 0 else -1)


def tidy(text: str) -> str:
    """The words of a demand, without what joined them to their place."""
    bare = " ".join(re.sub(rf"{GONE}+", " ", text).split())
    before = None
    while bare != before:
        before = bare
        bare = re.sub(r"(?:\s+|(?<=[(（]))(?:on|in|at|from|during|for)\s*(?=[)）])", "", bare.rstrip(".。"))
        bare = re.sub(
            r"^(?:[\s,;:.，。；：、)）\-–—&•*]+|(?:and|then|while|whereas|but|also|plus|in|on|at(?! (?:least|most)\b)|during|of|"
            r"for|from|by|which|that|as well as|as for)\b(?!-)\s*)",
            "",
            bare,
            flags=re.IGNORECASE,
        )
        bare = re.sub(
            r"(?:[\s,;:，；：、(（\-–—&]+|\s\b(?:and|then|while|but|in|on|at|during|of|for|from|by|to|the)|(?<=.)(?:在|于|和|，))$",
            "",
            bare,
            flags=re.IGNORECASE,
        )
        bare = re.sub(r"\s+([,.;:!?，。；：)])", r"\1", re.sub(r"([(])\s+", r"\1", bare))
        bare = re.sub(r"\s*[(（]([^()（）]*?)[:：,]\s*[)）]", r" \1", bare)
        bare = re.sub(r"[(（]\s*[)）]|^[.。!！?？]+", "", bare).strip()
    bare = re.sub(r"[(（](?=[^)）]*$)", " ", bare)
    return " ".join(bare.rstrip(".。").split())


# -- relative places ----------------------------------------------------------------------------------------------------


def placed(found: Sequence[Demand], series: Series | None, request: str) -> list[Demand]:
    """The demands with the relative ones resolved: "two weeks after the frost" needs to know when the frost comes."""
    done: list[Demand] = []
    last_anchor: Demand | None = None
    for index, demand in enumerate(found):
        if demand.relative is None:
            done.append(demand)
            continue
        others = [each for k, each in enumerate(found) if k != index and each.relative is None] + [
            d for d in done if d.relative
        ]
        anchor, text = _anchor(demand, others, done, last_anchor, request)
        if anchor is None or series is None:
            continue
        done.append(replace(demand, scope=_moved(anchor.scope, demand.relative, series), text=text))
        last_anchor = anchor
    return done


_PRONOUN = re.compile(r"^\s*(?:(?:that|this|it|then|which)\b|[那这此](?:之?后|以后)?)", re.IGNORECASE)


def _anchor(
    demand: Demand, others: Sequence[Demand], done: Sequence[Demand], last_anchor: Demand | None, request: str
) -> tuple[Demand | None, str]:
    """The demand that this one is placed by, and the words that remain of this one."""
    assert demand.relative is not None
    previous = done[-1] if done else None
    if demand.relative.anchor_at < 0:
        return previous, demand.text
    if demand.relative.backwards:
        return _anchor_before(demand, others, previous)
    at = demand.clause.start + demand.relative.anchor_at
    words = re.split(r"[,，;；.。:：]", request[at : demand.end])[0]
    pronoun = _PRONOUN.match(words)
    if pronoun:
        found = last_anchor if re.match(r"\s*it\b", words, re.IGNORECASE) and last_anchor else previous
        return found, demand.text.replace(pronoun.group().strip(), "", 1)
    return _by_words(demand, words, others)


def _anchor_before(demand: Demand, others: Sequence[Demand], previous: Demand | None) -> tuple[Demand | None, str]:
    """The anchor's words stand before the phrase ("时装周之后两周"), or nowhere ("次周")."""
    assert demand.relative is not None
    head = demand.clause.text[max(0, demand.start - demand.clause.start) : demand.relative.anchor_at]
    head = re.split(r"[，。；,]", head)[-1]
    best = max(others, key=lambda other: _shared_pairs(head, other.text), default=None)
    if best is not None and _shared_pairs(head, best.text) >= 1 and len(head.strip()) >= 2:
        return best, demand.text.replace(head, " ", 1)
    return previous, demand.text


def _shared_pairs(a: str, b: str) -> int:
    return sum(a[i : i + 2] in b for i in range(len(a) - 1) if re.fullmatch(rf"[{CJK}]{{2}}", a[i : i + 2]))


def _by_words(demand: Demand, words: str, others: Sequence[Demand]) -> tuple[Demand | None, str]:
    """The demand with the most words in common; the anchor's words are those up to the last common one."""
    tokens = list(re.finditer(r"[^\W_]+", words))
    best, best_score, best_end = None, 0, 0
    for other in others:
        theirs = {stem(word) for word in content_words(other.text)}
        shared = [
            token for token in tokens if stem(token.group().casefold()) in theirs and content_words(token.group())
        ]
        near = [token for token in shared if token.start() <= (shared[0].start() + 40)]
        if len(near) > best_score:
            best, best_score, best_end = other, len(near), near[-1].end()
    if best is None:
        return None, demand.text
    return best, demand.text.replace(" ".join(words[:best_end].split()), " ", 1) if words[
        :best_end
    ].strip() in demand.text else _drop(demand.text, words[:best_end])


def _drop(text: str, words: str) -> str:
    pattern = r"\s+".join(map(re.escape, words.split()))
    return re.sub(pattern, " ", text, count=1)


def _moved(scope: Scope, relative: Relative, series: Series) -> Scope:
    """The scope so many units later or earlier: a stretch moves by its end or its start, a list one by one."""
    offset = relative.offset
    numbers = unit_numbers(scope, series.count, series)
    shift = series.first - 1
    if isinstance(scope, UnitRange) or (len(numbers) > 1 and numbers == list(range(numbers[0], numbers[-1] + 1))):
        numbers = numbers[-1:] if offset > 0 else numbers[:1]
    beyond_the_end = series.count + 1
    moved = [number + offset if number + offset >= 1 else beyond_the_end for number in numbers] or [beyond_the_end]
    if relative.many > 1:
        moved = list(range(moved[-1], moved[-1] + relative.many))
    return Units(numbers=tuple(number + shift for number in moved))
