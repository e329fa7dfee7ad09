"""What an assistant says to whoever asks it, where a text was wanted: it asks for the document, offers help, begins to answer."""

from __future__ import annotations

from longwriter_agents.prose.cues import worded
from longwriter_agents.prose.sentences import split_sentences

_HELP = r"(?:better )?(?:assist|help) you(?: better| with (?:that|this|it|your \w+))?"
_INPUT = (
    r"(?:the |your |an? )?(?:(?:full|complete|entire|whole|specific|necessary|original|more) )?(?:document|text|content|request|"
    r"prompt|topic|details|information|context|draft|article|essay)"
)
CHATTER = (
    worded(
        r"\bi (?:can(?:'|’)?t|cannot|can not|am (?:not able|unable) to) (?:assist|help)(?: you)? with (?:that|this|your)"
        r"(?: request)?\b|"
        rf"\bso (?:that )?i can {_HELP}\b|\bi will do my best to (?:{_HELP}|address your (?:needs|requests?|questions?))\b|"
        rf"\bhow (?:can|may) i {_HELP}|\bi(?:(?:'|’)m| am) (?:here|happy|glad) to {_HELP}\b",
        "assist help address",
    ),
    worded(
        rf"\b(?:please|could you|can you|go ahead and) (?:please )?(?:provide|share|send|paste|give)(?: me)?(?: with)? {_INPUT}"
        r"(?: or \w+)? (?:you(?:(?:'|’)d| would) like|that you|so (?:that )?i|for me to)\b|"
        rf"\bthank you for (?:providing|sharing|sending|giving)(?: me)?(?: with)? {_INPUT}(?: and [\w ]{{1,30}})?[.!]?\s*$",
        "provide share send paste give providing sharing sending giving",
    ),
    worded(
        r"\blet me (?:continue|go on) from where (?:i|we) left off\b|\bthe text (?:continues|goes on) as follows\b|"
        r"^(?:sure|certainly|of course|absolutely|understood|got it)[!.]$",
        "left follows sure certainly course absolutely understood got",
    ),
)
"""Patterns of such sentences; a letter's "let me know", which may be wanted, is none of them."""


def is_only_chatter(text: str) -> bool:
    """Whether no sentence of it is anything else, so that nothing was written."""
    sentences = split_sentences(text)
    return bool(sentences) and all(any(each.pattern.search(said) for each in CHATTER) for said in sentences)
