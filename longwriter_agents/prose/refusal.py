"""Telling a refusal from an answer when the provider does not say so itself."""

from __future__ import annotations

import re

from longwriter_agents.words import count_words

_MOST_WORDS = 120
"""A refusal is short; a long text that opens with an apology is a text."""

_CANNOT = (
    r"i (?:can(?:'|’)?t|cannot|can not|am unable to|am not able to|won(?:'|’)?t|will not"
    r"|must decline to|have to decline to)"
)
_SORRY = (
    r"(?:(?:(?:i(?:'|’)?m|i am) (?:very |really |so )?)?(?:sorry|afraid|unfortunately)|(?:i (?:do )?|my )apolog(?:i[sz]e|ies))"
    r"(?: for (?:any|the) (?:inconvenience|confusion|misunderstanding))?,?[ —–-]*(?:but )?"
)
_THIS = r"(?:this|that|such|the (?:section|text|document|article|content|requested)|content|any)"
_REFUSAL = re.compile(
    rf"\A\W*(?:{_SORRY}(?:as an ai[^,.]{{0,60}},? )?{_CANNOT}\b"
    rf"|as an? (?:ai|language model)[^.]{{0,60}}?,? {_CANNOT}\b"
    rf"|{_CANNOT} (?:help(?! (?:but|\w+ing)\b)|assist|comply|fulfil|engage|do that|support|continue)\b"
    rf"|{_CANNOT} (?:write|create|provide|generate|produce) {_THIS}\b"
    r"|(?:抱歉|对不起|很抱歉|非常抱歉)[,，。 ]*我?(?:不能|无法|没有办法)"
    r"|我(?:不能|无法)(?:帮助?您|帮助?你|协助|满足您|提供(?:这|此)))",
    re.IGNORECASE,
)


def looks_refused(text: str) -> bool:
    """Whether the whole reply declines to do what was asked."""
    return bool(_REFUSAL.match(text)) and count_words(text) < _MOST_WORDS
