"""The console while an exercise runs, used the way somebody at the desk uses it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.console_page import calm, cast, cells, open_console, phone_of, row
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


def started(stage: Stage) -> None:
    """The clock runs, and what comes with it is done."""
    stage.starts()
    stage.facilitator.says("inject.close", inject="K-01")


def lid(person: Person, inject: str = "K-02") -> None:
    person.says("response.submit", inject=inject, answer={"option": "lid"})


def test_a_release_waits_five_seconds_and_can_be_undone(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    page = console(fake_time=True)
    page.get_by_role("button", name="Start").click()
    page.get_by_role("button", name="Start all the same").click()
    expect(row(page, "Lunch")).to_have_attribute("aria-current", "step")
    row(page, "The pan").get_by_role("button", name="Release").click()
    expect(page.locator(".toast")).to_contain_text("“The pan” goes to Kitchen in")
    expect(page.locator(".toast")).to_contain_text("Leaving this page cancels it")
    page.get_by_role("button", name="Undo").click()
    page.clock.fast_forward(6_000)
    expect(page.locator(".toast")).to_have_count(0)
    assert not people["Ann"].sees("inject", title="The pan")

    row(page, "The pan").get_by_role("button", name="Release").click()
    page.clock.fast_forward(6_000)
    expect(page.get_by_role("heading", name="The pan")).to_be_visible()
    assert people["Ann"].sees("inject", title="The pan", status="open")
    assert not people["Di"].sees("inject", title="The pan")


def test_a_release_dies_with_its_page(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    page = console(fake_time=True)
    row(page, "The pan").get_by_role("button", name="Release").click()
    expect(page.locator(".toast")).to_be_visible()
    page.goto(f"{stage.server.url}/console")
    page.go_back()
    expect(row(page, "The pan")).to_be_visible()
    page.clock.fast_forward(6_000)
    expect(page.locator(".toast")).to_have_count(0)
    assert not people["Ann"].sees("inject", title="The pan")


def test_proposals_tallies_the_lock_and_the_close(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    stage.releases("K-02")
    page = console()
    expect(page.get_by_role("heading", name="The pan")).to_be_visible()
    lid(people["Ann"])
    people["Bo"].says(
        "response.submit",
        inject="K-02",
        answer={"option": "water"},
        rationale="Water is what we have.",
        confidence=40,
    )
    expect(page.locator(".split tfoot")).to_contain_text("2 of 3")
    assert cells(page, "Lid on, gas off.") == ["1", "1"]
    assert cells(page, "bucket of water") == ["1", "1"]
    expect(page.locator(".said")).to_contain_text("Bo Water is what we have.")
    expect(page.locator(".said")).to_contain_text("A · 40% sure")

    closes = page.locator(".current .closes")
    expect(closes).to_contain_text(re.compile(r"1:00|0:\d\d"))
    page.get_by_role("button", name="1 min more").click()
    expect(closes).to_contain_text(re.compile(r"2:00|1:[1-5]\d"))

    lid(people["Cy"])
    people["Ann"].says("decision.lock", inject="K-02", answer={"option": "lid"})
    expect(page.locator(".split .locked")).to_contain_text("2")
    expect(page.locator(".vitals")).to_contain_text("1 of 1")
    close = page.get_by_role("button", name="Close now")
    expect(close).to_have_class("button primary")
    close.click()
    expect(page.locator(".pane.main .chip").first).to_contain_text("Closed")
    assert people["Ann"].sees("inject", title="The pan", status="closed")
    expect(page.get_by_role("button", name="Open again")).to_have_count(0)


def test_an_ask_that_closed_too_soon_is_opened_again(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    stage.releases("K-02")
    page = console()
    page.get_by_role("button", name="Close now").click()
    chip = page.locator(".pane.main .chip").first
    expect(chip).to_contain_text("Closed")
    page.keyboard.press("+")
    expect(chip).to_contain_text("Open")
    expect(page.locator(".current .closes")).to_contain_text(re.compile(r"1:00|0:[45]\d"))
    page.get_by_role("button", name="Close now").click()
    page.get_by_role("button", name="Open again, 5 min").click()
    expect(page.locator(".current .closes")).to_contain_text(re.compile(r"5:00|4:[45]\d"))
    assert people["Ann"].sees("inject", title="The pan", status="open")


def test_who_locks_without_a_proposal_has_spoken(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    stage.releases("K-02")
    page = console()
    people["Ann"].says("decision.lock", inject="K-02", answer={"option": "lid"})
    expect(page.locator(".split tfoot")).to_contain_text("1 of 3")
    ann = page.locator(".table-people li").filter(has_text="Ann")
    expect(ann).to_contain_text("Locked")
    page.get_by_role("button", name="Close now").click()
    expect(page.locator(".pane.main .chip").first).to_contain_text("Closed")
    expect(ann).to_contain_text("Locked")


def test_a_short_word_of_what_was_done_stays_on_one_line(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    stage.releases("K-02")
    page = console()
    page.keyboard.press("e")
    page.get_by_role("dialog").get_by_label("Title").fill("The pot")
    page.get_by_role("dialog").get_by_role("button", name="Revise").click()
    toast = page.locator(".toast").filter(has_text="Revised.")
    expect(toast).to_be_visible()
    box = toast.bounding_box()
    assert box
    assert box["height"] < 60


def test_a_nudge_to_many_is_told_in_one_list(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    stage.releases("K-04")
    page = console()
    seats = [stage.seat_of(name) for name in ("Ann", "Bo", "Cy", "Di", "Ed")]
    stage.facilitator.says("nudge.send", inject="K-04", seats=seats)
    expect(page.locator(".feed")).to_contain_text("Ann, Bo, Cy and 2 more")


def test_recalling_leaves_a_tombstone_with_its_reason(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    stage.releases("K-04")
    page = console()
    page.get_by_role("button", name="Recall").click()
    page.get_by_label("Reason").fill("Sent too early")
    page.get_by_role("dialog").get_by_role("button", name="Recall").click()
    expect(row(page, "The queue")).to_contain_text("Recalled: Sent too early")
    (seen,) = people["Ann"].sees("inject", title="The queue")
    assert (seen["status"], seen["reason"], seen["body"]) == ("recalled", "Sent too early", "")


def test_revising_changes_the_words_and_leaves_the_rest(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    stage.releases("K-04")
    page = console()
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Title")).to_be_focused()
    expect(dialog.get_by_label("Text")).to_have_value('"Is this a drill?"')
    dialog.get_by_label("Text").fill("*Is* this a drill?")
    dialog.get_by_label("Title").fill("The queue asks")
    dialog.get_by_role("button", name="Revise").click()
    expect(page.get_by_role("heading", name="The queue asks")).to_be_visible()
    (seen,) = people["Ann"].sees("inject", title="The queue asks")
    assert "<em>Is</em>" in seen["body"]
    assert seen["ask"]["prompt"] == "How tense is the queue?"


def test_hold_skip_and_restore(stage: Stage, console: Open) -> None:
    stage.starts()
    page = console()
    page.keyboard.press("h")
    expect(row(page, "The pan")).to_contain_text("Held")
    row(page, "The pan").get_by_role("button", name="The pan").click()
    row(page, "The pan").get_by_role("button", name="Restore").click()
    expect(row(page, "The pan")).not_to_contain_text("Held")
    calm(page).keyboard.press("s")
    expect(page.locator(".sheet-list .skipped")).to_contain_text("The pan")
    (inject,) = stage.facilitator.sees("inject", title="The pan")
    assert inject["status"] == "skipped"


def test_a_jump_is_previewed_done_and_taken_back(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    page = console()
    page.keyboard.press("j")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Jump to", exact=True)).to_be_focused()
    dialog.get_by_label("Jump to", exact=True).fill("2:40")
    expect(dialog).to_contain_text("1 open inject closes, 2 are passed.")
    assert not people["Ann"].sees("inject", title="The pan")
    pan = dialog.get_by_role("radiogroup", name="The pan")
    expect(pan.get_by_label("Skip")).to_be_checked()
    pan.get_by_text("Release").click()
    dialog.get_by_role("button", name="Jump to 02:40").click()
    expect(dialog).to_have_count(0)
    expect(page.locator(".deck .clock")).to_contain_text("02:4")
    assert people["Ann"].sees("inject", title="The pan")
    (smoke,) = stage.facilitator.sees("inject", title="Smoke")
    assert smoke["status"] == "skipped"

    page.get_by_role("button", name="Undo jump").click()
    expect(page.locator(".deck .clock")).to_contain_text("00:0")
    assert not people["Ann"].sees("inject", title="The pan")
    for title in ("The pan", "Smoke"):
        (inject,) = stage.facilitator.sees("inject", title=title)
        assert inject["status"] == "waiting"


def test_a_jump_back_is_refused_in_the_dialog(stage: Stage, console: Open) -> None:
    stage.starts()
    stage.facilitator.says("clock.jump", to_ms=30_000)
    page = console()
    page.keyboard.press("j")
    page.get_by_role("dialog").get_by_label("Jump to", exact=True).fill("0:10")
    expect(page.get_by_role("dialog")).to_contain_text("The clock can only be set forward.")
    page.get_by_role("dialog").get_by_label("Jump to", exact=True).fill("soon")
    expect(page.get_by_role("dialog")).to_contain_text("such as 12:30")


def test_notes_and_flags_are_pinned_and_private(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    page = console()
    page.keyboard.press("n")
    expect(page.get_by_label("Note, private")).to_be_focused()
    page.keyboard.type("Nobody asks the cook")
    page.get_by_label("About").select_option("Kitchen")
    page.get_by_role("button", name="Note", exact=True).click()
    feed = page.get_by_role("log")
    expect(feed).to_contain_text("Nobody asks the cook Kitchen, You, private")
    expect(page.get_by_label("Note, private")).to_have_value("")
    page.locator(".deck h1").click()
    page.keyboard.press("f")
    expect(feed).to_contain_text("Flag: this moment")
    page.get_by_role("button", name="Notes and flags, 2").click()
    expect(feed.locator("li")).to_have_count(2)
    assert not people["Ann"].sees("note")


def test_who_is_stuck_and_one_tap_that_helps(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    phones = [phone_of(people[name]) for name in ("Ann", "Bo")]
    started(stage)
    stage.releases("K-02")
    page = console(fake_time=True)
    stuck = page.locator("#stuck")
    expect(stuck).to_contain_text("Cy, Cook")
    expect(stuck).to_contain_text("Gone")
    page.clock.fast_forward(25_000)
    expect(stuck).to_contain_text("Ann, Chef, holds the lock")
    expect(stuck).to_contain_text("Unread for")
    stuck.get_by_role("button", name="Nudge Bo").click()
    expect(stuck).to_contain_text("Nudged")
    (nudge,) = people["Bo"].sees("message", kind="nudge")
    assert nudge["inject"]
    for phone in phones:
        phone.disconnect()


def test_a_pause_that_somebody_asked_for(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    page = console()
    people["Di"].says("pause.request")
    asked = page.get_by_role("alert").filter(has_text="asked for a pause")
    expect(asked).to_contain_text("Di")
    asked.get_by_role("button", name="Pause the clock").click()
    expect(page.locator(".deck")).to_contain_text("Paused")
    expect(asked).to_have_count(0)
    page.get_by_role("button", name="Resume").click()
    expect(page.locator(".deck")).to_contain_text("Running")
    expect(asked).to_have_count(0)


def test_an_inject_on_the_spot(stage: Stage, people: dict[str, Person], console: Open) -> None:
    stage.starts()
    page = console(fake_time=True)
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Release").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Give it a title.")
    dialog.get_by_label("Title").fill("The fuse box")
    dialog.get_by_label("Title").press("Enter")
    dialog.get_by_label("Text", exact=True).fill("It **hums**.")
    expect(dialog.locator(".handset")).to_contain_text("The fuse box")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.keyboard.press("a")
    expect(dialog.get_by_label("Title")).to_have_value("The fuse box")
    dialog.get_by_label("Addressed to").select_option("Some teams")
    dialog.get_by_label("Dining hall").check()
    dialog.get_by_label("What it asks").select_option("One of several options")
    dialog.get_by_label("Question").fill("Do you touch it?")
    dialog.get_by_label("Options, one a line").fill("Yes\nNo")
    expect(dialog.locator(".handset")).to_contain_text("Do you touch it?")
    dialog.get_by_role("button", name="Release").click()
    expect(page.locator(".toast")).to_contain_text("“The fuse box” goes to Dining hall")
    page.clock.fast_forward(6_000)
    expect(row(page, "The fuse box")).to_have_attribute("aria-current", "step")
    (seen,) = people["Di"].sees("inject", title="The fuse box")
    assert [option["text"] for option in seen["ask"]["options"]] == ["Yes", "No"]
    assert "<strong>hums</strong>" in seen["body"]
    assert not people["Ann"].sees("inject", title="The fuse box")


def test_a_message_to_one_person(stage: Stage, people: dict[str, Person], console: Open) -> None:
    page = console()
    stage.starts()
    page.get_by_role("button", name="Message").click()
    page.get_by_label("To", exact=True).select_option("Ed")
    page.get_by_role("textbox", name="Message").fill("Please speak up.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text("Message to Ed: Please speak up.")
    assert people["Ed"].sees("message", text="Please speak up.")
    assert not people["Di"].sees("message")


def test_somebody_is_moved_renamed_and_removed(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    page = console()
    page.get_by_role("button", name="Cy", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Cyrus")
    dialog.get_by_label("Team").select_option("Dining hall")
    dialog.get_by_label("Role").select_option("Waiter, with Ed")
    dialog.get_by_role("button", name="Save").click()
    hall = page.locator(".seats tr").filter(has_text="Dining hall")
    expect(hall).to_contain_text("Cyrus")
    page.get_by_role("button", name="Cyrus").click()
    dialog.get_by_label("Name").fill("Ann")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    dialog.get_by_role("button", name="Remove").click()
    dialog.get_by_role("button", name="Really remove").click()
    expect(hall).not_to_contain_text("Cyrus")
    assert people["Cy"].tries("pause.request")["error"]["code"] == "unauthenticated"


def test_the_lock_is_passed_on(stage: Stage, people: dict[str, Person], console: Open) -> None:
    phones = [phone_of(people[name]) for name in ("Ann", "Bo")]
    started(stage)
    stage.releases("K-02")
    page = console()
    kitchen = page.locator(".table-people").filter(has_text="Kitchen")
    expect(kitchen).to_contain_text("Ann Chef, lock")
    kitchen.get_by_role("button", name="Bo").click()
    page.get_by_role("dialog").get_by_role("button", name="Give them the lock").click()
    expect(kitchen).to_contain_text("Bo Cook, lock")
    (decision,) = people["Bo"].sees("decision")
    assert decision["lock_holder"] == people["Bo"].seat
    for phone in phones:
        phone.disconnect()


def test_seeing_what_a_person_sees(stage: Stage, people: dict[str, Person], console: Open) -> None:
    stage.starts()
    stage.releases("K-02")
    lid(people["Ann"])
    page = console()
    page.keyboard.press("v")
    dialog = page.get_by_role("dialog")
    handset = dialog.locator(".handset")
    dialog.get_by_label("What is on the phone of").select_option("Ann, Chef")
    expect(handset).to_contain_text("Delivered: B")
    dialog.get_by_label("What is on the phone of").select_option("Bo, Cook")
    expect(handset).to_contain_text("1 hidden until everybody has answered alone")
    dialog.get_by_label("What is on the phone of").select_option("Di, Host")
    expect(handset).to_contain_text("Lunch")
    expect(handset).not_to_contain_text("The pan")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="See as…")).to_be_focused()


def test_teaching_tags_and_expected_action_are_on_this_screen_only(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    stage.releases("K-02")
    page = console()
    private = page.get_by_label("For facilitators only")
    expect(private).to_contain_text("Starve it of air")
    expect(page.locator(".teaching")).to_have_count(0)
    page.keyboard.press("t")
    expect(page.locator(".teaching").first).to_contain_text("Escalating")
    expect(page.locator(".teaching").first).to_contain_text("Shouting")
    (seen,) = people["Ann"].sees("inject", title="The pan")
    assert all(set(option) == {"id", "text"} for option in seen["ask"]["options"])


def test_several_asks_are_open_at_once(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    for inject in ("K-02", "K-03", "K-04"):
        stage.releases(inject)
    page = console()
    switch = page.get_by_role("group", name="Open asks")
    expect(switch.get_by_role("button")).to_have_count(4)
    switch.get_by_role("button", name="Smoke").click()
    expect(page.get_by_role("heading", name="Smoke")).to_be_visible()
    expect(page.locator(".split thead .mark")).to_have_count(1)
    people["Di"].says("response.submit", inject="K-03", answer={"options": ["hatch", "doors"]})
    expect(page.locator(".split tfoot")).to_contain_text("1 of 2")
    assert cells(page, "Close the hatch.") == ["1", "1"]


@pytest.mark.parametrize(
    ("inject", "answers", "shown"),
    [
        ("K-04", [{"value": 3}, {"value": 7}, {"value": 9}], {"Middle": ["7", "–", "7"]}),
        (
            "K-06",
            [
                {"order": ["yard", "stairs", "kitchen"]},
                {"order": ["stairs", "yard", "kitchen"]},
            ],
            {"The yard": ["1.5", "–", "1.5"], "Through the kitchen": ["3.0", "–", "3.0"]},
        ),
        ("K-07", [{"value": 120}, {"value": 200}], {"Highest": ["200", "–", "200 people"]}),
    ],
)
def test_what_came_back_of_other_kinds(  # noqa: PLR0917  # three fixtures, three parameters
    stage: Stage,
    people: dict[str, Person],
    console: Open,
    inject: str,
    answers: list[dict[str, object]],
    shown: dict[str, list[str]],
) -> None:
    stage.starts()
    stage.releases(inject)
    page = console()
    for person, answer in zip(("Ann", "Bo", "Cy"), answers, strict=False):
        people[person].says("response.submit", inject=inject, answer=answer)
    expect(page.locator(".split tfoot")).to_contain_text(f"{len(answers)} of 5")
    for first, expected in shown.items():
        assert cells(page, first) == expected


def test_a_second_console_shows_the_same_and_a_reload_changes_nothing(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    stage.releases("K-02")
    one, other = console(), console()
    lid(people["Ann"])
    one.get_by_role("button", name="Pause").click()
    for page in (one, other):
        expect(page.locator(".deck")).to_contain_text("Paused")
        expect(page.locator(".split tfoot")).to_contain_text("1 of 3")
    texts = [page.locator(".split").inner_text() for page in (one, other)]
    one.reload()
    expect(one.locator(".split tfoot")).to_contain_text("1 of 3")
    assert [one.locator(".split").inner_text(), *texts] == [texts[1]] * 3


def test_a_refusal_is_shown_in_the_servers_words(stage: Stage, console: Open) -> None:
    stage.starts()
    stage.releases("K-04")
    page = console()
    page.get_by_role("button", name="Recall").click()
    stage.facilitator.says("inject.recall", inject="K-04")
    page.get_by_role("dialog").get_by_role("button", name="Recall").click()
    fault = page.get_by_role("dialog").get_by_role("alert")
    expect(fault).to_contain_text("This inject was recalled already.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_end_is_asked_once_and_leads_to_the_hot_wash(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    page = console()
    page.get_by_role("button", name="End the exercise").click()
    expect(page.get_by_role("dialog")).to_contain_text("1 open ask closes.")
    page.get_by_role("dialog").get_by_role("button", name="End the exercise").click()
    expect(page.get_by_role("heading", name="Hot wash")).to_be_visible()
    expect(page.get_by_role("link", name="Open the debrief")).to_be_visible()
    answers = {"useful": 4, "words": "Good"}
    people["Ann"].says("survey.submit", survey="post-feedback", answers=answers)
    expect(page.locator(".surveys")).to_contain_text("1 of 5")
    objective = page.get_by_role("radiogroup", name="Rating of O1")
    objective.get_by_text("S", exact=True).click()
    expect(objective.get_by_label("Performed with some challenges")).to_be_checked()
    page.get_by_role("button", name="Close the exercise").click()
    page.get_by_role("button", name="Close, though some are missing").click()
    expect(page.get_by_role("heading", name="The exercise is closed")).to_be_visible()
    (rating,) = stage.facilitator.sees("rating")
    assert rating["rating"] == "S"
    # A stop would be refused by now: nothing is there that promises one.
    expect(page.get_by_role("button", name="Real emergency")).to_have_count(0)


def test_the_answers_are_revealed_and_hidden_as_often_as_wanted(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    stage.releases("K-02")
    page = console()
    page.get_by_role("button", name="Reveal").click()
    expect(page.locator(".toast")).to_contain_text("Only Kitchen got this; now the whole room")
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_role("button", name="Reveal")).to_be_visible()
    assert not any(each["revealed"] for each in stage.facilitator.sees("inject"))
    stage.facilitator.says("exercise.end")
    shown = page.locator(".reveals li")
    expect(shown.filter(has_text="The pan")).to_contain_text("0 of 3 answered")
    shown.filter(has_text="The pan").get_by_role("button", name="Reveal").click()
    expect(shown.filter(has_text="The pan")).to_contain_text("In front")
    shown.filter(has_text="Lunch").get_by_role("button", name="Reveal").click()
    expect(shown.filter(has_text="Lunch")).to_contain_text("In front")
    expect(shown.filter(has_text="The pan")).to_contain_text("Revealed")
    expect(shown.filter(has_text="The pan").get_by_role("button")).to_have_count(2)


def test_a_branch_that_is_due_says_whose_answer_it_waits_for(
    stage: Stage, people: dict[str, Person], console: Open
) -> None:
    stage.starts()
    stage.releases("K-02")
    stage.facilitator.says("inject.extend", inject="K-02", by_ms=600_000)
    stage.facilitator.says("clock.jump", to_ms=541_000, injects={"K-08": "release"})
    page = console()
    alarm = row(page, "The alarm")
    expect(alarm).to_contain_text("Due, and waits for the answer to “The pan”")
    people["Ann"].says("decision.lock", inject="K-02", answer={"option": "water"})
    expect(alarm).to_have_attribute("aria-current", "step")
    stage.facilitator.says("exercise.end")
    page.get_by_role("button", name="Script").click()
    expect(row(page, "Go back?")).to_contain_text("Not released")


def test_two_who_revise_the_same_do_not_overwrite_each_other(stage: Stage, console: Open) -> None:
    stage.starts()
    stage.releases("K-04")
    page = console()
    expect(page.get_by_role("heading", name="The queue")).to_be_visible()
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title").fill("The crowd")
    stage.facilitator.says("inject.revise", inject="K-04", title="The line")
    dialog.get_by_role("button", name="Revise").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Somebody else has revised it")
    expect(dialog.get_by_label("Title")).to_have_value("The crowd")
    assert stage.facilitator.sees("inject", title="The line")
