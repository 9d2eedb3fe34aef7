"""A press at the desk happens now or not at all, and the console says which, as far as it knows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.console_page import WIDE, row, signed_in
from tests.browser.cut_line import COMPLAINTS, CutLine
from tests.browser.stage import Stage
from tests.server import RunningServer, until


@pytest.fixture
def stage(server: RunningServer) -> Stage:
    made = Stage.set_up(server)
    made.starts()
    return made


def opened(
    stage: Stage, browser: Browser, new_page: NewPage, *, fake_time: bool = True
) -> tuple[Page, CutLine]:
    """The console, and the line it hangs on."""
    page = new_page(
        storage_state=signed_in(stage.server, browser), viewport=WIDE, expected=COMPLAINTS
    )
    line = CutLine(page)
    if fake_time:
        page.clock.install()
    page.goto(f"{stage.server.url}/console/{stage.exercise}")
    expect(page.locator(".deck")).to_contain_text("Running")
    return page, line


def status(stage: Stage) -> str:
    """The exercise's status on the server."""
    (exercise,) = stage.facilitator.sees("exercise")
    return str(exercise["status"])


def test_without_a_line_a_press_is_given_up_and_never_happens(
    stage: Stage, browser: Browser, new_page: NewPage
) -> None:
    page, line = opened(stage, browser, new_page)
    line.cut()
    expect(page.locator(".deck")).to_contain_text("Reconnecting…")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Pause")).to_have_attribute("aria-busy", "true")
    page.clock.fast_forward(11_000)
    toast = page.locator(".toast.bad")
    expect(toast).to_contain_text("Pause: Not sent: no connection. Nothing happened.")
    expect(page.get_by_role("button", name="Pause")).not_to_have_attribute("aria-busy", "true")
    toast.get_by_role("button", name="Dismiss").click()
    expect(toast).to_have_count(0)
    line.mend()
    page.clock.fast_forward(5_000)
    expect(page.locator(".deck")).not_to_contain_text("Reconnecting…")
    stage.facilitator.says("note.add", text="Here again")
    expect(page.get_by_role("log")).to_contain_text("Here again")
    assert status(stage) == "running"


def test_what_a_dead_line_delivers_late_is_refused(
    stage: Stage, browser: Browser, new_page: NewPage
) -> None:
    page, line = opened(stage, browser, new_page, fake_time=False)
    line.silence()
    page.get_by_role("button", name="Pause").click()
    doubt = page.locator(".toast").filter(has_text="Unknown whether it arrived")
    expect(doubt).to_contain_text("The run sheet shows what the server has.")
    line.deliver()
    line.mend()
    expect(page.locator(".toast.bad")).to_contain_text("Pause did not arrive. Nothing happened.")
    expect(doubt).to_have_count(0)
    assert status(stage) == "running"


def test_what_arrived_unheard_is_told_once_there_is_a_line(
    stage: Stage, browser: Browser, new_page: NewPage
) -> None:
    page, line = opened(stage, browser, new_page)
    line.deaf = True
    page.get_by_role("button", name="Pause").click()
    until(lambda: status(stage) == "paused", "the press does not arrive")
    page.clock.fast_forward(11_000)
    expect(page.locator(".toast.bad")).to_contain_text("Unknown whether it arrived")
    line.mend()
    page.clock.fast_forward(5_000)
    expect(page.locator(".toast")).to_contain_text("Pause did arrive.")
    expect(page.locator(".deck")).to_contain_text("Paused")


def test_a_pause_waits_behind_nothing_else(
    stage: Stage, browser: Browser, new_page: NewPage
) -> None:
    page, line = opened(stage, browser, new_page)
    line.drops = "note.add"
    page.get_by_label("Note, private").fill("Held up")
    page.get_by_role("button", name="Note", exact=True).click()
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".deck")).to_contain_text("Paused")
    assert not stage.facilitator.sees("note")


def test_a_real_emergency_without_a_line_says_so(
    stage: Stage, browser: Browser, new_page: NewPage
) -> None:
    page, line = opened(stage, browser, new_page)
    line.cut()
    expect(page.locator(".deck")).to_contain_text("Reconnecting…")
    page.locator("#emergency").click()
    page.clock.fast_forward(700)
    page.locator("#emergency").click()
    expect(page.locator("#emergency")).to_contain_text("Stopping…")
    page.clock.fast_forward(11_000)
    expect(page.locator(".toasts")).to_contain_text("Real emergency: Not sent: no connection.")
    expect(page.locator(".toasts")).to_contain_text("Call it out in the room")


def test_a_double_click_does_one_thing(stage: Stage, browser: Browser, new_page: NewPage) -> None:
    page, _ = opened(stage, browser, new_page)
    page.get_by_role("button", name="Lock joins").dblclick()
    expect(page.get_by_role("button", name="Unlock joins")).to_be_visible()
    assert stage.facilitator.sees("exercise", joins_locked=True)
    row(page, "The pan").get_by_role("button", name="Hold").dblclick()
    expect(row(page, "The pan")).to_contain_text("Held")
    (inject,) = stage.facilitator.sees("inject", title="The pan")
    assert inject["status"] == "held"


def test_a_release_whose_time_passed_while_the_computer_slept_does_not_go_out(
    stage: Stage, browser: Browser, new_page: NewPage
) -> None:
    page, _ = opened(stage, browser, new_page)
    row(page, "The pan").get_by_role("button", name="Release").click()
    page.clock.fast_forward(60_000)
    expect(page.locator(".toast.bad")).to_contain_text("“The pan” was not released")
    (inject,) = stage.facilitator.sees("inject", title="The pan")
    assert inject["status"] == "waiting"


def test_what_was_written_is_still_there_when_it_was_not_sent(
    stage: Stage, browser: Browser, new_page: NewPage
) -> None:
    page, line = opened(stage, browser, new_page)
    line.cut()
    expect(page.locator(".deck")).to_contain_text("Reconnecting…")
    page.get_by_role("button", name="Message").click()
    words = page.get_by_role("textbox", name="Message")
    words.fill("Five more minutes")
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    page.clock.fast_forward(11_000)
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("Not sent")
    expect(words).to_have_value("Five more minutes")
    line.mend()
    page.clock.fast_forward(5_000)
    expect(page.locator(".deck")).not_to_contain_text("Reconnecting…")
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert len(stage.facilitator.sees("message", text="Five more minutes")) == 1
