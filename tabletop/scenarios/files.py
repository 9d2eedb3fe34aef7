"""Opening a file of this format: from bytes on disk to fields that can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tabletop.scenarios.faults import Fault, Faults
from tabletop.scenarios.limits import MAX_BYTES
from tabletop.scenarios.reading import Part
from tabletop.scenarios.source import Unreadable, parse
from tabletop.scenarios.tree import Fields

FORMAT: Final = "1"
"""The version of the format this release reads and writes."""


def open_part(path: Path) -> tuple[Part | None, tuple[Fault, ...]]:
    """The file's fields, or why they cannot be read."""
    file = str(path)
    try:
        if path.exists() and not path.is_file():  # opening a pipe would wait for its other end
            what = "a folder" if path.is_dir() else "no ordinary file"
            return None, (Fault(file, 1, "", "error", f"cannot be read: this is {what}"),)
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return None, (Fault(file, 1, "", "error", f"cannot be opened: {error.strerror}"),)
    try:
        root = parse(raw)
    except Unreadable as error:
        return None, (Fault(file, error.line, error.field, "error", error.message),)
    if not isinstance(root, Fields):
        message = "must begin with fields (format: 1, then id, title and so on)"
        return None, (Fault(file, root.line, "", "error", message),)
    return Part(root, (), Faults(file, root)), ()


def read_format(part: Part) -> bool:
    """Whether the file says that it is of this format; a fault if not."""
    version = part.word("format", required=True)
    if version and version != FORMAT:
        part.error("format", f"is {version}; this release reads format {FORMAT}")
    return version == FORMAT
