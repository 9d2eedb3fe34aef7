"""The projector: no control on it, sized for the back of the room, mute about who said what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.console_page import cast
from tests.browser.stage import Person, Stage
from tests.server import RunningServer

HD = {"width": 1920, "height": 1080}
SMALL = {"width": 1024, "height": 768}

Open = Callable[..., Page]


@pytest.fixture
def stage(server: RunningServer) -> Stage:
    return Stage.set_up(server)


@pytest.fixture
def people(stage: Stage) -> dict[str, Person]:
    return cast(stage)


@pytest.fixture
def display(stage: Stage, new_page: NewPage) -> Open:
    def opened(theme: str = "", **options: object) -> Page:
        page = new_page(**{"viewport": HD, **options})
        page.goto(f"{stage.server.url}/display")
        page.get_by_label("Code of the exercise").fill(stage.code.lower())
        page.get_by_role("button", name="Show it here").click()
        page.wait_for_url(f"**/display/{stage.exercise}")
        if theme:
            page.goto(f"{page.url}?theme={theme}")
        expect(page.locator(".head h1")).to_be_visible()
        return page

    return opened


def fits(page: Page) -> None:
    """Everything is on the screen: a projector cannot be scrolled."""
    too_big = page.evaluate(
        """() => [...document.querySelectorAll(".view, .body")].filter((part) =>
          part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1
        ).map((part) => `${part.className} ${part.scrollWidth}x${part.scrollHeight}`)"""
    )
    assert not too_big


def smallest_type(page: Page) -> float:
    """The smallest type on the screen, in hundredths of its width."""
    return float(
        page.evaluate(
            """() => Math.min(...[...document.querySelectorAll(".view *")]
              .filter((each) => each.childNodes.length && each.getClientRects().length
                && [...each.childNodes].some((part) => part.nodeType === 3 && part.data.trim()))
              .map((each) => parseFloat(getComputedStyle(each).fontSize))) / innerWidth * 100"""
        )
    )


def test_a_wrong_code_is_said_in_place(server: RunningServer, new_page: NewPage) -> None:
    page = new_page(expected=[r"status of 404"])
    page.goto(f"{server.url}/display")
    page.get_by_label("Code of the exercise").fill("NOSUCHCO")
    page.get_by_role("button", name="Show it here").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Code of the exercise")).to_have_attribute("aria-invalid", "true")


@pytest.mark.parametrize("size", [HD, SMALL], ids=["hd", "small"])
def test_the_lobby_shows_how_to_get_in_and_who_is_there(
    stage: Stage, display: Open, axe: Callable[[Page], None], size: dict[str, int]
) -> None:
    page = display(viewport=size)
    assert page.locator(".big-code").inner_text().replace(" ", "") == stage.code
    expect(page.locator("img.qr")).to_have_js_property("complete", True)
    assert page.evaluate("document.querySelector('img.qr').naturalWidth") > 0
    kitchen = page.locator(".tables li").filter(has_text="Kitchen")
    expect(kitchen).to_contain_text("0 of 2")
    stage.joins("Ann", team="kitchen", role="chef")
    expect(kitchen).to_contain_text("1 of 2")
    expect(page.locator("button, a:not(.skip-link), input")).to_have_count(0)
    fits(page)
    axe(page)
    stage.facilitator.says("exercise.lock_joins")
    expect(page.get_by_role("heading", name="Everybody is in")).to_be_visible()
    expect(page.locator(".big-code")).to_have_count(0)


def test_live_it_counts_and_tells_nothing_else(
    stage: Stage, people: dict[str, Person], display: Open, axe: Callable[[Page], None]
) -> None:
    page = display()
    stage.starts()
    expect(page.get_by_role("heading", name="Lunch")).to_be_visible()
    stage.releases("K-02")
    stage.releases("K-04")
    expect(page.get_by_role("heading", name="The queue")).to_be_visible()
    expect(page.locator(".answered")).to_contain_text("0 of 5")
    for name, value in (("Ann", 3), ("Bo", 8), ("Di", 5)):
        people[name].says("response.submit", inject="K-04", answer={"value": value})
    expect(page.locator(".answered")).to_contain_text("3 of 5")
    expect(page.locator(".dots").first.locator(".in")).to_have_count(2)
    expect(page.locator(".answered .chip")).to_contain_text("closes in")
    stage.facilitator.says("clock.pause")
    expect(page.locator(".answered .chip")).to_contain_text(" left")
    stage.facilitator.says("clock.resume")
    expect(page.locator(".answered .chip")).to_contain_text("closes in")
    text = page.locator("body").inner_text()
    for secret in ("Ann", "Bo", "The pan", "Notice it before"):
        assert secret not in text
    fits(page)
    assert smallest_type(page) >= 1.25
    axe(page)

    stage.facilitator.says("inject.reveal", inject="K-04")
    expect(page.locator(".result")).to_contain_text("3, 8")
    assert "Ann" not in page.locator("body").inner_text()
    fits(page)
    axe(page)


def test_what_was_chosen_is_shown_with_the_reveal(
    stage: Stage, people: dict[str, Person], display: Open
) -> None:
    page = display(viewport=SMALL)
    stage.starts()
    stage.releases("K-10")
    for name, option in (("Ann", "stay"), ("Bo", "stay"), ("Cy", "go"), ("Ed", "shrug")):
        people[name].says("response.submit", inject="K-10", answer={"option": option})
    expect(page.locator(".answered")).to_contain_text("4 of 5")
    stage.facilitator.says("inject.reveal", inject="K-10")
    expect(page.locator(".by-team thead .mark")).to_have_text(["K", "D"])
    first = page.locator(".by-team tbody tr").first
    expect(first).to_contain_text("Stay with me, please.")
    expect(first.locator("td")).to_have_text(["2", "0", "2"])
    fits(page)


def test_of_a_ranking_by_each_the_average_places_are_revealed(
    stage: Stage, people: dict[str, Person], display: Open
) -> None:
    page = display(viewport=SMALL)
    stage.starts()
    options = [{"id": each, "text": f"Way {each}"} for each in "abc"]
    ask = {"kind": "ranking", "prompt": "Which first?", "options": options}
    made = stage.facilitator.says("inject.compose", title="Three ways", ask=ask)["result"]
    for name, order in (("Ann", "abc"), ("Bo", "bac"), ("Cy", "cab")):
        answer = {"order": list(order)}
        people[name].says("response.submit", inject=made["inject"], answer=answer)
    stage.facilitator.says("inject.reveal", inject=made["inject"])
    cells = page.locator(".by-team tbody tr").first.locator("td")
    expect(cells).to_have_text(["1.7", "–", ""])
    expect(page.locator(".legend")).to_have_text("The average place; 1 is first.")
    fits(page)


def test_what_was_locked_is_shown_once_it_is_revealed_and_hidden_again(
    stage: Stage, people: dict[str, Person], display: Open
) -> None:
    page = display()
    stage.starts()
    expect(page.get_by_role("heading", name="Lunch")).to_be_visible()
    stage.releases("K-02")
    for name, option in (("Ann", "lid"), ("Bo", "water"), ("Cy", "lid")):
        people[name].says("response.submit", inject="K-02", answer={"option": option})
    people["Ann"].says("decision.lock", inject="K-02", answer={"option": "lid"})
    expect(page.get_by_role("heading", name="Lunch")).to_be_visible()
    assert "Lid on" not in page.locator("body").inner_text()
    stage.facilitator.says("inject.reveal", inject="K-02")
    lid = page.locator(".by-team tbody tr").nth(1)
    expect(lid).to_contain_text("Lid on, gas off.")
    expect(lid.locator("td").first).to_have_text("2")
    expect(lid.get_by_role("img", name="locked")).to_be_visible()
    expect(page.locator(".head .state")).to_contain_text("Revealed")
    fits(page)
    stage.facilitator.says("inject.hide", inject="K-02")
    expect(page.get_by_role("heading", name="Lunch")).to_be_visible()
    assert "Lid on" not in page.locator("body").inner_text()
    stage.facilitator.says("inject.reveal", inject="K-02")
    expect(lid).to_contain_text("Lid on, gas off.")
    stage.releases("K-04")
    expect(page.get_by_role("heading", name="The queue")).to_be_visible()


def test_in_the_hot_wash_everything_revealed_is_there(
    stage: Stage, people: dict[str, Person], display: Open, axe: Callable[[Page], None]
) -> None:
    page = display()
    stage.starts()
    for inject in ("K-06", "K-04", "K-07"):
        stage.releases(inject)
    people["Ann"].says(
        "decision.lock", inject="K-06", answer={"order": ["yard", "stairs", "kitchen"]}
    )
    people["Di"].says("response.submit", inject="K-04", answer={"value": 8})
    stage.facilitator.says("exercise.end")
    expect(page.get_by_role("heading", name="The exercise is over")).to_be_visible()
    for inject in ("K-07", "K-04", "K-06"):
        stage.facilitator.says("inject.reveal", inject=inject)
    expect(page.get_by_role("heading", name="Three doors")).to_be_visible()
    expect(page.locator(".by-team tbody tr").first.locator("td").first).to_have_text("1.")
    others = page.locator(".others li")
    expect(others).to_have_count(2)
    expect(others.first).to_contain_text("How tense is the queue?")
    expect(others.first).to_contain_text("8")
    fits(page)
    axe(page)
    for inject in ("K-06", "K-04", "K-07"):
        stage.facilitator.says("inject.hide", inject=inject)
    expect(page.get_by_role("heading", name="The exercise is over")).to_be_visible()


def test_a_number_that_several_gave_keeps_its_unit(
    stage: Stage, people: dict[str, Person], display: Open
) -> None:
    page = display()
    stage.starts()
    stage.releases("K-07")
    for name, value in (("Ann", 120), ("Bo", 120), ("Cy", 200)):
        people[name].says("response.submit", inject="K-07", answer={"value": value})
    stage.facilitator.says("inject.reveal", inject="K-07")
    expect(page.locator(".result .each")).to_contain_text("120 people (2×), 200 people")


def test_a_recalled_inject_disappears(
    stage: Stage, people: dict[str, Person], display: Open
) -> None:
    page = display()
    stage.starts()
    expect(page.get_by_role("heading", name="Lunch")).to_be_visible()
    stage.releases("K-09")
    expect(page.get_by_role("heading", name="The door")).to_be_visible()
    stage.facilitator.says("inject.recall", inject="K-09")
    expect(page.get_by_role("heading", name="Lunch")).to_be_visible()


def test_a_long_text_is_set_smaller_until_it_fits(
    stage: Stage, people: dict[str, Person], display: Open
) -> None:
    page = display(viewport=SMALL)
    stage.starts()
    body = "\n\n".join(["The lift stands still, and nobody knows for how long it will."] * 9)
    stage.facilitator.says("inject.compose", title="The lift", body=body)
    expect(page.get_by_role("heading", name="The lift")).to_be_visible()
    fits(page)


def test_paused_stopped_over_and_closed(
    stage: Stage, people: dict[str, Person], display: Open, axe: Callable[[Page], None]
) -> None:
    page = display()
    stage.starts()
    stage.facilitator.says("clock.pause")
    expect(page.locator(".head .state")).to_contain_text("Paused")
    stage.facilitator.says("exercise.halt")
    expect(page.get_by_role("alert")).to_contain_text("REAL, NOT AN EXERCISE")
    expect(page.get_by_role("heading")).to_contain_text("This is a real-world emergency.")
    fits(page)
    axe(page)
    stage.facilitator.says("exercise.resume_after_halt")
    stage.facilitator.says("exercise.end")
    expect(page.get_by_role("heading", name="The exercise is over")).to_be_visible()
    expect(page.locator(".helplines")).to_contain_text("First aid")
    fits(page)
    axe(page)
    stage.facilitator.says("exercise.close")
    expect(page.get_by_role("heading", name="The exercise is closed")).to_be_visible()


@pytest.mark.parametrize(
    ("asked", "system", "theme"),
    [
        ("", "dark", "projector"),
        ("", "light", "projector-light"),
        ("dark", "light", "projector"),
        ("light", "dark", "projector-light"),
    ],
)
def test_the_room_decides_how_bright_it_is(
    display: Open, axe: Callable[[Page], None], asked: str, system: str, theme: str
) -> None:
    page = display(asked, color_scheme=system)
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    axe(page)


def test_it_comes_back_after_a_reload_with_the_same_seat(stage: Stage, display: Open) -> None:
    page = display()
    page.reload()
    expect(page.locator(".big-code")).to_be_visible()
    assert len(stage.facilitator.sees("seat", kind="display")) == 1
