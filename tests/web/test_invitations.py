"""How those who sit at no table get in."""

from __future__ import annotations

from typing import Any

import pytest

from tests.edge import PUBLIC, Edge, bearer

SAME = {"Origin": "http://localhost"}


def added(edge: Edge, exercise: str, token: str, kind: str) -> Any:
    """A new seat, as the API answers."""
    path = f"/api/v1/exercises/{exercise}/seats"
    answer = edge.browser().post(path, json={"kind": kind, "name": "Eve"}, headers=bearer(token))
    assert answer.status_code == 201, answer.json
    return answer.json["seat"]


def address(seat: Any) -> str:
    """The invitation's path."""
    assert seat["invite_url"].startswith(f"{PUBLIC}/seat/")
    path: str = seat["invite_url"].removeprefix(PUBLIC)
    return path


@pytest.mark.parametrize("kind", ["facilitator", "evaluator"])
def test_an_invitation_leads_to_the_console_by_its_button(edge: Edge, ada: str, kind: str) -> None:
    made = edge.create(ada)["exercise"]
    link = address(added(edge, made["id"], ada, kind))
    browser = edge.browser()
    before = edge.tables()
    for _ in range(2):
        page = browser.get(link)
        assert made["title"] in page.text
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["Referrer-Policy"] == "same-origin"
    assert browser.get(f"/console/{made['id']}").status_code == 401

    accepted = browser.post(link, headers=SAME)
    assert (accepted.status_code, accepted.location) == (303, f"/console/{made['id']}")
    cookie = browser.get_cookie(f"control-{made['id']}")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site) == (True, "Lax")
    assert browser.get(accepted.location).status_code == 200
    you = browser.get(f"/api/v1/exercises/{made['id']}/documents?as=facilitator").json["you"]
    assert you["kind"] == kind
    assert edge.tables() == before


def test_it_works_on_another_device_too_and_ends_with_the_seat(edge: Edge, ada: str) -> None:
    made = edge.create(ada)["exercise"]
    seat = added(edge, made["id"], ada, "evaluator")
    desk, tablet = edge.browser(), edge.browser()
    for browser in (desk, tablet):
        browser.post(address(seat), headers=SAME)
        assert browser.get(f"/console/{made['id']}").status_code == 200
    assert edge.say(made["id"], ada, "seat.remove", seat=seat["id"]).json["ok"]
    for browser in (desk, tablet):
        assert browser.get(f"/console/{made['id']}").status_code == 401
        assert browser.get(address(seat)).status_code == 404


def test_a_display_is_invited_to_its_page_and_an_actor_to_none(edge: Edge, ada: str) -> None:
    made = edge.create(ada)["exercise"]
    browser = edge.browser()
    shown = browser.post(address(added(edge, made["id"], ada, "display")), headers=SAME)
    assert shown.location == f"/display/{made['id']}"
    assert browser.get(shown.location).status_code == 200
    actor = added(edge, made["id"], ada, "actor")
    assert actor["invite_url"] is None
    assert browser.get(f"/seat/{actor['token']}").status_code == 404


def test_what_is_no_invitation(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    mia = edge.join(made["code"], "Mia")["seat"]["token"]
    for token in ("nonsense", mia, ada):
        assert edge.browser().get(f"/seat/{token}").status_code == 404
        answer = edge.browser().post(f"/seat/{token}", headers=SAME)
        assert answer.status_code == 404
        assert "Ask for a new one" in answer.text
        assert not answer.headers.getlist("Set-Cookie")


def test_a_colleague_who_also_plays_or_owns_is_whoever_may(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    invitation = address(added(edge, made["id"], ada, "evaluator"))
    path = f"/api/v1/exercises/{made['id']}"
    player = edge.browser()
    player.post("/api/v1/join", json={"code": made["code"], "name": "Mia"}, headers=SAME)
    player.post(invitation, headers=SAME)
    owner = edge.signed_in("Ada")
    owner.post(invitation, headers=SAME)

    def kind(browser: Any, query: str) -> str:
        found: str = browser.get(f"{path}/documents{query}").json["you"]["kind"]
        return found

    assert kind(player, "") == "participant"
    assert kind(player, "?as=facilitator") == "evaluator"
    assert kind(owner, "?as=facilitator") == "facilitator"
    note = {"id": "a-note-of-mine", "name": "note.add", "data": {"text": "Calm"}}
    assert player.post(f"{path}/commands", json=note, headers=SAME).json["ok"]


def test_who_was_invited_is_not_sent_to_a_list_of_exercises(edge: Edge, ada: str) -> None:
    made = edge.create(ada)["exercise"]
    guest = edge.browser()
    guest.post(address(added(edge, made["id"], ada, "facilitator")), headers=SAME)
    assert "data-home" not in guest.get(f"/console/{made['id']}").text
    assert "data-home" in edge.signed_in("Ada").get(f"/console/{made['id']}").text
