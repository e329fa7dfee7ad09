"""Claims of Chinese sentences: years of events, ages, measures, counts and makers. Precision comes first, as in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from longwriter_agents.coherence.claims import Amount, Claim, Date, Person, Subject, Value
from longwriter_agents.coherence.reading import Sentence
from longwriter_agents.numbers import number

_LONGEST = 160
_HEDGED = re.compile(
    r"如果|假如|也许|可能|或许|大概|据说|传说|相传|据传|估计|不是|没有|并非|从未|原计划|预计|本想|以为|误以为|例如|比如|[?？]"
)
_CLAUSE = re.compile(r"[^，。；：！？、（）“”\n]+")
_S = r"(?P<s>[^，。；：！？、（）\s\d]{2,14}?)"
_Y = r"(?P<year>1\d{3}|20\d{2})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
_N = r"(?P<n>\d[\d,]*(?:\.\d+)?万?|[一二两三四五六七八九十百千]{1,7})"
_EVENTS = {
    "建成": "build", "建造": "build", "修建": "build", "建": "build", "落成": "complete", "竣工": "complete",
    "通车": "open", "开通": "open", "开放": "open", "开馆": "open", "开业": "open", "成立": "found", "创立": "found",
    "创办": "found", "创建": "found", "设立": "found", "出生": "be born", "生": "be born", "逝世": "die", "去世": "die",
    "出版": "publish", "发表": "publish", "发明": "invent", "拆除": "demolish", "关闭": "close",
}  # fmt: skip
_EVENT = "|".join(sorted(_EVENTS, key=len, reverse=True))
_YEARS = (
    re.compile(rf"^{_S}(?:最初|正式|始|兴)?(?P<verb>{_EVENT})于(?:公元)?{_Y}"),
    re.compile(rf"^{_S}(?:是于|是在|是|于|在)?(?:公元)?{_Y}(?:正式|开始|全面)?(?P<verb>{_EVENT})"),
    re.compile(
        rf"^(?:公元)?{_Y}{_S}(?:正式|全面|终于)?(?P<verb>建成|落成|竣工|通车|开通|成立|创立|出生|逝世|去世|出版|开馆|开业)"
    ),
)
_SPAN_DATE = re.compile(rf"^(?:在|于)?(?:公元)?{_Y}$")
_AFTER_DATE = re.compile(
    rf"^{_S}(?:正式|全面|终于)?(?P<verb>建成|落成|竣工|通车|开通|成立|创立|出生|逝世|去世|出版|开馆|开业)"
)
_DIMENSION = {
    "全长": "long", "总长": "long", "长度": "long", "长": "long", "高度": "high", "高": "high", "宽度": "wide", "宽": "wide",
    "深": "deep", "重": "weight", "占地": "area", "面积": "area", "海拔": "altitude", "票价": "price", "藏书": "count:册",
}  # fmt: skip
_UNIT = "平方公里|平方米|公里|千米|厘米|毫米|米|公顷|亩|吨|公斤|千克|克|元|层|册"
_MEASURE = re.compile(
    rf"^{_S}(?:的)?(?P<dim>{'|'.join(sorted(_DIMENSION, key=len, reverse=True))})(?:为|是|达)?{_N}(?P<unit>{_UNIT})$"
)
_MEASURE_WORD = "[个间座名本册层位家条辆艘张部扇级户所口棵头匹]"
_COUNT = re.compile(
    rf"^{_S}(?:一?共有|共设有|设有|拥有|藏有|有){_N}(?P<unit>{_MEASURE_WORD})(?P<noun>[^，。；\s\d]{{1,4}})$"
)
_BY = {"设计者": "设计", "创办人": "创办", "创始人": "创办", "创立者": "创立", "建造者": "建造", "作者": "撰写", "发明者": "发明",
       "校长": "校长", "馆长": "馆长", "镇长": "镇长", "市长": "市长", "村长": "村长"}  # fmt: skip
_HOLDER = re.compile(rf"^{_S}的(?P<what>{'|'.join(_BY)})是(?P<who>[^，。；\s\d]{{2,8}})$")
_YEARLY = re.compile(rf"^{_S}(?:于|在)?每年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?:举行|举办|开幕|开始)")
_AGE = re.compile(rf"^{_S}今年(?:已经?)?{_N}岁")
_MAKER = re.compile(
    rf"^{_S}(?:是)?由(?P<who>[^，。；\s\d]{{2,8}}?)(?P<verb>设计|创办|创立|建造|撰写|发明|创作)(?:的)?$"
)
_CHANGING = re.compile(r"年前|当年|去年|那年|现在|如今|目前|后来|当时|曾经|起初|最初|原来|\d年")
"""What binds a number to a moment, wherever it stands in the sentence."""
_OF_SEVERAL = re.compile(r"每|另|其他|第一|第二|其中")
_POINTING = re.compile(
    r"^(?:这|那|该|本|此)?(?:座|家|所|条|间|栋|部|本|位|个|幢)?|^(?:而|但|其实|当年|据记载|整座|整个)"
)


def claims(sentence: Sentence, text: str) -> Iterator[Claim]:
    """What a Chinese sentence claims; `text` is the whole document, in which a general word must mean one thing only."""
    if (
        len(sentence.text) > _LONGEST
        or sentence.listed
        or sentence.text[:1] in "“「『"
        or _HEDGED.search(sentence.text)
    ):
        return
    clauses = _CLAUSE.findall(re.sub(r"[*_`]", "", sentence.text))
    about, changing = "", bool(_CHANGING.search(sentence.text))
    for number_, clause in enumerate(clauses):
        before = clauses[number_ - 1].strip() if number_ else ""
        for subject, attribute, value in _of_clause(clause.strip(), before, changing):
            name = _POINTING.sub("", subject) or about
            about = name
            if _single(name, text):
                yield Claim(Subject(name, named=True), attribute, value, sentence)


def _of_clause(clause: str, before: str, changing: bool) -> Iterator[tuple[str, str, Value]]:
    for pattern in _YEARS:
        if match := pattern.match(clause):
            yield match["s"], _EVENTS[match["verb"]], _date(match)
            return
    if (dated := _SPAN_DATE.match(before)) and (match := _AFTER_DATE.match(clause)):
        yield match["s"], _EVENTS[match["verb"]], _date(dated)
    if (match := _MAKER.match(clause)) and not re.search(r"[和与及]", match["who"]):
        yield match["s"], f"by:{match['verb']}", Person(match["who"])
    if (match := _HOLDER.match(clause)) and not re.search(r"[和与及]", match["who"]):
        yield match["s"], f"by:{_BY[match['what']]}", Person(match["who"])
    if match := _YEARLY.match(clause):
        yield match["s"], "held", Date(month=int(match["month"]), day=int(match["day"]))
    if not changing:
        yield from _amounts(clause)


def _amounts(clause: str) -> Iterator[tuple[str, str, Value]]:
    if _OF_SEVERAL.search(clause) or re.search(r"约|近|超过|左右|多|余|至少|不到", clause):
        return
    if match := _MEASURE.match(clause):
        yield from _amount(match, _DIMENSION[match["dim"]], match["unit"])
    elif match := _COUNT.match(clause):
        yield from _amount(match, f"count:{match['noun']}", "")
    elif match := _AGE.match(clause):
        yield from _amount(match, "age", "岁")


def _amount(match: re.Match[str], attribute: str, unit: str) -> Iterator[tuple[str, str, Value]]:
    raw = match["n"].replace(",", "")
    value = float(raw.rstrip("万")) * (1e4 if raw.endswith("万") else 1) if raw[0].isdigit() else number(raw)
    if value:
        yield match["s"], attribute, Amount(value, unit)


def _date(match: re.Match[str]) -> Date:
    return Date(year=int(match["year"]), month=int(match["month"] or 0), day=int(match["day"] or 0))


def _single(name: str, text: str) -> bool:
    """Whether the text speaks of one such thing: no plural, no "another", no other name that ends so."""
    if len(name) < 2:
        return False
    if re.search(
        rf"(?:另一|每一?|各|其他|第[一二三四五六七八九十]|新|旧|老|[几两三四五六七八九十多些]){_MEASURE_WORD}?{re.escape(name)}",
        text,
    ):
        return False
    return not name.endswith("们")
