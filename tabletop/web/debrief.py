"""The debrief: its page, its printable page, the timeline as data, and the files to take away.

For the exercise's facilitators and evaluators (its owner is one); for everybody else there is
nothing here. It may be looked at while the exercise still runs.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, jsonify, render_template

from tabletop.domain.debrief.filters import Filter, chosen_filter, filtered
from tabletop.domain.debrief.rows import Timeline
from tabletop.exports.formats import FORMATS, disposition
from tabletop.exports.page import first_filter, page
from tabletop.exports.rows import About, timeline_object
from tabletop.service.callers import not_found
from tabletop.web import auth, debrief_words, schemas
from tabletop.web.services import services

blueprint = Blueprint("debrief", __name__)
debrief_words.register(blueprint)


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
    found, about = _look(exercise_id)
    return jsonify(timeline_object(filtered(found, about.filter), about))


@blueprint.get("/api/v1/exercises/<exercise_id>/export.<suffix>")
def export(exercise_id: str, suffix: str) -> Response:
    """The timeline as a file, `json` or `csv`; `kind` and `team`, repeatable, filter it."""
    chosen = FORMATS.get(suffix)
    if chosen is None:
        raise not_found()
    found, about = _look(exercise_id)
    response = Response(
        chosen.render(filtered(found, about.filter), about), mimetype=chosen.mimetype
    )
    response.headers["Content-Disposition"] = disposition(about, chosen.suffix)
    return response


def _look(exercise_id: str) -> tuple[Timeline, About]:
    """The whole timeline for a caller who may see it, and the filter that was asked for."""
    auth.observer(exercise_id)
    header = services().desk.header(exercise_id)
    if header is None:
        raise not_found()
    found = services().desk.timeline(exercise_id)
    return found, About(header.id, header.title, _wanted(found))


def _wanted(found: Timeline) -> Filter:
    asked = schemas.query(schemas.TimelineQuery)
    return chosen_filter(found, asked["kind"], asked["team"])


def _page(exercise_id: str, *, printing: bool) -> str:
    found, about = _look(exercise_id)
    shown = page(found, replace(about, filter=first_filter(about.filter)))
    rows = (shown.shown if printing else found).entries
    return render_template(
        "debrief/debrief.html",
        page=shown,
        facts=found.facts,
        rows=[entry for entry in rows if entry.kind in shown.about.filter.kinds],
        printing=printing,
    )
