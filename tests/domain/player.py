"""Plays exercises at random: any seat says anything at any time, most of it sensible.

What people write carries who wrote it and where ("SAID-gauge-ann-red"), so that a test can look for
it where it must not be. Commands are drawn from what is there, so most of them are accepted; what
is refused is no move.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from tabletop.domain import commands as c
from tabletop.domain.commands.rules import DAY_MS
from tabletop.domain.decide import decide
from tabletop.domain.due import due
from tabletop.domain.errors import Refusal
from tabletop.domain.events import AnyEvent
from tabletop.domain.scenario import Ask, Inject, Scenario
from tabletop.domain.state import Header, Seat, State
from tabletop.domain.visibility import begin
from tests.domain.stage import BORN, FLOOD, RANSOM, header

Data: TypeAlias = dict[str, Any]
Said: TypeAlias = tuple[str, str | None, c.AnyCommand]
"""A command's id, who says it, and the command."""

USUAL: Final = 3 * ("response.submit", "decision.propose", "decision.vote", "decision.lock")
"""What is said more often than the rest."""

SECRETS: Final = ("NOTE-", "FLAG-", "RATED-", "HIDDEN-", "TAG-")
"""What stands only in what facilitators see."""


def marked(scenario: Scenario) -> Scenario:
    """The scenario with texts that tell where they come from."""
    return replace(
        scenario,
        injects=tuple(_marked(inject) for inject in scenario.injects),
        tags=tuple(replace(tag, definition=f"TAG-{tag.id}") for tag in scenario.tags),
    )


def _marked(inject: Inject) -> Inject:
    ask = inject.ask
    if ask is not None:
        ask = replace(
            ask,
            prompt=f"TEXT-{inject.id}-prompt",
            options=tuple(
                replace(option, tags=(f"TAG-{option.id}",), text=f"TEXT-{inject.id}-{option.id}")
                for option in ask.options
            ),
        )
    return replace(
        inject,
        title=f"TEXT-{inject.id}-title",
        body=f"TEXT-{inject.id}-body",
        notes=f"HIDDEN-{inject.id}-notes",
        expected_action=f"HIDDEN-{inject.id}-expected",
        ask=ask,
    )


HEADERS: Final = {
    f"{scenario.id}{' (answers wait in a pause)' if waits else ''}": header(
        marked(scenario), answers_while_paused=not waits
    )
    for scenario in (FLOOD, RANSOM)
    for waits in (False, True)
}
"""What may be played, by a name that a failing test can show."""


