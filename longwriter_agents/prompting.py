"""Prompts are files: every word sent to a model stands in `prompts/`; a request's text is data there, never source."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from longwriter_agents.backends.base import Message, Traits
from longwriter_agents.resources import folder

if TYPE_CHECKING:
    from jinja2 import Environment

_MARGIN_TOKENS = 64
"""Chat templates add tokens of their own around every message."""


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


def shortened(text: str, *, chars: int) -> str:
    """`text`, or its beginning and end with the middle left out when it is longer than `chars`."""
    if len(text) <= chars:
        return text
    head = chars * 2 // 3
    return f"{text[:head].rstrip()} […] {text[-(chars - head) :].lstrip()}"


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


def room_for_reply(messages: tuple[Message, ...], traits: Traits, *, wanted: int) -> int:
    """How many tokens the reply may have: what is wanted, the model's limit, and what its window leaves."""
    from longwriter_agents.backends.tokens import count_tokens

    used = sum(count_tokens(message.text).tokens for message in messages) + _MARGIN_TOKENS
    return max(32, min(wanted, traits.max_output_tokens, traits.context_window - used))
