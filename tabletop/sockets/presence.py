"""Who is there. Kept in memory, never stored: it is about sockets, not about the exercise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import inf
from threading import Lock
from typing import Final, Literal, TypeAlias

GONE_AFTER_S: Final = 15.0
"""A phone that changes networks or reloads is back by then.

Counted from the last sign of life. A line that is cut without a word is found out by a ping that
is not answered: sent up to 10 s after the cut, given up 15 s later (and looked at every 2 s). By
then those 15 s are over as well: whoever is cut off is gone within 27 s, which keeps P10's 30.
"""

Standing: TypeAlias = Literal["live", "away", "gone"]


@dataclass(slots=True)
class Known:
    """One seat: its sockets, which of their pages are hidden, when it was last heard of without
    one, and what was told about it."""

    screens: dict[str, bool] = field(default_factory=dict)
    seen_at: float = -inf
    told: Standing | None = None


class Presence:
    """The standing of every seat that was here since the server started. Times are in seconds."""

    def __init__(self) -> None:
        self._seats: dict[str, dict[str, Known]] = defaultdict(dict)
        self._lock = Lock()

    def arrived(self, exercise_id: str, seat_id: str, sid: str) -> None:
        """A socket of the seat got in."""
        with self._lock:
            known = self._seats[exercise_id].setdefault(seat_id, Known())
            known.screens[sid] = False

    def hid(self, exercise_id: str, seat_id: str, sid: str, away: bool) -> None:
        """A page was hidden, or is looked at again."""
        with self._lock:
            known = self._seats[exercise_id].get(seat_id)
            if known is not None and sid in known.screens:
                known.screens[sid] = away

    def left(self, exercise_id: str, seat_id: str, sid: str, heard_at: float) -> None:
        """A socket of the seat is gone, and was last heard of then."""
        with self._lock:
            known = self._seats[exercise_id].get(seat_id)
            if known is not None and known.screens.pop(sid, None) is not None:
                known.seen_at = max(known.seen_at, heard_at)

    def seen(self, exercise_id: str, seat_id: str, now: float) -> None:
        """The seat asked for something over HTTP: a phone whose socket is down is there too."""
        with self._lock:
            self._seats[exercise_id].setdefault(seat_id, Known()).seen_at = now

    def all(self, exercise_id: str, now: float) -> dict[str, Standing]:
        """Every seat that was here."""
        with self._lock:
            seats = self._seats.get(exercise_id, {})
            return {seat: standing(known, now) for seat, known in seats.items()}

    def news(self, exercise_id: str, now: float) -> dict[str, Standing]:
        """The seats whose standing is another than `news` last said."""
        found: dict[str, Standing] = {}
        with self._lock:
            for seat, known in self._seats.get(exercise_id, {}).items():
                current = standing(known, now)
                if current != known.told:
                    known.told = found[seat] = current
        return found

    def present(self, exercise_id: str, now: float) -> set[str]:
        """The seats that are not gone."""
        return {seat for seat, each in self.all(exercise_id, now).items() if each != "gone"}


def standing(known: Known, now: float) -> Standing:
    """Live while a page is looked at, away while all are hidden, gone some time after the last."""
    if known.screens:
        return "away" if all(known.screens.values()) else "live"
    if now - known.seen_at < GONE_AFTER_S:
        return "away" if known.told == "away" else "live"
    return "gone"
