"""What every test needs: a store and model files of its own, no keys, no model or server from the environment."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from longwriter_agents.backends import structured

# The same examples in every run; `HYPOTHESIS=deep` looks further, for work on the rooms that are tested so.
settings.register_profile("house", max_examples=60, derandomize=True, deadline=None)
settings.register_profile("deep", max_examples=3_000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS", "house"))


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(f"{name}_FILE", raising=False)
    for name in ("LONGWRITER_BASE_URL", "LONGWRITER_PRICES", "LONGWRITER_RPM", "LONGWRITER_TPM", "LONGWRITER_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LONGWRITER_MODEL", "scripted:steady")
    monkeypatch.setenv("LONGWRITER_HOME", str(tmp_path / "home"))
    structured.WORKED.clear()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store.db"
