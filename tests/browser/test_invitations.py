"""A colleague comes in by a link, and an evaluator is offered only what they may say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.console_page import (
    PHONE,
    WIDE,
    cast,
    no_wider_than_the_screen,
    open_console,
    row,
)
from tests.browser.stage import Stage
from tests.server import RunningServer, until


@pytest.fixture
def stage(server: RunningServer) -> Stage:
    return Stage.set_up(server)


def invited(stage: Stage, browser: Browser, new_page: NewPage, kind: str, name: str) -> Page:
    """The console of somebody whom the facilitator sends a link."""
    console = open_console(stage, browser, new_page)
    console.get_by_role("button", name="Invite").click()
    dialog = console.get_by_role("dialog", name="Invite a colleague")
    dialog.get_by_label("As").select_option(kind)
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Make the link").click()
    link = dialog.get_by_label("Link").input_value()
    # The seat is made: there is nothing to cancel any more.
    expect(dialog.get_by_role("button", name="Cancel")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Done")).to_be_visible()

    guest = new_page(viewport=WIDE, expected=["401"])
    guest.goto(link)
    guest.get_by_role("button", name="Open the console").click()
    expect(guest.locator(".deck")).to_be_visible()
    expect(guest.get_by_role("link", name="All exercises")).to_have_count(0)
    return guest


def offered(page: Page) -> set[str]:
    """What the buttons on the page say, without their keys; an inject's name is none of them."""
    buttons = page.locator("#console button:not(.name, .switcher *):visible")
    words = buttons.evaluate_all(
        """all => all.map((button) => [...button.children, button].flatMap((part) =>
             [...part.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
               .filter(() => part.nodeName !== "KBD").map((text) => text.data.trim())
           ).filter(Boolean).join(" "))"""
    )
    return set(words)


def test_an_evaluator_looks_on_and_takes_notes(
    stage: Stage, browser: Browser, new_page: NewPage
) -> None:
    people = cast(stage)
    page = invited(stage, browser, new_page, "evaluator", "Eve")
    assert offered(page) == {"Sign out", "Lobby", "Script", "Shortcuts", "Open the display",
                             "Copy the link", "Notes and flags, 0", "Note", "Flag"}  # fmt: skip

    stage.starts()
    ask = {"kind": "text", "prompt": "What now?"}
    stage.facilitator.says("inject.compose", title="Smoke in the hall", ask=ask)
    people["Ann"].says("pause.request")
    expect(row(page, "Smoke in the hall")).to_be_visible()
    expect(page.locator(".pause-request")).to_contain_text("Ann")
    assert offered(page) <= {"Sign out", "Shortcuts", "See as…", "Dismiss", "Show teaching tags",
                             "Notes and flags, 0", "Note", "Flag"}  # fmt: skip
    page.keyboard.press("n")
    page.keyboard.type("They wait for each other")
    page.keyboard.press("Enter")
    expect(page.locator(".feed")).to_contain_text("They wait for each other")

    stage.facilitator.says("exercise.halt")
    expect(page.get_by_text("until a facilitator resumes")).to_be_visible()
    assert offered(page) == set()
    for name in ("exercise.resume_after_halt", "exercise.end"):
        stage.facilitator.says(name)
    expect(page.get_by_role("heading", name="Hot wash")).to_be_visible()
    assert offered(page) == {"Sign out", "Hot wash", "Script", "Shortcuts", "Notes and flags, 1",
                             "Note", "Flag"}  # fmt: skip
    page.locator(".ratings label", has_text="S").first.click()
    expect(page.get_by_role("radio", name="Performed with some challenges").first).to_be_checked()
    until(
        lambda: stage.facilitator.sees("rating", rating="S", by=stage.seat_of("Eve")),
        "the rating does not arrive",
    )


def test_a_second_facilitator_runs_the_exercise_as_the_first_does(
    stage: Stage, browser: Browser, new_page: NewPage
) -> None:
    page = invited(stage, browser, new_page, "facilitator", "Fin")
    page.get_by_role("button", name="Start", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Start all the same").click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    assert stage.facilitator.sees("exercise", status="running")


def test_who_was_invited_can_sign_out(stage: Stage, browser: Browser, new_page: NewPage) -> None:
    page = invited(stage, browser, new_page, "evaluator", "Eve")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{stage.server.url}/")
    answer = page.goto(f"{stage.server.url}/console/{stage.exercise}")
    assert answer is not None
    assert answer.status == 401


def test_the_invitation_is_accessible_on_a_phone(
    stage: Stage, new_page: NewPage, axe: Callable[[Page], None]
) -> None:
    path = f"/exercises/{stage.exercise}/seats"
    seat = stage.server.api("POST", path, json={"kind": "evaluator", "name": "Eve"}).json()["seat"]
    page = new_page(viewport=PHONE)
    page.goto(seat["invite_url"])
    expect(page.get_by_role("button", name="Open the console")).to_be_visible()
    axe(page)
    no_wider_than_the_screen(page)
