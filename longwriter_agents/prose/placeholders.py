"""Placeholders: what a model left to be filled in."""

from __future__ import annotations

import re

from longwriter_agents.prose.cues import cued, lowered

PLACEHOLDER = cued(
    r"\[(?:insert|your|name|date|company|add|todo|tbd|placeholder|recipient|city|address|phone number|citation needed|"
    r"link to|image of|photo of|xx+)\b[^\](),=\n]{0,60}\](?![(\[:])"
    r"|(?-i:\[(?:[A-Z][\w'’-]* ){0,3}(?:Names?|Date|Address|Number|Title|Location|Place|E-?mail|Phone|Website|URL|Link|Amount|"
    r"Position|Signature)\](?![(\[:]))"
    r"|(?-i:\b(?:TODO|TBD|FIXME)\b)|\blorem ipsum\b|\{\{[^}\n]{1,60}\}\}|<(?:insert|your)\b[^>\n]{0,60}>"
    r"|\[(?:插入|此处|请|填写|姓名|日期|公司|地址|待)[^\]\n]{0,30}\]"
    r"|[（【](?:此处(?:插入|填写|省略)|请(?:插入|填写)|待补充|待填)[^）】\n]{0,30}[）】]",
    ("[", "todo", "tbd", "fixme", "lorem ipsum", "{{", "<insert", "<your", "（", "【"),
)
_CODE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_WANTED = re.compile(
    r"template|placeholder|fill(?:ed)?[- ]in|boilerplate|form letter|模板|占位|范本|填空", re.IGNORECASE
)
"""What a request says that wants them."""
SIGNS = cued(
    r"(?<![\w.-])[$€£]?(?:[xX]{3,6}|XX|X,XXX)(?:[:./-]X{2,4}){0,2}(?![\w-])|[xX]{2,4}(?=[年月日元岁%])",
    ("xx",),
    flags=0,
)
_NUMERAL_BEFORE = re.compile(r"\b[A-Z][\w'’]* $")
_NUMERAL_AFTER = re.compile(r"\s*(?:[A-Z]|centur|chromosom|sex|femal|si[èe]cle|secolo|siglo|世纪)")
_NUMERAL = re.compile(r"X{2,3}")


def placeholders(text: str, *, about: str = "") -> list[str]:
    """The placeholders in `text`, letter for letter, in order. Code has none, nor has a text for which the request
    (`about`) wants them, such as a template."""
    looked_at = lowered(text)
    wanted = [each for each in (PLACEHOLDER, SIGNS) if each.may_be_in(looked_at)]
    if not wanted or _WANTED.search(about):
        return []
    text = _CODE.sub(lambda code: " " * len(code.group()), text) if "`" in text or "~~~" in text else text
    found = [match for each in wanted for match in each.pattern.finditer(text)]
    told = [match for match in found if match.re is not SIGNS.pattern or not _is_numeral(match, text)]
    return [told for _, told in sorted((match.start(), match.group()) for match in told)]


def _is_numeral(match: re.Match[str], text: str) -> bool:
    """Whether XX or XXX is a roman number (Legion XX, the XX century) or a pair of chromosomes."""
    if not _NUMERAL.fullmatch(match.group()):
        return False
    before = text[max(0, match.start() - 24) : match.start()]
    return bool(_NUMERAL_BEFORE.search(before) or _NUMERAL_AFTER.match(text, match.end()))
