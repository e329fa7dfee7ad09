"""The OpenAPI document is true: whatever is sent, only documented answers come back, and never a 5xx."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from running import TERMS, Running, running, until
from schemathesis import GenerationMode

from longwriter_agents.service.app import create_app

SNAPSHOT = Path(__file__).parent.parent / "snapshots" / "rest-routes.txt"
EXAMPLES = 12
OPEN_HANDED = replace(TERMS, requests_per_minute=1_000_000, documents_at_once=100_000, most_words=100)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """With a document in each state, whose ids are mixed into what is tried."""
    with running(str(tmp_path_factory.mktemp("schema") / "store.db"), OPEN_HANDED) as served:
        yield served


@pytest.fixture(scope="module")
def key(service: Running) -> str:
    return service.key("schema", "admin")


@pytest.fixture(scope="module")
def documents(service: Running, key: str) -> list[str]:
    with service.client(key) as client:

        def post(**body: Any) -> str:
            answer = client.post("/v1/documents", json={"prompt": "A note on piers.", "words": 60, **body})
            return str(answer.json()["id"])

        done, failed, waiting = post(), post(model="scripted:down"), post(approval=True)
        for each in (done, failed):
            until(client, each)
        until(client, waiting, "waiting")
    return [done, failed, waiting]


@pytest.fixture(scope="module")
def schema(service: Running, documents: list[str], key: str) -> Any:
    config = schemathesis.Config.from_dict(
        {
            # Names of models and graphs, hosts, languages and cursors are right or wrong by more than their form.
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "401", "404", "406", "409", "422"]}},
        }
    )
    headers = {"Authorization": f"Bearer {key}"}
    return schemathesis.openapi.from_url(f"{service.address}/openapi.json", config=config, headers=headers)


def operations() -> list[tuple[str, str]]:
    """Each method and path; what deletes comes last."""
    described = create_app("unused.db", TERMS).openapi()
    found = [(method, path) for path, item in described["paths"].items() for method in item]
    return sorted(found, key=lambda each: (each[0] == "delete", each[1], each[0]))


def with_id(case: Any, document: str) -> Any:
    """The request made for a document that is there."""
    if case.path_parameters and "document" in case.path_parameters:
        case.path_parameters["document"] = document
    return case


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Do not use the `random` module")  # the served process in the other thread does
@pytest.mark.parametrize(("method", "path"), operations(), ids=lambda value: str(value))
def test_every_answer_is_documented(method: str, path: str, schema: Any, key: str, documents: list[str]) -> None:
    """All of schemathesis's checks, on requests that keep to the schema and on such that don't."""
    good, bad = (schema[path][method].as_strategy(mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE))
    ended = method == "delete" or path.endswith("/events")  # the stream of one that waits goes on
    known = st.sampled_from(documents[:2] if ended else documents)

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.one_of(good, st.tuples(good, known).map(lambda pair: with_id(*pair)), bad))
    def answered(case: Any) -> None:
        case.call_and_validate(timeout=20, headers={"Authorization": f"Bearer {key}"})

    answered()


def test_the_routes_and_their_answers_are_the_kept_ones() -> None:
    """A change of the API shows in review. After a wanted change: SNAPSHOTS=write."""
    described = create_app("unused.db", TERMS).openapi()
    rows = [
        f"{method.upper():<6} {path:<40} {' '.join(sorted(described['paths'][path][method]['responses']))}\n"
        for method, path in operations()
    ]
    if os.environ.get("SNAPSHOTS") == "write":
        SNAPSHOT.write_text("".join(rows), encoding="utf-8")
    assert "".join(rows) == SNAPSHOT.read_text(encoding="utf-8")
