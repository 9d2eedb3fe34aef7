"""Who is asking, over HTTP. The answers come from `tabletop.service.callers`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from flask import request
from werkzeug.wrappers import Response

from tabletop.domain.events import SeatKind
from tabletop.service.callers import ANYBODY, OBSERVERS, CookieFor, Proof, cookie_name
from tabletop.service.desk import Caller
from tabletop.web.services import services

KEEP_SIGNED_IN_S: Final = 30 * 24 * 60 * 60


def proof() -> Proof:
    """What this request brought to say who it is from."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    bearer = token.strip() if scheme.casefold() == "bearer" else None
    return Proof(bearer, request.cookies, request.is_secure)


def user() -> str:
    """The id of the signed-in user. Raises Refusal("unauthenticated")."""
    return services().callers.user(proof())


def seat(exercise_id: str, wanted: Collection[SeatKind] = ANYBODY) -> Caller:
    """The caller's seat there, of one of the `wanted` kinds.

    Raises Refusal: "unauthenticated" for somebody unknown, "not_found" for somebody who has no
    such seat there.
    """
    return services().callers.seat(proof(), exercise_id, wanted)


def holds(exercise_id: str, kind: SeatKind) -> bool:
    """Whether the caller holds a seat of that kind there."""
    return services().callers.holds(proof(), exercise_id, kind)


def observer(exercise_id: str) -> Caller:
    """The caller's facilitator or evaluator seat there. Raises Refusal like `seat`."""
    return seat(exercise_id, OBSERVERS)


def sayer(exercise_id: str, may: Collection[SeatKind]) -> Caller:
    """The caller's seat for saying a command; one that `may` say it goes first.

    Raises Refusal like `seat`.
    """
    return services().callers.sayer(proof(), exercise_id, may)


def remember(response: Response, what: CookieFor, token: str, exercise_id: str = "") -> None:
    """Have the browser keep a token where no script can read it."""
    response.set_cookie(
        cookie_name(what, exercise_id, secure=request.is_secure),
        token,
        max_age=KEEP_SIGNED_IN_S,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def forget(response: Response, what: CookieFor, exercise_id: str = "") -> None:
    """Have the browser drop a token."""
    response.delete_cookie(
        cookie_name(what, exercise_id, secure=request.is_secure),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
