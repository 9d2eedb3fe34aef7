"""The pages: who gets which, and that looking changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tabletop.domain.decide.people import MOST_DISPLAYS
from tests.edge import Edge, bearer, running
from tests.scenarios.good import GOOD

SAME = {"Origin": "http://localhost"}


def joined(edge: Edge, code: str) -> FlaskClient:
    """A phone that has taken a seat."""
    browser = edge.browser()
    body = {"code": code, "name": "Mia"}
    assert browser.post("/api/v1/join", json=body, headers=SAME).status_code == 201
    return browser


def test_home_and_check_are_for_everybody(edge: Edge) -> None:
    assert "Join an exercise" in edge.browser().get("/").text
    assert edge.browser().get("/check").status_code == 200


def test_a_code_leads_to_the_join_page(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    browser = edge.browser()
    typed = browser.get("/j", query_string={"code": f" {made['code'].lower()} "})
    assert typed.location == f"/j/{made['code'].lower()}"
    assert made["title"] in browser.get(typed.location).text
    assert browser.get("/j?code=").location == "/"


def test_a33_a_typed_code_leads_nowhere_else(edge: Edge) -> None:
    for code in ("//evil.example", "\\\\evil.example", "\t/evil", "http://evil.example"):
        location = edge.browser().get("/j", query_string={"code": code}).location
        assert location.startswith("/j/")
        assert "//" not in location


def test_an_unknown_code_is_a_friendly_home_page(edge: Edge) -> None:
    answer = edge.browser().get("/j/NOSUCHCO")
    assert answer.status_code == 404
    assert "No exercise has that code" in answer.text
    assert 'id="code"' in answer.text


def test_a_phone_that_has_a_seat_goes_straight_back_to_it(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    phone = joined(edge, made["code"])
    assert phone.get(f"/j/{made['code']}").location == f"/play/{made['id']}"
    assert made["title"] in phone.get(f"/play/{made['id']}").text


def test_the_play_page_needs_the_seat(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    assert edge.browser().get(f"/play/{made['id']}").location == "/"
    assert edge.browser().get("/play/nothing").location == "/"
    other = edge.lobby(ada)["exercise"]
    assert joined(edge, other["code"]).get(f"/play/{made['id']}").location == "/"


def test_a_sign_in_link_works_once_and_only_by_its_button(edge: Edge, ada: str) -> None:
    link = edge.users.issue("link", "user-Ada", "test", edge.now, 60_000)
    browser = edge.browser()
    for _ in range(3):
        assert "<form" in browser.get(f"/sign-in/{link}").text
    assert browser.get("/console").status_code == 401
    answer = browser.post(f"/sign-in/{link}", headers=SAME)
    assert (answer.status_code, answer.location) == (303, "/console")
    cookie = browser.get_cookie("session")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")
    assert browser.get("/console").status_code == 200

    again = edge.browser().post(f"/sign-in/{link}", headers=SAME)
    assert again.status_code == 404
    assert "used already or is too old" in again.text


def test_a32_a_session_is_new_at_each_sign_in_and_dead_after_sign_out(edge: Edge, ada: str) -> None:
    browser = edge.browser()
    browser.set_cookie("session", "planted-by-somebody")
    link = edge.users.issue("link", "user-Ada", "test", edge.now, 60_000)
    browser.post(f"/sign-in/{link}", headers=SAME)
    cookie = browser.get_cookie("session")
    assert cookie is not None
    assert cookie.value != "planted-by-somebody"

    answer = browser.post("/sign-out", headers=SAME)
    assert (answer.status_code, answer.location) == (303, "/")
    assert browser.get_cookie("session") is None
    browser.set_cookie("session", cookie.value)
    assert browser.get("/console").status_code == 401
    assert edge.browser().post("/sign-out").location == "/"


def test_a_session_ends_by_itself(edge: Edge, ada: str) -> None:
    browser = edge.signed_in("Ada")
    assert browser.get("/console").status_code == 200
    edge.now += 31 * 24 * 60 * 60 * 1000
    assert browser.get("/console").status_code == 401


def test_the_console_lists_and_makes_exercises(edge: Edge, ada: str) -> None:
    browser = edge.signed_in("Ada")
    assert "Kitchen Sink" in browser.get("/console").text
    form = {"scenario": "kitchen-sink", "title": "  Tuesday "}
    answer = browser.post("/console/exercises", data=form, headers=SAME)
    assert answer.status_code == 303
    page = browser.get(answer.location)
    assert page.status_code == 200
    assert "Tuesday" in page.text
    assert "Tuesday" in browser.get("/console").text


def test_a_form_that_does_not_fit_says_so_on_the_same_page(edge: Edge, ada: str) -> None:
    browser = edge.signed_in("Ada")
    for form in ({}, {"scenario": "no-such"}, {"scenario": "kitchen-sink", "teams": "A\nB"}):
        answer = browser.post("/console/exercises", data=form, headers=SAME)
        assert 400 <= answer.status_code < 500
        assert 'id="create"' in answer.text
        assert 'role="alert"' in answer.text
    assert "unauthenticated" not in edge.browser().post("/console/exercises", data={}).text


def test_a_draft_is_shown_with_what_is_missing_and_used_only_when_that_is_meant(
    tmp_path: Path,
) -> None:
    with running(tmp_path, injects=None) as edge:
        edge.user("Ada")
        browser = edge.signed_in("Ada")
        page = browser.get("/console").text
        assert "Show drafts (1)" in page
        assert "needs clinical review" in page
        assert "<details open>" not in page
        form = {"scenario": "the-restructure", "teams": "North"}
        refused = browser.post("/console/exercises", data=form, headers=SAME)
        assert refused.status_code == 400
        assert "This scenario is a draft" in refused.text
        assert "<details open>" in refused.text
        made = browser.post("/console/exercises", data={**form, "draft": "true"}, headers=SAME)
        assert made.status_code == 303


def test_a_scenario_that_is_put_there_is_there_when_the_page_is_loaded_again(
    tmp_path: Path,
) -> None:
    injects = tmp_path / "mine"
    injects.mkdir()
    with running(tmp_path, injects=injects) as edge:
        edge.user("Ada")
        browser = edge.signed_in("Ada")
        assert "Put one there and load this page again." in browser.get("/console").text
        (injects / "demo").mkdir()
        path = injects / "demo/scenario.yaml"
        path.write_text(GOOD.replace("30 min", "30"))
        page = browser.get("/console").text
        assert "demo is not offered: 1 error." in page
        path.write_text(GOOD)
        page = browser.get("/console").text
        assert 'value="demo"' in page
        assert "is not offered" not in page
        made = browser.post("/console/exercises", data={"scenario": "demo"}, headers=SAME)
        assert made.status_code == 303
        path.write_text("{")
        assert browser.get(made.location).status_code == 200


def test_a12_a_console_is_its_owners(edge: Edge, ada: str, bob: str) -> None:
    made = edge.create(ada)["exercise"]
    assert edge.signed_in("Ada").get(f"/console/{made['id']}").status_code == 200
    for path in (f"/console/{made['id']}", f"/debrief/{made['id']}", "/console/nothing"):
        assert edge.signed_in("Bob").get(path).status_code == 404
        assert edge.browser().get(path).status_code == 401


def test_a_display_needs_the_code_once(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    projector = edge.browser()
    assert 'name="code"' in projector.get("/display").text
    assert projector.get(f"/display/{made['id']}").location == "/display"
    answer = projector.post("/display", data={"code": made["code"]}, headers=SAME)
    assert (answer.status_code, answer.location) == (303, f"/display/{made['id']}")
    cookie = projector.get_cookie(f"display-{made['id']}")
    assert cookie is not None
    assert cookie.http_only
    assert projector.get(answer.location).status_code == 200

    seats = len(edge.tables()["seat"])
    projector.post("/display", data={"code": made["code"]}, headers=SAME)
    assert len(edge.tables()["seat"]) == seats, "the same browser got a second seat"


def test_a_display_with_a_wrong_code_is_told(edge: Edge) -> None:
    answer = edge.browser().post("/display", data={"code": "NOSUCHCO"})
    assert answer.status_code == 404
    assert "No exercise has that code" in answer.text


def test_displays_are_not_made_without_limit(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    assert edge.say(made["id"], ada, "exercise.lock_joins").json["ok"]
    form = {"code": made["code"]}
    for _ in range(MOST_DISPLAYS):
        assert edge.browser().post("/display", data=form).status_code == 303
    before = edge.tables()
    answer = edge.browser().post("/display", data=form)
    assert answer.status_code == 409
    assert "A facilitator can remove one" in answer.text
    assert 'name="code"' in answer.text
    assert edge.tables() == before


def test_a_closed_exercise_gets_no_more_displays(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    for name in ("clock.start", "exercise.end", "exercise.close"):
        assert edge.say(made["id"], ada, name).json["ok"]
    answer = edge.browser().post("/display", data={"code": made["code"]})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


def test_a35_text_in_a_page_cannot_end_a_script(edge: Edge, ada: str) -> None:
    title = "Fire </script><img src=x> {{ 7*7 }}"
    made = edge.lobby(ada, title=title)["exercise"]
    phone = joined(edge, made["code"])
    projector = edge.browser()
    projector.post("/display", data={"code": made["code"]})
    pages = [
        edge.browser().get(f"/j/{made['code']}").text,
        phone.get(f"/play/{made['id']}").text,
        projector.get(f"/display/{made['id']}").text,
        edge.signed_in("Ada").get(f"/console/{made['id']}").text,
        edge.signed_in("Ada").get("/console").text,
        edge.signed_in("Ada").get(f"/debrief/{made['id']}").text,
    ]
    for page in pages:
        assert "</script><img" not in page
        assert "<img src=x>" not in page
        assert "Fire 49" not in page


def test_a19_no_get_changes_anything(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    browser = edge.signed_in("Ada")
    body = {"code": made["code"], "name": "Mia"}
    browser.post("/api/v1/join", json=body, headers=SAME)
    browser.post("/display", data={"code": made["code"]}, headers=SAME)
    link = edge.users.issue("link", "user-Ada", "test", edge.now, 60_000)
    values = {
        "exercise_id": made["id"],
        "code": made["code"],
        "token": link,
        "suffix": "csv",
        "file": "plan.png",
        "filename": "icons.svg",
        "version": "0123456789abcdef",
        "name": "main",
    }
    before = edge.tables()
    seen = 0
    for rule in edge.tabletop.flask.url_map.iter_rules():
        if "GET" not in (rule.methods or set()):
            continue
        with edge.tabletop.flask.test_request_context():
            path = edge.tabletop.flask.url_for(
                rule.endpoint, **{name: values[name] for name in rule.arguments}
            )
        for method in ("GET", "HEAD"):
            assert browser.open(path, method=method, buffered=True).status_code < 500, path
        seen += 1
    assert seen >= 20
    assert edge.tables() == before


@pytest.mark.parametrize("path", ["/no/such/page", "/play", "/console/x/y", "/api/v1/none"])
def test_an_address_with_nothing_behind_it(edge: Edge, path: str) -> None:
    answer = edge.browser().get(path)
    assert answer.status_code == 404
    if path.startswith("/api/"):
        assert answer.json is not None
        assert answer.json["error"]["code"] == "not_found"
    else:
        assert "<h1>There is nothing at this address.</h1>" in answer.text


def test_a_wrong_method_says_which_is_right(edge: Edge) -> None:
    answer = edge.browser().post("/healthz", headers=bearer("x"))
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.json is not None
    assert answer.json["error"]["code"] == "invalid"
