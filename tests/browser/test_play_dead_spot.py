"""What is said in a dead spot and is no answer: surveys, votes, asking for a pause, a new name."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.stage import Stage
from tests.server import RunningServer

# What is said over HTTP, before there is a socket again, may be refused there.
OFFLINE = ["ERR_INTERNET_DISCONNECTED", "WebSocket connection", "status of (401|409)"]
WAITS = "Not sent yet, goes out when connected"


@pytest.fixture
def stage(server: RunningServer) -> Stage:
    return Stage.set_up(server)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page(expected=OFFLINE)


def offline(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.get_by_text("Reconnecting…")).to_be_visible()


def online(page: Page) -> None:
    page.context.set_offline(False)
    expect(page.get_by_text("Live", exact=True)).to_be_visible()


def answer_first(page: Page) -> None:
    page.get_by_role("button", name="Answer 2 questions first").click()
    page.get_by_role("group", name="put out a burning pan").get_by_text("6", exact=True).click()


def submitted(stage: Stage, survey: str) -> int:
    (document,) = stage.facilitator.sees("survey", id=survey)
    count: int = document["submitted"]
    return count


def test_a_survey_is_not_said_to_be_on_its_way_nor_asked_for_again(
    stage: Stage, page: Page
) -> None:
    stage.seats(page)
    answer_first(page)
    offline(page)
    page.get_by_role("button", name="Send when connected").click()
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("heading", name="You are in, Jonas")).to_be_visible()
    expect(page.get_by_text(WAITS)).to_be_visible()
    expect(page.get_by_role("button", name="questions first")).to_be_hidden()
    online(page)
    expect(page.get_by_text(WAITS)).to_be_hidden()
    assert submitted(stage, "pre-confidence") == 1


def test_a_survey_that_came_too_late_is_told_also_where_it_is_out_of_sight(
    stage: Stage, page: Page
) -> None:
    stage.seats(page)
    answer_first(page)
    offline(page)
    page.get_by_role("button", name="Send when connected").click()
    page.get_by_role("button", name="Back").click()
    stage.starts()
    stage.facilitator.says("exercise.end")
    online(page)
    expect(page.get_by_role("alert")).to_contain_text("This survey is closed.")
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("alert")).to_be_hidden()
    page.get_by_role("button", name="Answer 2 last questions").click()
    expect(page.get_by_text("0 of 2 answered")).to_be_visible()


def test_a_survey_in_hand_when_it_begins_can_be_finished(stage: Stage, page: Page) -> None:
    stage.seats(page)
    answer_first(page)
    stage.starts()
    expect(page.locator(".news")).to_contain_text("New: Lunch")
    expect(page.get_by_text("1 of 2 answered")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 of 2 answered")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Lunch")).to_be_visible()
    expect(page.get_by_role("button", name="I have read it")).to_be_visible()
    assert submitted(stage, "pre-confidence") == 1


def test_a_pause_is_asked_for_once_and_not_said_to_be_before_it_is(
    stage: Stage, page: Page
) -> None:
    stage.seats(page)
    stage.starts()
    page.get_by_role("button", name="I have read it").click()
    stage.releases("K-09")
    ask = page.get_by_role("contentinfo").get_by_role("button", name="Ask for a pause")
    expect(ask).to_be_visible()
    offline(page)
    ask.evaluate("button => { button.click(); button.click(); }")
    expect(page.get_by_role("button", name="Will ask for a pause when connected")).to_be_visible()
    online(page)
    expect(page.get_by_role("button", name="Asked for a pause").first).to_be_visible()
    assert len(stage.facilitator.sees("message", kind="pause_request")) == 1


def test_a_vote_and_a_new_name_say_that_they_wait(stage: Stage, page: Page) -> None:
    stage.seats(page, team="Dining hall", role="Waiter")
    mina = stage.joins("Mina", team="hall", role="host")
    stage.starts()
    page.get_by_role("button", name="I have read it").click()
    stage.releases("K-03")
    mina.says("response.submit", inject="K-03", answer={"options": ["hatch"]})
    vote = page.get_by_role("button", name="Stand behind it")
    expect(vote).to_be_visible()
    offline(page)
    vote.evaluate("button => { button.click(); button.click(); }")
    expect(vote).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text(WAITS)).to_have_count(1)
    page.get_by_text("You and this phone").click()
    page.get_by_label("Your name").fill("Jona")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_text(WAITS)).to_have_count(2)
    online(page)
    expect(page.get_by_text("You stand behind it")).to_be_visible()
    expect(vote).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text(WAITS)).to_have_count(0)
    (decision,) = stage.facilitator.sees("decision", inject="K-03")
    assert decision["votes"] == {stage.seat_of("Jona"): mina.seat}


def test_whose_seat_was_taken_meanwhile_hears_that_and_what_was_not_delivered(
    stage: Stage, page: Page
) -> None:
    stage.seats(page)
    stage.starts()
    offline(page)
    page.get_by_role("button", name="I have read it when connected").click()
    expect(page.get_by_text(WAITS)).to_be_visible()
    stage.facilitator.says("seat.remove", seat=stage.seat_of("Jonas"))
    page.context.set_offline(False)
    expect(page.get_by_text("seat was taken away while it was not connected")).to_be_visible()
    expect(page.get_by_text("The last answer from this phone was not delivered.")).to_be_visible()
