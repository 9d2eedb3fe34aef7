"""The demo's books against the server's record."""

from typing import Any

import pytest

from tabletop.demo.audit import Audit, Lateness, audit, lateness, percentile
from tabletop.demo.held import Held
from tabletop.demo.tally import Said, Tally

ANSWER = {"option": "a"}
LOCK = {"option": "b"}


def _said(seat: str, name: str, answer: Any, seq: int | None) -> Said:
    ack: dict[str, Any] = {"ok": True, "seq": seq, "head": seq}
    if seq is None:
        ack = {"ok": False, "error": {"code": "late", "message": ""}}
    return Said(seat, name, {"inject": "i", "answer": answer}, ack)


def _entry(seq: int, event: str, actor: str, inject: str | None = "i") -> dict[str, Any]:
    at = f"2026-01-01T00:00:0{seq}.000Z"
    return {"seq": seq, "at": at, "event": event, "actor": actor, "inject": inject}


def _tally() -> Tally:
    return Tally(
        sent=4,
        said=[
            _said("ann", "response.submit", ANSWER, 2),
            _said("bo", "decision.propose", ANSWER, 3),
            _said("bo", "decision.lock", LOCK, 4),
            _said("ann", "response.submit", LOCK, None),
        ],
    )


ENTRIES = [
    _entry(1, "inject.released", "system"),
    _entry(2, "response.submitted", "ann"),
    _entry(3, "response.submitted", "bo"),
    _entry(4, "decision.locked", "bo"),
    _entry(5, "response.late", "ann"),
    _entry(6, "note.added", "facilitator", None),
]
DOCUMENTS = [
    {"type": "answer", "id": "i:ann", "rev": 2, "inject": "i", "seat": "ann", "answer": ANSWER},
    {
        "type": "decision",
        "id": "i:t",
        "rev": 4,
        "inject": "i",
        "locked_by": "bo",
        "answer": LOCK,
        "proposals": [{"seat": "bo", "answer": ANSWER}],
    },
]
DUE = {"i": 1_767_225_600_990.0}


def _audit(tally: Tally, entries: list[dict[str, Any]], documents: list[dict[str, Any]]) -> Audit:
    final = Held()
    final.take({"head": 6, "documents": documents})
    return audit(tally, ["ann", "bo"], entries, final, DUE)


def test_a_sound_record() -> None:
    found = _audit(_tally(), ENTRIES, DOCUMENTS)

    assert found == Audit(1, Lateness(10.0, 10.0, 10.0), 0, 0)


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_an_event_that_is_missing_is_lost(missing: int) -> None:
    entries = ENTRIES[:missing] + ENTRIES[missing + 1 :]

    assert _audit(_tally(), entries, DOCUMENTS).lost == 1


def test_an_event_of_somebody_else_in_its_place_does_not_count() -> None:
    entries = [*ENTRIES[:1], _entry(2, "response.submitted", "bo"), *ENTRIES[2:]]

    assert _audit(_tally(), entries, DOCUMENTS).lost == 1


def test_an_answer_that_the_documents_do_not_show_is_lost() -> None:
    wrong = [DOCUMENTS[0] | {"answer": LOCK}, DOCUMENTS[1] | {"answer": ANSWER}]

    assert _audit(_tally(), ENTRIES, wrong).lost == 2
    assert _audit(_tally(), ENTRIES, []).lost == 3


def test_of_several_answers_the_last_one_must_be_shown() -> None:
    tally = _tally()
    tally.said.append(_said("ann", "response.submit", LOCK, 7))
    entries = [*ENTRIES, _entry(7, "response.submitted", "ann")]

    assert _audit(tally, entries, DOCUMENTS).lost == 1
    assert _audit(tally, entries, [DOCUMENTS[0] | {"answer": LOCK}, DOCUMENTS[1]]).lost == 0


@pytest.mark.parametrize("event", ["response.submitted", "response.late"])
def test_an_event_nobody_caused_is_a_duplicate(event: str) -> None:
    assert _audit(_tally(), [*ENTRIES, _entry(7, event, "ann")], DOCUMENTS).duplicated == 1


def test_lateness_in_figures() -> None:
    assert lateness([]) == Lateness(None, None, None)
    assert lateness([float(each) for each in range(1, 201)]) == Lateness(100, 198, 200)
    assert percentile([1, 2, 3], 50) == 2
    assert percentile([1, 2, 3], 0) == 1


def test_the_tally_counts() -> None:
    tally = _tally()

    assert tally.acked == 3
    assert tally.refused() == {"late": 1}
