"""LongProc's files as they are laid out in its repository, and files that are not as they should be."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents.backends.base import Traits
from longwriter_agents.errors import InputError
from longwriter_agents.evaluation.desk import Desk
from longwriter_agents.evaluation.suites.longproc import LongProc
from longwriter_agents.testing import SimulatedWriter

COUNTDOWN: dict[str, Any] = {"nums": [21, 16, 17, 26], "target": 46, "solution_text": "21 + 16 = 37"}
ROUTE: dict[str, Any] = {
    "context_nl": "You can travel from A to B by bus.",
    "question_repr": ["A", "B"],
    "answer_nl": "From A, take a bus to B.",
}
TABLE: dict[str, Any] = {
    "html_path": "./data/html_to_tsv/webpage/books.html",
    "task_description": "Books.",
    "tsv_header": "title\tyear",
    "gt": "title\tyear\nEmma\t1815",
}
BELIEF: dict[str, Any] = {
    "story": "Step 0: Ann waits.",
    "question": "Where?",
    "solution": "- Step 0: (x) {Ann location: hall}",
}


def written(path: Path, *rows: dict[str, Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows), encoding="utf-8")
    return path


@pytest.fixture
def laid_out(tmp_path: Path) -> Path:
    """The data folder of a checkout: pages are named from the checkout's root, two levels above their file."""
    data = tmp_path / "checkout" / "data"
    (data / "html_to_tsv" / "webpage").mkdir(parents=True)
    (data / "html_to_tsv" / "webpage" / "books.html").write_text("<p>Emma, 1815</p>", encoding="utf-8")
    written(data / "html_to_tsv" / "html_to_tsv_0.5k.json", TABLE)
    written(data / "countdown" / "countdown_2k.json", COUNTDOWN)
    written(data / "path_traversal" / "path_traversal_0.5k.json", ROUTE)
    written(data / "tom_tracking" / "tom_tracking_8k.json", BELIEF)
    return data


def kinds(data: Path) -> list[str]:
    return [item.gold["kind"] for item in LongProc().items(data)]


@pytest.mark.parametrize("below", ["..", ".", "html_to_tsv", "html_to_tsv/html_to_tsv_0.5k.json"])
def test_pages_are_found_whichever_folder_or_file_is_named(below: str, laid_out: Path) -> None:
    found = LongProc().items(laid_out / below)
    assert "<p>Emma, 1815</p>" in {item.gold.get("page") for item in found}


def test_a_page_is_found_by_its_name_in_the_folder_of_pages_beside_the_file(tmp_path: Path) -> None:
    path = written(tmp_path / "copied" / "html_to_tsv_2k.json", TABLE)
    (path.parent / "webpage").mkdir()
    (path.parent / "webpage" / "books.html").write_text("here", encoding="utf-8")
    assert LongProc().items(path)[0].gold["page"] == "here"


