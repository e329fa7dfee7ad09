"""Numbers for Prometheus: this process's requests, and what all processes together have done, from the store."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from typing import Any

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from longwriter_agents.jobs.tracing import span
from longwriter_agents.store.records import Tally

_STATES = ("queued", "running", "waiting", "succeeded", "failed", "cancelled")
_COUNTERS = {
    "documents": "Documents that came to an end.",
    "sections": "Sections written.",
    "words": "Words of finished documents.",
    "calls": "Calls to models.",
    "call_seconds": "Seconds that calls to models took.",
    "input_tokens": "Tokens read by models.",
    "output_tokens": "Tokens written by models.",
    "cost_usd": "US dollars paid for calls, where prices are known.",
    "retries": "Calls that were made again.",
}
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
Scope = MutableMapping[str, Any]


class Metrics:
    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.latency = Histogram(
            "longwriter_request_seconds",
            "Seconds until a response began.",
            ("method", "route", "status"),
            registry=self._registry,
            buckets=_BUCKETS,
        )

    def shown(self, tally: Tally) -> bytes:
        """All of it in the text format."""
        registry = CollectorRegistry()
        registry.register(_Totals(tally))
        return generate_latest(self._registry) + generate_latest(registry)


class _Totals(Collector):
    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def collect(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("longwriter_jobs", "Jobs by state.", labels=["state"])
        for state in _STATES:
            jobs.add_metric([state], self._tally.jobs.get(state, 0))
        yield jobs
        yield GaugeMetricFamily(
            "longwriter_queue_age_seconds", "How long the oldest queued job has waited.", self._tally.queue_age_s
        )
        for name, about in _COUNTERS.items():
            yield CounterMetricFamily(f"longwriter_{name}", about, self._tally.counters.get(name, 0.0))


class Measured:
    """ASGI middleware: how long each route takes to begin its response, and a span around it."""

    def __init__(self, app: Callable[..., Awaitable[None]], metrics: Callable[[], Metrics]) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"  # else anyone could make rows without end

        async def noting(message: Scope) -> None:
            if message["type"] == "http.response.start":
                route = getattr(scope.get("route"), "path", "none")
                seen = self._metrics().latency.labels(method, route, str(message["status"]))
                seen.observe(time.perf_counter() - began)
            await send(message)

        parent = dict(scope["headers"]).get(b"traceparent", b"").decode("latin-1")
        with span("request", {"http.request.method": method, "url.path": scope["path"]}, parent=parent):
            await self._app(scope, receive, noting)
