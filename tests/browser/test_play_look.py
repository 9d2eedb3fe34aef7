"""How the phone looks: nobody is shut out, nothing sticks out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.stage import Stage
from tests.server import RunningServer

NARROW, USUAL = 320, 390
SIZES = [(NARROW, "light"), (NARROW, "dark"), (USUAL, "light"), (USUAL, "dark")]


@pytest.fixture
def stage(server: RunningServer) -> Stage:
    return Stage.set_up(server)


def check(page: Page, axe: Callable[[Page], None]) -> None:
    """Accessible, and fits: also with letters twice as large."""
    axe(page)
    fits(page)
    with large_letters(page):
        fits(page)


def fits(page: Page) -> None:
    wide = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
          .filter((each) => !each.closest(".hide-visually, .exercise"))
          .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
          .map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert wide == []


@contextmanager
def large_letters(page: Page) -> Iterator[None]:
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    yield
    page.evaluate("document.documentElement.style.fontSize = ''")


@pytest.mark.parametrize(("width", "scheme"), SIZES)
def test_every_screen_is_accessible_and_fits(
    stage: Stage, new_page: NewPage, axe: Callable[[Page], None], width: int, scheme: Any
) -> None:
    page = new_page(
        viewport={"width": width, "height": 700}, color_scheme=scheme, reduced_motion="reduce"
    )
    page.goto(stage.server.url)
    check(page, axe)
    page.goto(f"{stage.server.url}/j/{stage.code}")
    check(page, axe)
    page.get_by_label("Your first name").fill("Jonas-Maximilian the Third")
    page.get_by_role("button", name="Continue").click()
    page.locator("label.pick", has_text="Dining hall").click()
    check(page, axe)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("button", name="Try the sound")).to_be_visible()
    page.get_by_text("You and this phone").click()
    check(page, axe)
    page.get_by_role("button", name="questions first").click()
    check(page, axe)
    page.get_by_role("button", name="Not now").click()

    mina = stage.joins("Mina", team="hall")
    stage.facilitator.says("clock.start")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.releases("K-03")
    mina.says("response.submit", inject="K-03", answer={"options": ["hatch"]}, rationale="Air!")
    page.get_by_text("Open the doors").click()
    page.get_by_label("Why?").fill("Because")
    expect(page.get_by_text("Air!")).to_be_visible()
    stage.facilitator.says("message.send", text="Five more minutes.")
    expect(page.get_by_role("button", name="OK")).to_be_visible()
    check(page, axe)
    page.get_by_role("button", name="Lock B").click()
    expect(page.get_by_text("You locked it")).to_be_visible()
    check(page, axe)
    stage.releases("K-06")
    expect(page.get_by_label("Move A down")).to_be_visible()
    check(page, axe)
    stage.facilitator.says("inject.recall", inject="K-06", reason="Sent too early")
    expect(page.get_by_text("You do not need to answer.")).to_be_visible()
    check(page, axe)
    stage.facilitator.says("exercise.halt")
    expect(page.get_by_role("alert")).to_be_visible()
    check(page, axe)
    stage.facilitator.says("exercise.resume_after_halt")
    stage.facilitator.says("exercise.end")
    expect(page.get_by_role("heading", name="back, Jonas")).to_be_visible()
    check(page, axe)


def test_the_one_action_is_large_and_always_in_view(stage: Stage, page: Page) -> None:
    stage.seats(page)
    stage.facilitator.says("clock.start")
    page.set_viewport_size({"width": NARROW, "height": 480})
    button = page.get_by_role("button", name="I have read it")
    expect(button).to_be_in_viewport(ratio=1)
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(button).to_be_in_viewport(ratio=1)


def test_the_focus_is_never_hidden_by_the_strip_or_the_action(stage: Stage, page: Page) -> None:
    stage.seats(page)
    stage.facilitator.says("clock.start")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.releases("K-06")
    expect(page.get_by_label("Move A down")).to_be_visible()
    page.set_viewport_size({"width": NARROW, "height": 560})
    hidden = []
    for _ in range(24):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
              const focused = document.activeElement;
              if (!focused.closest(".middle")) return null;
              const { top, bottom } = (focused.closest("label") ?? focused).getBoundingClientRect();
              const roof = document.querySelector(".top").getBoundingClientRect().bottom;
              const floor = document.querySelector(".action").getBoundingClientRect().top;
              return bottom <= roof || top >= floor ? focused.outerHTML.slice(0, 100) : null;
            }"""
        )
        if covered:
            hidden.append(covered)
    assert hidden == []


def test_strip_and_action_never_lie_on_each_other_however_large_the_letters(
    stage: Stage, new_page: NewPage
) -> None:
    page = new_page(expected=["ERR_INTERNET_DISCONNECTED", "WebSocket connection"])
    stage.seats(page)
    stage.facilitator.says("clock.start")
    expect(page.get_by_role("button", name="I have read it")).to_be_visible()
    page.set_viewport_size({"width": NARROW, "height": 640})
    page.context.set_offline(True)
    expect(page.get_by_text("Reconnecting…")).to_be_visible()
    with large_letters(page):
        strip, action = page.locator(".top").bounding_box(), page.locator(".action").bounding_box()
        assert strip is not None
        assert action is not None
        assert strip["y"] + strip["height"] < action["y"]
        # Nothing is squeezed: each part of the action is as high as what is in it.
        squeezed = page.evaluate(
            """() => [...document.querySelectorAll(".action > *")]
              .filter((each) => each.scrollHeight > each.clientHeight + 4)
              .map((each) => each.outerHTML.slice(0, 100))"""
        )
        assert squeezed == []
        expect(page.get_by_role("button", name="I have read it")).to_be_in_viewport(ratio=1)


def test_a_number_and_its_unit_fit_however_large_the_letters(stage: Stage, page: Page) -> None:
    stage.seats(page)
    stage.starts()
    page.get_by_role("button", name="I have read it").click()
    stage.releases("K-07")
    expect(page.get_by_role("textbox", name="People in the hall")).to_be_visible()
    page.set_viewport_size({"width": NARROW, "height": 640})
    with large_letters(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_icons_come_also_when_the_line_broke_as_they_were_fetched(
    stage: Stage, new_page: NewPage
) -> None:
    page = new_page(expected=["ERR_FAILED"])
    page.route("**/icons.svg", lambda each: each.abort(), times=1)
    stage.seats(page)
    expect(page.locator(".strip .state use")).to_be_visible()


def test_a_name_that_runs_the_other_way_stays_where_it_belongs(stage: Stage, page: Page) -> None:
    stage.joins("عمر", team="hall", role="host")
    page.goto(f"{stage.server.url}/j/{stage.code}")
    page.get_by_label("Your first name").fill("Jonas")
    page.get_by_role("button", name="Continue").click()
    page.locator("label.pick", has_text="Dining hall").click()
    expect(page.locator("label.pick", has_text="Host").locator("small")).to_have_text(
        "\u2068عمر\u2069 sits here; you can share it"
    )
