"""Two people, one after the other, in one browser: neither speaks for the other."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.stage import Stage
from tests.server import RunningServer

TROUBLE = ["ERR_", "WebSocket", "401"]
QUEUE = "How tense is the queue?"


@pytest.fixture
def stage(server: RunningServer) -> Stage:
    return Stage.set_up(server)


def asked(stage: Stage, page: Page) -> None:
    """Jonas is in his seat, and asked to rate."""
    stage.seats(page)
    stage.facilitator.says("clock.start")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.releases("K-04")
    expect(page.get_by_text(QUEUE)).to_be_visible()


def pick(page: Page, value: str) -> None:
    page.get_by_role("group", name=QUEUE).get_by_text(value, exact=True).click()


def sits_down_anew(stage: Stage, page: Page, name: str) -> str:
    """Whoever has this browser now is in another seat of the same exercise."""
    body = {"code": stage.code, "name": name, "team": "kitchen"}
    joined = page.request.post(f"{stage.server.url}/api/v1/join", data=body).json()
    seat: str = joined["seat"]["id"]
    return seat


def without_sockets(page: Page) -> None:
    page.route_web_socket(re.compile("/socket.io/"), lambda line: line.close())
    page.route("**/socket.io/**", lambda route: route.abort())


@pytest.mark.parametrize("socket", [True, False], ids=["socket", "http"])
def test_the_next_person_neither_sends_nor_sees_what_was_left(
    stage: Stage, new_page: NewPage, socket: bool
) -> None:
    page = new_page(expected=TROUBLE)
    asked(stage, page)
    page.context.set_offline(True)
    pick(page, "4")
    page.get_by_role("button", name="Send 4").click()
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    mina = sits_down_anew(stage, page, "Mina")
    if not socket:
        without_sockets(page)
    page.goto(f"{stage.server.url}/play/{stage.exercise}")
    expect(page.get_by_role("button", name="Pick a number")).to_be_visible()
    pick(page, "2")
    page.get_by_role("button", name="Send 2").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    given = stage.facilitator.sees("answer", inject="K-04")
    assert [(each["seat"], each["answer"]) for each in given] == [(mina, {"value": 2})]


def test_a_page_left_open_does_not_speak_for_whom_the_browser_is_now(
    stage: Stage, new_page: NewPage
) -> None:
    page = new_page(expected=TROUBLE)
    asked(stage, page)
    pick(page, "4")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send 4").click()
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    page.context.set_offline(False)
    without_sockets(page)
    page.context.set_offline(True)
    expect(page.get_by_text("Offline", exact=True)).to_be_visible()
    page.context.set_offline(False)
    sits_down_anew(stage, page, "Mina")
    expect(page.get_by_role("button", name="Pick a number")).to_be_visible()
    page.get_by_text("You and this phone").click()
    expect(page.get_by_label("Your name")).to_have_value("Mina")
    assert stage.facilitator.sees("answer", inject="K-04") == []
