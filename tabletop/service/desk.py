"""The front desk: who is asking, creating exercises, and taking seats in them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import RAISE, Schema, ValidationError, fields
from marshmallow.validate import Length, OneOf, Regexp

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.documents.people import initials
from tabletop.domain.documents.view import iso
from tabletop.domain.errors import Refusal
from tabletop.domain.names import clean
from tabletop.domain.state import Header, State
from tabletop.scenarios.library import Library
from tabletop.service import creation, requests
from tabletop.service.floor import Floor
from tabletop.service.live import Live
from tabletop.service.seating import Arrival
from tabletop.service.vigil import Vigil
from tabletop.service.wire_error import UNAVAILABLE
from tabletop.store.errors import CodeTaken
from tabletop.store.log import Batch
from tabletop.store.seats import Seat
from tabletop.store.stores import Stores
from tabletop.store.tokens import derived_token, new_token

UNKNOWN: Final = "No exercise has that code. Look at the screen again."
CONSENTS: Final = ("analysis", "quotes")
MAX_TITLE: Final = 120
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


class Desk(Floor):
    """All that the adapters may ask for. `most` is how many participants fit into one exercise."""

    def __init__(
        self,
        stores: Stores,
        library: Library,
        *,
        now: Callable[[], int],
        vigil: Vigil,
        most: int = 1_000,
    ) -> None:
        super().__init__(stores, now=now, vigil=vigil)
        self.users = stores.users
        self.library = library
        self._recorder = stores.recorder
        self._setting = stores.setting
        self._most = most
        self._key: str | None = None

    def identify(self, token: str) -> Caller | None:
        """The seat this token was given to, as long as it is in."""
        row = self._seats.by_token(token)
        return self._caller(row) if row else None

    def caller_for_user(self, user_id: str, exercise_id: str) -> Caller | None:
        """The user's own seat in the exercise."""
        row = self._seats.by_user(exercise_id, user_id)
        return self._caller(row) if row else None

    def _caller(self, row: Seat) -> Caller | None:
        if not self.is_active(row.exercise_id, row.id):
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
    ) -> Created:
        """A new exercise with its own copy of the scenario.

        Raises Refusal: `not_found` for an unknown scenario, `invalid` for title or teams.
        """
        scenario = self.library.get(scenario_id)
        user = self.users.get(user_id)
        if scenario is None or user is None:
            raise Refusal("not_found", "There is no such scenario.", {"scenario": ["Unknown."]})
        shown = scenario.title if title is None else clean_title(title)
        placed = creation.tables(scenario, teams)
        while True:
            header = Header(
                id=secrets.token_hex(8),
                title=shown,
                code=creation.new_code(),
                join_token=secrets.token_urlsafe(16),
                owner=user_id,
                created_at=self.now(),
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
        seat = self._row(header.id, "facilitator", owner, header.owner)
        token, live = new_token(), Live.new(header, {seat.id: owner})
        request = requests.system(f"join:{seat.id}", c.Join(seat.id, "facilitator"))
        live.consider(None, request, header.created_at)
        with self._recorder.recording() as recording:
            recording.add_exercise(creation.to_row(header))
            recording.add_seat(seat, token, unique_name=False)
            recording.append_all([Batch(header.id, 0, live.staged)])
            recording.commit()
        return Created(header, seat.id, token)

    def add_seat(
        self, exercise_id: str, kind: e.SeatKind, name: str, user_id: str | None = None
    ) -> tuple[str, str]:
        """A seat beside the tables (id, token). Raises Refusal."""
        seat = self._row(exercise_id, kind, clean(name), user_id)
        token = new_token()
        self._sit(Arrival(seat, token, unique_name=False), c.Join(seat.id, kind))
        return seat.id, token

    def join(self, body: object) -> dict[str, Any]:
        """A participant's seat: the body of `POST /api/v1/join` to its answer. Raises Refusal."""
        data = load(JoinSchema(), body)
        exercise_id = self.find(data["code"])
        if exercise_id is None:
            raise Refusal("unknown_code", UNKNOWN, {"code": ["Unknown."]})
        token = self._token(exercise_id, data["id"])
        seat = self._seats.by_token(token)
        if seat is None:
            seat = self._arrive(exercise_id, data, token)
        with self.settled(exercise_id) as live:
            return _joined(live, seat.id, token)

    def _arrive(self, exercise_id: str, data: Mapping[str, Any], token: str) -> Seat:
        consent = tuple(each for each in CONSENTS if each in data["consent"])
        seat = self._row(exercise_id, "participant", clean(data["name"]), None, consent)
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

    def join_info(self, code: str) -> dict[str, Any]:
        """What the join page needs. Raises Refusal("unknown_code")."""
        exercise_id = self.find(code)
        if exercise_id is None:
            raise Refusal("unknown_code", UNKNOWN)
        with self.settled(exercise_id) as live:
            return _info(live)

    def find(self, code: str) -> str | None:
        """The id of the exercise with this typed code or QR token."""
        return self._exercises.by_code(creation.typed(code)) or self._exercises.by_join_token(code)

    def headers(self, user_id: str) -> list[dict[str, Any]]:
        """The user's own exercises, newest first, as `GET /api/v1/exercises` lists them."""
        listed = self._exercises.list_for(user_id)
        statuses = self.statuses([each.id for each in listed])
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

    def _row(
        self,
        exercise_id: str,
        kind: e.SeatKind,
        name: str,
        user_id: str | None,
        consent: tuple[str, ...] = (),
    ) -> Seat:
        return Seat(
            id=secrets.token_hex(8),
            exercise_id=exercise_id,
            kind=kind,
            name=name,
            created_at=self.now(),
            user_id=user_id,
            consent=consent,
        )

    def _sit(self, arrival: Arrival, command: c.Join) -> Seat:
        """Record the arrival; the seat that the token stands for now. Raises Refusal."""
        request = requests.system(f"join:{arrival.seat.id}", command)
        ack = self.record(arrival.seat.exercise_id, None, request, arrival)
        if ack["ok"]:
            return arrival.seat
        # The same request may have come twice at once, or a commit happened and its answer got
        # lost: then the seat is there all the same.
        found = self._seats.by_token(arrival.token)
        if found is None:
            error = ack["error"]
            raise Refusal(error["code"], error["message"], error.get("fields"))
        return found


def clean_title(title: str) -> str:
    """A title as shown. Raises Refusal("invalid")."""
    try:
        return clean(title, longest=MAX_TITLE)
    except Refusal as refusal:
        raise Refusal("invalid", "The title is not right.", {"title": [refusal.message]}) from None


def load(schema: Schema, body: object) -> dict[str, Any]:
    """A request's body, checked. Raises Refusal("invalid")."""
    requests.check_json(body)
    if not isinstance(body, Mapping):
        raise Refusal("invalid", "Send a JSON object.", {"body": ["Must be an object."]})
    try:
        data: dict[str, Any] = schema.load(body)
    except ValidationError as error:
        faults = {
            path.removeprefix("body."): texts for path, texts in c.paths(error.messages, "body")
        }
        raise Refusal("invalid", "Something in this request is not right.", faults) from None
    return data


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
