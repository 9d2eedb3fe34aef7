"""From the code to the seat."""

from __future__ import annotations

import re
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.stage import Stage
from tests.server import RunningServer


@pytest.fixture
def stage(server: RunningServer) -> Stage:
    return Stage.set_up(server)


def test_the_typed_code_leads_to_the_seat(stage: Stage, page: Page) -> None:
    page.goto(stage.server.url)
    page.get_by_label("Code").fill(f" {stage.code[:4].lower()}-{stage.code[4:].lower()} ")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("A small fire. Nobody is hurt.")).to_be_visible()
    page.get_by_label("Your first name").fill("Jonas")
    page.get_by_label("Your first name").press("Enter")
    expect(page.get_by_role("heading", name="Where do you sit, Jonas?")).to_be_focused()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="You are in, Jonas")).to_be_visible()
    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile(f"/play/{stage.exercise}$"))
    (seat,) = stage.facilitator.sees("seat", name="Jonas")
    assert (seat["team"], seat["role"], seat["consent"]) == ("kitchen", "chef", [])


def test_a_wrong_code_is_said_in_place(server: RunningServer, new_page: NewPage) -> None:
    page = new_page(expected=["404"])
    page.goto(server.url)
    page.get_by_label("Code").fill("WRONGONE")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("No exercise has that code")
    expect(page.get_by_label("Code")).to_be_focused()
    page.get_by_label("Code").press("A")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_wrong_link_asks_for_the_code(server: RunningServer, new_page: NewPage) -> None:
    page = new_page(expected=["404"])
    page.goto(f"{server.url}/j/WRONGONE")
    expect(page.get_by_role("alert")).to_contain_text("No exercise has that code")
    expect(page.get_by_label("Code")).to_have_value("WRONGONE")


def test_team_role_and_consent_are_the_persons_own(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.server.url}/j/{stage.code}")
    page.get_by_label("Your first name").fill("Jonas")
    page.get_by_label("My words may be quoted").check()
    page.get_by_role("button", name="Continue").click()
    page.locator("label.pick", has_text="Dining hall").click()
    page.locator("label.pick", has_text="Waiter").click()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="You are in, Jonas")).to_be_visible()
    (seat,) = stage.facilitator.sees("seat", name="Jonas")
    assert (seat["team"], seat["role"], seat["consent"]) == ("hall", "waiter", ["quotes"])


def test_a_taken_role_says_who_sits_there_and_can_be_shared(stage: Stage, page: Page) -> None:
    stage.joins("Mina", team="kitchen", role="chef")
    stage.joins("Priya", team="hall")
    page.goto(f"{stage.server.url}/j/{stage.code}")
    page.get_by_label("Your first name").fill("Jonas")
    page.get_by_role("button", name="Continue").click()
    chef = page.locator("label.pick", has_text="Chef")
    expect(chef).to_contain_text("Mina sits here")
    chef.click()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="You are in, Jonas")).to_be_visible()
    assert len(stage.facilitator.sees("seat", team="kitchen", role="chef")) == 2


def test_a_name_that_is_taken_leads_back_to_the_name(stage: Stage, new_page: NewPage) -> None:
    page = new_page(expected=["400"])
    stage.joins("Jonas")
    page.goto(f"{stage.server.url}/j/{stage.code}")
    page.get_by_label("Your first name").fill("Jonas")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    name = page.get_by_label("Your first name")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    name.fill("Jonas B")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="You are in, Jonas B")).to_be_visible()


def test_joining_while_it_is_locked_says_so(stage: Stage, new_page: NewPage) -> None:
    page = new_page(expected=["403"])
    page.goto(f"{stage.server.url}/j/{stage.code}")
    page.get_by_label("Your first name").fill("Jonas")
    page.get_by_role("button", name="Continue").click()
    stage.facilitator.says("exercise.lock_joins")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Joining is closed")
    expect(page.get_by_role("alert")).to_be_focused()
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("Joining is closed")
    stage.facilitator.says("exercise.lock_joins", locked=False)
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="You are in, Jonas")).to_be_visible()


