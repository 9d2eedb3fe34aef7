"""What an event is turned into before it becomes an entry, and the names it is told with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tabletop.domain.debrief.rows import Kind
from tabletop.domain.debrief.wording import in_full, listed
from tabletop.domain.events import SYSTEM, Json
from tabletop.domain.scenario import Ask, Effect, Option
from tabletop.domain.state import Delivery, Play, Response, State

NAMELESS = "Somebody"
"""For a seat whose name was erased, or that never had one."""

WITHHELD = "(not to be quoted)"
"""In place of the words of somebody who did not agree to being quoted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words; `teams` are those it concerns, empty for the exercise as a whole.

    `anonymous`: nobody is to learn whose doing it was, not even afterwards.
    """

    kind: Kind
    title: str
    teams: tuple[str, ...] = ()
    text: str = ""
    seat: str | None = None
    inject: str | None = None
    answer: str = ""
    options: tuple[str, ...] = ()
    confidence: int | None = None
    took_ms: int | None = None
    late: bool = False
    anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """The exercise as it stands after the event, and what everybody in it is called.

    `discreet`: for what leaves the room. Words are told only of those who let us quote them.
    `undone` are the seqs of what a jump did that was taken back, `withdrawn` where (inject, team)
    it had sent something.
    """

    state: State
    names: Mapping[str, str]
    tags: Mapping[str, str] = field(default_factory=dict)
    discreet: bool = False
    undone: set[int] = field(default_factory=set)
    withdrawn: set[tuple[str, str]] = field(default_factory=set)

    def late(self, delivery: Delivery) -> list[Response]:
        """What came after the close, but for a close that a jump made and that was taken back."""
        return [said for said in delivery.late.values() if said.seq not in self.undone]

    def person(self, seat: str | None) -> str:
        """What the seat goes by."""
        if seat == SYSTEM:
            return "The clock"
        return self.names.get(seat or "") or NAMELESS

    def words(self, seat: str, text: str) -> str:
        """What the seat wrote, unless it is not to be quoted."""
        kept_back = self.discreet and "quotes" not in self.state.seats[seat].consent
        return WITHHELD if kept_back and text else text

    def answer(self, ask: Ask, seat: str, said: Mapping[str, Json]) -> str:
        """The seat's answer in full words."""
        text = in_full(ask, said)
        return self.words(seat, text) if ask.kind == "text" else text

    def people(self, seats: Iterable[str]) -> str:
        """Several seats by name."""
        return listed(self.person(seat) for seat in seats)

    def team(self, team_id: str | None) -> str:
        """The team's name."""
        team = self.state.team(team_id)
        return team.name if team else "everybody"

    def groups(self, teams: tuple[str, ...]) -> str:
        """Several teams by name, in short where it is all of them."""
        if len(teams) > 1 and len(teams) == len(self.state.teams):
            return "all teams"
        return listed(self.team(team) for team in teams)

    def play(self, inject: str) -> Play:
        """The inject with everything that became of it so far."""
        return self.state.plays[inject]

    def quoted(self, inject: str) -> str:
        """The inject's title in quotation marks, once."""
        title = self.play(inject).inject.title
        return title if title.startswith(("“", '"')) else f"“{title}”"

    def ask(self, inject: str) -> Ask:
        """The inject's ask; only for injects that were answered, which all have one."""
        ask = self.play(inject).inject.ask
        if ask is None:
            raise LookupError(f"{inject} asks for nothing")
        return ask

    def teams_of(self, seats: Iterable[str]) -> tuple[str, ...]:
        """The teams these seats sit in, in table order."""
        seated = {self.state.seats[seat].team for seat in seats if seat in self.state.seats}
        return tuple(team.id for team in self.state.teams if team.id in seated)

    def effects(self, options: Iterable[Option]) -> tuple[Effect, ...]:
        """The effects of these options, each once."""
        return tuple(dict.fromkeys(option.effect for option in options if option.effect))

    def labels(self, options: Iterable[Option]) -> tuple[str, ...]:
        """The teaching tags of these options, each once, by their labels."""
        return tuple(
            dict.fromkeys(self.tags.get(tag, tag) for option in options for tag in option.tags)
        )
