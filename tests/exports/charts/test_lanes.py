"""Where things lie on the timeline."""

from __future__ import annotations

from itertools import pairwise

from tabletop.domain import commands as c
from tabletop.domain.scenario import Ask
from tabletop.exports.charts.lanes import LanesChart, lanes_chart
from tabletop.exports.charts.markers import LETTERS
from tabletop.exports.charts.scale import Scale
from tests.data.debrief import CHOICE, debrief, inject, play
from tests.data.script import STARTED, Script
from tests.data.transcript import evening


def chart(script: Script) -> LanesChart:
    return lanes_chart(debrief(script))


def test_time_runs_from_the_left_to_the_right() -> None:
    scale = Scale(600_000, 1_000)
    assert [scale.x(0), scale.x(300_000), scale.x(600_000)] == [0, 500, 1_000]
    assert [scale.x(-5), scale.x(700_000)] == [0, 1_000]


def test_lanes_lie_under_each_other_and_nothing_sticks_out() -> None:
    found = chart(evening())
    for above, below in pairwise(found.rows):
        assert above.y + above.height == below.y
    assert found.rows[-1].y + found.rows[-1].height == found.bottom < found.height
    for row in found.rows:
        for span in row.spans:
            assert row.y <= row.spans_y + span.row * 28 < row.y + row.height
            assert 0 <= span.x <= span.x + span.width <= found.width
        for marker in row.markers:
            assert row.y <= row.circles_y + marker.row * 22 < row.y + row.height


def test_no_bar_covers_another_of_its_row() -> None:
    for row in chart(evening()).rows:
        for number in {span.row for span in row.spans}:
            spans = [span for span in row.spans if span.row == number]
            for earlier, later in pairwise(spans):
                assert earlier.end <= later.x


def test_a_bar_ends_at_the_lock_and_says_what_was_locked() -> None:
    harbour = chart(evening()).rows[1]
    locked = next(span for span in harbour.spans if span.inject == "cs-03")
    assert (locked.from_ms, locked.to_ms) == (240_000, 289_000)
    assert (locked.box, locked.label, locked.kind, locked.status) == (
        "C",
        "0:49",
        "decision",
        "locked",
    )
    assert [notch.clock_ms for notch in locked.notches] == [268_000, 281_000, 281_000]
    assert locked.words.startswith("“You sold my bed?”: locked after 0:49: C: ")


def test_boxes_and_labels_for_everything() -> None:
    quay = chart(evening()).rows[4]
    assert {span.inject: (span.box, span.label) for span in quay.spans} == {
        "cs-01": ("✓", "0:28"),
        "cs-02": ("6.5", "0:40"),
        "cs-03": ("A", "1:27"),
        "cs-04h": ("C", "1:27"),
        "cs-05": ("", "No decision, 2 of 3 proposed"),
        "cs-07": ("C", "1:19"),
        "cs-08": ("", "Late by 0:12"),
        "cs-09": ("A", "0:57"),
        "cs-10": ("T", "2:28"),
    }


def test_a_number_keeps_apart_from_its_unit_and_letters_close_up() -> None:
    rooms = Ask("number", "How many?", "team", 60_000, unit="rooms", maximum=9)
    both = Ask("multi", "Which?", "team", 60_000, CHOICE.options)
    script = play(inject("one", 0, rooms), inject("two", 0, both))
    script.start()
    script.say("a1", c.Lock("one", {"value": 2}))
    script.say("a1", c.Lock("two", {"options": ["a", "b"]}))
    assert [span.box for span in chart(script).rows[1].spans] == ["2 rooms", "A+B"]


def test_what_ends_in_nothing() -> None:
    alone = Ask("choice", "Which?", deadline_ms=60_000, options=CHOICE.options)
    forever = Ask("text", "Say it.")
    script = play(inject("one", 0, alone), inject("two", 0, forever), inject("three", 0, CHOICE))
    script.start()
    script.say("fay", c.Recall("three"))
    script.at("2:00")
    script.say("fay", c.CloseInject("two"))
    script.say("a1", c.Submit("two", {"text": "Too late."}))
    script.say("fay", c.AddNote("The end."))
    spans = {span.inject: span for span in chart(script).rows[1].spans}
    assert (spans["one"].label, spans["one"].to_ms) == ("No answer", 60_000)
    assert (spans["two"].label, spans["two"].to_ms) == ("Too late", 120_000)
    assert spans["three"].label == "Recalled"
    assert spans["three"].words == "Three: recalled"


def test_a_lock_whose_time_is_not_known_has_no_label() -> None:
    script = play(inject("one", 5, CHOICE))
    script.start()
    script.at("5:00")
    script.say(None, c.RestartPause(298_000))
    script.say("a1", c.Lock("one", {"option": "a"}))
    (span,) = chart(script).rows[1].spans
    assert (span.box, span.label, span.width) == ("A", "", 0)