def test_a_join_whose_answer_gets_lost_is_repeated_and_makes_one_seat(
    stage: Stage, new_page: NewPage
) -> None:
    page = new_page(expected=["ERR_FAILED"])
    asked: list[Any] = []

    def lose_the_first_answer(route: Route) -> None:
        asked.append(route.request.post_data_json)
        if len(asked) == 1:
            assert requests.post(route.request.url, json=asked[0], timeout=10).status_code == 201
            route.abort()
        else:
            route.continue_()

    page.route("**/api/v1/join", lose_the_first_answer)
    stage.seats(page)
    assert len(asked) == 2
    assert asked[0] == asked[1]
    (seat,) = stage.facilitator.sees("seat", kind="participant")
    assert seat["name"] == "Jonas"


def test_a_double_tap_makes_one_seat(stage: Stage, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda each: asked.append(each.url) if each.method == "POST" else None)
    page.goto(f"{stage.server.url}/j/{stage.code}")
    page.get_by_label("Your first name").fill("Jonas")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Join", exact=True).dblclick()
    expect(page.get_by_role("heading", name="You are in, Jonas")).to_be_visible()
    assert sum(url.endswith("/api/v1/join") for url in asked) == 1
    assert len(stage.facilitator.sees("seat", kind="participant")) == 1


def test_offline_it_says_so_and_loses_nothing_that_was_typed(
    stage: Stage, new_page: NewPage
) -> None:
    page = new_page(expected=["ERR_INTERNET_DISCONNECTED"])
    page.goto(f"{stage.server.url}/j/{stage.code}")
    page.get_by_label("Your first name").fill("Jonas")
    page.get_by_label("My words may be quoted").check()
    page.get_by_role("button", name="Continue").click()
    page.locator("label.pick", has_text="Dining hall").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("This phone is offline.")
    expect(page.get_by_role("alert")).to_be_focused()
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Your first name")).to_have_value("Jonas")
    expect(page.get_by_label("My words may be quoted")).to_be_checked()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name="You are in, Jonas")).to_be_visible()
    (seat,) = stage.facilitator.sees("seat", name="Jonas")
    assert (seat["team"], seat["consent"]) == ("hall", ["quotes"])
    assert page.evaluate("Object.keys(sessionStorage).filter(key => key.includes('/join/'))") == []


def test_the_note_and_what_may_be_done_with_answers_stand_on_one_screen(
    stage: Stage, page: Page
) -> None:
    page.goto(f"{stage.server.url}/j/{stage.code}")
    before = page.get_by_role("region", name="Before you join")
    expect(before).to_contain_text("A small fire. Nobody is hurt.")
    expect(before).to_contain_text("You can just watch, or stop, at any time.")
    expect(before.get_by_role("checkbox")).to_have_count(2)
    page.get_by_label("Your first name").fill("   ")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Type a name")
    expect(page.get_by_label("Your first name")).to_be_focused()


def test_whoever_only_watches_is_told_what_that_means(stage: Stage, page: Page) -> None:
    page.goto(f"{stage.server.url}/j/{stage.code}")
    page.get_by_label("Your first name").fill("Jonas")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Only watch").click()
    expect(page.get_by_text("You only watch.")).to_be_visible()
    (seat,) = stage.facilitator.sees("seat", name="Jonas")
    assert seat["watching"]


def test_the_same_link_leads_back_to_the_same_seat(stage: Stage, page: Page) -> None:
    stage.seats(page)
    page.goto(f"{stage.server.url}/j/{stage.code}")
    expect(page.get_by_role("heading", name="You are in, Jonas")).to_be_visible()
    assert len(stage.facilitator.sees("seat", kind="participant")) == 1


def test_the_check_page_tests_server_line_storage_screen_and_sound(
    server: RunningServer, page: Page
) -> None:
    page.goto(f"{server.url}/check")
    expect(page.get_by_label("Fine")).to_have_count(4)
    page.get_by_role("button", name="Try the sound").click()
    expect(page.get_by_label("Fine")).to_have_count(5)


def test_a_button_that_does_nothing_now_can_be_read_under_the_finger(
    stage: Stage, page: Page
) -> None:
    page.goto(f"{stage.server.url}/j/{stage.code}")
    page.get_by_label("Your first name").fill("Jonas")
    page.get_by_role("button", name="Continue").click()
    page.route("**/api/v1/join", lambda _: None)
    page.get_by_role("button", name="Join", exact=True).click()
    joining = page.get_by_role("button", name="Joining…")
    back = page.get_by_text("EXERCISE", exact=True)
    grounds = "each => getComputedStyle(each).backgroundColor"
    expect(joining).to_have_css("background-color", back.evaluate(grounds))
