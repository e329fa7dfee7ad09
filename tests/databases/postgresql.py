"""A PostgreSQL server of the tests' own: its cluster in a temporary folder, on a free loopback port, as a plain user."""

from __future__ import annotations

import contextlib
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_START_S = 60.0
_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")


def find_binaries() -> Path | None:
    """The folder of initdb and postgres, or None where PostgreSQL is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there and shutil.which("postgres") else None


@dataclass
class Server:
    """`start` and `stop` at will; `url` names a database on it."""

    binaries: Path
    folder: Path
    port: int
    user: str | None
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def made(cls, binaries: Path) -> Server:
        folder = Path(tempfile.mkdtemp(prefix="longwriter-pg-"))
        server = cls(binaries, folder, _free_port(), _plain_user())
        if server.user is not None:
            shutil.chown(folder, server.user)
        command = [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", "writer", "-A", "trust", "-N"]
        server._run([*command, "--encoding=UTF8", "--locale=C"])
        return server

    def start(self) -> None:
        """Returns when it answers."""
        settings = [each for setting in _SETTINGS for each in ("-c", setting)]
        place = ["-D", str(self.folder / "data"), "-h", "127.0.0.1", "-p", str(self.port), "-k", str(self.folder)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.binaries / "postgres"), *place, *settings], stdout=log, stderr=log, user=self.user, cwd="/"
            )
        deadline = time.monotonic() + _START_S
        while not self._answers():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise AssertionError((self.folder / "log").read_text(encoding="utf-8"))
            time.sleep(0.05)

    def stop(self) -> None:
        """At once, as when its machine goes down: open connections break."""
        if self.process is not None:
            self.process.send_signal(3)  # SIGQUIT: immediate shutdown
            self.process.wait(_START_S)
            self.process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str) -> str:
        return f"postgresql://writer@127.0.0.1:{self.port}/{database}"

    def create(self, *, template: str = "template1") -> str:
        """A new database's address."""
        name = f"t{secrets.token_hex(6)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def sql(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            written: Any = statement
            connection.execute(written)

    def _answers(self) -> bool:
        import psycopg

        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url("postgres"), connect_timeout=2):
            return True
        return False

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(
            command, capture_output=True, text=True, user=self.user, cwd="/", timeout=120, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _plain_user() -> str | None:
    """PostgreSQL refuses to run as root: root lends it a user without rights."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
