"""What the environment says: read once, at the door, never while importing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from longwriter_agents.errors import InputError

DEFAULT_MODEL = "local:qwen2.5-coder-1.5b"


@dataclass(frozen=True)
class Settings:
    """`LONGWRITER_MODEL`, `LONGWRITER_BASE_URL`, `LONGWRITER_DATABASE_URL` (a store elsewhere than in a file of
    `LONGWRITER_HOME`), and `LONGWRITER_HOME` (store and model files).

    Without `LONGWRITER_HOME` the store lies in the user's data folder and model files in the user's cache folder.
    """

    model: str
    base_url: str | None
    store: Path
    models: Path
    database_url: str | None = None

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        env = os.environ if environ is None else environ
        data, cache = _folders(env.get("LONGWRITER_HOME", ""))
        return cls(
            model=env.get("LONGWRITER_MODEL", "") or DEFAULT_MODEL,
            base_url=env.get("LONGWRITER_BASE_URL", "") or None,
            store=data / "longwriter.db",
            models=cache / "models",
            database_url=read_key(env, "LONGWRITER_DATABASE_URL") or None,
        )


def read_key(env: Mapping[str, str], name: str) -> str:
    """What is secret, from the variable `name` or, so that it stands in no environment, from the file that `name`_FILE
    names; empty where there is neither. `InputError` for a file that can't be read."""
    if env.get(name, "").strip():
        return env[name].strip()
    path = env.get(f"{name}_FILE", "")
    if not path:
        return ""
    try:
        return Path(path).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise InputError(f"The file that {name}_FILE names can't be read: {error}.") from None


def _folders(home: str) -> tuple[Path, Path]:
    if home:
        folder = Path(home).expanduser()
        return folder, folder
    import platformdirs

    return Path(platformdirs.user_data_dir("longwriter")), Path(platformdirs.user_cache_dir("longwriter"))
