"""What may have gone wrong with a text people read, though it could be read."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.scenarios.characters import named, turning
from tabletop.scenarios.tree import Text


def doubts(text: Text) -> Iterator[str]:
    """Warnings for the author, whatever the text is about."""
    if text.cut:
        yield (
            "what follows the # is taken for a note and not shown; put the whole text in quotes, or"
            " the note on a line of its own"
        )
    if text.value in {"null", "Null", "NULL"}:
        yield f"is shown as {text.value!r}; leave out what has no value"
    if mark := turning(text.value):
        yield f"holds an invisible mark that turns the text after it ({named(mark)})"
