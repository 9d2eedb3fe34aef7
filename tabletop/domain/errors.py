"""What can be wrong with a request: one code a kind of answer, alike on socket and HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final, Literal, TypeAlias

Code: TypeAlias = Literal[
    "invalid",
    "unknown_code",
    "unauthenticated",
    "forbidden",
    "not_found",
    "conflict",
    "late",
    "expired",
    "closed",
    "paused",
    "already_answered",
    "joins_locked",
    "full",
    "bad_name",
    "too_large",
    "slow_down",
    "unavailable",
    "internal",
]

STATUS: Final[Mapping[Code, int]] = {
    "invalid": 400,
    "unknown_code": 404,
    "unauthenticated": 401,
    "forbidden": 403,
    "not_found": 404,
    "conflict": 409,
    "late": 409,
    "expired": 409,
    "closed": 409,
    "paused": 409,
    "already_answered": 409,
    "joins_locked": 403,
    "full": 409,
    "bad_name": 400,
    "too_large": 413,
    "slow_down": 429,
    "unavailable": 503,
    "internal": 500,
}
"""The HTTP status that goes with each code."""


LONGEST_PATH: Final = 200
MOST_FIELDS: Final = 20
"""An answer repeats no more than this of a request's own names: they are the sender's to choose."""


class Refusal(Exception):
    """A request that is answered with an error and changes nothing.

    `message` says what to do, in words for the person reading it; `fields` maps a path in the
    request ("data.answer.option") to what is wrong there.
    """

    def __init__(
        self, code: Code, message: str, fields: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        super().__init__(message)
        self.code: Code = code
        self.message = message
        named = islice((fields or {}).items(), MOST_FIELDS)
        self.fields = {path[:LONGEST_PATH]: list(texts) for path, texts in named}

    @property
    def status(self) -> int:
        """The HTTP status for this code."""
        return STATUS[self.code]

    def wire(self) -> dict[str, object]:
        """The `error` object of the protocol."""
        error: dict[str, object] = {"code": self.code, "message": self.message}
        if self.fields:
            error["fields"] = self.fields
        return error
