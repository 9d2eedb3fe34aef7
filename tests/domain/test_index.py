"""When each document last changed, for whom."""

from __future__ import annotations

from tabletop.domain.index import CONTROL, DISPLAY, Entry, Index, seat_scope, team_scope

A, B, C = ("inject", "a"), ("inject", "b"), ("inject", "c")


def test_scopes_are_built_here_alone() -> None:
    assert (team_scope("red"), seat_scope("ann")) == ("team:red", "seat:ann")


def test_what_is_new_comes_in_the_order_it_changed() -> None:
    index = Index()
    for rev, key in enumerate((A, B, C, A), start=1):
        index.touch(CONTROL, key, rev)
    assert index.since(CONTROL, 0) == [Entry(B, 2), Entry(C, 3), Entry(A, 4)]
    assert index.since(CONTROL, 2) == [Entry(C, 3), Entry(A, 4)]
    assert index.since(CONTROL, 4) == []
    assert index.since(DISPLAY, 0) == []


def test_a_document_that_left_stays_as_a_tombstone() -> None:
    index = Index()
    index.touch(CONTROL, A, 1)
    index.touch(CONTROL, A, 2, gone=True)
    assert index.since(CONTROL, 0) == [Entry(A, 2, gone=True)]


def test_heads_and_what_changed() -> None:
    index = Index()
    index.touch(CONTROL, A, 1)
    index.touch(DISPLAY, A, 3)
    assert index.head([CONTROL]) == 1
    assert index.head([CONTROL, DISPLAY, "team:red"]) == 3
    assert index.head([]) == 0
    assert list(index.changed(1)) == [DISPLAY]
