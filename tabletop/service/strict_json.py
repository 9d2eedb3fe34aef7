"""JSON from outside, read strictly: for the socket's packets and for HTTP bodies alike."""

from __future__ import annotations

import json
from math import isfinite
from typing import Any, NoReturn

from tabletop.domain.errors import Refusal


def loads(text: str | bytes) -> Any:
    """The value that `text` spells.

    Raises Refusal("invalid") on bad syntax, on NaN, infinity and what would become it (1e400), and
    on nesting that nobody sends by accident.
    """
    try:
        return json.loads(text, parse_constant=_no_number, parse_float=_finite)
    except (ValueError, RecursionError):
        raise Refusal("invalid", "This is not JSON as the protocol takes it.") from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number