def test_releases_keep_their_words_apart() -> None:
    sent = chart(evening()).rows[0].releases
    assert [marker.label for marker in sent][:3] == [
        "Nothing left",
        "Dana arrives",
        "Partner hotel",
    ]
    for row in range(3):
        ends = [(m.x, m.x + len(m.label) * 6.6 + 20) for m in sent if m.row == row and m.label]
        for (_, end), (start, _) in pairwise(ends):
            assert end <= start


def test_words_at_the_last_moment_have_room() -> None:
    script = play(inject("one", 5, CHOICE))
    assert chart(script).room == 50
    script.start()
    script.at("5:00")
    script.say("fay", c.End())
    found = chart(script)
    (label,) = {span.label for row in found.rows for span in row.spans}
    assert label == "No decision, 0 of 2 proposed"
    assert found.room > len(label) * 6
    assert all(span.end <= found.width + found.room for row in found.rows for span in row.spans)


def test_a_release_for_whose_words_there_is_no_room_has_a_mark_alone() -> None:
    script = play(*(inject(f"an inject with a long name {n}", 0, None) for n in range(4)))
    script.start()
    labels = [marker.label for marker in chart(script).rows[0].releases]
    assert labels[0] == "An inject with a long nam…"
    assert labels[3] == ""


def test_moments_have_letters_in_the_lane_they_concern() -> None:
    control, *teams = chart(evening()).rows
    assert "".join(marker.letter for marker in control.markers) == "RPSFMPP"
    circled = [[each for each in row.markers if each.kind != "branch"] for row in teams]
    assert ["".join(marker.letter for marker in row) for row in circled] == ["N", "", "N", "LFLMLL"]
    passed, flagged = circled[3][:2]
    assert (flagged.words, flagged.lanes) == ("Flag: Quay is without its lead", ("t4",))
    assert passed.words == "The lock on “You sold my bed?” went to Hana"
    assert set("".join(LETTERS.values())) == set("NFMPJRSL!")


def test_a_bar_ends_where_the_ask_was_closed_or_recalled() -> None:
    ask = Ask("choice", "Which?", "team", 300_000, CHOICE.options)
    script = play(inject("one", 0, ask), inject("two", 0, ask))
    script.start()
    script.at("1:00")
    script.say("fay", c.CloseInject("one"))
    script.at("2:00")
    script.say("fay", c.Recall("two"))
    script.at("5:00")
    script.say("fay", c.AddNote("Later."))
    assert {span.inject: span.to_ms for span in chart(script).rows[1].spans} == {
        "one": 60_000,
        "two": 120_000,
    }


def test_each_team_has_the_way_it_took_at_a_branch_in_its_lane() -> None:
    ways = {
        row.lane.name: [(each.letter, each.words) for each in row.markers if each.kind == "branch"]
        for row in chart(evening()).rows
    }
    assert ways["Control"] == []
    assert ways["Harbour"][:2] == [
        ("\N{EN DASH}", "“Filming” not sent to Harbour and Linden: its condition did not hold"),
        ("B", "Released “A fever since noon” to Harbour and Linden"),
    ]
    assert ways["Linden"] == ways["Harbour"]
    assert [letter for letter, _ in ways["Mill"]] == ["B", "\N{EN DASH}", "B"]


def test_ticks_have_both_clocks() -> None:
    found = chart(evening()).ticks
    assert [tick.label for tick in found][:3] == ["00:00", "02:00", "04:00"]
    assert len(found) <= 15
    started = debrief(evening()).facts.started_at
    assert started is not None
    assert found[0].at == started
    assert found[1].at == started + 120_000
    assert found[2].at == started + 240_000 + 40_000, "after the pause at 3:30"
    assert found[-1].at == started + 1_440_000 + 100_000


def test_before_startex_there_is_no_wall_clock() -> None:
    found = chart(play())
    assert [tick.at for tick in found.ticks] == [None, None]
    assert found.scale.end_ms == 60_000


def test_after_a_jump_the_wall_clock_stays() -> None:
    script = play(inject("one", 0, None))
    script.wait(60)
    script.start()
    script.say("fay", c.Jump(600_000))
    script.wait(60)
    script.say("fay", c.AddNote("Here."))
    found = {tick.label: tick.at for tick in chart(script).ticks}
    assert found["05:00"] == STARTED + 60_000
    assert found["11:00"] == STARTED + 120_000


def test_a_very_long_exercise_has_few_ticks() -> None:
    script = play(inject("one", 0, None))
    script.start()
    script.wait(20 * 3600)
    script.say("fay", c.AddNote("Still here."))
    assert len(chart(script).ticks) <= 15
