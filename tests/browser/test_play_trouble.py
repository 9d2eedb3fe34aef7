"""When things go wrong: dead spots, reloads, two tabs, late answers, recalls, a real emergency."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocket, WebSocketRoute, expect

from tests.browser.conftest import KITCHEN, NewPage
from tests.browser.stage import Stage
from tests.server import RunningServer, until

OFFLINE = ["ERR_INTERNET_DISCONNECTED", "WebSocket connection", "ERR_CONNECTION_REFUSED"]
RATING = "How tense is the queue?"


@pytest.fixture
def stage(server: RunningServer) -> Stage:
    return Stage.set_up(server)


def rating(stage: Stage, page: Page) -> None:
    """In the seat, with a rating on the screen."""
    stage.seats(page)
    stage.facilitator.says("clock.start")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.releases("K-04")
    expect(page.get_by_text(RATING)).to_be_visible()


def pick(page: Page, value: str) -> None:
    page.get_by_role("group", name=RATING).get_by_text(value, exact=True).click()


def given(stage: Stage, inject: str = "K-04") -> list[object]:
    return [each["answer"] for each in stage.facilitator.sees("answer", inject=inject)]


def test_a_reload_keeps_the_seat_and_the_draft(stage: Stage, page: Page) -> None:
    rating(stage, page)
    pick(page, "8")
    page.reload()
    expect(page.get_by_role("button", name="Send 8")).to_be_visible()
    page.get_by_role("button", name="Send 8").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    assert given(stage) == [{"value": 8}]


def test_an_answer_given_offline_is_delivered_once(stage: Stage, new_page: NewPage) -> None:
    page = new_page(expected=OFFLINE)
    rating(stage, page)
    pick(page, "3")
    page.context.set_offline(True)
    expect(page.get_by_text("Reconnecting… your answer is saved on this phone.")).to_be_visible()
    # Nothing can be fetched now: the icon has to be in the page already.
    sign = page.locator(".strip .state.bad use").bounding_box()
    assert sign is not None
    assert sign["width"] > 0
    page.get_by_role("button", name="Send 3 when connected").click()
    expect(page.get_by_text("Not sent yet, goes out when connected")).to_be_visible()
    assert given(stage) == []
    page.context.set_offline(False)
    expect(page.get_by_text("Delivered at")).to_be_visible()
    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    (answer,) = stage.facilitator.sees("answer", inject="K-04")
    assert answer["answer"] == {"value": 3}


def test_an_answer_given_offline_outlives_a_reload(stage: Stage, new_page: NewPage) -> None:
    page = new_page(expected=OFFLINE)
    rating(stage, page)
    pick(page, "4")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send 4").click()
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"{stage.server.url}/play/{stage.exercise}")
    expect(page.get_by_text("Delivered at")).to_be_visible()
    assert given(stage) == [{"value": 4}]


def test_what_is_written_while_an_answer_is_on_its_way_stays_a_draft(
    stage: Stage, new_page: NewPage
) -> None:
    page = new_page(expected=OFFLINE)
    stage.seats(page)
    stage.facilitator.says("clock.start")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.releases("K-10")
    page.get_by_text("Stay with me").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Send A").click()
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    page.get_by_label("Why?").fill("It is too hot")
    expect(page.get_by_text("Draft; what you sent is on its way")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Draft saved on this phone")).to_be_visible()
    (given,) = stage.facilitator.sees("answer", inject="K-10")
    assert (given["answer"], given["rationale"]) == ({"option": "stay"}, "")
    expect(page.get_by_label("Why?")).to_have_value("It is too hot")
    page.get_by_role("button", name="Send A").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    (given,) = stage.facilitator.sees("answer", inject="K-10")
    assert given["rationale"] == "It is too hot"


@pytest.mark.parametrize("storage", ["full", "off"])
def test_a_draft_that_cannot_be_kept_is_not_said_to_be(
    stage: Stage, page: Page, storage: str
) -> None:
    fails = {
        "full": "Storage.prototype.setItem = () => { throw new Error('full'); }",
        "off": "Object.defineProperty(window, 'localStorage', "
        "{ get() { throw new Error('off'); } })",
    }
    page.add_init_script(fails[storage])
    rating(stage, page)
    pick(page, "8")
    expect(page.get_by_text("Draft, kept while this page stays open")).to_be_visible()
    page.get_by_role("button", name="Send 8").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()


def test_an_ask_that_is_open_again_takes_an_answer_after_one_that_came_too_late(
    stage: Stage, new_page: NewPage
) -> None:
    page = new_page(expected=OFFLINE)
    rating(stage, page)
    pick(page, "9")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send 9").click()
    stage.facilitator.says("inject.close", inject="K-04")
    page.context.set_offline(False)
    expect(page.get_by_text("Too late, kept on record")).to_be_visible()
    stage.facilitator.says("inject.extend", inject="K-04", by_ms=60_000)
    page.get_by_role("button", name="Send 9").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    (answer,) = stage.facilitator.sees("answer", inject="K-04")
    assert not answer["late"]


def test_an_inject_that_was_taken_back_by_an_undone_jump_comes_as_a_new_one(
    stage: Stage, page: Page
) -> None:
    stage.seats(page)
    stage.facilitator.says("clock.start")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.facilitator.says("clock.pause")
    stage.facilitator.says("clock.jump", to_ms=250_000, injects={"K-04": "release"})
    expect(page.get_by_text(RATING)).to_be_visible()
    expect(page.locator("#announcements")).to_contain_text("New: The queue")
    pick(page, "3")
    page.get_by_role("button", name="Send 3").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.facilitator.says("clock.undo_jump")
    expect(page.get_by_text(RATING)).to_be_hidden()
    page.evaluate("document.getElementById('announcements').textContent = ''")
    stage.releases("K-04")
    expect(page.locator("#announcements")).to_contain_text("New: The queue")
    expect(page.get_by_role("button", name="Pick a number")).to_be_visible()

    def read() -> bool:
        (document,) = stage.facilitator.sees("inject", id="K-04")
        return document["teams"]["kitchen"]["read"] == [stage.seat_of("Jonas")]

    until(read, "the second time it was not told that it is read")


def test_an_answer_given_in_another_team_is_not_this_teams(stage: Stage, page: Page) -> None:
    rating(stage, page)
    pick(page, "8")
    page.get_by_role("button", name="Send 8").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.facilitator.says("seat.move", seat=stage.seat_of("Jonas"), team="hall", role="waiter")
    expect(page.get_by_role("button", name="Pick a number")).to_be_visible()
    pick(page, "2")
    page.get_by_role("button", name="Send 2").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()


def test_without_a_socket_the_answer_goes_over_http(stage: Stage, new_page: NewPage) -> None:
    page = new_page(expected=["WebSocket", "ERR_FAILED", "xhr poll error"])
    lines: list[WebSocketRoute] = []
    blocked: list[bool] = []

    def route(line: WebSocketRoute) -> None:
        if blocked:
            line.close()
        else:
            line.connect_to_server()
            lines.append(line)

    page.route_web_socket(re.compile("/socket.io/"), route)
    rating(stage, page)
    pick(page, "5")
    blocked.append(True)
    page.route("**/socket.io/**", lambda request: request.abort())
    lines[-1].close()
    expect(page.get_by_text("Offline", exact=True)).to_be_visible()
    page.get_by_role("button", name="Send 5").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    assert given(stage) == [{"value": 5}]
    expect(page.get_by_text("Slow line")).to_be_visible()
    stage.releases("K-07")
    expect(page.get_by_role("heading", name="Head count")).to_be_visible()


@pytest.mark.parametrize("blocked", ["refused", "hanging"])
def test_where_websockets_are_blocked_the_phone_polls(
    stage: Stage, new_page: NewPage, blocked: str
) -> None:
    page = new_page(expected=["WebSocket"])
    page.route_web_socket(
        re.compile("/socket.io/"), lambda line: line.close() if blocked == "refused" else None
    )
    rating(stage, page)
    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    pick(page, "5")
    page.get_by_role("button", name="Send 5").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    assert given(stage) == [{"value": 5}]


class Line:
    """The page's socket with somebody in the middle, who may keep messages to himself."""

    def __init__(self, page: Page) -> None:
        self.dead = False
        self.swallow = ""
        self.say: Callable[[str], None] = lambda _: None
        page.route_web_socket(re.compile("/socket.io/"), self._route)

    def _route(self, page_side: WebSocketRoute) -> None:
        server_side = page_side.connect_to_server()
        self.say = page_side.send

        def up(message: str | bytes) -> None:
            if not self.dead:
                server_side.send(message)

        def down(message: str | bytes) -> None:
            if self.dead:
                return
            if self.swallow and self.swallow in str(message):
                self.swallow = ""
                return
            page_side.send(message)

        page_side.on_message(up)
        server_side.on_message(down)


