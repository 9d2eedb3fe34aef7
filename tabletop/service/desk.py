"""The front desk: who is asking, creating exercises, and taking seats in them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import RAISE, Schema, ValidationError, fields
from marshmallow.validate import Length, OneOf

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
from tabletop.service.live import Ack, Live
from tabletop.service.writer import TAKEN
from tabletop.store.errors import CodeTaken, NameTaken
from tabletop.store.seats import Seat
from tabletop.store.stores import Stores

UNKNOWN: Final = "No exercise has that code. Look at the screen again."
DRAFT: Final = (
    "This scenario is a draft. Read what is missing, and say that you use it all the same."
)
CONSENTS: Final = ("analysis", "quotes")
MAX_TITLE: Final = 120
JOIN_ATTEMPTS: Final = 3


class JoinSchema(Schema):
    """The body of `POST /api/v1/join`."""

    class Meta:
        unknown = RAISE

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
        most: int = 1_000,
    ) -> None:
        super().__init__(stores.log, stores.exercises, stores.seats, now=now)
        self.users = stores.users
        self.library = library
        self._most = most

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
        draft: bool = False,
    ) -> Created:
        """A new exercise with its own copy of the scenario; of one that is no more than a draft
        only when that is meant.

        Raises Refusal: `not_found` for an unknown scenario, `invalid` for title, teams or draft.
        """
        scenario = self.library.get(scenario_id)
        user = self.users.get(user_id)
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
                created_at=self.now(),
                scenario=scenario,
                teams=placed,
                answers_while_paused=answers_while_paused,
            )
            try:
                self._exercises.create(creation.to_row(header))
            except CodeTaken:
                continue
            break
        seat, token = self.add_seat(header.id, "facilitator", user.name, user_id)
        return Created(header, seat, token)

    def add_seat(
        self, exercise_id: str, kind: e.SeatKind, name: str, user_id: str | None = None
    ) -> tuple[str, str]:
        """A seat beside the tables (id, token). Raises Refusal."""
        if self.header(exercise_id) is None:
            raise Refusal("not_found", "There is no such exercise.")
        row = self._row(exercise_id, kind, clean(name), user_id)
        command = c.Join(row.id, kind)
        self.rehearse(exercise_id, command)
        token = self._seats.add(row, unique_name=False)
        self._sit(row, command)
        return row.id, token

    def join(self, body: object) -> dict[str, Any]:
        """A participant's seat: the body of `POST /api/v1/join` to its answer. Raises Refusal."""
        data = load(JoinSchema(), body)
        header = self.find(data["code"])
        if header is None:
            raise Refusal("unknown_code", UNKNOWN, {"code": ["Unknown."]})
        consent = tuple(each for each in CONSENTS if each in data["consent"])
        row = self._row(header.id, "participant", clean(data["name"]), None, consent)
        command = c.Join(
            row.id, "participant", data["team"], data["role"], data["watching"], consent, self._most
        )
        self.rehearse(header.id, command)
        try:
            token = self._seats.add(row)
        except NameTaken:
            raise Refusal("bad_name", TAKEN, {"name": [TAKEN]}) from None
        ack = self._sit(row, command)
        with self.settled(header.id) as live:
            status = live.state.status
        return {
            "exercise": {"id": header.id, "title": header.title, "status": status},
            "seat": {"id": row.id, "name": row.name, **ack["result"], "token": token},
        }

    def join_info(self, code: str) -> dict[str, Any]:
        """What the join page needs. Raises Refusal("unknown_code")."""
        header = self.find(code)
        if header is None:
            raise Refusal("unknown_code", UNKNOWN)
        with self.settled(header.id) as live:
            return _info(live)

    def find(self, code: str) -> Header | None:
        """The exercise with this typed code or QR token."""
        row = self._exercises.by_code(creation.typed(code)) or self._exercises.by_join_token(code)
        if row is None:
            return None
        # A room joins at once: the scenario is not read anew for each of them.
        live = self._lives.get(row.id)
        return live.header if live else creation.from_row(row)

    def headers(self, user_id: str) -> list[dict[str, Any]]:
        """The user's own exercises, newest first, as `GET /api/v1/exercises` lists them."""
        rows = []
        for listed in self._exercises.list_for(user_id):
            with self.settled(listed.id) as live:
                status = live.state.status
            rows.append(
                {
                    "id": listed.id,
                    "title": listed.title,
                    "code": listed.code,
                    "scenario": listed.scenario_id,
                    "status": status,
                    "created_at": iso(listed.created_at),
                }
            )
        return rows

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

    def _sit(self, row: Seat, command: c.Join) -> Ack:
        """Record the arrival; a refused one leaves no seat behind."""
        self.introduce(row.exercise_id, row.id, row.name)
        request = requests.system(f"join:{row.id}", command)
        ack = self.record(row.exercise_id, None, request)
        for _ in range(JOIN_ATTEMPTS - 1):
            if ack["ok"] or ack["error"]["code"] != "unavailable":
                break
            # Not knowing whether the commit happened, ask again under the same id.
            ack = self.record(row.exercise_id, None, request)
        if not ack["ok"]:
            if not self.is_active(row.exercise_id, row.id):
                self._seats.erase(row.id, self.now())
            error = ack["error"]
            raise Refusal(error["code"], error["message"], error.get("fields"))
        return ack


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
