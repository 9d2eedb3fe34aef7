"""Who is there. Kept in memory, never stored: it is about sockets, not about the exercise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock
from typing import Final, Literal, TypeAlias

GONE_AFTER_S: Final = 20.0
"""A phone that changes networks or reloads is back by then."""

Standing: TypeAlias = Literal["live", "away", "gone"]


@dataclass(slots=True)
class Attendance:
    """One seat: its sockets, and which of their pages are hidden."""

    screens: dict[str, bool] = field(default_factory=dict)
    left_at: float = 0.0
    told: Standing | None = None


class Presence:
    """The standing of every seat that was here since the server started. Times are in seconds."""

    def __init__(self) -> None:
        self._seats: dict[str, dict[str, Attendance]] = defaultdict(dict)
        self._lock = Lock()

    def arrived(self, exercise_id: str, seat_id: str, sid: str) -> None:
        """A socket of the seat got in."""
        with self._lock:
            attendance = self._seats[exercise_id].setdefault(seat_id, Attendance())
            attendance.screens[sid] = False

    def hid(self, exercise_id: str, seat_id: str, sid: str, away: bool) -> None:
        """A page was hidden, or is looked at again."""
        with self._lock:
            attendance = self._seats[exercise_id].get(seat_id)
            if attendance is not None and sid in attendance.screens:
                attendance.screens[sid] = away

    def left(self, exercise_id: str, seat_id: str, sid: str, now: float) -> None:
        """A socket of the seat is gone."""
        with self._lock:
            attendance = self._seats[exercise_id].get(seat_id)
            if attendance is not None and attendance.screens.pop(sid, None) is not None:
                attendance.left_at = now

    def all(self, exercise_id: str, now: float) -> dict[str, Standing]:
        """Every seat that was here."""
        with self._lock:
            seats = self._seats.get(exercise_id, {})
            return {seat: standing(attendance, now) for seat, attendance in seats.items()}

    def news(self, exercise_id: str, now: float) -> dict[str, Standing]:
        """The seats whose standing is another than `news` last said."""
        found: dict[str, Standing] = {}
        with self._lock:
            for seat, attendance in self._seats.get(exercise_id, {}).items():
                current = standing(attendance, now)
                if current != attendance.told:
                    attendance.told = found[seat] = current
        return found

    def present(self, exercise_id: str, now: float) -> set[str]:
        """The seats that are not gone."""
        return {seat for seat, each in self.all(exercise_id, now).items() if each != "gone"}


def standing(attendance: Attendance, now: float) -> Standing:
    """Live while a page is looked at, away while all are hidden, gone some time after the last."""
    if attendance.screens:
        return "away" if all(attendance.screens.values()) else "live"
    if now - attendance.left_at < GONE_AFTER_S:
        return "away" if attendance.told == "away" else "live"
    return "gone"
