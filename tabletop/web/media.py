"""A scenario's pictures, sounds and films, for those who may see them."""

from __future__ import annotations

from flask import Blueprint, Response, send_file

from tabletop.scenarios.media import format_of
from tabletop.service.callers import OBSERVERS, not_found
from tabletop.service.desk import Caller
from tabletop.web import auth
from tabletop.web.services import services

blueprint = Blueprint("media", __name__)


@blueprint.get("/media/<exercise_id>/<path:file>")
def file(exercise_id: str, file: str) -> Response:
    """One file. Who is no facilitator or evaluator gets it once an inject shows it to them."""
    caller = auth.seat(exercise_id)
    header = services().floor.header(exercise_id)
    kind = format_of(file)
    if header is None or kind is None or not _shown(caller, file):
        raise not_found()
    path = services().library.media_path(header.scenario.id, file)
    if path is None:
        raise not_found()
    response = send_file(path, mimetype=kind.mime, conditional=True, etag=True)
    response.headers["Content-Disposition"] = "inline"
    response.cache_control.private = True
    response.cache_control.no_cache = True
    return response


def _shown(caller: Caller, file: str) -> bool:
    """Whether this audience has the file before it: an unreleased one can't be guessed."""
    return caller.kind in OBSERVERS or services().floor.shows(caller.exercise, caller.seat, file)
