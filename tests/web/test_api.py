"""Every call of the API, with good and with bad input."""

from pathlib import Path
from typing import Any

import pytest

from tabletop.domain.errors import STATUS
from tests.edge import PUBLIC, Edge, bearer, running


def code_of(answer: Any) -> str:
    """The error's code, once its form and status are as the protocol says."""
    error = answer.json["error"]
    assert set(error) <= {"code", "message", "fields", "reference"}
    assert error["message"]
    assert answer.status_code == STATUS[error["code"]]
    code: str = error["code"]
    return code


# Health and lists


def test_health_says_the_version(edge: Edge) -> None:
    answer = edge.browser().get("/healthz")
    assert answer.status_code == 200
    assert answer.json == {"status": "ok", "version": "0.1.0"}


def test_health_says_why_when_the_database_cannot_be_written(edge: Edge) -> None:
    with edge.engine.connect() as other:  # a write transaction: it holds SQLite's lock
        other.begin()
        answer = edge.browser().get("/healthz")
    assert code_of(answer) == "unavailable"
    assert "locked" in answer.json["error"]["message"]


def test_scenarios_are_listed_for_users(tmp_path: Path) -> None:
    with running(tmp_path, injects=None) as edge:
        token = edge.user("Ada")
        browser = edge.browser()
        listed = browser.get("/api/v1/scenarios", headers=bearer(token)).json["scenarios"]
        assert len(listed) == 4
        assert set(listed[0]) == {
            "id", "title", "summary", "setting", "mode", "duration_ms", "status", "content_note",
            "review_note", "teams", "injects", "objectives",
        }  # fmt: skip
        assert all(each["status"] == "ready" for each in listed)
        path = "/api/v1/scenarios?drafts=true"
        assert len(browser.get(path, headers=bearer(token)).json["scenarios"]) == 5


def test_scenarios_refuse_strangers_and_unknown_parameters(edge: Edge, ada: str) -> None:
    assert code_of(edge.browser().get("/api/v1/scenarios")) == "unauthenticated"
    answer = edge.browser().get("/api/v1/scenarios?draft=1", headers=bearer(ada))
    assert code_of(answer) == "invalid"
    assert answer.json["error"]["fields"] == {"draft": ["Unknown field."]}


def test_exercises_lists_the_users_own(edge: Edge, ada: str, bob: str) -> None:
    first, second = edge.create(ada), edge.create(ada, title="Again")
    edge.create(bob)
    listed = edge.browser().get("/api/v1/exercises", headers=bearer(ada)).json["exercises"]
    assert {each["id"] for each in listed} == {first["exercise"]["id"], second["exercise"]["id"]}
    (again,) = (each for each in listed if each["title"] == "Again")
    assert again == {
        "id": second["exercise"]["id"],
        "title": "Again",
        "code": second["exercise"]["code"],
        "scenario": "kitchen-sink",
        "status": "draft",
        "created_at": "2027-01-15T08:00:00.000Z",
    }
    assert code_of(edge.browser().get("/api/v1/exercises")) == "unauthenticated"


# Creating


def test_creating_answers_with_the_creators_seat(edge: Edge, ada: str) -> None:
    made = edge.create(ada, title="Tuesday")
    assert set(made) == {"exercise", "seat"}
    assert set(made["seat"]) == {"id", "token"}
    exercise = made["exercise"]
    assert set(exercise) == {"id", "code", "title", "status", "join_url"}
    assert (exercise["title"], exercise["status"]) == ("Tuesday", "draft")
    assert exercise["join_url"].startswith(f"{PUBLIC}/j/")
    path = f"/api/v1/exercises/{exercise['id']}/documents"
    you = edge.browser().get(path, headers=bearer(made["seat"]["token"])).json["you"]
    assert you["kind"] == "facilitator"


