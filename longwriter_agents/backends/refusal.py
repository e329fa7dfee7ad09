"""Telling a refusal from an answer when the provider does not say so itself."""

from __future__ import annotations

import re

from longwriter_agents.words import count_words

_MOST_WORDS = 120
"""A refusal is short; a long text that opens with an apology is a text."""

_REFUSAL = re.compile(
    r"\A\W*(?:(?:i(?:'|’)?m|i am) (?:very |really |so )?sorry,?[ —–-]*(?:but )?(?:i |as an ai|that)"
    r"|(?:unfortunately,? )?(?:as an? (?:ai|language model)[^.]{0,60}?,? )?i (?:can(?:'|’)?t|cannot|can not|am unable to|am not able to|won(?:'|’)?t|will not|must decline to|have to decline)"
    r" (?:help|assist|write|create|provide|comply|fulfil|fulfill|do that|generate|continue|support|engage)"
    r"|(?:sorry,? )(?:but )?i (?:can(?:'|’)?t|cannot|won(?:'|’)?t)"
    r"|(?:抱歉|对不起|很抱歉|非常抱歉)[,,。 ]*我?(?:不能|无法|没有办法)"
    r"|我(?:不能|无法)(?:帮|协助|提供|撰写|创作|满足))",
    re.IGNORECASE,
)  # fmt: skip


def looks_refused(text: str) -> bool:
    """Whether the whole reply declines to do what was asked."""
    return bool(_REFUSAL.match(text)) and count_words(text) < _MOST_WORDS
