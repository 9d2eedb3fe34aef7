"""Taking a seat: with a code at a table, or beside the tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, OneOf, Regexp

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.documents.people import initials
from tabletop.domain.errors import Refusal
from tabletop.domain.names import clean
from tabletop.domain.state import State
from tabletop.service import creation, requests
from tabletop.service.floor import Floor
from tabletop.service.live import Live
from tabletop.service.seating import Arrival, new_seat
from tabletop.service.wire_error import UNAVAILABLE
from tabletop.store.seats import Seat
from tabletop.store.stores import Stores
from tabletop.store.tokens import derived_token, new_token

UNKNOWN: Final = "No exercise has that code. Look at the screen again."
CONSENTS: Final = ("analysis", "quotes")
JOIN_KEY: Final = "join_key"


class JoinSchema(Schema):
    """The body of `POST /api/v1/join`. `id` is the client's own, and random: the same one again
    gets the same seat."""

    class Meta:
        unknown = RAISE

    id = fields.String(
        validate=Regexp(r"[A-Za-z0-9_-]{8,64}\Z", error=requests.ID_FAULT),
        load_default=None,
        allow_none=True,
    )
    code = c.words(64, least=1, required=True)
    name = c.words(10_240, required=True)
    team = c.words(64, least=1, load_default=None, allow_none=True)
    role = c.words(64, least=1, load_default=None, allow_none=True)
    watching = fields.Boolean(truthy={True}, falsy={False}, load_default=False)
    consent = fields.List(
        fields.String(validate=OneOf(CONSENTS)), validate=Length(max=10), load_default=list
    )


class Joining:
    """Lets people in. `most` is how many participants fit into one exercise."""

    def __init__(self, floor: Floor, stores: Stores, most: int) -> None:
        self._floor = floor
        self._exercises = stores.exercises
        self._seats = stores.seats
        self._setting = stores.setting
        self._most = most
        self._key: str | None = None

    def add_seat(self, exercise_id: str, kind: e.SeatKind, name: str) -> tuple[str, str]:
        """A seat beside the tables (id, token). Raises Refusal."""
        seat = new_seat(exercise_id, kind, clean(name), self._floor.now())
        token = new_token()
        self._sit(Arrival(seat, token, unique_name=False), c.Join(seat.id, kind))
        return seat.id, token

    def join(self, body: object) -> dict[str, Any]:
        """A participant's seat: the body of `POST /api/v1/join` to its answer. Raises Refusal."""
        data = requests.load(JoinSchema(), body)
        exercise_id = self.find(data["code"])
        if exercise_id is None:
            raise Refusal("unknown_code", UNKNOWN, {"code": ["Unknown."]})
        token = self._token(exercise_id, data["id"])
        seat = self._seats.by_token(token)
        if seat is None:
            seat = self._arrive(exercise_id, data, token)
        with self._floor.settled(exercise_id) as live:
            return _joined(live, seat.id, token)

    def _arrive(self, exercise_id: str, data: Mapping[str, Any], token: str) -> Seat:
        consent = tuple(each for each in CONSENTS if each in data["consent"])
        now, name = self._floor.now(), clean(data["name"])
        seat = new_seat(exercise_id, "participant", name, now, consent=consent)
        command = c.Join(
            seat.id,
            "participant",
            data["team"],
            data["role"],
            data["watching"],
            consent,
            self._most,
        )
        return self._sit(Arrival(seat, token, unique_name=True), command)

    def _token(self, exercise_id: str, join_id: str | None) -> str:
        """The token of who joins. It hangs on their id, so that a lost answer can be had again."""
        if join_id is None:
            return new_token()
        if self._key is None:
            self._key = self._setting.get_or_create(JOIN_KEY, new_token)
        return derived_token(self._key, f"{exercise_id}/{join_id}")

    def info(self, code: str) -> dict[str, Any]:
        """What the join page needs. Raises Refusal("unknown_code")."""
        exercise_id = self.find(code)
        if exercise_id is None:
            raise Refusal("unknown_code", UNKNOWN)
        with self._floor.settled(exercise_id) as live:
            return _info(live)

    def find(self, code: str) -> str | None:
        """The id of the exercise with this typed code or QR token."""
        return self._exercises.by_code(creation.typed(code)) or self._exercises.by_join_token(code)

    def _sit(self, arrival: Arrival, command: c.Join) -> Seat:
        """Record the arrival; the seat that the token stands for now. Raises Refusal."""
        request = requests.system(f"join:{arrival.seat.id}", command)
        ack = self._floor.record(arrival.seat.exercise_id, None, request, arrival)
        if ack["ok"]:
            return arrival.seat
        # The same request may have come twice at once, or a commit happened and its answer got
        # lost: then the seat is there all the same.
        found = self._seats.by_token(arrival.token)
        if found is None:
            error = ack["error"]
            raise Refusal(error["code"], error["message"], error.get("fields"))
        return found


def _joined(live: Live, seat_id: str, token: str) -> dict[str, Any]:
    seat = live.state.seats.get(seat_id)
    if seat is None:
        raise Refusal("unavailable", UNAVAILABLE)  # recorded by another process, not yet seen here
    if seat.removed:
        raise Refusal("conflict", "The seat of this id was taken away. Join with another id.")
    return {
        "exercise": {
            "id": live.exercise_id,
            "title": live.header.title,
            "status": live.state.status,
        },
        "seat": {
            "id": seat.id,
            "name": live.names.get(seat.id, ""),
            "team": seat.team,
            "role": seat.role,
            "token": token,
        },
    }


def _info(live: Live) -> dict[str, Any]:
    state, header = live.state, live.header
    marks = initials(state)
    return {
        "exercise": {
            "id": header.id,
            "title": header.title,
            "status": state.status,
            "joins_locked": state.joins_locked,
            "content_note": header.scenario.content_note,
            "mode": header.scenario.mode,
        },
        "teams": [
            {
                "id": team.id,
                "name": team.name,
                "initial": marks[team.id],
                "colour": number % 8 + 1,
                "roles": [
                    {
                        "id": role,
                        "name": header.scenario.role_name(role),
                        "held_by": _holders(live, state, team.id, role),
                    }
                    for role in team.roles
                ],
                "members": len(state.members[team.id]),
            }
            for number, team in enumerate(state.teams)
        ],
    }


def _holders(live: Live, state: State, team: str, role: str) -> list[str]:
    return [
        live.names.get(seat.id, "") for seat in state.members[team].values() if seat.role == role
    ]
