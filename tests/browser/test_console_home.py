"""From the sign-in link to an exercise with an open lobby."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.console_page import PHONE, WIDE, no_wider_than_the_screen, signed_in
from tests.server import RunningServer


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server as somebody installs it, with the built-in scenarios and nothing run yet."""
    with RunningServer(tmp_path_factory.mktemp("house") / "data") as running:
        yield running


@pytest.fixture
def home(house: RunningServer, browser: Browser, new_page: NewPage) -> Page:
    page = new_page(viewport=WIDE, storage_state=signed_in(house, browser))
    page.goto(f"{house.url}/console")
    return page


def scenario(page: Page, title: str) -> None:
    page.locator("label.scenario").filter(has_text=title).click()


def test_what_is_there_before_anything_was_run(
    tmp_path: Path, browser: Browser, new_page: NewPage, axe: Callable[[Page], None]
) -> None:
    with RunningServer(tmp_path / "data") as fresh:
        page = new_page(viewport=WIDE, storage_state=signed_in(fresh, browser))
        page.goto(f"{fresh.url}/console")
        expect(page.get_by_text("No exercise yet")).to_be_visible()
        axe(page)


def test_a_scenario_says_what_it_is(home: Page, axe: Callable[[Page], None]) -> None:
    card = home.locator("label.scenario").filter(has_text="The Oversold Night")
    expect(card).to_contain_text("30 minutes")
    expect(card).to_contain_text("Parallel tables")
    expect(card).to_contain_text("Content note: Raised voices")
    expect(card).to_contain_text("Not reviewed by a subject expert")
    axe(home)
    home.set_viewport_size(PHONE)
    no_wider_than_the_screen(home)


def test_tables_are_named_and_marked(home: Page) -> None:
    scenario(home, "The Oversold Night")
    marks = home.locator(".table-names .mark")
    assert marks.all_inner_texts() == ["H", "L", "M", "Q"]
    home.get_by_role("textbox", name="Table 2").fill("Hall")
    assert marks.all_inner_texts() == ["H", "Ha", "M", "Q"]
    home.get_by_role("button", name="Without table 4").click()
    home.get_by_role("button", name="One more table").click()
    expect(home.get_by_role("textbox", name="Table 4")).to_have_value("Linden")
    for _ in range(4):
        home.get_by_role("button", name="One more table").click()
    expect(home.locator(".table-names li")).to_have_count(8)
    expect(home.get_by_role("button", name="One more table")).to_be_disabled()


def test_teams_of_a_functional_scenario_are_its_own(home: Page) -> None:
    scenario(home, "Night Shift Offline")
    expect(home.get_by_role("textbox", name="Table 1")).to_be_hidden()
    scenario(home, "Third Period")
    expect(home.get_by_role("textbox", name="Table 1")).to_be_visible()


def test_a_draft_is_behind_a_disclosure_with_what_is_missing(
    home: Page, axe: Callable[[Page], None]
) -> None:
    card = home.locator("label.scenario").filter(has_text="The Restructure")
    expect(card).to_be_hidden()
    home.get_by_text("Show drafts (1)").click()
    expect(card).to_contain_text("needs clinical review")
    axe(home)
    card.click()
    expect(home.get_by_role("textbox", name="Table 1")).to_be_visible()
    home.get_by_label("use a draft all the same").check()
    home.get_by_role("button", name="Create the exercise").click()
    expect(home.get_by_role("heading", name="The Restructure")).to_be_visible()


