"""The watch over the running clocks: what becomes of one that was left alone for too long.

What falls due is said by somebody who looks (`tabletop.service.keeper`). When nobody did for a
while - the server was down, its process was stopped, the laptop slept, the database was away -
the clock went on by itself, and all that fell due meanwhile would go out at once, into a room that
has long been doing something else. So a clock that was left alone for longer than the grace is
stopped where it was last looked after, before anything else happens in its exercise, and people
are told.

The grace is time on the wall, and it ends early where the exercise ran fast: no more than ten
minutes of it are made up for in one go. At a hundred and twenty times real time that would be five
seconds, which is how long the schedule may sleep with nothing to do; so it is never less than ten.
"""

from __future__ import annotations

from typing import Final

from tabletop.domain.commands import RestartPause
from tabletop.service import requests
from tabletop.service.live import Live
from tabletop.service.requests import Request

GRACE_MS: Final = 30_000
MOST_MADE_UP_MS: Final = 600_000
SHORTEST_MS: Final = 10_000


class Vigil:
    """Knows when each exercise was last looked after. All moments in Unix ms.

    `grace_ms` is how long a clock may have been alone over a restart; less than nothing when
    nobody knows how long that was: then none goes on by itself.
    """

    def __init__(self, grace_ms: int = GRACE_MS) -> None:
        self._grace_ms = grace_ms
        self._began = 0
        self._kept: dict[str, int] = {}

    def begin(self, now: int) -> None:
        """This process begins to look: what happened before was before a restart."""
        self._began = now

    def keep(self, exercise_id: str, now: int) -> None:
        """This process looked after the exercise: all that had fallen due was said."""
        self._kept[exercise_id] = now

    def alive(self, exercise_id: str, now: int) -> int:
        """Until when the exercise's running clock was looked after: `now`, unless that was missed.

        Who wakes up and is stopped at once must not say that it was here all the time.
        """
        kept = self._kept.get(exercise_id, now)
        return now if now - kept <= SHORTEST_MS else kept

    def first(self, live: Live, now: int) -> Request | None:
        """What the system must say about the exercise before anything else; None while it is well
        looked after."""
        clock = live.state.clock
        if not clock.running:
            return None
        # Whatever is on record was said by somebody who looked: the clock never runs back past it.
        kept = self._kept.get(live.exercise_id, 0)
        last = max(kept, live.alive_at or 0, live.state.at)
        grace_ms = min(self._grace_ms, max(SHORTEST_MS, MOST_MADE_UP_MS / clock.rate))
        if last > self._began:
            grace_ms = max(grace_ms, SHORTEST_MS)
        # Clocks of two processes differ a little; one that was set back tells nothing.
        if -SHORTEST_MS <= now - last <= grace_ms:
            return None
        return requests.system(f"restart:{live.head}", RestartPause(clock.elapsed(last)))
