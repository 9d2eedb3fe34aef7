"""Who looks through what, and for each event which documents changed for whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tabletop.domain.index import CONTROL, DISPLAY
from tabletop.domain.scenario import Inject
from tabletop.domain.visibility import public, scopes_of
from tests.domain.stage import FLOOD, MINUTE, choice, header
from tests.domain.transcript import Transcript, given, lobby, started

RED, BLUE = "team:red", "team:blue"


def changed(script: Transcript, since: int) -> dict[str, set[str]]:
    """For each scope, which documents are new since then ("type id", with "gone" if it left)."""
    found = {
        scope: {
            f"{each['type']} {each['id']}{' gone' if each.get('gone') else ''}"
            for each in script.documents(scope, since)
        }
        for scope in script.state.index.scopes
    }
    return {scope: keys for scope, keys in found.items() if keys}


def test_everybody_looks_through_the_scopes_of_their_seat() -> None:
    script = lobby((None, "seat.join", {"seat": "abe", "kind": "actor"}))
    state = script.state
    assert scopes_of(state, "fay") == scopes_of(state, "eve") == (CONTROL,)
    assert scopes_of(state, "ann") == (RED, "seat:ann")
    assert scopes_of(state, "wall") == (DISPLAY, "seat:wall")
    assert scopes_of(state, "abe") == (DISPLAY, "seat:abe")
    assert scopes_of(state, "zoe") == ()
    script.given(("fay", "seat.remove", {"seat": "ann"}))
    assert scopes_of(state, "ann") == ()


def test_what_is_there_from_the_start() -> None:
    script = given()
    surveys = {"survey before", "survey after"}
    assert changed(script, 0)[RED] == {"exercise x", "team red"} | surveys
    assert changed(script, 0)[DISPLAY] == {"exercise x", "team red", "team blue"}
    assert {f"inject {each}" for each in script.state.plays} < changed(script, 0)[CONTROL]


def after(script: Transcript, *line: Any) -> dict[str, set[str]]:
    """What the line changes for whom; the run sheet's own doings apart."""
    head = script.state.seq
    script.given(line if len(line) > 1 else line[0])
    found = changed(script, head)
    found[CONTROL] = {
        each for each in found.get(CONTROL, ()) if not each.startswith(("inject", "survey"))
    }
    return {scope: keys for scope, keys in found.items() if keys}


@pytest.mark.parametrize("line", [("fay", "clock.pause"), ("fay", "clock.rate", {"rate": 2})])
def test_the_clock_is_everybodys_and_so_is_when_what_is_open_closes(line: Any) -> None:
    script = started("06:10", ("fay", "inject.release", {"inject": "heat"}))
    assert after(script, *line) == {
        CONTROL: {"exercise x"},
        DISPLAY: {"exercise x", "inject heat"},
        RED: {"exercise x", "inject heat"},
        BLUE: {"exercise x", "inject heat"},
        "seat:ann": {"inject call"},
        "seat:cat": {"inject call"},
    }


def test_an_inject_that_goes_out_is_for_those_it_goes_to() -> None:
    script = started("00:10")
    assert after(script, "fay", "inject.release", {"inject": "gauge", "teams": ["red"]}) == {
        CONTROL: {"exercise x", "decision gauge:red"},
        RED: {"inject gauge", "decision gauge:red"},
    }
    assert after(script, "fay", "inject.release", {"inject": "gauge"}) == {
        CONTROL: {"exercise x", "decision gauge:red", "decision gauge:blue"},
        RED: {"inject gauge", "decision gauge:red"},
        BLUE: {"inject gauge", "decision gauge:blue"},
        DISPLAY: {"inject gauge"},
    }


def test_a_private_inject_is_its_seats_alone() -> None:
    script = started()
    assert after(script, "fay", "inject.release", {"inject": "call"}) == {
        CONTROL: {"exercise x", "decision call:red", "decision call:blue"},
        "seat:ann": {"inject call", "decision call:red"},
        "seat:cat": {"inject call", "decision call:blue"},
    }
    assert not public(script.state, script.state.plays["call"])


