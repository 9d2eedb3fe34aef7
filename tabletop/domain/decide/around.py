"""Nudges, messages, notes, flags and ratings."""

from __future__ import annotations

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.decide.decision import (
    Context,
    Decision,
    check_inject,
    check_team,
    events,
    play_of,
    require,
    seat_of,
)
from tabletop.domain.errors import Refusal
from tabletop.domain.reach import reaches


def nudge(context: Context, command: c.Nudge) -> Decision:
    """Tap these seats on the shoulder, about an inject only if they have got it."""
    seats = [seat_of(context, seat) for seat in dict.fromkeys(command.seats)]
    if command.inject is not None:
        play = play_of(context, command.inject)
        require(
            all(reaches(play, seat) is not None for seat in seats),
            "Not everybody you named has got this inject.",
        )
    return events(e.NudgeSent(tuple(seat.id for seat in seats), command.inject))


def message(context: Context, command: c.Message) -> Decision:
    """A few words to all, a team or a seat."""
    if command.team is not None and command.seat is not None:
        raise Refusal("invalid", "Say it to a team or to a seat, not both.")
    check_team(context, command.team)
    if command.seat is not None:
        seat_of(context, command.seat)
    return events(e.MessageSent(command.text, command.team, command.seat))


def request_pause(context: Context, _: c.RequestPause) -> Decision:
    """Anyone at the table may ask."""
    return events(e.PauseRequested(context.speaker.id))


def note(context: Context, command: c.AddNote) -> Decision:
    """Private until the debrief."""
    check_inject(context, command.inject)
    check_team(context, command.team)
    return events(e.NoteAdded(command.text, command.inject, command.team))


def flag(context: Context, command: c.AddFlag) -> Decision:
    """A moment to come back to."""
    check_inject(context, command.inject)
    check_team(context, command.team)
    return events(e.FlagAdded(command.text, command.inject, command.team))


def rating(context: Context, command: c.SetRating) -> Decision:
    """P, S, M or U."""
    check_team(context, command.team)
    if all(each.id != command.objective for each in context.state.header.scenario.objectives):
        raise Refusal("not_found", "There is no such objective.")
    return events(e.RatingSet(command.objective, command.rating, command.team, command.text))
