"""From `provider:model` to a backend; what is missing is said before anything is spent."""

from __future__ import annotations

from pathlib import Path

import pytest

from longwriter_agents.backends.registry import open_backend, parse_spec
from longwriter_agents.errors import InputError
from longwriter_agents.settings import read_key


@pytest.mark.parametrize(
    ("spec", "parts"),
    [
        ("openai:gpt-x", ("openai", "gpt-x")),
        ("OpenAI: llama3:8b ", ("openai", "llama3:8b")),
        ("local:/models/my file.gguf", ("local", "/models/my file.gguf")),
    ],
)
def test_a_model_s_name_may_hold_colons(spec: str, parts: tuple[str, str]) -> None:
    assert parse_spec(spec) == parts


@pytest.mark.parametrize("spec", ["", "gpt-x", ":x", "openai:", "openai: "])
def test_a_spec_that_is_none_is_refused_with_an_example(spec: str) -> None:
    with pytest.raises(InputError, match="provider:model"):
        parse_spec(spec)


def test_an_unknown_provider_is_refused() -> None:
    with pytest.raises(InputError, match="no provider 'acme'"):
        open_backend("acme:x", environ={})


@pytest.mark.parametrize(("spec", "name"), [("openai:x", "OPENAI_API_KEY"), ("anthropic:x", "ANTHROPIC_API_KEY")])
def test_a_missing_key_is_named(spec: str, name: str) -> None:
    with pytest.raises(InputError, match=name):
        open_backend(spec, environ={})


def test_a_server_of_one_s_own_needs_no_key() -> None:
    backend = open_backend("openai:mine", base_url="http://127.0.0.1:1/v1", environ={})
    assert backend.spec == "openai:mine"


def test_keys_come_from_files_too(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(" sk-1\n", encoding="utf-8")
    assert read_key({"OPENAI_API_KEY_FILE": str(file)}, "OPENAI_API_KEY") == "sk-1"
    with pytest.raises(InputError, match="OPENAI_API_KEY_FILE"):
        read_key({"OPENAI_API_KEY_FILE": str(tmp_path / "none")}, "OPENAI_API_KEY")


def test_an_unknown_embedded_model_names_the_known_ones() -> None:
    with pytest.raises(InputError, match="smollm2-135m"):
        open_backend("local:nothing", environ={})


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.gguf"
    file.write_bytes(b"PK\x03\x04")
    with pytest.raises(InputError, match="GGUF"):
        open_backend(f"local:{file}", environ={})
    with pytest.raises(InputError, match=r"none\.gguf"):
        open_backend(f"local:{tmp_path / 'none.gguf'}", environ={})


def test_a_context_window_can_be_told() -> None:
    backend = open_backend("openai:x", base_url="http://127.0.0.1:1", environ={}, context_window=4_096)
    assert backend.traits.context_window == 4_096
