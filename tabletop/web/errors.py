"""Errors as answers: JSON under /api and for /healthz, a page elsewhere; one map for both."""

from __future__ import annotations

from typing import Any, Final

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from tabletop.domain.errors import Code, Refusal
from tabletop.service.wire_error import status_of, wire_error

_HTTP: Final[dict[int, tuple[Code, str]]] = {
    400: ("invalid", "This request can't be read."),
    404: ("not_found", "There is nothing at this address."),
    405: ("invalid", "This address doesn't take that kind of request."),
    413: ("too_large", "That is more than this server takes at once."),
    415: ("invalid", 'Send JSON, with "Content-Type: application/json".'),
}


def register(app: Flask) -> None:
    """Have every error of the application answered from here."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _raised)


def _raised(raised: Exception) -> Response:
    error = wire_error(raised, request.endpoint or "no endpoint")
    return _answer(error, status_of(error))


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return make_response(error)
    code, message = _HTTP.get(status, ("invalid", "This request can't be answered."))
    response = _answer(Refusal(code, message).wire(), status)
    # An answer 405 must name what is allowed, 416 the length.
    response.headers.extend(
        pair for pair in error.get_headers() if pair[0] in {"Allow", "Content-Range"}
    )
    return response


def _answer(error: dict[str, Any], status: int) -> Response:
    if request.path.startswith("/api/") or request.path == "/healthz":
        response = jsonify({"error": error})
    else:
        response = make_response(render_template("error.html", error=error, status=status))
    response.status_code = status
    return response
