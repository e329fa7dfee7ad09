"""How English says when, how much and by whom: the wordings that are known, as patterns (their meaning: `english.py`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from longwriter_agents.coherence.names import NAME, NO_NAMES, TITLE
from longwriter_agents.numbers import CARDINAL, SMALL, TENS
from longwriter_agents.prose.cues import Cued, cued

LONGEST = 400
"""Signs of a sentence; in longer ones who does what can't be told by patterns."""
HEDGED = re.compile(
    r"\b(?:if|would|could|might|may|perhaps|suppose[sd]?|imagine|legends?|rumou?rs?|rumou?red|myths?|said to|some say|"
    r"according to|estimated|disputed|probably|possibly|maybe|allegedly|not|never|nor|instead|rather than|planned|expected|"
    r"intended|wrongly|thought|believed|claim(?:s|ed)?|unless|whether|either|for example|for instance|such as|"
    r"mistaken(?:ly)?|pretend(?:s|ed)?|dream(?:s|ed|t)?|fiction(?:al)?|"
    r"in (?:the|a|his|her) (?:novel|film|play|story))\b|n['’]t\b|\?"
)
QUOTE = re.compile(r"^\s*[\"“”‘«]|:\s*[\"“]")
CHANGING = re.compile(
    r"\b(?:now|today|then|later|when|after|before|first|beg[au]n|grew|grown|initially|currently|once|until|years?|ago|since|"
    r"during|new|still|already|eventually|soon|rose|fell|doubled|by then|at first|at the time|these days|nowadays|originally|"
    r"meanwhile|another|each|every|other|previous(?:ly)?|former(?:ly)?|last|next|remaining|left|extra|additional|more|total)\b"
    r"|\b(?:Jan|Febr)uary\b|\b(?:March|April|May|June|July|August|September|October|November|December)\b|\b[12]\d{3}\b"
)
"""Words that bind a number to a moment or to a part: such numbers change and contradict nothing."""

MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(MONTHS)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = (
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?=(?:{_MONTH})))?(?:(?P<month>{_MONTH})\s+(?:of\s+)?)?"
    r"(?:(?<=[a-z] )(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s+)?"
    r"(?P<year>1\d{3}|20\d{2})(?![\d,.]*\d)(?!s|['’]s|\s*[–-]\s*\d|\s+(?:and|or|to)\s+\d|\s+(?:BC|AD|people|met|feet|miles|words|pages))"
)
_IN = r"(?:in|on|back in)\s+(?:the\s+)?(?:(?:early|late|spring|summer|autumn|fall|winter|year|month)\s+)?(?:of\s+)?"
_EXTRA = (
    r"(?:\s+(?!(?:that|which|who|after|before|until|since|when|because|to|and|but|again|anew|\w+ed)\b)[\w'’-]+){0,6}?"
)
CLASS = {
    "built": "build", "constructed": "build", "erected": "build", "completed": "complete", "finished": "complete",
    "opened": "open", "inaugurated": "open", "founded": "found", "established": "found", "set up": "found",
    "incorporated": "found", "published": "publish", "released": "publish", "invented": "invent", "patented": "patent",
    "discovered": "discover", "demolished": "demolish", "torn down": "demolish", "pulled down": "demolish",
    "signed": "sign", "launched": "launch", "born": "be born", "destroyed": "destroy", "consecrated": "consecrate",
    "died": "die", "passed away": "die", "closed": "close", "abolished": "abolish", "composed": "compose",
    "painted": "paint", "written": "write", "designed": "design", "created": "create", "directed": "direct",
    "commissioned": "commission", "named after": "name", "called": "call", "came out": "publish",
    "the work": "design", "the design": "design",
    "opening": "open", "inauguration": "open", "construction": "build", "completion": "complete", "founding": "found",
    "foundation": "found", "establishment": "found", "birth": "be born", "death": "die", "publication": "publish",
    "invention": "invent", "discovery": "discover", "demolition": "demolish", "launch": "launch", "closure": "close",
    "signing": "sign", "destruction": "destroy",
}  # fmt: skip
_PASSIVE = (
    r"built|constructed|erected|completed|finished|opened|inaugurated|founded|established|set up|incorporated|published|"
    r"released|invented|patented|discovered|demolished|torn down|pulled down|signed|launched|born|destroyed|consecrated|abolished"
)
_NOUN = (
    r"opening|inauguration|construction|completion|founding|foundation|establishment|birth|death|publication|invention|"
    r"discovery|demolition|launch|closure|signing|destruction"
)
_BE = r"(?:was|were|is|had been|has been)\s+(?:(?:first|finally|officially|formally|originally|eventually)\s+)?"
_MADE = r"designed|built|founded|written|invented|discovered|composed|painted|directed|established|created|commissioned"
_BEFORE_NAME = r"(?:the\s+|an?\s+)?(?:[a-z][\w-]+\s+){0,3}?"
_N = rf"(?P<n>\d[\d,]*(?:\.\d+)?(?:\s+(?:million|billion|thousand))?|(?i:{CARDINAL}))"
_CURRENCY = r"euros?|dollars?|pounds?|francs?|marks|yuan|cents"
_UNIT = (
    rf"(?P<unit>{_CURRENCY}|"
    r"kilomet(?:re|er)s?|centimet(?:re|er)s?|millimet(?:re|er)s?|met(?:re|er)s?|miles?|feet|foot|inch(?:es)?|yards?|"
    r"km|cm|mm|m|ft|kilograms?|kilos?|kg|grams?|g|tons?|tonnes?|pounds?|litres?|liters?|hectares?|acres?|"
    r"square (?:kilomet(?:re|er)s|met(?:re|er)s|miles|feet)|degrees?|storeys?|stor(?:y|ies)|"
    r"years?|hours?|minutes?|days?|weeks?|months?)"
)
ADJECTIVE = {
    "long": "long", "in length": "long", "high": "high", "tall": "high", "in height": "high", "above sea level": "altitude",
    "wide": "wide", "across": "wide", "in width": "wide", "broad": "wide", "deep": "deep", "in depth": "deep",
    "thick": "thick", "old": "old",
    "tallest": "high", "highest": "high", "longest": "long", "deepest": "deep", "widest": "wide", "in diameter": "diameter",
}  # fmt: skip
DIMENSION = {
    "length": "long", "height": "high", "width": "wide", "depth": "deep", "weight": "weight", "population": "population",
    "capacity": "capacity", "price": "price", "area": "area", "diameter": "diameter", "speed": "speed", "membership": "members",
    "circumference": "circumference", "elevation": "altitude", "span": "span", "age": "old",
}  # fmt: skip
BY_VERB = {"stands": "high", "stood": "high", "rises": "high", "towers": "high", "measures": "long", "measured": "long",
            "runs": "long", "stretches": "long", "extends": "long", "weighs": "weight", "weighed": "weight",
            "covers": "area", "occupies": "area"}  # fmt: skip
_EXACT = r"(?:exactly|just|only|a full|precisely|fully|no less than)?\s*"
_END = r"(?=\s*(?:[.;:!)]|,\s|$|\s(?:and|but|while|which|making|above|from end to end)\b))"
_MONEY = (
    rf"(?:[$€£]\s?(?P<sum>\d[\d,]*(?:\.\d+)?)|"
    rf"(?P<n>\d[\d,]*(?:\.\d+)?|(?i:{CARDINAL}))\s+(?P<unit>{_CURRENCY}))"
)
_TIME = (
    r"(?:(?P<hour>\d{1,2}(?:[:.]\d{2})?)\s*(?P<half>[ap]\.?m\.?)?|(?P<spoken>noon|midnight|(?i:"
    + CARDINAL
    + r")(?:\s+o['’]clock)?))"
)
_ROLE = (
    r"mayor|director|king|queen|president|head teacher|headmaster|headmistress|head librarian|founder|owner|chairman|chairwoman|"
    r"chairperson|chair|architect|captain|keeper|editor|principal|chief engineer|treasurer|secretary|conductor|"
    r"curator|manager|landlord"
)
_KIN = r"husband|wife|mother|father"


