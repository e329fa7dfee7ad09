"""`longwriter bench service` measures a real service and says what it measured; how fast it was is no matter of a test."""

from __future__ import annotations

import pytest

from longwriter_agents.evaluation.bench.service import Plan, bench


@pytest.mark.slow
def test_a_small_bench_holds_its_streams_and_documents() -> None:
    plan = Plan(documents=3, streams=12, requests=20, hold_s=1.0, looks_per_s=20.0, latency_s=5.0)
    result = bench(plan, lambda line: None)
    assert result["figures"]["submit"]["requests"] == 3
    assert result["figures"]["status"]["requests"] == 20
    held = result["figures"]["held"]
    assert (held["open_streams"], held["running"]) == (12, 3)
    assert held["status"]["p50_ms"] <= held["status"]["p99_ms"] <= held["status"]["max_ms"]
    assert {row["name"] for row in result["targets"]} >= {"open streams at the end"}
    assert result["machine"]["cores"] >= 1
