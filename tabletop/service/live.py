"""One exercise in memory: its folded state, the names of its people, the receipts of its commands.

A `Live` belongs to the writer, which alone changes it. Everybody else reads it while holding the
desk's lock, so that nobody ever sees what is not committed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tabletop.domain import events as e
from tabletop.domain.decide import Decision, decide
from tabletop.domain.documents import Document, document, documents, for_scopes
from tabletop.domain.documents.view import iso
from tabletop.domain.errors import Refusal
from tabletop.domain.evolve import evolve
from tabletop.domain.index import Scope
from tabletop.domain.recording import record
from tabletop.domain.scenario import Scenario
from tabletop.domain.state import Header, State, Status
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
    """A live exercise. `recent` holds the events that were recorded and not yet published; those
    up to the seq `published` were. `alive_at` is when its clock was last known to run (Unix ms) by
    what the database said at the fold; None: it stood."""

    header: Header
    state: State
    names: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    staged: list[Row] = field(default_factory=list)
    recent: list[e.Recorded] = field(default_factory=list)
    published: int = 0
    alive_at: int | None = None

    @classmethod
    def fold(
        cls,
        header: Header,
        rows: Iterable[Row],
        names: Mapping[str, str],
        *,
        published: int | None = None,
        alive_at: int | None = None,
    ) -> Live:
        """The exercise as its log tells it. What came after `published` has yet to be (None: all
        of it is old news)."""
        live = cls.new(header, names)
        live.alive_at = alive_at
        for row in rows:
            live.replay(row)
        live.note_published(live.head if published is None else published)
        return live

    @classmethod
    def new(cls, header: Header, names: Mapping[str, str]) -> Live:
        """An exercise to which nothing has happened yet."""
        return cls(header, begin(State.new(header)), dict(names))

    def note_published(self, seq: int) -> None:
        """Everybody has been told up to `seq`."""
        self.published = seq
        self.recent = [each for each in self.recent if each.seq > seq]

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
        self._note(recorded, row)

    def _note(self, recorded: e.Recorded, row: Row) -> None:
        self.recent.append(recorded)
        if row.command_id is not None and row.receipt is not None:
            self.receipts[row.command_id] = Receipt(
                row.actor, row.receipt["digest"], row.receipt["ack"]
            )

    def consider(
        self,
        seat: str | None,
        request: Request,
        now: int,
        beside: Callable[[], None] = lambda: None,
    ) -> Ack:
        """Decide about a command and stage what it causes.

        `beside` is called once that is decided, to write what is no event; it may still refuse.
        Returns the answer to give once all of it is committed. Nothing is raised for a refused
        command: its answer says so.
        """
        actor = seat or e.SYSTEM
        known = self.receipts.get(request.id)
        if known is not None:
            return self._again(known, actor, request)
        if request.expires_at is not None and now > request.expires_at:
            return refused(Refusal("expired", "This came too late to be done. Nothing happened."))
        try:
            decision = decide(self.state, seat, request.command, now)
            beside()
        except Refusal as refusal:
            return refused(refusal)
        return self._stage(decision, actor, request, now)

    def _again(self, known: Receipt, actor: str, request: Request) -> Ack:
        if known.actor != actor or known.digest != request.digest:
            return refused(Refusal("conflict", "This id was used for another command."))
        return known.ack | {"repeated": True}

    def _stage(self, decision: Decision, actor: str, request: Request, now: int) -> Ack:
        if not decision.events:
            return self._done(None, decision.result)
        ack = (
            refused(decision.refusal)
            if decision.refusal
            else self._done(self.head + len(decision.events), decision.result)
        )
        receipt = {"digest": request.digest, "ack": ack}
        for recorded in record(
            self.state, decision.events, at=now, actor=actor, command_id=request.id
        ):
            row = Row(
                recorded.seq,
                recorded.at,
                recorded.clock_ms,
                recorded.actor,
                recorded.event.kind,
                recorded.event.version,
                e.to_data(recorded.event),
                recorded.command_id,
                receipt if recorded.command_id else None,
            )
            self.staged.append(row)
            self._note(recorded, row)
        return ack

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

    def shows(self, seat_id: str, file: str) -> bool:
        """Whether an inject that the seat has before it brings this file along."""
        bringing = [
            ("inject", inject)
            for inject, play in self.state.plays.items()
            if any(each.file == file for each in play.inject.media)
        ]
        seen = (
            document(self.state, self.names, scope, key)
            for scope in self.scopes_of(seat_id)
            for key in bringing
        )
        return any(found is not None and found["media"] for found in seen)

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
            if each.seq > before
            and isinstance(each.event, e.SeatMoved)
            and each.event.from_team != each.event.team
        ]

    def sync(self, seat_id: str, since: int, now: int) -> dict[str, Any]:
        """The `sync` payload for a seat. Raises Refusal("unauthenticated") for one not in."""
        seat = self.state.seats.get(seat_id)
        if seat is None or seat.removed:
            raise Refusal("unauthenticated", "You are not in this exercise any more.")
        # What it held before it was moved is another team's, and what was there is new to it.
        reset = since < seat.seated or since > self.head
        return {
            "exercise": self.exercise_id,
            "head": self.head,
            "now_at": iso(now),
            "reset": reset,
            "you": {"seat": seat.id, "kind": seat.kind, "team": seat.team, "role": seat.role},
            "documents": for_scopes(
                self.state, self.names, self.scopes_of(seat_id), 0 if reset else since
            ),
        }


def status_after(changes: Iterable[Row]) -> Status:
    """The status of an exercise, of which these are the events that changed it."""
    return Live.fold(_NOBODYS, changes, {}).state.status


_NOBODYS = Header("", "", "", "", "", 0, Scenario("", "", "", "parallel", 0), ())


def refused(refusal: Refusal) -> Ack:
    """The ack of a refused command."""
    return {"ok": False, "error": refusal.wire()}
