"""The rows a debrief is made of. Page, JSON, CSV and print all show these and nothing else.

`at` is Unix milliseconds UTC, `clock_ms` and every other `_ms` exercise milliseconds. Ids are
kept beside the words, so that a row can be read by a person and joined by a program.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tabletop.domain.scenario import AskKind, Channel, Effect, Scope

CONTROL_LANE = "control"
"""The lane of what concerns no single team."""

Kind: TypeAlias = Literal[
    "inject",
    "branch",
    "answer",
    "decision",
    "note",
    "flag",
    "message",
    "exercise",
    "closing",
    "rating",
    "survey",
    "people",
    "read",
]
"""What an entry is about, in the words of the filters."""

Status: TypeAlias = Literal[
    "locked",
    "answered",
    "open",
    "missed",
    "nobody",
    "late",
    "recalled",
    "passed_over",
    "skipped",
    "waiting",
    "withdrawn",
    "not_sent",
]
"""What became of an ask for a team.

locked: decided together. answered: its members answered, each for themselves. late: nothing that
counts, but something after the close. nobody: there was nobody at the table to answer.
passed_over: its condition did not hold. waiting: it may still come. withdrawn: it went out with a
jump that was taken back, and not again. not_sent: it never went out.
"""


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the timeline: control, or a team with its mark. `colour` 1 to 8; 0 for control."""

    id: str
    name: str
    initial: str
    colour: int
    members: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the exercise clock read at a moment; between two of these it ran evenly, or stood."""

    at: int
    clock_ms: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in words. `lane` is the one team it concerns, else control; `teams` all of them.

    `actor` and `seat` are seat ids (`actor` may be "system"); their `_name`s are what they go by.
    `answer` is the answer in words, `options` its option ids; `text` a rationale, note or message.
    `undone`: a jump did it and was taken back, or it was about what such a jump had sent.
    """

    seq: int
    at: int
    clock_ms: int
    kind: Kind
    event: str
    lane: str
    teams: tuple[str, ...]
    actor: str
    actor_name: str
    title: str
    text: str = ""
    seat: str | None = None
    seat_name: str = ""
    inject: str | None = None
    inject_title: str = ""
    answer: str = ""
    options: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    tags: tuple[str, ...] = ()
    confidence: int | None = None
    took_ms: int | None = None
    late: bool = False
    undone: bool = False

    @property
    def lanes(self) -> tuple[str, ...]:
        """Every lane it concerns: its own and those of all its teams."""
        return tuple(dict.fromkeys((self.lane, *self.teams)))


@dataclass(frozen=True, slots=True)
class Proposal:
    """One member's answer as it stood in the end. `dissent`: the team locked something else.

    `alone` is what they had said before anybody saw the others', where that was asked, and
    `alone_options` the ids in it.
    """

    seat: str
    seat_name: str
    answer: str
    options: tuple[str, ...]
    alone: str
    alone_options: tuple[str, ...]
    rationale: str
    confidence: int | None
    at: int
    clock_ms: int
    votes: int
    dissent: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What one team made of one ask.

    `took_ms` runs from the release to the lock, or to the last counted answer where everybody
    answers alone; None where nothing counts. `share` is the part of the allowed time it took, in
    per cent. `closed_ms` is when it was closed or recalled; `late_ms` is how long after the close
    the first late answer came. `answered` members of `expected` proposed, locked or answered in
    time. `answer` is in full words, `short` fits into a small box: letters, a number, or "text" and
    "read" for what is not to be shortened.
    """

    inject: str
    team: str
    status: Status
    released_at: int | None = None
    released_ms: int | None = None
    allowed_ms: int | None = None
    closed_ms: int | None = None
    decided_at: int | None = None
    decided_ms: int | None = None
    took_ms: int | None = None
    share: int | None = None
    late_ms: int | None = None
    answer: str = ""
    short: str = ""
    options: tuple[str, ...] = ()
    effects: tuple[Effect, ...] = ()
    score: int | None = None
    rationale: str = ""
    confidence: int | None = None
    decided_by: str | None = None
    decided_by_name: str = ""
    expected: int = 0
    answered: int = 0
    proposals: tuple[Proposal, ...] = ()

    @property
    def dissent(self) -> tuple[Proposal, ...]:
        """Those whose proposal was not what the team locked."""
        return tuple(each for each in self.proposals if each.dissent)


@dataclass(frozen=True, slots=True)
class Split:
    """One option: which teams took it, and how many people proposed or answered it."""

    option: str
    letter: str
    text: str
    effect: Effect | None
    tags: tuple[str, ...]
    teams: tuple[str, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Some numbers in short. The values are None when there are none, or too few to show."""

    n: int
    median: float | None = None
    minimum: float | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One inject with an ask, over all the teams it was meant for.

    `released_ms` is its first release, None if there was none. `spread` sums up ratings and
    numbers, `splits` the options of a choice or multi.
    """

    inject: str
    title: str
    prompt: str
    kind: AskKind
    scope: Scope
    channel: Channel
    sender: str
    offset_ms: int
    released_ms: int | None
    allowed_ms: int | None
    expected_action: str
    objectives: tuple[str, ...]
    splits: tuple[Split, ...]
    spread: Spread | None
    decisions: tuple[Decision, ...]

    def of(self, team: str) -> Decision | None:
        """What this team made of it; None when it was not meant for the team."""
        return next((each for each in self.decisions if each.team == team), None)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One team at one inject. `level` 0 to 3 by the share of the time used; None without a time."""

    inject: str
    status: Status
    took_ms: int | None
    share: int | None
    level: int | None
    words: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One team across the injects; None where an inject was not meant for it."""

    team: str
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A team's effect at one ask and the running sum after it; `score` None: nothing to count."""

    inject: str
    title: str
    clock_ms: int
    status: Status
    effects: tuple[Effect, ...]
    score: int | None
    total: int


