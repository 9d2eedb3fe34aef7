"""Teams, seats and surveys as their audiences get them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tabletop.domain.documents.people import initials
from tabletop.domain.index import CONTROL, DISPLAY
from tabletop.domain.scenario import Team
from tabletop.domain.state import State
from tests.domain.stage import FLOOD, header
from tests.domain.transcript import lobby, started


def test_a_team() -> None:
    script = lobby()
    team = script.doc("team", "blue", "team:blue")
    assert team == {
        "type": "team",
        "id": "blue",
        "rev": team["rev"],
        "name": "Blue",
        "initial": "B",
        "colour": 2,
        "roles": [{"id": "lead", "name": "Lead"}, {"id": "desk", "name": "Desk"}],
        "members": 2,
        "order": 2,
    }
    assert script.has("team", "blue", DISPLAY)
    assert not script.has("team", "blue", "team:red")


@pytest.mark.parametrize(
    ("names", "marks"),
    [
        (["Harbour", "Linden"], ["H", "L"]),
        (["Mill", "Moor", "Marsh"], ["M", "Mo", "Ma"]),
        (["Mill", "mill", "Mi"], ["M", "Mi", "3"]),
        (["1st floor", "…"], ["1", "T"]),
    ],
)
def test_teams_have_marks_of_their_own(names: list[str], marks: list[str]) -> None:
    teams = tuple(Team(f"t{number}", name) for number, name in enumerate(names, start=1))
    assert list(initials(State.new(header(FLOOD, teams))).values()) == marks


def test_a_seat_for_its_team_and_for_facilitators() -> None:
    script = lobby(
        (None, "seat.join", {"seat": "eli", "kind": "participant", "consent": ["quotes"]}),
    )
    mine = {
        "type": "seat",
        "id": "eli",
        "rev": script.state.seq,
        "name": "Eli",
        "kind": "participant",
        "team": "red",
        "role": None,
        "role_name": "",
        "status": "active",
        "watching": False,
    }
    assert script.doc("seat", "eli", "team:red") == mine
    assert script.doc("seat", "eli") == mine | {
        "joined_at": "2026-01-01T00:00:00.000Z",
        "consent": ["quotes"],
    }
    assert not script.has("seat", "eli", "team:blue")


def test_a_seat_without_a_name_any_more() -> None:
    script = lobby(("fay", "seat.remove", {"seat": "ann"}))
    script.names.pop("ann")
    seat = script.doc("seat", "ann", "team:red")
    assert (seat["name"], seat["status"], seat["role_name"]) == ("", "removed", "Lead")


def test_a_survey_and_how_many_have_answered_it() -> None:
    script = lobby(
        ("ann", "survey.submit", {"survey": "before", "answers": {"s1": 4}}),
        ("bob", "seat.watch"),
    )
    survey = script.doc("survey", "before", "team:red")
    assert survey == {
        "type": "survey",
        "id": "before",
        "rev": survey["rev"],
        "title": "Before",
        "stem": "",
        "note": "",
        "when": "pre",
        "status": "open",
        "items": [
            {
                "id": "s1",
                "prompt": "How sure?",
                "kind": "rating",
                "minimum": 0,
                "maximum": 10,
                "label_min": "",
                "label_max": "",
            }
        ],
    }
    counted = script.doc("survey", "before", CONTROL)
    assert (counted["submitted"], counted["expected"]) == (1, 3)
    assert not script.has("survey", "before", DISPLAY)


def test_survey_answers_are_for_who_gave_them() -> None:
    script = lobby(("ann", "survey.submit", {"survey": "before", "answers": {"s1": 4}}))
    found = script.doc("survey_answer", "before:ann", "seat:ann")
    assert found == {
        "type": "survey_answer",
        "id": "before:ann",
        "rev": script.state.seq,
        "survey": "before",
        "answers": {"s1": 4},
        "submitted_at": "2026-01-01T00:00:00.000Z",
    }
    assert not script.has("survey_answer", "before:ann")


def test_a_script_without_surveys_asks_none() -> None:
    script = started(made=header(replace(FLOOD, surveys=())))
    assert all(each["type"] != "survey" for each in script.documents())
