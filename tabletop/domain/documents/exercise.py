"""The exercise as a whole."""

from __future__ import annotations

from tabletop.domain.documents.view import Document, View, iso
from tabletop.domain.due import next_inject
from tabletop.domain.state import State


def exercise(view: View, _: str) -> Document:
    """Title, status, clock; for facilitators also what comes next and what the script is for."""
    state = view.state
    header, scenario, clock = state.header, state.header.scenario, state.clock
    document: Document = {
        "title": header.title,
        "scenario": scenario.id,
        "mode": scenario.mode,
        "status": state.status,
        "clock": {
            "status": clock.status,
            "elapsed_ms": clock.elapsed_ms,
            "anchor_at": iso(clock.anchor or None),
            "rate": clock.rate,
        },
        "duration_ms": scenario.duration_ms,
        "joins_locked": state.joins_locked,
        "content_note": scenario.content_note,
        "helplines": [
            {"name": line.name, "contact": line.contact, "note": line.note}
            for line in scenario.helplines
        ],
        "notice": {"code": state.notice.code, "text": state.notice.text} if state.notice else None,
    }
    if view.control or view.display:
        document["code"] = header.code
        document["people"] = sum(len(members) for members in state.members.values())
    if view.control:
        document |= _for_facilitators(state)
    return document


def _for_facilitators(state: State) -> Document:
    scenario = state.header.scenario
    coming = next_inject(state)
    return {
        "next": {
            "inject": coming.inject.id,
            "offset_ms": coming.inject.offset_ms,
            "due_at": iso(state.clock.moment(coming.inject.offset_ms)),
        }
        if coming
        else None,
        "clock_by": state.clock_by if state.clock_by in state.seats else None,
        "undo": {"from_ms": state.jump.from_ms, "to_ms": state.jump.to_ms} if state.jump else None,
        "objectives": [{"id": each.id, "text": each.text} for each in scenario.objectives],
        "tags": [
            {"id": tag.id, "label": tag.label, "kind": tag.kind, "definition": tag.definition}
            for tag in scenario.tags
        ],
        "roles": [{"id": role.id, "name": role.name} for role in scenario.roles],
        "answers_while_paused": state.header.answers_while_paused,
    }