class Player:
    """One exercise being played by `draw`. Every `move` yields what it records, event by event."""

    def __init__(self, made: Header, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.state = begin(State.new(made))
        self.now = BORN
        self.names: dict[str, str] = {}
        self._draw = draw
        self._number = 0
        self._roles = sorted({role for team in made.teams for role in team.roles})
        self._says = self._sayings()

    def opening(self) -> Iterator[Said]:
        """A facilitator, an evaluator, a display and five people in the lobby; mostly STARTEX."""
        for seat, kind in (("fay", "facilitator"), ("eve", "evaluator"), ("wall", "display")):
            yield self._said(None, "seat.join", {"seat": seat, "kind": kind})
        yield self._said("fay", "exercise.open", {})
        for _ in range(5):
            yield self._said(None, "seat.join", self._join())
        if self._draw(st.integers(0, 9)):
            yield self._said("fay", "clock.start", {})

    def moves(self, most: int = 40) -> Iterator[Said]:
        """What is said, and what the clock does by itself, until it is enough."""
        yield from self.opening()
        for _ in range(self._draw(st.integers(0, most))):
            self.now += self._draw(st.sampled_from([0, 1, 900, 30_000, 61_000, 200_000]))
            if self._draw(st.booleans()):
                for fallen in due(self.state, self.now):
                    yield fallen.command_id, None, fallen.command
            name = self._one(*USUAL, *self._says)
            made = self._says[name]()
            if made is not None:
                yield self._said(made[0], name, made[1])

    def decide(self, said: Said) -> tuple[AnyEvent, ...]:
        """What it causes; nothing when it is refused."""
        _, seat, command = said
        try:
            happened = decide(self.state, seat, command, self.now).events
        except Refusal:
            return ()
        if isinstance(command, c.Join):
            self.names[command.seat] = f"NAME-{command.seat}"
        if isinstance(command, c.Rename):
            self.names[command.seat or seat or ""] = command.to
        return happened

    def _said(self, seat: str | None, name: str, data: Data) -> Said:
        self._number += 1
        return f"command-{self._number}", seat, c.read(name, data)

    def _one(self, *choices: Any) -> Any:
        return self._draw(st.sampled_from(choices))

    # Who and what there is

    def _people(self) -> list[Seat]:
        return [
            seat
            for seat in self.state.seats.values()
            if seat.kind == "participant" and not seat.removed
        ]

    def _somebody(self) -> str:
        return self._one(*[seat.id for seat in self._people()] or ["fay"])

    def _team(self) -> str:
        return self._one(*[team.id for team in self.state.teams])

    def _inject(self) -> str:
        sent = [play.inject.id for play in self.state.plays.values() if play.deliveries]
        return self._one(*(sent * 2), *self.state.plays)

    def _join(self) -> Data:
        return {
            "seat": f"s{len(self.state.seats)}",
            "kind": "participant",
            "team": self._one(None, None, self._team()),
            "watching": self._one(False, False, False, True),
        }

    def _sayings(self) -> dict[str, Callable[[], tuple[str | None, Data] | None]]:
        return {
            "seat.join": lambda: (None, self._join()),
            "seat.move": self._move,
            "seat.remove": lambda: ("fay", {"seat": self._somebody()}),
            "seat.rename": self._rename,
            "seat.watch": lambda: (self._somebody(), {"watching": self._one(True, False)}),
            "exercise.lock_joins": lambda: ("fay", {"locked": self._one(True, False)}),
            "exercise.halt": lambda: ("fay", {}) if self._one(*range(4)) == 0 else None,
            "exercise.resume_after_halt": lambda: ("fay", {}),
            "exercise.end": lambda: ("fay", {}) if self._one(*range(8)) == 0 else None,
            "exercise.close": lambda: ("fay", {}),
            "clock.start": lambda: ("fay", {}),
            "clock.pause": lambda: ("fay", {}),
            "clock.resume": lambda: ("fay", {}),
            "clock.rate": lambda: ("fay", {"rate": self._one(0.1, 0.5, 1, 2, 7.3, 60)}),
            "clock.jump": self._jump,
            "clock.undo_jump": lambda: ("fay", {}),
            "clock.restart_pause": lambda: (
                None,
                {"elapsed_ms": self.state.clock.elapsed(self.now)},
            ),
            "inject.release": self._release,
            "inject.hold": lambda: ("fay", {"inject": self._inject()}),
            "inject.skip": lambda: ("fay", {"inject": self._inject()}),
            "inject.restore": lambda: ("fay", {"inject": self._inject()}),
            "inject.recall": lambda: ("fay", {"inject": self._inject(), "reason": "Wrong"}),
            "inject.revise": self._revise,
            "inject.extend": self._extend,
            "inject.close": lambda: (
                "fay",
                {"inject": self._inject(), "team": self._one(None, self._team())},
            ),
            "inject.compose": self._compose,
            "inject.reveal": lambda: ("fay", {"inject": self._inject()}),
            "inject.hide": lambda: ("fay", {"inject": self._inject()}),
            "inject.read": lambda: (self._somebody(), {"inject": self._inject()}),
            "response.submit": lambda: self._answer(self._somebody()),
            "decision.propose": lambda: self._answer(self._somebody()),
            "decision.lock": self._lock,
            "decision.vote": self._vote,
            "decision.pass_lock": lambda: (
                self._one("fay", None),
                {"inject": self._inject(), "seat": self._somebody()},
            ),
            "nudge.send": self._nudge,
            "message.send": self._message,
            "pause.request": lambda: (self._somebody(), {}),
            "note.add": lambda: (
                self._one("fay", "eve"),
                {"text": f"NOTE-{self._number}", "inject": self._inject(), "team": self._team()},
            ),
            "flag.add": lambda: ("eve", {"text": f"FLAG-{self._number}"}),
            "rating.set": lambda: (
                "eve",
                {
                    "objective": "o1",
                    "rating": self._one("P", "S", "M", "U"),
                    "team": self._one(None, self._team()),
                    "text": f"RATED-{self._number}",
                },
            ),
            "survey.submit": self._survey,
        }

    def _move(self) -> tuple[str, Data]:
        team = self._team()
        roles = next(each.roles for each in self.state.teams if each.id == team)
        return "fay", {"seat": self._somebody(), "team": team, "role": self._one(None, *roles)}

    def _rename(self) -> tuple[str, Data]:
        seat = self._somebody()
        return self._one(seat, "fay"), {"seat": seat, "name": f"NAME-{seat}-{self._number}"}

    def _jump(self) -> tuple[str, Data]:
        to_ms = self.state.clock.elapsed(self.now) + self._one(1, 60_000, 240_000)
        to_ms = min(to_ms, DAY_MS)
        fates = {
            play.inject.id: self._one("release", "skip")
            for play in self.state.plays.values()
            if play.plan == "scheduled" and play.inject.offset_ms <= to_ms and not play.composed
        }
        if self._one(True, False):
            fates = {}
        return "fay", {"to_ms": to_ms, "injects": fates}

    def _release(self) -> tuple[str, Data]:
        return "fay", {"inject": self._inject(), "teams": self._one(None, None, [self._team()])}

    def _revise(self) -> tuple[str, Data]:
        inject = self._inject()
        part = self._one("title", "body", "prompt")
        return "fay", {"inject": inject, part: f"TEXT-{inject}-{part}-{self._number}"}

    def _extend(self) -> tuple[str, Data]:
        team = self._one(None, self._team())
        return "fay", {"inject": self._inject(), "by_ms": self._one(1_000, 90_000), "team": team}

    def _compose(self) -> tuple[str, Data]:
        to = self._one(
            "all",
            {"team": [self._team()]},
            {"role": [self._one(*self._roles)]},
            {"seat": [self._somebody()]},
            {"seat": [self._somebody(), self._somebody()]},
        )
        ask = {"kind": "text", "prompt": "TEXT-adhoc", "scope": self._one("seat", "team")}
        if ask["scope"] == "team":
            ask["alone_first"] = self._one(True, False)
        return "fay", {
            "title": "TEXT-adhoc",
            "body": "TEXT-adhoc",
            "to": to,
            "private": self._one(True, False),
            "ask": self._one(None, ask | {"deadline_ms": 60_000}, ask),
            "release": self._one(True, True, False),
        }

    def _answer(self, seat: str) -> tuple[str, Data] | None:
        team = self.state.seats[seat].team
        got = [play for play in self.state.plays.values() if team in play.deliveries]
        play = self._one(*got) if got else None
        if play is None or play.inject.ask is None:
            return None
        return seat, {
            "inject": play.inject.id,
            "answer": self._words(play.inject.ask, f"SAID-{play.inject.id}-{seat}-{team}"),
            "rationale": f"SAID-{play.inject.id}-{seat}-{team}",
            "confidence": self._one(None, 0, 70),
        }

    def _words(self, ask: Ask, said: str) -> Data:
        ids = [option.id for option in ask.options]
        match ask.kind:
            case "ack":
                return {}
            case "choice":
                return {"option": self._one(*ids)}
            case "multi":
                return {"options": self._one(ids[:1], ids[:2], ids[1::-1])}
            case "ranking":
                return {"order": self._draw(st.permutations(ids))}
            case "text":
                return {"text": said}
            case "rating" | "number":
                return {"value": self._one(0, 3, 7)}

    def _lock(self) -> tuple[str, Data] | None:
        holders = [
            holder
            for scope in list(self.state.index.scopes)
            if scope.startswith("team:")
            for play in self.state.plays.values()
            if (delivery := play.deliveries.get(scope.removeprefix("team:"))) is not None
            and (holder := _holder(self.state, play, delivery)) is not None
        ]
        return self._answer(self._one(*holders)) if holders else None

    def _vote(self) -> tuple[str, Data]:
        proposed = [
            (play.inject.id, answer)
            for play in self.state.plays.values()
            if play.team_scope
            for delivery in play.deliveries.values()
            for answer in delivery.answers.values()
        ]
        if not proposed:
            return self._somebody(), {"inject": self._inject(), "seat": None}
        inject, answer = self._one(*proposed)
        members = [seat.id for seat in self._people() if seat.team == answer.team]
        voter = self._one(*members, self._somebody())
        return voter, {"inject": inject, "seat": self._one(answer.seat, answer.seat, None)}

    def _nudge(self) -> tuple[str, Data]:
        return "fay", {
            "seats": [self._somebody(), self._somebody()],
            "inject": self._one(None, self._inject()),
        }

    def _message(self) -> tuple[str, Data]:
        to = self._one("all", "team", "seat")
        if to == "team":
            team = self._team()
            return "fay", {"text": f"TOLD-{team}", "team": team}
        if to == "seat":
            seat = self._somebody()
            return "fay", {"text": f"TOLD-{seat}", "seat": seat}
        return "fay", {"text": "TOLD-all"}

    def _survey(self) -> tuple[str, Data]:
        surveys = self.state.header.scenario.surveys
        survey = self._one(*surveys).id if surveys else "none"
        seat = self._somebody()
        answers: Data = {"s1": self._one(0, 5, 10)}
        if survey == "after":
            answers["s2"] = f"SURVEY-{seat}"
        return seat, {"survey": survey, "answers": answers}


def _holder(state: State, play: Any, delivery: Any) -> str | None:
    from tabletop.domain.reach import lock_holder

    return lock_holder(state, play, delivery) if play.team_scope else None