def test_parallel_tables_are_named_at_creation(tmp_path: Path) -> None:
    with running(tmp_path, injects=None) as edge:
        token = edge.user("Ada")
        made = edge.lobby(token, scenario="oversold-night", teams=["North", "South"])
        info = edge.browser().get(f"/api/v1/join/{made['exercise']['code']}").json
        assert [team["name"] for team in info["teams"]] == ["North", "South"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "scenario"),
        ({"scenario": 7}, "scenario"),
        ({"scenario": "kitchen-sink", "title": ""}, "title"),
        ({"scenario": "kitchen-sink", "title": "x" * 500}, "title"),
        ({"scenario": "kitchen-sink", "title": "\x00"}, "title"),
        ({"scenario": "kitchen-sink", "teams": ["A"]}, "teams"),
        ({"scenario": "kitchen-sink", "teams": []}, "teams"),
        ({"scenario": "kitchen-sink", "teams": ["t"] * 9}, "teams"),
        ({"scenario": "kitchen-sink", "teams": "A"}, "teams"),
        ({"scenario": "kitchen-sink", "answers_while_paused": "yes"}, "answers_while_paused"),
        ({"scenario": "kitchen-sink", "owner": "user-Bob"}, "owner"),
        ({"scenario": "kitchen-sink", "is_admin": True}, "is_admin"),
        ([], "body"),
        ("text", "body"),
    ],
)
def test_a44_creating_takes_what_it_knows_and_nothing_else(
    edge: Edge, ada: str, body: Any, field: str
) -> None:
    before = edge.tables()
    answer = edge.browser().post("/api/v1/exercises", json=body, headers=bearer(ada))
    assert code_of(answer) == "invalid"
    assert any(path.startswith(field) for path in answer.json["error"]["fields"])
    assert edge.tables() == before


def test_a_draft_is_used_only_when_that_is_meant(tmp_path: Path) -> None:
    with running(tmp_path, injects=None) as edge:
        token, before = edge.user("Ada"), edge.tables()["exercise"]
        for body in ({}, {"draft": False}, {"draft": "yes"}):
            asked = {"scenario": "the-restructure", **body}
            answer = edge.browser().post("/api/v1/exercises", json=asked, headers=bearer(token))
            assert code_of(answer) == "invalid"
            assert list(answer.json["error"]["fields"]) == ["draft"]
        assert edge.tables()["exercise"] == before
        assert edge.create(token, scenario="the-restructure", draft=True)["exercise"]["id"]
        assert edge.create(token, scenario="oversold-night", draft=True)["exercise"]["id"]


def test_creating_from_an_unknown_scenario_and_by_a_stranger(edge: Edge, ada: str) -> None:
    body = {"scenario": "no-such"}
    answer = edge.browser().post("/api/v1/exercises", json=body, headers=bearer(ada))
    assert code_of(answer) == "not_found"
    assert code_of(edge.browser().post("/api/v1/exercises", json=body)) == "unauthenticated"
    # A seat's token is no user's.
    seat = edge.create(ada)["seat"]["token"]
    answer = edge.browser().post("/api/v1/exercises", json=body, headers=bearer(seat))
    assert code_of(answer) == "unauthenticated"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"scenario": NaN}',
        b'{"scenario": 1e400}',
        b"[" * 10_000,
        b'{"scenario": ' + b"[" * 30 + b"]" * 30 + b"}",
        b'{"scenario": "kitchen-sink", "title": "\\ud800"}',
        b"\xff\xfe",
    ],
)
def test_a25_a_body_that_is_no_honest_json_is_invalid(edge: Edge, ada: str, body: bytes) -> None:
    answer = edge.browser().post(
        "/api/v1/exercises", data=body, content_type="application/json", headers=bearer(ada)
    )
    assert code_of(answer) == "invalid"


def test_an_answer_does_not_repeat_all_that_it_was_sent(edge: Edge, ada: str) -> None:
    names = {f"{number}{'x' * 1_000}": "\x00" for number in range(100)}
    for body in ({"scenario": "kitchen-sink", **dict.fromkeys(names, 1)}, names):
        answer = edge.browser().post("/api/v1/exercises", json=body, headers=bearer(ada))
        assert code_of(answer) == "invalid"
        assert len(answer.data) < 10_000


def test_a_body_must_say_that_it_is_json(edge: Edge, ada: str) -> None:
    answer = edge.browser().post(
        "/api/v1/exercises", data='{"scenario": "kitchen-sink"}', headers=bearer(ada)
    )
    assert code_of(answer) == "invalid"


