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
from tabletop.service.live import Ack
from tabletop.service.vigil import Vigil
from tabletop.store.errors import StoreError
from tabletop.store.exercises import Exercises

log = logging.getLogger(__name__)

HEARTBEAT_MS: Final = 5_000


class Keeper:
    """Speaks for the clock."""

    def __init__(self, floor: Floor, exercises: Exercises, vigil: Vigil) -> None:
        self._floor = floor
        self._exercises = exercises
        self._vigil = vigil
        self._alive: set[str] = set()
        self._noted_at = 0

    def revive(self) -> list[str]:
        """After a start: pick up every exercise whose clock was running; returns their ids."""
        self._vigil.begin(self._floor.now())
        stopped: list[str] = []
        for exercise_id in self._exercises.running_candidates():
            try:
                with self._floor.settled(exercise_id) as live:
                    ran = live.state.clock.running
                    first = self._vigil.first(live, self._floor.now())
                if first is not None:
                    # One that can't be recorded now is said again by the next tick.
                    self._floor.record(exercise_id, None, first)
            except StoreError:
                raise
            except Exception:
                log.exception("the clock of exercise %s could not be picked up", exercise_id)
                continue
            (self._alive.add if ran else stopped.append)(exercise_id)
        self._exercises.touch_alive(dict.fromkeys(stopped))
        return sorted(self._alive)

    def tick(self) -> int | None:
        """Say everything that is due; returns when something falls due next (Unix ms).

        Raises StoreError while the database is away; what is due stays so.
        """
        moments: list[int] = []
        # One that a failed commit threw out of memory has not stopped for that.
        for exercise_id in sorted(self._floor.running() | self._floor.dropped()):
            try:
                moment = self._tick(exercise_id)
            except StoreError:
                raise
            except Exception:
                log.exception("the schedule of exercise %s is stuck", exercise_id)
                self._vigil.keep(exercise_id, self._floor.now())
                continue
            if moment is not None:
                moments.append(moment)
        self._floor.tidy()
        return min(moments, default=None)

    def _tick(self, exercise_id: str) -> int | None:
        now = self._floor.now()
        with self._floor.settled(exercise_id) as live:
            first = self._vigil.first(live, now)
            said = [requests.system(each.command_id, each.command) for each in due(live.state, now)]
        if first is not None:
            said = [first]
        answers = [self._floor.writer.submit(exercise_id, None, each) for each in said]
        if all(_was_taken(answer.result()) for answer in answers):
            self._vigil.keep(exercise_id, now)
        with self._floor.settled(exercise_id) as live:
            return wake_at(live.state)

    def heartbeat(self) -> None:
        """Note which clocks run, when that is another than last noted or some time has passed."""
        since_ms = self._floor.now() - self._noted_at
        if self._running() != self._alive or not 0 <= since_ms < HEARTBEAT_MS:
            self.note_alive()

    def note_alive(self) -> None:
        """Write down which clocks run now, so that a restart knows when they last did."""
        now, running = self._floor.now(), self._running()
        moments = {each: self._vigil.alive(each, now) for each in running}
        self._exercises.touch_alive(moments | dict.fromkeys(self._alive - running))
        self._alive, self._noted_at = running, now

    def _running(self) -> set[str]:
        return self._floor.running() | (self._floor.dropped() & self._alive)

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


def _was_taken(ack: Ack) -> bool:
    """Whether the database had its say; a refusal is an answer, too."""
    return bool(ack["ok"]) or ack["error"]["code"] != "unavailable"
