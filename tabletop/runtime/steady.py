"""Server time that nobody can step, and that a sleeping computer does not stop."""

from __future__ import annotations

import time
from collections.abc import Callable

# A laptop whose lid was closed has not lived through less time than the room it stands in. On
# Linux the clock called monotonic stands still meanwhile; on macOS Python's does, while the
# system's own of that name goes on.
_CLOCK = getattr(time, "CLOCK_BOOTTIME", None) or time.CLOCK_MONOTONIC


def waking_ticks() -> float:
    """Seconds that only go forward, also while the computer sleeps."""
    return time.clock_gettime(_CLOCK)


class Steady:
    """Unix milliseconds that start from the wall clock and then only follow a steady one.

    A laptop that corrects its clock in the middle of an exercise must not fire an hour of injects
    at once, nor stand still. What the wall clock says again counts after the next start, unless it
    is behind what is on record by then: time goes on from there, for an exercise that has its
    moments in the future would stand still until they come. `set_back_ms` is how far it was
    behind; then nobody knows how long the server was away.
    """

    def __init__(
        self, wall: Callable[[], int], ticks: Callable[[], float], *, newest: int = 0
    ) -> None:
        """`wall` reads Unix ms once; `ticks` reads seconds that only go forward; `newest` is the
        latest moment on record (Unix ms)."""
        now = wall()
        self.set_back_ms = max(0, newest - now)
        self._ticks = ticks
        self._began = now + self.set_back_ms
        self._first = ticks()

    def __call__(self) -> int:
        """Now."""
        return self._began + int((self._ticks() - self._first) * 1000)