def test_a_body_that_is_too_large_is_not_read(edge: Edge) -> None:
    body = b'{"code": "' + b"x" * 300_000 + b'"}'
    answer = edge.browser().post("/api/v1/join", data=body, content_type="application/json")
    assert code_of(answer) == "too_large"


# Joining


def test_join_shows_the_teams_by_code_and_by_token(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    edge.join(made["code"], "Mia", team="kitchen", role="chef")
    typed = f"{made['code'][:4].lower()}-{made['code'][4:]}"
    info = edge.browser().get(f"/api/v1/join/{typed}").json
    assert info == edge.browser().get(f"/api/v1/join/{made['join_url'].rpartition('/')[2]}").json
    assert info["exercise"] == {
        "id": made["id"],
        "title": "Kitchen Sink",
        "status": "lobby",
        "joins_locked": False,
        "content_note": "A small fire. Nobody is hurt.",
        "mode": "functional",
    }
    assert info["teams"][0]["roles"][0] == {"id": "chef", "name": "Chef", "held_by": ["Mia"]}
    assert code_of(edge.browser().get("/api/v1/join/NOSUCHCO")) == "unknown_code"


def test_joining_gives_a_seat_its_token_and_a_cookie(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    browser = edge.browser()
    answer = browser.post(
        "/api/v1/join", json={"code": made["code"], "name": " Mia ", "consent": ["analysis"]}
    )
    assert answer.status_code == 201
    assert answer.json["exercise"] == {
        "id": made["id"],
        "title": "Kitchen Sink",
        "status": "lobby",
    }
    seat = answer.json["seat"]
    assert (seat["name"], seat["team"], seat["role"]) == ("Mia", "kitchen", "chef")
    cookie = browser.get_cookie(f"seat-{made['id']}")
    assert cookie is not None
    assert cookie.value == seat["token"]
    assert (cookie.http_only, cookie.same_site, cookie.secure) == (True, "Lax", False)
    assert cookie.max_age == 30 * 24 * 60 * 60
    you = browser.get(f"/api/v1/exercises/{made['id']}/documents").json["you"]
    assert you["seat"] == seat["id"]


def test_cookies_are_locked_to_the_host_under_tls(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    answer = edge.browser().post(
        "/api/v1/join", json={"code": made["code"], "name": "Mia"}, base_url="https://localhost"
    )
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith(f"__Host-seat-{made['id']}=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"code": "NOSUCHCO", "name": "Mia"}, "unknown_code"),
        ({"name": "Mia"}, "invalid"),
        ({"code": "CODE"}, "invalid"),
        ({"code": "CODE", "name": ""}, "bad_name"),
        ({"code": "CODE", "name": "\u202e"}, "bad_name"),
        ({"code": "CODE", "name": "x" * 200}, "bad_name"),
        ({"code": "CODE", "name": "Taken"}, "bad_name"),
        ({"code": "CODE", "name": "Mia", "team": "nowhere"}, "not_found"),
        ({"code": "CODE", "name": "Mia", "team": "kitchen", "role": "host"}, "invalid"),
        ({"code": "CODE", "name": "Mia", "kind": "facilitator"}, "invalid"),
        ({"code": "CODE", "name": "Mia", "watching": "no"}, "invalid"),
        ({"code": "CODE", "name": "Mia", "consent": "all"}, "invalid"),
    ],
)
def test_joining_refuses_with_a_reason(edge: Edge, ada: str, body: Any, code: str) -> None:
    made = edge.lobby(ada)["exercise"]
    edge.join(made["code"], "Taken")
    if body.get("code") == "CODE":
        body = {**body, "code": made["code"]}
    assert code_of(edge.browser().post("/api/v1/join", json=body)) == code


def test_joining_a_locked_a_full_and_a_closed_exercise(tmp_path: Path) -> None:
    with running(tmp_path, max_seats=1) as edge:
        token = edge.user("Ada")
        made = edge.lobby(token)["exercise"]
        body = {"code": made["code"], "name": "Late"}
        edge.join(made["code"], "Mia")
        assert code_of(edge.browser().post("/api/v1/join", json=body)) == "full"
        edge.say(made["id"], token, "exercise.lock_joins")
        assert code_of(edge.browser().post("/api/v1/join", json=body)) == "joins_locked"
        for name in ("clock.start", "exercise.end", "exercise.close"):
            assert edge.say(made["id"], token, name).json["ok"]
        assert code_of(edge.browser().post("/api/v1/join", json=body)) == "closed"


# Seats


def test_a_facilitator_adds_seats(edge: Edge, ada: str) -> None:
    made = edge.create(ada)
    path = f"/api/v1/exercises/{made['exercise']['id']}/seats"
    body = {"kind": "evaluator", "name": "Eve"}
    answer = edge.browser().post(path, json=body, headers=bearer(ada))
    assert answer.status_code == 201
    assert answer.json["seat"]["kind"] == "evaluator"
    assert set(answer.json["seat"]) == {"id", "kind", "token", "invite_url"}
    eve = bearer(answer.json["seat"]["token"])
    assert code_of(edge.browser().post(path, json=body, headers=eve)) == "forbidden"
    assert code_of(edge.browser().post(path, json=body)) == "unauthenticated"
    for bad in ({"kind": "participant", "name": "P"}, {"kind": "display"}, {**body, "user": "u"}):
        answer = edge.browser().post(path, json=bad, headers=bearer(ada))
        assert code_of(answer) == "invalid"


def test_an_owner_who_also_takes_part_in_the_same_browser_adds_seats(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    browser = edge.signed_in("Ada")
    joined = browser.post("/api/v1/join", json={"code": made["code"], "name": "Ada"}, headers=SAME)
    assert joined.status_code == 201
    path = f"/api/v1/exercises/{made['id']}/seats"
    added = browser.post(path, json={"kind": "evaluator", "name": "Eve"}, headers=SAME)
    assert added.status_code == 201


# Commands


def test_a_command_is_answered_as_on_the_socket_and_acts_once(edge: Edge, ada: str) -> None:
    exercise = edge.create(ada)["exercise"]["id"]
    path = f"/api/v1/exercises/{exercise}/commands"
    command = {"id": "0f9c1f4e-open", "name": "exercise.open", "data": {}}
    first = edge.browser().post(path, json=command, headers=bearer(ada))
    assert first.status_code == 200
    assert first.json == {"ok": True, "seq": 2, "head": 2}
    again = edge.browser().post(path, json=command, headers=bearer(ada))
    assert again.json == {**first.json, "repeated": True}
    other = {**command, "name": "exercise.end"}
    answer = edge.browser().post(path, json=other, headers=bearer(ada))
    assert code_of(answer) == "conflict"
    assert answer.json["ok"] is False


@pytest.mark.parametrize(
    "command",
    [
        {},
        [],
        "exercise.open",
        {"id": "12345678"},
        {"id": "short", "name": "exercise.open"},
        {"id": "12345678", "name": 5},
        {"id": "12345678", "name": "no.such"},
        {"id": "12345678", "name": "exercise.open", "data": []},
        {"id": "12345678", "name": "exercise.open", "data": {"by": "system"}},
        {"id": "12345678", "name": "exercise.open", "seat": "another"},
        {"id": "12345678", "name": "clock.rate", "data": {"rate": "fast"}},
    ],
)
def test_a_command_of_another_form_is_invalid(edge: Edge, ada: str, command: Any) -> None:
    exercise = edge.create(ada)["exercise"]["id"]
    before = edge.tables()
    path = f"/api/v1/exercises/{exercise}/commands"
    answer = edge.browser().post(path, json=command, headers=bearer(ada))
    assert code_of(answer) == "invalid"
    assert edge.tables() == before


def test_a10_only_those_who_may_say_it(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    seats = [edge.join(made["code"], "Mia")["seat"]["token"]]
    for kind in ("evaluator", "actor", "display"):
        body = {"kind": kind, "name": kind}
        path = f"/api/v1/exercises/{made['id']}/seats"
        added = edge.browser().post(path, json=body, headers=bearer(ada))
        seats.append(added.json["seat"]["token"])
    for token in seats:
        assert code_of(edge.say(made["id"], token, "clock.start")) == "forbidden"
    assert code_of(edge.say(made["id"], seats[0], "seat.join", seat="x", kind="participant")) in {
        "forbidden",
        "invalid",
    }


def test_a03_another_exercises_ids_are_not_found(edge: Edge, ada: str) -> None:
    mine, other = edge.lobby(ada)["exercise"], edge.lobby(ada)["exercise"]
    stranger = edge.join(other["code"], "Mia")["seat"]
    inject = "other-exercises-inject"
    say = [
        ("seat.remove", {"seat": stranger["id"]}),
        ("seat.move", {"seat": stranger["id"], "team": "hall"}),
        ("message.send", {"text": "Hi", "seat": stranger["id"]}),
        ("message.send", {"text": "Hi", "team": "t1"}),
        ("inject.hold", {"inject": inject}),
        ("note.add", {"text": "Hm", "inject": inject}),
    ]
    for name, data in say:
        assert code_of(edge.say(mine["id"], ada, name, **data)) == "not_found", name
    # And the stranger's token opens nothing here.
    assert code_of(edge.say(mine["id"], stranger["token"], "pause.request")) == "not_found"


def test_a12_another_facilitator_finds_nothing(edge: Edge, ada: str, bob: str) -> None:
    made = edge.lobby(ada)
    exercise, browser = made["exercise"]["id"], edge.browser()
    edge.create(bob)
    for rule in edge.tabletop.flask.url_map.iter_rules():
        if "exercise_id" not in rule.arguments:
            continue
        values = dict.fromkeys(rule.arguments, "x") | {"exercise_id": exercise}
        if "suffix" in values:
            values["suffix"] = "json"
        if "file" in values:
            values["file"] = "plan.png"
        with edge.tabletop.flask.test_request_context():
            path = edge.tabletop.flask.url_for(rule.endpoint, **values)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            answer = browser.open(
                path, method=method, json={} if method == "POST" else None, headers=bearer(bob)
            )
            expected = 302 if rule.endpoint in {"pages.play", "pages.display"} else 404
            assert answer.status_code == expected, (method, path)
            assert made["exercise"]["title"] not in answer.text


# Documents


def test_documents_since_and_at(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    mia = edge.join(made["code"], "Mia")["seat"]
    path = f"/api/v1/exercises/{made['id']}/documents"
    fresh = edge.browser().get(path, headers=bearer(mia["token"])).json
    assert set(fresh) == {"exercise", "head", "now_at", "reset", "you", "documents"}
    assert fresh["you"] == {
        "seat": mia["id"],
        "kind": "participant",
        "team": "kitchen",
        "role": "chef",
    }
    since = edge.browser().get(f"{path}?since={fresh['head']}", headers=bearer(mia["token"])).json
    assert (since["documents"], since["reset"]) == ([], False)

    before = edge.browser().get(f"{path}?at=1", headers=bearer(ada)).json
    (exercise,) = (each for each in before["documents"] if each["type"] == "exercise")
    assert (before["head"], exercise["status"]) == (1, "draft")
    seen = edge.browser().get(f"{path}?at={fresh['head']}&as=kitchen", headers=bearer(ada)).json
    assert {each["type"] for each in seen["documents"]} >= {"exercise", "team", "seat"}


@pytest.mark.parametrize(
    "since", ["-1", "abc", "NaN", "1e3", "1.5", "", "99999999999999999999", "9007199254740993"]
)
def test_a14_a_since_that_is_no_head_is_invalid(edge: Edge, ada: str, since: str) -> None:
    exercise = edge.create(ada)["exercise"]["id"]
    path = f"/api/v1/exercises/{exercise}/documents"
    for name in ("since", "at"):
        answer = edge.browser().get(path, query_string={name: since}, headers=bearer(ada))
        assert code_of(answer) == "invalid", name


@pytest.mark.parametrize("query", ["since=1&since=abc", "since=1&since=1", "as=a&as=b&at=1"])
def test_what_is_asked_twice_is_asked_in_vain(edge: Edge, ada: str, query: str) -> None:
    exercise = edge.create(ada)["exercise"]["id"]
    path = f"/api/v1/exercises/{exercise}/documents?{query}"
    answer = edge.browser().get(path, headers=bearer(ada))
    assert code_of(answer) == "invalid"
    assert answer.json["error"]["fields"] == {query.partition("=")[0]: ["May be given once."]}


def test_since_and_at_do_not_go_together(edge: Edge, ada: str) -> None:
    exercise = edge.create(ada)["exercise"]["id"]
    path = f"/api/v1/exercises/{exercise}/documents?since=0&at=1"
    assert code_of(edge.browser().get(path, headers=bearer(ada))) == "invalid"


def test_a11_another_audiences_documents_are_not_found(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    mia = bearer(edge.join(made["code"], "Mia")["seat"]["token"])
    path = f"/api/v1/exercises/{made['id']}/documents"
    for query in ("?at=1", "?at=1&as=hall", "?as=hall", "?as=facilitator", "?as=display"):
        assert code_of(edge.browser().get(path + query, headers=mia)) == "not_found", query
    unknown = edge.browser().get(f"{path}?at=1&as=nobody", headers=bearer(ada))
    assert code_of(unknown) == "not_found"
    assert code_of(edge.browser().get(path)) == "unauthenticated"


def test_a_browser_with_several_seats_says_which(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    browser = edge.signed_in("Ada")
    browser.post("/api/v1/join", json={"code": made["code"], "name": "Mia"}, headers=SAME)
    path = f"/api/v1/exercises/{made['id']}"
    kinds = {
        query: browser.get(f"{path}/documents{query}").json["you"]["kind"]
        for query in ("", "?as=participant", "?as=facilitator")
    }
    assert kinds == {
        "": "participant",
        "?as=participant": "participant",
        "?as=facilitator": "facilitator",
    }
    # A command goes to the seat that may say it.
    for number, name in enumerate(("pause.request", "clock.start", "pause.request")):
        command = {"id": f"several-{number}", "name": name}
        answer = browser.post(f"{path}/commands", json=command, headers=SAME)
        assert answer.json["ok"] or name == "pause.request", answer.json


def test_a_browser_that_sits_elsewhere_by_now_says_nothing_for_the_new_seat(edge: Edge) -> None:
    made = edge.lobby(edge.user("Ada"))
    browser = edge.browser()
    join = {"code": made["exercise"]["code"]}
    old = browser.post("/api/v1/join", json={**join, "name": "Jonas"}).json["seat"]["id"]
    new = browser.post("/api/v1/join", json={**join, "name": "Mina"}).json["seat"]["id"]
    path = f"/api/v1/exercises/{made['exercise']['id']}/commands?as=participant"
    command = {"id": "rename-0001", "name": "seat.rename", "data": {"name": "Jo"}}
    refused = browser.post(f"{path}&seat={old}", json=command)
    assert (refused.status_code, refused.json["error"]["code"]) == (401, "unauthenticated")
    assert browser.post(f"{path}&seat={new}", json=command).status_code == 200


def test_a_removed_seat_is_nobody(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    mia = edge.join(made["code"], "Mia")["seat"]
    assert edge.say(made["id"], ada, "seat.remove", seat=mia["id"]).json["ok"]
    path = f"/api/v1/exercises/{made['id']}/documents"
    answer = edge.browser().get(path, headers=bearer(mia["token"]))
    assert code_of(answer) == "unauthenticated"
    assert code_of(edge.say(made["id"], mia["token"], "pause.request")) == "unauthenticated"


# The QR code


def test_the_qr_code_is_a_picture_for_the_exercises_seats(edge: Edge, ada: str) -> None:
    exercise = edge.create(ada)["exercise"]["id"]
    path = f"/api/v1/exercises/{exercise}/qr.svg"
    answer = edge.browser().get(path, headers=bearer(ada))
    assert answer.mimetype == "image/svg+xml"
    assert b"<svg" in answer.data
    assert b"style=" not in answer.data
    assert code_of(edge.browser().get(path)) == "unauthenticated"


SAME = {"Origin": "http://localhost"}
