"""`longwriter batch`: every row once, whatever happens in between; here and at a service."""

from __future__ import annotations

import csv
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from running import SLOW, STEADY, running
from typer.testing import CliRunner

from longwriter_agents.batch.patience import Patience
from longwriter_agents.batch.remote import RemoteWriter
from longwriter_agents.batch.rows import Row
from longwriter_agents.batch.shelf import Shelf, in_use
from longwriter_agents.cli.main import app
from longwriter_agents.errors import InputError, LongwriterError

MAIN = [sys.executable, "-c", "from longwriter_agents.cli.main import main; main()", "batch"]


class Folder:
    """A batch of rows with its outputs and the log of the calls that were made for it."""

    def __init__(self, path: Path) -> None:
        self.path, self.out, self.calls_file = path, path / "out", path / "calls.log"
        self.source = path / "jobs.jsonl"

    def rows(self, *rows: dict[str, Any]) -> None:
        self.source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    def model(self, persona: str = "steady", latency: float = 0) -> str:
        return f"scripted:{persona}?latency={latency}&log={self.calls_file}"

    def run(self, *more: str, code: int = 0) -> list[dict[str, Any]]:
        done = CliRunner().invoke(app, ["batch", str(self.source), "-o", str(self.out), "-q", *more])
        assert done.exit_code == code, (done.output, done.exception)
        return self.summary()

    def summary(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads((self.out / "summary.json").read_text(encoding="utf-8"))["documents"]
        return rows

    def calls(self) -> list[str]:
        return self.calls_file.read_text(encoding="utf-8").splitlines() if self.calls_file.exists() else []


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def request(number: int, **more: Any) -> dict[str, Any]:
    return {"prompt": f"Write note number {number}.", "words": 250, "name": f"note-{number}", **more}


def test_a_batch_is_written_and_a_second_run_does_nothing(folder: Folder) -> None:
    folder.rows(*(request(n, model=folder.model()) for n in range(4)))
    first = folder.run("--concurrency", "3")
    assert [row["status"] for row in first] == ["complete"] * 4
    assert all(len((folder.out / row["file"]).read_text(encoding="utf-8").split()) > 200 for row in first)
    with (folder.out / "summary.csv").open(encoding="utf-8") as table:
        assert [row["file"] for row in csv.DictReader(table)] == [row["file"] for row in first]
    calls = folder.calls()
    (folder.out / "note-2.md").unlink()
    again = folder.run()
    assert [row["before"] for row in again] == [True] * 4
    assert (folder.out / "note-2.md").exists(), "what is only missing is put there again"
    assert folder.calls() == calls


def test_one_bad_row_never_stops_the_rest_and_can_be_tried_again(folder: Folder) -> None:
    bad = {"name": "bad", "prompt": "x", "words": 0}
    folder.rows(request(1, model=STEADY), bad, request(2, model=folder.model("down")), request(3, model="acme:x"))
    assert [row["status"] for row in folder.run(code=1)] == ["complete", "failed", "failed", "failed"]
    calls = len(folder.calls())
    kept = folder.run(code=1)
    assert "--retry-failed" in kept[2]["message"]
    assert len(folder.calls()) == calls, "failed rows are left alone"
    folder.run("--retry-failed", code=1)
    assert "acme" in folder.summary()[3]["message"]


def test_findings_are_told_by_the_exit_code(folder: Folder) -> None:
    folder.rows(request(1, model=STEADY, words=900, constraints=[{"kind": "exclude", "terms": ["the"]}]))
    assert folder.run(code=3)[0]["status"] == "complete_with_findings"


def test_files_that_are_not_of_the_batch_are_not_replaced(folder: Folder) -> None:
    folder.rows(request(1, model=STEADY))
    folder.out.mkdir()
    (folder.out / "note-1.md").write_text("mine", encoding="utf-8")
    assert "exists already" in folder.run(code=1)[0]["message"]
    assert (folder.out / "note-1.md").read_text(encoding="utf-8") == "mine"
    folder.run("--force")
    assert (folder.out / "note-1.md").read_text(encoding="utf-8") != "mine"


def test_a_folder_that_another_batch_writes_into_is_left_to_it(folder: Folder) -> None:
    """Its rows are being written there: here they would be told as failed, and its summary be written over."""
    folder.rows(request(1, model=STEADY))
    folder.run()
    before = (folder.out / "summary.json").read_text(encoding="utf-8")
    with in_use(folder.out):
        done = CliRunner().invoke(app, ["batch", str(folder.source), "-o", str(folder.out), "-q"])
        assert isinstance(done.exception, InputError)
        assert "Another batch is writing into" in str(done.exception)
        assert (folder.out / "summary.json").read_text(encoding="utf-8") == before
    folder.run()


def test_a_changed_row_is_another_document(folder: Folder) -> None:
    folder.rows(request(1, model=STEADY))
    first = folder.run()[0]
    folder.rows(request(1, model=STEADY, words=300))
    second = folder.run()[0]
    assert second["job"] != first["job"]
    assert second["target_words"] == 300
    assert second["file"] == first["file"], "it takes the place of the one that the batch had put there"
    text = (folder.out / "note-1.md").read_text(encoding="utf-8")
    folder.rows(request(1, model=STEADY))
    assert folder.run()[0]["job"] == first["job"]
    assert (folder.out / "note-1.md").read_text(encoding="utf-8") != text, "changed back, it is the first one again"


def test_a_document_that_was_changed_by_hand_gives_way_to_no_other(folder: Folder) -> None:
    folder.rows(request(1, model=STEADY))
    folder.run()
    (folder.out / "note-1.md").write_text("mine now", encoding="utf-8")
    assert folder.run()[0]["before"], "an edited document is still the row's"
    folder.rows(request(1, model=STEADY, words=300))
    assert "changed since" in folder.run(code=1)[0]["message"]
    assert (folder.out / "note-1.md").read_text(encoding="utf-8") == "mine now"


def test_a_row_put_in_at_the_top_is_all_that_is_written(folder: Folder) -> None:
    def rows(*numbers: int) -> list[dict[str, Any]]:
        return [{"prompt": f"Write note number {n}.", "words": 250, "model": folder.model()} for n in numbers]

    folder.rows(*rows(1, 2, 2))
    first = folder.run()
    calls = len(folder.calls())
    folder.rows(*rows(3, 1, 2, 2))
    second = folder.run()
    assert [row["before"] for row in second] == [False, True, True, True]
    assert [row["file"] for row in second[1:]] == [row["file"] for row in first]
    assert len(folder.calls()) == calls + second[0]["calls"]
    assert len(list(folder.out.glob("*.md"))) == 4


def test_another_format_or_name_costs_nothing(folder: Folder) -> None:
    folder.rows(request(1, model=folder.model()))
    folder.run()
    calls = folder.calls()
    folder.rows(request(1, model=folder.model(), format="txt"))
    assert folder.run()[0]["file"] == "note-1.txt"
    assert (folder.out / "note-1.txt").exists()
    assert folder.calls() == calls


def test_another_list_into_the_same_folder_replaces_nothing(folder: Folder) -> None:
    folder.rows(request(1, model=STEADY))
    folder.run()
    kept = (folder.out / "note-1.md").read_text(encoding="utf-8")
    folder.source = folder.path / "others.jsonl"
    folder.rows(request(1, model=STEADY, words=300))
    assert "not of this batch" in folder.run(code=1)[0]["message"]
    assert (folder.out / "note-1.md").read_text(encoding="utf-8") == kept


def test_a_summary_that_is_somebody_else_s_is_not_replaced(folder: Folder) -> None:
    folder.rows(request(1, model=STEADY))
    folder.out.mkdir()
    (folder.out / "summary.csv").write_text("my own,table\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["batch", str(folder.source), "-o", str(folder.out), "-q"])
    assert isinstance(done.exception, InputError)
    assert "summary.csv" in str(done.exception)
    assert [path.name for path in folder.out.iterdir()] == ["summary.csv"]
    folder.run("--force")
    folder.run()


def test_a_row_may_be_called_summary(folder: Folder) -> None:
    folder.rows(request(1, model=STEADY, name="summary", format="json"))
    row = folder.run()[0]
    assert json.loads((folder.out / row["file"]).read_text(encoding="utf-8"))["job_id"] == row["job"]


def test_requests_and_documents_are_not_kept_in_one_folder(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Write a note.", encoding="utf-8")
    done = CliRunner().invoke(app, ["batch", str(tmp_path), "-o", f"{tmp_path}/.", "-q"])
    assert isinstance(done.exception, InputError)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md"]


def test_a_record_that_a_crash_has_cut_off_is_gone_on_with(folder: Folder) -> None:
    folder.rows(request(1, model=folder.model()), request(2, model=folder.model()))
    folder.run()
    calls, record = folder.calls(), folder.out / ".longwriter-batch.jsonl"
    record.write_bytes(record.read_bytes()[:-40])
    assert [row["before"] for row in folder.run()] == [True, True]
    assert folder.calls() == calls


@pytest.mark.parametrize("server", ["nope", "ftp://x", "", "http://", "http://h\x01st"])
def test_what_is_no_address_of_a_service_is_refused_at_once(server: str, folder: Folder) -> None:
    folder.rows(request(1))
    done = CliRunner().invoke(app, ["batch", str(folder.source), "-o", str(folder.out), "--server", server])
    assert isinstance(done.exception, InputError)
    assert "no address" in str(done.exception)
    assert not folder.out.exists()


def test_a_document_that_has_moved_keeps_its_newer_file_when_another_takes_the_old_one(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, tmp_path / "rows.jsonl")
    shelf.put("a", tmp_path / "x.md", "Alpha.")
    shelf.put("a", tmp_path / "0001.md", "Alpha.")
    shelf.put("b", tmp_path / "x.md", "Beta.")
    assert shelf.holds("a", tmp_path / "0001.md")
    assert Shelf(tmp_path, tmp_path / "rows.jsonl").holds("a", tmp_path / "0001.md")
    rows = [Row(1, {"prompt": "x"})]
    assert shelf.names(rows, "{number:04}", "md") == ["0001.md"]


async def test_a_service_that_goes_on_being_busy_is_not_asked_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def waited(seconds: float) -> None:
        waits.append(seconds)

    class Busy:
        status_code, headers, text = 429, {"Retry-After": "0"}, ""

        def json(self) -> dict[str, str]:
            return {"detail": "busy"}

    async def asked(*given: Any, **more: Any) -> Busy:
        return Busy()

    writer = RemoteWriter("http://127.0.0.1:9", "", Shelf(tmp_path, tmp_path / "r.jsonl"))
    monkeypatch.setattr("longwriter_agents.batch.remote.asyncio.sleep", waited)
    monkeypatch.setattr(writer._client, "request", asked)
    with pytest.raises(LongwriterError, match="could not be used: "):
        await writer._answered("GET", "/v1/documents/x")
    assert len(waits) == 119
    assert min(waits) > 0, "a server that names no wait is not run into the ground"


def test_a_service_that_is_not_there_is_waited_for_once_and_told_of(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("longwriter_agents.batch.patience._NEVER_HEARD_S", 0.0)
    with socket.socket() as unheard:  # bound, and nobody listens
        unheard.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unheard.getsockname()[1]}"
        folder.rows(request(1), request(2))
        arguments = ["batch", str(folder.source), "-o", str(folder.out), "-q", "--server", address]
        done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 1
    assert done.stderr.count("can't be used now") == 1
    assert all("could not be used" in row["message"] for row in folder.summary())


def test_patience_is_one_for_all_rows_and_longer_with_a_service_that_was_heard() -> None:
    now, told = [0.0], list[str]()
    patience = Patience("http://x", told.append, clock=lambda: now[0])
    assert patience.goes_on("down")
    now[0] = 31
    assert not patience.goes_on("down")
    assert not patience.goes_on("down"), "another row does not begin to wait anew"
    patience.answered()
    assert patience.goes_on("down")
    now[0] = 300
    assert patience.goes_on("down")
    assert len(told) == 2


def test_one_that_says_it_is_being_started_has_the_longer_wait() -> None:
    now = [0.0]
    patience = Patience("http://x", lambda line: None, clock=lambda: now[0])
    assert patience.goes_on("503", heard=True)
    now[0] = 300
    assert patience.goes_on("503", heard=True)


def test_another_server_is_told_from_the_service(folder: Folder) -> None:
    class Other(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, *said: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Other) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        folder.rows(request(1))
        row = folder.run("--server", f"http://127.0.0.1:{other.server_port}", code=1)[0]
        other.shutdown()
    assert "no service of this kind" in row["message"]


@pytest.mark.slow
@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM])
def test_interrupted_at_any_moment_nothing_finished_is_repeated(blow: signal.Signals, folder: Folder) -> None:
    folder.rows(*(request(n, model=folder.model(latency=0.15), words=1_200) for n in range(4)))
    command = [*MAIN, str(folder.source), "-o", str(folder.out), "--concurrency", "2"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "PYTHONWARNINGS": "error"})
    for _ in range(600):
        if len(folder.calls()) >= 9:
            break
        time.sleep(0.02)
    process.send_signal(blow)
    _, told = process.communicate(timeout=30)
    assert process.returncode == {signal.SIGKILL: -9, signal.SIGTERM: 143}[blow], told
    before = folder.calls()
    assert [row["status"] for row in folder.run("--concurrency", "4")] == ["complete"] * 4
    after = folder.calls()[len(before) :]
    under_way = 2 * 8
    assert len(set(before) & set(after)) <= under_way
    assert len(after) < 4 * 6, "most had been paid for"
    assert len(set(before) | set(after)) == sum(row["calls"] for row in folder.summary())


@pytest.mark.slow
def test_a_batch_at_a_service(folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rows(request(1), request(2, model=SLOW, format="txt"), request(3, model="openai:other"))
    with running(str(tmp_path / "service.db")) as served:
        monkeypatch.setenv("LONGWRITER_API_KEY", served.key())
        rows = folder.run("--server", served.address, code=1)
        assert [row["status"] for row in rows] == ["complete", "complete", "failed"]
        assert "models" in rows[2]["message"]
        assert "#" not in (folder.out / "note-2.txt").read_text(encoding="utf-8")
        again = folder.run("--server", served.address, code=1)
        assert [(row["before"], row["job"]) for row in again[:2]] == [(True, row["job"]) for row in rows[:2]]
        with served.client(os.environ["LONGWRITER_API_KEY"]) as client:
            assert len(client.get("/v1/documents").json()["items"]) == 2
