"""The writer as a model of OpenAI's: with OpenAI's own client, whole and streamed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openai
import pytest
from openai.types.chat import ChatCompletionMessageParam
from running import DOWN, REQUEST, SLOW, STEADY, TERMS, Running, running, until

SAY: list[ChatCompletionMessageParam] = [{"role": "user", "content": f"{REQUEST} 900 words."}]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(str(tmp_path_factory.mktemp("chat") / "store.db")) as served:
        yield served


@pytest.fixture
def chat(service: Running) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{service.address}/v1", api_key="none", max_retries=0, timeout=60) as client:
        yield client


def test_the_models_are_those_that_are_allowed(chat: openai.OpenAI) -> None:
    assert [model.id for model in chat.models.list()] == [STEADY, SLOW, DOWN]


def test_a_whole_answer_is_the_manuscript(chat: openai.OpenAI, service: Running) -> None:
    answer = chat.chat.completions.create(model=STEADY, messages=SAY)
    document = answer.id.removeprefix("chatcmpl-")
    with service.client() as client:
        assert answer.choices[0].message.content == client.get(f"/v1/documents/{document}/manuscript").text
    assert answer.choices[0].finish_reason == "stop"
    assert answer.usage is not None
    assert answer.usage.total_tokens > 1_000


def test_sections_stream_in_reading_order(chat: openai.OpenAI, service: Running) -> None:
    stream = chat.chat.completions.create(
        model=SLOW,
        messages=SAY,
        stream=True,
        stream_options={"include_usage": True},
        extra_body={"words": 1_500},
    )
    pieces, usage, document = [], None, ""
    for chunk in stream:
        document = chunk.id.removeprefix("chatcmpl-")
        usage = chunk.usage or usage
        pieces += [choice.delta.content for choice in chunk.choices if choice.delta.content]
    with service.client() as client:
        text = client.get(f"/v1/documents/{document}/manuscript").text
    assert len(pieces) == text.count("\n## ")
    headings = [line for line in "".join(pieces).splitlines() if line.startswith("#")]
    assert headings == [line for line in text.splitlines() if line.startswith("#")]
    assert usage is not None


def test_who_hangs_up_cancels_the_document(tmp_path: Path) -> None:
    never = f"scripted:steady?until={tmp_path / 'never'}&free=1"  # planned, but never written
    with (
        running(str(tmp_path / "store.db"), replace(TERMS, models=(never,))) as service,
        openai.OpenAI(base_url=f"{service.address}/v1", api_key="none", max_retries=0, timeout=60) as chat,
    ):
        stream = chat.chat.completions.create(model=never, messages=SAY, stream=True)
        document = next(iter(stream)).id.removeprefix("chatcmpl-")
        stream.close()
        with service.client() as client:
            assert until(client, document)["status"] == "cancelled"


def test_who_stops_waiting_for_a_whole_answer_cancels_the_document(tmp_path: Path) -> None:
    never = f"scripted:steady?until={tmp_path / 'never'}&free=1"
    with (
        running(str(tmp_path / "store.db"), replace(TERMS, models=(never,))) as service,
        openai.OpenAI(base_url=f"{service.address}/v1", api_key="none", max_retries=0, timeout=1.0) as impatient,
        service.client() as client,
    ):
        with pytest.raises(openai.APITimeoutError):
            impatient.chat.completions.create(model=never, messages=SAY)
        (document,) = client.get("/v1/documents").json()["items"]
        assert until(client, document["id"])["status"] == "cancelled"


def test_a_document_that_fails_is_not_written_again_by_a_client_that_asks_again(tmp_path: Path) -> None:
    with (
        running(str(tmp_path / "store.db")) as service,
        openai.OpenAI(base_url=f"{service.address}/v1", api_key="none", max_retries=2, timeout=60) as chat,
        service.client() as client,
    ):
        with pytest.raises(openai.InternalServerError, match="could not be reached"):
            chat.chat.completions.create(model=DOWN, messages=SAY)
        assert len(client.get("/v1/documents").json()["items"]) == 1


def test_whoever_waits_while_the_service_stops_is_told_where_the_document_goes_on(tmp_path: Path) -> None:
    never = f"scripted:steady?until={tmp_path / 'never'}&free=1"
    target, terms = str(tmp_path / "store.db"), replace(TERMS, models=(never,))
    refused: list[openai.APIStatusError] = []

    def ask(address: str) -> None:
        with openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=2, timeout=60) as chat:
            try:
                chat.chat.completions.create(model=never, messages=SAY)
            except openai.APIStatusError as error:
                refused.append(error)

    with running(target, terms) as service, service.client() as client:
        asking = threading.Thread(target=ask, args=(service.address,))
        asking.start()
        while not (found := client.get("/v1/documents").json()["items"]):
            pass
        until(client, found[0]["id"], "running")
    asking.join(30)
    assert [error.status_code for error in refused] == [503]
    assert f"/v1/documents/{found[0]['id']}" in refused[0].message


def test_what_can_t_be_written_is_an_error_that_the_client_understands(chat: openai.OpenAI) -> None:
    for words in (0, 10**12):
        with pytest.raises(openai.UnprocessableEntityError, match="Input should be"):
            chat.chat.completions.create(model=STEADY, messages=SAY, extra_body={"words": words})
    with pytest.raises(openai.UnprocessableEntityError, match="models"):
        chat.chat.completions.create(model="openai:other", messages=SAY)
    with pytest.raises(openai.InternalServerError, match="could not be reached"):
        chat.chat.completions.create(model=DOWN, messages=SAY)
    with pytest.raises(openai.APIError, match="could not be reached"):
        for _ in chat.chat.completions.create(model=DOWN, messages=SAY, stream=True):
            pass
