"""YAML text as a small tree that remembers its lines.

Safe by construction: only text, lists and named fields come out. Tags, anchors and aliases are
refused as soon as they are met, and so is anything too large, too deep or too much, before it is
built. Scalars stay the text that was written: what is a number or a duration, the reader of the
field decides, so `4:00` and `no` need no quotes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

import yaml
from yaml import events

from tabletop.scenarios.tree import Fields, Items, Node, Text, name_of
from tabletop.scenarios.wording import in_plain_words, line_of, odd_character

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 20
MAX_NODES: Final = 50_000
MAX_ENTRIES: Final = 500
"""How many entries one list (or one set of fields) may have, the injects among them."""


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
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(line, "", "is not UTF-8 text; save the file as UTF-8") from None
    return _Builder().build(text)


class _Builder:
    """Turns parser events into the tree, without recursion, counting as it goes."""

    def __init__(self) -> None:
        self.stack: list[Items | Fields] = []
        self.root: Node | None = None
        self.count = 0
        self.line = 1

    def build(self, text: str) -> Node:
        try:
            for event in yaml.parse(text, Loader=yaml.SafeLoader):
                self.line = event.start_mark.line + 1 if event.start_mark else self.line
                self._take(event)
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            raise Unreadable(line, "", odd_character(chr(error.character))) from None
        except yaml.MarkedYAMLError as error:
            line = line_of(error) or self.line
            raise Unreadable(line, self._field(), in_plain_words(error)) from None
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
                self._open(Items(self.line))
            case events.MappingStartEvent():
                self._plain_node(event)
                self._open(Fields(self.line))
            case events.SequenceEndEvent() | events.MappingEndEvent():
                self.stack.pop()

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
                raise self._refuse(odd_character(character))
        return Text(event.value, self.line, plain=event.style is None)

    def _open(self, node: Items | Fields) -> None:
        if isinstance(top := self.stack[-1] if self.stack else None, Fields) and top.open is None:
            raise self._refuse("the name of a field must be plain text")
        self._add(node)
        self.stack.append(node)
        if len(self.stack) > MAX_DEPTH:
            raise self._refuse(f"is nested deeper than {MAX_DEPTH} levels")

    def _add(self, node: Node) -> None:
        match self.stack[-1] if self.stack else None:
            case None:
                self.root = node
            case Items(items=items):
                self._bounded(len(items))
                items.append(node)
            case Fields(open=None) as fields if isinstance(node, Text):
                self._bounded(len(fields.entries))
                fields.open = node.value
                if node.value in fields.entries:
                    raise self._refuse("stands here twice")
                fields.lines[node.value] = node.line
            case Fields(open=str(name)) as fields:
                fields.entries[name] = node
                fields.open = None

    def _bounded(self, count: int) -> None:
        if count >= MAX_ENTRIES:
            raise self._refuse(f"there are more than {MAX_ENTRIES} entries in this list")

    def _refuse(self, message: str) -> Unreadable:
        return Unreadable(self.line, self._field(), message)

    def _field(self) -> str:
        return "".join(self._steps()).removeprefix(".")

    def _steps(self) -> Iterator[str]:
        for node, inside in zip_longest(self.stack, self.stack[1:]):
            match node:
                case Fields(open=str(name)):
                    yield f".{name[:64]}"
                case Fields(entries=entries) if inside is not None:
                    yield f".{next(reversed(entries))[:64]}"
                case Items(items=items) if inside is not None:
                    yield f"[{name_of(inside) or len(items)}]"
                case Items(items=items):
                    yield f"[{len(items) + 1}]"
