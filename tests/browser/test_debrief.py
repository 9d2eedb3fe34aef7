"""The debrief in a real browser: an evening that was played, on a server that has it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.data.seed import seed
from tests.data.transcript import evening
from tests.edge import Edge, running

DESK = {"width": 1440, "height": 900}
pytestmark = pytest.mark.timeout(180)  # axe looks at every cell of a long page

SIZES = [(320, "light"), (390, "dark"), (768, "light"), (1440, "light"), (1440, "dark")]


@dataclass
class Server:
    """Where the evening can be looked at, and the cookie of who ran it."""

    url: str
    edge: Edge
    session: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(tmp_path_factory.mktemp("debrief")) as edge:
        edge.user("Ada")
        seed(edge.engine, evening(), "user-Ada")
        session = edge.users.issue("session", "user-Ada", "test", edge.now, 10**9)
        with edge.serving() as url:
            yield Server(url, edge, session)


@pytest.fixture
def look(server: Server, new_page: NewPage) -> Callable[..., Page]:
    """Opens a page of the debrief as the one who ran the evening."""

    def open_page(path: str = "", **context: object) -> Page:
        page = new_page(**{"viewport": DESK, "timezone_id": "UTC", **context})
        page.context.add_cookies([{"name": "session", "value": server.session, "url": server.url}])
        page.goto(f"{server.url}/debrief/night{path}")
        return page

    return open_page


def hidden_count(page: Page) -> str:
    return page.locator("[data-hidden]").inner_text()


@pytest.mark.parametrize(("width", "theme"), SIZES)
def test_it_fits_and_everybody_can_use_it(
    look: Callable[..., Page], axe: Callable[[Page], None], width: int, theme: str
) -> None:
    page = look(viewport={"width": width, "height": 900}, color_scheme=theme)
    expect(page.locator(".screen")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("details.entries summary").click()
    for button in page.locator("[data-reveal]").all():
        button.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width
    axe(page)


def test_the_paper_has_the_mark_and_nothing_to_press(
    look: Callable[..., Page], axe: Callable[[Page], None]
) -> None:
    page = look("/print")
    axe(page)
    assert page.locator("button:visible, input:visible").count() == 0
    expect(page.locator(".exercise")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".exercise")).to_be_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF-")
    assert 5 < paper.count(b"/Type /Page\n") < 25


def test_every_sheet_has_the_mark_and_nothing_is_cut_off(
    look: Callable[..., Page], tmp_path: Path
) -> None:
    if shutil.which("pdftotext") is None and not os.environ.get("CI"):
        pytest.skip("NO PDFTOTEXT: what the paper says was not read (poppler-utils)")
    page = look("/print")
    page.pdf(path=tmp_path / "paper.pdf", prefer_css_page_size=True)
    read = ["pdftotext", "-layout", str(tmp_path / "paper.pdf"), "-"]
    text = subprocess.run(read, check=True, capture_output=True, text=True).stdout
    sheets = text.removesuffix("\f").split("\f")
    assert len(sheets) > 5
    assert all("EXERCISE EXERCISE EXERCISE" in sheet for sheet in sheets)
    assert [f"{n} of {len(sheets)}" in sheet for n, sheet in enumerate(sheets, 1)].count(False) == 0
    words = " ".join(text.split())
    for title in page.locator("h2, h3").all_inner_texts():
        assert " ".join(title.split()) in words
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})  # A4 without its margins
    wide = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).length"
    assert page.locator(".scroll").evaluate_all(wide) == 0


def test_what_is_filtered_is_counted_and_exported(look: Callable[..., Page]) -> None:
    page = look()
    assert hidden_count(page) == "114 of 222 entries hidden"
    page.get_by_label("Answers 43").uncheck()
    assert hidden_count(page) == "157 of 222 entries hidden"
    expect(page.locator("[data-shown]")).to_have_text("65")
    page.get_by_role("group", name="Lanes").get_by_label("Mill").uncheck()
    assert int(hidden_count(page).split()[0]) > 157
    csv = page.get_by_role("link", name="CSV")
    assert "kind=answer" not in (csv.get_attribute("href") or "")
    assert "team=t4" in (csv.get_attribute("href") or "")
    assert "kind=decision" in page.url
    shown = int(page.locator("[data-shown]").inner_text())
    with page.expect_download() as download:
        csv.click()
    path = download.value.path()
    assert download.value.suggested_filename == "EXERCISE-The-Oversold-Night.csv"
    text = Path(path).read_text("utf-8-sig")
    assert text.count("\nEXERCISE,") == shown
    page.reload()
    expect(page.locator("[data-shown]")).to_have_text(str(shown))


def test_filters_reach_the_picture_as_well(look: Callable[..., Page]) -> None:
    page = look()
    spans = page.locator(".span-mark[data-lanes=t4]:not([hidden])")
    assert spans.count() == 9
    page.get_by_role("group", name="Lanes").get_by_label("Quay").uncheck()
    assert spans.count() == 0
    assert page.locator(".span-mark[data-lanes=t1]:not([hidden])").count() == 8


def test_a_kind_that_was_not_sent_is_fetched(look: Callable[..., Page]) -> None:
    page = look()
    page.get_by_label("Read 36").check()
    expect(page).to_have_url(re.compile("kind=read"))
    expect(page.locator("[data-hidden]")).to_have_text("78 of 222 entries hidden")
    page.locator("details.entries summary").click()
    expect(page.locator(".entry-table").get_by_text("Mina read “Nothing left”")).to_be_visible()


def test_something_always_stays_chosen(look: Callable[..., Page]) -> None:
    page = look("?kind=note")
    page.get_by_label("Notes 2").click()
    expect(page.get_by_label("Notes 2")).to_be_checked()
    assert hidden_count(page) == "220 of 222 entries hidden"


def test_effects_and_the_expected_action_show_on_a_click_and_hide_again(
    look: Callable[..., Page],
) -> None:
    page = look()
    card = page.get_by_role("article", name="“You sold my bed?”")
    expect(card.get_by_text("Emotion labelling")).to_be_hidden()
    assert "Emotion labelling" not in card.aria_snapshot()
    button = card.get_by_role("button", name="Reveal effects and tags")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(card.get_by_text("Emotion labelling")).to_be_visible()
    expect(card.get_by_text("Acknowledge and ask before solving.")).to_be_visible()
    hide = card.get_by_role("button", name="Hide effects and tags")
    expect(hide).to_have_attribute("aria-expanded", "true")
    hide.click()
    expect(card.get_by_text("Emotion labelling")).to_be_hidden()


def test_a_bar_of_the_split_says_who(look: Callable[..., Page]) -> None:
    page = look()
    card = page.get_by_role("article", name="“You sold my bed?”")
    row = card.locator(".options-table tbody tr").nth(3)
    bar = row.locator("summary")
    expect(row.locator(".who-said li").first).to_be_hidden()
    bar.focus()
    page.keyboard.press("Enter")
    expect(row.locator(".who-said li").first).to_be_visible()
    pieces = row.locator(".split-bar .locked").count()
    assert row.locator(".who-said li").count() == pieces > 0
    paper = look("/print").get_by_role("article", name="“You sold my bed?”")
    expect(paper.locator(".options-table tbody tr").nth(3).locator(".who-said")).to_have_text(
        re.compile(r"^\s*\d of \d+\s*$")
    )


def test_zooming_stretches_time_and_keeps_the_place(look: Callable[..., Page]) -> None:
    page = look()
    chart, scroll = page.locator(".lanes-chart"), page.locator(".lane-scroll")
    before = chart.evaluate("chart => chart.width.baseVal.value")
    page.get_by_role("button", name="Zoom in").click()
    after = chart.evaluate("chart => chart.width.baseVal.value")
    assert after > before * 1.8
    scroll.focus()
    page.keyboard.press("+")
    assert chart.evaluate("chart => chart.width.baseVal.value") > after
    at_start = scroll.evaluate("scroll => scroll.scrollLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "left => document.querySelector('.lane-scroll').scrollLeft > left", arg=at_start
    )
    left = (
        page.locator(".span-mark[data-lanes=t1] [data-bar]")
        .nth(2)
        .evaluate("bar => bar.x.baseVal.value")
    )
    release = page.locator(".release-mark").nth(3).get_attribute("transform") or ""
    assert abs(float(release[10:].split()[0]) - left) < 0.01, "bars and releases stretch alike"
    page.get_by_role("button", name="Whole exercise").click()
    assert abs(chart.evaluate("chart => chart.width.baseVal.value") - before) < 1


def test_replay_shows_what_two_teams_saw(look: Callable[..., Page]) -> None:
    page = look()
    page.get_by_label("Right").select_option("Quay")
    page.locator("details.entries summary").click()
    page.get_by_role(
        "button", name="Replay 04:58, Tomas locked D for Linden on “You sold my bed?”"
    ).click()
    expect(page.locator("[data-moment-clock]")).to_have_text("04:58")
    harbour, quay = (
        page.get_by_role("article", name="Harbour then"),
        page.get_by_role("article", name="Quay then"),
    )
    expect(harbour.get_by_text("Mina locked it")).to_be_visible()
    expect(harbour.locator(".votes .locked")).to_contain_text("Mina and Jonas")
    expect(quay.get_by_text("Not locked, 1 of 3 proposed")).to_be_visible()
    expect(quay.get_by_text("Leo holds the lock")).to_be_visible()
    expect(page.locator(".around [aria-current=true]")).to_contain_text("Tomas locked D")
    assert "escalating" not in harbour.inner_text().lower()


def test_replay_moves_by_keys_buttons_and_clicks(look: Callable[..., Page]) -> None:
    page = look()
    words, moment = page.locator("[data-moment-words]"), page.get_by_role("slider", name="Moment")
    expect(words).to_have_text("Released “Nothing left” to all teams")
    page.get_by_role("button", name="Next inject").click()
    expect(words).to_have_text("Released “Dana arrives” to all teams")
    page.get_by_role("button", name="Next entry").click()
    expect(words).to_have_text("Sofia answered 7 on “Dana arrives”")
    moment.press("ArrowLeft")
    expect(words).to_have_text("Released “Dana arrives” to all teams")
    page.get_by_role("button", name="Previous inject").click()
    expect(words).to_have_text("Released “Nothing left” to all teams")
    moment.press("End")
    expect(page.get_by_role("article", name="Harbour then")).to_contain_text("Closed, 3 in")
    page.locator(".circle-mark[data-lanes=t4]", has_text="Quay is without its lead").click()
    expect(words).to_have_text("Flag")
    expect(moment).to_have_attribute("aria-valuetext", "05:08, Flag")
    page.get_by_label("Right").select_option("Nobody")
    expect(page.locator(".screen")).to_have_count(1)


def test_replay_plays_on_by_itself_until_it_is_stopped_or_over(look: Callable[..., Page]) -> None:
    page = look()
    moment = page.get_by_role("slider", name="Moment")
    first = moment.input_value()
    page.get_by_label("Speed").select_option("60×")
    words = page.locator("[data-moment-words]")
    expect(words).to_have_text("Released “Nothing left” to all teams")
    page.get_by_role("button", name="Play").click()
    expect(words).not_to_have_text("Released “Nothing left” to all teams")
    stop = page.get_by_role("button", name="Stop")
    expect(stop).to_have_attribute("aria-pressed", "true")
    moment.press("End")
    expect(page.get_by_role("button", name="Play")).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Play").click()
    stop.click()
    assert int(moment.input_value()) < int(first), "from the end it begins anew"


def test_a_bar_leads_to_the_moment_it_ended(look: Callable[..., Page]) -> None:
    page = look()
    page.locator(".span-mark[data-lanes=t2] .locked-text").nth(2).click()
    expect(page.locator("[data-moment-words]")).to_have_text(
        "Tomas locked D for Linden on “You sold my bed?”"
    )


def test_the_sections_stay_within_reach(look: Callable[..., Page]) -> None:
    page = look(viewport={"width": 390, "height": 844})
    page.get_by_role("link", name="Surveys").click()
    heading = page.get_by_role("heading", name="Surveys", exact=True)
    expect(heading).to_be_in_viewport()
    tabs = page.get_by_role("navigation", name="Debrief")
    expect(tabs).to_be_in_viewport()
    above, below = tabs.bounding_box(), heading.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]


def test_a_recalled_inject_replays_as_it_was(look: Callable[..., Page]) -> None:
    page = look()
    page.locator("details.entries summary").click()
    page.get_by_role("button", name="Replay 03:00, Released “Partner hotel”").click()
    screen = page.get_by_role("article", name="Harbour then")
    expect(screen.locator("em")).to_have_text("“Are you still sending us somebody?”")
    page.get_by_role("button", name="Replay 03:16, Recalled “Partner hotel”").click()
    expect(screen.get_by_text("Recalled: Sent to everybody by mistake")).to_be_visible()
    expect(screen.locator("em")).to_have_count(0)


def test_times_are_the_reader_s_own(look: Callable[..., Page]) -> None:
    page = look(timezone_id="Asia/Tokyo")
    expect(page.locator(".top time").nth(0)).to_have_text("Friday, March 13, 2026")
    expect(page.locator(".top time").nth(1)).to_have_text("04:33")
    expect(page.locator("[data-zone]")).to_have_text("GMT+9")


def test_without_scripts_it_is_still_all_there(look: Callable[..., Page]) -> None:
    page = look(java_script_enabled=False)
    page.locator("details.entries summary").click()
    expect(
        page.get_by_text("Mina locked C for Harbour on “You sold my bed?”").first
    ).to_be_visible()
    expect(page.get_by_text("It needs JavaScript.")).to_be_visible()
    page.get_by_label("Answers 43").uncheck()
    page.get_by_role("button", name="Apply").click()
    assert hidden_count(page) == "157 of 222 entries hidden"
