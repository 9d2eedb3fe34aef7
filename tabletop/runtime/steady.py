"""Server time that nobody can step."""

from __future__ import annotations

from collections.abc import Callable


class Steady:
    """Unix milliseconds that start from the wall clock and then only follow a steady one.

    A laptop that corrects its clock in the middle of an exercise must not fire an hour of injects
    at once, nor stand still. What the wall clock says again counts after the next start.
    """

    def __init__(self, wall: Callable[[], int], ticks: Callable[[], float]) -> None:
        """`wall` reads Unix ms once; `ticks` reads seconds that only go forward."""
        self._ticks = ticks
        self._began = wall()
        self._first = ticks()

    def __call__(self) -> int:
        """Now."""
        return self._began + int((self._ticks() - self._first) * 1000)
