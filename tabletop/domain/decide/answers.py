"""Reading, answering, proposing and locking."""

from __future__ import annotations

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.asks import check_answer
from tabletop.domain.decide.decision import (
    Context,
    Decision,
    events,
    play_of,
    require,
    seat_of,
)
from tabletop.domain.errors import Refusal
from tabletop.domain.reach import asked, lock_holder, reaches
from tabletop.domain.scenario import Ask
from tabletop.domain.state import Delivery, Play

NOT_FOUND = "There is no such inject for you."
LATE = "That came after the close. It is kept on record, but it does not count."


def read(context: Context, command: c.Read) -> Decision:
    """It was on the seat's screen; the first time is the one that counts."""
    play, _ = _received(context, command.inject)
    if context.speaker.id in play.read:
        return Decision()
    return events(e.InjectRead(command.inject, context.speaker.id))


def draft(context: Context, command: c.Draft) -> Decision:
    """An answer in the making is relayed, not recorded; this only checks that it may be."""
    _received(context, command.inject)
    return Decision()


def submit(context: Context, command: c.Submit | c.Propose) -> Decision:
    """An answer, or in team scope a proposal."""
    play, delivery = _received(context, command.inject)
    ask = _asks(play)
    if isinstance(command, c.Propose) and ask.scope != "team":
        raise Refusal(
            "invalid", "Everybody answers this for themselves.", {"name": ["Not a team decision."]}
        )
    check_answer(ask, command.answer)
    _taking_part(context)
    if _late(context, delivery):
        return _late_answer(context, command, delivery)
    if delivery.locked is not None:
        raise Refusal("already_answered", "Your team's answer is locked.")
    return events(
        e.ResponseSubmitted(
            command.inject,
            context.speaker.id,
            delivery.team,
            command.answer,
            command.rationale,
            command.confidence,
        )
    )


def _late_answer(
    context: Context, command: c.Submit | c.Propose | c.Lock, delivery: Delivery
) -> Decision:
    """Kept on record, answered with `late`."""
    return Decision(
        (
            e.ResponseLate(
                command.inject,
                context.speaker.id,
                delivery.team,
                command.answer,
                command.rationale,
                command.confidence,
            ),
        ),
        refusal=Refusal("late", LATE),
    )


def vote(context: Context, command: c.Vote) -> Decision:
    """Stand behind a member's proposal."""
    play, delivery = _received(context, command.inject)
    _team_decision(play)
    _taking_part(context)
    if _late(context, delivery):
        raise Refusal("late", "This ask is closed.")
    if delivery.locked is not None:
        raise Refusal("already_answered", "Your team's answer is locked.")
    if command.seat is not None:
        if command.seat not in delivery.answers:
            raise Refusal("not_found", "That member has made no proposal.")
    elif context.speaker.id not in delivery.voted:
        return Decision()
    return events(e.DecisionVoted(command.inject, context.speaker.id, delivery.team, command.seat))


def lock(context: Context, command: c.Lock) -> Decision:
    """Give the team's answer, once."""
    play, delivery = _received(context, command.inject)
    ask = _team_decision(play)
    check_answer(ask, command.answer)
    _taking_part(context)
    if delivery.locked is not None:
        raise Refusal("already_answered", "Your team's answer is locked already.")
    if lock_holder(context.state, play, delivery) != context.speaker.id:
        raise Refusal("forbidden", "Somebody else holds the lock for your team.")
    if _late(context, delivery):
        return _late_answer(context, command, delivery)
    return events(
        e.DecisionLocked(
            command.inject,
            context.speaker.id,
            delivery.team,
            command.answer,
            command.rationale,
            command.confidence,
        )
    )


def pass_lock(context: Context, command: c.PassLock) -> Decision:
    """Give the lock to another member of that team."""
    play = play_of(context, command.inject)
    _team_decision(play)
    seat = seat_of(context, command.seat)
    delivery = reaches(play, seat)
    if delivery is None or seat not in asked(context.state, delivery):
        raise Refusal("not_found", "That member did not get this inject, or only watches.")
    require(delivery.locked is None, "That team's answer is locked already.")
    require(delivery.open, "This ask is closed.")
    if lock_holder(context.state, play, delivery) == seat.id:
        return Decision()
    reason = "facilitator" if context.seat else "gone"
    return events(e.LockPassed(command.inject, delivery.team, seat.id, reason))  # type: ignore[arg-type]


def _received(context: Context, inject: str) -> tuple[Play, Delivery]:
    play = context.state.plays.get(inject)
    delivery = reaches(play, context.speaker) if play else None
    if play is None or delivery is None:
        raise Refusal("not_found", NOT_FOUND)
    return play, delivery


def _asks(play: Play) -> Ask:
    if play.recalled_at is not None:
        raise Refusal("closed", "This inject was recalled. You need not answer.")
    if play.inject.ask is None:
        raise Refusal("invalid", "This inject asks nothing.")
    return play.inject.ask


def _team_decision(play: Play) -> Ask:
    ask = _asks(play)
    if ask.scope != "team":
        raise Refusal("invalid", "Everybody answers this for themselves.")
    return ask


def _taking_part(context: Context) -> None:
    if context.speaker.watching:
        raise Refusal("forbidden", "You are only watching. Take part again to answer.")


def _late(context: Context, delivery: Delivery) -> bool:
    """Whether the ask is over; raises Refusal("paused") while answers are not taken at all.

    The clock decides, not the moment the scheduler gets round to closing it.
    """
    state = context.state
    if not delivery.open:
        return True
    if delivery.closes_ms is not None and context.elapsed_ms >= delivery.closes_ms:
        return True
    if state.status == "paused" and not state.header.answers_while_paused:
        raise Refusal("paused", "The exercise is paused; answers are taken when it goes on.")
    return False
