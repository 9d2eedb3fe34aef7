"""The debrief: its page, its printable page, the timeline as data, and the files to take away.

For the exercise's facilitators and evaluators (its owner is one); for everybody else there is
nothing here. It may be looked at while the exercise still runs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeVar

from flask import Blueprint, Response, stream_template

from tabletop.domain.debrief.filters import chosen_filter, filtered
from tabletop.domain.debrief.rows import Timeline
from tabletop.domain.state import Header
from tabletop.exports.formats import FORMATS, disposition
from tabletop.exports.page import first_filter, page
from tabletop.exports.rows import About
from tabletop.service.callers import not_found
from tabletop.web import auth, debrief_words, schemas
from tabletop.web.services import services

blueprint = Blueprint("debrief", __name__)
debrief_words.register(blueprint)

T = TypeVar("T")

BREATH: Final = 500
"""How many pieces of the page are written before others get their turn: about 5 ms."""


@blueprint.get("/debrief/<exercise_id>")
def show(exercise_id: str) -> str:
    """The debrief on a screen; `kind` and `team`, repeatable, choose what the timeline shows."""
    return _page(exercise_id, printing=False)


@blueprint.get("/debrief/<exercise_id>/print")
def paper(exercise_id: str) -> str:
    """The same as one document to print: everything opened and revealed, no controls."""
    return _page(exercise_id, printing=True)


@blueprint.get("/api/v1/exercises/<exercise_id>/timeline")
def timeline(exercise_id: str) -> Response:
    """The debrief's own data; `kind` and `team`, repeatable, filter it."""
    return _written(exercise_id, "json", discreet=False)[0]


@blueprint.get("/api/v1/exercises/<exercise_id>/export.<suffix>")
def export(exercise_id: str, suffix: str) -> Response:
    """The timeline as a file, `json` or `csv`; `kind` and `team`, repeatable, filter it."""
    if suffix not in FORMATS:
        raise not_found()
    response, about = _written(exercise_id, suffix, discreet=True)
    response.headers["Content-Disposition"] = disposition(about, suffix)
    return response


def _written(exercise_id: str, suffix: str, *, discreet: bool) -> tuple[Response, About]:
    written = FORMATS[suffix]

    def write(found: Timeline, about: About) -> tuple[bytes, About]:
        return written.render(filtered(found, about.filter), about).encode(), about

    content, about = _look(exercise_id, write, discreet=discreet)
    return Response(content, mimetype=written.mimetype), about


def _page(exercise_id: str, *, printing: bool) -> str:
    def lay_out(found: Timeline, about: About) -> dict[str, Any]:
        shown = page(found, replace(about, filter=first_filter(about.filter)))
        rows = (shown.shown if printing else found).entries
        return {
            "page": shown,
            "facts": found.facts,
            "rows": [entry for entry in rows if entry.kind in shown.about.filter.kinds],
        }

    laid_out = _look(exercise_id, lay_out, discreet=printing)
    # Templates share locks with those of other pages, which are the event loop's: so they are
    # written here, a little at a time.
    pieces = []
    for number, piece in enumerate(
        stream_template("debrief/debrief.html", **laid_out, printing=printing)
    ):
        if number % BREATH == 0:
            services().breathe()
        pieces.append(piece)
    return "".join(pieces)


def _look(exercise_id: str, make: Callable[[Timeline, About], T], *, discreet: bool) -> T:
    """What `make` makes of the whole timeline and the filter that was asked for, for a caller who
    may see it. It runs away from the event loop, without the request."""
    auth.observer(exercise_id)
    asked = schemas.query(schemas.TimelineQuery)

    def look(header: Header, found: Timeline) -> T:
        wanted = chosen_filter(found, asked["kind"], asked["team"])
        return make(found, About(header.id, header.title, wanted))

    return services().past.debrief(exercise_id, look, discreet=discreet)
