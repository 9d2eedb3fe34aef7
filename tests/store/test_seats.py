"""Seats: found by token and user, and forgetting a person."""

from dataclasses import asdict, replace

import pytest
from sqlalchemy import Engine

from tabletop.store.seats import Seats, name_key
from tabletop.store.stores import Stores
from tests.store.rows import NOW, database_text, rename, seat, sit


def test_a_seat_is_found_by_its_token(stores: Stores, seats: Seats) -> None:
    grace = seat("s1", "Grace", consent=("analysis", "quotes"))
    token = sit(stores, grace)
    assert seats.by_token(token) == grace


def test_what_is_not_there_is_not_found(stores: Stores, seats: Seats) -> None:
    sit(stores, seat("s1", "Grace"))
    assert seats.by_token("") is None
    assert seats.by_token("s1") is None


def test_names_that_read_the_same_have_one_key() -> None:
    assert name_key("  Ada   Lovelace ") == name_key("ADA LOVELACE")
    assert name_key("Straße") == name_key("STRASSE")
    assert name_key("Ada") != name_key("Ida")


def test_a_users_seat_is_the_first_one_taken(stores: Stores, seats: Seats) -> None:
    sit(stores, seat("z", "Ada", kind="facilitator", user_id="ada"))
    sit(stores, seat("a", "Ada's phone", user_id="ada", created_at=NOW + 1))
    found = seats.by_user("harbour", "ada")
    assert found is not None
    assert (found.id, found.kind) == ("z", "facilitator")
    assert seats.by_user("mill", "ada") is None


def test_the_seats_of_an_exercise_come_in_the_order_they_were_taken(
    stores: Stores, seats: Seats
) -> None:
    for n, seat_id in enumerate(["z", "m", "a"]):
        sit(stores, seat(seat_id, seat_id, created_at=NOW + n))
    sit(stores, seat("other", "Other", exercise_id="mill"))
    assert [found.id for found in seats.of_exercise("harbour")] == ["z", "m", "a"]
    assert seats.of_exercise("nowhere") == []


def test_an_erased_person_is_nowhere_in_the_database(
    engine: Engine, stores: Stores, seats: Seats
) -> None:
    grace = seat("s1", "Grace Höpper", user_id="ada", consent=("quotes",))
    token = sit(stores, grace)
    seats.erase("s1", NOW + 5)
    stored = database_text(engine).casefold()
    assert "höpper" not in stored
    assert seats.by_token(token) is None
    assert seats.by_user("harbour", "ada") is None
    emptied = replace(grace, name="", user_id=None, consent=(), erased_at=NOW + 5)
    assert asdict(seats.of_exercise("harbour")[0]) == asdict(emptied)


def test_an_erased_seat_stays_empty_and_its_name_is_free(stores: Stores, seats: Seats) -> None:
    sit(stores, seat("s1", "Grace"))
    seats.erase("s1", NOW + 5)
    seats.erase("s1", NOW + 9)
    with pytest.raises(LookupError):
        rename(stores, "s1", "Grace")
    sit(stores, seat("s2", "Grace"))
    assert [(found.name, found.erased_at) for found in seats.of_exercise("harbour")] == [
        ("", NOW + 5),
        ("Grace", None),
    ]
