"""How much one socket may say."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

PER_SECOND: Final = 50
BURST: Final = 200
PATIENCE: Final = 400
"""How many more messages refused than taken end the connection."""

Verdict: TypeAlias = Literal["fine", "slow_down", "bye"]


class Allowance:
    """A token bucket: BURST at once, PER_SECOND in the long run. `now` is in seconds."""

    __slots__ = ("_asked", "_left", "_refused")

    def __init__(self, now: float) -> None:
        self._left = float(BURST)
        self._asked = now
        self._refused = 0

    def ask(self, now: float) -> Verdict:
        """Whether one more message is fine."""
        self._left = min(BURST, self._left + (now - self._asked) * PER_SECOND)
        self._asked = now
        if self._left >= 1:
            self._left -= 1
            self._refused = max(0, self._refused - 1)
            return "fine"
        self._refused += 1
        return "bye" if self._refused >= PATIENCE else "slow_down"
