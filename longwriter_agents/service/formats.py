"""In which form a manuscript is given: by `?format=`, else by what the caller accepts."""

from __future__ import annotations

from longwriter_agents.export import FORMATS
from longwriter_agents.service.problems import ProblemError

_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
}
NAMES = tuple(name for name in _TYPES if f".{name}" in FORMATS)


def media_type(name: str) -> str:
    return _TYPES[name]


def chosen(wanted: str | None, accept: str) -> str:
    """The format's name. 422 for one that is not there, 406 when nothing of what is accepted is."""
    if wanted is not None:
        if wanted not in NAMES:
            raise ProblemError(422, f"There is no format {wanted!r}; choose one of: {', '.join(NAMES)}.")
        return wanted
    for pattern in _by_preference(accept):
        found = next((name for name in NAMES if _fits(pattern, _TYPES[name].partition(";")[0])), None)
        if found is not None:
            return found
    raise ProblemError(406, f"What can be given: {', '.join(_TYPES[name].partition(';')[0] for name in NAMES)}.")


def _by_preference(accept: str) -> list[str]:
    """The accepted media types, the most wanted first; those with q=0 left out."""
    rated: list[tuple[float, str]] = []
    for part in (accept or "*/*").split(","):
        pattern, *parameters = [piece.strip() for piece in part.split(";")]
        quality = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
        rated.append((float(quality) if quality.replace(".", "", 1).isdigit() else 0.0, pattern.casefold()))
    return [pattern for quality, pattern in sorted(rated, key=lambda each: -each[0]) if quality > 0 and pattern]


def _fits(pattern: str, given: str) -> bool:
    return pattern in ("*/*", "*", given, f"{given.partition('/')[0]}/*")
