"""How often something may be done: allowances that are used up by doing and come back with time.

Why not a library: docs/adr/0007-own-limits.md.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final

from tabletop.domain.errors import Refusal

MOST_KEYS: Final = 20_000

COMMAND: Final = 1.0
SYNC: Final = 10.0
"""What is asked for costs. A `sync` on a socket is the largest answer there is, and nothing keeps
who asks from asking again before it was read; over HTTP an answer has to be taken first."""

SEAT_BURST: Final = 400.0
SEAT_PER_SECOND: Final = 100.0


class Buckets:
    """A token bucket for each key: `burst` at once, `per_second` in the long run.

    `ticks` reads seconds that only go forward. Beyond MOST_KEYS the key that was quiet longest is
    forgotten, which fills its bucket.
    """

    def __init__(self, ticks: Callable[[], float], *, burst: float, per_second: float) -> None:
        self._ticks = ticks
        self._burst = burst
        self._per_second = per_second
        self._buckets: dict[Hashable, tuple[float, float]] = {}
        self._lock = Lock()

    def left(self, key: Hashable) -> float:
        """How much of it is there now."""
        level, at = self._buckets.get(key, (self._burst, 0.0))
        return min(self._burst, level + (self._ticks() - at) * self._per_second)

    def take(self, key: Hashable, cost: float = 1.0) -> bool:
        """Use some of it up, if that much is there."""
        with self._lock:
            left = self.left(key)
            enough = left >= cost
            # Put last, so that the first is the one that was quiet longest.
            self._buckets.pop(key, None)
            self._buckets[key] = (left - cost if enough else left, self._ticks())
            while len(self._buckets) > MOST_KEYS:
                del self._buckets[next(iter(self._buckets))]
        return enough


class Allowance:
    """How much each seat may ask for, over all its sockets and HTTP together.

    Nobody presses a button a hundred times a second; a phone's outbox sends one command at a time,
    and what is refused here it sends again.
    """

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._seats = Buckets(ticks, burst=SEAT_BURST, per_second=SEAT_PER_SECOND)

    def spend(self, exercise_id: str, seat_id: str, cost: float = COMMAND) -> None:
        """Raises Refusal("slow_down") when the seat has asked for too much lately."""
        if not self._seats.take((exercise_id, seat_id), cost):
            raise Refusal("slow_down", "Too much at once. Wait a moment and try again.")
