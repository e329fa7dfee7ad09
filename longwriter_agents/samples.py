"""Passages that stand for a document too long to show: of each section its beginning and end, and what bears on a demand."""

from __future__ import annotations

from collections.abc import Sequence

from longwriter_agents.backends.tokens import count_tokens, within_tokens
from longwriter_agents.constraints.evidence import stem
from longwriter_agents.constraints.keyterms import content_words
from longwriter_agents.prose.sentences import split_sentences

_LEAST_SHARE = 48
"""Tokens below which a section's beginning and end say nothing: single sentences are shown instead."""

Row = tuple[str, str]
"""(title, text)"""


def samples(
    rows: Sequence[Row], demands: Sequence[str], *, tokens: int, by_sentence: bool = False
) -> list[tuple[str, list[str]]]:
    """(title, its passages) of the sections, in about `tokens` tokens: whole if they fit, else each section's beginning and
    end; where there are too many of them or `by_sentence`, the sentences that bear most on the demands, wherever they stand."""
    told = [(title, text) for title, text in rows if text]
    whole = [(title, split_sentences(text)) for title, text in told]
    if sum(count_tokens(text).tokens + count_tokens(title).tokens for title, text in told) <= tokens:
        return whole
    share = tokens // max(1, len(told))
    if share >= _LEAST_SHARE and not by_sentence:
        return [(title, split_sentences(within_tokens(text, share))) for title, text in told]
    return _most_telling(whole, demands, tokens)


def _most_telling(
    rows: Sequence[tuple[str, list[str]]], demands: Sequence[str], tokens: int
) -> list[tuple[str, list[str]]]:
    wanted = [frozenset(stem(word) for word in content_words(demand)) for demand in demands]
    # Of sentences that bear on a demand alike, each section's first ones before any section's second ones.
    ranked = sorted(
        (-_bearing(sentence, wanted), place, at)
        for at, (_, sentences) in enumerate(rows)
        for place, sentence in enumerate(sentences)
    )
    shown: dict[int, list[int]] = {}
    for _, place, at in ranked:
        cost = count_tokens(rows[at][1][place]).tokens + (0 if at in shown else count_tokens(rows[at][0]).tokens)
        if cost > tokens:
            continue  # a shorter one may still fit
        tokens -= cost
        shown.setdefault(at, []).append(place)
    return [(rows[at][0], [rows[at][1][place] for place in sorted(shown[at])]) for at in sorted(shown)]


def _bearing(sentence: str, wanted: Sequence[frozenset[str]]) -> int:
    stems = {stem(word) for word in content_words(sentence)}
    return max((len(stems & each) for each in wanted), default=0)
