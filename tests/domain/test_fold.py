"""P4: what is pushed bit by bit equals what a fresh client gets, for every audience, always.

And A13: what an audience gets holds nothing it may not know.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from tabletop.domain import events as e
from tabletop.domain.documents import Document, documents, for_scopes
from tabletop.domain.evolve import evolve
from tabletop.domain.index import CONTROL, DISPLAY, Scope, seat_scope, team_scope
from tabletop.domain.recording import record
from tabletop.domain.state import Header, State
from tabletop.domain.visibility import begin, scopes_of
from tests.domain.player import HEADERS, SECRETS, Player
from tests.domain.transcript import by_key

Held = dict[tuple[str, str], Document]


@dataclass
class Client:
    """A store as the protocol asks for: the highest rev wins, tombstones take away."""

    held: Held = field(default_factory=dict)
    head: int = 0

    def keep(self, documents: list[Document], head: int) -> None:
        for document in documents:
            key = (document["type"], document["id"])
            assert document["rev"] <= head
            if key in self.held and self.held[key]["rev"] > document["rev"]:
                continue
            self.held.pop(key, None)
            if not document.get("gone"):
                self.held[key] = document
        self.head = head


class Room:
    """Everybody who watches an exercise: each as a client that is told after every event, and one
    that is away for a while and catches up."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._live: dict[str, Client] = defaultdict(Client)
        self._away: dict[str, Client] = defaultdict(Client)
        self._known: dict[str, set[str]] = defaultdict(set)

    def look(self, *, sleepers_wake: bool) -> None:
        """Bring everybody up to date, and hold them against a fresh client."""
        state = self._player.state
        built = cache(partial(documents, state, self._player.names))
        for audience, scopes in self._audiences().items():
            fresh = by_key(doc for scope in scopes for doc in built(scope))
            woken = [self._away[audience]] if sleepers_wake else []
            for client in (self._live[audience], *woken):
                if audience in state.seats and client.head < state.seats[audience].seated:
                    client.held, client.head = {}, 0
                told = [doc for scope in scopes for doc in built(scope, client.head)]
                client.keep(told, state.seq)
                assert client.held == fresh, audience
                self._nothing_foreign(audience, scopes, told)

    def _audiences(self) -> dict[str, tuple[Scope, ...]]:
        state = self._player.state
        found: dict[str, tuple[Scope, ...]] = {CONTROL: (CONTROL,), DISPLAY: (DISPLAY,)}
        found |= {team_scope(team.id): (team_scope(team.id),) for team in state.teams}
        return found | {seat: scopes for seat in state.seats if (scopes := scopes_of(state, seat))}

    def _nothing_foreign(
        self, audience: str, scopes: tuple[Scope, ...], told: list[Document]
    ) -> None:
        if CONTROL in scopes:
            return
        state = self._player.state
        text = json.dumps(told)
        for secret in SECRETS:
            assert secret not in text
        assert '"effect"' not in text
        assert '"tags"' not in text
        known = self._known[audience]
        for play in state.plays.values():
            sent = {
                scope
                for team, delivery in play.deliveries.items()
                for scope in (
                    [team_scope(team)]
                    if delivery.seats is None
                    else map(seat_scope, delivery.seats)
                )
            }
            everywhere = {team_scope(team.id) for team in state.teams} <= sent
            shown = play.revealed_at is not None and play.recalled_at is None
            if not sent.isdisjoint(scopes) or (DISPLAY in scopes and (everywhere or shown)):
                known.add(play.inject.id)
            if play.inject.id not in known and not play.composed:
                assert f"TEXT-{play.inject.id}-" not in text
                assert f'"{play.inject.id}"' not in text
            answers = [each for one in play.deliveries.values() for each in one.answers.values()]
            for answer in answers:
                said = f"SAID-{play.inject.id}-{answer.seat}-{answer.team}"
                own = {seat_scope(answer.seat), team_scope(answer.team)}
                if own.isdisjoint(scopes) and not (DISPLAY in scopes and shown):
                    assert said not in text
        for seat in state.seats:
            if seat_scope(seat) not in scopes:
                assert f"SURVEY-{seat}" not in text
                assert f'"TOLD-{seat}"' not in text
        for team in state.teams:
            if team_scope(team.id) not in scopes:
                assert f'"TOLD-{team.id}"' not in text


def plain(state: State, names: dict[str, str]) -> list[Document]:
    """Every document of every scope, with the index's own order."""
    return for_scopes(state, names, state.index.scopes)


def refolded(made: Header, log: list[e.Recorded]) -> State:
    """The log, through JSON as the database keeps it, folded from zero."""
    state = begin(State.new(made))
    for row in log:
        data: dict[str, Any] = json.loads(json.dumps(e.to_data(row.event)))
        event = e.from_data(row.event.kind, row.event.version, data)
        assert event == row.event
        evolve(state, e.Recorded(row.seq, row.at, row.clock_ms, row.actor, event, row.command_id))
    return state


@given(st.sampled_from(sorted(HEADERS)), st.data())
@settings(max_examples=60)
@pytest.mark.timeout(300)
def test_what_is_pushed_equals_what_is_fresh(played: str, data: st.DataObject) -> None:
    made = HEADERS[played]
    player = Player(made, data.draw)
    room = Room(player)
    log: list[e.Recorded] = []
    for said in player.moves():
        command_id, seat, command = said
        note(f"{player.state.clock.elapsed(player.now) / 1000} {seat}: {command}")
        for event in player.decide(said):
            note(f"    {event}")
            log += record(
                player.state,
                [event],
                at=player.now,
                actor=seat or e.SYSTEM,
                command_id=command_id,
            )
            room.look(sleepers_wake=data.draw(st.integers(0, 5)) == 0)
    again = refolded(made, log)
    assert plain(again, player.names) == plain(player.state, player.names)
    assert again.clock == player.state.clock
