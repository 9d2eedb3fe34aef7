"""Answering: each kind of ask, alone and as a team, and what it looks like afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.stage import Stage
from tests.server import RunningServer


@pytest.fixture
def stage(server: RunningServer) -> Stage:
    return Stage.set_up(server)


def started(stage: Stage, page: Page, team: str = "Kitchen", role: str = "") -> Stage:
    """In the seat, the exercise begun, its first inject acknowledged."""
    stage.seats(page, team=team, role=role)
    stage.facilitator.says("clock.start")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    return stage


def choose(page: Page) -> None:
    page.get_by_text("Stay with me").click()


def rate(page: Page) -> None:
    page.get_by_role("group", name="How tense").get_by_text("7", exact=True).click()


def write(page: Page) -> None:
    page.get_by_label("Whom do you tell").fill("Chef: two minutes.")


def count(page: Page) -> None:
    amount = page.get_by_label("People in the hall")
    amount.press_sequentially("117")
    expect(page.get_by_role("button", name="In steps of 5")).to_be_visible()
    amount.fill("")
    amount.press_sequentially("115,0")
    expect(amount).to_have_value("115,0")


class Own(NamedTuple):
    """An answer to `inject`: made by `act`, sent by `button`, looked back at as `words`."""

    inject: str
    act: Callable[[Page], None]
    button: str
    answer: dict[str, Any]
    words: str


OWN = [
    Own("K-10", choose, "Send A", {"option": "stay"}, "You said A"),
    Own("K-04", rate, "Send 7", {"value": 7}, "You said 7"),
    Own("K-05", write, "Send", {"text": "Chef: two minutes."}, "You said “Chef: two minutes.”"),
    Own("K-07", count, "Send 115 people", {"value": 115}, "You said 115 people"),
]


@pytest.mark.parametrize("own", OWN, ids=lambda own: own.inject)
def test_an_answer_of_ones_own(stage: Stage, page: Page, own: Own) -> None:
    started(stage, page, "Dining hall", "Host")
    stage.releases(own.inject)
    own.act(page)
    expect(page.get_by_text("Draft saved on this phone")).to_be_visible()
    page.get_by_role("button", name=own.button, exact=True).click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    (given,) = stage.facilitator.sees("answer", inject=own.inject)
    assert given["answer"] == own.answer
    stage.facilitator.says("exercise.end")
    expect(page.get_by_role("listitem").filter(has_text=own.words)).to_contain_text("Delivered")


def test_an_answer_may_be_changed_until_the_close(stage: Stage, page: Page) -> None:
    started(stage, page)
    stage.releases("K-04")
    rate(page)
    page.get_by_role("button", name="Send 7").click()
    page.get_by_role("button", name="Change my answer").click()
    page.get_by_text("9", exact=True).click()
    page.get_by_role("button", name="Send 9").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    (given,) = stage.facilitator.sees("answer", inject="K-04")
    assert given["answer"] == {"value": 9}
    stage.facilitator.says("inject.close", inject="K-04")
    expect(page.get_by_role("button", name="Closed")).to_be_visible()
    expect(page.get_by_text("Delivered at")).to_be_visible()


def test_a_multi_says_how_many_and_is_locked_by_the_holder(stage: Stage, page: Page) -> None:
    started(stage, page, "Dining hall", "Host")
    stage.releases("K-03")
    expect(page.get_by_text("You hold the lock.")).to_be_visible()
    expect(page.get_by_role("button", name="Choose at least one")).to_be_visible()
    for words in ("Close the hatch", "Open the doors", "Turn the music"):
        page.get_by_text(words).click()
    expect(page.get_by_role("button", name="Choose 2 at most")).to_be_visible()
    page.get_by_text("Turn the music").click()
    page.get_by_label("Why?").fill("Air first.")
    page.get_by_text("75%").click()
    page.get_by_role("button", name="Lock A and B for Dining hall").click()
    expect(page.get_by_text("You locked it at")).to_be_visible()
    (decision,) = stage.facilitator.sees("decision", inject="K-03")
    assert decision["answer"] == {"options": ["hatch", "doors"]}
    assert (decision["rationale"], decision["confidence"]) == ("Air first.", 75)
    answer = page.get_by_role("region", name="Dining hall’s answer")
    expect(answer).to_contain_text("Close the hatch")
    expect(answer).to_contain_text("Open the doors")


def test_an_order_is_made_with_buttons_alone(stage: Stage, page: Page) -> None:
    started(stage, page)
    stage.releases("K-06")
    page.get_by_label("Move C up").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Move C up")).to_be_focused()
    page.keyboard.press("Enter")
    # At the top "up" is no longer to be pressed; the focus stays with what was moved.
    expect(page.get_by_label("Move C down")).to_be_focused()
    expect(page.locator("#announcements")).to_contain_text("C is now number 1 of 3.")
    page.get_by_role("button", name="Lock C, A, B for Kitchen").click()
    expect(page.get_by_text("You locked it at")).to_be_visible()
    (decision,) = stage.facilitator.sees("decision", inject="K-06", team="kitchen")
    assert decision["answer"] == {"order": ["kitchen", "yard", "stairs"]}


def test_alone_first_then_together(stage: Stage, page: Page) -> None:
    started(stage, page, role="Chef")
    mina = stage.joins("Mina", team="kitchen", role="cook")
    stage.releases("K-02")
    mina.says("response.submit", inject="K-02", answer={"option": "wait"}, rationale="Not mine")
    expect(
        page.get_by_text("Alone first: you see them when everyone has proposed.")
    ).to_be_visible()
    expect(page.get_by_text("Not mine")).to_be_hidden()
    page.get_by_text("Lid on, gas off.").click()
    page.get_by_role("button", name="Propose B", exact=True).click()
    expect(page.get_by_text("Not mine")).to_be_visible()
    page.get_by_role("button", name="Lock B for Kitchen").click()
    expect(page.get_by_role("region", name="Kitchen’s answer")).to_contain_text("Lid on, gas off.")
    expect(page.get_by_text("Another view; it stays on record.")).to_be_visible()


def test_a_member_proposes_stands_behind_another_and_sees_the_lock(
    stage: Stage, page: Page, new_page: NewPage
) -> None:
    mina = new_page()
    stage.seats(mina, "Mina", "Dining hall", "Host")
    started(stage, page, "Dining hall", "Waiter")
    mina.get_by_role("button", name="I have read it").click()
    expect(mina.get_by_text("Delivered at")).to_be_visible()
    stage.releases("K-03")
    expect(page.get_by_text("Everyone proposes.")).to_contain_text(
        "Mina, Host, locks for Dining hall."
    )
    page.get_by_text("Turn the music").click()
    page.get_by_role("button", name="Propose C", exact=True).click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    mina.get_by_text("Close the hatch").click()
    mina.get_by_role("button", name="Propose A only").click()
    page.get_by_role("button", name="Stand behind it").click()
    expect(page.get_by_text("You stand behind it")).to_be_visible()
    (decision,) = stage.facilitator.sees("decision", inject="K-03")
    assert decision["votes"] == {stage.seat_of("Jonas"): stage.seat_of("Mina")}
    expect(mina.get_by_text("Jonas stands behind it")).to_be_visible()
    mina.get_by_role("button", name="Lock A for Dining hall").click()
    expect(page.get_by_text("Mina locked it at")).to_be_visible()
    expect(page.get_by_text("Your different view stays on record.")).to_have_count(0)
    (decision,) = stage.facilitator.sees("decision", inject="K-03")
    assert decision["dissent"] == []
    stage.facilitator.says("exercise.end")
    row = page.get_by_role("listitem").filter(has_text="Smoke")
    expect(row).to_contain_text("You proposed C. Dining hall locked A.")


def test_the_holder_takes_over_a_members_words(stage: Stage, page: Page) -> None:
    started(stage, page, role="Chef")
    mina = stage.joins("Mina", team="kitchen", role="cook")
    stage.releases("K-08")
    mina.says("response.submit", inject="K-08", answer={"text": "Everybody out, now!"})
    page.get_by_role("button", name="Use it").click()
    page.get_by_role("button", name="Lock this for Kitchen").click()
    expect(page.get_by_text("You locked it at")).to_be_visible()
    (decision,) = stage.facilitator.sees("decision", inject="K-08")
    assert decision["answer"] == {"text": "Everybody out, now!"}


def test_surveys_before_and_after_and_the_look_back(stage: Stage, page: Page) -> None:
    stage.seats(page)
    page.get_by_role("button", name="Answer 2 questions first").click()
    page.get_by_role("group", name="put out a burning pan").get_by_text("6", exact=True).click()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="You are in, Jonas")).to_be_visible()
    expect(page.get_by_role("button", name="questions first")).to_be_hidden()
    stage.facilitator.says("clock.start")
    expect(page.get_by_role("heading", name="Lunch")).to_be_visible()
    stage.facilitator.says("exercise.end")
    expect(page.get_by_role("listitem").filter(has_text="Lunch")).to_contain_text("Missed")
    care = page.get_by_role("region", name="If you need somebody")
    expect(care.first).to_contain_text("The green box by the door")
    page.get_by_role("button", name="Answer 2 last questions").click()
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Answer 2 last questions").click()
    page.get_by_label("In your own words").fill("Good.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Thank you.")).to_be_visible()
    assert [each["submitted"] for each in stage.facilitator.sees("survey")] == [1, 1, 1]


def test_pictures_sound_and_prose_arrive(stage: Stage, page: Page) -> None:
    started(stage, page, "Dining hall", "Host")
    plan = page.get_by_role("img", name="Plan of hall")
    expect(plan).to_be_visible()
    assert plan.evaluate("image => image.complete && image.naturalWidth > 0")
    expect(page.get_by_role("link", name="How to use an extinguisher")).to_be_visible()
    stage.releases("K-05")
    expect(page.get_by_text("Only for you")).to_be_visible()
    expect(page.locator("audio")).to_have_attribute("aria-label", "A short, quiet alarm tone.")


def test_a_second_tap_never_reaches_what_came_in_the_place_of_the_first(
    stage: Stage, page: Page
) -> None:
    started(stage, page, role="Chef")
    stage.releases("K-02")
    page.get_by_text("Lid on, gas off.").click()
    propose = page.get_by_role("button", name="Propose B", exact=True)
    place = propose.bounding_box()
    assert place is not None
    propose.click()
    lock = page.get_by_role("button", name="Lock B for Kitchen")
    expect(lock).to_be_visible()
    # As the finger does, which does not look whether the button may be pressed.
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + 10)
    expect(lock).to_be_enabled()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    (decision,) = stage.facilitator.sees("decision", inject="K-02")
    assert not decision["locked"]
    lock.click()
    expect(page.get_by_text("You locked it at")).to_be_visible()


def test_a_survey_begins_at_its_title_for_whoever_uses_keys(stage: Stage, page: Page) -> None:
    stage.seats(page)
    page.get_by_role("button", name="Answer 2 questions first").press("Enter")
    expect(page.get_by_role("heading", name="How sure are you?")).to_be_focused()
    page.get_by_role("button", name="Not now").press("Enter")
    expect(page.get_by_role("heading", name="You are in, Jonas")).to_be_focused()
