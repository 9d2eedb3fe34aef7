"""The task that lets things happen on time: it sleeps until the next due moment, or a poke."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event
from typing import Final

from tabletop.service.keeper import Keeper
from tabletop.store.errors import StoreError

log = logging.getLogger(__name__)

LONGEST_S: Final = 5.0
LATE_AGAIN_S: Final = 0.25


class Scheduler:
    """Run `run` in one background task; `poke` whenever something was recorded."""

    def __init__(self, keeper: Keeper, now: Callable[[], int]) -> None:
        self._keeper = keeper
        self._now = now
        self._poked = Event()
        self._stopped = False

    def poke(self) -> None:
        """What is due may have changed: look again."""
        self._poked.set()

    def stop(self) -> None:
        """Let `run` return."""
        self._stopped = True
        self._poked.set()

    def run(self) -> None:
        """Say what is due, note that the clocks are alive, sleep; until `stop`."""
        while not self._stopped:
            self._poked.clear()
            wait_s = LATE_AGAIN_S
            try:
                wait_s = self._until(self._keeper.tick())
                self._keeper.heartbeat()
            except StoreError as error:
                # The same things stay due; they are said again as soon as the database is back.
                log.warning("the schedule waits for the database: %s", error)
            except Exception:
                log.exception("the schedule stumbled; it goes on")
            self._poked.wait(wait_s)

    def _until(self, next_at: int | None) -> float:
        if next_at is None:
            return LONGEST_S
        left_s = (next_at - self._now()) / 1000
        # What is still due after it was said (the database was away) is said again shortly.
        return min(LONGEST_S, left_s) if left_s > 0 else LATE_AGAIN_S
