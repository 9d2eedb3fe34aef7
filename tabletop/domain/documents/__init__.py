"""What an audience sees: small whole documents with revisions (docs/protocol.md, Documents).

One pure function serves the first paint, the live push, the catch-up after a dead spot and the
replay of a past moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tabletop.domain.documents import answers, exercise, injects, people, remarks
from tabletop.domain.documents.view import Document, View
from tabletop.domain.index import Key, Scope
from tabletop.domain.state import State

BUILDERS: Mapping[str, Callable[[View, str], Document | None]] = {
    "exercise": exercise.exercise,
    "team": people.team,
    "seat": people.seat,
    "inject": injects.inject,
    "answer": answers.answer,
    "decision": answers.decision,
    "survey": people.survey,
    "survey_answer": people.survey_answer,
    "message": remarks.message,
    "note": remarks.remark,
    "flag": remarks.remark,
    "rating": remarks.rating,
}
"""One builder a document type; each returns the fields for the view's scope."""


def documents(
    state: State, names: Mapping[str, str], scope: Scope, since: int = 0
) -> list[Document]:
    """The documents of this scope that changed after `since`, oldest change first.

    `names` maps seat ids to the names people go by. Tombstones are only of use to who may hold
    the document, so with `since` 0 there are none.
    """
    view = View(state, names, scope)
    found: list[Document] = []
    for entry in state.index.since(scope, since):
        kind, doc_id = entry.key
        frame: Document = {"type": kind, "id": doc_id, "rev": entry.rev}
        if entry.gone:
            if since > 0:
                found.append(frame | {"gone": True})
            continue
        fields = BUILDERS[kind](view, doc_id)
        if fields is not None:
            found.append(frame | fields)
    return found


def document(state: State, names: Mapping[str, str], scope: Scope, key: Key) -> Document | None:
    """One document's fields as this scope sees them now; None when it does not see it."""
    entry = state.index.scopes.get(scope, {}).get(key)
    if entry is None or entry.gone:
        return None
    kind, doc_id = key
    return BUILDERS[kind](View(state, names, scope), doc_id)


def for_scopes(
    state: State, names: Mapping[str, str], scopes: Iterable[Scope], since: int = 0
) -> list[Document]:
    """The documents of an audience that looks through several scopes."""
    return [doc for scope in scopes for doc in documents(state, names, scope, since)]


__all__ = ["BUILDERS", "Document", "View", "document", "documents", "for_scopes"]
