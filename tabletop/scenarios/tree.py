"""What a file's text is read into: text, lists and named fields that remember their lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(slots=True, eq=False)
class Text:
    """A scalar as written. `cut`: a note (`# …`) stood right behind it, and may have been meant as
    part of it."""

    value: str
    line: int
    cut: bool = False


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
            shown += f".{shortened(str(step))}"
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line = node.line
            shown += f"[{name_of(node) or step + 1}]"
        else:
            node = None
            shown += f".{shortened(str(step))}"
    return Place(line, shown.removeprefix("."))


def written(root: Node, path: Path) -> bool:
    """Whether something stands at this place."""
    node: Node = root
    for step in path:
        match node:
            case Fields(entries=entries) if step in entries:
                node = entries[str(step)]
            case Items(items=items) if isinstance(step, int) and step < len(items):
                node = items[step]
            case _:
                return False
    return True


def name_of(node: Node) -> str:
    """The `id` an entry gives itself, to name it by; "" without one."""
    name = node.entries.get("id") if isinstance(node, Fields) else None
    return name.value[:64] if isinstance(name, Text) and name.value.isprintable() else ""


def shortened(name: str) -> str:
    """A field's name as a message has room for it."""
    return name if len(name) <= 64 else f"{name[:63]}…"
