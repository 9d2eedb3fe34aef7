"""Leaving things out, and saying how much."""

from __future__ import annotations

import pytest

from tabletop.domain.debrief.filters import KINDS, Filter, chosen_filter, filtered
from tabletop.domain.debrief.rows import Timeline
from tabletop.domain.errors import Refusal
from tests.data.debrief import debrief
from tests.data.transcript import evening


@pytest.fixture(scope="module")
def whole() -> Timeline:
    return debrief(evening())


def test_without_a_filter_everything_stays(whole: Timeline) -> None:
    assert filtered(whole, Filter()) == whole


def test_kinds(whole: Timeline) -> None:
    notes = filtered(whole, Filter(frozenset({"note", "flag"})))
    assert {entry.kind for entry in notes.entries} == {"note", "flag"}
    assert notes.hidden == len(whole.entries) - 4
    assert (notes.questions, notes.heat, notes.paths) == ((), (), ())
    assert (notes.surveys, notes.ratings) == ((), ())


def test_what_was_sent_to_a_team_concerns_it(whole: Timeline) -> None:
    mill = filtered(whole, Filter(lanes=frozenset({"t3"})))
    assert all("t3" in entry.lanes for entry in mill.entries)
    assert "Released “Filming” to Mill and Quay" in {entry.title for entry in mill.entries}
    assert "Skipped “The audience”" not in {entry.title for entry in mill.entries}
    assert {row.team for row in mill.heat} == {path.team for path in mill.paths} == {"t3"}
    assert {each.team for each in mill.decisions} == {"t3"}
    assert {team for each in mill.questions for split in each.splits for team in split.teams} == {
        "t3"
    }
    assert [row.team for row in mill.ratings] == ["t3"]
    assert mill.surveys == (), "a survey is of everybody"


def test_control_is_a_lane_like_the_others(whole: Timeline) -> None:
    control = filtered(whole, Filter(lanes=frozenset({"control"})))
    assert {entry.lane for entry in control.entries} == {"control"}
    assert [row.team for row in control.ratings] == [None]


def test_a_request_may_only_name_what_there_is(whole: Timeline) -> None:
    assert chosen_filter(whole, ["note"], ["t1"]) == Filter(frozenset({"note"}), frozenset({"t1"}))
    with pytest.raises(Refusal) as refused:
        chosen_filter(whole, ["notes", "flag"], ["t9", "t1"])
    assert refused.value.code == "invalid"
    assert refused.value.fields == {
        "kind": ["there is no kind 'notes'"],
        "team": ["there is no team 't9'"],
    }


def test_every_kind_is_told_of() -> None:
    assert len(KINDS) == len(set(KINDS)) == 13
