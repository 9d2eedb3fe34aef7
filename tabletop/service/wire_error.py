"""The one map from exceptions to errors on the wire, for HTTP and for the socket."""

from __future__ import annotations

import logging
import secrets
from typing import Final

from tabletop.domain.errors import STATUS, Code, Refusal
from tabletop.domain.events import Json
from tabletop.store.errors import Unavailable

log = logging.getLogger(__name__)

UNAVAILABLE: Final = (
    "The server can't save right now. This may not have been recorded: try again with the same id."
)
"""Nobody knows more: a connection can break between the commit and its answer."""


def wire_error(error: Exception, where: str) -> dict[str, Json]:
    """The protocol's `error` object for anything that can be raised while answering.

    What nobody foresaw is `internal`: the log gets it all, with `where` it happened; the caller
    gets the `reference` of that log line and nothing else.
    """
    if isinstance(error, Refusal):
        return error.wire()
    if isinstance(error, Unavailable):
        log.warning("not answered at %s: %s", where, error.reason)
        message = (
            f"Not now: {error.reason}. Please try again; what you sent may not have been recorded."
        )
        return Refusal("unavailable", message).wire()
    reference = secrets.token_hex(4)
    log.error("internal error %s at %s", reference, where, exc_info=error)
    message = "Something went wrong on our side. Please try again."
    return Refusal("internal", message).wire() | {"reference": reference}


def status_of(error: dict[str, Json]) -> int:
    """The HTTP status of an `error` object."""
    code: Code = error["code"]
    return STATUS[code]
