"""Whom an inject is for, who is asked, and who holds the lock: read off the state, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from tabletop.domain.scenario import Inject
from tabletop.domain.state import Delivery, Play, Seat, State


def target_teams(state: State, inject: Inject) -> tuple[str, ...]:
    """The ids of the teams the inject is meant for, in table order."""
    to = inject.to
    match to.kind:
        case "all":
            return tuple(team.id for team in state.teams)
        case "team":
            return tuple(team.id for team in state.teams if team.id in to.ids)
        case "role":
            named = {*to.ids, *to.fallback}
            return tuple(team.id for team in state.teams if not named.isdisjoint(team.roles))
        case "seat":
            seated = {seat.team for seat in map(state.seats.get, to.ids) if seat is not None}
            return tuple(team.id for team in state.teams if team.id in seated)
        case _:
            assert_never(to.kind)


def addressees(state: State, inject: Inject, team: str) -> list[Seat]:
    """The members the fiction addresses: the role's holders, else a fallback's, else everybody."""
    return addressed(inject, list(state.players(team)))


def addressed(inject: Inject, players: Sequence[Seat]) -> list[Seat]:
    """Whom of these players, who are one team, the fiction addresses."""
    groups = _named(inject, players)
    if inject.to.kind == "seat":
        return groups[0]
    return next((group for group in groups if group), list(players))


def _named(inject: Inject, players: Sequence[Seat]) -> list[list[Seat]]:
    """The players it is addressed to, then those who stand in for them, a group for each role."""
    to = inject.to
    match to.kind:
        case "seat":
            return [[seat for seat in players if seat.id in to.ids]]
        case "role":
            roles = (to.ids, *((role,) for role in to.fallback))
            return [[seat for seat in players if seat.role in wanted] for wanted in roles]
        case _:
            return []


def private(inject: Inject) -> bool:
    """Whether only those it is addressed to see it; of a team, that is everybody."""
    return inject.seen_by == "only" and inject.to.kind in {"role", "seat"}


def private_seats(state: State, inject: Inject, teams: Iterable[str]) -> tuple[str, ...] | None:
    """The seats that alone see the inject; None when the whole teams do."""
    if not private(inject):
        return None
    return tuple(seat.id for team in teams for seat in addressees(state, inject, team))


def overlooked(state: State, play: Play, team: str) -> tuple[str, ...]:
    """The seats that a private inject is addressed to and that have not got it: they took the role,
    or came, after it had gone out to their team."""
    delivery = play.deliveries.get(team)
    if delivery is None or delivery.seats is None or play.recalled_at is not None:
        return ()
    named = addressees(state, play.inject, team)
    return tuple(seat.id for seat in named if seat.id not in delivery.seats)


def asked(state: State, delivery: Delivery) -> list[Seat]:
    """The members of the team an answer is expected from."""
    return [
        seat
        for seat in state.players(delivery.team)
        if delivery.seats is None or seat.id in delivery.seats
    ]


def reaches(play: Play, seat: Seat) -> Delivery | None:
    """The delivery of this inject that the seat sees, if it got one."""
    delivery = play.deliveries.get(seat.team or "")
    if delivery is None or (delivery.seats is not None and seat.id not in delivery.seats):
        return None
    return delivery


def lock_holder(state: State, play: Play, delivery: Delivery) -> str | None:
    """The seat that may lock the team's answer; None while nobody is there.

    A lock that was passed on stays where it went for as long as that member is in the team. Else
    the first in line has it.
    """
    line = in_line(state, play, delivery)
    if any(seat.id == delivery.holder for seat in line):
        return delivery.holder
    return line[0].id if line else None


def in_line(state: State, play: Play, delivery: Delivery) -> list[Seat]:
    """Who may hold the lock, by preference: those addressed, those who stand in for them (by the
    order of the roles), then the others as they joined."""
    members = asked(state, delivery)
    first = [seat for group in _named(play.inject, members) for seat in group]
    return [*first, *(seat for seat in members if seat not in first)]


def pending(state: State, play: Play) -> tuple[str, ...]:
    """The teams it is meant for that have neither got it nor been passed over."""
    if play.recalled_at is not None:
        return ()
    return tuple(
        team
        for team in target_teams(state, play.inject)
        if team not in play.deliveries and team not in play.passed
    )


def open_asks(play: Play) -> list[Delivery]:
    """The deliveries that still take answers."""
    if play.inject.ask is None or play.recalled_at is not None:
        return []
    return [delivery for delivery in play.deliveries.values() if delivery.open]