def test_a_dead_line_is_found_out_when_the_phone_wakes(stage: Stage, page: Page) -> None:
    line = Line(page)
    rating(stage, page)
    line.dead = True
    stage.facilitator.says("inject.recall", inject="K-04")
    expect(page.get_by_text(RATING)).to_be_visible()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Offline", exact=True)).to_be_visible()
    line.dead = False
    expect(page.get_by_text("You do not need to answer.")).to_be_visible()
    expect(page.get_by_text("Live", exact=True)).to_be_visible()


def test_a_message_that_got_lost_is_missed_and_fetched(stage: Stage, page: Page) -> None:
    line = Line(page)
    rating(stage, page)
    line.swallow = '"documents",'
    stage.facilitator.says("inject.recall", inject="K-04")
    expect(page.get_by_text("You do not need to answer.")).to_be_visible()
    assert line.swallow == ""


def test_another_screen_of_the_same_seat_follows_the_draft(stage: Stage, new_page: NewPage) -> None:
    page = new_page()
    rating(stage, page)
    other = new_page(storage_state={"cookies": page.context.cookies(), "origins": []})
    other.goto(page.url)
    expect(other.get_by_text(RATING)).to_be_visible()
    pick(page, "6")
    expect(other.get_by_role("button", name="Send 6")).to_be_visible()