@pytest.mark.parametrize("name", ["inject.hold", "inject.skip"])
def test_the_run_sheet_is_the_facilitators(name: str) -> None:
    script = started()
    assert after(script, "fay", name, {"inject": "heat"}) == {CONTROL: {"exercise x"}}


def test_an_answer_is_its_seats_and_how_many_answered_is_everybodys_who_watches() -> None:
    script = started("01:10")
    assert after(script, "ann", "response.submit", {"inject": "siren", "answer": {}}) == {
        CONTROL: {"answer siren:ann"},
        "seat:ann": {"answer siren:ann"},
        DISPLAY: {"inject siren"},
    }


def test_what_a_team_decides_is_the_teams() -> None:
    script = started("02:10")
    option = {"inject": "gauge", "answer": {"option": "a"}}
    own = {CONTROL: {"decision gauge:red"}, RED: {"decision gauge:red"}}
    answered = {"seat:bob": {"answer gauge:bob"}, DISPLAY: {"inject gauge"}}
    # An answer may decide a branch, and with it what comes next.
    assert after(script, "bob", "response.submit", option) == (
        own | answered | {CONTROL: {"decision gauge:red", "answer gauge:bob", "exercise x"}}
    )
    assert after(script, "ann", "decision.vote", {"inject": "gauge", "seat": "bob"}) == own
    assert after(script, "fay", "decision.pass_lock", {"inject": "gauge", "seat": "bob"}) == own
    assert after(script, "bob", "decision.lock", option) == own | {
        CONTROL: {"decision gauge:red", "exercise x"},
        DISPLAY: {"inject gauge"},
    }


