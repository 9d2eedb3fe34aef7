"""The front desk: who is asking, and creating and listing exercises."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.documents.view import iso
from tabletop.domain.errors import Refusal
from tabletop.domain.names import clean
from tabletop.domain.state import Header
from tabletop.scenarios.library import Library
from tabletop.service import creation, requests
from tabletop.service.floor import Floor
from tabletop.service.live import Live
from tabletop.service.seating import new_seat
from tabletop.store.errors import CodeTaken
from tabletop.store.log import Batch
from tabletop.store.seats import Seat
from tabletop.store.stores import Stores
from tabletop.store.tokens import new_token

DRAFT: Final = (
    "This scenario is a draft. Read what is missing, and say that you use it all the same."
)
MAX_TITLE: Final = 120


@dataclass(frozen=True, slots=True)
class Created:
    """A new exercise with its creator's facilitator seat and that seat's token."""

    exercise: Header
    seat: str
    token: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is asking: a seat in an exercise, and the user it belongs to, if any."""

    seat: str
    exercise: str
    kind: e.SeatKind
    user: str | None = None


class Desk:
    """Answers who a token stands for, and opens exercises."""

    def __init__(self, floor: Floor, stores: Stores, library: Library) -> None:
        self._floor = floor
        self._recorder = stores.recorder
        self._exercises = stores.exercises
        self._seats = stores.seats
        self._users = stores.users
        self._library = library

    def identify(self, token: str) -> Caller | None:
        """The seat this token was given to, as long as it is in."""
        row = self._seats.by_token(token)
        return self._caller(row) if row else None

    def caller_for_user(self, user_id: str, exercise_id: str) -> Caller | None:
        """The user's own seat in the exercise."""
        row = self._seats.by_user(exercise_id, user_id)
        return self._caller(row) if row else None

    def _caller(self, row: Seat) -> Caller | None:
        if not self._floor.is_active(row.exercise_id, row.id):
            return None
        return Caller(row.id, row.exercise_id, row.kind, row.user_id)  # type: ignore[arg-type]  # our own column

    def create(
        self,
        user_id: str,
        scenario_id: str,
        *,
        title: str | None = None,
        teams: Sequence[str] | None = None,
        answers_while_paused: bool = True,
        draft: bool = False,
    ) -> Created:
        """A new exercise with its own copy of the scenario; of one that is no more than a draft
        only when that is meant.

        Raises Refusal: `not_found` for an unknown scenario, `invalid` for title, teams or draft.
        """
        scenario = self._library.get(scenario_id)
        user = self._users.get(user_id)
        if scenario is None or user is None:
            raise Refusal("not_found", "There is no such scenario.", {"scenario": ["Unknown."]})
        if scenario.status == "draft" and not draft:
            raise Refusal("invalid", DRAFT, {"draft": ["Must be true for a draft."]})
        shown = scenario.title if title is None else clean_title(title)
        placed = creation.tables(scenario, teams)
        while True:
            header = Header(
                id=secrets.token_hex(8),
                title=shown,
                code=creation.new_code(),
                join_token=secrets.token_urlsafe(16),
                owner=user_id,
                created_at=self._floor.now(),
                scenario=scenario,
                teams=placed,
                answers_while_paused=answers_while_paused,
            )
            try:
                return self._open(header, user.name)
            except CodeTaken:
                continue

    def _open(self, header: Header, owner: str) -> Created:
        """The exercise with its owner in it, or neither. Raises CodeTaken."""
        seat = new_seat(header.id, "facilitator", owner, header.created_at, user_id=header.owner)
        token, live = new_token(), Live.new(header, {seat.id: owner})
        request = requests.system(f"join:{seat.id}", c.Join(seat.id, "facilitator"))
        live.consider(None, request, header.created_at)
        with self._recorder.recording() as recording:
            recording.add_exercise(creation.to_row(header))
            recording.add_seat(seat, token, unique_name=False)
            recording.append_all([Batch(header.id, 0, live.staged)])
            recording.commit()
        return Created(header, seat.id, token)

    def headers(self, user_id: str) -> list[dict[str, Any]]:
        """The user's own exercises, newest first, as `GET /api/v1/exercises` lists them."""
        listed = self._exercises.list_for(user_id)
        statuses = self._floor.statuses([each.id for each in listed])
        return [
            {
                "id": each.id,
                "title": each.title,
                "code": each.code,
                "scenario": each.scenario_id,
                "status": statuses[each.id],
                "created_at": iso(each.created_at),
            }
            for each in listed
        ]


def clean_title(title: str) -> str:
    """A title as shown. Raises Refusal("invalid")."""
    try:
        return clean(title, longest=MAX_TITLE)
    except Refusal as refusal:
        raise Refusal("invalid", "The title is not right.", {"title": [refusal.message]}) from None
