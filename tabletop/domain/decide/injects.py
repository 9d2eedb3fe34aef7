"""Sending, holding, changing and taking back injects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.decide.decision import (
    Context,
    Decision,
    check_team,
    events,
    play_of,
    require,
)
from tabletop.domain.errors import Refusal
from tabletop.domain.reach import applies, open_asks, pending, private_seats, target_teams
from tabletop.domain.state import Delivery, Play, State

NOBODY = "Nobody this inject is addressed to is at the table."


def released(
    state: State,
    play: Play,
    teams: Sequence[str],
    clock_ms: int,
    trigger: Literal["schedule", "facilitator", "jump"],
) -> e.InjectReleased:
    """The release of an inject to these teams at `clock_ms`."""
    ask = play.inject.ask
    deadline = ask.deadline_ms if ask else None
    return e.InjectReleased(
        play.inject.id,
        tuple(teams),
        private_seats(state, play.inject, teams),
        None if deadline is None else clock_ms + deadline,
        trigger,
    )


def release(context: Context, command: c.Release) -> Decision:
    """Send an inject: by the schedule to the teams whose condition holds, by hand to all named."""
    state = context.state
    play = play_of(context, command.inject)
    require(state.live, "Injects go out once the exercise has started.")
    require(play.recalled_at is None, "This inject was recalled; write a new one instead.")
    if context.seat is None:
        return _fall_due(context, play)
    meant = target_teams(state, play.inject)
    wanted = meant if command.teams is None else command.teams
    for team in wanted:
        check_team(context, team)
        if team not in meant:
            raise Refusal(
                "invalid",
                "This inject is not meant for that team.",
                {"data.teams": [f"{team}: not among its recipients."]},
            )
    teams = [team for team in meant if team in wanted and team not in play.deliveries]
    require(bool(meant), NOBODY)
    require(bool(teams), "This inject has gone out already.")
    sent = released(state, play, teams, context.elapsed_ms, "facilitator")
    require(sent.seats != (), NOBODY)
    return events(sent)


def _fall_due(context: Context, play: Play) -> Decision:
    state = context.state
    waiting = pending(state, play)
    require(play.plan == "scheduled" and bool(waiting), "This inject is not waiting any more.")
    teams = [team for team in waiting if applies(state, play, team)]
    passed = tuple(team for team in waiting if team not in teams)
    happened: list[e.AnyEvent] = []
    if teams:
        happened.append(released(state, play, teams, context.elapsed_ms, "schedule"))
    if passed:
        happened.append(e.InjectPassedOver(play.inject.id, passed))
    return events(*happened)


def hold(context: Context, command: c.Hold) -> Decision:
    """Keep it from going out by itself."""
    play = _waiting(context, command.inject)
    require(play.plan == "scheduled", "This inject is not on the run sheet.")
    return events(e.InjectHeld(command.inject))


def skip(context: Context, command: c.Skip) -> Decision:
    """Take it off the run sheet."""
    play = _waiting(context, command.inject)
    require(play.plan != "skipped", "This inject is skipped already.")
    return events(e.InjectSkipped(command.inject))


def restore(context: Context, command: c.Restore) -> Decision:
    """Put it back."""
    play = _waiting(context, command.inject)
    require(play.plan != "scheduled", "This inject is on the run sheet.")
    require(not play.composed, "An inject written on the spot goes out by hand.")
    return events(e.InjectRestored(command.inject))


def _waiting(context: Context, inject: str) -> Play:
    play = play_of(context, inject)
    require(
        context.state.status in {"draft", "lobby", "running", "paused"}, "The exercise has ended."
    )
    require(bool(pending(context.state, play)), "This inject has gone out already.")
    return play


def recall(context: Context, command: c.Recall) -> Decision:
    """Take it back, visibly."""
    play = play_of(context, command.inject)
    require(bool(play.deliveries), "This inject has not gone out.")
    require(play.recalled_at is None, "This inject was recalled already.")
    require(context.state.live, "Injects can be recalled while the exercise is on.")
    return events(e.InjectRecalled(command.inject, command.reason))


def revise(context: Context, command: c.Revise) -> Decision:
    """Change its words."""
    play = play_of(context, command.inject)
    require(play.recalled_at is None, "This inject was recalled.")
    require(context.state.status not in {"hotwash", "closed"}, "The exercise has ended.")
    if command.prompt is not None and play.inject.ask is None:
        raise Refusal(
            "invalid", "This inject asks nothing.", {"data.prompt": ["There is no prompt."]}
        )
    if command.title is command.body is command.prompt is None:
        raise Refusal("invalid", "Say what to change: title, body or prompt.")
    return events(e.InjectRevised(command.inject, command.title, command.body, command.prompt))


def extend(context: Context, command: c.Extend) -> Decision:
    """Leave the ask open longer, counted from its close."""
    deliveries = _open(context, command.inject, command.team)
    timed = [each for each in deliveries if each.closes_ms is not None]
    require(bool(timed), "This inject has no deadline.")
    by_closing: dict[int, list[str]] = {}
    for each in timed:
        closes_ms = (each.closes_ms or 0) + command.by_ms
        by_closing.setdefault(closes_ms, []).append(each.team)
    return events(
        *(
            e.InjectExtended(command.inject, tuple(teams), closes_ms)
            for closes_ms, teams in by_closing.items()
        )
    )


def close(context: Context, command: c.CloseInject) -> Decision:
    """Take no more answers: by the schedule at the deadline, or early by hand."""
    deliveries = _open(context, command.inject, command.team)
    reason: Literal["deadline", "facilitator"] = "facilitator" if context.seat else "deadline"
    return events(e.InjectClosed(command.inject, tuple(each.team for each in deliveries), reason))


def _open(context: Context, inject: str, team: str | None) -> list[Delivery]:
    play = play_of(context, inject)
    check_team(context, team)
    require(bool(play.deliveries), "This inject has not gone out.")
    require(play.inject.ask is not None, "This inject asks nothing.")
    deliveries = [each for each in open_asks(play) if team in {None, each.team}]
    if not deliveries:
        raise Refusal("closed", "This ask is closed already.")
    return deliveries


def reveal(context: Context, command: c.Reveal) -> Decision:
    """Let the display show how the teams answered."""
    play = play_of(context, command.inject)
    require(bool(play.deliveries), "This inject has not gone out.")
    return Decision() if play.revealed else events(e.InjectRevealed(command.inject))
