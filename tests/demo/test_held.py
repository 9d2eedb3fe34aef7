"""A client's store: lost, repeated and reordered messages cannot hurt it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tabletop.demo.held import Held


def _doc(name: str, rev: int, **fields: Any) -> dict[str, Any]:
    return {"type": "note", "id": name, "rev": rev, **fields}


def test_the_higher_rev_stays_and_what_is_gone_is_gone() -> None:
    held = Held()

    assert held.take({"head": 2, "documents": [_doc("a", 2, text="new")]}) == [
        _doc("a", 2, text="new")
    ]
    assert held.take({"head": 1, "documents": [_doc("a", 1, text="old")]}) == []
    assert held.get("note", "a") == _doc("a", 2, text="new")
    assert held.head == 2

    assert held.take({"head": 3, "documents": [_doc("a", 3, gone=True)]}) == []
    assert held.get("note", "a") is None
    assert held.all("note") == []
    assert held.everything() == {}


def test_reset_drops_everything_also_a_head_from_a_longer_log() -> None:
    held = Held()
    held.take({"head": 9, "documents": [_doc("a", 9)]})

    held.take({"head": 4, "reset": True, "documents": [_doc("b", 2)]})

    assert held.everything() == {("note", "b"): _doc("b", 2)}
    assert held.head == 4


@given(st.permutations([(name, rev) for name in "ab" for rev in (1, 2, 3)] * 2))
def test_any_order_with_repeats_ends_the_same(messages: list[tuple[str, int]]) -> None:
    held = Held()
    for name, rev in messages:
        held.take({"head": rev, "documents": [_doc(name, rev)]})

    assert held.everything() == {("note", "a"): _doc("a", 3), ("note", "b"): _doc("b", 3)}
    assert held.head == 3
