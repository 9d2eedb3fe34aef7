"""Messages, nudges, notes, flags and ratings: what is said around the play."""

from __future__ import annotations

from tabletop.domain import events as e
from tabletop.domain.documents.view import Document, View, iso

NUDGE_TEXT = "The facilitator is waiting for you."
PAUSE_TEXT = "Somebody asked for a pause."


def message(view: View, doc_id: str) -> Document | None:
    """A few words outside the script; facilitators also see to whom and from whom."""
    recorded = view.state.remarks[doc_id]
    event = recorded.event
    inject: str | None = None
    team: str | None = None
    seats: list[str] = []
    match event:
        case e.NudgeSent(nudged, about):
            kind, text, inject, seats = "nudge", NUDGE_TEXT, about, list(nudged)
        case e.MessageSent(words, to_team, to_seat):
            kind, text, team = "message", words, to_team
            seats = [to_seat] if to_seat else []
        case e.PauseRequested(seat):
            kind, text, seats = "pause_request", PAUSE_TEXT, [seat]
        case _:
            return None
    document: Document = {
        "kind": kind,
        "text": text,
        "inject": inject,
        "at": iso(recorded.at),
        "clock_ms": recorded.clock_ms,
    }
    if view.control:
        document |= {"team": team, "seats": seats, "by": recorded.actor}
    return document


def remark(view: View, doc_id: str) -> Document | None:
    """A note or a flag; facilitators and evaluators only."""
    recorded = view.state.remarks[doc_id]
    event = recorded.event
    if not view.control or not isinstance(event, e.NoteAdded | e.FlagAdded):
        return None
    return {
        "text": event.text,
        "inject": event.inject,
        "team": event.team,
        "by": recorded.actor,
        "at": iso(recorded.at),
        "clock_ms": recorded.clock_ms,
    }


def rating(view: View, key: str) -> Document | None:
    """P, S, M or U for an objective; facilitators and evaluators only."""
    recorded = view.state.ratings[key]
    event = recorded.event
    if not view.control or not isinstance(event, e.RatingSet):
        return None
    return {
        "objective": event.objective,
        "team": event.team,
        "rating": event.rating,
        "text": event.text,
        "by": recorded.actor,
    }
