"""What language a few words show: theirs, or none; and what that makes of a demand on it."""

from __future__ import annotations

import pytest

from longwriter_agents.constraints.kinds import Language
from longwriter_agents.prose.language import told_language


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ("The bees are in the garden, and we keep them for honey.", "de", "en"),
        ("Die Bienen fliegen über den Garten.", "en", "de"),
        ("蜜蜂飞。", "en", "zh"),
        ("Bees fly.", "zh", "en"),
        ("Bees fly.", "ru", "en"),
        ("Hej!", "de", None),
        ("123 – 456", "de", None),
        ("", "de", None),
    ],
)
def test_few_words_show_a_language_by_script_or_little_words_or_none(
    text: str, expected: str, told: str | None
) -> None:
    assert told_language(text, expected=expected) == told


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The bees are in the garden, and we keep them for honey.", "unmet"),
        ("Die Bienen fliegen über den Garten.", "met"),
        ("Hm.", "judge"),
        ("", "judge"),
    ],
)
def test_a_language_that_was_asked_for_is_never_met_by_saying_nothing(text: str, status: str) -> None:
    assert Language(code="de", quote="in German").check(text).status == status


def test_a_language_nobody_asked_for_is_not_doubted_for_a_few_words() -> None:
    assert Language(code="en").check("Good. Full.").status == "met"
    assert Language(code="en").check("").status == "judge"
