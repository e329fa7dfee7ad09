"""The compose file is sound, and says what the documentation says of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent


def compose_command() -> list[str] | None:
    if shutil.which("docker") and not subprocess.run(["docker", "compose", "version"], capture_output=True).returncode:
        return ["docker", "compose"]
    return ["docker-compose"] if shutil.which("docker-compose") else None


@pytest.fixture(scope="module")
def resolved() -> dict[str, Any]:
    command = compose_command()
    if command is None:
        pytest.skip("Neither `docker compose` nor docker-compose is installed.")
    done = subprocess.run(
        [*command, "-f", str(ROOT / "docker-compose.yml"), "--profile", "model", "--profile", "cli", "config"],
        capture_output=True,
        text=True,
        env={**os.environ, "POSTGRES_PASSWORD": "pw"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    config: dict[str, Any] = yaml.safe_load(done.stdout)
    return config


@pytest.mark.slow
def test_the_compose_file_resolves(resolved: dict[str, Any]) -> None:
    services = resolved["services"]
    assert {"postgres", "upgrade", "api", "worker", "writer", "model"} == set(services)
    assert services["api"]["environment"]["LONGWRITER_DATABASE_URL"] == "postgresql://writer:pw@postgres/writer"
    for name in ("postgres", "api", "worker", "model"):
        assert services[name]["healthcheck"]["test"]
    assert services["model"]["profiles"] == ["model"]
    for name in ("api", "worker"):
        assert services[name]["depends_on"]["upgrade"]["condition"] == "service_completed_successfully"


def test_the_image_is_pinned_and_runs_as_nobody_special() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert any(line.startswith("RUN pip install") and "-c constraints.txt" in line for line in lines)
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["writer"]
    assert lines.index("USER writer") < next(n for n, line in enumerate(lines) if line.startswith("ENTRYPOINT"))
