"""A scenario's files: for the exercise's seats, once they were shown them (A39)."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.edge import KITCHEN, Edge, bearer

FOLDER = KITCHEN / "kitchen-sink"


def get(edge: Edge, path: str, **options: Any) -> TestResponse:
    """An answer that is read to its end, so that the file behind it is closed."""
    return edge.browser().get(path, buffered=True, **options)


def test_facilitators_get_every_file_with_its_right_type(edge: Edge, ada: str) -> None:
    exercise = edge.create(ada)["exercise"]["id"]
    types = {"plan.png": "image/png", "alarm.mp3": "audio/mpeg", "door.webm": "video/webm"}
    for file, mimetype in types.items():
        answer = get(edge, f"/media/{exercise}/{file}", headers=bearer(ada))
        assert answer.status_code == 200
        assert answer.data == (FOLDER / file).read_bytes()
        assert answer.mimetype == mimetype
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"] == "inline"
        assert "private" in answer.headers["Cache-Control"]


def test_films_can_be_fetched_in_parts(edge: Edge, ada: str) -> None:
    exercise = edge.create(ada)["exercise"]["id"]
    headers = {**bearer(ada), "Range": "bytes=0-3"}
    answer = get(edge, f"/media/{exercise}/door.webm", headers=headers)
    assert answer.status_code == 206
    assert answer.data == (FOLDER / "door.webm").read_bytes()[:4]


def test_a13_a_player_cannot_guess_what_was_not_released(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    mia = edge.join(made["code"], "Mia", team="kitchen")["seat"]["token"]
    path = f"/media/{made['id']}/plan.png"
    assert get(edge, path, headers=bearer(mia)).status_code == 404
    documents = get(edge, f"/api/v1/exercises/{made['id']}/documents", headers=bearer(ada))
    assert documents.json is not None
    (shows,) = (
        each
        for each in documents.json["documents"]
        if each["type"] == "inject" and path in [medium["url"] for medium in each["media"]]
    )
    assert edge.say(made["id"], ada, "clock.start").json["ok"]
    # The schedule may have been quicker.
    edge.say(made["id"], ada, "inject.release", inject=shows["id"])
    assert get(edge, path, headers=bearer(mia)).status_code == 200
    edge.say(made["id"], ada, "inject.recall", inject=shows["id"])
    assert get(edge, path, headers=bearer(mia)).status_code == 404


def test_others_get_nothing(edge: Edge, ada: str, bob: str) -> None:
    exercise = edge.create(ada)["exercise"]["id"]
    path = f"/media/{exercise}/plan.png"
    assert get(edge, path).status_code == 401
    assert get(edge, path, headers=bearer(bob)).status_code == 404
    own = edge.create(bob)["exercise"]["id"]
    assert get(edge, path, headers=bearer(bob)).status_code == 404
    assert get(edge, f"/media/{own}/plan.png", headers=bearer(bob)).status_code == 200


@pytest.mark.parametrize(
    "file",
    [
        "../plan.png",
        "..%2fplan.png",
        "%2e%2e/%2e%2e/kitchen-sink/plan.png",
        "../../transcript.py",
        "scenario.yaml",
        "nothing.png",
        "plan.png%00",
        "./plan.png",
        "/etc/passwd",
        "sub/plan.png",
        ".png",
    ],
)
def test_a39_only_the_scenarios_own_files(edge: Edge, ada: str, file: str) -> None:
    exercise = edge.create(ada)["exercise"]["id"]
    answer = get(edge, f"/media/{exercise}/{file}", headers=bearer(ada))
    assert answer.status_code in {404, 308}
    if answer.status_code == 308:
        assert get(edge, answer.location, headers=bearer(ada)).status_code == 404
