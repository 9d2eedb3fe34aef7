"""What is wrong with a file, and where: collected, never raised, so that one run shows it all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, Literal, TypeAlias

from tabletop.scenarios.tree import Node, Path, locate, written

Level: TypeAlias = Literal["error", "warning"]

FIRST: Final = 5
"""So many of the things it is about are named in a message."""

FEW: Final = 20
"""So many known words can be listed in a message."""

COMPARISONS: Final = 5_000
"""So many words are compared for the hints about one file; comparing is slow, and after so many
unknown words no hint helps any more."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend. `line` counts from 1; `field` is "" when the whole file is meant."""

    file: str
    line: int
    field: str
    level: Level
    message: str


def count_errors(faults: Iterable[Fault]) -> int:
    """How many of them keep something from being played."""
    return sum(fault.level == "error" for fault in faults)


def listed(names: Sequence[str]) -> str:
    """The first few of these names, and how many more there are."""
    more = len(names) - FIRST
    return ", ".join(names[:FIRST]) + (f" and {more} more" if more > 0 else "")


class Faults:
    """The faults of one file, added by where they are in its tree."""

    def __init__(self, file: str, root: Node) -> None:
        self.file = file
        self._root = root
        self._found: dict[Fault, None] = {}
        self._broken: set[Path] = set()
        self._comparisons = COMPARISONS

    def error(self, path: Path, message: str) -> None:
        """Something that keeps the scenario from being played."""
        self._broken.update(path[:end] for end in range(len(path) + 1))
        self._add(path, "error", message)

    def warning(self, path: Path, message: str) -> None:
        """Something the author may want to look at again."""
        self._add(path, "warning", message)

    def unknown(self, path: Path, noun: str, name: str, known: Collection[str]) -> None:
        """An error about a name that stands for nothing."""
        self.error(path, f"there is no {noun} {name!r}{self.hint(name, known)}")

    def hint(self, word: str, known: Collection[str]) -> str:
        """`did_you_mean`, as long as this file's comparisons last."""
        self._comparisons -= len(known)
        return did_you_mean(word, known) if self._comparisons >= 0 else ""

    def broken(self, path: Path = ()) -> bool:
        """Whether there is an error at this place or inside it: what else is odd about it may only
        follow from that."""
        return path in self._broken

    def misread(self) -> frozenset[Path]:
        """Every place that is broken now."""
        return frozenset(self._broken)

    def written(self, path: Path) -> bool:
        """Whether the file has anything at this place."""
        return written(self._root, path)

    def sorted(self) -> tuple[Fault, ...]:
        """All of them, in the order of the file."""
        return tuple(sorted(self._found))

    def _add(self, path: Path, level: Level, message: str) -> None:
        place = locate(self._root, path)
        self._found[Fault(self.file, place.line, place.field, level, message)] = None


def did_you_mean(word: str, known: Collection[str]) -> str:
    """A hint to put behind a message about an unknown word: the nearest known one, else all of
    them if they are few; "" if there is nothing to say."""
    names = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {names[near[0]]!r}?"
    return f"; known are {', '.join(names.values())}" if 0 < len(names) <= FEW else ""
