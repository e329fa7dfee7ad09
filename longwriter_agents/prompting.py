"""Prompts are files: every word sent to a model stands in `prompts/`; a request's text is data there, never source."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from longwriter_agents.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder("prompts")),
        undefined=StrictUndefined,
        autoescape=False,  # prompts are no HTML; what users wrote goes through `fenced` instead
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,  # a job's prompts are the same from its beginning to its end
    )


def render(template: str, **values: Any) -> str:
    """The prompt file `prompts/<template>.md.j2` with these values; a missing value is an error."""
    text = _environment().get_template(f"{template}.md.j2").render(**values)
    lines = [line.rstrip() for line in text.strip().splitlines()]
    return "\n".join(line for i, line in enumerate(lines) if line or (i and lines[i - 1]))


def fenced(text: str, tag: str) -> str:
    """`text` between `<tag>` and `</tag>`; a tag inside it cannot close the fence."""
    inner = text.replace(f"</{tag}", f"<\\/{tag}").strip()
    return f"<{tag}>\n{inner}\n</{tag}>"


def tail(text: str, *, words: int) -> str:
    """The last sentences of `text`, about `words` words: what a continuation has to join on to."""
    from longwriter_agents.prose.sentences import split_sentences
    from longwriter_agents.words import count_words

    kept: list[str] = []
    left = words
    for sentence in reversed(split_sentences(text)):
        kept.insert(0, sentence.strip())
        left -= count_words(sentence)
        if left <= 0:
            break
    return " ".join(kept)
