"""Saving a manuscript: Markdown, a self-contained page, plain text, or all of it as JSON. A file appears whole or not at all."""

from __future__ import annotations

import contextlib
import html
import json
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from longwriter_agents.errors import InputError

if TYPE_CHECKING:
    from longwriter_agents.manuscript import Manuscript

_STYLE = (
    "body{max-width:42rem;margin:3rem auto;padding:0 1.2rem;font:1.06rem/1.6 Georgia,serif;color:#222;background:#fff}"
    "h1,h2,h3{font-family:system-ui,sans-serif;line-height:1.25}h2{margin-top:2.2em}"
    "pre{overflow:auto;background:#f5f5f5;padding:.8em}table{border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:.3em .6em}"
)
_USUAL_NAME_BYTES = 255
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def save(manuscript: Manuscript, path: Path, *, force: bool = False) -> Path:
    """See `Manuscript.save`."""
    check_target(path, force=force)
    text = FORMATS[path.suffix.lower()](manuscript)
    write_whole(path, text, force=force)
    return path


def path_of(given: str | Path) -> Path:
    """The path that a caller names; `InputError` for what no file can be called."""
    try:
        if b"\x00" not in os.fsencode(given):
            return Path(given)
    except (TypeError, UnicodeError):
        pass
    raise InputError(f"{given!r} is no path of a file.")


def check_target(path: Path, *, force: bool) -> None:
    """Whether a document can be saved there, asked before anything is spent. `InputError` says why not."""
    if path.suffix.lower() not in FORMATS:
        raise InputError(f"{path} has no known ending.", hint=f"Choose one of: {', '.join(FORMATS)}.")
    check_writable(path, force=force)


def check_writable(path: Path, *, force: bool) -> None:
    _check_place(path)
    if os.path.isdir(path):
        raise InputError(f"{path} is a folder.")
    if os.path.exists(path) and not force:
        raise _exists(path)


def check_folder(path: Path) -> None:
    """Whether files can be put into that folder, which need not be there yet. `InputError` says why not."""
    if os.path.exists(path) and not os.path.isdir(path):
        raise InputError(f"{path} is a file, not a folder.", hint="Choose another name.")
    _check_place(path / "file")


def _check_place(path: Path) -> None:
    folder = nearest_folder(path)
    if not os.path.isdir(folder) or not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"{path} can't be written: {folder} is not writable.")
    most = os.pathconf(folder, "PC_NAME_MAX") if hasattr(os, "pathconf") else _USUAL_NAME_BYTES
    for name in path.absolute().relative_to(folder).parts:
        if len(os.fsencode(name)) > most:
            raise InputError(
                f"{name[:40]}… can't be written: the name has {len(os.fsencode(name))} bytes, at most {most} are taken.",
                hint="Choose a shorter one.",
            )


def nearest_folder(path: Path) -> Path:
    """The folder that is there already, in which missing ones would be made. (Of a name that is too long `os.path` says that
    it is not there, where `Path` may raise.)"""
    folder = path.absolute().parent
    while not os.path.exists(folder) and folder != folder.parent:
        folder = folder.parent
    return folder


def _exists(path: Path) -> InputError:
    return InputError(f"{path} exists already.", hint="Choose another name, or --force to replace it.")


def write_whole(path: Path, text: str, *, force: bool) -> None:
    """Write beside the target, then move into place; without `force` nothing that stands there is replaced."""
    part = path.with_name(f".{secrets.token_hex(8)}.part")  # its own name may leave no room for more
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("x", encoding="utf-8", errors="replace", newline="\n") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        if force:
            os.replace(part, path)
        else:
            os.link(part, path)  # unlike a move, this fails when a file has appeared there meanwhile
    except FileExistsError:
        raise _exists(path) from None
    except OSError as error:
        raise InputError(f"{path} can't be written: {error.strerror or error}.") from None
    finally:
        with contextlib.suppress(OSError):  # what kept it from being written is what is told
            part.unlink(missing_ok=True)


def to_markdown(manuscript: Manuscript) -> str:
    return manuscript.text


def to_json(manuscript: Manuscript) -> str:
    return json.dumps(manuscript.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def to_html(manuscript: Manuscript) -> str:
    """A page that needs nothing else. The text is untrusted: raw HTML in it is shown, never run."""
    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable("table").render(manuscript.text)
    title = html.escape(manuscript.outline.title or manuscript.brief.subject or "Document")
    language = html.escape(manuscript.brief.language, quote=True)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def to_text(manuscript: Manuscript) -> str:
    """Headings in lines of their own, underlined; no marks of Markdown in the prose. Code stays as it is."""
    from longwriter_agents.prose.fences import by_kind

    kinds = by_kind(manuscript.text.splitlines())
    lines = [line if kind == "code" else _plain_line(line) for kind, line in kinds if kind != "fence"]
    return "\n".join(lines).strip() + "\n" if manuscript.text.strip() else ""


def _plain_line(line: str) -> str:
    heading = re.match(r"(#{1,6})\s+(.*)", line)
    if heading:
        title = _plain(heading.group(2))
        return f"{title}\n{('=' if len(heading.group(1)) == 1 else '-') * max(3, len(title))}"
    return _plain(line)


_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_STRONG = re.compile(r"\*\*(?=\S)((?:[^*\n]|\*(?!\*))+)(?<=\S)\*\*|(?<!\w)__(?=\S)((?:[^_\n]|_(?!_))+)(?<=\S)__(?!\w)")
_STRESSED = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")
_CODE = re.compile(r"(?<![\w`])`([^`\n]+)`")


def _plain(text: str) -> str:
    """Without the marks of links, stress and code. No pattern looks past the next mark of its kind: long lines are cheap."""
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(lambda found: found.group(1) or found.group(2), text)
    return _CODE.sub(r"\1", _STRESSED.sub(r"\1", text))


FORMATS: dict[str, Callable[[Manuscript], str]] = {
    ".md": to_markdown,
    ".html": to_html,
    ".txt": to_text,
    ".json": to_json,
}
