"""Documents since a rev, tombstones, and the second wall behind the index."""

from __future__ import annotations

import pytest

from tabletop.domain.documents import BUILDERS, View, document, documents, for_scopes
from tabletop.domain.index import CONTROL, DISPLAY
from tests.domain.rich import afterwards, at_the_table
from tests.domain.transcript import lobby, started


def test_documents_come_oldest_change_first_with_their_rev() -> None:
    script = started("01:10")
    revs = [each["rev"] for each in script.documents("team:red")]
    assert revs == sorted(revs)
    since = revs[-2]
    assert [each["rev"] for each in script.documents("team:red", since)] == [revs[-1]]
    assert script.documents("team:red", script.state.seq) == []


def test_every_document_starts_with_what_it_is() -> None:
    for each in at_the_table().documents():
        assert list(each)[:3] == ["type", "id", "rev"]
        assert each["type"] in BUILDERS


def test_a_tombstone_is_for_those_who_may_hold_the_document() -> None:
    script = lobby(("fay", "seat.move", {"seat": "bob", "team": "blue"}))
    gone = {"type": "seat", "id": "bob", "rev": script.state.seq, "gone": True}
    assert gone in script.documents("team:red", script.state.seq - 1)
    assert gone["id"] not in {each["id"] for each in script.documents("team:red")}


def test_one_document_is_there_for_who_sees_it_and_as_long_as_they_do() -> None:
    script = afterwards()
    state, names = script.state, script.names
    for scope in state.index.scopes:
        shown = {(each["type"], each["id"]): each for each in documents(state, names, scope)}
        for entry in state.index.since(scope, 0):
            alone = document(state, names, scope, entry.key)
            whole = shown.get(entry.key)
            frame = {"type": entry.key[0], "id": entry.key[1], "rev": entry.rev}
            assert (whole is None) if alone is None else (whole == frame | alone)
    assert document(state, names, CONTROL, ("note", "nothing")) is None
    assert document(state, names, "team:nowhere", ("exercise", "x1")) is None


def test_an_audience_gets_what_all_its_scopes_hold() -> None:
    script = started("06:10")
    found = for_scopes(script.state, script.names, ["team:red", "seat:ann"])
    assert found == script.documents("team:red") + script.documents("seat:ann")


@pytest.mark.parametrize(
    ("kind", "doc_id", "scopes"),
    [
        ("inject", "alone", ["team:red", "seat:ann", DISPLAY]),
        ("inject", "adhoc-1", ["team:red", "team:blue", "seat:bob", DISPLAY]),
        ("inject", "call", ["team:red", "seat:bob", "seat:zoe", DISPLAY]),
        ("answer", "siren:ann", ["team:red", "seat:bob", DISPLAY]),
        ("answer", "siren:cat", [CONTROL, "seat:cat"]),
        ("decision", "gauge:red", ["team:blue", "seat:ann", DISPLAY]),
        ("decision", "call:red", ["team:red", "seat:cat", DISPLAY]),
        ("decision", "alone:red", [CONTROL, "team:red"]),
        ("survey_answer", "before:ann", [CONTROL, "team:red", "seat:bob", DISPLAY]),
        ("survey_answer", "after:ann", ["seat:ann"]),
        ("survey", "none", [CONTROL]),
        ("team", "green", [CONTROL]),
    ],
)
def test_a_builder_asked_for_what_is_not_the_scopes_own_has_nothing(
    kind: str, doc_id: str, scopes: list[str]
) -> None:
    script = at_the_table()
    for scope in scopes:
        assert BUILDERS[kind](View(script.state, script.names, scope), doc_id) is None


@pytest.mark.parametrize("kind", ["note", "flag", "rating"])
def test_remarks_are_the_facilitators_alone(kind: str) -> None:
    script = at_the_table()
    (found,) = (each["id"] for each in script.documents() if each["type"] == kind)
    for scope in ("team:red", "seat:ann", DISPLAY):
        assert BUILDERS[kind](View(script.state, script.names, scope), found) is None
    if kind != "rating":
        assert BUILDERS["message"](View(script.state, script.names, CONTROL), found) is None
