"""`injects` in a scenario file: the rows of the script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, TypeAlias, get_args

from tabletop.domain.scenario import Channel, Inject, Kind, Media, SeenBy, Target, TargetKind
from tabletop.scenarios.ask_fields import read_ask
from tabletop.scenarios.condition_fields import read_condition
from tabletop.scenarios.media import kind_of
from tabletop.scenarios.reading import Part
from tabletop.scenarios.tree import Text

Fallbacks: TypeAlias = Mapping[str, tuple[str, ...]]
"""Which roles stand in for a role, by its id."""

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
SEEN_BY: Final[tuple[SeenBy, ...]] = get_args(SeenBy)
TARGETS: Final[tuple[TargetKind, ...]] = ("team", "role", "seat")

UNKNOWN_MS: Final = -1
"""The offset of an inject whose time cannot be read: before all others, so that nothing is said
about the order of things that only follows from that fault."""


def read_inject(part: Part, seen: dict[str, int], fallbacks: Fallbacks) -> Inject:
    """One row. `seen` holds the ids of the rows before it."""
    offset = part.duration("at", required=True)
    ask, when = part.part("ask"), part.part("when")
    inject = Inject(
        id=part.identity(seen),
        title=part.text("title", 200, required=True),
        offset_ms=UNKNOWN_MS if offset is None else offset,
        kind=part.one_of("kind", KINDS, "inject"),
        channel=part.one_of("channel", CHANNELS, "dashboard"),
        sender=part.text("from", 120),
        to=_read_target(part, fallbacks),
        seen_by=part.one_of("seen_by", SEEN_BY, "team"),
        body=part.text("body", 8_000),
        media=tuple(_read_media(entry) for entry in part.parts("media")),
        ask=read_ask(ask) if ask else None,
        expected_action=part.text("expected_action", 1_000),
        objectives=part.names("objectives"),
        notes=part.text("notes", 4_000),
        when=read_condition(when) if when else None,
    )
    part.finish()
    return inject


def _read_target(part: Part, fallbacks: Fallbacks) -> Target:
    node = part.get("to")
    if not part.has("to"):
        part.error("to", "is missing: write all, or {role: …}, {team: …}")
        return Target()
    if isinstance(node, Text):
        if node.value.strip() != "all":
            part.error("to", f"is all, or names whom: {{role: {node.value.strip()[:64]}}}")
        return Target()
    inside = part.part("to")
    if inside is None:
        return Target()
    named = [kind for kind in TARGETS if inside.has(kind)]
    if len(named) != 1:
        part.error("to", "names exactly one of role, team or seat")
        return Target()
    kind = named[0]
    ids = inside.names(kind)
    fallback: tuple[str, ...] = ()
    if kind == "role":
        own = "fallback" in inside.node.entries
        fallback = inside.names("fallback") if own else fallbacks.get(ids[0] if ids else "", ())
    inside.finish()
    return Target(kind, ids, tuple(role for role in fallback if role not in ids))


def _read_media(part: Part) -> Media:
    file = part.text("file", 200, required=True)
    media = Media(file, kind_of(file) or "image", part.text("alt", 500, required=True))
    part.finish()
    return media
