"""Which language a text is in, and what languages are called."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

_NAMES: dict[str, tuple[str, ...]] = {
    "en": ("English", "英语", "英文"),
    "zh": (
        "Chinese",
        "Simplified Chinese",
        "Traditional Chinese",
        "Mandarin",
        "中文",
        "汉语",
        "简体中文",
        "繁体中文",
        "华语",
    ),
    "de": ("German", "Deutsch", "德语", "德文"),
    "fr": ("French", "Français", "法语", "法文"),
    "es": ("Spanish", "Español", "西班牙语", "西班牙文"),
    "it": ("Italian", "Italiano", "意大利语"),
    "pt": ("Portuguese", "Português", "Brazilian Portuguese", "葡萄牙语"),
    "nl": ("Dutch", "Nederlands", "荷兰语"),
    "sv": ("Swedish", "Svenska", "瑞典语"),
    "da": ("Danish", "Dansk", "丹麦语"),
    "no": ("Norwegian", "Norsk", "挪威语"),
    "fi": ("Finnish", "Suomi", "芬兰语"),
    "pl": ("Polish", "Polski", "波兰语"),
    "cs": ("Czech", "Čeština", "捷克语"),
    "sk": ("Slovak", "Slovenčina"),
    "hu": ("Hungarian", "Magyar", "匈牙利语"),
    "ro": ("Romanian", "Română", "罗马尼亚语"),
    "bg": ("Bulgarian", "Български"),
    "hr": ("Croatian", "Hrvatski"),
    "sr": ("Serbian", "Српски"),
    "sl": ("Slovenian", "Slovene", "Slovenščina"),
    "el": ("Greek", "Ελληνικά", "希腊语"),
    "tr": ("Turkish", "Türkçe", "土耳其语"),
    "ru": ("Russian", "Русский", "俄语", "俄文"),
    "uk": ("Ukrainian", "Українська", "乌克兰语"),
    "ar": ("Arabic", "العربية", "阿拉伯语"),
    "he": ("Hebrew", "עברית", "希伯来语"),
    "fa": ("Persian", "Farsi", "فارسی"),
    "hi": ("Hindi", "हिन्दी", "印地语"),
    "bn": ("Bengali", "বাংলা"),
    "ur": ("Urdu", "اردو"),
    "ta": ("Tamil", "தமிழ்"),
    "th": ("Thai", "ไทย", "泰语"),
    "vi": ("Vietnamese", "Tiếng Việt", "越南语"),
    "id": ("Indonesian", "Bahasa Indonesia", "印尼语"),
    "ms": ("Malay", "Bahasa Melayu", "马来语"),
    "ja": ("Japanese", "日本語", "日语", "日文"),
    "ko": ("Korean", "한국어", "韩语", "韩文"),
    "ca": ("Catalan", "Català"),
    "la": ("Latin", "拉丁语"),
    "et": ("Estonian", "Eesti"),
    "lv": ("Latvian", "Latviešu"),
    "lt": ("Lithuanian", "Lietuvių"),
}
_CODES = {name.casefold(): code for code, names in reversed(_NAMES.items()) for name in names}
"""By each name the code: of two languages of one name the first, as they stand above."""
_ENOUGH_LETTERS = 60
_LOOK = 600
"""Signs at the beginning and at the end of a text that are enough to tell its language, also where it drifts."""
_SCRIPTS = (("ja", r"[぀-ヿ]"), ("ko", r"[가-힣]"), ("zh", r"[㐀-鿿]"))
_ANY_SCRIPT = re.compile(r"[぀-ヿ가-힣㐀-鿿]")
_NO_LETTERS = re.compile(r"[\W\d_]+")


def language_name(code: str) -> str:
    """The English name of a language code; an unknown code stands for itself."""
    return _NAMES[code][0] if code in _NAMES else code


def language_named(name: str) -> str | None:
    """The code of a language called by its English, own or Chinese name, or by its code; None when it is not known."""
    wanted = name.strip().casefold()
    base = wanted.replace("_", "-").split("-")[0]
    if base in _NAMES and (base == wanted or len(wanted) <= 7):
        return base
    return _CODES.get(wanted)


def detect(text: str, *, hint: str | None = None) -> str:
    """The ISO 639-1 code of the text's language. Short texts in a shared script are what `hint` says (else English)."""
    if code := _by_script(text):
        return code
    if _letters(text[: 2 * _ENOUGH_LETTERS]) < _ENOUGH_LETTERS and _letters(text) < _ENOUGH_LETTERS:
        return hint or "en"
    if _is_plainly_english(text[:_LOOK]) and _is_plainly_english(text[-_LOOK:]):
        return "en"
    return _identify(text if len(text) <= 2 * _LOOK else f"{text[:_LOOK]}\n{text[-_LOOK:]}", hint)


_ALPHABETS = {
    "el": "GREEK", "ru": "CYRILLIC", "uk": "CYRILLIC", "bg": "CYRILLIC", "sr": "CYRILLIC LATIN", "ar": "ARABIC", "fa": "ARABIC",
    "ur": "ARABIC", "he": "HEBREW", "hi": "DEVANAGARI", "bn": "BENGALI", "ta": "TAMIL", "th": "THAI", "ko": "HANGUL CJK",
    "zh": "CJK", "ja": "HIRAGANA KATAKANA CJK",
}  # fmt: skip
"""The scripts of the languages that aren't written in Latin letters."""
_SURE, _FEW_LETTERS = 0.9, 25