def test_what_is_being_typed_here_is_not_overwritten_from_elsewhere(
    stage: Stage, page: Page
) -> None:
    line = Line(page)
    rating(stage, page)
    stage.releases("K-10")
    pick(page, "6")
    page.get_by_role("button", name="Send 6").click()
    page.get_by_role("button", name="Go on to").click()
    stale = '{"inject":"K-10","answer":{"option":"stay"},"rationale":"The ch","confidence":null}'
    page.get_by_label("Why?").fill("The chef, at once")
    line.say(f'42["draft",{stale}]')
    stage.facilitator.says("message.send", text="Five more minutes.")
    expect(page.get_by_text("Five more minutes.").first).to_be_visible()
    expect(page.get_by_label("Why?")).to_have_value("The chef, at once")


def test_a_number_follows_the_tab_it_is_typed_in(stage: Stage, page: Page) -> None:
    rating(stage, page)
    pick(page, "6")
    page.get_by_role("button", name="Send 6").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.releases("K-07")
    here = page.get_by_label("People in the hall")
    here.press_sequentially("1")
    other = page.context.new_page()
    other.goto(page.url)
    there = other.get_by_label("People in the hall")
    expect(there).to_have_value("1")
    there.fill("115,0")
    expect(here).to_have_value("115")
    expect(there).to_have_value("115,0")


