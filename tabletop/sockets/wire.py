"""JSON for Socket.IO's packets: strict on the way in."""

from __future__ import annotations

import json
from typing import Any, Final

from tabletop.domain.errors import Refusal
from tabletop.service.strict_json import loads as strict_loads

MALFORMED: Final = "malformed"
"""The event in whose place a packet that cannot be read arrives."""


class WireJson:
    """Given to the Socket.IO server as its `json` module."""

    @staticmethod
    def loads(text: str) -> Any:
        """The value of a packet's text.

        Raising would only end in a log line, and leave the sender without an answer: so text that
        can't be read becomes an event of its own, whose handler answers.
        """
        try:
            return strict_loads(text)
        except Refusal:
            return [MALFORMED]

    @staticmethod
    def dumps(value: Any, **options: Any) -> str:
        """The text of a value; NaN is refused, for no browser could read it."""
        return json.dumps(value, allow_nan=False, **options)
