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


async def one(request: Path, folder: Path, door: asyncio.Semaphore) -> str:
    target = folder / f"{request.stem}.md"
    if target.exists():
        return f"{request.name}: there already"
    async with door:
        manuscript = await awrite(request.read_text(encoding="utf-8"))
    if manuscript.status == "failed":
        return f"{request.name}: {manuscript.message}"
    manuscript.save(target)
    return f"{request.name}: {manuscript.status}, {manuscript.words.written} words"


async def main(requests: Path, folder: Path) -> None:
    door = asyncio.Semaphore(AT_ONCE)
    works = [one(request, folder, door) for request in sorted(requests.glob("*.txt"))]
    for line in await asyncio.gather(*works):
        print(line)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
