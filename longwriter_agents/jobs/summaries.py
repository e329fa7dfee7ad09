"""A document in few figures, kept beside it so that lists need not read whole manuscripts."""

from __future__ import annotations

from typing import Any

from longwriter_agents.manuscript import Manuscript


def summary_of(manuscript: Manuscript) -> dict[str, Any]:
    """What lists and status show of a manuscript, without its text."""
    told = [finding for finding in manuscript.findings if finding.severity != "info"]
    return {
        "version": manuscript.version,
        "title": manuscript.outline.title,
        "words": manuscript.words.model_dump(mode="json", include={"target", "low", "high", "written"}),
        "sections": len(manuscript.outline.sections),
        "findings": len(told),
        "usage": manuscript.usage.model_dump(mode="json"),
    }
