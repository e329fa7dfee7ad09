"""The folder that a batch writes into: which file is which row's document, and which is somebody else's."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from longwriter_agents.batch.naming import SUMMARIES, ending_of, file_names, pattern_of
from longwriter_agents.batch.results import is_summary
from longwriter_agents.batch.rows import Row
from longwriter_agents.errors import InputError
from longwriter_agents.export import write_whole
from longwriter_agents.locking import try_lock

RECORD, LOCK = ".longwriter-batch.jsonl", ".longwriter-batch.lock"


@dataclass(frozen=True)
class Entry:
    """A row's document, by the row's tag: the file that it is in, what the file's name was made by, what was written
    there, from which list, and which document of a service it is."""

    tag: str
    file: str = ""
    pattern: str = ""
    sha256: str = ""
    source: str = ""
    document: str = ""


@contextlib.contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """The folder is this batch's own while this is entered; `InputError` where another process writes a batch into it. Where
    files can't be locked at all, nobody is kept out."""
    with contextlib.ExitStack() as opened:
        free = True
        with contextlib.suppress(OSError):
            free = try_lock(opened.enter_context((folder / LOCK).open("a")).fileno())
        if not free:
            raise InputError(
                f"Another batch is writing into {folder}.", hint="Wait until it has ended, or choose another folder."
            )
        yield


class Shelf:
    """Keeps a line of `RECORD` for each document that is handed in or put there; of two lines for a row the later holds."""

    def __init__(self, folder: Path, source: Path, *, force: bool = False) -> None:
        self.folder = folder.absolute()
        self._source = str(source.absolute())
        self._force = force
        self._entries: dict[str, Entry] = {}
        self._in_file: dict[str, Entry] = {}
        self._patterns: dict[str, str] = {}
        for entry in _read(self.folder / RECORD):
            self._know(entry)

    def tag_of(self, row: Row) -> str:
        return "batch:" + hashlib.sha256(f"{self.folder}\n{row.digest()}".encode()).hexdigest()

    def check_summaries(self) -> None:
        """`InputError` when something that is no summary of a batch stands where the summaries go."""
        for name in SUMMARIES:
            path = self.folder / name
            if path.exists() and not self._force and not is_summary(path):
                raise InputError(f"{path} exists already and is no summary of a batch.", hint=_HINT)

    def names(self, rows: Sequence[Row], template: str, format: str) -> list[str]:
        """The rows' files. A document that is there keeps its name, wherever its row stands by now."""
        kept = {}
        for row in rows:
            tag, pattern = self.tag_of(row), pattern_of(row, template)
            self._patterns[tag] = pattern
            entry = self._entries.get(tag)
            if entry and entry.file and entry.pattern == pattern and entry.file.endswith(f".{ending_of(row, format)}"):
                kept[row.number] = entry.file
        return file_names(rows, template, format, kept=kept)

    def document(self, tag: str) -> str:
        """What a service calls the row's document, if it was handed in."""
        entry = self._entries.get(tag)
        return entry.document if entry else ""

    def holds(self, tag: str, path: Path) -> bool:
        """Whether the row's document is there already."""
        entry = self._in_file.get(path.name)
        return entry is not None and entry.tag == tag and path.exists()

    def check(self, path: Path) -> None:
        """`InputError` when what stands there is not a document of this list as the batch left it."""
        if path.exists() and not self._force and not self._left_there(path):
            raise InputError(f"{path} exists already and is not of this batch, or was changed since.", hint=_HINT)

    def hand_in(self, tag: str, document: str) -> None:
        self._keep(Entry(tag, source=self._source, document=document))

    def put(self, tag: str, path: Path, text: str) -> None:
        """The row's document, in the place of an earlier one if need be; what is somebody else's stays."""
        digest = _digest(text.encode("utf-8", "replace"))
        if _digest_of(path) != digest:
            self.check(path)
            write_whole(path, text, force=True)
        pattern = self._patterns.get(tag, "")
        self._keep(Entry(tag, path.name, pattern, digest, self._source, self.document(tag)))

    def _left_there(self, path: Path) -> bool:
        entry = self._in_file.get(path.name)
        return entry is not None and entry.source == self._source and entry.sha256 == _digest_of(path)

    def _know(self, entry: Entry) -> None:
        """A file holds one document: that of an earlier row is in it no more."""
        self._entries[entry.tag] = entry
        if entry.file:
            before = self._in_file.get(entry.file)
            if before is not None and before.tag != entry.tag:
                now = self._entries[before.tag]  # it may be in another file by now
                self._entries[before.tag] = replace(now, file="") if now.file == entry.file else now
            self._in_file[entry.file] = entry

    def _keep(self, entry: Entry) -> None:
        self._know(entry)
        record = self.folder / RECORD
        try:
            with record.open("a", encoding="utf-8", newline="\n") as lines:
                # A line that a crash has cut off must not take the next one with it.
                lines.write(f"\n{json.dumps(asdict(entry), ensure_ascii=True)}\n")
        except OSError as error:
            raise InputError(f"{record} can't be written: {error.strerror or error}.") from None


_HINT = "Move it away, or use --force."


def _read(record: Path) -> Iterator[Entry]:
    try:
        lines = record.read_text(encoding="utf-8", errors="replace").split("\n") if record.exists() else []
    except OSError as error:
        raise InputError(f"{record} can't be read: {error.strerror or error}.") from None
    for line in lines:
        try:
            yield Entry(**{key: str(value) for key, value in json.loads(line).items()})
        except (ValueError, TypeError, AttributeError, RecursionError):
            continue  # empty, or cut off by a crash: the row is found in the store or by its key


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _digest_of(path: Path) -> str:
    try:
        return _digest(path.read_bytes())
    except OSError:
        return ""
