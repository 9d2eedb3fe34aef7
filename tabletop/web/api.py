"""The API under /api/v1, for the pages of the project and for scripts. `docs/protocol.md` is the
contract; the debrief's calls are in `tabletop.web.debrief`."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

import segno
from flask import Blueprint, Response, jsonify

from tabletop.domain.commands import COMMANDS
from tabletop.domain.errors import STATUS, Refusal
from tabletop.domain.events import SeatKind
from tabletop.service.callers import ANYBODY, AS_KINDS, not_found
from tabletop.service.desk import Caller
from tabletop.web import auth, guessing, invitations, listing, schemas
from tabletop.web.openapi import document
from tabletop.web.services import VERSION, services

blueprint = Blueprint("api", __name__)

FACILITATORS: Final[frozenset[SeatKind]] = frozenset({"facilitator"})


@blueprint.get("/healthz")
def health() -> Response:
    """Whether this server can do its work; for monitoring."""
    reason = services().broken()
    if reason is not None:
        raise Refusal("unavailable", f"The database can't be written: {reason}.")
    return jsonify({"status": "ok", "version": VERSION})


@blueprint.get("/api/v1/scenarios")
def scenarios() -> Response:
    """The scenarios an exercise can be made from."""
    auth.user()
    asked = schemas.query(schemas.ScenariosQuery)
    return jsonify({"scenarios": listing.scenarios(drafts=asked["drafts"])})


@blueprint.get("/api/v1/exercises")
def exercises() -> Response:
    """The user's own exercises, newest first."""
    return jsonify({"exercises": services().desk.headers(auth.user())})


@blueprint.post("/api/v1/exercises")
def create() -> tuple[Response, int]:
    """Make an exercise; the answer has the caller's facilitator seat."""
    user = auth.user()
    asked = schemas.body(schemas.CreateExercise)
    made = services().desk.create(user, asked.pop("scenario"), **asked)
    header = made.exercise
    exercise = {
        "id": header.id,
        "code": header.code,
        "title": header.title,
        "status": "draft",
        "join_url": services().join_url(header.join_token),
    }
    return jsonify({"exercise": exercise, "seat": {"id": made.seat, "token": made.token}}), 201


@blueprint.get("/api/v1/join/<code>")
def join_info(code: str) -> Response:
    """What a join page shows about the exercise with this code."""
    return jsonify(guessing.join_info(code))


@blueprint.post("/api/v1/join")
def join() -> tuple[Response, int]:
    """Take a participant's seat. A browser gets its token as a cookie as well."""
    body = schemas.json_body()
    with guessing.guess(body.get("code") if isinstance(body, dict) else None):
        joined = services().joining.join(body)
    response = jsonify(joined)
    auth.remember(response, "seat", joined["seat"]["token"], joined["exercise"]["id"])
    return response, 201


@blueprint.post("/api/v1/exercises/<exercise_id>/seats")
def add_seat(exercise_id: str) -> tuple[Response, int]:
    """Add a seat beside the tables: another facilitator, an evaluator, an actor, a display."""
    if auth.sayer(exercise_id, FACILITATORS).kind != "facilitator":
        raise Refusal("forbidden", "Only a facilitator can add seats.")
    asked = schemas.body(schemas.AddSeat)
    seat, token = services().joining.add_seat(exercise_id, asked["kind"], asked["name"])
    added = {
        "id": seat,
        "kind": asked["kind"],
        "token": token,
        "invite_url": invitations.link(asked["kind"], token),
    }
    return jsonify({"seat": added}), 201


@blueprint.post("/api/v1/exercises/<exercise_id>/commands")
def command(exercise_id: str) -> tuple[Response, int]:
    """Say a command; the same as on the socket."""
    asked = schemas.query(schemas.CommandQuery)
    body = schemas.json_body()
    if asked["as_"] is not None:
        caller = auth.seat(exercise_id, AS_KINDS[asked["as_"]])
    else:
        caller = auth.sayer(exercise_id, _may_say(body))
    if asked["seat"] not in (None, caller.seat):
        raise Refusal("unauthenticated", "This browser sits in another seat by now.")
    _hear(caller)
    ack = services().floor.command(exercise_id, caller.seat, body)
    return jsonify(ack), 200 if ack["ok"] else STATUS[ack["error"]["code"]]


@blueprint.get("/api/v1/exercises/<exercise_id>/documents")
def documents(exercise_id: str) -> Response:
    """What the caller may see now (`since`), or what an audience saw at a past moment (`at`)."""
    asked = schemas.query(schemas.DocumentsQuery)
    if asked["at"] is not None:
        if asked["since"] is not None:
            raise Refusal("invalid", "Ask for since or for at.", {"at": ["Not with since."]})
        auth.observer(exercise_id)
        return jsonify(services().past.replay(exercise_id, asked["at"], asked["as_"]))
    kinds = ANYBODY if asked["as_"] is None else AS_KINDS.get(asked["as_"])
    if kinds is None:
        # Another audience's documents are not there for the one who asks for them (A11).
        raise not_found()
    caller = auth.seat(exercise_id, kinds)
    _hear(caller)
    return jsonify(services().floor.sync(exercise_id, caller.seat, asked["since"]))


@blueprint.get("/api/v1/exercises/<exercise_id>/qr.svg")
def qr(exercise_id: str) -> Response:
    """The join link as a QR code."""
    auth.seat(exercise_id)
    header = services().floor.header(exercise_id)
    if header is None:
        raise not_found()
    drawn = BytesIO()
    code = segno.make(services().join_url(header.join_token), error="m", micro=False)
    code.save(drawn, kind="svg", border=4, light="#fff", dark="#000", scale=8, nl=False)
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@blueprint.get("/api/v1/openapi.json")
def openapi() -> Response:
    """This API, described."""
    response = jsonify(document())
    response.cache_control.no_cache = True
    return response


def _hear(caller: Caller) -> None:
    """Whoever asks is there, socket or not. Raises Refusal("slow_down") when it is too much."""
    services().seen(caller.exercise, caller.seat)
    services().allowance.spend(caller.exercise, caller.seat)


def _may_say(body: Any) -> frozenset[Any]:
    """The seats that may say the command in `body`; nobody when that can't be told."""
    name = body.get("name") if isinstance(body, dict) else None
    known = COMMANDS.get(name) if isinstance(name, str) else None
    return frozenset() if known is None else known.by
