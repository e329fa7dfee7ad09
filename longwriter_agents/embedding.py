"""Texts as vectors, for what only nearness in meaning can tell: drafts that disagree, sentences that say the same in other
words. Optional: without an embedder those figures are left out, and nothing else changes."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from longwriter_agents.errors import InputError

_LOG = logging.getLogger("longwriter.embedding")
_OFF = "none"
_BLANKS = re.compile(" {2,}")
_MOST_WORDS_KNOWN = 50_000


@runtime_checkable
class Embedder(Protocol):
    """Deterministic: the same text gives the same vector, whatever stands beside it."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """A vector for each text, all of one length; near in angle where the texts are near in meaning."""
        ...


def wanted() -> bool:
    """Whether an embedder may be used; `InputError` for a LONGWRITER_EMBEDDER that says nothing known."""
    choice = os.environ.get("LONGWRITER_EMBEDDER", "").strip()
    if choice not in ("", _OFF):
        raise InputError(f"LONGWRITER_EMBEDDER={choice!r} is not understood.", hint=f"Leave it unset, or set {_OFF!r}.")
    return choice != _OFF


def default_embedder() -> Embedder | None:
    """The embedder of the extra `embed`, None where it is not installed or LONGWRITER_EMBEDDER=none. Loaded once."""
    return _word_llama() if wanted() and find_spec("wordllama") is not None else None


@cache
def _word_llama() -> Embedder | None:
    try:
        return WordLlamaEmbedder()
    except Exception as error:
        # It is asked when a document stands: a damaged package must cost a few figures of the report and not the document.
        _LOG.warning("the embedder can't be loaded, so nothing is compared by meaning: %s", error)
        return None


def _imported() -> Any:
    """The package. Its import sets up logging for the whole process, which is the program's to do: that is undone."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    package = import_module("wordllama")
    root.handlers[:] = handlers
    root.setLevel(level)
    return package


class WordLlamaEmbedder:
    """Static vectors of 256 numbers out of the package itself: no network, thousands of sentences in a second."""

    def __init__(self) -> None:
        package = _imported()
        folder = Path(package.__file__).parent
        model = package.WordLlama.load(cache_dir=folder, disable_download=True)
        self._tokenizer, self._table = model.tokenizer, model.embedding
        self._tokenizer.no_padding()
        self._known: dict[str, list[int]] = {}

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """The mean of each text's tokens, as the package has it; but it makes all texts as long as the longest, and here a run
        of blanks is one blank."""
        rows: list[list[float]] = self.vectors(texts).tolist() if texts else []
        return rows

    def vectors(self, texts: Sequence[str]) -> Any:
        """The same as an array of numpy, for who goes on with that."""
        np, table = import_module("numpy"), self._table
        vectors = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
        for row, tokens in zip(vectors, self._tokens(texts), strict=True):
            if tokens:
                found = table.take(tokens, axis=0, mode="clip")
                row[:] = found.sum(axis=0, dtype=np.float32) / np.float32(len(tokens))
        return vectors

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """The tokens of each text, word by word: no token reaches over a single blank, and most words come again."""
        if len(self._known) > _MOST_WORDS_KNOWN:
            self._known = {}
        known, words = self._known, [_with_single_blanks(text).split(" ") for text in texts]
        unseen = list(set(chain.from_iterable(words)).difference(known))
        # The fast one leaves out the places of the tokens.
        encode = getattr(self._tokenizer, "encode_batch_fast", self._tokenizer.encode_batch)
        found = encode(unseen, add_special_tokens=False) if unseen else []
        known.update((word, encoded.ids) for word, encoded in zip(unseen, found, strict=True))
        return [list(chain.from_iterable(map(known.__getitem__, each))) for each in words]


def _with_single_blanks(text: str) -> str:
    return _BLANKS.sub(" ", text) if "  " in text else text