@dataclass(frozen=True, slots=True)
class Path:
    """A team's way through the effects of its decisions, in order of the injects."""

    team: str
    steps: tuple[Step, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ItemSummary:
    """One survey item before and after; `paired` people answered both times, of whom `up` more,
    `same` and `down` less (None when fewer than 5 did). `quotes`: texts their authors let us quote.
    """

    id: str
    prompt: str
    kind: Literal["rating", "text"]
    minimum: int
    maximum: int
    label_min: str
    label_max: str
    before: Spread | None
    after: Spread | None
    paired: int = 0
    up: int | None = None
    same: int | None = None
    down: int | None = None
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveySummary:
    """A survey, or the two of one scale, over those who agreed to analysis.

    `before` and `after` count who handed it in (None: there was no such survey); `left_out` people
    handed one in but did not agree to analysis.
    """

    title: str
    stem: str
    note: str
    before: int | None
    after: int | None
    left_out: int
    items: tuple[ItemSummary, ...]


@dataclass(frozen=True, slots=True)
class RatingRow:
    """An evaluator's P, S, M or U for an objective; `team` None means all of them."""

    objective: str
    objective_text: str
    team: str | None
    rating: Literal["P", "S", "M", "U"]
    text: str
    by_name: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The exercise in numbers.

    `answers` of `expected` are those people gave for themselves, `decided` of `decisions` those
    teams made together, `missed` those that they did not, and `took` their times to decide. What is
    neither decided nor missed is still open. `paused_ms` is wall time.
    """

    status: str
    started_at: int | None
    ended_at: int | None
    played_ms: int
    pauses: int
    paused_ms: int
    people: int
    injects: int
    skipped: int
    recalled: int
    answers: int
    expected: int
    late: int
    decided: int
    decisions: int
    missed: int
    took: Spread
    remarks: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The debrief's own data. `hidden` entries were left out by a filter."""

    lanes: tuple[Lane, ...]
    readings: tuple[Reading, ...]
    entries: tuple[Entry, ...]
    questions: tuple[Question, ...]
    heat: tuple[HeatRow, ...]
    paths: tuple[Path, ...]
    surveys: tuple[SurveySummary, ...]
    ratings: tuple[RatingRow, ...]
    facts: Facts
    head: int = 0
    hidden: int = 0

    def lane(self, lane_id: str | None) -> Lane:
        """The lane with this id; control for anything unknown."""
        return next((lane for lane in self.lanes if lane.id == lane_id), self.lanes[0])

    @property
    def teams(self) -> tuple[Lane, ...]:
        """The teams' lanes."""
        return self.lanes[1:]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every ask and team, in order of the injects."""
        return tuple(each for question in self.questions for each in question.decisions)
