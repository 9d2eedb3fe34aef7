"""A facilitator's browser at the console, and what several of its tests need."""

from __future__ import annotations

from typing import Any

import socketio
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.stage import Person, Stage
from tests.server import RunningServer

WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}

_signed_in: dict[str, Any] = {}


def signed_in(server: RunningServer, browser: Browser) -> Any:
    """The cookies of a browser that signed in by the one-time link; made once a server."""
    if server.url not in _signed_in:
        context = browser.new_context()
        page = context.new_page()
        page.goto(server.sign_in_link())
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/console")
        _signed_in[server.url] = context.storage_state()
        context.close()
    return _signed_in[server.url]


def open_console(
    stage: Stage, browser: Browser, new_page: NewPage, *, fake_time: bool = False, **context: Any
) -> Page:
    """The console of the stage's exercise, live. With `fake_time` the page's time can be pushed on
    (`page.clock.fast_forward`)."""
    options = {"viewport": WIDE, **context}
    page = new_page(storage_state=signed_in(stage.server, browser), **options)
    if fake_time:
        page.clock.install()
    page.goto(f"{stage.server.url}/console/{stage.exercise}")
    expect(page.locator(".deck")).to_be_visible()
    return page


def cast(stage: Stage) -> dict[str, Person]:
    """Five people at the two teams of the kitchen-sink scenario, speaking over HTTP."""
    return {
        "Ann": stage.joins("Ann", team="kitchen", role="chef"),
        "Bo": stage.joins("Bo", team="kitchen", role="cook"),
        "Cy": stage.joins("Cy", team="kitchen", role="cook"),
        "Di": stage.joins("Di", team="hall", role="host"),
        "Ed": stage.joins("Ed", team="hall", role="waiter"),
    }


def phone_of(person: Person) -> socketio.Client:
    """This person's phone: a socket, so that they count as being there."""
    client = socketio.Client(reconnection=False)
    auth = {"token": person.token, "exercise": person.exercise}
    client.connect(person.server.url, auth=auth, transports=["websocket"])
    return client


def row(page: Page, title: str) -> Locator:
    """An inject's row on the run sheet."""
    name = page.get_by_role("button", name=title, exact=True)
    return page.locator(".sheet-list > li").filter(has=name)


def cells(page: Page, first: str) -> list[str]:
    """The cells of the row of the results table whose heading contains `first`."""
    found = page.locator(".split tr").filter(has_text=first).first.locator("td")
    return [text.strip() for text in found.all_inner_texts()]


def calm(page: Page) -> Page:
    """No answer is on its way any more."""
    expect(page.locator("[aria-disabled=true]")).to_have_count(0)
    return page


def no_wider_than_the_screen(page: Page) -> None:
    """Nothing makes the page scroll sideways."""
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= screen
