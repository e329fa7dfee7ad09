"""Paragraphs of plain prose that begin with a label ("Costs and Funding: …"), announce what follows ("Here are …:") or lead in
to a list that is none ("…, including:"); and what a section says of its own title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from longwriter_agents.prose.placing import replace_passage
from longwriter_agents.prose.sentences import paragraphs, split_sentences
from longwriter_agents.words import count_words

_SMALL = r"(?:of|the|and|for|to|in|your|a|an|with|on|by|from|at|or|&)"


def _titled(least: int) -> str:
    """A pattern of words in title case: the first, and `least` to nine after it."""
    return rf"(?P<label>[A-Z][\w'’-]*(?:\s+(?:[A-Z][\w'’-]*|{_SMALL})){{{least},9}})"


_LABEL = re.compile(rf"\A\s*(?:[a-zA-Z0-9]{{1,2}}[.)]\s+)?{_titled(1)}\s*:\s+(?=[A-Z\"“])")
_DASHED = re.compile(rf"\A\s*{_titled(2)}\s+-\s+(?=[A-Z\"“])")
"""A label before a hyphen. Of two words it may be somebody's name, and dashes stand in sentences."""
_RUN_IN = re.compile(r"\A\s*[A-Z][^.!?:\n]{7,100}?[ \t]{2,}(?=[A-Z])")
"""A heading that lost its line break: only the spaces before the first sentence are left of it."""
_SENTENCE_END = re.compile(r"[.!?…:;。！？：；]")
_LONGEST_HEADING = 26
_BREAKS = re.compile(r"\s*</?(?:br|p|li|ul|ol|div|h[1-6]|table|tr)\s*/?>\s*", re.IGNORECASE)
_MARKS = re.compile(r"</?(?:strong|em|b|i|u|span)\s*>", re.IGNORECASE)
"""HTML that a model writes where prose was asked for."""
_ANNOUNCED = re.compile(
    r"^\W*(?:here(?:'s|’s| is| are)|below (?:is|are)|the following (?:is|are)) (?:[\w'’-]+ ){0,6}"
    r"(?:steps?|tips?|ways?|breakdown|overview|guide(?:lines)?|list|points|examples?|things|strategies|methods|factors|"
    r"suggestions|details|(?:key|main) (?:areas|aspects)|look|tasks|choices|options|ideas|reasons|recommendations)\b",
    re.IGNORECASE,
)


def without_labels(text: str) -> str:
    """`text` whose paragraphs are sentences and begin with their first one, and whose sentences announce nothing."""
    text = (_MARKS.sub("", _BREAKS.sub("\n\n", text)) if "<" in text else text).strip() or text
    for sentence in [each for each in split_sentences(text) if _ANNOUNCED.match(each)]:
        text = replace_passage(text, sentence, "") or text
    blocks = paragraphs(text)
    for start in (_LABEL, _DASHED, _RUN_IN):
        blocks = [_without_start(start, block) for block in blocks]
    blocks = [_without_lead_in(block, following) for block, following in pairwise([*blocks, ""])]
    return "\n\n".join(block for block in blocks if not _is_heading(block)) or text


