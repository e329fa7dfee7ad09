"""What the commands print: results on stdout, everything else on stderr; what models wrote can't move the cursor."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from longwriter_agents.errors import InputError

if TYPE_CHECKING:
    from longwriter_agents.manuscript import Manuscript, WordLedger


EXIT_CODES = {"complete": 0, "complete_with_findings": 3, "failed": 1, "planned": 0}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MOST_FINDINGS = 10


def printable(text: str, *, limit: int | None = None) -> str:
    """`text` on one line without control signs, cut at `limit`."""
    line = _CONTROL.sub("", " ".join(text.split()))
    return line if limit is None or len(line) <= limit else f"{line[: limit - 1]}…"


def complain(message: str) -> None:
    print(f"longwriter: {printable(message)}", file=sys.stderr)


def tell(line: str = "") -> None:
    print(line, file=sys.stderr, flush=True)


def show_json(value: Any) -> None:
    _put(f"{json.dumps(value, ensure_ascii=False, indent=2)}\n")


def show_lines(lines: Iterable[str]) -> None:
    _put("".join(f"{line}\n" for line in lines))


def _put(text: str) -> None:
    """On stdout, all of it. `InputError` where it takes no more, as a full disk does."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        drop_stdout()
        raise InputError(f"Standard output can't be written: {error.strerror or error}.") from None


def drop_stdout() -> None:
    """Whatever is still to be flushed there goes nowhere: it would only fail again at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def show_text(text: str) -> None:
    """A document on stdout; on a terminal without control signs."""
    if sys.stdout.isatty():
        text = _CONTROL.sub("", text)
    _put(text if text.endswith("\n") or not text else f"{text}\n")


def summary(manuscript: Manuscript, saved: Path | None) -> list[str]:
    """The result in a few lines: words, calls, tokens, time, cost, status; then what is left to know."""
    words, usage = manuscript.words, manuscript.usage
    cost = f", ${usage.cost_usd:.4f}" if usage.cost_usd else ""
    lines = [
        f"Asked {words.target:,} words, wrote {words.written:,} ({_missed_by(words)}), {usage.calls} calls, "
        f"{usage.input_tokens + usage.output_tokens:,} tokens, {usage.seconds:.0f} s{cost}: "
        f"{manuscript.status.replace('_', ' ')}."
    ]
    told = [finding for finding in manuscript.findings if finding.severity != "info"]
    for finding in told[:_MOST_FINDINGS]:
        place = f"[{finding.section_id}] " if finding.section_id else ""
        lines.append(f"  - {printable(place + finding.message, limit=240)}")
    if len(told) > _MOST_FINDINGS:
        lines.append(f"  … and {len(told) - _MOST_FINDINGS} more in the report.")
    if saved is not None:
        lines.append(f"Saved to {saved}")
    return lines


_FAR = 0.1


def _missed_by(words: WordLedger) -> str:
    """How far the aim was missed; and where bounds were asked for that leave so much room, these."""
    far_but_right = abs(words.deviation) > _FAR and words.low <= words.written <= words.high
    return f"{words.deviation:+.1%}" + (f", within {words.low:,}–{words.high:,}" if far_but_right else "")


def resume_command(job_id: str, store: Path | None) -> str:
    return f"longwriter resume {job_id}" + (f" --store {shlex.quote(str(store))}" if store else "")


def clock(seconds: float) -> str:
    """Minutes and seconds, or hours and minutes, for people."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}" if minutes < 60 else f"{minutes // 60}:{minutes % 60:02d} h"