def test_an_exercise_is_made_opened_and_joined(house: RunningServer, home: Page) -> None:
    scenario(home, "The Oversold Night")
    home.get_by_label("Name of this exercise").fill("Front office, March")
    home.get_by_role("textbox", name="Table 3").fill("Reception")
    home.get_by_role("button", name="Create the exercise").click()
    expect(home.get_by_role("heading", name="Front office, March")).to_be_visible()
    expect(home.get_by_role("heading", name="Nobody can join yet")).to_be_visible()

    home.get_by_role("button", name="Open the lobby").click()
    code = home.locator(".big-code").inner_text().replace(" ", "")
    expect(home.locator(".seats tbody tr")).to_have_count(4)
    expect(home.locator("img.qr")).to_have_js_property("complete", True)

    body = {"code": code, "name": "Mina", "team": "t3"}
    assert requests.post(f"{house.url}/api/v1/join", json=body, timeout=10).ok
    reception = home.locator(".seats tr").filter(has_text="Reception")
    expect(reception).to_contain_text("Mina")

    home.get_by_role("link", name="All exercises").click()
    card = home.locator(".own-list li").filter(has_text="Front office, March")
    expect(card).to_contain_text("Lobby")
    card.get_by_role("link").first.click()
    expect(home.locator(".big-code")).to_be_visible()


def test_signing_out_closes_the_console(house: RunningServer, new_page: NewPage) -> None:
    page = new_page(viewport=WIDE, expected=[r"401"])
    page.goto(house.sign_in_link())
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{house.url}/")
    answer = page.goto(f"{house.url}/console")
    assert answer is not None
    assert answer.status == 401


def test_what_was_typed_stays_and_the_fault_is_beside_its_field(
    house: RunningServer, browser: Browser, new_page: NewPage, axe: Callable[[Page], None]
) -> None:
    page = new_page(
        viewport=WIDE, storage_state=signed_in(house, browser), expected=[r"status of 400"]
    )
    page.goto(f"{house.url}/console")
    scenario(page, "The Oversold Night")
    page.get_by_label("Name of this exercise").fill("Front office, April")
    page.get_by_role("textbox", name="Table 2").fill("Harbour")
    page.get_by_role("textbox", name="Table 3").fill("Reception")
    page.get_by_role("button", name="Without table 4").click()
    page.get_by_role("button", name="Create the exercise").click()
    expect(page.locator("[data-tables]").get_by_role("alert")).to_contain_text("the same name")
    expect(page.get_by_role("textbox", name="Table 2")).to_be_focused()
    expect(page.get_by_role("textbox", name="Table 2")).to_have_value("Harbour")
    expect(page.get_by_role("textbox", name="Table 3")).to_have_value("Reception")
    expect(page.locator(".table-names li")).to_have_count(3)
    expect(page.get_by_label("Name of this exercise")).to_have_value("Front office, April")
    expect(page.get_by_label("The Oversold Night")).to_be_checked()
    axe(page)
    page.get_by_role("textbox", name="Table 2").fill("Linden")
    page.get_by_role("button", name="Create the exercise").click()
    expect(page.get_by_role("heading", name="Front office, April")).to_be_visible()


def test_a_draft_that_was_not_meant_is_asked_about_beside_the_box(
    house: RunningServer, browser: Browser, new_page: NewPage
) -> None:
    page = new_page(
        viewport=WIDE, storage_state=signed_in(house, browser), expected=[r"status of 400"]
    )
    page.goto(f"{house.url}/console")
    page.get_by_text("Show drafts (1)").click()
    scenario(page, "The Restructure")
    page.get_by_role("button", name="Create the exercise").click()
    expect(page.get_by_label("use a draft all the same")).to_be_focused()
    expect(page.locator("details").get_by_role("alert")).to_be_visible()


def test_when_an_exercise_was_made_is_told_in_local_time(
    house: RunningServer, browser: Browser, new_page: NewPage
) -> None:
    house.api("POST", "/exercises", json={"scenario": "third-period", "title": "In Tokyo"})
    page = new_page(
        viewport=WIDE,
        storage_state=signed_in(house, browser),
        timezone_id="Asia/Tokyo",
        locale="en-GB",
    )
    page.goto(f"{house.url}/console")
    made = page.locator(".own-list time").first
    expected = made.evaluate(
        """time => new Intl.DateTimeFormat("en-GB",
             { dateStyle: "medium", timeStyle: "short", timeZone: "Asia/Tokyo" })
           .format(new Date(time.dateTime))"""
    )
    expect(made).to_have_text(expected)
