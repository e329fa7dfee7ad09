"""Settings that can't be used are told at the start, in one line that names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents.errors import InputError
from longwriter_agents.jobs.terms import WorkTerms
from longwriter_agents.service.terms import ServiceTerms
from longwriter_agents.settings import Settings
from longwriter_agents.store.sqlite import SqliteStore


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LONGWRITER_MAX_WORDS", "inf", "LONGWRITER_MAX_WORDS"),
        ("LONGWRITER_MAX_WORDS", "nan", "LONGWRITER_MAX_WORDS"),
        ("LONGWRITER_SERVICE_MODELS", "scripted:steady, bogus", "bogus"),
        ("LONGWRITER_DATABASE_URL_FILE", "/no/such/file", "LONGWRITER_DATABASE_URL_FILE"),
    ],
)
def test_the_service_does_not_start_on_a_setting_that_can_t_be_used(name: str, value: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        ServiceTerms.from_env({name: value})


@pytest.mark.parametrize("name", ["LONGWRITER_RPM", "LONGWRITER_TPM", "LONGWRITER_CONCURRENT_DOCUMENTS"])
def test_nor_does_a_worker(name: str) -> None:
    with pytest.raises(InputError, match=name):
        WorkTerms.from_env({name: "abc"})


def test_a_database_s_address_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text("postgresql://writer@db/writer\n", encoding="utf-8")
    assert (
        Settings.from_env({"LONGWRITER_DATABASE_URL_FILE": str(file)}).database_url == "postgresql://writer@db/writer"
    )


@pytest.mark.parametrize("value", ["abc", "inf", "0", "-5"])
def test_a_store_has_a_size_that_is_a_number(value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LONGWRITER_STORE_MAX_MB", value)
    with pytest.raises(InputError, match="LONGWRITER_STORE_MAX_MB"):
        SqliteStore.open(tmp_path / "s.db")
