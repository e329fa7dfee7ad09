"""What an assistant says to whoever asks it, where a text was wanted: it asks for the document, offers help, begins to answer."""

from __future__ import annotations

from longwriter_agents.prose.cues import Worded, worded
from longwriter_agents.prose.sentences import split_sentences

_HELP = r"(?:better )?(?:assist|help) you(?: better)?(?: with (?:that|this|it|your (?:request|text|writing|document)))?[.!?]*\s*$"
_INPUT = (
    r"(?:the |your |an? )?(?:(?:full|complete|entire|whole|specific|necessary|original|more) )?(?:document|text|content|request|"
    r"prompt|topic|details|information|context)(?: or (?:\w+ )?\w+)?"
)
_TO_DO = r"(?:assist|help|review|edit|improve|rewrite|continue|write|respond|start|begin)"


def _spoken(pattern: str, words: str) -> Worded:
    """A pattern of sentences without quotation marks: with them, somebody in the text speaks."""
    return worded(rf"^(?![^\n]*[\"“”«»「」])[^\n]*?(?:{pattern})", words)


CHATTER = (
    _spoken(
        r"\bi (?:can(?:'|’)?t|cannot|can not|am (?:not able|unable) to) (?:assist|help)(?: you)? with "
        r"(?:(?:that|this|your) (?:request|task)\b|(?:that|this)[.!]*\s*$)|"
        rf"\bso (?:that )?i can {_HELP}|\bi will do my best to (?:{_HELP}|address your (?:needs|requests?|questions?)[.!]*\s*$)|"
        rf"\bhow (?:can|may) i {_HELP}|\bi(?:(?:'|’)m| am) (?:here|happy|glad) to {_HELP}",
        "assist help address",
    ),
    _spoken(
        rf"\b(?:please|could you|can you|go ahead and) (?:please )?(?:provide|share|send|paste|give)(?: me)?(?: with)? {_INPUT} "
        rf"(?:(?:that )?you(?:(?:'|’)d| would) like me to|(?:below )?so (?:that )?i can (?:better )?{_TO_DO}|for me to {_TO_DO})\b|"
        r"\bthank you for (?:providing|sharing|sending|giving)(?: me)?(?: with)? (?:the|your|this) "
        r"(?:request|prompt|instructions?)\b",
        "provide share send paste give providing sharing sending giving",
    ),
    _spoken(
        r"\blet me continue from where i left off\b|\bthe text (?:continues|goes on) as follows\b|"
        r"^(?:sure|certainly|absolutely|understood|got it|of course)!\s*$",
        "left follows sure certainly course absolutely understood got",
    ),
)
"""Patterns of such sentences; a letter's "let me know", which may be wanted, is none of them."""


def has_chatter(text: str) -> bool:
    """Whether one of its sentences is."""
    return any(each.pattern.search(said) for said in split_sentences(text) for each in CHATTER)
