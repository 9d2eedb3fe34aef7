"""The pages. A GET shows and changes nothing; what changes something is a POST and ends in a
redirect."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tabletop.domain.errors import Refusal
from tabletop.service.callers import AS_KINDS, not_found
from tabletop.service.creation import TABLES
from tabletop.web import auth, guessing, listing
from tabletop.web.services import services

blueprint = Blueprint("pages", __name__)


@blueprint.after_request
def name_our_forms(response: Response) -> Response:
    """Let a page's form say where it comes from, to us alone.

    Under `no-referrer` a browser sends a form's POST with `Origin: null`, which could be anybody's;
    over plain HTTP, where there is no Sec-Fetch-Site either, nothing would tell ours apart.
    """
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@blueprint.get("/")
def home() -> str:
    """Where a code is typed."""
    return render_template("play/home.html", message=None, code="")


@blueprint.get("/j")
def typed_code() -> AnyResponse:
    """The form of the home page, for a browser without its script."""
    code = "".join(each for each in request.args.get("code", "") if each.isalnum())[:64]
    return redirect(url_for(".join", code=code) if code else url_for(".home"))


@blueprint.get("/j/<code>")
def join(code: str) -> AnyResponse | str:
    """Where a QR code leads: name, team and role; or straight back to one's seat."""
    try:
        info = guessing.join_info(code)
    except Refusal as refusal:
        if refusal.code != "unknown_code":
            raise
        page = render_template("play/home.html", message=refusal.message, code=code[:64])
        return make_response(page, refusal.status)
    if auth.holds(info["exercise"]["id"], "participant"):
        return redirect(url_for(".play", exercise_id=info["exercise"]["id"]))
    return render_template("play/join.html", join=info, code=code)


@blueprint.get("/play/<exercise_id>")
def play(exercise_id: str) -> AnyResponse | str:
    """A participant's phone."""
    if not auth.holds(exercise_id, "participant"):
        return redirect(url_for(".home"))
    caller = auth.seat(exercise_id, AS_KINDS["participant"])
    # What a socket would say first: the page need not wait for one.
    first = services().floor.sync(exercise_id, caller.seat, None)
    return render_template("play/play.html", exercise=_exercise(exercise_id), first=first)


@blueprint.get("/check")
def check() -> str:
    """Whether this browser and this network will do."""
    return render_template("play/check.html")


@blueprint.get("/sign-in/<token>")
def sign_in(token: str) -> str:
    """One button: opening a link must not use it up (mail scanners open links)."""
    return render_template("sign_in.html", token=token)


@blueprint.post("/sign-in/<token>")
def redeem(token: str) -> AnyResponse:
    """Use up a sign-in link."""
    here = services()
    user = here.users.redeem_link(token, here.now())
    if user is None:
        message = 'This link was used already or is too old. Make a new one: "tabletop user link".'
        raise Refusal("not_found", message)
    ttl_ms = auth.KEEP_SIGNED_IN_S * 1000
    session = here.users.issue("session", user, "browser", here.now(), ttl_ms)
    response = redirect(url_for(".console_home"), 303)
    auth.remember(response, "session", session)
    return response


@blueprint.post("/sign-out")
def sign_out() -> AnyResponse:
    """End this browser's session."""
    services().callers.sign_out(auth.proof())
    response = redirect(url_for(".home"), 303)
    auth.forget(response, "session")
    return response


@blueprint.get("/console")
def console_home() -> str:
    """The user's exercises, and what a new one can be made from."""
    return _console_home(auth.user())


@blueprint.post("/console/exercises")
def create() -> AnyResponse:
    """Make an exercise: `scenario`, `title`, `teams`, one a line or repeated, and `draft`."""
    user = auth.user()
    lines = "\n".join(request.form.getlist("teams")).splitlines()
    teams = [line.strip() for line in lines if line.strip()]
    try:
        made = services().desk.create(
            user,
            request.form.get("scenario", ""),
            title=request.form.get("title", "").strip() or None,
            teams=teams or None,
            draft=request.form.get("draft") == "true",
        )
    except Refusal as refusal:
        return make_response(_console_home(user, refusal), refusal.status)
    return redirect(url_for(".console", exercise_id=made.exercise.id), 303)


@blueprint.get("/console/<exercise_id>")
def console(exercise_id: str) -> str:
    """Where an exercise is run from."""
    caller = auth.observer(exercise_id)
    # Who was invited has no other exercises.
    home = caller.user is not None
    return render_template("console/console.html", exercise=_exercise(exercise_id), home=home)


@blueprint.post("/console/<exercise_id>/sign-out")
def leave_console(exercise_id: str) -> AnyResponse:
    """Let this browser forget the seat it was invited to; the invitation stays good."""
    auth.observer(exercise_id)
    response = redirect(url_for(".home"), 303)
    auth.forget(response, "control", exercise_id)
    return response


@blueprint.get("/display")
def display_home() -> str:
    """Where a projector's browser is given the code."""
    return render_template("display/home.html", message=None)


@blueprint.post("/display")
def add_display() -> AnyResponse:
    """Give this browser a display's seat in the exercise with this `code`."""
    try:
        exercise_id = guessing.join_info(request.form.get("code", ""))["exercise"]["id"]
        response = redirect(url_for(".display", exercise_id=exercise_id), 303)
        if not auth.holds(exercise_id, "display"):
            _, token = services().joining.add_seat(exercise_id, "display", "Display")
            auth.remember(response, "display", token, exercise_id)
    except Refusal as refusal:
        if refusal.code not in {"unknown_code", "full", "closed"}:
            raise
        page = render_template("display/home.html", message=refusal.message)
        return make_response(page, refusal.status)
    return response


@blueprint.get("/display/<exercise_id>")
def display(exercise_id: str) -> AnyResponse | str:
    """What the room sees."""
    if not auth.holds(exercise_id, "display"):
        return redirect(url_for(".display_home"))
    return render_template("display/display.html", exercise=_exercise(exercise_id))


def _console_home(user: str, refusal: Refusal | None = None) -> str:
    """The page; after a refusal with all that was typed still in it, and the fault beside it."""
    listed = listing.scenarios(drafts=True)
    faults = _faults(refusal) if refusal else {}
    return render_template(
        "console/home.html",
        scenarios=[each for each in listed if each["status"] == "ready"],
        drafts=[each for each in listed if each["status"] == "draft"],
        left_out=services().library.left_out,
        chosen=request.form.get("scenario"),
        exercises=services().desk.headers(user),
        typed=request.form if refusal else {},
        tables=(request.form.getlist("teams") if refusal else []) or TABLES,
        faults=faults,
        error=refusal.message if refusal and not faults else None,
    )


def _faults(refusal: Refusal) -> dict[str, str]:
    """What to say beside which field of the form."""
    return {
        name: " ".join([refusal.message, *([] if name == "draft" else texts)])
        for name, texts in refusal.fields.items()
        if name in {"title", "teams", "draft"}
    }


def _exercise(exercise_id: str) -> dict[str, Any]:
    """What the templates know about an exercise; the rest arrives as documents."""
    header = services().floor.header(exercise_id)
    if header is None:
        raise not_found()
    return {
        "id": header.id,
        "title": header.title,
        "code": header.code,
        "join_url": services().join_url(header.join_token),
    }
