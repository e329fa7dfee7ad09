"""What users of the service are told: what happened, and never where its servers are, nor what only its operator can use.
And what its operator is told of defects: where they are, and never words of a request."""

from __future__ import annotations

import re

from longwriter_agents.addresses import without_addresses
from longwriter_agents.manuscript import Manuscript
from longwriter_agents.store.records import Lane

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_OF_THE_OPERATOR = re.compile(
    r"(?<![\w-])--(?:max-(?:tokens|usd|seconds)|context-window|base-url|graph|store|take-over)\b"
    r"|\blongwriter (?:resume|undo|versions|jobs|doctor|models)\b|\bLONGWRITER_[A-Z_]+|\b[A-Z]+_(?:API_KEY|BASE_URL)"
)
"""Our own options, commands and settings; others may stand in what a message quotes of a document."""


def for_callers(text: str) -> str:
    """A message without addresses, and without the sentences that say what to do on the command line."""
    if not _OF_THE_OPERATOR.search(text):
        return without_addresses(text)
    return " ".join(part for part in _SENTENCE.split(without_addresses(text)) if not _OF_THE_OPERATOR.search(part))


def manuscript_for_callers(manuscript: Manuscript) -> Manuscript:
    findings = tuple(each.model_copy(update={"message": for_callers(each.message)}) for each in manuscript.findings)
    return manuscript.model_copy(update={"message": for_callers(manuscript.message), "findings": findings})


def way_on(lane: Lane, job_id: str) -> str:
    """How a job that failed is gone on with."""
    return f"POST /v1/documents/{job_id}/resume" if lane == "service" else f"longwriter resume {job_id}"


def way_back(lane: Lane, job_id: str) -> str:
    """How a revision that failed is put away."""
    return f"POST /v1/documents/{job_id}/undo" if lane == "service" else f"longwriter undo {job_id}"


def without_words(error: BaseException) -> BaseException:
    """The error with its place but without its text, which may hold words of a request."""
    return RuntimeError("(text left out)").with_traceback(error.__traceback__)
