"""Finding an exercise by its code, slowly for those who guess."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request

from tabletop.domain.errors import Refusal
from tabletop.service.creation import is_typed
from tabletop.web.services import services


def join_info(code: str) -> dict[str, Any]:
    """What the join page shows. Raises Refusal: "unknown_code", "slow_down"."""
    with guess(code):
        return services().joining.info(code)


@contextmanager
def guess(code: object) -> Iterator[None]:
    """Around anything that finds an exercise by `code`: too many wrong ones have to wait.

    The QR's token is none that could be guessed, so whoever brings one waits for nobody.
    """
    guesses, address = services().guesses, request.remote_addr
    guessable = isinstance(code, str) and is_typed(code)
    if guessable:
        guesses.check(address)
    try:
        yield
    except Refusal as refusal:
        if guessable and refusal.code == "unknown_code":
            guesses.failed(address)
        raise
