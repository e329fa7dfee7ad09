"""Every error of this package, one tree.

A message says what happened, where, and what to do about it. `purpose`, `section` and `attempt` say where in the
work it happened; they are attributes so that a program can act on them, and are shown in the message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from longwriter_agents.model import Usage


class LongwriterError(Exception):
    """The root: `except LongwriterError` catches everything that this package raises on purpose."""

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        purpose: str = "",
        section: str = "",
        attempt: int | None = None,
        model: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.purpose = purpose
        self.section = section
        self.attempt = attempt
        self.model = model

    def __str__(self) -> str:
        where = [
            f"{name} {value}"
            for name, value in (
                ("model", self.model),
                ("call", self.purpose),
                ("section", self.section),
                ("attempt", self.attempt),
            )
            if value not in ("", None)
        ]
        place = f" ({', '.join(where)})" if where else ""
        advice = f" {self.hint}" if self.hint else ""
        return f"{self.message}{place}{advice}"


class InputError(LongwriterError):
    """The caller asked for something that cannot be: nothing was started, nothing was spent."""


class StoreError(LongwriterError):
    """The document store could not be read or written."""


class StoreNotOpened(StoreError, InputError):
    """What was named as a store is none, or can't be one: nothing was started."""


class JobNotFound(InputError):
    """No such job in this store, or none that can be resumed."""


class VersionNotFound(InputError):
    """No such version of the document is kept."""


class Conflict(InputError):
    """What was asked for does not go with the state that the job is in, or with what was asked before."""


class KeyReused(Conflict):
    """The same idempotency key was used before, for another request."""


class TooManyJobs(InputError):
    """The owner has as many unfinished jobs as are allowed."""


class LeaseLost(LongwriterError):
    """Another process has taken over this job; whatever is written here from now on does not count."""

    @classmethod
    def of(cls, job_id: str) -> LeaseLost:
        hint = f"It goes on there and nothing is lost; `longwriter resume {job_id}` gives the document once it is done."
        return cls(f"Another process has taken over the job {job_id}.", hint=hint)


class ModelFileError(LongwriterError):
    """A model file could not be fetched, or is not the file that the catalogue names."""


class BackendError(LongwriterError):
    """The model could not be asked. `retryable` says whether asking again may help.

    `retry_after_s` is what the provider itself asked us to wait, when it said so; `seconds` is how long it took to fail,
    `usage` what that cost all the same (a stream that broke off, an answer that came too late).
    """

    seconds: float = 0.0
    usage: Usage | None = None
    of_size: bool = False
    """Whether the provider complained of how much was asked for, as its own words tell: the message may be cut or hide some."""

    def __init__(
        self,
        message: str,
        *,
        retryable: bool,
        retry_after_s: float | None = None,
        status: int | None = None,
        hint: str = "",
        purpose: str = "",
        section: str = "",
        attempt: int | None = None,
        model: str = "",
    ) -> None:
        super().__init__(message, hint=hint, purpose=purpose, section=section, attempt=attempt, model=model)
        self.retryable = retryable
        self.retry_after_s = retry_after_s
        self.status = status


class ReplyError(LongwriterError):
    """The model answered, but not as agreed: empty, no valid JSON, a text that only repeats itself.

    `usage` is what answers cost that nobody could use, when that is not counted elsewhere.
    """

    usage: Usage | None = None


class RefusedError(ReplyError):
    """The model declined to write this."""


class BudgetSpent(LongwriterError):
    """The tokens, money or time that the caller allowed are used up."""