def _last_words(*told: str) -> frozenset[str]:
    """Of alternatives, of which each may have several words."""
    return frozenset(each.split()[-1] for alternatives in told for each in alternatives.split("|"))


Kind = Literal["year", "number", "joined", "maker", "role", "kin", "time"]
Where = Literal["before", "after", "front", "group", "possessive", "role", "kin"]


@dataclass(frozen=True)
class Form(Cued):
    """One wording: a slow pattern with its cues as they are written, and whether its subject stands before or after it, or in
    the group `s`."""

    where: Where = "before"


_APOSTROPHES = ("'", "’")


def _form(pattern: str, where: Where, cues: Sequence[str] = ()) -> Form:
    return Form(re.compile(pattern), _APOSTROPHES if where in ("possessive", "kin") else tuple(cues), where)


YEARS = (
    _form(rf"\b{_BE}(?P<verb>{_PASSIVE}){_EXTRA},?\s+{_IN}{_DATE}", "before"),
    _form(
        rf"\b(?:finally\s+|first\s+|officially\s+)?(?P<verb>opened|closed|died|passed away)"
        rf"(?:\s+(?:its doors|to the public|to traffic|to visitors|for business|peacefully|suddenly))?,?\s+{_IN}{_DATE}",
        "before",
    ),
    _form(
        rf"\b(?P<verb>built|founded|established|opened|invented|published|launched|discovered|destroyed)\s+(?=the\s|[A-Z])"
        rf"(?P<s>[^,.;]{{3,40}}?),?\s+{_IN}{_DATE}",
        "group",
    ),
    _form(
        rf"^In {_DATE},?\s+[^,.;]{{3,40}}?\s(?P<verb>built|founded|established|opened|invented|destroyed)\s+(?=the\s|[A-Z])"
        r"(?P<s>[^,.;]{3,40}?)(?=[,.;])",
        "group",
    ),
    _form(rf"\b(?P<verb>came out)\s+{_IN}{_DATE}", "before"),
    _form(rf"(?P<verb>\bdates)\s+(?:back\s+)?(?:to|from)\s+{_DATE}", "before"),
    _form(rf",\s+(?:which was\s+|who was\s+|first\s+)?(?P<verb>{_PASSIVE}){_EXTRA}\s+{_IN}{_DATE}", "before"),
    _form(rf"^(?P<verb>(?i:{_PASSIVE})){_EXTRA}\s+{_IN}{_DATE}(?:\s+by[^,]{{3,60}})?,\s+", "after"),
    _form(rf"^(?:It was\s+)?(?:{_IN}|(?:In|On|Back in)\s+(?:the\s+(?:spring|summer|autumn|winter|year)\s+(?:of\s+)?)?){_DATE}"
          r"(?:,\s+|\s+that\s+|\s+)(?=[A-Zat])", "front"),
    _form(rf"\b(?P<verb>{_NOUN})\s+of\s+(?P<s>[^,.;]{{3,60}}?)\s+{_IN}{_DATE}", "group"),
    _form(rf"(?P<s>[^,.;]{{3,60}}?)['’]s?\s+(?P<verb>{_NOUN}),?\s+{_IN}{_DATE}", "possessive"),
)  # fmt: skip
FRONT_VERB = re.compile(rf"^\s+(?:{_BE}(?P<verb>{_PASSIVE})|(?P<plain>opened|closed|died))\b")
LIFE = re.compile(
    rf"(?P<s>{NAME})\s+\((?:born\s+(?P<only>1\d{{3}}|20\d{{2}})|(?P<born>1\d{{3}})\s?[–-]\s?(?P<died>1\d{{3}}|20\d{{2}}))\)"
)
_OF_SUBJECT = r"of\s+(?P<s>[^,.;]{3,50}?)"
_OWNER = r"(?P<s>[^,.;]{3,60}?)['’]s?"
_DIM = rf"(?P<dim>{'|'.join(DIMENSION)})"
_HAS = (
    r"(?:has|have|had|contains?|contained|holds?|held|houses?|housed|seats?|seated|sleeps|comprises?|feeds|owns|operates|counts?|"
    r"offers?|includes?|consists? of|is home to)"
)
_THINGS = r"(?P<noun>(?:[a-z][\w-]+\s+)?[a-z][\w-]+s|people|children|men|women)"
_LIES = r"(?:is|was|measures|measured|stands|stood|rises|runs|stretches|extends|towers)"
_COUNTED = rf"{_EXACT}{_N}(?:\s+{_UNIT})?{_END}"
AMOUNTS = (
    _form(rf"\b{_LIES}\s+{_EXACT}{_N}[\s-]{_UNIT}\s+(?P<adj>{'|'.join(ADJECTIVE)})\b", "before"),
    _form(rf"\b(?P<verb>{'|'.join(BY_VERB)})\s+{_EXACT}{_N}\s+{_UNIT}{_END}", "before"),
    _form(rf"\b{_HAS}\s+{_EXACT}{_N}\s+{_THINGS}{_END}", "before"),
    _form(
        rf"\b(?:has|have|had) (?:room|space|seats) for {_EXACT}{_N}\s+(?P<noun>people|guests|visitors|children){_END}",
        "before",
    ),
    _form(
        rf"^At {_EXACT}{_N} {_UNIT},\s+(?=[^,.]{{3,60}}\b(?:is|was) the (?P<adj>tallest|highest|longest|deepest|widest)\b)",
        "after",
    ),
    _form(
        rf"^There (?:are|were) {_EXACT}{_N}\s+(?P<noun>[a-z][\w-]+s) (?:in|on|at)\s+(?P<s>[^,.;]{{3,40}}?){_END}",
        "group",
    ),
    _form(rf"\b[Tt]he {_N}\s+(?P<noun>[a-z][\w-]+s) of\s+(?P<s>[^,.;]{{3,40}}?){_END}", "group"),
    _form(rf"\b(?P<verb>employs|employed)\s+{_EXACT}{_N}\s+(?:people|workers|men and women){_END}", "before"),
    _form(rf"^With (?:its |their )?{_N}\s+(?P<noun>(?:[a-z][\w-]+\s+)?[a-z][\w-]+s),\s+", "after"),
    _form(rf"^With a {_DIM} of {_COUNTED},\s+", "after"),
    _form(rf"{_OWNER}\s+{_N}\s+(?P<noun>(?:[a-z][\w-]+\s+)?[a-z][\w-]+s)\b", "possessive"),
    _form(rf"\b[Tt]he {_DIM}\s+{_OF_SUBJECT}\s+(?:is|was|comes to|amounts to)\s+{_COUNTED}", "group"),
    _form(rf"{_OWNER}\s+{_DIM}\s+(?:is|was|comes to)\s+{_COUNTED}", "possessive"),
    _form(rf"\b(?:has|have|had|reaches|reached)\s+an?\s+(?:total\s+)?{_DIM}\s+of\s+{_COUNTED}", "before"),
    _form(rf",\s+with an?\s+{_DIM}\s+of\s+{_COUNTED}", "before"),
    _form(rf"\b(?P<verb>costs?)\s+{_EXACT}{_MONEY}{_END}", "before"),
    _form(rf"\b(?P<verb>takes|lasts|lasted)\s+{_EXACT}{_N}\s+{_UNIT}{_END}", "before"),
    _form(rf"\b[Tt]he\s+{_N}-{_UNIT}-(?P<adj>long|high|tall|wide|deep|thick|old)\s+(?=[a-z])", "after"),
)
NUMBERS = re.compile(rf"\d+|\b(?i:{CARDINAL})")
FIRST_OF_NUMBERS = (*SMALL, *TENS)
FIRST_OF_SCORES = (*FIRST_OF_NUMBERS, "a", "half")
"""How a number in words begins; with the second, "a hundred" and "half a dozen", too."""
BEFORE_COUNTS = frozenset(
    "is was are were has have had of to for the its their at with than full exactly just only precisely fully takes lasts "
    "lasted cost costs employs employed contain contains contained hold holds held house houses housed seat seats seated sleeps "
    "comprise comprises feeds owns operates count counts offer offers include includes".split()
) | frozenset(BY_VERB)
"""Words that stand right before a number in the wordings of `AMOUNTS`; possessives and signs of money do, too."""
AGES = (
    cued(rf"(?P<s>(?:{TITLE}\s+)?{NAME}),\s+{_N}(?:\s+years old)?,", (",",), flags=0),
    cued(rf"(?P<s>(?:{TITLE}\s+)?{NAME}),?\s+(?:who\s+)?is\s+{_N}(?:\s+years\s+old)?(?=[.,;])", (" is ",), flags=0),
    cued(rf"\b{_N}-year-old\s+(?:[a-z]+\s+)?(?P<s>{NAME})", ("-year-old",), flags=0),
)
_OF = r"(?P<of>\s+of\s+(?:the\s+)?[\w'’-]+)?"
_MAKES = "designed|founded|wrote|invented|discovered|composed|painted|directed|established"
MAKERS = (
    _form(rf"\b{_BE}(?P<verb>{_MADE}){_EXTRA}\s+by\s+{_BEFORE_NAME}(?P<who>{NAME})", "before", (" by ",)),
    _form(rf",\s+(?P<verb>{_MADE}){_EXTRA}\s+by\s+{_BEFORE_NAME}(?P<who>{NAME})", "before", (" by ",)),
    _form(rf"^(?P<verb>(?i:{_MADE})){_EXTRA}\s+by\s+{_BEFORE_NAME}(?P<who>{NAME})(?:\s+in\s+\d{{4}})?,\s+", "after", (" by ",)),
    _form(rf"(?:^|,\s+|\bthat\s+)(?P<who>{NAME})\s+(?P<verb>{_MAKES})\s+(?=(?:the|[A-Z]))", "after", _MAKES.split("|")),
    _form(rf"\b(?:is|was)\s+(?P<verb>the work|the design)\s+of\s+{_BEFORE_NAME}(?P<who>{NAME})", "before", (" of ",)),
    _form(rf"\b(?:is|was)\s+(?P<verb>named after)\s+{_BEFORE_NAME}(?P<who>{NAME})", "before", ("named after",)),
    _form(rf"\b(?:is|was)\s+(?P<verb>called)\s+(?:the\s+)?(?P<who>{NAME})(?=[,.;])", "before", ("called",)),
    _form(rf"\b[Tt]he (?P<s>{_ROLE}){_OF}(?:,| is|, who is called| is called)\s+(?P<who>{NAME})(?=[,.;])", "role", (",", " is ")),
    _form(rf"(?:^|,\s+|\bthat\s+)(?P<who>{NAME}) is the (?P<s>{_ROLE}){_OF}(?=[,.;])", "role", (" is the ",)),
    _form(rf"(?P<s>{NAME})['’]s?\s+(?P<verb>{_KIN})(?:,| is| was| is called| was called)\s+(?P<who>{NAME})(?=[,.;])", "kin"),
)  # fmt: skip


