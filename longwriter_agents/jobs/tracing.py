"""OpenTelemetry traces, where the environment asks for them: OTEL_EXPORTER_OTLP_ENDPOINT and the extra `otel`."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from typing import Any

from longwriter_agents.errors import InputError

_HEADER = "traceparent"


def configure_tracing(service: str) -> bool:
    """Send spans to the endpoint that the environment names; False when it names none."""
    if not (os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT") or os.environ.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")):
        return False
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise InputError(
            "OTEL_EXPORTER_OTLP_ENDPOINT is set, but OpenTelemetry is not installed.",
            hint='Install it with: pip install "longwriter-agents[otel]"',
        ) from None
    name = os.environ.get("OTEL_SERVICE_NAME", service)
    provider = TracerProvider(resource=Resource.create({"service.name": name}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    return True


@contextlib.contextmanager
def span(name: str, attributes: Mapping[str, Any], *, parent: str = "") -> Iterator[Any]:
    """A span around a piece of work; costs nothing unless tracing was configured. Never give it words of a request.

    `parent` is a W3C traceparent from elsewhere (a request's header, a job's record); without one the span that is
    current here is the parent. One that is not understood is none.
    """
    from opentelemetry import trace
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    context = TraceContextTextMapPropagator().extract({_HEADER: parent}) if parent else None
    with trace.get_tracer("longwriter").start_as_current_span(
        name, context, attributes=dict(attributes), record_exception=False
    ) as current:
        yield current


def traceparent() -> str:
    """The current span as a W3C traceparent, for whoever goes on with the work elsewhere; empty without tracing."""
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return carrier.get(_HEADER, "")
