"""`to` in a scenario file: whom an inject addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tabletop.domain.scenario import Target, TargetKind
from tabletop.scenarios.reading import Part
from tabletop.scenarios.tree import Items, Text

KINDS: Final[tuple[TargetKind, ...]] = ("role", "team", "seat")
EVERYBODY: Final = {"all", "everyone", "everybody"}
FORMS: Final = "write all, or {role: …}, or in functional mode {team: …}"


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a script can address: `roles` with those who stand in for each, and `teams`."""

    roles: Mapping[str, tuple[str, ...]]
    teams: Sequence[str]


def read_target(inject: Part, cast: Cast) -> Target:
    """Whom the inject addresses; everybody, with a fault, when that can't be told."""
    node = inject.get("to")
    if not inject.has("to"):
        inject.error("to", f"is {'missing' if node is None else 'empty'}: {FORMS}")
    elif isinstance(node, Text):
        word = node.value.strip()
        if word != "all":
            inject.error("to", _advice(inject, [word], cast))
    elif isinstance(node, Items):
        inject.error("to", _advice(inject, list(inject.names("to")), cast))
    elif inside := inject.part("to"):
        return _read_kind(inside, cast)
    return Target()


def _advice(inject: Part, words: Sequence[str], cast: Cast) -> str:
    if len(words) == 1 and words[0].casefold() in EVERYBODY:
        return "write to: all"
    told = words[0] if len(words) == 1 else f"[{', '.join(words)}]"
    for kind, known in (("role", cast.roles), ("team", cast.teams)):
        if all(word in known for word in words):
            return f"write to: {{{kind}: {told}}}"
    hint = inject.faults.hint(words[0], ["all", *cast.roles, *cast.teams])
    return f"can't be {told[:64]!r}: {FORMS}{hint}"


def _read_kind(to: Part, cast: Cast) -> Target:
    named = [kind for kind in KINDS if to.has(kind)]
    own = "fallback" in to.node.entries
    if len(named) != 1:
        strange = [name for name in to.node.entries if name not in {*KINDS, "fallback"}]
        hint = to.faults.hint(strange[0], KINDS) if strange and not named else ""
        to.faults.error(to.path, f"names exactly one of {', '.join(KINDS)}{hint}")
        return Target()
    kind = named[0]
    ids = to.names(kind)
    fallback: tuple[str, ...] = ()
    if kind == "role":
        others = to.names("fallback")
        fallback = others if own else cast.roles.get(ids[0] if ids else "", ())
    elif own:
        to.get("fallback")
        to.error("fallback", "goes with a role: only a role can have nobody who holds it")
    to.finish()
    return Target(kind, ids, tuple(role for role in fallback if role not in ids))
