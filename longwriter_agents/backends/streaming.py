"""Reading a reply while it is written, and stopping when enough is there or when it goes round in circles."""

from __future__ import annotations

from longwriter_agents.backends.base import Halt
from longwriter_agents.prose.repetition import cut_loop
from longwriter_agents.prose.sentences import ends_cleanly
from longwriter_agents.words import count_words

_ENOUGH = 1.05
"""A reply may run this far over the words wanted before it is stopped: stopping at once would cut good endings."""
_LOOK_EVERY = 24
_LOOP_LOOK_EVERY, _LOOP_SPAN = 240, 1_600
_CHARS_PER_TOKEN = 16


class StreamReader:
    """Gathers the pieces of one reply. `add` says whether to read on.

    A stream that never ends is stopped too: no reply of `max_tokens` tokens is longer than its bound in characters.
    """

    def __init__(self, halt: Halt, *, max_tokens: int) -> None:
        self._halt = halt
        self._most = max_tokens * _CHARS_PER_TOKEN + 1_000
        self._pieces: list[str] = []
        self._length = self._looked = self._looked_for_loop = 0
        self.halted = False

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def add(self, piece: str) -> bool:
        """Take a piece; False when nothing more is wanted (then `halted` is set)."""
        self._pieces.append(piece)
        self._length += len(piece)
        self.halted = self._length > self._most or self._enough() or self._loops()
        return not self.halted

    def _enough(self) -> bool:
        if self._halt.words is None or self._length - self._looked < _LOOK_EVERY:
            return False
        text = self.text
        if not ends_cleanly(text) or text.rstrip().endswith((":", "：")):
            return False
        self._looked = self._length
        return count_words(text) >= self._halt.words * _ENOUGH

    def _loops(self) -> bool:
        if not self._halt.on_loop or self._length - self._looked_for_loop < _LOOP_LOOK_EVERY:
            return False
        self._looked_for_loop = self._length
        recent = self.text[-_LOOP_SPAN:]
        return len(cut_loop(recent)) < len(recent.rstrip()) - 40
