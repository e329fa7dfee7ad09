"""Write a folder of documents overnight: one request in each .txt file, three documents at a time.

    python examples/batch.py requests/ documents/

Documents that are there already are left alone, so the same command goes on where it was stopped.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from longwriter_agents import awrite

AT_ONCE = 3


def unwritten(requests: Path, folder: Path) -> dict[Path, str]:
    """Target → request, of those that have no document yet."""
    targets = {folder / f"{file.stem}.md": file for file in sorted(requests.glob("*.txt"))}
    return {target: file.read_text(encoding="utf-8") for target, file in targets.items() if not target.exists()}


async def one(request: str, target: Path, door: asyncio.Semaphore) -> None:
    async with door:
        manuscript = await awrite(request)
    if manuscript.status == "failed":
        print(f"{target.name}: {manuscript.message}")
        return
    manuscript.save(target)
    print(f"{target.name}: {manuscript.status}, {manuscript.words.written} words")


async def all_of(works: dict[Path, str]) -> None:
    door = asyncio.Semaphore(AT_ONCE)
    await asyncio.gather(*(one(request, target, door) for target, request in works.items()))


if __name__ == "__main__":
    asyncio.run(all_of(unwritten(Path(sys.argv[1]), Path(sys.argv[2]))))
