"""Placeholders: what a model left to be filled in."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(
    r"\[(?:insert|your|name|date|company|add|todo|tbd|placeholder|recipient|city|address|phone number|citation needed|"
    r"link to|image of|photo of|xx+)\b[^\](),=\n]{0,60}\](?![(\[:])"
    r"|(?-i:\b(?:TODO|TBD|FIXME)\b)|\blorem ipsum\b|\{\{[^}\n]{1,60}\}\}|<(?:insert|your)\b[^>\n]{0,60}>"
    r"|\[(?:插入|此处|请|填写|姓名|日期|公司|地址|待)[^\]\n]{0,30}\]"
    r"|[（【](?:此处(?:插入|填写|省略)|请(?:插入|填写)|待补充|待填)[^）】\n]{0,30}[）】]",
    re.IGNORECASE,
)
_CODE = re.compile(r"^(?:```|~~~).*?^(?:```|~~~)|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_WANTED = re.compile(
    r"template|placeholder|fill(?:ed)?[- ]in|boilerplate|form letter|模板|占位|范本|填空", re.IGNORECASE
)
"""What a request says that wants them."""
_SIGNS = re.compile(r"(?<![\w.-])[$€£]?(?:[xX]{3,6}|XX|X,XXX)(?:[:./-]X{2,4}){0,2}(?![\w-])|[xX]{2,4}(?=[年月日元岁%])")
_NUMERAL_BEFORE = re.compile(r"\b[A-Z][\w'’]* $")
_NUMERAL_AFTER = re.compile(r"\s*(?:[A-Z]|centur|chromosom|sex|femal|si[èe]cle|secolo|siglo|世纪)")
_NUMERAL = re.compile(r"X{2,3}")


def placeholders(text: str, *, about: str = "") -> list[str]:
    """The placeholders in `text`, letter for letter, in order. Code has none, nor has a text for which the request
    (`about`) wants them, such as a template."""
    if _WANTED.search(about):
        return []
    text = _CODE.sub(lambda code: " " * len(code.group()), text) if "`" in text or "~~~" in text else text
    found = [(match.start(), match.group()) for match in _PLACEHOLDER.finditer(text)]
    found += [(match.start(), match.group()) for match in _SIGNS.finditer(text) if not _is_numeral(match, text)]
    return [told for _, told in sorted(found)]


def _is_numeral(match: re.Match[str], text: str) -> bool:
    """Whether XX or XXX is a roman number (Legion XX, the XX century) or a pair of chromosomes."""
    if not _NUMERAL.fullmatch(match.group()):
        return False
    before = text[max(0, match.start() - 24) : match.start()]
    return bool(_NUMERAL_BEFORE.search(before) or _NUMERAL_AFTER.match(text, match.end()))
