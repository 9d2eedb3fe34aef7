"""Taking a file's tree apart field by field, with a fault for whatever does not fit.

Every reading method answers with something usable even after a fault, so that one run finds all
of them; nobody plays a scenario whose faults hold an error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar, assert_never

from tabletop.domain.ask_rules import ID, ID_RULE
from tabletop.scenarios import values
from tabletop.scenarios.characters import invisible, named
from tabletop.scenarios.durations import parse_duration
from tabletop.scenarios.faults import Faults
from tabletop.scenarios.limits import LONGEST, WORD, most
from tabletop.scenarios.texts import doubts
from tabletop.scenarios.tree import Fields, Items, Node, Path, Text

_T = TypeVar("_T", bound=str)
_V = TypeVar("_V")


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

    def text(self, name: str, *, required: bool = False) -> str:
        """What people read, without space around it; "" if there is nothing."""
        node = self._scalar(name, required=required)
        return self.prose(node, (*self.path, name), name) if node else ""

    def word(self, name: str, *, required: bool = False) -> str:
        """What only the program reads: an id, a time, one of a few words; "" if there is none."""
        node = self._scalar(name, required=required)
        return self.within(node, (*self.path, name)) if node else ""

    def _scalar(self, name: str, *, required: bool) -> Text | None:
        node = self.get(name)
        if is_empty(node):
            if required:
                self.error(name, "is missing" if node is None else "is empty")
            return None
        return self._as_text(node, (*self.path, name))

    def _as_text(self, node: Node | None, path: Path) -> Text | None:
        if isinstance(node, Text):
            return node
        self.faults.error(path, "must be text; if it is, put it in quotes")
        return None

    def prose(self, node: Node, path: Path, name: str) -> str:
        """The words for people in a node the caller has found, as long as a text of this name may
        be; "" with a fault for anything else, and for nothing."""
        if is_empty(node):
            self.faults.error(path, "is empty")
            return ""
        text = self._as_text(node, path)
        if text is None:
            return ""
        for doubt in doubts(text):
            self.faults.warning(path, doubt)
        return self.within(text, path, LONGEST[name])

    def within(self, text: Text, path: Path, longest: int = WORD) -> str:
        """A text without space around it; cut off, with a fault, where it is too long."""
        value = text.value.strip()
        if len(value) > longest:
            self.faults.error(path, f"is longer than {longest} characters ({len(value)})")
        return value[:longest]

    def one_of(
        self, name: str, allowed: tuple[_T, ...], default: _T, *, required: bool = False
    ) -> _T:
        """One of a few words."""
        value = self.word(name, required=required)
        for word in allowed:
            if word == value:
                return word
        if value:
            self.error(name, f"{value!r} is not known here{self.faults.hint(value, allowed)}")
        return default

    def duration(self, name: str, *, required: bool = False) -> int | None:
        """A time in milliseconds; None if there is none, or none that can be read."""
        return self._converted(name, parse_duration, required=required)

    def number(self, name: str) -> float | None:
        """A number, whole if it was written so."""
        return self._converted(name, values.number)

    def whole(self, name: str) -> int | None:
        """A whole number."""
        return self._converted(name, values.whole)

    def flag(self, name: str) -> bool:
        """true or false; false if nothing is said."""
        return self._converted(name, values.flag) or False

    def _converted(
        self, name: str, convert: Callable[[str], _V], *, required: bool = False
    ) -> _V | None:
        text = self.word(name, required=required)
        if not text:
            return None
        try:
            return convert(text)
        except ValueError as error:
            self.error(name, str(error))
            return None

    def names(self, name: str) -> tuple[str, ...]:
        """A list of ids or words; a single one may stand without brackets."""
        node = self.get(name)
        if isinstance(node, Text) and not is_empty(node):
            word = self.within(node, (*self.path, name))
            if len(several := word.replace(",", " ").split()) > 1:
                self.error(name, f"several go in brackets: [{', '.join(several)}]")
                return ()
            return (word,)
        found = [
            (text, path)
            for item, path in self.nodes(name)
            if (text := self._as_text(item, path)) is not None
        ]
        return tuple(self.within(text, path) for text, path in found)

    def nodes(self, name: str) -> Iterator[tuple[Node, Path]]:
        """The entries of a list, with their places."""
        node = self.get(name)
        if is_empty(node):
            return
        if not isinstance(node, Items):
            self.error(name, "must be a list: each entry on a line of its own, after a dash")
            return
        if len(node.items) > most(name):
            self.error(name, f"there are {len(node.items)}; {most(name)} is the most")
        for number, item in enumerate(node.items[: most(name)]):
            yield item, (*self.path, name, number)

    def parts(self, name: str, fields: str = "name: value") -> Iterator[Part]:
        """The entries of a list of things with fields of their own; `fields` says which."""
        for node, path in self.nodes(name):
            if isinstance(node, Fields):
                yield Part(node, path, self.faults)
            else:
                self.faults.error(path, f"must have fields of its own ({fields})")

    def named(self, name: str) -> Iterator[tuple[str, Node, Path]]:
        """The entries of a field that holds ids: (id, what stands there, its place)."""
        if isinstance(self.get(name), Items):
            self.error(name, "is no list: write each as a field (id: text), without a dash")
            return
        inside = self.part(name)
        if inside is None:
            return
        if len(inside.node.entries) > most(name):
            self.error(name, f"there are {len(inside.node.entries)}; {most(name)} is the most")
        seen: dict[str, int] = {}
        for key, node in list(inside.node.entries.items())[: most(name)]:
            path = (*inside.path, key)
            self._claim(key, inside.node.lines[key], seen, path)
            yield key, node, path

    def identity(self, seen: dict[str, int]) -> str:
        """The entry's own `id`. `seen` holds the ids before it, in small letters, by line."""
        name = self.word("id", required=True)
        if name:
            self._claim(name, self.node.lines["id"], seen, (*self.path, "id"))
        return name

    def _claim(self, name: str, line: int, seen: dict[str, int], path: Path) -> None:
        if not ID.fullmatch(name):
            unseen = invisible(name)
            what = f"; there is an invisible character in it ({named(unseen)})" if unseen else ""
            self.faults.error(path, f"{ID_RULE}{what}")
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

    def chosen_part(self, name: str) -> Part | None:
        """As `part`, where leaving the field out and leaving it empty are not the same."""
        if name in self.node.entries and not self.has(name):
            self.error(
                name, "is empty; indent what belongs to it by two more spaces, or leave it out"
            )
            return None
        return self.part(name)

    def finish(self) -> None:
        """Complains of every field nobody asked for."""
        for name in self.node.entries:
            if name not in self._known:
                hint = self.faults.hint(name, self._known)
                self.error(name, f"there is no such field here{hint}")
