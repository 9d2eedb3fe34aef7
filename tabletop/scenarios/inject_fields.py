"""`injects` in a scenario file: the rows of the script."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, get_args

from tabletop.domain.scenario import Channel, Inject, Kind, Media, SeenBy
from tabletop.scenarios import ask_fields
from tabletop.scenarios.ask_fields import read_ask_of
from tabletop.scenarios.condition_fields import read_when
from tabletop.scenarios.media import kind_of, not_shown
from tabletop.scenarios.reading import Part
from tabletop.scenarios.target_fields import Cast, read_target

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
CHANNELS: Final[tuple[Channel, ...]] = get_args(Channel)
SEEN_BY: Final[tuple[SeenBy, ...]] = get_args(SeenBy)

UNKNOWN_MS: Final = -1
"""The offset of an inject whose time cannot be read: before all others, so that nothing is said
about the order of things that only follows from that fault."""


def read_inject(part: Part, seen: dict[str, int], cast: Cast) -> Inject:
    """One row. `seen` holds the ids of the rows before it."""
    offset = part.duration("at", required=True)
    inject = Inject(
        id=part.identity(seen),
        title=part.text("title", required=True),
        offset_ms=UNKNOWN_MS if offset is None else offset,
        kind=_read_kind(part),
        channel=part.one_of("channel", CHANNELS, "dashboard"),
        sender=part.text("from"),
        to=read_target(part, cast),
        seen_by=part.one_of("seen_by", SEEN_BY, "team"),
        body=part.text("body"),
        media=tuple(_read_media(part)),
        ask=read_ask_of(part),
        expected_action=part.text("expected_action"),
        objectives=part.names("objectives"),
        notes=part.text("notes"),
        when=read_when(part),
    )
    part.finish()
    return inject


def _read_kind(part: Part) -> Kind:
    slipped_out = any(name in part.node.entries for name in ask_fields.ALONE)
    if slipped_out and part.word("kind") in ask_fields.KINDS:
        return "inject"  # the ask's own kind; what stands in the wrong place is told once
    return part.one_of("kind", KINDS, "inject")


def _read_media(part: Part) -> Iterator[Media]:
    for entry in part.parts("media", "file and alt"):
        file = entry.text("file", required=True)
        alt = entry.text("alt", required=True)
        kind = kind_of(file)
        if kind is not None:
            yield Media(file, kind, alt)
        elif file:
            entry.error("file", not_shown(file))
        entry.finish()
