"""Sending, holding, changing and taking back injects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.conditions import Verdict
from tabletop.domain.decide.decision import (
    Context,
    Decision,
    check_team,
    events,
    play_of,
    require,
)
from tabletop.domain.errors import Refusal
from tabletop.domain.outcomes import verdict
from tabletop.domain.reach import open_asks, overlooked, pending, private_seats, target_teams
from tabletop.domain.state import Play, State
from tabletop.domain.visibility import open_to_teams

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
    """Send an inject: by the schedule to the teams whose condition holds, by hand to all named.

    A private one that has gone out reaches by hand who has come into its role since.
    """
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
    require(bool(meant), NOBODY)
    happened: list[e.AnyEvent] = [
        e.InjectDelivered(play.inject.id, team, seats)
        for team in meant
        if team in wanted and (seats := overlooked(state, play, team))
    ]
    teams = [team for team in meant if team in wanted and team not in play.deliveries]
    if teams:
        sent = released(state, play, teams, context.elapsed_ms, "facilitator")
        require(sent.seats != (), NOBODY)
        happened.append(sent)
    require(bool(happened), "This inject has gone out already.")
    return events(*happened)


def _fall_due(context: Context, play: Play) -> Decision:
    # What was due when the schedule looked may not be any more: somebody was quicker.
    require(
        play.plan == "scheduled" and play.inject.offset_ms <= context.elapsed_ms,
        "This inject is not due.",
    )
    happened = judged(context.state, play, context.elapsed_ms, "schedule")
    require(bool(happened), "This inject is not waiting, or has to wait for an answer.")
    return events(*happened)


def judged(
    state: State, play: Play, clock_ms: int, trigger: Literal["schedule", "jump"]
) -> list[e.AnyEvent]:
    """What becomes of an inject at `clock_ms` for the teams it waits for, by its condition."""
    verdicts = {team: verdict(state, play, team, clock_ms) for team in pending(state, play)}
    teams = [team for team, found in verdicts.items() if found is Verdict.YES]
    passed = tuple(team for team, found in verdicts.items() if found in {Verdict.NO, Verdict.NEVER})
    happened: list[e.AnyEvent] = []
    if teams:
        happened.append(released(state, play, teams, clock_ms, trigger))
    if passed:
        happened.append(e.InjectPassedOver(play.inject.id, passed))
    return happened


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
    if not pending(context.state, play):
        require(
            bool(play.deliveries),
            "Its condition did not hold, so it was passed over. Release it by hand to send it.",
        )
        require(False, "This inject has gone out already.")
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
    require(
        command.version in {None, play.version},
        "Somebody else has revised it meanwhile. Look at the new words, then revise those.",
    )
    return events(e.InjectRevised(command.inject, command.title, command.body, command.prompt))


def extend(context: Context, command: c.Extend) -> Decision:
    """Leave the ask open longer, counted from its close; or open it again, counted from now."""
    play = _asked(context, command.inject, command.team)
    wanted = [each for each in play.deliveries.values() if command.team in {None, each.team}]
    longer = [each for each in wanted if each.open] or [
        each for each in wanted if each.locked is None
    ]
    if not longer:
        raise Refusal("already_answered", "That answer is locked.")
    timed = [each for each in longer if each.closes_ms is not None]
    require(bool(timed), "This inject has no deadline.")
    by_closing: dict[int, list[str]] = {}
    for each in timed:
        begin = (each.closes_ms or 0) if each.open else context.elapsed_ms
        by_closing.setdefault(begin + command.by_ms, []).append(each.team)
    return events(
        *(
            e.InjectExtended(command.inject, tuple(teams), closes_ms)
            for closes_ms, teams in by_closing.items()
        )
    )


def close(context: Context, command: c.CloseInject) -> Decision:
    """Take no more answers: by the schedule at the deadline, or early by hand."""
    play = _asked(context, command.inject, command.team)
    deliveries = [each for each in open_asks(play) if command.team in {None, each.team}]
    if not deliveries:
        raise Refusal("closed", "This ask is closed already.")
    reason: Literal["deadline", "facilitator"] = "facilitator"
    if context.seat is None:
        # Somebody may have given them more time since the schedule looked.
        reason, now = "deadline", context.elapsed_ms
        deliveries = [
            each for each in deliveries if each.closes_ms is not None and each.closes_ms <= now
        ]
        require(bool(deliveries), "This ask is not to close yet.")
    return events(e.InjectClosed(command.inject, tuple(each.team for each in deliveries), reason))


def _asked(context: Context, inject: str, team: str | None) -> Play:
    """An inject that asked something of that team (None: of any), while the exercise is on."""
    play = play_of(context, inject)
    check_team(context, team)
    require(context.state.live, "The exercise is not on.")
    require(play.inject.ask is not None, "This inject asks nothing.")
    require(play.recalled_at is None, "This inject was recalled.")
    require(
        team in play.deliveries if team is not None else bool(play.deliveries),
        "This inject has not gone out.",
    )
    return play


def reveal(context: Context, command: c.Reveal) -> Decision:
    """Let the display show how the teams answered; what is said again comes to the front."""
    play = play_of(context, command.inject)
    require(bool(play.deliveries), "This inject has not gone out.")
    require(play.inject.ask is not None, "This inject asks nothing.")
    require(play.recalled_at is None, "This inject was recalled.")
    require(open_to_teams(play), "What only some of a team got can't be shown to the room.")
    revealed = [each.revealed_at or 0 for each in context.state.plays.values() if each is not play]
    if play.revealed_at is not None and play.revealed_at >= max(revealed, default=0):
        return Decision()
    return events(e.InjectRevealed(command.inject))


def hide(context: Context, command: c.Hide) -> Decision:
    """Take it off the display again."""
    play = play_of(context, command.inject)
    return Decision() if play.revealed_at is None else events(e.InjectHidden(command.inject))
