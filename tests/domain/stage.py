"""The exercises that domain tests play: small, and with one inject of each sort."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tabletop.domain.scenario import (
    AllOf,
    AnyOf,
    Ask,
    EffectIn,
    Helpline,
    Inject,
    Item,
    Media,
    NoResponse,
    Not,
    Objective,
    Option,
    OptionIn,
    Role,
    Scenario,
    Survey,
    Tag,
    Target,
    Team,
)
from tabletop.domain.state import Header

BORN = 1_767_225_600_000
"""2026-01-01T00:00:00Z, when every exercise here is created."""

MINUTE = 60_000
ROLES = ("lead", "desk")
TEAMS = (Team("red", "Red", ROLES), Team("blue", "Blue", ROLES))

ABC = (
    Option("a", "Go", "escalating", ("tag-orders",)),
    Option("b", "Wait", "de_escalating", ("tag-listening",)),
    Option("c", "Ask", "neutral"),
)


def choice(**changes: Any) -> Ask:
    """A team decision between a, b and c, two minutes long."""
    asked = Ask("choice", "What now?", "team", 2 * MINUTE, ABC)
    return replace(asked, **changes)


FLOOD = Scenario(
    id="flood",
    title="Flood",
    summary="The river rises.",
    mode="parallel",
    duration_ms=30 * MINUTE,
    content_note="Water.",
    objectives=(Objective("o1", "Decide early"), Objective("o2", "Say so")),
    roles=(Role("lead", "Lead"), Role("desk", "Desk")),
    teams=TEAMS[:1],
    injects=(
        Inject(
            "siren",
            "Siren",
            1 * MINUTE,
            sender="Town",
            body="*Hoo*",
            media=(Media("siren.mp3", "audio", "A siren"),),
            ask=Ask("ack", "Seen?", deadline_ms=MINUTE),
            notes="Watch the door.",
            expected_action="Somebody reads it out.",
            objectives=("o1",),
        ),
        Inject("gauge", "Gauge", 2 * MINUTE, ask=choice()),
        Inject("radio", "Radio", 3 * MINUTE, kind="contextual", body="Rain all night."),
        Inject(
            "calm",
            "Calm",
            5 * MINUTE,
            kind="contingency",
            body="People nod.",
            when=EffectIn("gauge", ("de_escalating", "neutral")),
        ),
        Inject(
            "storm",
            "Storm",
            5 * MINUTE,
            kind="contingency",
            body="People shout.",
            ask=Ask("text", "Say something", "team", MINUTE, max_length=200),
            when=AnyOf((EffectIn("gauge", ("escalating",)), NoResponse("gauge"))),
        ),
        Inject(
            "call",
            "Call for the lead",
            6 * MINUTE,
            channel="phone",
            to=Target("role", ("lead",), ("desk",)),
            seen_by="only",
            ask=choice(),
        ),
        Inject("alone", "On your own", 8 * MINUTE, ask=choice(alone_first=True, deadline_ms=None)),
        Inject(
            "heat",
            "Heat",
            10 * MINUTE,
            ask=Ask("rating", "How tense?", deadline_ms=2 * MINUTE, minimum=0, maximum=10),
        ),
    ),
    surveys=(
        Survey("before", "pre", "Before", scale="sure", items=(Item("s1", "How sure?"),)),
        Survey(
            "after",
            "post",
            "After",
            scale="sure",
            items=(Item("s1", "How sure?"), Item("s2", "In words?", "text")),
        ),
    ),
    helplines=(Helpline("Night line", "0800 1", "free"),),
    tags=(
        Tag("tag-orders", "Orders", "escalator", "Telling, not asking"),
        Tag("tag-listening", "Listening", "skill"),
    ),
)
"""Parallel: both tables get all of it: a branch on `gauge`, a private `call`, `alone` first."""


FUNCTIONS = (
    Team("command", "Command", ("chief",)),
    Team("clinic", "Clinic", ("doctor", "nurse")),
    Team("press", "Press", ("speaker",)),
)

RANSOM = Scenario(
    id="ransom",
    title="Ransom",
    summary="The screens go dark.",
    mode="functional",
    duration_ms=20 * MINUTE,
    roles=(Role("chief", "Chief"), Role("doctor", "Doctor"), Role("nurse", "Nurse")),
    teams=FUNCTIONS,
    injects=(
        Inject("dark", "Dark screens", 1 * MINUTE, to=Target("team", ("command",)), ask=choice()),
        Inject(
            "ward",
            "The ward waits",
            3 * MINUTE,
            to=Target("team", ("clinic", "press")),
            ask=Ask("multi", "Pick", "seat", MINUTE, ABC, pick_min=1, pick_max=2),
            when=OptionIn("dark", ("b", "c")),
        ),
        Inject(
            "paper",
            "Paper lists",
            3 * MINUTE,
            to=Target("role", ("doctor",), ("nurse",)),
            seen_by="only",
            ask=Ask("ranking", "Order", "team", MINUTE, ABC),
            when=Not(OptionIn("dark", ("b",))),
        ),
        Inject(
            "tweet",
            "A post",
            4 * MINUTE,
            channel="social",
            to=Target("team", ("press",)),
            ask=Ask("number", "How many?", deadline_ms=MINUTE, minimum=0, unit="posts"),
            when=AllOf((NoResponse("ward"), Not(NoResponse("dark")))),
        ),
        Inject("over", "To everybody", 5 * MINUTE, body="It is over.", ask=Ask("ack", "Seen?")),
    ),
)
"""Functional: what command decides is what clinic and press see next."""


def header(
    scenario: Scenario = FLOOD, teams: tuple[Team, ...] | None = None, **changes: Any
) -> Header:
    """An exercise of this scenario; the flood is played at two tables, red and blue."""
    if teams is None:
        teams = scenario.teams if scenario.mode == "functional" else TEAMS
    made = Header("x", "Night", "ABCDEFGH", "qr", "owner", BORN, scenario, teams)
    return replace(made, **changes)