def test_the_countdown_is_announced_at_milestones_only(stage: Stage, page: Page) -> None:
    page.clock.install()
    rating(stage, page)
    expect(page.locator("#announcements")).to_contain_text("New: The queue")
    page.clock.fast_forward(5_000)
    expect(page.locator("#announcements")).to_contain_text("New: The queue")
    page.clock.fast_forward(15_000)
    expect(page.locator("#announcements")).to_have_text("30 seconds left.")
    page.clock.fast_forward(16_000)
    expect(page.locator("#announcements")).to_have_text("10 seconds left.")


def test_a_double_tap_sends_once(stage: Stage, page: Page) -> None:
    sent: list[str] = []

    def listen(line: WebSocket) -> None:
        line.on("framesent", lambda frame: sent.append(str(frame)))

    page.on("websocket", listen)
    rating(stage, page)
    pick(page, "6")
    page.get_by_role("button", name="Send 6").dblclick()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    assert sum("response.submit" in frame and '"K-04"' in frame for frame in sent) == 1


def test_two_tabs_share_the_draft_and_the_answer(stage: Stage, page: Page) -> None:
    stage.seats(page, team="Dining hall", role="Host")
    stage.facilitator.says("clock.start")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.releases("K-05")
    expect(page.get_by_label("Whom do you tell")).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("Whom do you tell").fill("The chef, at once")
    expect(other.get_by_label("Whom do you tell")).to_have_value("The chef, at once")
    other.get_by_label("Whom do you tell").fill("The chef, at once.")
    expect(page.get_by_label("Whom do you tell")).to_have_value("The chef, at once.")
    other.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    assert given(stage, "K-05") == [{"text": "The chef, at once."}]


def test_too_late_is_said_and_kept_on_record(stage: Stage, new_page: NewPage) -> None:
    page = new_page(expected=OFFLINE)
    rating(stage, page)
    pick(page, "9")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send 9").click()
    stage.facilitator.says("inject.close", inject="K-04")
    page.context.set_offline(False)
    expect(page.get_by_text("Too late, kept on record")).to_be_visible()
    (answer,) = stage.facilitator.sees("answer", inject="K-04")
    assert answer["late"]
    stage.facilitator.says("exercise.end")
    expect(page.get_by_role("listitem").filter(has_text="The queue")).to_contain_text("Too late")


def test_a_recalled_inject_leaves_a_tombstone(stage: Stage, page: Page) -> None:
    rating(stage, page)
    pick(page, "2")
    stage.facilitator.says("inject.recall", inject="K-04", reason="Sent too early")
    expect(page.get_by_text("You do not need to answer.")).to_be_visible()
    expect(page.get_by_text("Sent too early")).to_be_visible()
    expect(page.get_by_text(RATING)).to_be_hidden()
    expect(page.locator("#announcements")).to_have_text("Recalled: The queue")
    stage.facilitator.says("exercise.end")
    expect(page.get_by_role("listitem").filter(has_text="The queue")).to_contain_text("Recalled")


def test_a_recalled_draft_is_said_to_be_kept_only_where_it_is_shown(
    stage: Stage, page: Page
) -> None:
    rating(stage, page)
    pick(page, "2")
    stage.facilitator.says("inject.recall", inject="K-04")
    expect(page.get_by_text("You do not need to answer.")).to_be_visible()
    expect(page.get_by_text("Your draft is kept")).to_be_hidden()
    stage.releases("K-10")
    page.get_by_role("button", name="Go on to “Go back?”").click()
    page.get_by_label("Why?").fill("It is a trap")
    stage.facilitator.says("inject.recall", inject="K-10")
    expect(page.get_by_text("Your draft is kept in your look-back.")).to_be_visible()
    stage.facilitator.says("exercise.end")
    expect(page.get_by_role("listitem").filter(has_text="Go back?")).to_contain_text("It is a trap")


