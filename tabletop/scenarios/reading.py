"""Taking a file's tree apart field by field, with a fault for whatever does not fit.

Every reading method answers with something usable even after a fault, so that one run finds all
of them; nobody plays a scenario whose faults hold an error.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar, assert_never

from tabletop.domain.ask_rules import ID
from tabletop.scenarios.durations import parse_duration
from tabletop.scenarios.faults import Faults, did_you_mean
from tabletop.scenarios.tree import Fields, Items, Node, Path, Text

_T = TypeVar("_T", bound=str)
_V = TypeVar("_V")

NUMBER = re.compile(r"[-+]?\d{1,9}(\.\d{1,6})?", re.ASCII)
FLAGS = {"true": True, "yes": True, "false": False, "no": False}


def is_empty(node: Node | None) -> bool:
    """Whether nothing was written: no field, or a field without a value."""
    match node:
        case None:
            return True
        case Text(value=value):
            return value.strip() in {"", "~"}
        case Items(items=items):
            return not items
        case Fields(entries=entries):
            return not entries
        case _:
            assert_never(node)


class Part:
    """A set of named fields. Reading a field marks it as known; `finish` complains of the rest."""

    def __init__(self, node: Fields, path: Path, faults: Faults) -> None:
        self.node = node
        self.path = path
        self.faults = faults
        self._known: dict[str, None] = {}

    def error(self, name: str, message: str) -> None:
        """A fault of one of the fields."""
        self.faults.error((*self.path, name), message)

    def has(self, name: str) -> bool:
        """Whether something stands in the field."""
        return not is_empty(self.get(name))

    def get(self, name: str) -> Node | None:
        """What stands in the field, read by the caller."""
        self._known[name] = None
        return self.node.entries.get(name)

    def text(self, name: str, most: int, *, required: bool = False) -> str:
        """Words, without space around them; "" if there are none."""
        node = self.get(name)
        if is_empty(node):
            if required:
                self.error(name, "is missing" if node is None else "is empty")
            return ""
        return self.words(node, (*self.path, name), most)

    def words(self, node: Node | None, path: Path, most: int) -> str:
        """The words of a node the caller has found; "" with a fault for anything else."""
        if not isinstance(node, Text):
            self.faults.error(path, "must be text; if it is, put it in quotes")
            return ""
        value = node.value.strip()
        if len(value) > most:
            self.faults.error(path, f"is longer than {most} characters ({len(value)})")
        return value[:most]

    def one_of(
        self, name: str, allowed: tuple[_T, ...], default: _T, *, required: bool = False
    ) -> _T:
        """One of a few words."""
        value = self.text(name, 100, required=required)
        for word in allowed:
            if word == value:
                return word
        if value:
            self.error(name, f"{value!r} is not known here{did_you_mean(value, allowed)}")
        return default

    def duration(self, name: str, *, required: bool = False) -> int | None:
        """A time in milliseconds; None if there is none, or none that can be read."""
        return self._converted(name, parse_duration, required=required)

    def number(self, name: str) -> float | None:
        """A number, whole if it was written so."""
        return self._converted(name, _number)

    def whole(self, name: str) -> int | None:
        """A whole number."""
        return self._converted(name, _whole)

    def flag(self, name: str) -> bool:
        """true or false; false if nothing is said."""
        return self._converted(name, _flag) or False

    def _converted(
        self, name: str, convert: Callable[[str], _V], *, required: bool = False
    ) -> _V | None:
        text = self.text(name, 100, required=required)
        if not text:
            return None
        try:
            return convert(text)
        except ValueError as error:
            self.error(name, str(error))
            return None

    def names(self, name: str) -> tuple[str, ...]:
        """A list of words; a single one may stand without brackets."""
        node = self.get(name)
        if is_empty(node):
            return ()
        path = (*self.path, name)
        if not isinstance(node, Items):
            return tuple(filter(None, [self.words(node, path, 100)]))
        return tuple(self.words(item, (*path, n), 100) for n, item in enumerate(node.items))

    def nodes(self, name: str) -> Iterator[tuple[Node, Path]]:
        """The entries of a list, with their places."""
        node = self.get(name)
        if is_empty(node):
            return
        if not isinstance(node, Items):
            self.error(name, "must be a list: each entry on a line of its own, after a dash")
            return
        for number, item in enumerate(node.items):
            yield item, (*self.path, name, number)

    def parts(self, name: str) -> Iterator[Part]:
        """The entries of a list of things with fields of their own."""
        for node, path in self.nodes(name):
            if isinstance(node, Fields):
                yield Part(node, path, self.faults)
            else:
                self.faults.error(path, "must have fields of its own (name: value)")

    def named(self, name: str) -> Iterator[tuple[str, Node, Path]]:
        """The entries of a field that holds ids: (id, what stands there, its place)."""
        inside = self.part(name)
        if inside is None:
            return
        seen: dict[str, int] = {}
        for key, node in inside.node.entries.items():
            path = (*inside.path, key)
            self._claim(key, inside.node.lines[key], seen, path)
            yield key, node, path

    def identity(self, seen: dict[str, int]) -> str:
        """The entry's own `id`. `seen` holds the ids before it, in small letters, by line."""
        name = self.text("id", 100, required=True)
        if name:
            self._claim(name, self.node.lines["id"], seen, (*self.path, "id"))
        return name

    def _claim(self, name: str, line: int, seen: dict[str, int], path: Path) -> None:
        if not ID.fullmatch(name):
            self.faults.error(path, "may hold letters, digits, - and _ only, 64 at most")
        elif name.casefold() in seen:
            first = seen[name.casefold()]
            self.faults.error(path, f"{name!r} is taken already, in line {first}")
        seen.setdefault(name.casefold(), line)

    def part(self, name: str) -> Part | None:
        """A field that holds fields; None if there is none."""
        node = self.get(name)
        if is_empty(node):
            return None
        if not isinstance(node, Fields):
            self.error(name, "must have fields of its own (name: value), indented below it")
            return None
        return Part(node, (*self.path, name), self.faults)

    def finish(self) -> None:
        """Complains of every field nobody asked for."""
        for name in self.node.entries:
            if name not in self._known:
                self.error(name, f"there is no such field here{did_you_mean(name, self._known)}")


def _number(text: str) -> float:
    if not NUMBER.fullmatch(text):
        raise ValueError("must be a number")
    return float(text) if "." in text else int(text)


def _whole(text: str) -> int:
    if not NUMBER.fullmatch(text) or "." in text:
        raise ValueError("must be a whole number")
    return int(text)


def _flag(text: str) -> bool:
    if text.lower() not in FLAGS:
        raise ValueError("must be true or false")
    return FLAGS[text.lower()]
