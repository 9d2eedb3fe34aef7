"""Keys, dialogs, the real emergency, the lobby, and every width and theme of the console."""

from __future__ import annotations

import re
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
    phone_of,
    row,
    signed_in,
)
from tests.browser.cut_line import COMPLAINTS, CutLine
from tests.browser.stage import Person, Stage
from tests.server import RunningServer

Open = Callable[..., Page]


@pytest.fixture
def stage(server: RunningServer) -> Stage:
    return Stage.set_up(server)


@pytest.fixture
def people(stage: Stage) -> dict[str, Person]:
    return cast(stage)


@pytest.fixture
def console(stage: Stage, browser: Browser, new_page: NewPage) -> Open:
    def opened(**options: object) -> Page:
        return open_console(stage, browser, new_page, **options)

    return opened


def test_the_lobby_fills_and_says_what_is_missing(stage: Stage, console: Open) -> None:
    page = console()
    checks = page.locator(".checks")
    expect(checks).to_contain_text("Nobody has joined yet.")
    people = {"Bo": stage.joins("Bo", team="kitchen", role="cook")}
    expect(checks).to_contain_text("Kitchen has no chef. Bo stands in.")
    expect(checks).to_contain_text("Nobody sits at Dining hall.")
    expect(checks).to_contain_text("No connection to Bo.")
    phone = phone_of(people["Bo"])
    expect(checks).to_contain_text("All 1 phones are connected.")
    expect(checks).to_contain_text("A small fire. Nobody is hurt.")
    expect(checks).to_contain_text("First inject: “Lunch”, at 00:00.")
    phone.emit("away", {"away": True})
    expect(page.locator(".seats").get_by_role("img", name="Away")).to_be_visible()
    phone.disconnect()


def test_names_in_the_lobby_are_not_broken_within_a_word(stage: Stage, console: Open) -> None:
    names = {"Ada": "chef", "Gustavo": "cook", "Wilhelmina": "cook"}
    for name, role in names.items():
        stage.joins(name, team="kitchen", role=role)
    stage.joins("Wim", team="kitchen", watching=True)
    page = console(viewport={"width": 1024, "height": 768})
    for name in [*names, "Wim"]:
        shown = page.locator(".seats").get_by_role("button", name=re.compile(f"^{name}"))
        box = shown.bounding_box()
        assert box
        assert box["height"] < 30


def test_joining_is_locked_and_opened_again(stage: Stage, console: Open) -> None:
    page = console()
    page.keyboard.press("l")
    expect(page.locator(".join-card")).to_contain_text("Joining is locked")
    assert stage.facilitator.sees("exercise", joins_locked=True)
    page.get_by_role("button", name="Unlock joins").click()
    expect(page.locator(".join-card")).not_to_contain_text("Joining is locked")


def test_a_display_opens_with_one_press(stage: Stage, console: Open) -> None:
    page = console()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Open the display").click()
    display = opened.value
    expect(display.locator(".big-code")).to_be_visible()
    assert stage.code == display.locator(".big-code").inner_text().replace(" ", "")
    expect(page.locator(".checks")).to_contain_text("A display is open.")


def test_the_join_link_is_copied(stage: Stage, console: Open) -> None:
    page = console(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator(".toast")).to_contain_text("on the clipboard")
    assert f"{stage.server.url}/j/" in page.evaluate("navigator.clipboard.readText()")


def test_the_script_can_be_read_before_the_start(stage: Stage, console: Open) -> None:
    page = console()
    page.get_by_role("button", name="Script").click()
    row(page, "The pan").get_by_role("button", name="The pan").click()
    expect(page.get_by_role("heading", name="The pan")).to_be_visible()
    row(page, "The pan").get_by_role("button", name="Hold").click()
    expect(row(page, "The pan")).to_contain_text("Held")
    expect(row(page, "The pan").get_by_role("button", name="Release")).to_have_count(0)


def test_every_key_is_on_a_button_and_listed(stage: Stage, console: Open) -> None:
    stage.starts()
    page = console()
    expect(row(page, "Lunch")).to_be_visible()
    page.keyboard.press("?")
    listed = set(page.locator(".shortcuts dt").all_inner_texts())
    assert {"P", "R", "H", "S", "J", "A", "N", "F", "C", "+", "E", "V", "M", "?", "Esc"} <= listed
    page.keyboard.press("Escape")
    shown = page.locator("[data-key]:visible").evaluate_all(
        "buttons => buttons.map(button => button.dataset.key.toUpperCase())"
    )
    assert len(shown) == len(set(shown))


