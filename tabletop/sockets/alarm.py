"""Doing things a little later, all in one background task: it sleeps until the next is due."""

from __future__ import annotations

import heapq
import logging
from collections.abc import Callable
from itertools import count
from threading import Event, Lock

log = logging.getLogger(__name__)


class Alarm:
    """Run `run` in one background task. `clock` reads seconds that only go forward.

    What is called must be quick: everything else that is due waits for it.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._due: list[tuple[float, int, Callable[[], object]]] = []
        self._numbers = count()
        self._lock = Lock()
        self._poked = Event()
        self._stopped = False

    def after(self, delay_s: float, call: Callable[[], object]) -> None:
        """Call `call` once, `delay_s` from now."""
        with self._lock:
            first = not self._due or self.clock() + delay_s < self._due[0][0]
            heapq.heappush(self._due, (self.clock() + delay_s, next(self._numbers), call))
        if first:
            self._poked.set()

    def every(self, interval_s: float, call: Callable[[], object]) -> None:
        """Call `call` again and again, `interval_s` after it last returned."""

        def again() -> None:
            try:
                call()
            finally:
                self.after(interval_s, again)

        self.after(interval_s, again)

    def run(self) -> None:
        """Call what is due, sleep until the next is; until `stop`."""
        while not self._stopped:
            self._poked.clear()
            self._poked.wait(self.ring())

    def ring(self) -> float | None:
        """Call what is due now; returns how long nothing will be (None: nothing is waiting)."""
        while True:
            with self._lock:
                if not self._due:
                    return None
                left_s = self._due[0][0] - self.clock()
                if left_s > 0:
                    return left_s
                call = heapq.heappop(self._due)[2]
            try:
                call()
            except Exception:
                log.exception("something that was due failed")

    def stop(self) -> None:
        """Let `run` return."""
        self._stopped = True
        self._poked.set()
