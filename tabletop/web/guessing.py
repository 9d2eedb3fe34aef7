"""Finding an exercise by its code, slowly for those who guess."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request

from tabletop.domain.errors import Refusal
from tabletop.web.services import services


def join_info(code: str) -> dict[str, Any]:
    """What the join page shows. Raises Refusal: "unknown_code", "slow_down"."""
    with guess():
        return services().desk.join_info(code)


@contextmanager
def guess() -> Iterator[None]:
    """Around anything that finds an exercise by its code: too many wrong ones have to wait."""
    guesses, address = services().guesses, request.remote_addr
    guesses.check(address)
    try:
        yield
    except Refusal as refusal:
        if refusal.code == "unknown_code":
            guesses.failed(address)
        raise
