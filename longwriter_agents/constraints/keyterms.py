"""From what a clause says to the words by which code can see in a text whether it was done."""

from __future__ import annotations

import re

from longwriter_agents.words import CJK

_LIGHT = (
    "attend go visit host hold have take make do get give place happen occur include feature mention describe introduce celebrate "
    "come appear contain begin start end close open stand lie fall run show present tell say see find bring come-back return "
    "deal cover concern focus devote dedicate use need fill become keep put set discuss be join participate plan move "
    "experience enjoy spend travel meet explore serve house provide receive install locate situate grow read repeat report "
    "capture reflect depict portray showcase highlight chronicle narrate recount "
    "recommend refer talk write add mark note carry-out conduct perform organise organize arrange schedule"
).split()
_IRREGULAR = (
    "goes went gone going has had having takes took taken taking makes made making does did done gives gave given holds held "
    "comes came begins began begun stands stood lies lay falls fell runs ran shows shown tells told says said sees saw seen "
    "finds found brings brought becomes became keeps kept puts meets met is are was were been being gets got sets spends spent "
    "reads read"
).split()
_MODAL = "must should shall will would can could may might has have had need needs ought".split()
STOPWORDS = frozenset(
    "a an the of on in at to for with and or by from about into over its it is are be as that this their his her our your my "
    "some any how why what when where which who whom there here then also each every both all one ones during while but so up "
    "out off again always never not no he she they we you i him them us me s t re ve ll d only just more most very first time "
    "however though instead rather still too otherwise likewise respectively "
    "once until through between back around near inside within without".split()
)


_AUXILIARY = frozenset([*_MODAL, *"is are was were been being has having had do does did done get gets got".split()])


def _inflected(verb: str) -> set[str]:
    stem = verb[:-1] if verb.endswith("e") else verb
    return {verb, f"{verb}s", f"{verb}es", f"{stem}ed", f"{stem}ing", f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"}


LIGHT_VERBS = frozenset({form for verb in _LIGHT for form in _inflected(verb)} | set(_IRREGULAR) | set(_MODAL))
_PRONOUN = r"(?:he|she|they|we|you|i|it|one|somebody|someone|everyone|everybody|people)"
_EDGE_WORDS = STOPWORDS | LIGHT_VERBS
_LIGHT_ZH = (
    r"(?:记录(?![员片者本仪])|展示(?![会厅柜台品])|体现|突出|呈现|反映(?!式)|描绘|记述|叙述|讲到|讲解|讲授|谈到|强调|刻画|"
    r"要|需|须|必须|应该|应当|应|都|均|会|将|有|设有|设置|设|是|为|在|的|要有|需要|安排|举行|举办|进行|参加|出席|去|到|写到|写|讲述|讲|介绍|提到|提及|描写|"
    r"描述|包含|包括|出现|推荐|发生|全部|一个|一次|一场|一座|一家|一间|她|他|他们|我|我们|说明|讨论|关于|内容|主题|用于|作为|放|种|全|并|也|还|再)"
)


def key_phrase(content: str) -> str:
    """The words that name what is demanded, without the verbs and small words around them; they stand in this order."""
    if re.search(rf"[{CJK}]", content):
        return _key_phrase_zh(content)
    bare = re.sub(r"[()\[\]\"“”«»]", " ", content)
    bare = re.sub(r"\b(?:birthday|anniversary)\s*[:：]", lambda m: m.group().rstrip(":："), bare, flags=re.IGNORECASE)
    words = re.findall(r"[^\W_]+(?:['’.-][^\W_]+)*", bare)
    while len(words) > 1 and words[-1].casefold() in _EDGE_WORDS and not _is_a_noun(words):
        words = words[:-1]
    while words and words[0].casefold() in _EDGE_WORDS and not _begins_a_phrase(words):
        words = words[1:]
    return " ".join(words)


_ALSO_NOUNS = frozenset(
    "run show place house visit travel report note mark plan talk start end cover fall present set experience focus feature "
    "mention move need".split()
)


def _is_a_noun(words: list[str]) -> bool:
    """ "A quick run", "her aunt's visit": the words before it say that the last one is no verb."""
    before = {word.casefold() for word in words[-4:-1]}
    is_named = bool({"a", "an"} & before) or (len(words) > 1 and words[-2].endswith(("'s", "’s")))
    return words[-1].casefold() in _ALSO_NOUNS and is_named and not before & set(_MODAL)


def _begins_a_phrase(words: list[str]) -> bool:
    """ "Reports of a flood", "visits from her aunt"; or nothing else is left."""
    if len(words) == 1:
        return words[0].casefold() in _ALSO_NOUNS
    return words[0].casefold() in ("notes", "reports", "plans", "visits") and words[1].casefold() in ("of", "from")


def _key_phrase_zh(content: str) -> str:
    bare = re.sub(r"[\s，,。；;：:、（）()“”\"「」]+", " ", content).strip()
    before = None
    while before != bare and len(bare) > 2:
        before = bare
        bare = re.sub(rf"^{_LIGHT_ZH}(?=.{{2,}})", "", bare).strip()
        bare = re.sub(r"(?<=.{2})(?:的内容|的事|一次|举行|举办|出现|的)$", "", bare).strip()
    return bare


def content_words(phrase: str) -> list[str]:
    """The words of a phrase that carry its meaning; light verbs only when there is nothing else."""
    words = [word for word in re.findall(r"[^\W_]+", phrase.casefold()) if word not in STOPWORDS]
    heavy = [word for word in words if word not in LIGHT_VERBS]
    return heavy or [word for word in words if word not in _AUXILIARY]


def has_content(text: str, *, verbs: bool = True) -> bool:
    """Whether the text says anything besides positions, small words and the words of the form itself."""
    if re.search(rf"[{CJK}]", text):
        left = re.sub(rf"{_FORM_ZH}|{_LIGHT_ZH}|[\s，,。；;：:、（）()\d\W]", "", text)
        if left:
            return True
    if re.search(r"\b(?:long|short)\s+(?!words?\b|descriptions?\b|entr)\w+s\b", text, re.IGNORECASE):
        return True  # "long runs" are no remark on length
    return any(
        len(word) > 1 and not word.isdigit() and word not in _FORM and (verbs or word not in LIGHT_VERBS)
        for word in content_words(re.sub(rf"[{CJK}]", " ", text))
    )


_FORM = frozenset(
    "write entry entries diary journal log logbook text document series description descriptions section "
    "sections part parts number "
    "numbered numbering word words length long short brief least total gets own following follow follows "
    "form format example etc e g "
    "please requirement requirements rule rules specific constraint constraints events things note notes detail details order "
    "separately individually exactly period periods whole entire year separate paragraph paragraphs single itself respectively "
    "line lines per apiece approximately roughly about minimum maximum apart additional additionally further furthermore".split()
)
_FORM_ZH = (
    r"(?:请|全书|全篇|文中|每|第|写|分隔|结束|结尾|以|一篇|一段|一份|共|总共|全文|左右|以上|以下|不少于|不超过|字|"
    r"编号|逐|描述|要求|如下|篇|段|分别|依次|其中|另外|此外|以外|之外|外)"
)