def told_language(text: str, *, expected: str) -> str | None:
    """The language that the text's script and words show; None where they are too few to show any. Where a classifier is
    unsure of a longer text, it is in the language that is `expected`."""
    if _letters(text[: 2 * _ENOUGH_LETTERS]) >= _ENOUGH_LETTERS:  # as of nearly any text: the rest need not be counted
        return detect(text, hint=expected)
    letters = _NO_LETTERS.sub("", text)
    if not letters:
        return None
    if len(letters) >= _ENOUGH_LETTERS:
        return detect(text, hint=expected)
    if code := _by_script(text):
        return code
    if told := _most_little_words(text):
        return told
    if not _is_written_as(letters, expected):
        return _by_little_words(text) if _is_written_as(letters, "en") else _identify(text, None)
    code, probability = _identifier().classify(text)
    return str(code) if probability > _SURE and len(letters) >= _FEW_LETTERS else None


def _is_written_as(letters: str, code: str) -> bool:
    """Whether most letters are of a script in which the language is written."""
    scripts = _ALPHABETS.get(code, "LATIN").split()
    fitting = sum(unicodedata.name(letter, "").split(" ")[0] in scripts for letter in letters)
    return fitting * 2 >= len(letters)


def _most_little_words(text: str) -> str | None:
    """The one language that has the most of the little words, two at least."""
    told = _little_words(text)
    best = max(told.values())
    leading = [code for code, number in told.items() if number == best]
    return leading[0] if best >= _LEAST_TOLD and len(leading) == 1 else None


_ENGLISH_ONLY = frozenset("the and that with were this from which their they not would should".split())
"""Frequent words that are English and nothing else; "of", "was", "for" and "have" are Dutch, German and Danish, too."""
_PLAIN = 0.08
"""Of English prose these are about an eighth. Where they are many, asking the classifier, which takes far longer, is spared."""


def _is_plainly_english(text: str) -> bool:
    words = text.lower().split()
    return sum(map(_ENGLISH_ONLY.__contains__, words)) >= max(4, _PLAIN * len(words))


def _by_script(text: str) -> str:
    """The language that has much of the text's letters for itself, if any."""
    if text.isascii() or not _ANY_SCRIPT.search(text):
        return ""
    letters = _NO_LETTERS.sub("", text)
    for code, pattern in _SCRIPTS:
        share = len(re.findall(pattern, letters)) / max(1, len(letters))
        if share > (0.08 if code == "ja" else 0.25):
            return code
    return ""


def _letters(text: str) -> int:
    return len(_NO_LETTERS.sub("", text))


_LITTLE_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset("write the an of and about for on in to with how".split()),
    "de": frozenset(
        "schreib schreibe verfasse erstelle der die das den dem ein eine einen einer über für von und mit im zum zur wie".split()
    ),
    "fr": frozenset(
        "écris écrire écrivez rédige rédiger rédigez le la les un une des du sur pour dans et avec comment au aux".split()
    ),
    "es": frozenset(
        "escribe escribir escriba redacta redactar el la los las un una del sobre para en y con cómo al".split()
    ),
    "it": frozenset("scrivi scrivere scriva il lo la gli un una del della di sul sulla per e con come su".split()),
    "pt": frozenset("escreva escrever escreve redija o os um uma do da dos das sobre para em e com como".split()),
    "nl": frozenset("schrijf schrijven een het de over voor van en met hoe in".split()),
    "sv": frozenset("skriv en ett om för och med av hur på".split()),
    "da": frozenset("skriv en et om for og med af hvordan på".split()),
    "pl": frozenset("napisz napisać o na dla i z w jak opowiadanie artykuł".split()),
}
"""What a request of a few words in the language has some of: what it asks with, articles, prepositions."""
_LEAST_TOLD = 2


def language_of_request(text: str) -> str:
    """The language in which something is asked for, also where five words are too few for a classifier to be trusted."""
    letters = re.findall(r"[^\W\d_]", text)
    latin = sum(letter < "ɐ" for letter in letters)
    return detect(text, hint=_by_little_words(text) if latin * 2 >= len(letters) else _identify(text, None))


def _by_little_words(text: str) -> str:
    """English, unless more of the little words are another language's."""
    told = _little_words(text)
    best = max(told, key=lambda code: (told[code], code == "en"))
    return best if told[best] >= _LEAST_TOLD else "en"


def _little_words(text: str) -> dict[str, int]:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return {code: sum(word in known for word in words) for code, known in _LITTLE_WORDS.items()}


@lru_cache(maxsize=2_048)
def _identify(text: str, hint: str | None) -> str:
    code, probability = _identifier().classify(text)
    return str(code) if probability > 0.7 else hint or str(code)


@cache
def _identifier() -> Any:
    langid: Any = import_module("py3langid.langid")
    identifier = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in _NAMES if code in identifier.labels])
    return identifier
