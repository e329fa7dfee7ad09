"""`python -m longwriter_agents.testing.provider '{"tokens_per_s": 60}'`: serve until killed; the address is printed."""

from __future__ import annotations

import asyncio
import json
import sys

from longwriter_agents.testing.provider.conduct import Conduct
from longwriter_agents.testing.provider.serving import run


def main() -> None:
    given = json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}
    if "kinds" in given:
        given["kinds"] = tuple(given["kinds"])
    asyncio.run(run(Conduct(**given), 0, lambda address: print(address, flush=True)))


if __name__ == "__main__":
    main()
