"""The text gates as scores: what every suite of documents shows beside its own figures."""

from __future__ import annotations

from longwriter_agents.evaluation.metrics import texts
from longwriter_agents.evaluation.suite import Scores


def text_gates(text: str) -> Scores:
    """Repetition, compressibility and diversity of a text; nothing for an empty one."""
    words = texts.words_of(text)
    if not words:
        return {}
    rep_4, gzip, doubled = (
        texts.worst_rep_4(text),
        texts.gzip_on_first_window(text),
        float(texts.duplicate_paragraphs(text)),
    )
    return {
        "gates_passed": float(all(texts.gates(rep_4, gzip, doubled).values())),
        "rep_4_worst": rep_4,
        "gzip": gzip,
        "distinct_1": texts.on_first_window(text, texts.distinct_1),
        "mtld": texts.mtld(words),
        "duplicate_paragraphs": doubled,
        "duplicate_sentences": float(texts.duplicate_sentences(text)),
        "top_opener": texts.top_opener_share(text),
        "open_end": float(texts.stops_open(text)),
    }
