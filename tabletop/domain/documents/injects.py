"""An inject, as whoever got it sees it, and as the run sheet shows it."""

from __future__ import annotations

from collections import Counter
from statistics import mean
from typing import assert_never

from tabletop.domain.conditions import Verdict, in_words, mentions
from tabletop.domain.documents.view import Document, View, iso
from tabletop.domain.outcomes import chosen, outcome, verdict
from tabletop.domain.prose import render
from tabletop.domain.reach import asked, lock_holder, pending, private, target_teams
from tabletop.domain.scenario import Ask, Inject, Target
from tabletop.domain.state import Delivery, Play, State
from tabletop.domain.texts import number
from tabletop.domain.visibility import public


def inject(view: View, inject_id: str) -> Document | None:
    """One inject. Participants get their delivery of it, the display what went to everybody."""
    play = view.state.plays[inject_id]
    if view.control:
        return _script(view, play)
    if view.display:
        return _public(view, play) if public(view.state, play) else None
    delivery = view.received(play)
    return _content(view, play) | _sent(view.state, play, delivery) if delivery else None


def _content(view: View, play: Play) -> Document:
    written = play.inject
    to = written.to
    hidden = play.recalled_at is not None and not view.control
    return {
        "title": written.title,
        "body": "" if hidden else render(written.body),
        "from": written.sender,
        "channel": written.channel,
        "to": {
            "kind": to.kind,
            "ids": _seats(view, to) if to.kind == "seat" else list(to.ids),
            "name": recipient(view, written),
        },
        "private": private(written),
        "media": []
        if hidden
        else [
            {
                "url": f"/media/{view.state.header.id}/{media.file}",
                "kind": media.kind,
                "alt": media.alt,
            }
            for media in written.media
        ],
        "ask": None if hidden or written.ask is None else _ask(written.ask, view.control),
        "version": play.version,
        "reason": play.reason,
        "order": play.order,
    }


def recipient(view: View, written: Inject) -> str:
    """Whom the fiction addresses, in words."""
    state, to = view.state, written.to
    match to.kind:
        case "all":
            return "Everybody"
        case "team":
            names = [team.name for team in state.teams if team.id in to.ids]
        case "role":
            names = [state.header.scenario.role_name(role) for role in to.ids]
        case "seat":
            names = [view.names.get(seat, "") for seat in _seats(view, to)]
        case _:
            assert_never(to.kind)
    return ", ".join(names)


def _seats(view: View, to: Target) -> list[str]:
    """The seats it is addressed to; of other teams' seats only facilitators hear."""
    if view.control:
        return list(to.ids)
    kind, _, name = view.scope.partition(":")
    own = view.state.seats.get(name) if kind == "seat" else None
    team = own.team if own else name
    return [seat for seat in to.ids if view.state.seats[seat].team == team]


def _ask(ask: Ask, control: bool) -> Document:
    return {
        "kind": ask.kind,
        "prompt": ask.prompt,
        "scope": ask.scope,
        "deadline_ms": ask.deadline_ms,
        "options": [
            {"id": option.id, "text": option.text}
            | ({"effect": option.effect, "tags": list(option.tags)} if control else {})
            for option in ask.options
        ],
        "minimum": ask.minimum,
        "maximum": ask.maximum,
        "step": ask.step,
        "label_min": ask.label_min,
        "label_max": ask.label_max,
        "unit": ask.unit,
        "pick_min": ask.pick_min,
        "pick_max": ask.pick_max,
        "max_length": ask.max_length,
        "alone_first": ask.alone_first,
    }


def _sent(state: State, play: Play, delivery: Delivery) -> Document:
    recalled = play.recalled_at is not None
    open_until = delivery.closes_ms if delivery.open and not recalled else None
    return {
        "status": "recalled" if recalled else "open" if delivery.open else "closed",
        "released_at": iso(delivery.released_at),
        "released_ms": delivery.released_ms,
        "closes_at": iso(state.clock.moment(open_until)) if open_until is not None else None,
        "closes_ms": delivery.closes_ms,
        "closed_at": iso(delivery.closed_at),
    }


_UNSENT: Document = {
    "released_at": None,
    "released_ms": None,
    "closes_at": None,
    "closes_ms": None,
    "closed_at": None,
}


def _as_a_whole(state: State, play: Play) -> Document:
    """The inject over all its teams: open while any of them may answer, then closed."""
    deliveries = list(play.deliveries.values())
    if not deliveries:
        return {"status": _plan(state, play), **_UNSENT}
    latest = max(deliveries, key=lambda each: (each.open, each.closes_ms or 0, each.closed_at or 0))
    first = min(deliveries, key=lambda each: each.released_at)
    return _sent(state, play, latest) | {
        "released_at": iso(first.released_at),
        "released_ms": first.released_ms,
    }