_LEAD_IN = re.compile(
    r",?\s(?:including|such as|for (?:example|instance)|namely)(?: the following)?[:：]\s*\Z",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[-*+•|>\"“'‘`]|\(?\w{1,3}[.)]\s|\d")


def _without_lead_in(block: str, following: str) -> str:
    """The block as a sentence where it ends by leading in to a list, and no list follows."""
    if not block.rstrip().endswith((":", "：")) or _LISTED.match(following):
        return block
    found = _LEAD_IN.search(block)
    return f"{block[: found.start()].rstrip(' ,;.')}." if found else block


_ONLY_LEADS_IN = re.compile(
    r"(?:\A|(?<=[.!?])\s+|\n)(?:This|These|They|It|Such [\w ]{1,30}|Examples|Some examples)\s+(?:also\s+|may\s+|can\s+)?"
    r"(?:includes?|are|is)(?:\s+the following)?\s*[:：]\s*\Z"
)
"""A sentence that does nothing but lead in to a list: "This includes:"."""


def without_dangling(text: str) -> str:
    """`text` without sentences that lead in to a list where none follows, in any kind of text."""
    if ":\n" not in text and "：\n" not in text and not text.endswith((":", "：")):
        return text
    blocks = paragraphs(text)
    kept = [_without_empty_promise(block, following) for block, following in pairwise([*blocks, ""])]
    return text if kept == blocks else "\n\n".join(filter(None, kept)) or text


def _without_empty_promise(block: str, following: str) -> str:
    found = _ONLY_LEADS_IN.search(block)
    return block[: found.start()].rstrip() if found and not _SHOWN.match(following) else block


_SHOWN = re.compile(rf"{_LISTED.pattern}|~~~|#|\||\$\$")
"""What a lead-in may lead in to: a list, a quotation, a table, code, a formula."""


def _without_start(pattern: re.Pattern[str], block: str) -> str:
    """The block without what the pattern matches at its beginning."""
    found = pattern.match(block)
    return block[found.end() :] if found else block


def _is_heading(block: str) -> bool:
    """A paragraph of a few words that holds no sentence."""
    return not _SENTENCE_END.search(block) and len(block.split()) <= _LONGEST_HEADING


def without_neighbours(text: str, titles: Sequence[str], *, least: int) -> str:
    """`text` up to a paragraph that is labelled with another section's title, or a last one that begins to tell of what is
    called so: from there it does that section's work.

    Only when at least `least` words stand before it; else the text is returned as it is.
    """
    blocks = paragraphs(text)
    for index, block in enumerate(blocks):
        label = _LABEL.match(block)
        anothers = (label and _is_one_of(label["label"], titles)) or (block is blocks[-1] and _begins_on(block, titles))
        if anothers and count_words("\n\n".join(blocks[:index])) >= least:
            return "\n\n".join(blocks[:index])
    return text


_NAMED = re.compile(
    r"(?:^|(?<=[A-Za-z]{3}[.!?]\s))(?P<name>[A-Z][\w'’]*(?:,? (?:[-–—] )?[\w'’]+){2,12})(?P<end>[.:]) +(?=[A-Z\"“])",
    re.MULTILINE,
)
"""What stands like a heading before a sentence."""
_LEAST_NAMED = 3


def without_points_as_headings(text: str, points: Sequence[str], title: str = "") -> str:
    """`text` without what only names a point of the plan, alone or behind the section's `title`: "Who It Suits and Who It Does
    Not. Anyone …" → "Anyone …". A sentence in a point's words stays."""
    planned = [set(_as_named(point)) for point in points]

    def left(found: re.Match[str]) -> str:
        words = set(_as_named(found["name"]))
        named = any(words <= point.union(_as_named(title)) and len(words & point) >= _LEAST_NAMED for point in planned)
        return (
            "" if named and (_is_titled(found["name"]) or (found["end"] == ":" and _asks(found["name"]))) else found[0]
        )

    return _NAMED.sub(left, text)


_ASKS = re.compile(r"(?:who|whom|what|how|why|when|where|an?)\b[^:]*$", re.IGNORECASE)
"""How a point begins that is no sentence where a colon follows: "A common mistake: …"."""


def _asks(name: str) -> bool:
    return _ASKS.match(name) is not None


def _as_named(title: str) -> list[str]:
    return _key(title).replace("whom", "who").split()


def _is_titled(name: str) -> bool:
    """Whether its words are written as those of a title are."""
    long = re.findall(r"[^\W\d_]{4,}", name)
    return len(long) > 1 and all(word[0].isupper() for word in long)


_TELLS = re.compile(r" (?:is|are|involves?|includes?|plays?|requires?|refers?)\b")


def _begins_on(block: str, titles: Sequence[str]) -> bool:
    """ "Financial management is …" in a section before the one that is called so. (Titles of one word are words of the text.)"""
    folded = block.casefold()
    names = [title.casefold() for title in titles if " " in title]
    return any(folded.startswith(name) and _TELLS.match(folded, len(name)) for name in names)


def _is_one_of(label: str, titles: Sequence[str]) -> bool:
    return _key(label) in {_key(title) for title in titles if title}


def titles_as_prose(text: str, titles: Sequence[str]) -> str:
    """`text` whose sentences that begin with a title of the plan, or with a point of it that is written like one, write it as
    words: "Harvesting Honey is …" → "Harvesting honey is …".

    Only words that stand small elsewhere in the text lose their capital: a name stays a name.
    """
    for title in titles:
        if " " in title and f"{title} " in text:
            begun = re.compile(rf"(?:^|(?<=[.!?]\s)){re.escape(title)}(?= [a-z])", re.MULTILINE)
            in_prose = _in_prose(title, text)
            text = in_prose.join(begun.split(text))
    return text


_GERUND = re.compile(
    rf"(?P<title>[A-Z](?:(?<=^.)|(?<=[.!?]\s.))[a-z]+ing(?:\s+(?:[A-Z][\w'’-]*|{_SMALL}|up|out|off)){{1,9}})"
    r"(?= (?:is|are|was|were|can|will|should|must|may|involves?|requires?|includes?|means|helps?|plays?)\b)",
    re.MULTILINE,
)
"""How a sentence begins with a point of the plan that the model made a heading of: "Recruiting Volunteers is …". (It begins with
a sign, for which texts are searched quickly.)"""


def headings_as_prose(text: str, known: str) -> str:
    """`text` whose sentences that begin like a heading write it as words, where all of them stand small in it or in what is
    `known` (the request, the plan); where one does not, it is somebody's name."""

    def as_words(found: re.Match[str]) -> str:
        first, *others = found["title"].split(" ")
        elsewhere = f"{text.replace(found['title'], '')}\n{known}"
        small = [_small(word, elsewhere) for word in others]
        return " ".join([first, *small]) if all(word[:1].islower() or word == "&" for word in small) else found["title"]

    return _GERUND.sub(as_words, text)


_CLAUSE = r"(?:that|which|who|whom|what|where|when|if|whether|how|why|because|so|sure|this|there|it)"
_TOLD_TO_DO = frozenset(
    "adjust advertise arrange assess assign attract build buy charge choose collect communicate create define determine develop "
    "distribute encourage engage ensure establish evaluate find foster gather hire identify implement improve install invest "
    "invite involve maintain manage monitor obtain offer organise organize prepare promote provide raise recruit reduce select "
    "sell set teach track understand write".split()
)
"""Verbs that plans begin with; as nouns they hardly begin a sentence."""


def points_as_subjects(text: str, points: Sequence[str]) -> str:
    """`text` in which a point of the plan that the model took for a subject is one: "Charge fair prices is important." →
    "Charging fair prices is important."."""
    for point in points:
        verb, second, *_ = (*point.removeprefix("To ").split(" "), "")
        if verb.casefold() not in _TOLD_TO_DO or not second or re.fullmatch(_CLAUSE, second):
            continue
        subject = re.compile(
            rf"(?:^|(?<=[.!?]\s)){verb.capitalize()}(?= {re.escape(second)}\b(?: (?!{_CLAUSE}\b)[\w'’-]+){{0,9}} "
            r"(?:is|are|can be|will be|involves|requires) )",
            re.MULTILINE,
        )
        text = subject.sub(_gerund(verb.capitalize()), text)
    return text


def _gerund(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    doubled = re.fullmatch(r"[^aeiou]*[aeiou][bdglmnprt]", verb, re.IGNORECASE)
    return f"{verb}{verb[-1] if doubled else ''}ing"


def _in_prose(title: str, text: str) -> str:
    elsewhere = text.replace(title, "")
    first, *others = title.split(" ")
    return _NOUN_OF_A_NOUN.sub(
        lambda noun: noun[0].lower(), " ".join([first, *(_small(word, elsewhere) for word in others)])
    )


_NOUN_OF_A_NOUN = re.compile(r"(?<=^The )[A-Z](?=[a-z]+ (?:of|in|for|to) [a-z])")
"""What is "of education" is no name: "The Importance of education"."""


def without_talk_of_title(text: str, title: str) -> str:
    """`text` without sentences that say how the section called so goes on: "The Impact on Society continues with …". What is
    done ("Planning the Café begins with …") is the subject itself."""
    if title not in text or len(title.split()) < _LEAST_OF_A_TITLE or title[1:].islower() or _DONE.match(title):
        return text
    talk = re.compile(rf"{re.escape(title)} (?:continues|goes on|begins|starts|concludes|ends|closes) (?:with|by)\b")
    for sentence in [each for each in split_sentences(text) if talk.match(each)]:
        text = replace_passage(text, sentence, "") or text
    return text


_DONE = re.compile(r"[A-Z][a-z]+ing\b")
_LEAST_OF_A_TITLE = 3
"""Words: "The Letter begins with …" may be about a letter."""


def _small(word: str, text: str) -> str:
    """The word in small letters where the text has it so, alone or as somebody's ("the Smell's")."""
    alone = re.sub(r"['’]s$", "", word.lower())
    return word.lower() if re.search(rf"(?<!\w){re.escape(alone)}(?!\w)", text) else word


def _key(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