def test_what_did_not_go_to_every_team_is_nothing_for_the_display() -> None:
    script = started(("fay", "inject.release", {"inject": "gauge", "teams": ["red"]}))
    script.given(("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "a"}}))
    assert not script.has("inject", "gauge", DISPLAY)
    assert script.state.index.head([DISPLAY]) < script.state.seq


def test_a_reading_is_the_facilitators() -> None:
    assert after(started("01:10"), "ann", "inject.read", {"inject": "siren"}) == {}


def test_a_late_answer_is_its_seats() -> None:
    script = started("02:10").when("ann", "response.submit", {"inject": "siren", "answer": {}})
    found = changed(script, script.state.seq - 1)
    assert found == {CONTROL: {"answer siren:ann"}, "seat:ann": {"answer siren:ann"}}


@pytest.mark.parametrize(
    ("to", "scopes"),
    [
        ({}, [CONTROL, RED, BLUE]),
        ({"team": "red"}, [CONTROL, RED]),
        ({"seat": "ann"}, [CONTROL, "seat:ann"]),
    ],
)
def test_a_message_goes_to_whom_it_is_for(to: dict[str, str], scopes: list[str]) -> None:
    found = after(started(), "fay", "message.send", {"text": "Hm", **to})
    assert set(found) == set(scopes)


def test_what_is_said_around_the_play_stays_where_it_belongs() -> None:
    script = started()
    seq = script.state.seq + 1
    assert after(script, "fay", "nudge.send", {"seats": ["ann"]}) == {
        CONTROL: {f"message n{seq}"},
        "seat:ann": {f"message n{seq}"},
    }
    assert after(script, "ann", "pause.request") == {CONTROL: {f"message p{seq + 1}"}}
    assert after(script, "eve", "note.add", {"text": "Hm"}) == {CONTROL: {f"note n{seq + 2}"}}
    assert after(script, "eve", "flag.add") == {CONTROL: {f"flag f{seq + 3}"}}
    rating = {"objective": "o1", "rating": "P"}
    assert after(script, "eve", "rating.set", rating) == {CONTROL: {"rating o1:all:eve"}}
    assert after(script, "eve", "rating.set", rating | {"team": "red"}) == {
        CONTROL: {"rating o1:red:eve"}
    }


def test_survey_answers_are_their_seats_alone() -> None:
    line = ("ann", "survey.submit", {"survey": "before", "answers": {"s1": 3}})
    assert after(lobby(), *line) == {"seat:ann": {"survey_answer before:ann"}}


def test_who_comes_goes_and_changes_is_told_to_the_table_and_counted_by_the_display() -> None:
    script = started("02:10")
    everybody = {
        CONTROL: {"exercise x", "seat eli", "team red", "decision gauge:red"},
        DISPLAY: {"exercise x", "team red", "inject siren", "inject gauge"},
        RED: {"seat eli", "team red", "decision gauge:red"},
    }
    data = {"seat": "eli", "kind": "participant", "team": "red"}
    assert after(script, None, "seat.join", data) == everybody
    assert after(script, "eli", "seat.rename", {"name": "Eli"}) == everybody
    assert after(script, "eli", "seat.watch") == everybody
    assert after(script, "fay", "seat.remove", {"seat": "eli"}) == everybody


def test_who_is_moved_leaves_one_table_and_comes_to_another() -> None:
    script = lobby()
    assert after(script, "fay", "seat.move", {"seat": "bob", "team": "blue"}) == {
        CONTROL: {"exercise x", "seat bob", "team red", "team blue"},
        DISPLAY: {"exercise x", "team red", "team blue"},
        RED: {"seat bob gone", "team red"},
        BLUE: {"seat bob", "team blue"},
    }
    assert after(script, "fay", "seat.move", {"seat": "bob", "team": "blue", "role": "lead"}) == {
        CONTROL: {"exercise x", "seat bob", "team blue"},
        DISPLAY: {"exercise x", "team blue"},
        BLUE: {"seat bob", "team blue"},
    }


def test_whom_a_letter_is_addressed_to_goes_by_a_new_name_on_it() -> None:
    script = started(("fay", "inject.compose", {"title": "Letter", "to": {"seat": ["ann"]}}))
    found = after(script, "ann", "seat.rename", {"name": "Anna"})
    assert "inject adhoc-1" in found[RED]
    assert script.doc("inject", "adhoc-1", RED)["to"]["name"] == "Anna"


def test_other_seats_are_told_of_themselves() -> None:
    script = lobby()
    assert after(script, "fay", "seat.rename", {"name": "Wall 2", "seat": "wall"}) == {
        CONTROL: {"exercise x", "seat wall"},
        DISPLAY: {"exercise x"},
        "seat:wall": {"seat wall"},
    }


def test_the_forecast_of_a_branch_follows_what_it_asks_about() -> None:
    script = started("02:10")
    head = script.state.seq
    script.given(("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "a"}}))
    assert {"inject calm", "inject storm"} < changed(script, head)[CONTROL]


def test_an_undone_jump_hides_the_proposals_again_that_the_close_had_shown() -> None:
    alone = Inject("alone", "Alone", MINUTE, ask=choice(alone_first=True, deadline_ms=MINUTE))
    script = started(
        "01:10",
        ("ann", "response.submit", {"inject": "alone", "answer": {"option": "a"}}),
        ("fay", "clock.jump", {"to_ms": 3 * MINUTE}),
        made=header(replace(FLOOD, injects=(alone,))),
    )
    assert script.doc("decision", "alone:red", RED)["proposals"][0]["answer"] == {"option": "a"}
    assert "decision alone:red" in after(script, "fay", "clock.undo_jump")[RED]
    assert script.doc("decision", "alone:red", RED)["proposals"][0]["answer"] is None


def test_a_private_inject_stays_behind_when_its_addressee_is_moved() -> None:
    script = started("06:10", ("fay", "seat.move", {"seat": "ann", "team": "blue"}))
    script.given(("fay", "clock.pause"))
    assert ("inject", "call") not in script.seen_by("ann")
    assert ("decision", "call:red") not in script.seen_by("ann")
    script.given(("fay", "seat.move", {"seat": "ann", "team": "red"}))
    assert ("inject", "call") in script.seen_by("ann")


def test_only_the_new_team_is_told_of_an_answer_to_what_the_old_one_never_got() -> None:
    script = started(
        ("fay", "inject.release", {"inject": "gauge", "teams": ["blue"]}),
        ("fay", "seat.move", {"seat": "bob", "team": "blue"}),
    )
    line = ("bob", "response.submit", {"inject": "gauge", "answer": {"option": "a"}})
    assert after(script, *line) == {
        CONTROL: {"answer gauge:bob", "decision gauge:blue", "exercise x"},
        "seat:bob": {"answer gauge:bob"},
        BLUE: {"decision gauge:blue"},
    }
