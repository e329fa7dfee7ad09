"""Grammars for embedded models: what they are held to while they decode, since telling them is not enough."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import import_module
from typing import Any

from longwriter_agents.backends.base import Request, Schema

_GUIDANCE = "%llguidance {}"
_ONE_LINE = {"whitespace_flexible": False, "key_separator": ": ", "item_separator": ", "}

_PROSE = r"""root ::= paragraph ("\n\n" paragraph)*
paragraph ::= [^ \t\n#*+>|`•\[<0-9_OTHER-] early{2} label{50} (label | [:：] " "? word)*
early ::= [^\n*#|`•<>:：)）.\]OTHER]
label ::= [^\n*#|`•<>:：OTHER]
word ::= [^ \n*#|`•<>:：OTHER]
"""
"""Plain paragraphs of more than a line, without a label before them ("a)", "Costs:") or a colon at their end, behind which
the list would come, and nothing else: told in words alone, small models fall into lists and headings. It must stay
unambiguous, then it costs no time: llama.cpp tries the token that it has chosen before it looks at all others."""
_FOREIGN = r"\u2E80-\u9FFF\uAC00-\uD7AF\uFF00-\uFFEF"
"""East Asian signs, into which models that were raised on them slip where nobody asked for any."""
_BRACKET = r"\["
_EAST_ASIAN = re.compile(rf"[{_FOREIGN}]|\b(?:Chinese|Mandarin|Cantonese|Japanese|Korean)\b")

_OPENINGS = (
    "The|A|An|Our|My|This|After the|At the|Before the|During the|For the|In the|With the|"
    "Then came the|Then there was the|There was a|There was an|It was time for the|We came to the|I went to the"
)
"""How a sentence may begin whose subject is a common noun. A free beginning ends in mid-thought when the phrase is due."""
_REST = r"[^\n]{20,280}"
_FREE, _FREE_UNSPACED = r"([^\n.!?]{0,24}[ (“]|)", r"[^\n。！？]{0,12}"


def grammar_of(request: Request) -> dict[str, Any]:
    """The fields of a request's body that bind its form: JSON on one line, a phrase, plain prose; or none."""
    if request.schema is not None:
        return _json_grammar(request.schema) if request.schema.rung == "json_schema" and _knows_guidance() else {}
    if request.holding and _knows_guidance():
        return _holding_grammar(request.holding)
    return prose_grammar(request) if request.prose else {}


def prose_grammar(request: Request) -> dict[str, Any]:
    """The grammar of plain prose, in the scripts of what was asked; in brackets, unless what was asked has any, would stand
    what somebody is to fill in: "[Library Name]"."""
    other = "" if any(_EAST_ASIAN.search(message.text) for message in request.messages) else _FOREIGN
    other += "" if any("[" in message.text for message in request.messages) else _BRACKET
    return {"grammar": _PROSE.replace("OTHER", other)}


def _json_grammar(schema: Schema) -> dict[str, Any]:
    """One line: line ends and indents are a third of the tokens of JSON as models like to write it. The blanks after colons
    and commas stay: without them models lose their footing ("subject":", ")."""
    one_line = {**_closed(schema.definition), "x-guidance": _ONE_LINE}
    return {"grammar": f"{_GUIDANCE}\nstart: %json {json.dumps(one_line)}"}


def _closed(definition: Any) -> Any:
    """The schema without room for fields that nobody asked for."""
    if isinstance(definition, list):
        return [_closed(each) for each in definition]
    if not isinstance(definition, dict):
        return definition
    inner = {key: _closed(value) for key, value in definition.items()}
    return {"additionalProperties": False, **inner} if isinstance(inner.get("properties"), dict) else inner


def _holding_grammar(phrase: str) -> dict[str, Any]:
    """A line that comes to the phrase within its first words: common nouns after one of a few openings, names wherever."""
    common = phrase.isascii() and phrase[:1].islower()
    head = f"({_OPENINGS}) " if common else _FREE_UNSPACED if _EAST_ASIAN.search(phrase) else _FREE
    return {"grammar": f"{_GUIDANCE}\nstart: /{head}{_literal(phrase)}{_REST}/"}


def _literal(phrase: str) -> str:
    return re.sub(r"([^\w\s]|_)", r"\\\1", " ".join(phrase.split()))


@cache
def _knows_guidance() -> bool:
    """Whether this build of llama.cpp reads grammars of the guidance library; others know JSON schemas only."""
    known: str = import_module("xllamacpp").json_schema_to_grammar({"type": "boolean"})
    return known.startswith(_GUIDANCE)
