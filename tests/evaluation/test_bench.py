"""Benches measure what they say: small runs, no wall time asserted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from longwriter_agents.cli.main import app
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.bench import coherence, engine
from longwriter_agents.evaluation.bench.client import client
from longwriter_agents.evaluation.bench.measuring import measured
from longwriter_agents.evaluation.bench.orchestration import targets_of
from longwriter_agents.evaluation.bench.targets import Target
from longwriter_agents.testing.provider import Conduct

pytest_plugins = ["longwriter_agents.testing.fixtures"]


@pytest.mark.slow
def test_a_run_is_measured_by_the_provider_s_own_counts() -> None:
    run = measured("longform", 1_200, Conduct(speed=100), concurrency=8)
    assert run.status == "complete"
    assert 2 < run.calls <= 8
    assert run.retried == 0
    assert run.output_tokens >= run.delivered_tokens * 0.9
    assert 0 < run.critical_s <= run.busy_s
    assert run.capacity_used is None


def test_targets_say_what_is_met_missed_and_not_measured() -> None:
    assert [Target("x", value, "≤", 2).met for value in (1.0, 2.0, 3.0, None)] == [True, True, False, None]
    assert Target("x", 8.0, "≥", 8).met
    assert targets_of([]) == []


def test_documents_that_failed_and_another_text_after_resumption_miss_their_targets() -> None:
    figures: dict[str, Any] = {
        "one": {"cpu_per_call_ms": 7, "store_per_text_byte": 8, "documents": 20, "complete": 20},
        "many": {
            "cpu_per_call_ms": 7,
            "memory_mb": 400,
            "store_per_text_byte": 6,
            "documents": 200,
            "complete": 200,
        },
        "client": {"cpu_per_call_ms": 7},
        "resumed": {"same_text": True, "cpu_s": 2},
        "starts": {"help_s": 0.1, "import_s": 0.02},
    }
    assert all(target.met for target in engine.targets_of(figures))
    figures["many"]["complete"], figures["resumed"]["same_text"] = 0, False
    missed = [target.name for target in engine.targets_of(figures) if not target.met]
    assert missed == ["share of documents complete", "resumed: the text is the same as undisturbed"]


def test_a_slow_machine_does_not_decide_what_a_call_may_cost_and_a_quick_one_hides_nothing() -> None:
    for ours, theirs, stated in ((8, 7, 8), (16, 14, 8), (8, 3.5, 16)):
        assert engine.at_usual_pace({"cpu_per_call_ms": ours}, {"cpu_per_call_ms": theirs}) == pytest.approx(stated)


@pytest.mark.slow
def test_a_document_that_is_not_complete_misses_orchestration_s_target() -> None:
    run = measured("longform", 1_200, Conduct(speed=100), concurrency=8)
    whole, failed = replace(run, words=20_000), replace(run, words=20_000, status="failed")
    met = {target.name: target.met for target in targets_of([whole])}
    assert met["share of longform's documents complete"]
    met = {target.name: target.met for target in targets_of([whole, failed])}
    assert met["share of longform's documents complete"] is False


@pytest.mark.slow
async def test_the_engine_s_cost_is_counted_without_the_writer_s_own(tmp_path: Path) -> None:
    figures = await engine.one(1_000)
    assert figures["status"] == "complete"
    assert figures["calls"] > 2
    assert figures["store_per_text_byte"] > 1
    many = await engine.many(3, 1_000)
    assert many["complete"] == 3
    assert many["memory_mb"] > 20


def test_of_several_runs_the_least_cpu_and_the_most_memory_count() -> None:
    runs = [{"cpu_per_call_ms": 9.0, "memory_mb": 400.0}, {"cpu_per_call_ms": 8.0, "memory_mb": 390.0}]
    assert engine.least(runs) == {"cpu_per_call_ms": 8.0, "memory_mb": 400.0}
    assert engine.least([{"cpu_per_call_ms": 9.0}, {"cpu_per_call_ms": 8.5}]) == {"cpu_per_call_ms": 8.5}
    runs = [{"cpu_per_call_ms": 9.0, "complete": 199}, {"cpu_per_call_ms": 8.0, "complete": 200}]
    assert engine.least(runs)["complete"] == 199, "a document that failed is not hidden by a run that was quicker"


@pytest.mark.slow
async def test_the_framework_stands_beside_what_the_client_package_takes_for_a_call() -> None:
    figures = await client(200)
    assert 150 <= figures["words"] <= 250, "the reply came whole"
    assert figures["pieces"] > 5, "as a stream"
    assert figures["cpu_per_call_ms"] > 0


@pytest.mark.slow
async def test_a_resumed_job_makes_only_the_calls_that_were_missing() -> None:
    figures = await engine.resumed(8_000)
    assert figures["was"] == "failed"
    assert figures["calls_made"] == 2
    assert figures["calls_replayed"] >= 18
    assert figures["same_text"]


def test_bench_commands_say_wrong_input() -> None:
    runner = CliRunner()
    assert "no list of whole numbers" in str(
        runner.invoke(app, ["bench", "orchestration", "--words", "many"]).exception
    )
    told = str(runner.invoke(app, ["bench", "coherence", "--sizes", "many"]).exception)
    assert told.startswith("--sizes 'many' is no list"), "the option that was wrong is named"
    assert "no fault" in str(runner.invoke(app, ["bench", "simulate", "--kinds", "flood"]).exception)


def test_a_result_without_a_place_is_refused_before_anything_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("longwriter_agents.evaluation.bench.local.bench", lambda *given: pytest.fail("measured"))
    (tmp_path / "file").touch()
    ran = CliRunner().invoke(app, ["bench", "local", "-o", str(tmp_path / "file" / "local.json")])
    assert isinstance(ran.exception, InputError)
    assert "can't be made" in str(ran.exception)


def test_a_port_that_is_taken_is_told(simulated_provider: Any) -> None:
    port = simulated_provider().address.rpartition(":")[2]
    ran = CliRunner().invoke(app, ["bench", "simulate", "--port", port])
    assert isinstance(ran.exception, InputError)
    assert str(ran.exception).startswith(f"The port {port} of the loopback can't be had")


@pytest.mark.slow
def test_orchestration_saves_its_result_with_machine_data(tmp_path: Path) -> None:
    out = tmp_path / "o.json"
    command = ["bench", "orchestration", "--words", "700", "--graph", "one_shot,agentwrite_parallel", "--speed", "100"]
    outcome = CliRunner().invoke(app, [*command, "--no-faults", "--no-capped", "-o", str(out)])
    assert outcome.exit_code == 0, outcome.output
    saved = json.loads(out.read_text())
    assert [run["graph"] for run in saved["runs"]] == ["one_shot", "agentwrite_parallel"]
    assert saved["machine"]["cores"] >= 1


@pytest.mark.slow
def test_the_engine_bench_gives_every_figure(tmp_path: Path) -> None:
    found = engine.bench(engine.Plan(documents=4, words=1_000, resumed_words=2_000), print)
    assert all(target["value"] is not None for target in found["targets"])
    assert found["figures"]["starts"]["help_s"] > found["figures"]["starts"]["python_s"]
    assert all(seconds > 0 for seconds in found["figures"]["loop_s"]), "what the machine's minute was like"


@pytest.mark.slow
def test_the_coherence_bench_gives_every_figure() -> None:
    plan = coherence.Plan(documents=2, words=1_200, sizes=(1_000, 3_000), looked_over=4_000)
    found = coherence.bench(plan, lambda line: None)
    figures = found["figures"]
    assert figures["told_again"]["before"] > 0.03 > 0.01 >= figures["told_again"]["after"]
    assert figures["contradictions"]["planted"] > 0
    assert figures["contradictions"]["invented"] == 0
    assert figures["contradictions"]["honest_documents"] == 4
    assert figures["input"]["small"]["furthest"] <= 0.15
    assert all(target["value"] is not None for target in found["targets"])
