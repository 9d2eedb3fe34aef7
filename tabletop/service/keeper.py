"""What the system itself says: due injects and closes, restarts, locks whose holder is gone."""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Final

from tabletop.domain import commands as c
from tabletop.domain.due import due, wake_at
from tabletop.domain.reach import in_line, lock_holder, open_asks
from tabletop.service import requests
from tabletop.service.floor import Floor
from tabletop.service.live import Live
from tabletop.store.errors import StoreError
from tabletop.store.exercises import Exercises

log = logging.getLogger(__name__)

GRACE_MS: Final = 30_000
HEARTBEAT_MS: Final = 5_000


class Keeper:
    """Speaks for the clock. `grace_ms`: how long the server may have been away unnoticed."""

    def __init__(self, floor: Floor, exercises: Exercises, *, grace_ms: int = GRACE_MS) -> None:
        self._floor = floor
        self._exercises = exercises
        self._grace_ms = grace_ms
        self._picked_up: set[str] = set()
        self._alive: set[str] = set()
        self._noted_at = 0

    def revive(self) -> list[str]:
        """After a start: pick up every exercise whose clock was running; returns their ids."""
        running: list[str] = []
        stopped: list[str] = []
        for exercise_id, alive_at in self._exercises.running_candidates().items():
            try:
                ran = self._pick_up(exercise_id, alive_at)
            except StoreError:
                raise
            except Exception:
                log.exception("the clock of exercise %s could not be picked up", exercise_id)
                continue
            (running if ran else stopped).append(exercise_id)
        self._exercises.touch_alive(dict.fromkeys(stopped))
        self._alive.update(running)
        return running

    def _pick_up(self, exercise_id: str, alive_at: int | None) -> bool:
        """Whether the exercise's clock ran when the server was last there to see it.

        After a short absence the clock goes on from its anchor. After a longer one, or when the
        wall clock was set back meanwhile, it comes up paused where it was last known to run.
        """
        self._picked_up.add(exercise_id)
        with self._floor.settled(exercise_id) as live:
            clock, seq, recorded_at = live.state.clock, live.head, live.state.at
        if not clock.running:
            return False
        last = max(alive_at or 0, recorded_at)
        if not 0 <= self._floor.now() - last <= self._grace_ms:
            self._say(exercise_id, f"restart:{seq}", c.RestartPause(clock.elapsed(last)))
        return True

    def tick(self) -> int | None:
        """Say everything that is due; returns when something falls due next (Unix ms).

        Raises StoreError while the database is away; what is due stays so.
        """
        moments: list[int] = []
        for live in self._floor.in_memory():
            try:
                moment = self._tick(live)
            except StoreError:
                raise
            except Exception:
                log.exception("the schedule of exercise %s is stuck", live.exercise_id)
                continue
            if moment is not None:
                moments.append(moment)
        return min(moments, default=None)

    def _tick(self, live: Live) -> int | None:
        exercise_id = live.exercise_id
        if exercise_id not in self._picked_up:
            header = self._exercises.get(exercise_id)
            self._pick_up(exercise_id, header.alive_at if header else None)
        with self._floor.settled(exercise_id) as settled:
            fallen = due(settled.state, self._floor.now())
        answers = [
            self._floor.writer.submit(
                exercise_id, None, requests.system(each.command_id, each.command)
            )
            for each in fallen
        ]
        for answer in answers:
            answer.result()
        with self._floor.settled(exercise_id) as settled:
            return wake_at(settled.state)

    def heartbeat(self) -> None:
        """Note which clocks run, when that is another than last noted or some time has passed."""
        since_ms = self._floor.now() - self._noted_at
        if self._running() != self._alive or not 0 <= since_ms < HEARTBEAT_MS:
            self.note_alive()

    def note_alive(self) -> None:
        """Write down which clocks run now, so that a restart knows when they last did."""
        now, running = self._floor.now(), self._running()
        stopped = self._alive - running
        self._exercises.touch_alive(dict.fromkeys(running, now) | dict.fromkeys(stopped))
        self._alive, self._noted_at = running, now

    def _running(self) -> set[str]:
        return {live.exercise_id for live in self._floor.in_memory() if live.state.clock.running}

    def pass_locks(self, exercise_id: str, present: Collection[str]) -> None:
        """Let the lock on each open team decision go to a member who is `present`.

        It stays where it is while its holder is present, or when nobody else is.
        """
        wanted: list[tuple[str, str]] = []
        with self._floor.settled(exercise_id) as live:
            for play in live.state.plays.values():
                if not play.team_scope:
                    continue
                for delivery in open_asks(play):
                    holder = lock_holder(live.state, play, delivery)
                    if delivery.locked is not None or holder is None or holder in present:
                        continue
                    line = (each.id for each in in_line(live.state, play, delivery))
                    heir = next((seat for seat in line if seat in present), None)
                    if heir is not None:
                        wanted.append((play.inject.id, heir))
            seq = live.head
        for inject, seat in wanted:
            self._say(exercise_id, f"pass:{inject}:{seat}:{seq}", c.PassLock(inject, seat))

    def _say(self, exercise_id: str, command_id: str, command: c.AnyCommand) -> None:
        self._floor.record(exercise_id, None, requests.system(command_id, command))