def test_a_new_inject_waits_while_somebody_writes(stage: Stage, page: Page) -> None:
    stage.seats(page, team="Dining hall", role="Host")
    stage.facilitator.says("clock.start")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.releases("K-05")
    text = page.get_by_label("Whom do you tell")
    text.fill("Chef, listen")
    stage.releases("K-04")
    expect(page.locator(".news")).to_contain_text("New: The queue")
    expect(page.get_by_text("It waits until you are done here.")).to_be_visible()
    expect(page.locator("#announcements")).to_contain_text("New: The queue")
    expect(text).to_be_focused()
    expect(text).to_have_value("Chef, listen")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Go on to “The queue”").click()
    expect(page.get_by_role("heading", name="The queue")).to_be_focused()


def test_who_missed_an_ask_and_wrote_nothing_is_taken_to_the_next_inject(
    stage: Stage, page: Page
) -> None:
    stage.seats(page, team="Dining hall", role="Host")
    stage.facilitator.says("clock.start")
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.releases("K-04")
    expect(page.get_by_role("heading", name="The queue")).to_be_visible()
    stage.facilitator.says("inject.close", inject="K-04")
    expect(page.get_by_role("button", name="Closed")).to_be_visible()
    stage.releases("K-05")
    expect(page.get_by_label("Whom do you tell")).to_be_visible()


def test_reading_is_told_once_and_only_when_it_is_on_the_screen(stage: Stage, page: Page) -> None:
    rating(stage, page)
    me = stage.seat_of("Jonas")

    def readers(inject: str) -> list[str]:
        (document,) = stage.facilitator.sees("inject", id=inject)
        found: list[str] = document["teams"]["kitchen"]["read"]
        return found

    stage.releases("K-07")
    expect(page.locator(".news")).to_contain_text("New: Head count")
    pick(page, "1")
    page.get_by_role("button", name="Send 1").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    assert readers("K-04") == [me]
    assert readers("K-07") == []


def test_a_real_emergency_takes_the_whole_screen(stage: Stage, page: Page) -> None:
    rating(stage, page)
    pick(page, "7")
    stage.facilitator.says("exercise.halt")
    expect(page.get_by_role("alert")).to_contain_text(
        "This is a real-world emergency. The exercise has stopped."
    )
    expect(page.get_by_role("button")).to_have_count(0)
    stage.facilitator.says("exercise.resume_after_halt")
    expect(page.get_by_text("Paused, the clock stands")).to_be_visible()
    expect(page.get_by_role("button", name="Send 7")).to_be_visible()


def test_an_answer_that_is_not_taken_while_paused_stays_a_draft(
    server: RunningServer, page: Page
) -> None:
    stage = Stage.set_up(server, answers_while_paused=False)
    rating(stage, page)
    pick(page, "7")
    stage.facilitator.says("clock.pause")
    expect(page.get_by_text("Paused, the clock stands")).to_be_visible()
    page.get_by_role("button", name="Send 7").click()
    expect(page.get_by_text("Not delivered.")).to_be_visible()
    stage.facilitator.says("clock.resume")
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()


def test_messages_nudges_and_asking_for_a_pause(stage: Stage, page: Page) -> None:
    rating(stage, page)
    stage.facilitator.says("message.send", text="Five more minutes.")
    expect(page.get_by_text("Five more minutes.").first).to_be_visible()
    page.get_by_role("button", name="OK").click()
    expect(page.get_by_role("button", name="OK")).to_be_hidden()
    stage.facilitator.says("nudge.send", seats=[stage.seat_of("Jonas")], inject="K-04")
    expect(page.get_by_text("A nudge.")).to_be_visible()
    page.get_by_role("button", name="OK").click()
    page.get_by_text("You and this phone").click()
    page.get_by_role("button", name="Ask for a pause").click()
    expect(page.get_by_role("button", name="Asked for a pause")).to_be_visible()
    (asked,) = stage.facilitator.sees("message", kind="pause_request")
    assert asked["seats"] == [stage.seat_of("Jonas")]
    page.reload()
    expect(page.get_by_text(RATING)).to_be_visible()
    expect(page.get_by_text("Five more minutes.")).to_be_hidden()
    stage.facilitator.says("nudge.send", seats=[stage.seat_of("Jonas")])
    expect(page.get_by_text("A nudge.")).to_be_visible()
    stage.facilitator.says("exercise.end")
    expect(page.get_by_text("ENDEX")).to_be_visible()
    expect(page.get_by_text("A nudge.")).to_be_hidden()


