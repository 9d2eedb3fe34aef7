"""From where a document is seen, and how times are written."""

from __future__ import annotations

import pytest

from tabletop.domain.documents.view import View, iso
from tests.domain.transcript import started


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (None, None),
        (0, "1970-01-01T00:00:00.000Z"),
        (1_767_225_600_007, "2026-01-01T00:00:00.007Z"),
        (1_767_225_600_999, "2026-01-01T00:00:00.999Z"),
    ],
)
def test_times_are_iso_with_milliseconds(at: int | None, written: str | None) -> None:
    assert iso(at) == written


def test_a_view_knows_who_looks() -> None:
    state = started().state
    assert View(state, {}, "control").control
    assert View(state, {}, "display").display
    assert not View(state, {}, "team:red").control


@pytest.mark.parametrize(
    ("scope", "inject", "team"),
    [
        ("team:red", "siren", "red"),
        ("team:red", "call", None),
        ("team:red", "heat", None),
        ("team:green", "siren", None),
        ("seat:ann", "call", "red"),
        ("seat:ann", "siren", None),
        ("seat:bob", "call", None),
        ("seat:eve", "call", None),
        ("seat:zoe", "call", None),
    ],
)
def test_what_a_scope_has_received(scope: str, inject: str, team: str | None) -> None:
    state = started("06:10").state
    delivery = View(state, {}, scope).received(state.plays[inject])
    assert (delivery.team if delivery else None) == team
