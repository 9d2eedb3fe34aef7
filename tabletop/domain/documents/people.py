"""Teams, seats and surveys."""

from __future__ import annotations

from tabletop.domain import surveys
from tabletop.domain.documents.view import Document, View, iso
from tabletop.domain.events import SurveySubmitted
from tabletop.domain.index import seat_scope
from tabletop.domain.state import State


def team(view: View, team_id: str) -> Document | None:
    """A table, its mark and its roles."""
    state = view.state
    each = state.team(team_id)
    if each is None:
        return None
    order = state.teams.index(each) + 1
    return {
        "name": each.name,
        "initial": initials(state)[team_id],
        "colour": (order - 1) % 8 + 1,
        "roles": [
            {"id": role, "name": state.header.scenario.role_name(role)} for role in each.roles
        ],
        "members": len(state.members[team_id]),
        "order": order,
    }


def initials(state: State) -> dict[str, str]:
    """One letter a team; teams that would share one get as many letters as it takes."""
    marks: dict[str, str] = {}
    for each in state.teams:
        letters = "".join(character for character in each.name if character.isalnum()) or each.id
        mark = next(
            (
                letters[:length].capitalize()
                for length in range(1, len(letters) + 1)
                if letters[:length].capitalize() not in marks.values()
            ),
            str(len(marks) + 1),
        )
        marks[each.id] = mark
    return marks


def seat(view: View, seat_id: str) -> Document | None:
    """Who sits there."""
    seated = view.state.seats[seat_id]
    document: Document = {
        "name": view.names.get(seat_id, ""),
        "kind": seated.kind,
        "team": seated.team,
        "role": seated.role,
        "role_name": view.state.header.scenario.role_name(seated.role),
        "status": "removed" if seated.removed else "active",
        "watching": seated.watching,
    }
    if view.control:
        document["joined_at"] = iso(seated.joined_at)
        document["consent"] = list(seated.consent)
    return document


def survey(view: View, survey_id: str) -> Document | None:
    """The questions; for facilitators how many have answered, never what."""
    state = view.state
    asked = surveys.find(state, survey_id)
    if asked is None:
        return None
    document: Document = {
        "title": asked.title,
        "stem": asked.stem,
        "note": asked.note,
        "when": asked.when,
        "status": surveys.status(state, asked),
        "items": [
            {
                "id": item.id,
                "prompt": item.prompt,
                "kind": item.kind,
                "minimum": item.minimum,
                "maximum": item.maximum,
                "label_min": item.label_min,
                "label_max": item.label_max,
            }
            for item in asked.items
        ],
    }
    if view.control:
        handed_in = state.surveys.get(survey_id, {})
        players = [seat.id for team in state.teams for seat in state.players(team.id)]
        document["submitted"] = sum(seat in handed_in for seat in players)
        document["expected"] = len(players)
    return document


def survey_answer(view: View, key: str) -> Document | None:
    """A seat's own answers."""
    survey_id, _, seat_id = key.rpartition(":")
    recorded = view.state.surveys.get(survey_id, {}).get(seat_id)
    if recorded is None or view.scope != seat_scope(seat_id):
        return None
    assert isinstance(recorded.event, SurveySubmitted)
    return {
        "survey": survey_id,
        "answers": dict(recorded.event.answers),
        "submitted_at": iso(recorded.at),
    }