def kind_of_maker(form: Form) -> Kind:
    return form.where if form.where in ("role", "kin") else "maker"


AND_OTHERS = re.compile(r"\s*(?:,\s*|\s+and\s+|\s*&\s*)(?:his |her |the )?[A-Z]|\s+and\s+(?:his|her|others|a|the)\b")
HAPPENS = {
    "is held": "held", "takes place": "held", "is celebrated": "held", "meets": "held", "opens": "opens",
    "closes": "closes", "starts": "starts", "begins": "starts", "ends": "ends", "departs": "leaves", "leaves": "leaves",
}  # fmt: skip
_HAPPENS = rf"(?P<verb>{'|'.join(HAPPENS)})"
_DAY = (
    rf"(?:(?P<weekday>{_WEEKDAY})s?|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})|"
    rf"(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)"
)
TIMES = (
    _form(
        rf"\b{_HAPPENS}\s+(?:(?:each|every) (?:week|year|month) )?(?:on|every|each)\s+{_DAY}{_END}",
        "before",
        (" on ", " every ", " each "),
    ),
    _form(
        rf"\b{_HAPPENS}\s+(?:(?:daily|every day|each (?:day|morning|evening))\s+)?at\s+{_TIME}{_END}",
        "before",
        (" at ",),
    ),
)