def test_a_nudge_goes_with_what_it_was_about(stage: Stage, page: Page) -> None:
    rating(stage, page)
    stage.facilitator.says("nudge.send", seats=[stage.seat_of("Jonas")], inject="K-04")
    expect(page.get_by_text("A nudge.")).to_be_visible()
    stage.facilitator.says("inject.close", inject="K-04")
    expect(page.get_by_text("A nudge.")).to_be_hidden()


def test_watching_and_taking_part_again(stage: Stage, page: Page) -> None:
    rating(stage, page)
    page.get_by_text("You and this phone").click()
    page.get_by_role("button", name="Only watch from now on").click()
    expect(page.get_by_text("You only watch")).to_be_visible()
    expect(page.get_by_role("radio", name="7", exact=True)).to_be_disabled()
    page.get_by_role("button", name="Take part again").last.click()
    pick(page, "7")
    page.get_by_role("button", name="Send 7").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()


def test_a_new_name_is_everybodys(stage: Stage, new_page: NewPage) -> None:
    page = new_page()
    stage.joins("Mina", team="kitchen")
    stage.seats(page)
    page.get_by_text("You and this phone").click()
    page.get_by_label("Your name").fill("Mina")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Your name").fill("Jo")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_role("heading", name="You are in, Jo")).to_be_visible()


def test_the_appearance_is_remembered(stage: Stage, page: Page) -> None:
    stage.seats(page)
    page.get_by_text("You and this phone").click()
    page.get_by_text("Dark", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_somebody_taken_out_is_told(stage: Stage, page: Page) -> None:
    rating(stage, page)
    stage.facilitator.says("seat.remove", seat=stage.seat_of("Jonas"))
    expect(
        page.get_by_role("heading", name="You are not in this exercise any more")
    ).to_be_visible()
    expect(page.get_by_role("link", name="Join again")).to_be_visible()


def test_somebody_moved_sees_the_other_tables_injects(stage: Stage, page: Page) -> None:
    rating(stage, page)
    stage.releases("K-03")
    stage.facilitator.says("seat.move", seat=stage.seat_of("Jonas"), team="hall", role="waiter")
    expect(page.get_by_text("Dining hall", exact=False).first).to_be_visible()
    expect(page.locator(".news")).to_contain_text("New: Smoke")


def test_what_somebody_said_before_they_were_moved_is_in_their_look_back(
    stage: Stage, page: Page
) -> None:
    rating(stage, page)
    pick(page, "8")
    page.get_by_role("button", name="Send 8").click()
    expect(page.get_by_text("Delivered at")).to_be_visible()
    stage.facilitator.says("seat.move", seat=stage.seat_of("Jonas"), team="hall", role="waiter")
    stage.facilitator.says("exercise.end")
    row = page.get_by_role("listitem").filter(has_text="The queue")
    expect(row).to_contain_text("In your former team you said 8")
    expect(row).to_contain_text("Delivered")


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[RunningServer]:
    with RunningServer(tmp_path / "data", {"INJECTS": str(KITCHEN)}) as running:
        yield running


def test_a_server_that_comes_back_gets_what_was_said_meanwhile(
    fragile: RunningServer, new_page: NewPage
) -> None:
    page = new_page(expected=[*OFFLINE, "ERR_EMPTY_RESPONSE", "ERR_CONNECTION_RESET"])
    stage = Stage.set_up(fragile)
    rating(stage, page)
    fragile.kill()
    expect(page.get_by_text("Reconnecting…")).to_be_visible()
    pick(page, "10")
    page.get_by_role("button", name="Send 10").click()
    fragile.start()
    expect(page.get_by_text("Delivered at")).to_be_visible(timeout=20_000)
    assert given(stage) == [{"value": 10}]
