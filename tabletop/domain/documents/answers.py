"""What came back: one seat's answer, and a team's decision."""

from __future__ import annotations

from tabletop.domain.documents.view import Document, View, iso
from tabletop.domain.index import seat_scope, team_scope
from tabletop.domain.reach import asked, lock_holder
from tabletop.domain.state import Delivery, Play, Response, State


def answer(view: View, key: str) -> Document | None:
    """A seat's own answer, or the late one that was not counted."""
    inject, _, seat = key.rpartition(":")
    play = view.state.plays[inject]
    if not view.control and view.scope != seat_scope(seat):
        return None
    counted = play.answers.get(seat)
    said = counted or play.late.get(seat)
    if said is None:
        return None
    return {
        "inject": inject,
        "seat": seat,
        "team": said.team,
        **_said(said),
        "submitted_at": iso(said.at),
        "submitted_ms": said.clock_ms,
        "late": counted is None,
    }


def decision(view: View, key: str) -> Document | None:
    """A team's way to one answer: proposals, votes, the lock."""
    inject, _, team = key.rpartition(":")
    state = view.state
    play = state.plays[inject]
    delivery = play.deliveries.get(team)
    if delivery is None or not (
        view.control
        or view.scope == team_scope(team)
        or view.scope in map(seat_scope, delivery.seats or ())
    ):
        return None
    members = asked(state, delivery)
    hidden = not view.control and _alone(state, play, delivery)
    proposals = [each for each in play.answers.values() if each.team == team]
    locked = delivery.locked
    document: Document = {
        "inject": inject,
        "team": team,
        "lock_holder": lock_holder(state, play, delivery),
        "expected": len(members),
        "proposals": [
            {
                "seat": each.seat,
                **(
                    {"answer": None, "rationale": "", "confidence": None} if hidden else _said(each)
                ),
                "submitted_at": iso(each.at),
            }
            for each in proposals
        ],
        "votes": {} if hidden else dict(delivery.voted),
        "locked": locked is not None,
        **(_said(locked) if locked else {"answer": None, "rationale": "", "confidence": None}),
        "locked_by": locked.seat if locked else None,
        "locked_at": iso(locked.at) if locked else None,
        "locked_ms": locked.clock_ms if locked else None,
        "dissent": [each.seat for each in proposals if locked and each.answer != locked.answer]
        if play.inject.ask and play.inject.ask.kind != "text"
        else [],
    }
    return document


def _alone(state: State, play: Play, delivery: Delivery) -> bool:
    """Alone first, then together: others' proposals stay hidden until everybody has made one."""
    ask = play.inject.ask
    if ask is None or not ask.alone_first or delivery.locked or not delivery.open:
        return False
    return any(seat.id not in play.answers for seat in asked(state, delivery))


def _said(response: Response) -> Document:
    return {
        "answer": dict(response.answer),
        "rationale": response.rationale,
        "confidence": response.confidence,
    }