_DEFINITE = (
    r"(?:[Tt]he|[Tt]his|[Oo]ur)\s+(?P<mods>(?:[a-z][\w'’-]*\s+){0,3}?)(?P<head>[a-z][\w-]+)"
    r"(?:\s+(?P<prep>of|over|across|at|in|on|near|behind|beside)\s+(?P<of>(?:the\s+)?[\w'’-]+(?:\s+[A-Z][\w'’-]+)?))?"
)
_BARE = r"(?P<bare>[Aa]dmission|[Mm]embership|[Ee]ntry|[Rr]egistration|[Pp]arking)"
SUBJECT = rf"(?:{_DEFINITE}|{_BARE}|(?:[Tt]he\s+)?(?:{TITLE}\s+)?(?P<name>{NAME}))"
_OPENS_CLAUSE = r"(?:^|[,;:—–(]\s*|\b(?i:and|but|that|when|because|since|while|where|although|though)\s+)"
SUBJECT_BEFORE = re.compile(rf"{_OPENS_CLAUSE}{SUBJECT}(?:,?\s+(?:which|who|that))?\s*$")
SUBJECT_RELATIVE = re.compile(rf"\s{SUBJECT},\s+(?:which|who)\s*$")
"""What a relative clause tells is told of the words right before it: "Walkers like the promenade, which is …"."""
_VERBS = (
    r"is|was|has|had|were|are|still|could|can|will|now|in|on|at|of|and|but|with|for|to|by|from|took|kept|stood|became|began|"
    r"came|gave|made|drew|lay|ran|saw|went|grew|fell|held|won|lost|[a-z]+ed|[a-z]+[^s\W]s"
)
SUBJECT_AFTER = re.compile(rf"{SUBJECT}(?=\s*[.,;:!)]|$|\s+(?:{_VERBS})\b)")
"""A noun phrase ends before punctuation or a verb."""
SUBJECT_WHOLE = re.compile(rf"{_OPENS_CLAUSE}(?:.*\s)?{SUBJECT}$")
NO_NOUN = NO_NAMES | frozenset(
    "is was were are be been being has had have not also which whom whose same whole only very much of".split()
)
TRIGGER_YEAR = re.compile(r"\b(?:1\d{3}|20\d{2})\b")
TRIGGERS: dict[Kind, frozenset[str]] = {
    "number": frozenset({*SMALL, *TENS, "hundred", "dozen"}),
    "maker": _last_words(_MADE, _MAKES, "named|called|work|design"),
    "role": _last_words(_ROLE),
    "kin": _last_words(_KIN),
    "time": _last_words(*HAPPENS),
}
"""Words, in small letters, of which one stands in whatever the wordings of a kind match, unless a number is in digits."""