def _plan(state: State, play: Play) -> str:
    if play.plan != "scheduled":
        return play.plan
    return "waiting" if pending(state, play) or not play.passed else "passed_over"


def _public(view: View, play: Play) -> Document:
    teams: Document = {}
    shown = play.revealed_at is not None and play.recalled_at is None
    for team, delivery in play.deliveries.items():
        sent = _sent(view.state, play, delivery)
        counts = _counts(view.state, play, delivery)
        teams[team] = {
            "status": sent["status"],
            "expected": counts["expected"],
            "answered": len(counts["answered"]),
            "locked": delivery.locked is not None,
            "tally": counts["tally"] if shown else None,
            "places": _places(delivery) if shown else None,
            "decision": counts["decision"] if shown else None,
        }
    return (
        _content(view, play)
        | _as_a_whole(view.state, play)
        | {"teams": teams, "revealed": shown, "revealed_at": iso(play.revealed_at)}
    )


def _places(delivery: Delivery) -> Document:
    """At which place each option of a ranking was put on average; nothing of any other ask."""
    orders = [said.answer["order"] for said in delivery.answers.values() if "order" in said.answer]
    return {
        option: round(mean(order.index(option) + 1 for order in orders), 1)
        for option in (orders[0] if orders else ())
    }


def _script(view: View, play: Play) -> Document:
    state, written = view.state, play.inject
    waiting = play.plan == "scheduled" and not play.composed and bool(pending(state, play))
    return (
        _content(view, play)
        | _as_a_whole(state, play)
        | {
            "kind": written.kind,
            "offset_ms": written.offset_ms,
            "due_at": iso(state.clock.moment(written.offset_ms)) if waiting else None,
            "seen_by": written.seen_by,
            "fallback": list(written.to.fallback),
            "source": written.body,
            "notes": written.notes,
            "expected_action": written.expected_action,
            "objectives": list(written.objectives),
            "condition": in_words(written.when, lambda each: _written(state, each)),
            "waits_for": _awaited(state, play) if waiting else [],
            "composed": play.composed,
            "revealed": play.revealed_at is not None and play.recalled_at is None,
            "revealed_at": iso(play.revealed_at),
            "teams": {team: _row(state, play, team) for team in _teams(state, play)},
        }
    )


def _awaited(state: State, play: Play) -> list[str]:
    """The injects whose answers have to be there before this one can be decided about."""
    return [
        inject
        for inject in dict.fromkeys(mentions(play.inject.when))
        if any(
            outcome(state, play, inject, team, None).stage == "later"
            for team in pending(state, play)
        )
    ]


def _written(state: State, inject_id: str) -> Inject | None:
    play = state.plays.get(inject_id)
    return play.inject if play else None


def _teams(state: State, play: Play) -> list[str]:
    named = target_teams(state, play.inject)
    return [team.id for team in state.teams if team.id in named or team.id in play.deliveries]


def _row(state: State, play: Play, team: str) -> Document:
    delivery = play.deliveries.get(team)
    if delivery is None:
        return {
            "status": "passed_over" if team in play.passed else "waiting",
            **_UNSENT,
            "expected": 0,
            "read": [],
            "answered": [],
            "locked": False,
            "locked_at": None,
            "lock_holder": None,
            "tally": {},
            "decision": None,
            "forecast": _forecast(state, play, team),
        }
    sent = _sent(state, play, delivery)
    return {
        "status": sent["status"],
        "released_at": sent["released_at"],
        "released_ms": sent["released_ms"],
        "closes_at": sent["closes_at"],
        "closes_ms": sent["closes_ms"],
        "closed_at": sent["closed_at"],
        **_counts(state, play, delivery),
        "locked": delivery.locked is not None,
        "locked_at": iso(delivery.locked.at) if delivery.locked else None,
        "lock_holder": lock_holder(state, play, delivery) if play.team_scope else None,
        "forecast": None,
    }


def _forecast(state: State, play: Play, team: str) -> bool | None:
    """Whether the team would get it, as things stand; None for no condition, or when all is open
    still."""
    if play.inject.when is None:
        return None
    found = verdict(state, play, team)
    return None if found is Verdict.LATER else found is Verdict.YES


def _counts(state: State, play: Play, delivery: Delivery) -> Document:
    """Who has read and answered in this team, and how often each option or value was said."""
    members = [seat.id for seat in asked(state, delivery)]
    tally: Counter[str] = Counter()
    for each in delivery.answers.values():
        tally.update(chosen(each))
        if "value" in each.answer:
            tally[number(each.answer["value"])] += 1
    expected = len(members) if delivery.expected is None else delivery.expected
    return {
        "expected": expected,
        "read": [seat for seat in members if seat in play.read],
        "answered": [seat for seat in members if seat in delivery.answered],
        "tally": dict(tally),
        "decision": dict(delivery.locked.answer) if delivery.locked else None,
    }
