"""What is wrong with a file, and where: collected, never raised, so that one run shows it all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias

from tabletop.scenarios.tree import Node, Path, locate

Level: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend. `line` counts from 1; `field` is "" when the whole file is meant."""

    file: str
    line: int
    field: str
    level: Level
    message: str


class Faults:
    """The faults of one file, added by where they are in its tree."""

    def __init__(self, file: str, root: Node) -> None:
        self.file = file
        self._root = root
        self._found: dict[Fault, None] = {}
        self._broken: set[Path] = set()

    def error(self, path: Path, message: str) -> None:
        """Something that keeps the scenario from being played."""
        self._broken.add(path[:2])
        self._add(path, "error", message)

    def warning(self, path: Path, message: str) -> None:
        """Something the author may want to look at again."""
        self._add(path, "warning", message)

    def _add(self, path: Path, level: Level, message: str) -> None:
        place = locate(self._root, path)
        self._found[Fault(self.file, place.line, place.field, level, message)] = None

    def entries(self) -> frozenset[Path]:
        """The entries with an error so far, like ("injects", 3): what else is odd about one of
        them may only follow from that."""
        return frozenset(self._broken)

    def sorted(self) -> tuple[Fault, ...]:
        """All of them, in the order of the file."""
        return tuple(sorted(self._found))

    @property
    def any_error(self) -> bool:
        """Whether there is more than warnings."""
        return bool(self._broken)


FEW: Final = 20
"""So many known words can be listed in a message."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint to put behind a message about an unknown word: the nearest known one, else all of
    them if they are few; "" if there is nothing to say."""
    names = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {names[near[0]]!r}?"
    return f"; known are {', '.join(names.values())}" if 0 < len(names) <= FEW else ""
