"""Write a document and read its ledgers.

LONGWRITER_MODEL chooses the model; without it the embedded one writes (it is fetched at the first run).
"""

from __future__ import annotations

from longwriter_agents import write


def main() -> None:
    manuscript = write("Write a guide to keeping chickens in a small garden.", words=800)
    print(manuscript.text)
    print(f"{manuscript.status}: asked {manuscript.words.target} words, wrote {manuscript.words.written}")
    for row in manuscript.words.sections:
        print(f"  {row.written:>5} of {row.budget:<5} {row.title}")


if __name__ == "__main__":
    main()
