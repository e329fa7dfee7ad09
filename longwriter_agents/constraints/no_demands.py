"""Clauses that demand nothing, and places that are no section: greetings, rows of data, "on day 2 it rains"."""

from __future__ import annotations

import re

COURTESY = re.compile(
    r"\W*(?:(?:hi|hello|hey|dear)(?:\s+(?:there|all|team|everyone|[A-Z]\w+))?|good (?:morning|evening|afternoon)|"
    r"(?:many )?thanks(?: (?:so much|a lot|in advance|again))?|thank you(?: (?:so|very) much| in advance)?|thx|cheers|please|"
    r"(?:best|kind|warm)(?: regards| wishes)?|regards|sincerely|你好|您好|谢谢[你您]?|多谢|拜托了?|"
    r"hallo|guten tag|danke(?: schön)?|"
    r"vielen dank|bitte|bonjour|merci|hola|gracias)\W*",
    re.IGNORECASE,
)
"""What is said to be polite demands nothing."""
DATA_ROW = re.compile(r"\|?[^|\n]{1,60}(?:\|\s*[-+~≈<>]?[$€£¥]?\s*\d[\d.,:/% ]*[%€$£¥a-zA-Z°]{0,4}\s*)+\|?\s*")
"""A row of a table whose cells besides the first are numbers: data to be written about."""
IN_A_PIECE = re.compile(
    r"\b(?:in|at|of|to|for|with|by)\s+(?:the\s+)?(?:very\s+)?"
    r"(?:first|second|third|fourth|fifth|sixth|last|final|opening|closing|"
    r"\d{1,2}(?:st|nd|rd|th))\s+(?:two\s+|three\s+)?(?:paragraph|sentence|line|page|stanza|verse|half)s?\b|"
    r"\bthe (?:first|second|third|fourth|fifth|last|final|opening|closing) (?:paragraph|sentence|line|page|stanza|verse)\b|"
    r"\b(?:on|in|during|by)\s+(?:day|week|month|year|hour|night|minute)\s+\d|"
    r"\bfrom (?:chapter|section|part|book|page) \d+\b(?!\s*(?:on|to|onwards?|through|until|[-–])\b)",
    re.IGNORECASE,
)
"""A place smaller than a section: "in the third paragraph" means no third section; nor do days that
are told of, and chapters of another book."""
OF_A_WORK = re.compile(r"\b(?:chapter|book|act|scene|canto|volume|verse|episode)s?\s+\d", re.IGNORECASE)
"""In the task of a text that has no such units: parts of what it is about ("comparing chapter 1 and chapter 10 of Emma")."""
