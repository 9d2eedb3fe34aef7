"""What was: an exercise folded anew from its log, for the debrief and to see a past moment again.

Of a whole evening that takes half a second of computing, in which nobody else must wait: rows are
read here, a few at a time, and folded away from the event loop. They don't change any more, so
that nobody needs a lock for it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Final, TypeVar, cast

from tabletop.domain import events as e
from tabletop.domain.debrief.rows import Timeline
from tabletop.domain.debrief.timeline import timeline
from tabletop.domain.documents import for_scopes
from tabletop.domain.documents.view import iso
from tabletop.domain.errors import Refusal
from tabletop.domain.index import CONTROL, team_scope
from tabletop.domain.state import Header
from tabletop.service import requests
from tabletop.service.floor import Floor
from tabletop.service.live import Live
from tabletop.store.log import Log, Row
from tabletop.store.transactions import Offload

T = TypeVar("T")

PRIVATE: Final = "survey_answer"
"""Documents that are their author's alone: who looks back over their shoulder does not get them."""


class Past:
    """Looks back. `offload` runs a call away from the event loop."""

    def __init__(self, floor: Floor, log: Log, offload: Offload) -> None:
        self._floor = floor
        self._log = log
        self._offload = offload
        # One at a time: a thread each for a whole class would take turns with the event loop.
        self._turn = Lock()

    def debrief(
        self, exercise_id: str, make: Callable[[Header, Timeline], T], *, discreet: bool = False
    ) -> T:
        """What `make` makes of everything the debrief shows; it runs away from the event loop,
        where no request is at hand. `discreet` is for what leaves the room (docs/debrief.md).

        Raises Refusal("not_found"), and what `make` raises.
        """
        header, names, head = self._now(exercise_id)
        rows = list(self._log.read(exercise_id, upto=head))

        def work() -> T:
            past = (_recorded(row) for row in rows)
            told = timeline(header.scenario, header.teams, past, names, discreet=discreet)
            return make(header, told)

        return self._aside(work)

    def replay(self, exercise_id: str, at: object, as_: str | None) -> dict[str, Any]:
        """What a team, a seat or (None) the facilitators saw at seq `at`. Raises Refusal."""
        upto = requests.read_since(at)
        header, names, head = self._now(exercise_id)
        rows = list(self._log.read(exercise_id, upto=min(upto, head)))
        return self._aside(lambda: _seen(header, rows, names, as_))

    def _now(self, exercise_id: str) -> tuple[Header, dict[str, str], int]:
        with self._floor.settled(exercise_id) as live:
            return live.header, dict(live.names), live.head

    def _aside(self, work: Callable[[], T]) -> T:
        with self._turn:
            # All that is made here would have the collector look through it several times, and
            # everybody stands still for that: up to a tenth of a second each time.
            collecting = gc.isenabled()
            gc.disable()
            try:
                return cast(T, self._offload(work))
            finally:
                if collecting:
                    gc.enable()


def _seen(
    header: Header, rows: Sequence[Row], names: dict[str, str], as_: str | None
) -> dict[str, Any]:
    past = Live.fold(header, rows, names)
    if as_ is None:
        scopes: tuple[str, ...] = (CONTROL,)
    elif past.state.team(as_) is not None:
        scopes = (team_scope(as_),)
    else:
        scopes = past.scopes_of(as_)
    if not scopes:
        raise Refusal("not_found", "There was no such team or seat then.")
    return {
        "exercise": header.id,
        "head": past.head,
        "now_at": iso(past.state.at),
        "reset": True,
        "documents": [
            document
            for document in for_scopes(past.state, names, scopes)
            if document["type"] != PRIVATE
        ],
    }


def _recorded(row: Row) -> e.Recorded:
    event = e.from_data(row.kind, row.version, row.data)
    return e.Recorded(row.seq, row.at, row.clock_ms, row.actor, event)
