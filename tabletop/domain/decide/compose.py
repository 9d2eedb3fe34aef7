"""Writing an inject on the spot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.ask_rules import complaints
from tabletop.domain.decide.decision import Context, Decision, events, require, seat_of
from tabletop.domain.decide.injects import NOBODY, released
from tabletop.domain.errors import Refusal
from tabletop.domain.events import Json
from tabletop.domain.plain import Malformed, ask_from_plain, inject_to_plain
from tabletop.domain.reach import target_teams
from tabletop.domain.scenario import Ask, Channel, Inject, Target
from tabletop.domain.state import Play, State


def compose(context: Context, command: c.Compose) -> Decision:
    """An inject out of nothing: released at once, or held until it is."""
    state = context.state
    require(state.live or not command.release, "Injects go out once the exercise has started.")
    require(state.status not in {"hotwash", "closed"}, "The exercise has ended.")
    if command.channel not in get_args(Channel):
        raise Refusal(
            "invalid", "There is no such channel.", {"data.channel": ["Not a known channel."]}
        )
    written = Inject(
        id=_new_id(state),
        title=command.title,
        offset_ms=context.elapsed_ms,
        channel=command.channel,  # type: ignore[arg-type]  # checked above
        sender=command.sender,
        to=_target(context, command.to),
        seen_by="only" if command.private else "team",
        body=command.body,
        ask=None if command.ask is None else _ask(command.ask),
    )
    composed = e.InjectComposed(written.id, inject_to_plain(written))
    result = {"inject": written.id}
    if not command.release:
        return events(composed, result=result)
    teams = target_teams(state, written)
    sent = released(state, Play(written, composed=True), teams, context.elapsed_ms, "facilitator")
    require(bool(teams) and sent.seats != (), NOBODY)
    return events(composed, sent, result=result)


def _new_id(state: State) -> str:
    number = 1 + sum(play.composed for play in state.plays.values())
    while f"adhoc-{number}" in state.plays:
        number += 1
    return f"adhoc-{number}"


def _target(context: Context, to: Json) -> Target:
    if to == "all":
        return Target()
    if isinstance(to, Mapping) and len(to) == 1:
        ((kind, ids),) = to.items()
        if kind in {"team", "role", "seat"} and isinstance(ids, list) and ids:
            chosen = tuple(each for each in ids if isinstance(each, str))
            if len(chosen) == len(ids):
                _check(context, kind, chosen)
                return Target(kind, chosen)
    raise Refusal(
        "invalid",
        "Say whom it is for.",
        {"data.to": ['Must be "all" or {"team" / "role" / "seat": [ids]}.']},
    )


def _check(context: Context, kind: str, ids: tuple[str, ...]) -> None:
    state = context.state
    known = {
        "team": {team.id for team in state.teams},
        "role": {role for team in state.teams for role in team.roles},
    }
    if kind == "seat":
        for seat in ids:
            require(seat_of(context, seat).kind == "participant", "Only participants get injects.")
        return
    for each in ids:
        if each not in known[kind]:
            raise Refusal("not_found", f"There is no {kind} {each[:64]!r} in this exercise.")


def _ask(definition: Mapping[str, Json]) -> Ask:
    try:
        ask = ask_from_plain(definition)
    except Malformed as fault:
        path = f"data.ask.{fault.field}" if fault.field else "data.ask"
        raise Refusal("invalid", "This ask is not right yet.", {path: [fault.message]}) from None
    faults = {f"data.ask.{path}": [message] for path, message in complaints(ask)}
    if faults:
        raise Refusal("invalid", "This ask is not right yet.", faults)
    return ask
