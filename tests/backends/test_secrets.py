"""Keys and passwords never come out in an error, wherever it arises."""

from __future__ import annotations

from typing import Any

import pytest
from wire import Answer, wire

from longwriter_agents.addresses import without_secrets
from longwriter_agents.backends.anthropic import AnthropicBackend
from longwriter_agents.backends.base import Halt, Message, Request
from longwriter_agents.backends.openai import OpenAIBackend
from longwriter_agents.backends.refused_calls import Server, redacted
from longwriter_agents.backends.registry import open_backend
from longwriter_agents.errors import BackendError, InputError

KEY = "sk-0123456789-the-whole-key"
ASKED = Request("draft:s1", (Message("user", "Write."),), 100, halt=Halt())


async def openai_error(answer: Answer | None, url: str = "http://{server}/v1") -> str:
    with wire(lambda _: answer or Answer()) as server:
        base = url.format(server=server.address.removeprefix("http://"))
        backend = OpenAIBackend("m", spec="openai:m", api_key=KEY, base_url=base)
        with pytest.raises(BackendError) as caught:
            await backend.complete(ASKED)
        await backend.aclose()
    return str(caught.value)


@pytest.mark.parametrize("before", range(270, 305, 5))
async def test_a_key_at_the_border_of_what_is_quoted_does_not_come_out_in_part(before: int) -> None:
    told = await openai_error(Answer(401, {"error": {"message": f"{'x' * before} {KEY}"}}))
    assert KEY[:6] not in told


async def test_a_key_that_an_error_inside_a_stream_repeats_is_hidden() -> None:
    assert KEY not in await openai_error(Answer(events=[{"error": {"message": f"bad key {KEY}"}}]))
    with wire(lambda _: Answer(events=[{"type": "error", "error": {"type": "x", "message": f"bad {KEY}"}}])) as server:
        backend = AnthropicBackend("m", spec="anthropic:m", api_key=KEY, base_url=server.address)
        with pytest.raises(BackendError) as caught:
            await backend.complete(ASKED)
        await backend.aclose()
    assert KEY not in str(caught.value)


async def test_a_key_in_an_answer_that_nobody_can_read_is_hidden() -> None:
    assert KEY not in await openai_error(Answer(body=f"your key is {KEY}"))


async def test_a_server_that_is_down_is_named_without_its_password_and_query() -> None:
    told = await openai_error(None, "http://anna:s3same@127.0.0.1:9/v1?token=abcdefgh")
    assert "127.0.0.1:9/v1" in told
    assert not {"anna", "s3same", "abcdefgh"} & set(told.replace("@", " ").replace(":", " ").replace("=", " ").split())


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("anna:s3same@host/v1", "s3same"),
        ("ftp://anna:s3same@host", "s3same"),
        ("http://anna:s3/same@host/v1", "s3/same"),
        ("host/v1?token=s3same", "s3same"),
        ("http://[::1/?token=s3same", "s3same"),
    ],
)
def test_an_address_that_is_none_is_refused_without_its_secrets(url: str, secret: str) -> None:
    with pytest.raises(InputError, match="no address") as caught:
        open_backend("openai:m", base_url=url, environ={})
    assert secret not in str(caught.value)


def test_an_address_is_shown_as_it_is_but_for_its_secrets() -> None:
    assert without_secrets("https://api.example.net/v1/@cf/models") == "https://api.example.net/v1/@cf/models"
    assert without_secrets("https://anna:pw@api.example.net:8080/v1?a=b#c") == "https://api.example.net:8080/v1"


@pytest.mark.parametrize("form", ["p%40ssword", "p@ssword", "anna:p%40ssword"])
def test_a_password_is_hidden_in_each_of_its_forms(form: str) -> None:
    url: Any = "http://anna:p%40ssword@host/v1"
    assert redacted(f"no access with {form}", "", url) == "no access with ***"


def test_a_server_s_key_is_not_shown_where_its_fields_are() -> None:
    shown = repr(Server("openai:m", f"http://anna:{KEY}@host/v1", KEY, "Check it."))
    assert KEY not in shown


@pytest.mark.parametrize(
    ("key", "said", "shown"),
    [
        ("a", "The maximum context length is 8192 tokens.", "The maximum context length is 8192 tokens."),
        ("a", "This is a key that nobody knows.", "This is a key that nobody knows."),
        ("a", "Incorrect API key provided: a.", "Incorrect API key provided: ***."),
        ("a", "There is no key 'a' here.", "There is no key '***' here."),
        ("not", "The key not is not known.", "The key *** is *** known."),
        ("abc", "abcd is no model; your token is abc", "abcd is no model; your token is ***"),
        ("secret-key", "xsecret-keyx", "x***x"),
    ],
)
def test_a_short_key_makes_no_holes_in_a_message(key: str, said: str, shown: str) -> None:
    assert redacted(said, key, "http://host/v1") == shown


async def test_an_error_of_size_is_told_by_the_server_s_own_words() -> None:
    """Not by what is left of them in the message: the key may be a part of a word, and only their beginning is quoted."""
    said = f"{'x ' * 200} this model's maximum context length is 8192 tokens"
    with wire(lambda _: Answer(400, {"error": {"message": said}})) as server:
        backend = OpenAIBackend("m", spec="openai:m", api_key="maximum", base_url=f"{server.address}/v1")
        with pytest.raises(BackendError) as caught:
            await backend.complete(ASKED)
        await backend.aclose()
    assert "maximum" not in str(caught.value)
    assert caught.value.of_size
