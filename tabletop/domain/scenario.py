"""What an author writes: a scenario, its script (the MSEL) and the surveys around it.

Everything here is frozen and free of I/O. Times are exercise milliseconds from STARTEX. Ids are
short strings, unique in their scenario. `tabletop.scenarios` builds these from files;
`tabletop.domain.plain` turns them into JSON and back for the exercise's own copy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Mode: TypeAlias = Literal["parallel", "functional"]
"""parallel: every table gets the same script. functional: each team sees its part of one crisis."""

Kind: TypeAlias = Literal["inject", "contextual", "contingency", "administrative"]
Channel: TypeAlias = Literal[
    "in_person", "phone", "sms", "chat", "email", "social", "radio", "dashboard", "news", "letter"
]
Effect: TypeAlias = Literal["de_escalating", "neutral", "escalating"]
AskKind: TypeAlias = Literal["ack", "choice", "multi", "text", "rating", "ranking", "number"]
Scope: TypeAlias = Literal["seat", "team"]
TargetKind: TypeAlias = Literal["all", "team", "role", "seat"]
SeenBy: TypeAlias = Literal["team", "only"]
"""team: the addressee's whole team sees it. only: nobody but the addressee does."""


@dataclass(frozen=True, slots=True)
class Objective:
    """One thing the exercise is meant to practise."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Role:
    """A part somebody at a table plays."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Team:
    """A table (parallel) or a function (functional), with the roles it has."""

    id: str
    name: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Whom the fiction addresses. `ids` are team, role or seat ids; empty for "all".

    `fallback` (roles, in order of preference) stands in for a role that nobody in the team holds;
    after them the whole team does.
    """

    kind: TargetKind = "all"
    ids: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A picture, sound or film of an inject. `file` is relative to the scenario's folder."""

    file: str
    kind: Literal["image", "audio", "video"]
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice, multi or ranking. Effect and tags are for the debrief alone."""

    id: str
    text: str
    effect: Effect | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """What an inject wants back.

    `minimum`, `maximum` and `step` bound a rating or a number; `pick_min` and `pick_max` a multi;
    `max_length` a text. `deadline_ms` counts from the release; None means: open until closed.
    `alone_first` hides the proposals of others until everybody in the team has made one.
    """

    kind: AskKind
    prompt: str
    scope: Scope = "seat"
    deadline_ms: int | None = None
    options: tuple[Option, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    label_min: str = ""
    label_max: str = ""
    unit: str = ""
    pick_min: int | None = None
    pick_max: int | None = None
    max_length: int | None = None
    alone_first: bool = False

    def option(self, option_id: str) -> Option | None:
        """The option with this id, if there is one."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class EffectIn:
    """True when the team's answer to `inject` had one of these effects."""

    inject: str
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class OptionIn:
    """True when the team's answer to `inject` was (or contained) one of these options."""

    inject: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoResponse:
    """True when the team has given no answer to `inject`."""

    inject: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """True when every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True when the part is not."""

    part: Condition


Condition: TypeAlias = "EffectIn | OptionIn | NoResponse | AnyOf | AllOf | Not"


@dataclass(frozen=True, slots=True)
class Inject:
    """One row of the script. `body` is Markdown; `when` decides, per team, whether it is sent."""

    id: str
    title: str
    offset_ms: int
    kind: Kind = "inject"
    channel: Channel = "dashboard"
    sender: str = ""
    to: Target = field(default_factory=Target)
    seen_by: SeenBy = "team"
    body: str = ""
    media: tuple[Media, ...] = ()
    ask: Ask | None = None
    expected_action: str = ""
    objectives: tuple[str, ...] = ()
    notes: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a survey. Rating bounds are inclusive; labels name the ends."""

    id: str
    prompt: str
    kind: Literal["rating", "text"] = "rating"
    minimum: int = 0
    maximum: int = 10
    label_min: str = ""
    label_max: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """Questions before STARTEX (`pre`) or after the hot wash has begun (`post`).

    `scale` names the scale the items belong to, so that before and after can be compared.
    """

    id: str
    when: Literal["pre", "post"]
    title: str
    stem: str = ""
    note: str = ""
    scale: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Helpline:
    """Where somebody the scenario touches can turn."""

    name: str
    contact: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A skill a choice can show, or an escalator; for the debrief."""

    id: str
    label: str
    kind: Literal["skill", "escalator"]
    definition: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole exercise as written. An exercise takes its own copy when it is created."""

    id: str
    title: str
    summary: str
    mode: Mode
    duration_ms: int
    setting: str = ""
    status: Literal["ready", "draft"] = "ready"
    review_note: str = ""
    content_note: str = ""
    objectives: tuple[Objective, ...] = ()
    roles: tuple[Role, ...] = ()
    teams: tuple[Team, ...] = ()
    injects: tuple[Inject, ...] = ()
    surveys: tuple[Survey, ...] = ()
    helplines: tuple[Helpline, ...] = ()
    tags: tuple[Tag, ...] = ()
    language: str = "en"

    def role_name(self, role_id: str | None) -> str:
        """The role's name as shown to people; "" for none."""
        return next((role.name for role in self.roles if role.id == role_id), role_id or "")
