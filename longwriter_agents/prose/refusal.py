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
_SORRY = r"(?:(?:i(?:'|’)?m|i am) (?:very |really |so )?)?(?:sorry|afraid|unfortunately),?[ —–-]*(?:but )?"
_APOLOGY = (
    r"(?:i (?:do )?|my )apolog(?:i[sz]e|ies)(?: for (?:any|the) (?:inconvenience|confusion|misunderstanding))?"
    r",?[ —–-]*(?:but )?"
)
_WORK = r"(?:assist|help|comply|write|create|provide|generate|produce|continue|fulfill?|do that|see the (?:previous|text|document))"
_THIS = r"(?:this|that|such|the (?:section|text|document|article|content|requested)|content|any)"
_REFUSAL = re.compile(
    rf"\A[^\w\"“'‘«「]*(?:{_SORRY}(?:as an ai[^,.]{{0,60}},? )?{_CANNOT}\b|{_APOLOGY}{_CANNOT} {_WORK}\b"
    rf"|as an? (?:ai|language model)[^.]{{0,60}}?,? {_CANNOT}\b"
    rf"|{_CANNOT} (?:help(?! (?:but|\w+ing)\b)|assist|comply|fulfill?|engage|do that|support|continue)\b"
    rf"|{_CANNOT} (?:write|create|provide|generate|produce) {_THIS}\b"
    r"|(?:抱歉|对不起|很抱歉|非常抱歉)[,，。 ]*我?(?:不能|无法|没有办法)"
    r"|我(?:不能|无法)(?:帮助?您|帮助?你|协助|满足您|提供(?:这|此)))",
    re.IGNORECASE,
)


_OF_A_TEXT = re.compile(
    rf"\A[^\w\"“'‘«「]*(?:{_SORRY}|{_APOLOGY})?{_CANNOT} {_WORK}\b[^.!?\n]*[.!?]?\s*\Z|"
    rf"{_CANNOT} (?:assist|help|comply)(?: you)? with (?:that|this|your)|"
    rf"{_CANNOT} (?:write|create|provide|generate|produce|continue) {_THIS}|"
    r"\bas an? (?:ai|language model)\b|\b(?:that|this|your) request\b|(?:不能|无法)(?:帮助|协助|提供|继续)",
    re.IGNORECASE,
)


def declines_to_go_on(text: str) -> bool:
    """Whether a reply that was to go on with a text declines instead. What begins like a refusal may be somebody's words there:
    only what speaks of a request or of writing is none of the text."""
    return looks_refused(text) and _OF_A_TEXT.search(text) is not None


def looks_refused(text: str) -> bool:
    """Whether the whole reply declines to do what was asked."""
    return bool(_REFUSAL.match(text)) and count_words(text) < _MOST_WORDS
