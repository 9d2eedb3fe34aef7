"""The folded exercise: everything the log says, as it stands after its last event.

The state belongs to its writer: `tabletop.domain.evolve` changes it in place, everybody else only
reads. It holds ids, not names; names come from the seats table when documents are built.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from tabletop.domain.clock import Clock
from tabletop.domain.conditions import mentions
from tabletop.domain.events import Json, Recorded, SeatKind
from tabletop.domain.index import Index
from tabletop.domain.scenario import Inject, Scenario, Team

Status: TypeAlias = Literal["draft", "lobby", "running", "paused", "halted", "hotwash", "closed"]
Plan: TypeAlias = Literal["scheduled", "held", "skipped"]


@dataclass(frozen=True, slots=True)
class Header:
    """What is fixed when an exercise is created; not in the log."""

    id: str
    title: str
    code: str
    join_token: str
    owner: str
    created_at: int
    scenario: Scenario
    teams: tuple[Team, ...]
    answers_while_paused: bool = True


@dataclass(slots=True)
class Seat:
    """One place in the exercise and where it sits now.

    It looks through its present scopes since the event `seated`; `former` are the teams it left.
    """

    id: str
    kind: SeatKind
    team: str | None
    role: str | None
    watching: bool
    consent: tuple[str, ...]
    joined_at: int
    seated: int
    former: tuple[str, ...] = ()
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """An answer as it was given. `at` is wall time, `clock_ms` exercise time, `seq` its event."""

    seat: str
    team: str
    answer: Mapping[str, Json]
    rationale: str
    confidence: int | None
    at: int
    clock_ms: int
    seq: int = 0


@dataclass(slots=True)
class Delivery:
    """One inject as it reached one team, and what came back.

    `seats` is set when it is private to some of them; `since` is the seq of its release. Once it is
    closed, `expected` says how many were asked then: afterwards people come and go. `alone` holds
    the proposals at the moment they were first shown to the others, where everybody had to make
    their own first.
    """

    team: str
    seats: tuple[str, ...] | None
    since: int
    released_at: int
    released_ms: int
    closes_ms: int | None
    trigger: str = "schedule"
    closed_at: int | None = None
    closed_ms: int | None = None
    close_reason: str | None = None
    closings: int = 0
    expected: int | None = None
    answers: dict[str, Response] = field(default_factory=dict)
    late: dict[str, Response] = field(default_factory=dict)
    alone: dict[str, Response] | None = None
    voted: dict[str, str] = field(default_factory=dict)
    holder: str | None = None
    locked: Response | None = None

    @property
    def open(self) -> bool:
        """Whether nobody and nothing has closed it."""
        return self.closed_at is None

    @property
    def answered(self) -> set[str]:
        """The seats that have said something that counts, who locked among them."""
        return {*self.answers, *([self.locked.seat] if self.locked else ())}


@dataclass(slots=True)
class Play:
    """One inject in this exercise: its plan and where it went.

    `passed` says for which teams it was passed over, and by which event (its seq).
    `skipped_by_jump` means by the last jump, which may still be taken back. `firings` counts what
    the schedule did, so that each time has an id of its own. `read` are the seats that had it on
    their screen.
    """

    inject: Inject
    composed: bool = False
    plan: Plan = "scheduled"
    skipped_by_jump: bool = False
    version: int = 1
    order: int = 0
    firings: int = 0
    passed: dict[str, int] = field(default_factory=dict)
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    recalled_at: int | None = None
    recalled_ms: int | None = None
    reason: str = ""
    revealed_at: int | None = None

    @property
    def team_scope(self) -> bool:
        """Whether its ask wants one answer from the team."""
        return self.inject.ask is not None and self.inject.ask.scope == "team"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something everybody should know about the exercise as a whole."""

    code: Literal["restart", "halted"]
    text: str


@dataclass(frozen=True, slots=True)
class LastJump:
    """The last jump, while it can still be taken back. `seq` is that of its event."""

    from_ms: int
    to_ms: int
    seq: int


@dataclass(slots=True)
class State:
    """One exercise. `seq` and `at` are those of the last event folded in."""

    header: Header
    seq: int = 0
    at: int = 0
    status: Status = "draft"
    before_halt: Status = "draft"
    clock: Clock = field(default_factory=Clock)
    clock_by: str = ""
    joins_locked: bool = False
    notice: Notice | None = None
    jump: LastJump | None = None
    released: int = 0
    seats: dict[str, Seat] = field(default_factory=dict)
    members: dict[str, dict[str, Seat]] = field(default_factory=dict)
    plays: dict[str, Play] = field(default_factory=dict)
    surveys: dict[str, dict[str, Recorded]] = field(default_factory=lambda: defaultdict(dict))
    remarks: dict[str, Recorded] = field(default_factory=dict)
    ratings: dict[str, Recorded] = field(default_factory=dict)
    dependents: dict[str, tuple[str, ...]] = field(default_factory=dict)
    index: Index = field(default_factory=Index)

    @classmethod
    def new(cls, header: Header) -> State:
        """An exercise to which nothing has happened yet."""
        state = cls(header)
        state.members = {team.id: {} for team in header.teams}
        state.plays = {inject.id: Play(inject) for inject in header.scenario.injects}
        found: dict[str, list[str]] = defaultdict(list)
        for inject in header.scenario.injects:
            for other in dict.fromkeys(mentions(inject.when)):
                found[other].append(inject.id)
        state.dependents = {inject: tuple(ids) for inject, ids in found.items()}
        return state

    @property
    def teams(self) -> tuple[Team, ...]:
        """The teams at the table, in order."""
        return self.header.teams

    def team(self, team_id: str | None) -> Team | None:
        """The team with this id, if there is one."""
        return next((team for team in self.header.teams if team.id == team_id), None)

    def players(self, team_id: str) -> Iterator[Seat]:
        """The team's active members who take part, in the order they joined."""
        return (seat for seat in self.members.get(team_id, {}).values() if not seat.watching)

    @property
    def live(self) -> bool:
        """Whether the play is on, running or paused."""
        return self.status in {"running", "paused"}
