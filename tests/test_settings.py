"""What the environment says, read at the door only."""

from __future__ import annotations

from pathlib import Path

from longwriter_agents.settings import DEFAULT_MODEL, Settings


def test_an_empty_environment_has_defaults_in_the_user_s_folders() -> None:
    settings = Settings.from_env({})
    assert settings.model == DEFAULT_MODEL
    assert settings.base_url is None
    assert settings.store.name == "longwriter.db"
    assert settings.store.parent != settings.models.parent, "data and cache are different folders"


def test_home_holds_store_and_models(tmp_path: Path) -> None:
    settings = Settings.from_env({"LONGWRITER_HOME": str(tmp_path)})
    assert settings.store == tmp_path / "longwriter.db"
    assert settings.models == tmp_path / "models"
    assert "~" not in str(Settings.from_env({"LONGWRITER_HOME": "~/writing"}).store)


def test_variables_that_are_set_to_nothing_are_as_if_unset() -> None:
    assert Settings.from_env({"LONGWRITER_MODEL": "", "LONGWRITER_BASE_URL": ""}) == Settings.from_env({})
    named = Settings.from_env({"LONGWRITER_MODEL": "openai:x", "LONGWRITER_BASE_URL": "http://127.0.0.1:1/v1"})
    assert (named.model, named.base_url) == ("openai:x", "http://127.0.0.1:1/v1")
