"""Numbers are read as people write them, with the separators of several languages."""

from __future__ import annotations

import pytest

from longwriter_agents.lengths import find_length
from longwriter_agents.numbers import number


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1,500", 1500), ("2 000", 2000), ("80.000", 80_000), ("1.250.000", 1_250_000), ("1.5", 1.5), ("2.125k", 2125),
        ("1.5k", 1500), ("2,5k", 2500), ("2,5 thousand", 2500), ("1,250k", 1_250_000), ("tausend", 1000), ("eintausend", 1000),
        ("zweitausendfünfhundert", 2500), ("achthundert", 800), ("hundert", 100), ("zehntausend", 10_000), ("1.2万", 12_000),
    ],
)  # fmt: skip
def test_a_number_means_what_its_separators_say(written: str, meant: float) -> None:
    assert number(written) == meant


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Write a novel of 80.000 words about a whale.", 80_000),
        ("Write 1.5k words on bees.", 1500),
        ("Write 2,5k words on bees.", 2500),
        ("Schreibe 2.000 Wörter über Bienen.", 2000),
        ("Schreibe einen Aufsatz von 2.000 Wörtern über Bienen.", 2000),
        ("Schreibe tausend Wörter über Bienen.", 1000),
        ("Schreibe eintausendfünfhundert Wörter über Bienen.", 1500),
        ("Schreibe mindestens 1.200 Wörter über Bienen.", 1248),
        ("Schreibe zwischen 800 und 1.000 Wörter über Bienen.", 900),
        ("Écris 2 000 mots sur les abeilles.", 2000),
        ("Escribe 1.500 palabras sobre las abejas.", 1500),
    ],
)
def test_a_length_is_read_in_the_figures_of_its_language(said: str, words: int) -> None:
    found = find_length(said)
    assert found is not None
    assert found.target == words


def test_the_number_of_a_version_is_no_number() -> None:
    assert [number(each) for each in ("1.2.3", "1..5", "1.5.2k")] == [None, None, None]
