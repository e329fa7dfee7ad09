"""A length is what a careful reader takes for one, of the whole, of each unit, of a part; no other number is."""

from __future__ import annotations

import re

import pytest
from lengths_by_hand import FORMS, NO_LENGTHS, Said

from longwriter_agents.constraints.kinds import WordCount
from longwriter_agents.constraints.rules import compile_rules
from longwriter_agents.constraints.scope import EverySection, Named
from longwriter_agents.length_forms import CUES, PATTERNS
from longwriter_agents.model import Length
from longwriter_agents.prose.cues import lowered


def told(length: Length | None) -> tuple[str, int] | None:
    """Mode and number as the sentence says them."""
    if length is None:
        return None
    number = {"at_least": length.low, "at_most": length.high, "between": length.low}.get(length.mode, length.target)
    return length.mode, number


@pytest.mark.parametrize("said", [*FORMS, *NO_LENGTHS], ids=lambda said: said.text[:40])
def test_no_form_is_found_where_no_cue_is_left(said: Said) -> None:
    """A request without any of them is not searched: whatever the forms match must need one."""
    bare = re.sub("|".join(CUES), "things", lowered(said.text))
    assert not [pattern.pattern for pattern, _, _ in PATTERNS if pattern.search(bare)]
    assert not (said.whole or said.each or said.named) or any(cue in lowered(said.text) for cue in CUES)


@pytest.mark.parametrize("said", [*FORMS, *NO_LENGTHS], ids=lambda said: said.text[:40])
def test_a_length_is_what_is_said_to_be_one(said: Said) -> None:
    compiled = compile_rules(said.text)
    counts = [c for c in compiled.constraints if isinstance(c, WordCount)]
    each = [told(c.length) for c in counts if isinstance(c.scope, EverySection)]
    named = tuple(told(c.length) for c in counts if isinstance(c.scope, Named))
    assert (told(compiled.length), each, named) == (said.whole, [said.each] if said.each else [], said.named)
