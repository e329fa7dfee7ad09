"""Have a document written by a service and follow it, with nothing but the standard library.

longwriter serve &
python examples/rest.py http://127.0.0.1:8080 "Write a guide to keeping bees." 800

A key, once the service has some, comes from LONGWRITER_API_KEY.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from collections.abc import Iterator
from typing import Any


def asked(address: str, path: str, body: dict[str, Any] | None = None) -> Any:
    key = os.environ.get("LONGWRITER_API_KEY", "")
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {key}"} if key else {})
    data = None if body is None else json.dumps(body).encode()
    return urllib.request.urlopen(urllib.request.Request(address + path, data, headers), timeout=600)


def events(address: str, document: str) -> Iterator[dict[str, Any]]:
    """The document's log as it grows; the stream ends with the document. (With Last-Event-ID it goes on where it broke.)"""
    with asked(address, f"/v1/documents/{document}/events") as stream:
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


def main(address: str, prompt: str, words: int) -> None:
    with asked(address, "/v1/documents", {"prompt": prompt, "words": words}) as answer:
        document = json.load(answer)["id"]
    for event in events(address, document):
        if event["type"] == "section_done":
            print(f"section {event['section_id']}: {event['words']} of {event['budget']} words", file=sys.stderr)
    with asked(address, f"/v1/documents/{document}") as answer:
        state = json.load(answer)
    if state["status"] != "succeeded":
        sys.exit(f"{state['status']}: {state['message']}")
    with asked(address, f"/v1/documents/{document}/manuscript?format=md") as answer:
        print(answer.read().decode())
    print(f"{state['outcome']}: {state['words']['written']} words", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
