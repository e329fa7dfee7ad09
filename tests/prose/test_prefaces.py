"""Sentences that point back in the text before they tell something."""

from __future__ import annotations

import pytest

from longwriter_agents.prose.meta import without_meta
from longwriter_agents.prose.prefaces import without_prefaces

TOLD = "Small towns are safer than large ones. Over the years this has changed."


@pytest.mark.parametrize(
    "preface",
    [
        "As mentioned earlier, ",
        "As we discussed in the previous sections, ",
        "As already noted above, ",
        "As we've seen in the preceding chapter, ",
        'As explained in the "Life in Town" section, ',
        "As discussed earlier in this guide, ",
    ],
)
def test_what_the_sentence_tells_stays(preface: str) -> None:
    told = f"{preface}s{TOLD[1:]}"
    assert without_prefaces(told) == TOLD
    assert without_prefaces(f"Rents are low. {told}") == f"Rents are low. {TOLD}"
    assert without_prefaces(f"Rents are low.\n\n{told}") == f"Rents are low.\n\n{TOLD}"


@pytest.mark.parametrize("behind", [", as mentioned earlier", ", as outlined in the previous sections of this guide"])
def test_what_points_back_behind_a_sentence_goes(behind: str) -> None:
    assert without_prefaces(f"Small towns are safer than large ones{behind}. Over the years this has changed.") == TOLD


@pytest.mark.parametrize(
    "honest",
    [
        "As discussed in the council in March, the bridge will be closed.",
        "As seen from above, the river is a snake.",
        "As noted before the flood, the dam leaked.",
        "The fee is due in May, as mentioned above, and in June.",
        "As described by Homer, the ships were black.",
        'As described in "The Odyssey", the ships were black.',
        "As the earlier chapter of his life closed, he moved.",
    ],
)
def test_other_sentences_stay_as_they_are(honest: str) -> None:
    assert without_prefaces(honest) == honest


def test_a_sentence_that_points_back_and_then_tells_something_is_no_talk_about_the_text() -> None:
    told = (
        "As discussed in the previous sections, small towns are safer than large ones. Over the years this has changed."
    )
    assert without_meta(told) == TOLD


def test_talk_behind_a_preface_goes_all_the_same() -> None:
    assert without_meta("As mentioned above, this section covers the hive. Bees drink.") == "Bees drink."
