"""Texts for tests by example and by property: plain prose in two scripts, and what no honest writer would send."""

from __future__ import annotations

import random

from hypothesis import strategies as st

_WORDS = (
    "river stone quiet market winter bread letter harbour slowly because measured copper garden north under three "
    "evening carried water between people ladder silver against morning house paper without engine field often"
).split()
_SIGNS = "山水城市河流春天秋夜人们工作船木桥石路风雨书信钟楼田野市场孩子老师面包铁路海港灯光记得看见走过打开"

Paragraphs = list[list[str]]
"""Sentences by paragraph, each paragraph in one script."""


def _english(dice: random.Random) -> str:
    """A sentence of unlike words with a number of its own: two of them hardly ever say the same."""
    words = dice.sample(_WORDS, k=dice.randint(6, 16))
    words.insert(2, str(dice.randint(100, 10**7)))
    text = " ".join(words)
    return f"{text[0].upper()}{text[1:]}{dice.choice('.!?')}"


def _chinese(dice: random.Random) -> str:
    return "".join(dice.choices(_SIGNS, k=dice.randint(14, 30))) + dice.choice("。！？")


def _paragraphs(seed: int) -> Paragraphs:
    dice = random.Random(seed)
    scripts = [dice.choice((_english, _english, _chinese)) for _ in range(dice.randint(1, 5))]
    return [[script(dice) for _ in range(dice.randint(1, 6))] for script in scripts]


def text_of(blocks: Paragraphs) -> str:
    return "\n\n".join(("" if block[0][-1] in "。！？" else " ").join(block) for block in blocks)


_seeds = st.integers(min_value=0, max_value=2**32)
paragraphs = _seeds.map(_paragraphs)
"""Built from a seed: fast, and what fails comes back by its seed."""
english = _seeds.map(lambda seed: _english(random.Random(seed)))

wild = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab A.!?,:;-–—_'\"“”’()[]<>|#*`~/\\0123456789 \n\n\t\r\x00\x1b\x0c\x85\u2028\u200b"),
        st.sampled_from("中文。！？，：、（）《》「」…ёéß한글ﷺ🙂\ud800\udfff"),
    ),
    max_size=120,
)
"""Marks, controls, lone surrogates and two scripts, in any order."""
