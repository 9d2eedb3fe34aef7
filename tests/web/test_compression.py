"""Static texts are compressed for who takes it, and found unchanged afterwards."""

from __future__ import annotations

import gzip

import pytest
from werkzeug.test import TestResponse

from tests.edge import Edge

STYLE = "/static/css/tokens.css"


def get(edge: Edge, path: str = STYLE, **headers: str) -> TestResponse:
    """The whole answer, with the file behind it closed."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return edge.browser().get(path, headers=named, buffered=True)


def test_a_style_is_compressed_and_is_the_same(edge: Edge) -> None:
    plain = get(edge, Accept_Encoding="identity")
    packed = get(edge, Accept_Encoding="gzip, br")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2


def test_a_browser_that_has_it_is_told_so(edge: Edge) -> None:
    tag = get(edge, Accept_Encoding="gzip").headers["ETag"]
    again = get(edge, Accept_Encoding="gzip", If_None_Match=tag)
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("refused", ["", "identity", "gzip;q=0", "br"])
def test_who_does_not_take_it_gets_it_as_it_is(edge: Edge, refused: str) -> None:
    answer = get(edge, Accept_Encoding=refused)
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/api/v1/openapi.json"])
def test_pages_and_answers_are_never_compressed(edge: Edge, path: str) -> None:
    answer = get(edge, path, Accept_Encoding="gzip")
    assert "Content-Encoding" not in answer.headers
