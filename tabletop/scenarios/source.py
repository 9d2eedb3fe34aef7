"""YAML text as a small tree that remembers its lines.

Safe by construction: only text, lists and named fields come out. Tags, anchors and aliases are
refused as soon as they are met, and so is anything too large, too deep or too much, before it is
built. Scalars stay the text that was written: what is a number or a duration, the reader of the
field decides, so `4:00` and `no` need no quotes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

import yaml
from yaml import events

from tabletop.scenarios.characters import FOREIGN_BREAK, invisible, named, no_text
from tabletop.scenarios.limits import MAX_BYTES, MAX_DEPTH, MAX_ENTRIES, MAX_NODES
from tabletop.scenarios.tree import Fields, Items, Node, Text, name_of, shortened
from tabletop.scenarios.wording import explain

BREAK: Final = re.compile(r"\r\n|\r|\n")
NOTE: Final = re.compile(r"[ \t]+#")


class Unreadable(Exception):
    """A file that cannot be read on from here."""

    def __init__(self, line: int, field: str, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.field = field
        self.message = message


def parse(raw: bytes) -> Node:
    """The tree of a file's bytes. Raises Unreadable."""
    if len(raw) > MAX_BYTES:
        raise Unreadable(1, "", f"is larger than {MAX_BYTES // 1024} KB; nobody can play that much")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = raw[: error.start].decode("utf-8", "replace")
        message = "is not UTF-8 text; save the file as UTF-8"
        raise Unreadable(_line_at(read, len(read)), "", message) from None
    if found := FOREIGN_BREAK.search(text):
        raise Unreadable(
            _line_at(text, found.start()),
            "",
            f"holds a {named(found[0])}, which came along with a pasted text; put a space or a new"
            " line there",
        )
    return _Builder(text).build()


def _line_at(text: str, position: int) -> int:
    return len(BREAK.findall(text, 0, position)) + 1


class _Builder:
    """Turns parser events into the tree, without recursion, counting as it goes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = BREAK.split(text)
        self.stack: list[Items | Fields] = []
        self.names: list[str | None] = []
        """For each of the stack: the field whose value comes next; None where a name comes."""
        self.root: Node | None = None
        self.last: events.Event | None = None
        self.count = 0
        self.line = 1

    def build(self) -> Node:
        try:
            for event in yaml.parse(self.text, Loader=yaml.SafeLoader):
                self.line = event.start_mark.line + 1 if event.start_mark else self.line
                self._take(event)
                self.last = event
        except yaml.reader.ReaderError as error:
            line = _line_at(self.text, error.position)
            raise Unreadable(line, "", no_text(chr(error.character))) from None
        except yaml.MarkedYAMLError as error:
            line, message = explain(error, self.lines, self.last) or (self.line, str(error.problem))
            raise Unreadable(line, self._field(), message) from None
        except (ValueError, ArithmeticError):
            # PyYAML lets chr() and int() fail on escapes and directives out of range.
            raise self._refuse("holds an escape that stands for no character") from None
        if self.root is None:
            raise Unreadable(1, "", "is empty")
        return self.root

    def _take(self, event: events.Event) -> None:
        match event:
            case events.AliasEvent():
                raise self._refuse(
                    f"aliases (*{event.anchor}) are not used here: write the text out again, or put"
                    " it in quotes if it only begins with *"
                )
            case events.DocumentStartEvent() if self.root is not None:
                raise self._refuse("a second document begins here (---); one file is one scenario")
            case events.ScalarEvent():
                self._plain_node(event)
                self._add(self._text(event))
            case events.SequenceStartEvent():
                self._plain_node(event)
                self._open(Items(self.line), event)
            case events.MappingStartEvent():
                self._plain_node(event)
                self._open(Fields(self.line), event)
            case events.SequenceEndEvent() | events.MappingEndEvent():
                self.stack.pop()
                self.names.pop()

    def _plain_node(self, event: events.NodeEvent) -> None:
        if event.anchor is not None:
            raise self._refuse(
                f"anchors (&{event.anchor}) are not used here; put the text in quotes if it only"
                " begins with &"
            )
        if (tag := getattr(event, "tag", None)) is not None:
            raise self._refuse(
                f"tags ({tag[:64].replace('tag:yaml.org,2002:', '!!')}) are not used here; put the"
                " text in quotes if it only begins with !"
            )
        self.count += 1
        if self.count > MAX_NODES:
            raise self._refuse(f"there are more than {MAX_NODES:,} pieces in this file")

    def _text(self, event: events.ScalarEvent) -> Text:
        for character in event.value:
            if character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cs"}:
                raise self._refuse(no_text(character))
        return Text(event.value, self.line, self._is_cut(event))

    def _is_cut(self, event: events.ScalarEvent) -> bool:
        end = event.end_mark
        if event.style is not None or not event.value or end is None:
            return False
        return NOTE.match(self.lines[end.line], end.column) is not None

    def _open(self, node: Items | Fields, event: events.CollectionStartEvent) -> None:
        if self.stack and isinstance(self.stack[-1], Fields) and self.names[-1] is None:
            if event.flow_style:
                raise self._refuse(
                    "a text that begins with a bracket needs quotes around all of it"
                )
            raise self._refuse("the name of a field must be plain text")
        self._add(node)
        self.stack.append(node)
        self.names.append(None)
        if len(self.stack) > MAX_DEPTH:
            raise self._refuse(f"is nested deeper than {MAX_DEPTH} levels")

    def _add(self, node: Node) -> None:
        match self.stack[-1] if self.stack else None:
            case None:
                self.root = node
            case Items(items=items):
                self._bounded(len(items))
                items.append(node)
            case Fields() as fields if (name := self.names[-1]) is not None:
                fields.entries[name] = node
                self.names[-1] = None
            case Fields() as fields if isinstance(node, Text):
                self._bounded(len(fields.entries))
                self._begin(fields, node)

    def _begin(self, fields: Fields, name: Text) -> None:
        self.names[-1] = name.value
        if unseen := invisible(name.value):
            raise self._refuse(
                f"the name of this field holds an invisible character ({named(unseen)}); type it"
                " again"
            )
        if name.value in fields.entries:
            inside_a_list = len(self.stack) > 1 and isinstance(self.stack[-2], Items)
            or_dash = "; or is a dash missing before it?" if inside_a_list else ""
            raise self._refuse(f"stands here twice{or_dash}")
        fields.lines[name.value] = name.line

    def _bounded(self, count: int) -> None:
        if count >= MAX_ENTRIES:
            raise self._refuse(f"there are more than {MAX_ENTRIES} entries in this list")

    def _refuse(self, message: str) -> Unreadable:
        return Unreadable(self.line, self._field(), message)

    def _field(self) -> str:
        return "".join(self._steps()).removeprefix(".")

    def _steps(self) -> Iterator[str]:
        inner = zip_longest(self.stack, self.names, self.stack[1:])
        for node, name, inside in inner:
            match node:
                case Fields() if name is not None:
                    yield f".{shortened(name)}"
                case Fields(entries=entries) if inside is not None:
                    yield f".{shortened(next(reversed(entries)))}"
                case Items(items=items) if inside is not None:
                    yield f"[{name_of(inside) or len(items)}]"
                case Items(items=items):
                    yield f"[{len(items) + 1}]"
