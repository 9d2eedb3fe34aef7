"""What came of an inject: what counts as a team's answer, and what follows from it."""

from __future__ import annotations

from collections import Counter

from tabletop.domain.conditions import Outcome, Verdict, judge
from tabletop.domain.reach import asked, pending, target_teams
from tabletop.domain.state import Delivery, Play, Response, State


def verdict(state: State, play: Play, team: str, clock_ms: int | None = None) -> Verdict:
    """Whether the inject's condition holds for the team.

    What closes by `clock_ms` counts as closed, whether or not anybody got round to closing it.
    """
    return judge(play.inject.when, lambda each: outcome(state, play, each, team, clock_ms))


def outcome(state: State, branch: Play, inject_id: str, team: str, clock_ms: int | None) -> Outcome:
    """What became of an inject for a team, as `branch` asks about it.

    When the inject was meant for other teams only (functional mode), theirs is the outcome: a
    choice at incident command decides what clinical operations sees next.
    """
    play = state.plays.get(inject_id)
    if play is None or play.recalled_at is not None:
        return Outcome()
    meant = target_teams(state, play.inject)
    teams = [team] if team in meant else meant
    deliveries = [play.deliveries[each] for each in teams if each in play.deliveries]
    to_come = play.plan != "skipped" and not {*teams}.isdisjoint(pending(state, play))
    if to_come or any(_outlasts(state, branch, play, each, clock_ms) for each in deliveries):
        return Outcome("later")
    if not deliveries:
        return Outcome()
    answers = [said for each in deliveries if (said := team_answer(play, each))]
    options = frozenset(option for said in answers for option in chosen(said))
    ask = play.inject.ask
    effects = frozenset(
        option.effect
        for option in (ask.options if ask else ())
        if option.id in options and option.effect
    )
    return Outcome("asked", bool(answers), options, effects)


def _outlasts(
    state: State, branch: Play, play: Play, delivery: Delivery, clock_ms: int | None
) -> bool:
    """Whether the branch has to wait: its script puts it after the ask's close, but the ask went
    out late or was extended and is still open.

    A branch that the script puts before the close is meant to come while the ask is open.
    """
    ask = play.inject.ask
    if ask is None or ask.deadline_ms is None or delivery.closes_ms is None or not delivery.open:
        return False
    if play.inject.offset_ms + ask.deadline_ms > branch.inject.offset_ms:
        return False
    if clock_ms is not None and delivery.closes_ms <= clock_ms:
        return False
    return not decided(state, play, delivery)


def decided(state: State, play: Play, delivery: Delivery) -> bool:
    """Whether nothing more can come: the team has locked, or everybody asked has answered."""
    if play.team_scope:
        return delivery.locked is not None
    members = asked(state, delivery)
    return bool(members) and all(seat.id in delivery.answers for seat in members)


def team_answer(play: Play, delivery: Delivery) -> Response | None:
    """What counts as the team's answer.

    In team scope the locked one. In seat scope the answer most members gave; of equals, the one
    that was given first.
    """
    if play.team_scope:
        return delivery.locked
    answers = list(delivery.answers.values())
    if not answers:
        return None
    counts = Counter(chosen(answer) for answer in answers)
    most = max(counts.values())
    return next(answer for answer in answers if counts[chosen(answer)] == most)


def chosen(response: Response) -> tuple[str, ...]:
    """The option ids in an answer: one for a choice, several (sorted: picked in any order they say
    the same) for a multi, none otherwise."""
    answer = response.answer
    if "option" in answer:
        return (str(answer["option"]),)
    return tuple(sorted(str(option) for option in answer.get("options", ())))


def agree(one: Response, other: Response) -> bool:
    """Whether two answers to an inject say the same."""
    return one.answer == other.answer or chosen(one) == chosen(other) != ()


def dissent(play: Play, delivery: Delivery) -> list[str]:
    """The members who proposed something else than the locked answer, and still stood by it.

    Who locked has come round, and so has who stood behind a proposal that says the same. Texts
    differ by a word without anybody disagreeing.
    """
    locked, ask = delivery.locked, play.inject.ask
    if locked is None or ask is None or ask.kind == "text":
        return []
    stood = {seat: delivery.voted.get(seat, seat) for seat in delivery.answers}
    return [
        seat
        for seat, by in stood.items()
        if seat != locked.seat
        and not agree(delivery.answers.get(by, delivery.answers[seat]), locked)
    ]


def votes(state: State, delivery: Delivery) -> dict[str, str]:
    """Which member stands behind whose proposal; of those who are still there and take part."""
    members = {seat.id for seat in asked(state, delivery)}
    return {
        voter: seat
        for voter, seat in delivery.voted.items()
        if voter in members and seat in delivery.answers
    }


def latest(play: Play, seat: str) -> Response | None:
    """What the seat said last that counts (at whichever table it sat), else what came too late."""
    counted = [each.answers[seat] for each in play.deliveries.values() if seat in each.answers]
    late = [each.late[seat] for each in play.deliveries.values() if seat in each.late]
    return max(counted or late, key=lambda said: said.seq, default=None)
