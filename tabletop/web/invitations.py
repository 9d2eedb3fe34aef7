"""Invitations: how those who sit at no table get in, by a link that holds their seat's token.

The link is lasting, as the QR code is: whoever tried it at the desk the day before opens it again
on another device in the room. It is the seat's key, good until the seat is removed. Opening it
shows whom it is for and one button; the button gives the browser the seat, for mail scanners and
chat previews open links too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tabletop.domain.errors import Refusal
from tabletop.domain.events import SeatKind
from tabletop.service.callers import CookieFor
from tabletop.service.desk import Caller
from tabletop.web import auth, pages
from tabletop.web.services import services

blueprint = Blueprint("invitations", __name__)
blueprint.after_request(pages.name_our_forms)

LEADS_TO: Final[Mapping[SeatKind, tuple[CookieFor, str]]] = {
    "facilitator": ("control", "pages.console"),
    "evaluator": ("control", "pages.console"),
    "display": ("display", "pages.display"),
}
"""The cookie that holds the token, and the page it is for. An actor has no page yet."""


def link(kind: SeatKind, token: str) -> str | None:
    """The invitation to a seat; None for a kind that has no page."""
    return f"{services().public_url}/seat/{token}" if kind in LEADS_TO else None


@blueprint.get("/seat/<token>")
def show(token: str) -> str:
    """Whom the invitation is for, and the button."""
    caller = _invited(token)
    header = services().floor.header(caller.exercise)
    title = header.title if header else ""
    return render_template("seat.html", token=token, kind=caller.kind, title=title)


@blueprint.post("/seat/<token>")
def accept(token: str) -> Response:
    """Give this browser the seat."""
    caller = _invited(token)
    cookie, page = LEADS_TO[caller.kind]
    response = redirect(url_for(page, exercise_id=caller.exercise), 303)
    auth.remember(response, cookie, token, caller.exercise)
    return response


def _invited(token: str) -> Caller:
    caller = services().desk.identify(token)
    if caller is None or caller.kind not in LEADS_TO:
        raise Refusal("not_found", "This invitation is not good, or no longer. Ask for a new one.")
    return caller
