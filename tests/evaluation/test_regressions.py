"""The regression file: what is compared with it, what does not compare, and that nothing is passed over in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from longwriter_agents.cli.main import app
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.bench import engine, orchestration
from longwriter_agents.evaluation.bench.results import accept, kept, kept_of, regressions, uncompared
from longwriter_agents.evaluation.bench.targets import Target

REGRESSION = Path(__file__).parents[2] / "docs" / "results" / "regression.json"


def result(value: float | None, name: str = "CPU per call, ms", **machine: Any) -> dict[str, Any]:
    return {"bench": "b", "targets": [Target(name, value, "≤", 10).row()], "machine": {"processor": "P", **machine}}


def test_a_regression_is_a_target_newly_missed_or_a_figure_much_worse() -> None:
    assert regressions(result(11), result(9), slack=0.25)
    assert regressions(result(8), result(5), slack=0.25)
    assert not regressions(result(6), result(5), slack=0.25)
    assert not regressions(result(8), result(5, processor="Q"), slack=0.25), "another machine is no regression"
    assert regressions(result(8, "bytes"), result(5, "bytes", processor="Q"), slack=0.25), "counts compare anywhere"


def test_a_figure_that_is_not_measured_any_more_is_a_regression() -> None:
    for gone in (result(None), {**result(5), "targets": []}, result(5, "another name")):
        assert regressions(gone, result(5), slack=0.25) == ["CPU per call, ms: not measured any more, was 5"]


def test_a_figure_of_one_measurement_may_be_further_off() -> None:
    def once(value: float) -> dict[str, Any]:
        return {"bench": "b", "targets": [Target("CPU seconds", value, "≤", 10, slack=1.0).row()], "machine": {}}

    assert not regressions(once(3.9), once(2), slack=0.25)
    assert regressions(once(4.1), once(2), slack=0.25)


def test_what_was_not_compared_is_told() -> None:
    assert uncompared(result(5), result(5, "bytes")) == ["CPU per call, ms: nothing was kept for it"]
    assert uncompared(result(5), result(5, processor="Q")) == ["CPU per call, ms: kept on another machine"]


def test_the_regression_file_keeps_what_was_accepted_and_what_other_benches_had(tmp_path: Path) -> None:
    path = tmp_path / "regression.json"
    accept({**result(5), "plan": {"words": 9}, "figures": {"much": 1}}, path)
    accept({**result(7), "bench": "c"}, path)
    assert kept_of(path, "b")["targets"][0]["value"] == 5
    assert kept_of(path, "b")["plan"] == {"words": 9}
    assert "figures" not in kept_of(path, "b"), "only what is compared"
    assert set(kept(path)) == {"b", "c"}


@pytest.mark.parametrize("text", ["[1]", "{", '{"engine": {"targets": 3}}', '{"engine": {"targets": [{"name": "x"}]}}'])
def test_a_file_of_another_form_is_no_regression_file_and_is_never_written_over(text: str, tmp_path: Path) -> None:
    path = tmp_path / "regression.json"
    path.write_text(text)
    for attempt in (lambda: kept(path), lambda: accept(result(5), path)):
        with pytest.raises(InputError, match="regression file") as refused:
            attempt()
        assert "--accept" in refused.value.hint
    assert path.read_text() == text


def unmeasured(monkeypatch: pytest.MonkeyPatch, value: float | None = 5) -> list[int]:
    """The engine bench with a figure that is told instead of measured; each measurement is noted."""
    measurements: list[int] = []

    def bench(plan: engine.Plan, tell: Any) -> dict[str, Any]:
        measurements.append(plan.documents)
        return {**result(value), "bench": "engine", **plan.setup()}

    monkeypatch.setattr(engine, "bench", bench)
    return measurements


def ran(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["bench", "engine", *arguments])


def test_a_missing_regression_file_is_an_error_before_anything_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measurements, path = unmeasured(monkeypatch), tmp_path / "regression.json"
    refused = ran("--compare", str(path)).exception
    assert isinstance(refused, InputError)
    assert "There is no regression file" in refused.message
    assert "--accept" in refused.hint
    assert not measurements
    assert ran("--compare", str(path), "--accept").exit_code == 0
    assert ran("--compare", str(path)).exit_code == 0
    assert len(measurements) == 2


def test_figures_of_another_plan_are_refused_with_what_differs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measurements, path = unmeasured(monkeypatch), tmp_path / "regression.json"
    ran("--compare", str(path), "--accept")
    refused = ran("--compare", str(path), "--documents", "2").exception
    assert isinstance(refused, InputError)
    assert "plan.documents is 2, kept 200" in refused.message
    assert len(measurements) == 1
    assert ran("--compare", str(path), "--documents", "2", "--accept").exit_code == 0, "it may take their place"
    assert kept_of(path, "engine")["plan"]["documents"] == 2


def test_another_speed_of_the_clock_is_another_setup(tmp_path: Path) -> None:
    path = tmp_path / "regression.json"
    accept({**result(5), "bench": "orchestration", **orchestration.Plan(speed=2.0).setup()}, path)
    outcome = CliRunner().invoke(app, ["bench", "orchestration", "--speed", "4", "--compare", str(path)])
    assert "conduct.speed is 4.0, kept 2.0" in str(outcome.exception)


def test_a_figure_that_got_worse_ends_with_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "regression.json"
    unmeasured(monkeypatch, 5)
    ran("--compare", str(path), "--accept")
    unmeasured(monkeypatch, 8)
    assert ran("--compare", str(path)).exit_code == 1
    unmeasured(monkeypatch, None)
    outcome = ran("--compare", str(path))
    assert outcome.exit_code == 1
    assert "not measured any more" in outcome.output


def test_to_accept_needs_a_file_to_put_it_into(monkeypatch: pytest.MonkeyPatch) -> None:
    measurements = unmeasured(monkeypatch)
    assert "needs a file" in str(ran("--accept").exception)
    assert not measurements


def test_the_make_target_measures_what_is_kept() -> None:
    lines = (REGRESSION.parents[2] / "Makefile").read_text(encoding="utf-8").splitlines()
    commands = [line.split("longwriter bench ")[1].split() for line in lines if "longwriter bench " in line]
    assert [command[0] for command in commands] == ["engine", "orchestration"]
    told = dict(zip(commands[1][1::2], commands[1][2::2], strict=False))
    kept_as = json.loads(REGRESSION.read_text(encoding="utf-8"))["orchestration"]
    assert kept_as["conduct"]["speed"] == float(told["--speed"])
    assert kept_as["plan"]["sizes"] == [int(words) for words in told["--words"].split(",")]
