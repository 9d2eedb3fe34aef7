"""Errors as people and programs see them."""

import logging
import re
from typing import Any

import pytest

from tabletop.domain.errors import STATUS, Refusal
from tabletop.store.errors import Unavailable
from tests.edge import Edge

SECRET = "a path like /srv/exercise and a name like Mia"


@pytest.fixture
def failing(edge: Edge, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Has the server fail with an exception wherever a code is looked up."""

    def fail_with(error: Exception) -> Edge:
        def join_info(_code: str) -> None:
            raise error

        monkeypatch.setattr(edge.here.joining, "info", join_info)
        return edge

    return fail_with


def test_a48_our_own_fault_shows_a_reference_and_nothing_else(
    failing: Any, caplog: pytest.LogCaptureFixture
) -> None:
    edge = failing(RuntimeError(SECRET))
    with caplog.at_level(logging.ERROR):
        answer = edge.browser().get("/api/v1/join/CODE")
        page = edge.browser().get("/j/CODE")
    assert answer.status_code == page.status_code == 500
    error = answer.json["error"]
    assert set(error) == {"code", "message", "reference"}
    assert f"internal error {error['reference']} at api.join_info" in caplog.text
    shown = re.search(r"<code>([0-9a-f]{8})</code>", page.text)
    assert shown is not None
    assert f"internal error {shown[1]} at pages.join" in caplog.text
    for text in (answer.text, page.text):
        assert SECRET not in text
        assert "Traceback" not in text
        assert "tabletop/" not in text


def test_a_database_that_is_away_is_told_as_such(failing: Any) -> None:
    edge = failing(Unavailable("the database is locked"))
    answer = edge.browser().get("/api/v1/join/CODE")
    assert answer.status_code == 503
    assert answer.json["error"]["code"] == "unavailable"
    assert "the database is locked" in answer.json["error"]["message"]
    assert "the database is locked" in edge.browser().get("/j/CODE").text


@pytest.mark.parametrize("code", list(STATUS))
def test_every_code_has_its_status_on_both_sides(failing: Any, code: Any) -> None:
    edge = failing(Refusal(code, "Say <b>this</b>.", {"path": ["wrong"]}))
    answer = edge.browser().get("/api/v1/join/CODE")
    assert answer.status_code == STATUS[code]
    assert answer.json == {
        "error": {"code": code, "message": "Say <b>this</b>.", "fields": {"path": ["wrong"]}}
    }
    page = edge.browser().get("/j/CODE")
    assert page.status_code == STATUS[code]
    assert "Say &lt;b&gt;this&lt;/b&gt;." in page.text