@pytest.mark.parametrize("name", ["../../secret.html", "secret.html", "../secret.html", "{outside}/secret.html"])
@pytest.mark.parametrize("named", [".", "html_to_tsv_0.5k.json"])
def test_no_page_is_read_from_outside_of_the_data(name: str, named: str, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    row = {**TABLE, "html_path": name.format(outside=tmp_path)}
    path = written(tmp_path / "a" / "data" / "html_to_tsv_0.5k.json", row)
    with pytest.raises(InputError, match=r"Row 1 of .* is not beside it"):
        LongProc().items(path.parent / named)


def test_a_link_out_of_the_data_is_not_followed(laid_out: Path) -> None:
    page = laid_out / "html_to_tsv" / "webpage" / "books.html"
    outside = laid_out.parent.parent / "secret.html"
    page.rename(outside)
    page.symlink_to(outside)
    with pytest.raises(InputError, match="not beside it"):
        LongProc().items(laid_out / "html_to_tsv")


def test_a_kind_that_cannot_be_read_is_told_and_does_not_hinder_the_others(
    laid_out: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (laid_out / "html_to_tsv" / "webpage" / "books.html").unlink()
    with caplog.at_level(logging.WARNING, logger="longwriter.evaluation"):
        assert kinds(laid_out) == ["countdown", "path_traversal", "tom_tracking"]
    assert "books.html is not beside it" in caplog.text
    with pytest.raises(InputError, match=r"books\.html"):
        LongProc().items(laid_out / "html_to_tsv" / "html_to_tsv_0.5k.json")


@pytest.mark.parametrize(
    ("kind", "row", "told"),
    [
        ("countdown", {**COUNTDOWN, "nums": "[1,2"}, "'nums' must be a list of whole numbers"),
        ("countdown", {**COUNTDOWN, "nums": [1, 2, 3, "x"]}, "'nums' must be a list of whole numbers"),
        ("countdown", {**COUNTDOWN, "nums": []}, "'nums' must be a list of two"),
        ("countdown", {**COUNTDOWN, "nums": [1.5, 2]}, "'nums' must be a list of two whole numbers"),
        ("countdown", {**COUNTDOWN, "nums": None}, "'nums' must be a list"),
        ("countdown", {**COUNTDOWN, "target": "many"}, "'target' must be a whole number"),
        ("path_traversal", {**ROUTE, "question_repr": ["A"]}, "'question_repr' must be a list of two cities"),
        ("path_traversal", {**ROUTE, "question_repr": "AB"}, "'question_repr' must be a list of two cities"),
        ("path_traversal", {**ROUTE, "context_nl": None}, "'context_nl' must be a text"),
        ("path_traversal", {**ROUTE, "answer_nl": None}, "'answer_nl' must be a text"),
        ("tom_tracking", {**BELIEF, "story": ""}, "'story' must be a text that is not empty"),
        ("html_to_tsv", {**TABLE, "gt": 3}, "'gt' must be a text"),
        ("html_to_tsv", {**TABLE, "html_path": None}, "'html_path' must be a text"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named_with_its_file_and_field(
    kind: str, row: dict[str, Any], told: str, tmp_path: Path
) -> None:
    good = {
        "countdown": COUNTDOWN,
        "path_traversal": ROUTE,
        "tom_tracking": BELIEF,
        "html_to_tsv": TABLE,
    }[kind]
    (tmp_path / "webpage").mkdir()
    (tmp_path / "webpage" / "books.html").write_text("<p>", encoding="utf-8")
    path = written(tmp_path / f"{kind}_0.5k.json", good, row)
    for named in (path, tmp_path):
        with pytest.raises(InputError) as refused:
            LongProc().items(named)
        assert f"Row 2 of {path}" in refused.value.message
        assert told in refused.value.message


def test_numbers_may_come_as_the_text_of_a_list(tmp_path: Path) -> None:
    path = written(tmp_path / "countdown_0.5k.json", {**COUNTDOWN, "nums": "[21, 16, 17, 26]"})
    assert LongProc().items(path)[0].gold["numbers"] == [21, 16, 17, 26]


def test_a_way_of_writing_without_such_a_form_is_refused_before_anything_is_asked() -> None:
    LongProc().check(["one_shot", "longform"])
    with pytest.raises(InputError, match="agentwrite has no form"):
        LongProc().check(["longform", "agentwrite"])


@pytest.mark.parametrize(
    ("name", "row", "room"),
    [
        ("countdown_8k", COUNTDOWN, 12_000),
        ("countdown_0.5k", COUNTDOWN, 5_400),
        ("path_traversal_2k", ROUTE, 3_000),
        ("tom_tracking_all", {**BELIEF, "output_length_group": "2k"}, 3_000),
    ],
)
async def test_an_answer_in_one_reply_has_the_room_of_its_length_class(
    name: str, row: dict[str, Any], room: int, tmp_path: Path
) -> None:
    item = LongProc().items(written(tmp_path / f"{name}.json", row))[0]
    backend = Wide()
    await LongProc().write(item, Desk(backend, "one_shot", 0, tmp_path / "a.db"))
    assert backend.rooms == [room]


class Wide(SimulatedWriter):
    """A writer that may write long replies, and notes how long."""

    def __init__(self) -> None:
        super().__init__(traits=Traits(context_window=64_000, max_output_tokens=32_000))
        self.rooms: list[int] = []

    async def complete(self, request: Any) -> Any:
        self.rooms.append(request.max_tokens)
        return await super().complete(request)
