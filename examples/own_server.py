"""Write with a model server of your own: vLLM, llama.cpp, Ollama, LM Studio, or anything that speaks OpenAI's API.

python examples/own_server.py http://127.0.0.1:8000/v1 my-model
"""

from __future__ import annotations

import sys

from longwriter_agents import write


def main(address: str, model: str) -> None:
    manuscript = write(
        "Write a report on the state of the town's trees.",
        words=1_000,
        model=f"openai:{model}",
        base_url=address,
        concurrency=4,
        context_window=16_384,
    )
    print(manuscript.text)
    print(f"{manuscript.status}: {manuscript.usage.calls} calls, {manuscript.usage.output_tokens} tokens written")


if __name__ == "__main__":
    main(*sys.argv[1:3])
