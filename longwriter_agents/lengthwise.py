"""How much to ask of a model for the words that are wanted, and how many tokens that may take."""

from __future__ import annotations

from longwriter_agents.backends.base import Traits
from longwriter_agents.ledger import Pace

_REACH, _REACH_OF_SMALL_MODELS = 1_600, 360
"""Words that a model writes reliably in one reply; longer sections are written over several."""

_DENSE_SCRIPTS = frozenset({"zh", "ja", "ko", "th", "hi", "ar", "ru", "el", "he", "fa", "uk", "bg"})
_TOKENS_PER_WORD, _TOKENS_PER_DENSE_WORD = 1.6, 3.0
_SLACK = 1.35


def reach(traits: Traits, language: str) -> int:
    """The most words to ask for in one reply."""
    by_habit = _REACH_OF_SMALL_MODELS if traits.small else _REACH
    by_limit = int(min(traits.max_output_tokens, traits.context_window // 2) / (tokens_per_word(language) * _SLACK))
    return max(40, min(by_habit, by_limit))


def tokens_per_word(language: str) -> float:
    """A cautious figure: a cap that is too low cuts texts, one that is too high only bounds loops less tightly."""
    return _TOKENS_PER_DENSE_WORD if language in _DENSE_SCRIPTS else _TOKENS_PER_WORD


def reply_tokens(words: int, language: str) -> int:
    """The cap of a reply that shall hold `words` words."""
    return int(words * tokens_per_word(language) * _SLACK) + 48


def most_replies(budget: int, reach_words: int) -> int:
    """The bound on a section's replies: twice what a faithful model needs, and a few."""
    return 2 * -(-budget // reach_words) + 4


def asked_for(wanted: int, pace: Pace, reach_words: int) -> int:
    """What to ask of this model to get `wanted` words, one reply's reach at most."""
    return max(20, min(pace.ask_for(wanted), round(reach_words * 2.5)))
