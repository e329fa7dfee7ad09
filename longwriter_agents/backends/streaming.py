"""Reading a reply while it is written, and stopping when enough is there or when it goes round in circles."""

from __future__ import annotations

from collections.abc import Callable

from longwriter_agents.backends.base import Halt, Request
from longwriter_agents.backends.reasoning import answer_within
from longwriter_agents.prose.repetition import cut_loop
from longwriter_agents.prose.sentences import ends_cleanly
from longwriter_agents.words import count_words

_LOOK_EVERY = 24
_LOOP_LOOK_EVERY, _LOOP_SPAN = 240, 1_600
_CHARS_PER_TOKEN = 16
_ENDS = '"}]'
_READ_ALL = Halt(words=None, on_loop=False)
"""For structured replies: their form repeats itself."""


class StreamReader:
    """Gathers the pieces of one reply. `add` says whether to read on.

    A stream that never ends is stopped too: no reply of `max_tokens` tokens is longer than its bound in characters.
    Reasoning that stands before the answer is no part of it: neither its words nor its going in circles count.
    """

    def __init__(self, halt: Halt, *, max_tokens: int, enough: Callable[[str], bool] | None = None) -> None:
        self._halt = halt
        self._all_wanted = enough
        self._most = max_tokens * _CHARS_PER_TOKEN + 1_000
        self._pieces: list[str] = []
        self._length = self._looked = self._looked_for_loop = 0
        self._thought: list[str] = []
        self._thinks = self._answers = False
        self.begun = False
        """Whether the provider has begun to answer: from then on a call costs something, whatever becomes of it."""
        self.halted = False

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def thought(self) -> str:
        return "".join(self._thought)

    @property
    def all(self) -> str:
        return self.thought + self.text

    def think(self, piece: str) -> None:
        """Take a piece of reasoning, which the server keeps apart from the answer."""
        self._thought.append(piece)

    def add(self, piece: str) -> bool:
        """Take a piece; False when nothing more is wanted (then `halted` is set)."""
        self._pieces.append(piece)
        self._length += len(piece)
        if not self._answers and not self._begins(piece):
            self.halted = self._length > self._most
            return not self.halted
        self.halted = self._length > self._most or self._enough() or self._loops() or self._is_all(piece)
        return not self.halted

    def _begins(self, piece: str) -> bool:
        """Whether the answer has begun; what was thought before it is put aside then."""
        if self._thinks and ">" not in piece:
            return False
        text = self.text
        at = answer_within(text)
        self._thinks = at is None and bool(text.strip())
        if at is None or (at and not text[at:].strip()):
            return False
        self._answers = True
        if at:
            self._thought.append(text[:at])
            rest = text[at:].lstrip()
            self._pieces, self._length = [rest], len(rest)
        return True

    def _enough(self) -> bool:
        if self._halt.words is None or self._length - self._looked < _LOOK_EVERY:
            return False
        text = self.text
        if not ends_cleanly(text) or text.rstrip().endswith((":", "：")):
            return False
        self._looked = self._length
        return count_words(text) >= self._halt.words

    def _loops(self) -> bool:
        if not self._halt.on_loop or self._length - self._looked_for_loop < _LOOP_LOOK_EVERY:
            return False
        self._looked_for_loop = self._length
        recent = self.text[-_LOOP_SPAN:]
        return len(cut_loop(recent)) < len(recent.rstrip()) - 40

    def _is_all(self, piece: str) -> bool:
        """Asked where a value of a structured reply may have ended; what is asked is told all that came."""
        return self._all_wanted is not None and any(end in piece for end in _ENDS) and self._all_wanted(self.text)


def is_read_in_pieces(request: Request) -> bool:
    """Whether reading may end before the reply does: prose after so many words, a structure when it is enough."""
    return request.enough is not None or (request.halt is not None and request.schema is None)


def reader_of(request: Request) -> StreamReader:
    halt = request.halt if request.halt is not None and request.schema is None else _READ_ALL
    return StreamReader(halt, max_tokens=request.max_tokens, enough=request.enough)
