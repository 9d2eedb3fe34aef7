"""An exercise's header, between its row in the store and the domain's object."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, Final

from tabletop.domain.errors import Refusal
from tabletop.domain.names import clean
from tabletop.domain.plain import scenario_from_plain, scenario_to_plain
from tabletop.domain.scenario import Scenario, Team
from tabletop.domain.state import Header
from tabletop.store import exercises as store

ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letter or digit that could be read as another."""

CODE_LENGTH: Final = 8
TABLES: Final = ("Harbour", "Linden", "Mill", "Quay")
"""Names for the tables of a parallel exercise; their initials keep clear of the option letters."""

MOST_TABLES: Final = 8


def new_code() -> str:
    """A join code that can be read out across a room."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def typed(code: str) -> str:
    """A code as people type it, without spaces and dashes, in capitals."""
    return "".join(character for character in code.upper() if character.isalnum())


def is_typed(code: str) -> bool:
    """Whether this could be a typed code; the token in a QR code never is."""
    return len(typed(code)) == CODE_LENGTH


def tables(scenario: Scenario, names: Sequence[str] | None) -> tuple[Team, ...]:
    """The teams of a new exercise.

    Raises Refusal("invalid") for names in functional mode, none or too many, or two alike.
    """
    if scenario.mode == "functional":
        if names is not None:
            raise _invalid("This scenario brings its own teams.", "Leave it out.")
        return scenario.teams
    given = TABLES if names is None else names
    if not 1 <= len(given) <= MOST_TABLES:
        raise _invalid("Name the tables.", f"Name 1 to {MOST_TABLES} tables.")
    cleaned = [_clean(name) for name in given]
    if len({name.casefold() for name in cleaned}) != len(cleaned):
        raise _invalid("Two tables have the same name.", "Names must differ.")
    roles = scenario.teams[0].roles if scenario.teams else ()
    return tuple(Team(f"t{number}", name, roles) for number, name in enumerate(cleaned, start=1))


def to_row(header: Header) -> store.Header:
    """The header as the store keeps it."""
    return store.Header(
        id=header.id,
        owner=header.owner,
        code=header.code,
        join_token=header.join_token,
        title=header.title,
        scenario_id=header.scenario.id,
        scenario=scenario_to_plain(header.scenario),
        config={
            "teams": [
                {"id": team.id, "name": team.name, "roles": list(team.roles)}
                for team in header.teams
            ],
            "answers_while_paused": header.answers_while_paused,
        },
        created_at=header.created_at,
    )


def from_row(row: store.Header) -> Header:
    """The header the store kept."""
    config: dict[str, Any] = row.config
    return Header(
        id=row.id,
        title=row.title,
        code=row.code or "",
        join_token=row.join_token,
        owner=row.owner,
        created_at=row.created_at,
        scenario=scenario_from_plain(row.scenario),
        teams=tuple(
            Team(team["id"], team["name"], tuple(team["roles"])) for team in config["teams"]
        ),
        answers_while_paused=config["answers_while_paused"],
    )


def _clean(name: str) -> str:
    try:
        return clean(name)
    except Refusal as refusal:
        raise _invalid("A table's name is not right.", refusal.message) from None


def _invalid(message: str, fault: str) -> Refusal:
    return Refusal("invalid", message, {"teams": [fault]})
