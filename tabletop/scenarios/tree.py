"""What a file's text is read into: text, lists and named fields that remember their lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(slots=True, eq=False)
class Text:
    """A scalar as written. `plain`: without quotes, and not a block of text."""

    value: str
    line: int
    plain: bool = False


@dataclass(slots=True, eq=False)
class Items:
    """A list."""

    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Fields:
    """Named fields, each with the line its name stands on."""

    line: int
    entries: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    open: str | None = None


Node: TypeAlias = Text | Items | Fields
Path: TypeAlias = tuple[str | int, ...]
"""Steps from the root: a field's name, or an entry's place in a list, from 0."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is, for people: "injects[CS-03].ask.prompt" in line 31."""

    line: int
    field: str


def locate(root: Node, path: Path) -> Place:
    """The line and the readable name of a place; of the nearest thing around it if it is absent."""
    node: Node | None = root
    line, shown = root.line, ""
    for step in path:
        if isinstance(node, Fields) and step in node.entries:
            line, node = node.lines[str(step)], node.entries[str(step)]
            shown += f".{step}"
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line = node.line
            shown += f"[{name_of(node) or step + 1}]"
        else:
            node = None
            shown += f".{step}"
    return Place(line, shown.removeprefix("."))


def name_of(node: Node) -> str:
    """The `id` an entry gives itself, to name it by; "" without one."""
    name = node.entries.get("id") if isinstance(node, Fields) else None
    return name.value[:64] if isinstance(name, Text) and name.value.isprintable() else ""
