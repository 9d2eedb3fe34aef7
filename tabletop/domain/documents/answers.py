"""What came back: one seat's answer, and a team's decision."""

from __future__ import annotations

from tabletop.domain.documents.view import Document, View, iso
from tabletop.domain.index import seat_scope
from tabletop.domain.outcomes import dissent, latest, votes
from tabletop.domain.reach import asked, lock_holder
from tabletop.domain.state import Delivery, Play, Response


def answer(view: View, key: str) -> Document | None:
    """A seat's own answer, or the late one that was not counted."""
    inject, _, seat = key.rpartition(":")
    play = view.state.plays[inject]
    if not view.control and view.scope != seat_scope(seat):
        return None
    said = latest(play, seat)
    if said is None:
        return None
    return {
        "inject": inject,
        "seat": seat,
        "team": said.team,
        **_said(said),
        "submitted_at": iso(said.at),
        "submitted_ms": said.clock_ms,
        "late": said is not play.deliveries[said.team].answers.get(seat),
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
    hidden = not view.control and _alone(play, delivery)
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
            for each in delivery.answers.values()
        ],
        "votes": {} if hidden else votes(state, delivery),
        "locked": locked is not None,
        **(_said(locked) if locked else {"answer": None, "rationale": "", "confidence": None}),
        "locked_by": locked.seat if locked else None,
        "locked_at": iso(locked.at) if locked else None,
        "locked_ms": locked.clock_ms if locked else None,
        "dissent": dissent(play, delivery),
    }
    return document


def _alone(play: Play, delivery: Delivery) -> bool:
    """Whether proposals are still kept from the others."""
    ask = play.inject.ask
    waiting = delivery.locked is None and delivery.open and delivery.alone is None
    return ask is not None and ask.alone_first and waiting


def _said(response: Response) -> Document:
    return {
        "answer": dict(response.answer),
        "rationale": response.rationale,
        "confidence": response.confidence,
    }
