"""Something new while nobody looks: title, sound, vibration, the screen, one announcement."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.stage import Stage
from tests.server import RunningServer, until

# What the browser was asked for, and a switch that hides the page.
SPY = """
globalThis.asked = { vibrate: 0, tones: 0, awake: 0, let_go: 0 };
globalThis.seen = "visible";
Object.defineProperty(document, "visibilityState", { get: () => seen });
globalThis.look = (state) => {
  seen = state;
  document.dispatchEvent(new Event("visibilitychange"));
};
navigator.vibrate = () => (asked.vibrate += 1);
const { start } = OscillatorNode.prototype;
OscillatorNode.prototype.start = function (...rest) {
  asked.tones += 1;
  start.apply(this, rest);
};
Object.defineProperty(navigator, "wakeLock", { value: {
  request: async () => {
    asked.awake += 1;
    const lock = { released: false, release: async () => {
      lock.released = true;
      asked.let_go += 1;
    } };
    document.addEventListener("visibilitychange", () => (lock.released ||= seen === "hidden"));
    return lock;
  },
} });
"""


@pytest.fixture
def stage(server: RunningServer) -> Stage:
    return Stage.set_up(server)


@pytest.fixture
def phone(stage: Stage, new_page: NewPage) -> Page:
    """Jonas's phone, his first inject acknowledged."""
    page = new_page()
    page.add_init_script(SPY)
    stage.seats(page)
    stage.facilitator.says("clock.start")
    page.get_by_role("button", name="I have read it").click()
    expect(page.locator("#announcements")).to_have_text("Delivered.")
    return page


def test_a_hidden_page_rings_and_says_in_its_title_what_came(stage: Stage, phone: Page) -> None:
    before = phone.evaluate("({ ...asked })")
    phone.evaluate("look('hidden')")
    stage.releases("K-04")
    expect(phone).to_have_title("(1) New: The queue · EXERCISE")
    after = phone.evaluate("asked")
    assert after["tones"] > before["tones"]
    assert after["vibrate"] == before["vibrate"] + 1
    expect(phone.locator("#announcements")).to_have_text("New: The queue")
    phone.evaluate("look('visible')")
    expect(phone).to_have_title("EXERCISE · Kitchen Sink")


def test_what_comes_at_once_is_one_announcement(stage: Stage, phone: Page) -> None:
    phone.evaluate(
        """() => {
          globalThis.said = [];
          const region = document.getElementById("announcements");
          new MutationObserver(() => region.textContent && said.push(region.textContent))
            .observe(region, { childList: true });
        }"""
    )
    stage.facilitator.says("clock.pause")
    expect(phone.locator("#announcements")).to_have_text("Paused. The clock stands.")
    stage.facilitator.says(
        "clock.jump", to_ms=250_000, injects={"K-02": "release", "K-04": "release"}
    )
    expect(phone.get_by_text("Read it").or_(phone.get_by_text("How tense")).first).to_be_visible()
    until(lambda: phone.evaluate("said.length") == 2, "it was announced never, or in two pieces")
    assert phone.evaluate("said[1]").startswith("New: ")


def test_the_screen_stays_on_while_it_runs_also_after_a_look_elsewhere(
    stage: Stage, phone: Page
) -> None:
    assert phone.evaluate("asked.awake") == 1
    phone.evaluate("look('hidden')")
    phone.evaluate("look('visible')")
    assert phone.evaluate("asked.awake") == 2
    stage.facilitator.says("exercise.end")
    expect(phone.get_by_role("heading", name="back, Jonas")).to_be_visible()
    until(lambda: phone.evaluate("asked.let_go") == 1, "the screen is still kept on")


def test_where_the_screen_cannot_be_kept_on_that_is_said(stage: Stage, page: Page) -> None:
    page.add_init_script("delete Navigator.prototype.wakeLock; delete crypto.randomUUID;")
    stage.seats(page)
    expect(page.get_by_text("This browser lets the screen go to sleep")).to_be_visible()
