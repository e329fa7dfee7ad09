"""Follow a document while it is written: typed events, the finished manuscript last."""

from __future__ import annotations

import asyncio

from longwriter_agents import stream
from longwriter_agents.events import ManuscriptReady, OutlineReady, SectionDone


async def main() -> None:
    async for event in stream("Write an essay on the history of paper.", words=1_000):
        if isinstance(event, OutlineReady):
            print("Planned:", ", ".join(section.title for section in event.outline.sections))
        elif isinstance(event, SectionDone):
            print(f"  {event.section_id}: {event.words} words")
        elif isinstance(event, ManuscriptReady):
            print(f"{event.manuscript.status}: {event.manuscript.words.written} words")


if __name__ == "__main__":
    asyncio.run(main())
