"""When each document last changed, for each scope of people who see it.

A scope is a string: "control" (facilitators and evaluators), "display", "team:ID", "seat:ID". The
index says which documents a scope may hold and the seq (`rev`) of the last event that changed
them; what is not in it is never built. Entries are kept in the order of their last change, so
"what is new since N" costs as much as there is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Scope: TypeAlias = str
Key: TypeAlias = tuple[str, str]
"""A document's (type, id)."""

CONTROL: Scope = "control"
DISPLAY: Scope = "display"


def team_scope(team_id: str) -> Scope:
    """The scope of a team's members."""
    return f"team:{team_id}"


def seat_scope(seat_id: str) -> Scope:
    """The scope of one seat alone."""
    return f"seat:{seat_id}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document's place in a scope: its rev, and whether it is gone from there."""

    key: Key
    rev: int
    gone: bool = False


@dataclass(slots=True)
class Index:
    """All scopes of one exercise."""

    scopes: dict[Scope, dict[Key, Entry]] = field(default_factory=dict)

    def touch(self, scope: Scope, key: Key, rev: int, *, gone: bool = False) -> None:
        """The document changed for this scope at `rev` (or left it)."""
        entries = self.scopes.setdefault(scope, {})
        entries.pop(key, None)
        entries[key] = Entry(key, rev, gone)

    def holds(self, scope: Scope, key: Key) -> bool:
        """Whether the scope may hold the document."""
        entry = self.scopes.get(scope, {}).get(key)
        return entry is not None and not entry.gone

    def leave(self, scope: Scope, key: Key, rev: int) -> None:
        """The document left this scope at `rev`, if it was there."""
        if self.holds(scope, key):
            self.touch(scope, key, rev, gone=True)

    def since(self, scope: Scope, rev: int) -> list[Entry]:
        """What changed after `rev`, oldest change first."""
        found: list[Entry] = []
        for entry in reversed(self.scopes.get(scope, {}).values()):
            if entry.rev <= rev:
                break
            found.append(entry)
        found.reverse()
        return found

    def head(self, scopes: Iterable[Scope]) -> int:
        """The highest rev any of these scopes may see; 0 for none."""
        return max((self._last(scope) for scope in scopes), default=0)

    def changed(self, rev: int) -> Iterator[Scope]:
        """The scopes with anything new after `rev`."""
        return (scope for scope in self.scopes if self._last(scope) > rev)

    def _last(self, scope: Scope) -> int:
        entries = self.scopes.get(scope)
        return next(reversed(entries.values())).rev if entries else 0
