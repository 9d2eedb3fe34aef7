"""What came back: one seat's answer, and a team's decision."""

from __future__ import annotations

from tabletop.domain.documents.view import Document, View, iso
from tabletop.domain.index import seat_scope
from tabletop.domain.reach import agree, asked, lock_holder
from tabletop.domain.state import Delivery, Play, Response


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
    delivery = play.deliveries.get(team) if view.control else view.received(play)
    if delivery is None or delivery.team != team:
        return None
    members = asked(state, delivery)
    proposals = {each.seat: each for each in play.answers.values() if each.team == team}
    everybody = all(seat.id in proposals for seat in members)
    hidden = not view.control and _alone_first(play, delivery) and not everybody
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
            for each in proposals.values()
        ],
        "votes": {}
        if hidden
        else {voter: seat for voter, seat in delivery.voted.items() if seat in proposals},
        "locked": locked is not None,
        **(_said(locked) if locked else {"answer": None, "rationale": "", "confidence": None}),
        "locked_by": locked.seat if locked else None,
        "locked_at": iso(locked.at) if locked else None,
        "locked_ms": locked.clock_ms if locked else None,
        "dissent": [each.seat for each in proposals.values() if locked and not agree(each, locked)]
        if play.inject.ask and play.inject.ask.kind != "text"
        else [],
    }
    return document


def _alone_first(play: Play, delivery: Delivery) -> bool:
    """Whether proposals are kept from the others until everybody has made one."""
    ask = play.inject.ask
    return ask is not None and ask.alone_first and delivery.locked is None and delivery.open


def _said(response: Response) -> Document:
    return {
        "answer": dict(response.answer),
        "rationale": response.rationale,
        "confidence": response.confidence,
    }
