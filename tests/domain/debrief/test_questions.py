"""What teams made of asks: statuses, times, answers, dissent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tabletop.domain import commands as c
from tabletop.domain.debrief.rows import Spread
from tabletop.domain.scenario import Ask, EffectIn, Inject, Option, Target
from tests.data.debrief import CHOICE, debrief, decision, inject, play
from tests.data.transcript import evening

ALONE = Ask("choice", "Which?", deadline_ms=60_000, options=CHOICE.options)
RATING = Ask("rating", "How hot?", deadline_ms=60_000, minimum=0, maximum=10)
TEXT = Ask("text", "Say it.")


def test_a_lock_is_the_team_s_decision() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    script.at("0:20")
    script.say("a1", c.Propose("one", {"option": "a"}))
    script.say("a2", c.Propose("one", {"option": "c"}, "Ask first.", 90))
    script.say("a1", c.Vote("one", "a2"))
    script.at("0:45")
    script.say("a1", c.Lock("one", {"option": "b"}, "Time is up.", 40))
    found = decision(script, "one")
    assert (found.status, found.short, found.answer) == ("locked", "B", "B: Wait")
    assert (found.took_ms, found.allowed_ms, found.share) == (45_000, 60_000, 75)
    assert (found.decided_by, found.decided_by_name) == ("a1", "Ash 1")
    assert (found.rationale, found.confidence) == ("Time is up.", 40)
    assert (found.effects, found.score) == (("neutral",), 0)
    assert (found.answered, found.expected) == (2, 2)
    assert [(each.seat, each.votes, each.dissent) for each in found.proposals] == [
        ("a1", 0, False),
        ("a2", 1, True),
    ]
    (dissent,) = found.dissent
    assert (dissent.seat_name, dissent.rationale, dissent.confidence) == ("Ash 2", "Ask first.", 90)


def test_who_only_locked_has_answered_too() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    script.say("a1", c.Lock("one", {"option": "b"}))
    assert (decision(script, "one").answered, decision(script, "one").proposals) == (1, ())


def test_texts_are_no_dissent() -> None:
    script = play(inject("one", 0, Ask("text", "Say it.", scope="team")))
    script.start()
    script.say("a2", c.Propose("one", {"text": "Hello."}))
    script.say("a1", c.Lock("one", {"text": "Hello!"}))
    assert decision(script, "one").dissent == ()
    assert decision(script, "one").allowed_ms is None
    assert decision(script, "one").share is None


def test_open_missed_and_late() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    script.say("a2", c.Propose("one", {"option": "a"}))
    assert decision(script, "one").status == "open"
    assert decision(script, "one").score is None
    script.at("1:00")
    missed = decision(script, "one")
    assert (missed.status, missed.answered, missed.expected) == ("missed", 1, 2)
    assert (missed.answer, missed.took_ms, missed.score) == ("", None, None)
    script.at("1:12")
    script.say("b1", c.Lock("one", {"option": "a"}))
    late = decision(script, "one", "b")
    assert (late.status, late.late_ms, late.answered) == ("late", 12_000, 0)
    assert [each.late for each in late.proposals] == [True]


def test_recalled_counts_nothing() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    script.say("a1", c.Lock("one", {"option": "a"}))
    script.say("fay", c.Recall("one"))
    found = decision(script, "one")
    assert (found.status, found.score, found.answer) == ("recalled", None, "")


def test_what_was_never_sent() -> None:
    hot = inject("hot", 1, ALONE, EffectIn("one", ("escalating",)))
    script = play(inject("one", 0, CHOICE), hot, inject("two", 5, ALONE), inject("three", 6, ALONE))
    assert decision(script, "two").status == "waiting"
    script.start()
    script.say("fay", c.Skip("two"))
    script.at("1:00")
    assert decision(script, "two").status == "skipped"
    assert decision(script, "hot").status == "passed_over"
    assert decision(script, "three").status == "waiting"
    script.say("fay", c.End())
    assert decision(script, "three").status == "not_sent"
    assert decision(script, "two").status == "skipped"


def test_everybody_for_themselves() -> None:
    script = play(inject("one", 0, ALONE))
    script.start()
    script.at("0:10")
    script.say("a1", c.Submit("one", {"option": "a"}))
    assert decision(script, "one").status == "open"
    script.at("0:20")
    script.say("a2", c.Submit("one", {"option": "c"}))
    found = decision(script, "one")
    assert (found.status, found.took_ms, found.short) == ("answered", 20_000, "A")
    assert (found.decided_by, found.dissent) == (None, ())
    script.say("b1", c.Submit("one", {"option": "b"}))
    script.at("1:00")
    assert decision(script, "one", "b").status == "answered"
    splits = debrief(script).questions[0].splits
    assert [(split.letter, split.people, split.teams) for split in splits] == [
        ("A", 1, ("a",)),
        ("B", 1, ("b",)),
        ("C", 1, ()),
    ]


def test_what_most_of_a_team_said_is_what_branches_see() -> None:
    hot = inject("hot", 1, None, EffectIn("one", ("escalating",)))
    script = play(inject("one", 0, ALONE), hot, tables=1)
    script.join("a3", "Ash 3", team="a")
    script.start()
    for seat, option in (("a1", "c"), ("a2", "a"), ("a3", "a")):
        script.say(seat, c.Submit("one", {"option": option}))
    script.at("1:00")
    assert decision(script, "one").options == ("a",)
    assert decision(script, "one").effects == ("escalating",)
    assert debrief(script).facts.injects == 2, "and the branch was taken"


def test_ratings_and_numbers_have_a_middle() -> None:
    script = play(inject("one", 0, RATING), inject("two", 0, Ask("number", "How far?", unit="km")))
    script.start()
    script.say("a1", c.Submit("one", {"value": 4}))
    script.say("a2", c.Submit("one", {"value": 7}))
    script.say("b1", c.Submit("one", {"value": 9}))
    script.say("a1", c.Submit("two", {"value": 1.5}))
    script.say("a2", c.Submit("two", {"value": 1.5}))
    found = decision(script, "one")
    assert (found.short, found.answer) == ("5.5", "middle 5.5, from 4 to 7")
    assert decision(script, "two").short == "1.5 km"
    assert debrief(script).questions[0].spread == Spread(3, 7, 4, 9)
    assert found.score is None


def test_a_rating_a_team_locked_together() -> None:
    together = Ask("rating", "How hot?", scope="team", minimum=0, maximum=10)
    script = play(inject("one", 0, together))
    script.start()
    script.say("a1", c.Lock("one", {"value": 6}))
    assert decision(script, "one").answer == "6"
    assert debrief(script).questions[0].spread == Spread(1, 6, 6, 6)


def test_texts_and_acknowledgements_of_many() -> None:
    script = play(inject("one", 0, TEXT), inject("two", 0, Ask("ack", "Read.")))
    script.start()
    for seat in ("a1", "a2"):
        script.say(seat, c.Submit("one", {"text": f"I am {seat}."}))
        script.say(seat, c.Submit("two", {}))
    assert decision(script, "one").answer == "“I am a1.” and “I am a2.”"
    assert decision(script, "one").short == "text"
    assert decision(script, "two").answer == "2 acknowledged"


def test_several_options_at_once() -> None:
    many = Ask("multi", "Which?", scope="team", options=CHOICE.options)
    script = play(inject("one", 0, many))
    script.start()
    script.say("a1", c.Lock("one", {"options": ["a", "c"]}))
    found = decision(script, "one")
    assert (found.short, found.options) == ("A + C", ("a", "c"))
    assert (found.effects, found.score) == (("escalating", "de_escalating"), 0)


def test_an_extension_is_time_allowed() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    script.say("fay", c.Extend("one", 60_000, "a"))
    assert decision(script, "one").allowed_ms == 120_000
    assert debrief(script).questions[0].allowed_ms == 120_000


def test_questions_come_in_the_order_they_went_out() -> None:
    script = play(inject("one", 1, CHOICE), inject("two", 3, ALONE), inject("three", 2, None))
    script.start()
    script.say("fay", c.Release("two"))
    assert [question.inject for question in debrief(script).questions] == ["two", "one"]
    assert [question.released_ms for question in debrief(script).questions] == [0, None]


def test_only_the_teams_it_was_meant_for_have_a_row() -> None:
    only = Inject("one", "One", 0, to=Target("team", ("b",)), ask=ALONE)
    script = play(only)
    script.start()
    (question,) = debrief(script).questions
    assert question.of("a") is None
    assert question.of("b") is not None
    assert debrief(script).heat[0].cells == (None,)


@pytest.mark.parametrize("deadline_ms", [None, 10 * 60_000])
def test_late_is_measured_from_the_close_whoever_closed_it(deadline_ms: int | None) -> None:
    options = (Option("a", "A"), Option("b", "B"))
    ask = Ask("choice", "Which?", deadline_ms=deadline_ms, options=options)
    script = play(inject("one", 0, ask))
    script.start()
    script.wait(60)
    script.say("fay", c.CloseInject("one"))
    script.wait(20)
    script.say("a1", c.Submit("one", {"option": "a"}))
    found = decision(script, "one")
    assert (found.status, found.late_ms) == ("late", 20_000)
    assert debrief(script).heat[0].cells[0].words == "by 0:20"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("team", "words", "levels"),
    [
        ("t1", ["3 of 3", "3 of 3", "locked C", "passed over"], [0, 0, 1, None]),
        ("t4", ["3 of 3", "2 of 3", "locked A", "locked C"], [0, 3, 3, 3]),
    ],
)
def test_the_heat_table_has_the_words_and_the_warmth(
    team: str, words: list[str], levels: list[int | None]
) -> None:
    (row,) = [row for row in debrief(evening()).heat if row.team == team]
    cells = [cell for cell in row.cells[:4] if cell]
    assert [cell.words for cell in cells] == words
    assert [cell.level for cell in cells] == levels


def test_the_heat_table_says_what_is_missing() -> None:
    (row,) = [row for row in debrief(evening()).heat if row.team == "t4"]
    found = {cell.inject: cell for cell in row.cells if cell}
    assert (found["cs-05"].status, found["cs-05"].words) == ("missed", "2 of 3 proposed")
    assert (found["cs-08"].status, found["cs-08"].words) == ("late", "by 0:12")
    assert found["cs-06"].words == "skipped"
    assert found["cs-10"].words == "locked, text"


def test_an_answer_of_several_options_counts_by_the_sign_of_their_sum() -> None:
    """Two that escalate outweigh one that does the opposite."""
    options = (
        Option("a", "A", "escalating"),
        Option("b", "B", "escalating"),
        Option("c", "C", "de_escalating"),
    )
    script = play(inject("one", 0, Ask("multi", "Which?", "team", 60_000, options)))
    script.start()
    script.say("a1", c.Lock("one", {"options": ["a", "b", "c"]}))
    found = decision(script, "one")
    assert (found.effects, found.score) == (("escalating", "de_escalating"), 1)


def test_what_somebody_said_before_they_saw_the_others_is_kept() -> None:
    script = play(inject("one", 0, replace(CHOICE, alone_first=True)))
    script.start()
    script.say("a1", c.Propose("one", {"option": "a"}))
    script.say("a2", c.Propose("one", {"option": "b"}))
    script.say("a2", c.Propose("one", {"option": "a"}))
    found = {each.seat: (each.alone, each.answer) for each in decision(script, "one").proposals}
    assert found == {"a1": ("A: Shout", "A: Shout"), "a2": ("B: Wait", "A: Shout")}


def test_a_single_number_has_no_middle() -> None:
    script = play(inject("one", 0, Ask("rating", "How hot?", "seat", 60_000)))
    script.start()
    script.say("a1", c.Submit("one", {"value": 7}))
    script.wait(90)
    assert decision(script, "one").answer == "7"
