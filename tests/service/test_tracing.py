"""Traces: from the request over the store to the worker that writes, and to each call of the model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from running import REQUEST, running, until

CALLER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
_EXPORTER = InMemorySpanExporter()


@pytest.fixture(scope="module")
def exporter() -> Iterator[InMemorySpanExporter]:
    """OpenTelemetry takes one provider in a process's life; this one keeps nothing once these tests are done."""
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(_EXPORTER))
    trace.set_tracer_provider(provider)
    yield _EXPORTER
    _EXPORTER.shutdown()
    _EXPORTER.clear()


def named(exporter: InMemorySpanExporter, name: str, trace_id: int) -> list[ReadableSpan]:
    spans = [span for span in exporter.get_finished_spans() if span.name == name]
    return [span for span in spans if span.context is not None and span.context.trace_id == trace_id]


def id_of(span: ReadableSpan) -> int:
    assert span.context is not None
    return int(span.context.span_id)


def ancestors(exporter: InMemorySpanExporter, span: ReadableSpan) -> list[int]:
    """The spans above this one, nearest first; the caller's, which is not ours to export, comes last."""
    known = {id_of(each): each for each in exporter.get_finished_spans()}
    found: list[int] = []
    here: ReadableSpan | None = span
    while here is not None and here.parent is not None:
        found.append(int(here.parent.span_id))
        here = known.get(here.parent.span_id)
    return found


@pytest.mark.filterwarnings("ignore::DeprecationWarning:opentelemetry")
def test_a_trace_leads_from_the_caller_to_the_last_call(exporter: InMemorySpanExporter, database: str) -> None:
    exporter.clear()
    with running(database) as served, served.client() as client:
        body = {"prompt": f"{REQUEST} Mention Xanthippe.", "words": 900}
        document = client.post("/v1/documents", json=body, headers={"traceparent": CALLER}).json()["id"]
        until(client, document)
        calls = client.get(f"/v1/documents/{document}").json()["usage"]["calls"]
        wish = {"sections": ["s1"], "instruction": "Other words."}
        revising = CALLER.replace("0af7", "1bf8")
        client.post(f"/v1/documents/{document}/revisions", json=wish, headers={"traceparent": revising})
        until(client, document)
    mine = int(CALLER.split("-")[1], 16)
    (request,) = named(exporter, "request", mine)
    assert ancestors(exporter, request) == [int(CALLER.split("-")[2], 16)], "the caller's span is the request's parent"
    (writing,) = named(exporter, "write document", mine)
    assert id_of(request) in ancestors(exporter, writing), "kept with the job, taken up by the worker"
    assert (writing.attributes or {})["job.id"] == document
    asked = named(exporter, "call model", mine)
    assert len(asked) == calls
    assert {span.parent.span_id for span in asked if span.parent} == {id_of(writing)}
    (revision,) = named(exporter, "write document", int(revising.split("-")[1], 16))
    assert named(exporter, "call model", int(revising.split("-")[1], 16))
    assert id_of(revision) != id_of(writing), "a revision belongs to the trace of its own request"
    told = " ".join(str(dict(span.attributes or {})) for span in exporter.get_finished_spans())
    assert "Xanthippe" not in told


def test_a_traceparent_that_is_none_is_let_go_by(exporter: InMemorySpanExporter, database: str) -> None:
    with running(database) as served, served.client() as client:
        for header in ("", "nonsense", "00-0-0-01", "ff" * 200):
            assert client.get("/v1/documents", headers={"traceparent": header}).status_code == 200
