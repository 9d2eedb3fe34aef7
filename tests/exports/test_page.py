"""What the page shows beyond the timeline."""

from __future__ import annotations

from tabletop.domain import commands as c
from tabletop.domain.debrief.filters import KINDS, Filter
from tabletop.exports.page import KIND_WORDS, QUIET, Page, first_filter, page, query
from tabletop.exports.rows import About
from tests.data.debrief import CHOICE, debrief, inject, play
from tests.data.transcript import evening


def shown(wanted: Filter | None = None) -> Page:
    return page(debrief(evening()), About("night", "N", first_filter(wanted or Filter())))


def test_at_first_the_quiet_kinds_are_left_out_and_counted() -> None:
    found = shown()
    chosen = {choice.value for choice in found.kinds if choice.chosen}
    assert chosen == {kind for kind in KINDS if kind not in QUIET}
    assert found.shown.hidden == 34 + 29 + 15 + 36
    assert sum(choice.count for choice in found.kinds) == len(found.whole.entries)


def test_a_choice_of_kinds_is_kept() -> None:
    found = shown(Filter(frozenset({"people"}), frozenset({"t2"})))
    assert [choice.value for choice in found.kinds if choice.chosen] == ["people"]
    assert [choice.label for choice in found.lanes if choice.chosen] == ["Linden"]
    assert {entry.lane for entry in found.shown.entries} == {"t2"}
    assert found.query == "kind=people&team=t2"


def test_without_a_choice_of_lanes_all_are_chosen() -> None:
    assert all(choice.chosen for choice in shown().lanes)
    assert "team" not in query(Filter(frozenset({"note"})))


def test_what_did_not_go_by_the_script_is_listed_in_order() -> None:
    assert [(each.clock_ms // 1000, each.what) for each in shown().unusual] == [
        (180, "Ad hoc"),
        (196, "Recalled"),
        (300, "Skipped"),
        (600, "Missed"),
        (1240, "Extended"),
        (1272, "Late"),
    ]
    missed = shown().unusual[3]
    assert missed.words == "One room left: 2 of 3 said something before the close"
    assert missed.team is not None
    assert missed.team.name == "Quay"


def test_a_skip_that_was_taken_back_is_none_and_new_words_are_told() -> None:
    script = play(inject("first", 0, CHOICE), inject("second", 5, CHOICE))
    script.start()
    script.say("fay", c.Skip("second"))
    script.say("fay", c.Restore("second"))
    script.say("fay", c.Revise("second", title="Other words"))
    found = page(debrief(script), About("night", "N", first_filter(Filter()))).unusual
    assert [each.what for each in found] == ["Revised"]


def test_notes_and_flags_are_shown_whatever_the_filter() -> None:
    assert len(shown(Filter(frozenset({"inject"}))).remarks) == 4


def test_every_kind_has_a_word() -> None:
    assert set(KIND_WORDS) == set(KINDS)
