"""What every test needs: a store and model files of its own, no keys, no model or server from the environment."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from postgresql import Server, find_binaries

from longwriter_agents.backends import allowance, openmp, refused_fields, structured
from longwriter_agents.errors import ModelFileError
from longwriter_agents.settings import Settings

# The same examples in every run; `HYPOTHESIS=deep` looks further, for work on the rooms that are tested so.
settings.register_profile("house", max_examples=60, derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=3_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS", "house"))


def pytest_sessionstart() -> None:
    """A bare Debian lacks the shared library of llama.cpp; tests import llama.cpp before a backend would have fetched it."""
    with contextlib.suppress(ModelFileError):
        openmp.provide(Settings.from_env().models)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    for name in ("LONGWRITER_BASE_URL", "LONGWRITER_PRICES", "LONGWRITER_RPM", "LONGWRITER_TPM", "LONGWRITER_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    for name in [each for each in os.environ if each.startswith(("LONGWRITER_", "OTEL_"))]:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LONGWRITER_MODEL", "scripted:steady")
    monkeypatch.setenv("LONGWRITER_HOME", str(tmp_path / "home"))
    structured.WORKED.clear()
    refused_fields.forget()
    allowance.forget()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server for the whole session, with an upgraded database to copy: `postgres.create(template="ready")`."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed (on Debian: apt-get install postgresql).")
    server = Server.made(binaries)
    try:
        server.start()
        from longwriter_agents.store.postgres import upgrade

        server.sql("CREATE DATABASE ready")
        upgrade(server.url("ready"))
        yield server
    finally:
        server.remove()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store is, on each database in turn."""
    if request.param == "sqlite":
        return str(tmp_path / "store.db")
    server: Server = request.getfixturevalue("postgres")
    return server.create(template="ready")
