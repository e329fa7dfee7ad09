"""Texts for tests by example and by property: plain prose in two scripts, and what no honest writer would send."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = (
    "river stone quiet market winter bread letter harbour slowly because measured copper garden north under three "
    "evening carried water between people ladder silver against morning house paper without engine field often"
).split()
_SIGNS = "山水城市河流春天秋夜人们工作船木桥石路风雨书信钟楼田野市场孩子老师面包铁路海港灯光记得看见走过打开"

words = st.sampled_from(_WORDS)


@st.composite
def english(draw: st.DrawFn, *, least: int = 6, most: int = 16) -> str:
    """A sentence of unlike words; two draws hardly ever say the same."""
    chosen = draw(st.lists(words, min_size=least, max_size=most))
    number = draw(st.integers(min_value=100, max_value=10**6))
    text = " ".join([*chosen[:2], str(number), *chosen[2:]])
    return f"{text[0].upper()}{text[1:]}{draw(st.sampled_from('.!?'))}"


@st.composite
def chinese(draw: st.DrawFn) -> str:
    return draw(st.text(alphabet=_SIGNS, min_size=14, max_size=30)) + draw(st.sampled_from("。！？"))


def sentences(script: str) -> st.SearchStrategy[str]:
    return {"english": english(), "chinese": chinese()}[script]


def joined(parts: list[str], script: str) -> str:
    return ("" if script == "chinese" else " ").join(parts)


@st.composite
def paragraph_lists(draw: st.DrawFn, *, least: int = 1, most: int = 5) -> list[list[str]]:
    """Paragraphs as lists of sentences, each paragraph in one script, all sentences different."""
    found = []
    for _ in range(draw(st.integers(min_value=least, max_value=most))):
        script = draw(st.sampled_from(("english", "english", "chinese")))
        found.append(draw(st.lists(sentences(script), min_size=1, max_size=6, unique=True)))
    seen: set[str] = set()
    unlike = [[s for s in block if not (s in seen or seen.add(s))] for block in found]  # type: ignore[func-returns-value]
    return [block for block in unlike if block] or [[draw(english())]]


def text_of(blocks: list[list[str]]) -> str:
    return "\n\n".join(joined(block, script_of(block[0])) for block in blocks)


def script_of(sentence: str) -> str:
    return "chinese" if sentence[-1] in "。！？" else "english"


prose = paragraph_lists().map(text_of)

wild = st.text(
    alphabet=st.one_of(
        st.sampled_from("ab A.!?,:;-–—_'\"“”’()[]<>|#*`~/\\0123456789 \n\n\t\r\x00\x1b\x0c\x85\u2028\u200b"),
        st.sampled_from("中文。！？，：、（）《》「」…ёéß한글ﷺ🙂\ud800\udfff"),
    ),
    max_size=200,
)
"""Marks, controls, lone surrogates and two scripts, in any order."""
