"""Sentences that talk about the task or the text instead of telling something."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from longwriter_agents.prose.chatter import CHATTER
from longwriter_agents.prose.cues import Worded, cued, lowered, worded, words_of
from longwriter_agents.prose.placing import replace_passage
from longwriter_agents.prose.prefaces import without_prefaces
from longwriter_agents.prose.sentences import paragraphs, split_sentences
from longwriter_agents.words import count_words

_WORK = ("guide", "article", "essay", "blog post", "tutorial", "handbook", "manual", "overview")
_PART = "introduction conclusion section chapter paragraph guide article essay report document text passage".split()
_WORKS, _PARTS = f"(?:{'|'.join(_WORK)})", f"(?:{'|'.join(_PART)})"
_TELLS = (
    r"(?:will |shall |also |briefly )*(?:summari[sz]es?|introduces?|discuss(?:es)?|covers?|explains?|describes?|provides?|"
    r"outlines?|emphasi[sz]es?|concludes?|explores?|delves?|focus(?:es)?|examines?|highlights?|encourages?|presents?|"
    r"is d(?:edica|evo)ted to)"
)
_GOES_THROUGH = (
    r"(?:begins|starts|opens|proceeds|goes on|moves on|continues|concludes|ends) (?:by|to) (?:defin|introduc|explain|outlin|"
    r"discuss|describ|identify|explor|cover|provid)\w*"
)
"""How a text goes through its subject: "begins by defining …"."""
_AIMS = r"(?:aims|seeks|attempts|sets out) to"
_NTH = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|next|last|final|\d{1,3}(?:st|nd|rd|th))"
META = (
    worded(r"\bas an ai\b|\bai language model\b|\bword (?:count|limit)\b", "ai word"),
    worded(
        rf"\b(?:this|the) (?:next |previous |following |first |final |last )?(?:{_PARTS}) {_TELLS}\b", " ".join(_PART)
    ),
    worded(
        r"\bin (?:this|the (?:next|previous|following)) (?:section|chapter|paragraph),? (?:we|i|you|the)\b",
        "section chapter paragraph",
    ),
    worded(
        r"\bthe (?:previous|next|following|preceding|earlier|coming) (?:sections?|chapters?|sentences?|paragraphs?)\b(?!\s+of\b)",
        "section sections chapter chapters sentence sentences paragraph paragraphs",
    ),
    worded(
        rf"\b(?:in|by following|follow(?:ing)?|throughout|reading|using|with|from|to) (?:this|our) (?:[\w-]+ ){{0,3}}{_WORKS}\b",
        " ".join(_WORK),
    ),
    worded(
        rf"\bthis (?:[\w-]+ ){{0,2}}{_WORKS} (?:is|will|has been|was|aims|offers|gives|takes|walks|shows|serves|can|should)\b",
        " ".join(_WORK),
    ),
    worded(
        rf"\bthis (?:[\w-]+ ){{0,2}}{_WORKS} {_TELLS}\b|"
        rf"\bthe (?:tutorial|handbook|manual|overview|essay|blog post) (?:then |also )?{_GOES_THROUGH}|"
        rf"\bthe {_WORKS} (?:begins|starts|opens) with an? (?:[\w-]+ )?(?:introduction|overview|summary)\b|"
        rf"\bsections? (?:that are )?(?:covered|included|contained) in (?:this|the|our) {_WORKS}\b|"
        r"\bthe (?:subject(?: matter)?|purpose|aim|goal|objective|scope|focus) of (?:this|our) "
        r"(?:guide|essay|handbook|manual|tutorial|report|document|text)\b|"
        rf"\bthis (?:{_WORKS}|report|document) will (?:also )?include\b|"
        rf"^\W*(?:finally|lastly|additionally|in addition), the (?:{_WORKS}|report|document) will (?:also )?include\b",
        " ".join((*_WORK, *_PART)),
    ),
    worded(
        r"\bin the (?:first|second|third|fourth|fifth|sixth|seventh|last|final) (?:section|chapter|part) of "
        r"(?:this|our|the guide)\b",
        "section chapter part",
    ),
    worded(
        rf"\bthis is (?:a|an) {_NTH} (?:section|paragraph)\b|\bthis is the {_NTH} (?:part of the (?:section|text)|paragraph)\b",
        "section paragraph part",
    ),
    worded(rf"\bin the {_NTH} (?:section|paragraph),? (?:we|i|you)(?:(?:'|’)ll| will)\b", "section paragraph"),
    worded(rf"^[^\w\n]*the {_NTH} (?:section|chapter|part),? [\"“]", "section chapter part"),
    worded(
        rf"\bthis (?:[\w-]+ )?(?:{_PARTS}|exploration|discussion|account|analysis) {_AIMS}\b|"
        r"\bthis (?:[\w-]+ )?(?:exploration|discussion|account) will (?:show|explore|examine|explain|discuss|describe|look at)\b",
        "aims seeks attempts sets exploration discussion account",
    ),
    worded(
        r"\b(?:already|previously) (?:been )?(?:mentioned|discussed|covered|described|explained|noted|addressed) in the "
        r"[\"“][^.\n\"”]{1,60}[\"”] (?:section|chapter)\b",
        "section chapter",
    ),
    worded(
        r"\b(?:section|chapter) of (?:the|this|our) (?:(?:essay|article)\b|(?:manual|guide|handbook) (?:is|will|should|covers)\b)",
        "essay article manual guide handbook",
    ),
    worded(
        r"\bwritten in (?:about |approximately |exactly )?\d[\d,]* words\b|\b(?:section|text|paragraph) uses concrete details?\b",
        "words concrete",
    ),
    worded(
        r"\bhere (?:is|are) (?:[\w-]+ ){0,3}\d[\d,]*\d\d[ -]words? (?:on|about)\b|"
        r"^[^\w\n]*below,? (?:i|we)(?:(?:'|’)ll| will| shall| am going to) (?:outline|discuss|describe|explain|explore|present)\b",
        "here below",
    ),
    worded(
        r"^[^\w\n]*as (?:already )?(?:mentioned|told|discussed|covered|noted|described|explained) "
        r"(?:elsewhere|in (?:another|other) (?:sections?|chapters?|parts?)),",
        "elsewhere section sections chapter chapters part parts",
    ),
    worded(
        r"^[^\w\n]*here(?:(?:'|’)s| is) an? (?:[\w-]+ ){0,4}(?:plan|guide|overview|breakdown|summary|strategy|explanation|list) "
        r"(?:that|which) (?:outlines|covers|explains|describes|walks|shows)\b",
        "here",
    ),
    worded(r"\beach (?:section|paragraph) concludes\b", "concludes"),
    worded(
        r"\bthe (?:[\w’'-]+ ){1,4}(?:section|chapter) will (?:also |then |briefly )?(?:discuss|describe|explain|outline|"
        r"summari[sz]e|explore|examine|delve|introduce)\b",
        "section chapter",
    ),
    worded(
        r"\bthe text (?:has been|is now) (?:completed|finished)\b|\b(?:writing|text) for this task\b|"
        rf"^[^\w\n]*as the {_NTH} (?:section|paragraph),|^[^\w\n]*it is written (?:as )?section \d",
        "completed finished task section paragraph",
    ),
    worded(
        rf"^[^\w\n]*the {_NTH} (?:(?:two|three|and final) )?(?:paragraphs?\b(?! (?:of|on|in) \w)|sentences?,? [\"“])",
        "paragraph paragraphs sentence sentences",
    ),
    worded(r"\b(?:section|chapter|part) \d{1,3}[,:] [\"“]", "section chapter part"),
    worded(
        r"\b(?:sections?|points?|topics?|steps?|outline|parts?) (?:that )?you (?:mentioned|asked for|requested|provided|listed)\b",
        "mentioned asked requested provided listed",
    ),
    worded(
        r"^[^\w\n]*(?:to (?:get started|begin|start)|now|next|first),? let(?:'|’)?s (?:review|look|begin|start|explore|examine)\b|"
        r"^[^\w\n\"“‘]*let us (?:now )?(?:explore|examine|delve)\b",
        "let lets",
    ),
    worded(
        r"\bthe text (?:then |also |next )?(?:(?:continues|goes on|moves on) (?:to|by|with)|takes the (?:final|next|last) step)\b",
        "text",
    ),
    worded(
        rf"\bthis is the {_NTH} (?:section|chapter|part) of \d|\b(?:section|chapter) of the plan\b|"
        rf"\bthe rest of the (?:document|text)\b|\bthe {_NTH} (?:\w+ )?sentences? (?:is|are) (?:perfect|good|great|strong)\b",
        "section chapter part document text sentence sentences",
    ),
    worded(
        rf"^[^\w\n]*{_NTH} paragraph[,:]|\bhere (?:is|are) (?:the |my )?(?:a|one|two|three|four|five|six|\d) "
        r"(?:(?:more|further|additional|new|short|final) )*paragraphs?\b|"
        r"\b(?:in|by) the given (?:instructions?|prompt|task)\b",
        "paragraph paragraphs given",
    ),
    worded(rf"\bi(?:(?:'|’)(?:ll|m)| will| am)\b[^.\n]{{0,60}}\b(?:{_NTH}|new|another) paragraph\b", "paragraph"),
    worded(
        r"\bwritten section by section\b|\b(?:section|part) \d+ of \d+\b|\bthe text so far\b|\bwith no additional text\b",
        "section part far additional",
    ),
    worded(r"^[^\w\n]*(?:section|chapter|part) \d{1,3}[^\w\n]*$", "section chapter part"),
    worded(
        r"^[^\w\n]*(?:section|chapter|part) \d{1,3}[,:] [^.\n]{1,80}?[,:]? (?:should|will|must|is to) (?:be |also )?"
        r"(?:structured|organi[sz]ed|written|highlight|cover|focus|explain|describe|discuss|tell|show)",
        "section chapter part",
    ),
    worded(
        r"\b(?:refer to|see|visit|consult|check(?: out)?) our (?:[\w-]+ ){1,6}(?:section|chapter|page)\b",
        "section chapter page",
    ),
    worded(r"^[^\w\n]*(?:section|chapter|part) \d+ of (?:the|this|your|our|[\"“'‘]|\d)", "section chapter part"),
    worded(
        r"\bfinished prose with concrete\b|\bstart directly with the (?:first|next) sentence\b|"
        r"\bno closing summary\b|\bleave to the next section\b|\bdetail that has not been told\b|"
        r"\bmore paragraphs? for the section\b|\bsection [\"“][^\"”\n]{1,90}[\"”],? which is nearly finished\b",
        "prose directly summary leave told section",
    ),
    worded(r"^[^\w\n]*told elsewhere[,:]", "elsewhere"),
    worded(
        r"\bthat (?:has|have) not (?:yet )?been (?:told|mentioned)(?: yet| so far| here| before)? (?:is|are)\b",
        "told mentioned",
    ),
    worded(
        r"^[^\w\n]*thank(?:s| you) (?:so much |very much )?for (?:reading|taking the time|joining)\b", "thank thanks"
    ),
    worded(
        r"\blet(?:'|’)?s (?:now )?(?:take a (?:closer |deeper |quick )?look|dive (?:in|deeper)|delve|get started)\b",
        "let lets",
    ),
    worded(
        r"\bas (?:we|you)(?:(?:'|’)ve| have)? (?:already )?(?:learned|seen|discussed|covered|mentioned|explored) "
        r"(?:in|above|earlier|before|so far)\b",
        "learned seen discussed covered mentioned explored",
    ),
    worded(
        r"\bthe user(?:'s)? request\b|\bthe prompt\b|\bthe (?:reader|readers) (?:is|are|will be) (?:asked|told)\b",
        "request prompt asked told",
    ),
    worded(
        r"\b(?:write|writing|written) (?:in )?(?:about|approximately) \d+ words\b|\b\d+ words (?:left|remaining|or less)\b",
        "words",
    ),
    worded(
        r"\b(?:the|your|my) task is to (?:edit|improve|rewrite|revise|proofread|write)\b[^.\n]{0,40}"
        r"\b(?:writing|text|essay|article|section)\b",
        "task",
    ),
    worded(
        r"\bplease (?:provide|share|paste) (?:me with )?(?:the|your) (?:text|draft|writing) (?:you|that you|here|below|so)\b|"
        r"\bassist you in (?:refining|improving|editing|writing) (?:your|the|this)\b",
        "please assist",
    ),
    worded(
        r"\b(?:the|this|your|my) task (?:is|was|has been) (?:now )?(?:complete|completed|done|finished|to write)\b",
        "task",
    ),
    worded(
        r"\b(?:changes|edits|corrections|improvements|revisions) (?:that )?(?:i(?:(?:'|’)ve| have)? made |made )?(?:in|to) "
        r"(?:the|your|this) (?:original |given |provided )?(?:text|writing|draft|passage|essay|article)\b(?! of\b)|"
        r"^[^\w\n]*(?:\d{1,2}[.)] )?i(?:(?:'|’)ve| have)? (?:added|removed|rewrote|rewritten|reworded|expanded|shortened|inserted) "
        r"(?:an?|the|some|more|another) (?:[\w-]+ )?(?:paragraphs?|sentences?|transitions?|introduction|conclusion|section|text)"
        r"\b(?! of\b)",
        "text writing draft passage essay article paragraph paragraphs sentence sentences transition transitions "
        "introduction conclusion section",
    ),
    worded(
        r"\b(?:this|the) (?:text|passage) (?:(?:starts|begins|opens) with an? (?:[\w-]+ ){0,3}(?:message|introduction|statement|"
        r"hook)|(?:lacks|needs|could use) (?:[\w-]+ ){0,2}(?:clarity|direction|focus|structure|flow|detail|details|transitions|"
        r"examples)|is (?:well[- ](?:written|structured|organi[sz]ed)|clear and \w+|concise and \w+))\b",
        "text passage",
    ),
    worded(
        r"^[^\w\n]*(?:writing|continuing|starting|start) (?:with )?(?:section|chapter|the next) ?\d*",
        "writing continuing starting start",
    ),
    worded(
        r"\bwith the subject itself, not with a (?:welcome|overview)\b|\bnot with a welcome or an overview\b",
        "subject welcome",
    ),
    *CHATTER,
)
"""How texts talk about themselves or the task, in English."""
META_IN_CHINESE = (
    cued(
        r"欢迎(?:阅读|来到)(?:本|这)|感谢(?:您|你|大家)?的?阅读|让我们(?:一起)?(?:来)?(?:看看|看一看|深入了解|探讨)",
        ("欢迎", "感谢", "让我们"),
    ),
    cued(
        r"作为(?:一个|一名)?(?:AI|人工智能)|(?:本|这一|下一|上一)(?:节|章|部分)(?:将|我们|主要|会|介绍)|字数要求|(?:本文|文章)(?:将|主要)(?:介绍|探讨|讨论)",
        ("作为", "节", "章", "部分", "字数要求", "本文"),
    ),
    cued(
        r"^\W*第[一二三四五六七八九十\d]{1,3}[段节](?:[，,：:]|将|主要)\s*(?:将|主要)?(?:介绍|讨论|描述|说明|阐述|分析|探讨|总结|讲述|论述)(?!了)",
        ("第",),
    ),
)
_SUMS_UP = (
    r"in (?:conclusion|summary)\b|by following these|with these (?:tips|steps|guidelines)|总之|综上(?:所述)?|总而言之"
)
_TO_SUM_UP = r"to (?:sum up|summari[sz]e|conclude)"
_SUMMING_UP = re.compile(
    rf"^\W*(?:{_SUMS_UP}|{_TO_SUM_UP}\b|in (?:closing|short)\b|all in all\b|overall,|ultimately,|in the end,|最后[,，])",
    re.IGNORECASE,
)
_LAST_WORDS = re.compile(rf"^\W*(?:{_SUMS_UP}|{_TO_SUM_UP},)", re.IGNORECASE)
"""How a single sentence sums up; "In the end, …" may be what happened."""
_MOST_CLOSING_WORDS = 140


def meta_sentences(text: str, *, about: str = "") -> list[str]:
    """The sentences that talk about the task or the text itself.

    What the request is about (`about`) is no meta-talk: a guide to prompts may say "the prompt".
    """
    return list(_meta_sentences(text, about))


@lru_cache(maxsize=2_048)
def _meta_sentences(text: str, about: str) -> tuple[str, ...]:
    told = lowered(text)
    words = words_of(told)
    metas = [meta for meta in META if meta.may_be_among(words)]  # few texts hold any such words
    in_chinese = [meta.pattern for meta in META_IN_CHINESE if meta.may_be_in(told)]
    known = about.casefold()
    cues = set[str]().union(*(meta.words & words for meta in metas))
    found: list[str] = []
    goes_on = False
    for sentence in split_sentences(text) if metas or in_chinese else ():
        patterns = [*_of_english(metas, cues, lowered(sentence)), *in_chinese]
        goes_on = _is_meta(sentence, patterns, known) or (goes_on and _GOES_ON.match(sentence) is not None)
        found += [sentence] if goes_on else []
    return tuple(found)


def _of_english(metas: Sequence[Worded], cues: Collection[str], told: str) -> list[re.Pattern[str]]:
    """The patterns that may be in the sentence: letters are found faster than words, and hardly a sentence holds the `cues`."""
    if not any(map(told.__contains__, cues)):
        return []
    words = words_of(told)
    return [meta.pattern for meta in metas if meta.may_be_among(words)]


_GOES_ON = re.compile(
    rf"^\W*(?:it {_TELLS}|it (?:then |also )?{_GOES_THROUGH}|it (?:begins|opens|starts) with the\b|"
    r"(?:these|they|this) (?:also )?(?:includes?|covers?|ranges?|comprises?))\b",
    re.IGNORECASE,
)
"""How a sentence goes on with one that talks about the text: "It discusses …", "These include …"."""


def _is_meta(sentence: str, patterns: Sequence[re.Pattern[str]], known: str) -> bool:
    found = (pattern.search(sentence) for pattern in patterns)
    return any(match is not None and match.group().casefold().strip() not in known for match in found)


def without_meta(text: str, *, about: str = "") -> str:
    """`text` without such sentences; one that only points back before it tells something keeps what it tells, since the next
    may go on from it."""
    for sentence in meta_sentences(text, about=about):
        told = without_prefaces(sentence)
        text = replace_passage(text, sentence, "" if told == sentence or meta_sentences(told, about=about) else told)
    return text


def without_closing(text: str) -> str:
    """`text` without a last paragraph that only sums up ("In conclusion, …"), or a last sentence of it: only a document's own
    end may do that."""
    return split_last_words(split_closing(text)[0])[0]


def split_closing(text: str) -> tuple[str, str]:
    """`text` without what only sums up at its end, and that by itself; as it is, and nothing, where it does not sum up."""
    blocks = paragraphs(text)
    end = len(blocks)
    while end > 1 and _SUMMING_UP.match(blocks[end - 1]) and count_words(blocks[end - 1]) <= _MOST_CLOSING_WORDS:
        end -= 1
    return ("\n\n".join(blocks[:end]), "\n\n".join(blocks[end:])) if blocks else (text, "")


def split_last_words(text: str) -> tuple[str, str]:
    """The same, where only a last sentence sums up ("… In conclusion, locks matter.") too."""
    body, closing = split_closing(text)
    sentences = split_sentences(paragraphs(body)[-1]) if body.strip() and not closing else []
    if len(sentences) < 2 or not _LAST_WORDS.match(sentences[-1]):
        return body, closing
    return replace_passage(body, sentences[-1], ""), sentences[-1]
