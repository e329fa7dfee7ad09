"""The words in which a request speaks of positions: made for its own series, since the label is data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from longwriter_agents.constraints.dating import MONTH, find_dates, month_number
from longwriter_agents.constraints.map_words import border_words, corner_value, corner_words, edge_value, edge_words
from longwriter_agents.constraints.nouns import forms, is_chinese, is_storey
from longwriter_agents.model import Series
from longwriter_agents.numbers import CARDINAL, CHINESE, ORDINAL, ORDINAL_WORDS, misspelt_ordinal, whole

GENERAL_LABELS = (
    "chapter section part lesson episode week day month floor module unit act entry scene letter stanza paragraph"
).split()
GENERAL_LABELS_ZH = "章 节 部分 周 天 集 课 层 回 段".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_WEEKDAYS_ZH = "一二三四五六日"
_LENGTHS = {"day": 1, "week": 7, "fortnight": 14}
"""Days of the periods that a series of days or weeks may be counted in."""


@dataclass(frozen=True)
class Token:
    """A word of a clause with what it means for positions; `value` by kind: a number, dates, a weekday."""

    kind: str
    start: int
    end: int
    text: str
    value: Any = None


@dataclass(frozen=True)
class Vocabulary:
    """What tokens there are for a series (or, without one, for documents in general)."""

    pattern: re.Pattern[str]
    series: Series | None = None
    plurals: frozenset[str] = field(default_factory=frozenset)
    dated: bool = False

    @property
    def count(self) -> int | None:
        return self.series.count if self.series else None


def vocabulary_of(series: Series | None) -> Vocabulary:
    labels = (series.label, *series.aliases) if series else (*GENERAL_LABELS, *GENERAL_LABELS_ZH)
    return _vocabulary(series, labels)


@lru_cache(maxsize=256)
def _vocabulary(series: Series | None, labels: tuple[str, ...]) -> Vocabulary:
    words = [form for label in labels for form in forms(label)]
    pattern = _pattern(words, grid=bool(series and series.grid), storeys=any(is_storey(label) for label in labels))
    plurals = frozenset(word for word in words if not is_chinese(word) and word.endswith("s"))
    return Vocabulary(pattern, series, plurals, bool(series and series.calendar))


def _words(*alternatives: str) -> str:
    return rf"\b(?:{'|'.join(alternatives)})\b"


def _pattern(labels: list[str], *, grid: bool, storeys: bool) -> re.Pattern[str]:
    english = [re.escape(word) for word in labels if not is_chinese(word)]
    chinese = [re.escape(word) for word in labels if is_chinese(word)]
    label = "|".join(filter(None, [_words(*english) if english else "", f"(?:{'|'.join(chinese)})" if chinese else ""]))
    plurals = "|".join(re.escape(word) for word in labels if not is_chinese(word) and word.endswith("s")) or "!"
    kinds = [
        ("CELL", r"\(\s*\d{1,3}\s*[,，]\s*\d{1,3}\s*\)|（\s*\d{1,3}\s*[,，]\s*\d{1,3}\s*）"),
        ("TENDAYS", "[上中下]旬"),
        ("MONTHDAY", _words(r"(?:first|last|\d{1,2}(?:st|nd|rd|th)) (?:day )?of (?:each|every|the) month")),
        (
            "WEEKDAY",
            rf"\b(?:{'|'.join(_WEEKDAYS)}|weekend|weekday|working day)s?\b|周末|工作日(?![志记报程历])|"
            r"(?:周|星期|礼拜)[一二三四五六日天](?![章层站集课期个次篇封份则回])",
        ),
        (
            "EXCEPT",
            _words(
                "except(?:ing)?(?: for)?", "excluding", "apart from", "other than", "save for", "with the exception of"
            )
            + "|除(?:了|去|开)?(?!夕)",
        ),
        ("BUT", _words("but", "bar", "save")),
        ("OUTSIDE", "(?:以外|之外|外)(?=[，,、的都每所均其]|$)"),
        ("BORDER", border_words(labels) if grid else r"(?!)"),
        ("CORNER", corner_words(labels) if grid else r"(?!)"),
        ("EDGE", edge_words() if grid else r"(?!)"),
        ("ROW", _words("rows?") + r"|行|(?<=[\d一二三四五六七八九十])排" if grid else r"(?!)"),
        ("COLUMN", _words("columns?") + "|列" if grid else r"(?!)"),
        (
            "OPEN",
            _words("starting", "beginning", "commencing")
            + r"(?:\s+(?:from|in|at|with|on))?"
            + "|"
            + _words(
                "from",
                "as of",
                "as from",
                "since",
                "(?:for the )?first(?: time)? (?:in|on|at|comes in)",
                "starts? (?:in|at|with|from|on)",
                "begins? (?:in|at|with|from|on)",
                "first appear(?:s|ing)? (?:in|on|at)",
                "(?:the )?first (?:one|time) (?:being|is)?(?: in| on| at)?",
            )
            + r"|从|以(?=第\s*(?:\d+|[一二三四五六七八九十百]+)[^，。]{0,4}为(?:起点|起始|始|起))|"
            + r"自(?!己|然|由|动|行|来|助|学)|由(?=第)",
        ),
        (
            "TO",
            r"(?<=[\d\s])[-–—~～](?=[\s\d])|(?<=[\dA-Za-z一-鿿])[–—～](?=\s?[\dA-Za-z第一-鿿])|"
            + _words(
                "up to(?: and including)?",
                "through to",
                "all the way to",
                "and ending (?:in|at|with|on)",
                "ending (?:in|at|with|on)",
                "to",
                "through",
                "thru",
                "till",
                "until",
            )
            + "|直到|直至|截至|到(?!达|来|访)|至(?!少|多|今|于)",
        ),
        (
            "ONWARD",
            _words(
                "onwards?",
                "and (?:up|above|upwards?|higher|later|after(?:wards)?|beyond|all following)",
                "or (?:higher|later|above)",
                "upwards?",
                "up(?=[\\s,.;:]|$)(?! to)",
                "forward",
                "thereafter",
                "from (?:then|there) on",
                "after that",
                "afterwards",
                "on(?=[,.;:]|$| there| she| he| they| it| we| the)",
            )
            + "|开始|(?:开始)?[算数]起|为(?:起点|起始|始)|"
            + r"起(?=[，,、。；]|每|都|的|就|，|$)|起(?!来|床|初|火|点|舞|飞|身|码)|(?:及|和)?(?:以后|之后|往后|以上)",
        ),
        (
            "BEFORE",
            _words("before", "prior to", "ahead of", "preceding", "below", "earlier than") + "|之前|以前|前(?=[，,的])",
        ),
        (
            "AFTER",
            _words("after", "following", "past", "beyond", "above", "later than")
            + "|之后|以后|(?<=[一-鿿])(?<!最)后(?=[，,的一两二三第\\d])|(?<=[一-鿿\\d][天周层站集章课期])后",
        ),
        ("LATER", _words("later", "on(?=,)")),
        ("EARLIER", _words("earlier")),
        ("NEXT", "下一个?|次(?=周|日|天)"),
        ("PREVIOUS", "上一个?|前一个?"),
        ("EVERYN", r"每隔|每逢|每"),
        ("EVERY", _words("every", "each", "per")),
        (
            "REST",
            _words(
                rf"(?:all (?:the |of the )?|the )(?:other|remaining)(?= (?:{plurals}|ones))",
                rf"the rest of the(?= (?:{plurals}))",
                "(?:all )?the (?:others|rest|remainder)(?! of)",
            )
            + "|(?:其余|其他|剩下)的?(?=[各每所一-鿿])",
        ),
        ("OTHER", _words("other", "alternate", "alternating") + f"|隔(?={'|'.join(chinese) or '!'})"),
        (
            "ODD",
            _words(
                "odd(?:[- ]number(?:ed|s))?",
                "uneven(?:[- ]numbered)?",
                "(?:with|that (?:have|bear|carry)|bearing|having|carrying) (?:an? )?(?:odd|uneven) numbers?",
            )
            + "|奇数|单[数号]|逢单|单(?=周|日|层|站|集|章|课|期)",
        ),
        (
            "EVEN",
            _words(
                "even[- ]number(?:ed|s)",
                f"even (?=ones?|{'|'.join(english) or '!'})",
                "(?:with|that (?:have|bear|carry)|bearing|having|carrying) (?:an? )?even numbers?",
            )
            + "|偶数|双[数号]|逢双|双(?=周|日|层|站|集|章|课|期)",
        ),
        (
            "ENDS",
            _words(r"(?:(?:whose|with) numbers? (?:that )?)?end(?:s|ing)? (?:in|with|on) (?:an? |the digit )?\d(?! ?%)")
            + r"|(?:编号|号码|序号)?(?:尾数|末位|个位)(?:数)?(?:为|是)?\d",
        ),
        ("MULTIPLE", _words("divisible by", "(?:a )?multiples? of", "multiples of") + "|的?倍数"),
        ("INTERVAL", _words("(?:at )?intervals? of", "intervals?")),
        ("LASTBUT", _words("last but (?:one|two)")),
        ("ORD", _ordinals(storeys)),
        ("MIDDLE", _words("middle", "central", "midmost") + "|中间(?=[那一]|" + ("|".join(chinese) or "!") + ")"),
        ("HALF", _words("half") + "|前半(?:部分|段|程)?|后半(?:部分|段|程)?"),
        ("FRONT", f"前(?={CHINESE}个?|\\d)|最初(?={CHINESE}|\\d)|(?:最低|最下面?的?|底部)(?={CHINESE}|\\d)"),
        ("BACK", f"(?:最后|末尾|末|后|最高|最上面?的?|顶部)(?={CHINESE}个?|\\d)"),
        (
            "ALL",
            _words("all(?: of)?(?: the)?", "any", "no(?= )", "throughout")
            + "|所有(?:的)?|全部(?:的)?|各(?="
            + ("|".join(chinese) or "!")
            + ")",
        ),
        ("MONTH", MONTH + rf"(?!\s+\d)|(?<![\d月])(?:\d{{1,2}}|{CHINESE})月(?!\d|[一二三四五六七八九十])(?:份)?"),
        ("LABEL", label or r"(?!)"),
        (
            "PERIOD",
            _words("days?", "weeks?", "fortnights?", "months?", "quarters?", "years?") + "|周|星期|天|个月|月|季度",
        ),
        ("ADVERB", _words("biweekly", "fortnightly", "weekly", "monthly", "yearly", "daily")),
        ("DET", _words("the", "this", "these", "those", "its", "both")),
        ("ONE", _words("ones?") + "(?!-)"),
        (
            "NUM",
            rf"(?<![\w.,:/-])\d{{1,4}}(?![\d%]|[.,:/]\d|[A-Za-z])|(?<=[一-鿿-–—~])\d{{1,4}}(?![\d%]|[.,:/]\d)|"
            rf"(?<![\w.,:/-])\d{{1,3}}(?=/\d{{1,3}}(?![\d%]))|(?<=\d/)\d{{1,3}}(?![\d%]|[.,:]\d|[A-Za-z])|\b{CARDINAL}|{CHINESE}",
        ),
        ("AND", r",|，|、|&|/|\+|" + _words("and", "plus", "as well as", "or", "then") + "|以及|和|与|及|或"),
        ("COLON", r"[:：=→]|->"),
        ("STOP", r"[.;!?。；！？\n]"),
        ("WORD", r"接下来|[一-鿿]|[^\W一-鿿]+(?:['’-][^\W一-鿿]+)*"),
    ]
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds), re.IGNORECASE)


def _ordinals(storeys: bool) -> str:
    found = (
        r"\b\d{1,4}(?:st|nd|rd|th)\b|\b(?:second|third)[- ](?:to|from)[- ]last\b|\b(?:second|third|next)[- ](?:to[- ])?last\b|"
        rf"\b(?:ante)?penultimate\b|\b{ORDINAL}(?!-)|\b(?:last|final|opening|closing|concluding)\b|"
        rf"倒数第\s*(?:\d+|{CHINESE})个?|第\s*(?:\d{{1,4}}|{CHINESE})个?|最后一?个?(?=[一-鿿])|(?:末|终点?|尾)(?=[章集站周课层讲期篇回场])|"
        r"(?:首|起点|始发)(?=[章集站周课层讲期篇回场])"
    )
    if storeys:
        found += rf"|\b(?:upper|lower)(?= (?:\d|{CARDINAL}))"
        found += r"|\b(?:top(?:most)?|uppermost|highest|ground|bottom|lowest)(?=\s)|顶(?=层|楼)|底(?=层|楼)"
    return found


def tokens(clause: str, vocabulary: Vocabulary) -> list[Token]:
    """The clause as tokens, each with its place in it."""
    dates = find_dates(clause) if vocabulary.dated else []
    found: list[Token] = []
    at = 0
    for start, end, spans in [*dates, (len(clause), len(clause), ())]:
        found += _plain(clause, at, start, vocabulary)
        if spans:
            found.append(Token("DATE", start, end, clause[start:end], spans))
        at = end
    return _corrected(found)


def _corrected(found: list[Token]) -> list[Token]:
    """ "Every fith chapter": a misspelt ordinal between "every" or "the" and the label is taken for what it must be."""
    for i in range(1, len(found) - 1):
        token = found[i]
        between = found[i - 1].kind in ("EVERY", "DET") and found[i + 1].kind == "LABEL"
        meant = misspelt_ordinal(token.text) if token.kind == "WORD" and between else None
        if meant:
            found[i] = Token("ORD", token.start, token.end, meant, ORDINAL_WORDS[meant])
    return found


def _plain(clause: str, start: int, end: int, vocabulary: Vocabulary) -> list[Token]:
    return [
        Token(match.lastgroup or "WORD", match.start(), match.end(), match.group(), _value(match))
        for match in vocabulary.pattern.finditer(clause, start, end)
    ]


_FROM_END = {
    "last": -1, "final": -1, "closing": -1, "concluding": -1, "penultimate": -2, "antepenultimate": -3,
    "top": -1, "topmost": -1, "uppermost": -1, "upper": -1, "lower": 1, "highest": -1, "顶": -1, "末": -1, "终": -1,
    "终点": -1, "尾": -1,
    "ground": 1, "bottom": 1, "lowest": 1, "opening": 1, "底": 1, "首": 1, "起点": 1, "始发": 1,
}  # fmt: skip


def _value(match: re.Match[str]) -> Any:
    kind, text = match.lastgroup, match.group().casefold()
    if kind == "NUM":
        return whole(text)
    if kind == "ORD":
        return _ordinal_value(text)
    if kind in ("EDGE", "BORDER"):
        return edge_value(text)
    if kind == "CORNER":
        return corner_value(text)
    if kind == "LASTBUT":
        return -2 if text.endswith("one") else -3
    if kind == "ENDS":
        return int(re.findall(r"\d", text)[-1])
    if kind == "CELL":
        return tuple(map(int, re.findall(r"\d+", text)))
    if kind == "WEEKDAY":
        return _weekday(text)
    if kind == "MONTH":
        return month_number(re.sub(r"月份?$", "", match.group()))
    if kind == "PERIOD":
        return _LENGTHS.get(text.removesuffix("s"), {"周": 7, "星期": 7, "天": 1}.get(text, 0))
    return None


def _ordinal_value(text: str) -> int:
    if text in _FROM_END:
        return _FROM_END[text]
    if text.startswith("最后"):
        return -1
    if text.startswith(("倒数第", "第")):
        value = whole(re.sub(r"^倒?数?第\s*|个$", "", text)) or 1
        return -value if text.startswith("倒") else value
    if "last" in text:
        return {"second": -2, "next": -2, "third": -3}[re.split(r"[- ]", text)[0]]
    return whole(text) or 1


def _weekday(text: str) -> tuple[int, ...]:
    bare = text.removesuffix("s")
    if bare in ("weekend", "周末"):
        return (5, 6)
    if bare in ("weekday", "working day", "工作日"):
        return (0, 1, 2, 3, 4)
    return (_day_of_week(text),)


def _day_of_week(text: str) -> int:
    if text[-1] in _WEEKDAYS_ZH + "天":
        return 6 if text[-1] == "天" else _WEEKDAYS_ZH.index(text[-1])
    return _WEEKDAYS.index(text.removesuffix("s"))
