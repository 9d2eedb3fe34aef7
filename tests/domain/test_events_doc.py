"""docs/events.md, held against the events there are."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tabletop.domain.events import KINDS, Recorded

PAGE = (Path(__file__).parent.parent.parent / "docs" / "events.md").read_text("utf-8")
ROWS = dict(re.findall(r"^\| `([a-z_.]+)` \| (.*?) ?\|", PAGE, re.MULTILINE))


def test_every_event_is_on_the_page_and_no_other() -> None:
    assert list(ROWS) == list(KINDS), "in the order of the code"


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_on_the_page_and_no_other(kind: str) -> None:
    # What stands in brackets, and what follows a field as its values, is no field.
    bare = re.sub(r"\(.*?\)|\[.*?\]|\{.*?\}", "", ROWS[kind])
    listed = [re.match(r"`(\w+)`", part.strip()) for part in bare.split(",") if part.strip()]
    assert [found[1] for found in listed if found] == [item.name for item in fields(KINDS[kind])]


def test_every_version_is_the_one_the_page_says() -> None:
    assert {event.version for event in KINDS.values()} == {1}


def test_what_surrounds_the_data_is_on_the_page() -> None:
    listed = set(re.findall(r"`(\w+)`", PAGE.split("## ")[0]))
    assert {item.name for item in fields(Recorded)} - {"event"} <= listed
