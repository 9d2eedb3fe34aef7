"""Who sits where, and the surveys they fill in."""

from __future__ import annotations

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain import surveys
from tabletop.domain.decide.decision import Context, Decision, events, require, seat_of
from tabletop.domain.errors import Refusal
from tabletop.domain.evolve import seating
from tabletop.domain.reach import overlooked
from tabletop.domain.scenario import Team
from tabletop.domain.state import State

MOST_DISPLAYS = 10
"""Anybody with the code can make one; a room has one or two."""


def join(context: Context, command: c.Join) -> Decision:
    """Take a seat: participants at a table while joining is open, everybody else any time.

    A projector may be added late, so locked joins don't keep it out.
    """
    if command.kind == "display":
        _screen(context.state)
    if command.kind != "participant":
        return events(e.SeatJoined(command.seat, command.kind))
    team = _table(context.state, command)
    role = command.role
    if role is not None and role not in team.roles:
        raise Refusal("invalid", "That team has no such role.", {"role": ["Not a role there."]})
    if role is None and not command.watching:
        held = {seat.role for seat in context.state.players(team.id)}
        role = next((each for each in team.roles if each not in held), None)
    joined = e.SeatJoined(
        command.seat, "participant", team.id, role, command.watching, command.consent
    )
    happened = _with_what_waits(context, joined)
    return events(*happened, result={"team": team.id, "role": role})


def _with_what_waits(
    context: Context, seated: e.SeatJoined | e.SeatMoved | e.SeatWatching
) -> list[e.AnyEvent]:
    """Somebody sits down, and gets what is private to their role and went out before: a phone that
    takes over from a dead one, a new lead."""
    after = seating(context.state, seated, context.now)
    team = after.seats[seated.seat].team or ""
    return [
        seated,
        *(
            e.InjectDelivered(play.inject.id, team, (seated.seat,))
            for play in after.plays.values()
            if seated.seat in overlooked(after, play, team)
        ),
    ]


def _screen(state: State) -> None:
    if state.status == "closed":
        raise Refusal("closed", "This exercise is over.")
    open_ones = [
        seat for seat in state.seats.values() if seat.kind == "display" and not seat.removed
    ]
    if len(open_ones) >= MOST_DISPLAYS:
        raise Refusal(
            "full", f"There are {MOST_DISPLAYS} displays already. A facilitator can remove one."
        )


def _table(state: State, command: c.Join) -> Team:
    status = state.before_halt if state.status == "halted" else state.status
    if status == "draft":
        raise Refusal("joins_locked", "The lobby is not open yet. Wait for the facilitator.")
    if status == "closed":
        raise Refusal("closed", "This exercise is over.")
    if state.joins_locked:
        raise Refusal("joins_locked", "Joining is closed. Ask the facilitator to open it again.")
    if sum(len(members) for members in state.members.values()) >= command.most:
        raise Refusal("full", "Every seat is taken. Ask the facilitator.")
    if command.team is None:
        return min(state.teams, key=lambda each: len(state.members[each.id]))
    team = state.team(command.team)
    if team is None:
        raise Refusal("not_found", "There is no such team in this exercise.")
    return team


def rename(context: Context, command: c.Rename) -> Decision:
    """Somebody goes by another name; the name itself is kept outside the log by the service."""
    seat = seat_of(context, command.seat or context.speaker.id)
    if seat.id != context.speaker.id and context.speaker.kind != "facilitator":
        raise Refusal("forbidden", "Only a facilitator may rename somebody else.")
    return events(e.SeatRenamed(seat.id))


def move(context: Context, command: c.Move) -> Decision:
    """Another team or role."""
    seat = seat_of(context, command.seat)
    team = context.state.team(command.team)
    if team is None:
        raise Refusal("not_found", "There is no such team in this exercise.")
    if seat.team is None:
        raise Refusal("conflict", "Only participants sit at a table.")
    if command.role is not None and command.role not in team.roles:
        raise Refusal(
            "invalid", "That team has no such role.", {"data.role": ["Not a role of that team."]}
        )
    if (seat.team, seat.role) == (command.team, command.role):
        return Decision()
    moved = e.SeatMoved(seat.id, seat.team, command.team, command.role)
    return events(*_with_what_waits(context, moved))


def watch(context: Context, command: c.Watch) -> Decision:
    """Only watch, or take part again: oneself, or (a facilitator) somebody who has gone home."""
    seat = seat_of(context, command.seat or context.speaker.id)
    if seat.id != context.speaker.id and context.speaker.kind != "facilitator":
        raise Refusal("forbidden", "Only a facilitator may say that of somebody else.")
    require(seat.team is not None, "Only participants sit at a table.")
    if seat.watching == command.watching:
        return Decision()
    return events(*_with_what_waits(context, e.SeatWatching(seat.id, command.watching)))


def remove(context: Context, command: c.Remove) -> Decision:
    """Out of the exercise. Who made it stays: nobody else could bring them back."""
    seat = seat_of(context, command.seat)
    facilitators = (each for each in context.state.seats.values() if each.kind == "facilitator")
    require(
        seat is not next(facilitators, None), "Whoever made this exercise can't be taken out of it."
    )
    return events(e.SeatRemoved(seat.id))


def submit_survey(context: Context, command: c.SubmitSurvey) -> Decision:
    """A seat's answers; the latest count."""
    state = context.state
    survey = surveys.find(state, command.survey)
    if survey is None:
        raise Refusal("not_found", "There is no such survey.")
    status = surveys.status(state, survey)
    if status != "open":
        raise Refusal(
            "closed",
            "This survey is not open." if status == "waiting" else "This survey is closed.",
        )
    surveys.check(survey, command.answers)
    return events(e.SurveySubmitted(survey.id, context.speaker.id, command.answers))
