"""A backend that answers from a list or a function: for tests of single steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from longwriter_agents.backends.base import Reply, Request, Traits
from longwriter_agents.model import Usage

Answer = str | Reply | BaseException


class ScriptedBackend:
    """Gives the answers in order, or what a function makes of each request; keeps the requests in `asked`."""

    def __init__(
        self,
        answers: Sequence[Answer] | Callable[[Request], Answer],
        *,
        spec: str = "scripted:test",
        traits: Traits | None = None,
    ) -> None:
        self.asked: list[Request] = []
        self._answers = answers
        self._spec = spec
        self._traits = traits or Traits()

    @property
    def spec(self) -> str:
        return self._spec

    @property
    def traits(self) -> Traits:
        return self._traits

    async def complete(self, request: Request) -> Reply:
        self.asked.append(request)
        answer = self._answer(request)
        if isinstance(answer, BaseException):
            raise answer
        return answer if isinstance(answer, Reply) else counted(answer, request, self._spec)

    def _answer(self, request: Request) -> Answer:
        if callable(self._answers):
            return self._answers(request)
        if len(self.asked) > len(self._answers):
            raise AssertionError(f"The script has {len(self._answers)} answers; call {len(self.asked)} has none.")
        return self._answers[len(self.asked) - 1]

    async def aclose(self) -> None:
        return None


def counted(text: str, request: Request, model: str) -> Reply:
    """A reply with the usage that a provider would report, words taken for tokens."""
    asked = sum(len(message.text.split()) for message in request.messages)
    return Reply(text=text, usage=Usage(calls=1, input_tokens=asked, output_tokens=len(text.split())), model=model)
