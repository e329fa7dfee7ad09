"""Give demands as data: sentences, or values of the constraint kinds. Each comes back with its verdict and evidence."""

from __future__ import annotations

from longwriter_agents import must_exclude, must_include, write


def main() -> None:
    manuscript = write(
        "Write a leaflet for new members of a rowing club.",
        words=900,
        constraints=[
            must_include("life jacket", "Thursday evening"),
            must_exclude("obviously"),
            "The first section must mention 'the boathouse key'.",
            {"kind": "structure", "sections": 4},
        ],
    )
    for row in manuscript.constraints:
        print(f"{row.verdict:<10} {row.kind:<10} {row.text or row.quote}: {row.evidence[:80]}")
    print(manuscript.status)


if __name__ == "__main__":
    main()