def test_keys_do_nothing_while_somebody_types(stage: Stage, console: Open) -> None:
    stage.starts()
    page = console()
    page.get_by_label("Note, private").fill("")
    page.keyboard.type("pause? jump!")
    expect(page.get_by_label("Note, private")).to_have_value("pause? jump!")
    page.keyboard.press("Control+p")
    expect(page.locator(".deck")).to_contain_text("Running")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_can_be_switched_off_for_good(stage: Stage, console: Open) -> None:
    stage.starts()
    page = console()
    page.keyboard.press("?")
    page.get_by_label("Use one-key shortcuts").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator(".deck .time .key")).to_be_hidden()
    page.keyboard.press("p")
    page.reload()
    expect(page.locator(".deck")).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator(".deck")).to_contain_text("Running")
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_label("Use one-key shortcuts").check()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    expect(page.locator(".deck")).to_contain_text("Paused")


def test_a_dialog_takes_the_focus_and_gives_it_back(stage: Stage, console: Open) -> None:
    stage.starts()
    page = console()
    button = page.get_by_role("button", name="Message")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("textbox", name="Message")).to_be_focused()
    inside = "document.activeElement.matches('body, .dialog *, .emergency *')"
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_the_real_emergency_takes_two_presses_and_no_key(
    stage: Stage, people: dict[str, Person], console: Open, axe: Callable[[Page], None]
) -> None:
    stage.starts()
    page = console(fake_time=True)
    stop = page.locator("#emergency")
    assert stop.get_attribute("data-key") is None
    place = stop.bounding_box()
    stop.dblclick()
    expect(stop).to_contain_text("Stop for real")
    assert stop.bounding_box() == place
    page.keyboard.press("Escape")
    expect(stop).to_contain_text("Real emergency")

    page.keyboard.press("m")
    stop.click()
    page.clock.fast_forward(700)
    stop.click()
    expect(page.get_by_role("heading", name="This is a real-world emergency.")).to_be_visible()
    expect(page.locator(".console > .exercise")).to_be_hidden()
    (exercise,) = people["Ann"].sees("exercise")
    assert exercise["status"] == "halted"
    axe(page)
    page.get_by_role("button", name="The emergency is over").click()
    expect(page.locator(".deck")).to_contain_text("Paused")


def test_the_armed_button_disarms_by_itself(stage: Stage, console: Open) -> None:
    page = console(fake_time=True)
    page.locator("#emergency").click()
    expect(page.locator("#emergency")).to_contain_text("Stop for real")
    page.clock.fast_forward(11_000)
    expect(page.locator("#emergency")).to_contain_text("Real emergency")


def test_a_dead_line_is_said_and_mended(stage: Stage, console: Open) -> None:
    stage.starts()
    page = console(expected=[r"ERR_INTERNET_DISCONNECTED", r"WebSocket connection"])
    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".deck")).to_contain_text("Reconnecting…")
    stage.facilitator.says("clock.pause")
    page.context.set_offline(False)
    expect(page.locator(".deck")).to_contain_text("Paused")
    expect(page.locator(".deck")).not_to_contain_text("Reconnecting…")


def test_a_foreign_console_is_not_there(
    server: RunningServer, new_page: NewPage, stage: Stage
) -> None:
    page = new_page(viewport=WIDE, expected=[r"40[14]"])
    answer = page.goto(f"{server.url}/console/{stage.exercise}")
    assert answer is not None
    assert answer.status in {401, 404}
    assert stage.code not in page.content()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_it_is_accessible_in_lobby_and_live(  # noqa: PLR0917  # four fixtures, two parameters
    stage: Stage,
    people: dict[str, Person],
    console: Open,
    axe: Callable[[Page], None],
    size: dict[str, int],
    colours: str,
) -> None:
    page = console(viewport=size, color_scheme=colours)
    axe(page)
    stage.starts()
    stage.releases("K-02")
    people["Bo"].says("response.submit", inject="K-02", answer={"option": "lid"}, rationale="Air")
    stage.facilitator.says("note.add", text="Good")
    expect(page.locator(".said")).to_contain_text("Air")
    page.get_by_role("button", name="Show teaching tags").click()
    axe(page)
    no_wider_than_the_screen(page)


