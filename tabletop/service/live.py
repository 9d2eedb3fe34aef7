"""One exercise in memory: its folded state, the names of its people, the receipts of its commands.

A `Live` belongs to the writer, which alone changes it. Everybody else reads it while holding the
desk's lock, so that nobody ever sees what is not committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tabletop.domain import events as e
from tabletop.domain.decide import decide
from tabletop.domain.documents import Document, documents, for_scopes
from tabletop.domain.documents.view import iso
from tabletop.domain.errors import Refusal
from tabletop.domain.evolve import evolve
from tabletop.domain.index import Scope
from tabletop.domain.state import Header, State
from tabletop.domain.visibility import begin, scopes_of
from tabletop.service.requests import Request
from tabletop.store.log import Row

Ack = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The first answer to a command, and to whom and what it was given."""

    actor: str
    digest: str
    ack: Ack


@dataclass(slots=True)
class Live:
    """A live exercise. `recent` holds the events of the last commit (or catch-up)."""

    header: Header
    state: State
    names: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    staged: list[Row] = field(default_factory=list)
    recent: list[e.Recorded] = field(default_factory=list)

    @classmethod
    def fold(cls, header: Header, rows: Iterable[Row], names: Mapping[str, str]) -> Live:
        """The exercise as its log tells it."""
        live = cls(header, begin(State.new(header)), dict(names))
        for row in rows:
            live.replay(row)
        live.recent.clear()
        return live

    @property
    def exercise_id(self) -> str:
        """The exercise's id."""
        return self.header.id

    @property
    def head(self) -> int:
        """The seq of the last event folded in."""
        return self.state.seq

    def replay(self, row: Row) -> None:
        """Fold a recorded row in."""
        recorded = e.Recorded(
            row.seq,
            row.at,
            row.clock_ms,
            row.actor,
            e.from_data(row.kind, row.version, row.data),
            row.command_id,
        )
        evolve(self.state, recorded)
        self.recent.append(recorded)
        if row.command_id is not None and row.receipt is not None:
            self.receipts[row.command_id] = Receipt(
                row.actor, row.receipt["digest"], row.receipt["ack"]
            )

    def consider(self, seat: str | None, request: Request, now: int) -> Ack:
        """Decide about a command and stage what it causes.

        Returns the answer to give once the staged rows are committed. Nothing is raised for a
        refused command: its answer says so.
        """
        actor = seat or e.SYSTEM
        known = self.receipts.get(request.id)
        if known is not None:
            return self._again(known, actor, request)
        try:
            decision = decide(self.state, seat, request.command, now)
        except Refusal as refusal:
            return refused(refusal)
        if not decision.events:
            return self._done(None, decision.result)
        clock_ms = self.state.clock.elapsed(now)
        first = self.head + 1
        ack = (
            refused(decision.refusal)
            if decision.refusal
            else self._done(self.head + len(decision.events), decision.result)
        )
        last = first + len(decision.events) - 1
        for seq, event in enumerate(decision.events, start=first):
            receipt = {"digest": request.digest, "ack": ack} if seq == last else None
            row = Row(
                seq,
                now,
                clock_ms,
                actor,
                event.kind,
                event.version,
                e.to_data(event),
                request.id if seq == last else None,
                receipt,
            )
            self.staged.append(row)
            self.replay(row)
        return ack

    def _again(self, known: Receipt, actor: str, request: Request) -> Ack:
        if known.actor != actor or known.digest != request.digest:
            return refused(Refusal("conflict", "This id was used for another command."))
        return known.ack | {"repeated": True}

    def _done(self, seq: int | None, result: Mapping[str, Any] | None) -> Ack:
        ack: Ack = {"ok": True, "seq": seq, "head": self.head if seq is None else seq}
        if result is not None:
            ack["result"] = dict(result)
        return ack

    def scopes_of(self, seat_id: str) -> tuple[Scope, ...]:
        """What a seat looks through; empty when it is not in."""
        return scopes_of(self.state, seat_id)

    def scopes_changed(self, before: int) -> set[Scope]:
        """The scopes with anything new after `before`."""
        return set(self.state.index.changed(before))

    def documents(self, scope: Scope, since: int) -> list[Document]:
        """What changed for a scope after `since`."""
        return documents(self.state, self.names, scope, since)

    def seats_removed(self, before: int) -> list[str]:
        """The seats taken out after `before`."""
        return [
            each.event.seat
            for each in self.recent
            if each.seq > before and isinstance(each.event, e.SeatRemoved)
        ]

    def seats_moved(self, before: int) -> list[str]:
        """The seats whose scopes changed after `before`."""
        return [
            each.event.seat
            for each in self.recent
            if each.seq > before and isinstance(each.event, e.SeatMoved)
        ]

    def sync(self, seat_id: str, since: int, now: int) -> dict[str, Any]:
        """The `sync` payload for a seat. Raises Refusal("unauthenticated") for one not in."""
        seat = self.state.seats.get(seat_id)
        if seat is None or seat.removed:
            raise Refusal("unauthenticated", "You are not in this exercise any more.")
        reset = since > self.head
        return {
            "exercise": self.exercise_id,
            "head": self.head,
            "now_at": iso(now),
            "reset": reset or since == 0,
            "you": {"seat": seat.id, "kind": seat.kind, "team": seat.team, "role": seat.role},
            "documents": for_scopes(
                self.state, self.names, self.scopes_of(seat_id), 0 if reset else since
            ),
        }


def refused(refusal: Refusal) -> Ack:
    """The ack of a refused command."""
    return {"ok": False, "error": refusal.wire()}
