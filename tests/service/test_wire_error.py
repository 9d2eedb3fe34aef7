"""Whatever is raised, the caller gets an error of the protocol."""

import logging

import pytest

from tabletop.domain.errors import Refusal
from tabletop.service.wire_error import status_of, wire_error
from tabletop.store.errors import Unavailable


def test_a_refusal_is_told_as_it_is() -> None:
    error = wire_error(Refusal("late", "Too late.", {"inject": ["closed"]}), "here")
    assert error == {"code": "late", "message": "Too late.", "fields": {"inject": ["closed"]}}
    assert status_of(error) == 409


def test_a_database_that_is_away_is_worth_another_try() -> None:
    error = wire_error(Unavailable("the disk is full"), "here")
    assert (error["code"], status_of(error)) == ("unavailable", 503)
    assert "the disk is full" in error["message"]


def test_a48_anything_else_is_in_the_log_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        error = wire_error(RuntimeError("secret"), "the kitchen")
    assert set(error) == {"code", "message", "reference"}
    assert (error["code"], status_of(error)) == ("internal", 500)
    assert "secret" not in str(error)
    assert f"internal error {error['reference']} at the kitchen" in caplog.text
    assert "RuntimeError: secret" in caplog.text