@pytest.mark.parametrize(
    "opener", ["Jump", "Ad hoc inject", "See as…", "Revise", "Shortcuts", "Invite"]
)
def test_dialogs_are_accessible(
    stage: Stage,
    people: dict[str, Person],
    console: Open,
    axe: Callable[[Page], None],
    opener: str,
) -> None:
    stage.starts()
    page = console()
    expect(row(page, "Lunch")).to_have_attribute("aria-current", "step")
    page.get_by_role("button", name=opener).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280])
def test_it_folds_without_sideways_scrolling(
    stage: Stage, people: dict[str, Person], console: Open, width: int
) -> None:
    page = console(viewport={"width": width, "height": 800})
    no_wider_than_the_screen(page)
    stage.starts()
    stage.releases("K-02")
    expect(page.get_by_role("heading", name="The pan")).to_be_visible()
    no_wider_than_the_screen(page)
    page.mouse.wheel(0, 3_000)
    page.get_by_role("button", name="Pause").click(trial=True)
    page.locator("#emergency").click(trial=True)
    expect(page.locator("#emergency")).to_be_in_viewport()
    expect(page.locator(".deck .clock")).to_be_in_viewport()
    pause = page.get_by_role("button", name="Pause").bounding_box()
    stop = page.locator("#emergency").bounding_box()
    assert pause
    assert stop
    assert pause["x"] + pause["width"] <= stop["x"] or pause["y"] + pause["height"] <= stop["y"]


def test_starting_without_everybody_is_asked_once(stage: Stage, console: Open) -> None:
    page = console()
    page.get_by_role("button", name="Start", exact=True).click()
    dialog = page.get_by_role("dialog", name="Start all the same?")
    expect(dialog).to_contain_text("Nobody has joined yet")
    ann = stage.joins("Ann", team="kitchen", role="chef")
    expect(dialog).to_contain_text("No phone is connected.")
    phone = phone_of(ann)
    expect(dialog).to_contain_text("Everybody is here now.")
    page.keyboard.press("Escape")
    assert not stage.facilitator.sees("exercise", status="running")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    phone.disconnect()


def test_who_stopped_the_clock_is_said_to_the_others(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    page = console()
    path = f"/exercises/{stage.exercise}/seats"
    seat = stage.server.api("POST", path, json={"kind": "facilitator", "name": "Fin"}).json()
    fin = Person(stage.server, stage.exercise, seat["seat"]["id"], seat["seat"]["token"])
    fin.says("clock.pause")
    expect(page.locator(".deck .time")).to_contain_text("Paused by Fin")
    expect(page.locator(".current")).to_contain_text("left, the clock stands")
    fin.says("exercise.halt")
    expect(page.get_by_role("main")).to_contain_text("Stopped by Fin.")
    expect(page.get_by_role("main")).to_contain_text("No connection to Ann, Bo, Cy, Di and Ed")


def test_the_wait_for_the_next_inject_follows_the_rate(stage: Stage, console: Open) -> None:
    stage.starts()
    stage.facilitator.says("clock.pause")
    page = console()
    expect(row(page, "The pan")).to_contain_text(re.compile(r"in (1:00|0:5\d)"))
    stage.facilitator.says("clock.rate", rate=2)
    expect(row(page, "The pan")).to_contain_text(re.compile(r"in 0:(30|2\d)"))


def test_who_is_there_is_unknown_without_a_line(
    stage: Stage, people: dict[str, Person], browser: Browser, new_page: NewPage
) -> None:
    phones = [phone_of(people[name]) for name in ("Ann", "Bo")]
    page = new_page(
        storage_state=signed_in(stage.server, browser), viewport=WIDE, expected=COMPLAINTS
    )
    line = CutLine(page)
    page.goto(f"{stage.server.url}/console/{stage.exercise}")
    expect(page.locator(".vitals")).to_contain_text("2 of 5")
    line.cut()
    expect(page.locator(".vitals")).to_contain_text("Unknown")
    line.mend()
    expect(page.locator(".vitals")).to_contain_text("2 of 5")
    for phone in phones:
        phone.disconnect()
