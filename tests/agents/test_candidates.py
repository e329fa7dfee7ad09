"""Several drafts of a section: the best by code is kept, how far they agree is told, and a repeated run chooses the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from longwriter_agents import Manuscript, embedding, resume, write
from longwriter_agents.backends.base import Reply, Request
from longwriter_agents.errors import BackendError
from longwriter_agents.testing.simulated import SimulatedWriter

REQUEST = 'Write a report on the harbour. It must mention "tidal clock".'


class Letters:
    """A vector of how often each letter stands in a text."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        return [[float(text.casefold().count(chr(97 + n))) for n in range(26)] for text in texts]


def candidate(request: Request) -> int:
    return request.sample // 1_000


def written(trick: Any, store: Path, candidates: int = 3, **more: Any) -> Manuscript:
    model = SimulatedWriter(spec="scripted:own", trick=trick)
    return write(REQUEST, words=1_200, model=model, store=store, candidates=candidates, **more)


def test_the_best_by_code_is_kept(store: Path) -> None:
    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if not request.purpose.startswith("draft:"):
            return reply
        if candidate(request) == 0:
            return replace(reply, text=reply.text.replace("tidal clock", "thing"))
        if candidate(request) == 1:
            return replace(reply, text=" ".join(reply.text.split()[:40]) + ".")
        return replace(reply, text=f"{reply.text} This is the third.")

    manuscript = written(trick, store)
    assert manuscript.status == "complete"
    figures = {row.id: row.trust for row in manuscript.words.sections}
    assert all(each is not None and each.candidates == 3 for each in figures.values())
    held = next(s for s in manuscript.sections if "tidal clock" in s.text)
    of_owner = figures[held.id]
    assert of_owner is not None
    assert of_owner.chosen == 2
    drafts = next(each.usage.calls for each in manuscript.activities if each.activity == "draft")
    assert drafts == 3 * len(manuscript.sections)


def test_equal_ones_leave_the_first_which_is_what_one_draft_would_be(store: Path, tmp_path: Path) -> None:
    alone = write(REQUEST, words=1_200, model="scripted:steady", store=tmp_path / "alone.db")
    several = write(REQUEST, words=1_200, model="scripted:steady", store=store, candidates=2)
    assert several.text == alone.text
    assert {row.trust.chosen for row in several.words.sections if row.trust} == {0}
    assert {row.trust for row in alone.words.sections} == {None}


def test_their_agreement_is_a_figure_of_each_section(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "find_spec", lambda name: name)
    monkeypatch.setattr(embedding, "_word_llama", Letters)

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if request.purpose != "draft:s2" or candidate(request) != 1:
            return reply
        return replace(reply, text="Zzyzx fizz buzz quiz jazz. " * (len(reply.text.split()) // 5))

    manuscript = written(trick, store)
    figures = {row.id: row.trust for row in manuscript.words.sections}
    assert all(each is not None and each.isotropy is not None for each in figures.values())
    agreement = {key: each.agreement for key, each in figures.items() if each}
    assert min(agreement, key=lambda key: agreement[key] or 0) == "s2", "where one differs, trust is lowest"
    assert manuscript.report()["words"]["sections"][1]["trust"]["agreement"] == agreement["s2"]


def test_without_an_embedder_only_the_figure_is_missing(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LONGWRITER_EMBEDDER", "none")
    manuscript = write(REQUEST, words=1_200, model="scripted:steady", store=store, candidates=2)
    assert manuscript.status == "complete"
    assert {(row.trust.candidates, row.trust.isotropy) for row in manuscript.words.sections if row.trust} == {(2, None)}


def test_one_that_fails_leaves_the_others(store: Path) -> None:
    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if request.purpose.startswith("draft:") and candidate(request) == 0:
            raise BackendError("The server answered 400.", retryable=False, status=400, model=writer.spec)
        return reply

    manuscript = written(trick, store)
    assert manuscript.status == "complete"
    assert {row.trust.candidates for row in manuscript.words.sections if row.trust} == {2}


def test_all_failed_is_the_first_one_s_failure_and_a_resumed_run_chooses_the_same(store: Path, tmp_path: Path) -> None:
    whole = written(None, tmp_path / "whole.db")
    broken = {"yes": True}

    def trick(writer: SimulatedWriter, request: Request, reply: Reply) -> Reply:
        if broken["yes"] and request.purpose == "draft:s3":
            raise BackendError(f"The server answered 40{candidate(request)}.", retryable=False, model=writer.spec)
        return reply

    failed = written(trick, store)
    assert failed.status == "failed"
    assert "400" in failed.message
    broken["yes"] = False
    model = SimulatedWriter(spec="scripted:own", trick=trick)
    resumed = resume(failed.job_id, store=store, model=model)
    assert resumed.text == whole.text
    assert resumed.usage.calls == whole.usage.calls, "candidates that came before the failure were not asked for again"
