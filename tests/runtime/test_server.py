"""Listening and answering; signals are sent to real servers in tests/cli/test_serve.py."""

from __future__ import annotations

import gc
import socket
import weakref
from collections.abc import Iterator

import pytest
import requests

from tabletop.runtime.server import listen, settle_memory
from tabletop.web.door import HEADERS
from tests.unreadable import UNREADABLE_LINES, exchange


def test_threads_answer_on_a_port_of_their_own_choice_and_stop() -> None:
    def app(environ: object, start_response: object) -> list[bytes]:
        start_response("200 OK", [("Content-Length", "2")])  # type: ignore[operator]
        return [b"ok"]

    server = listen("threading", "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.port}"
    server.start(app)
    with requests.get(url, headers={"Connection": "close"}, timeout=5) as answer:
        assert answer.text == "ok"
    assert server.offload(lambda: "done") == "done"
    server.stop()
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=5)


@pytest.mark.parametrize("line", UNREADABLE_LINES)
def test_a45_what_cannot_be_read_is_repeated_nowhere(
    line: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    server = listen("threading", "127.0.0.1", 0)
    server.start(lambda _environ, _start: [])
    status, headers, body = exchange(server.port, line)
    server.stop()
    assert status in {"400", "505"}
    assert not {name for name, _ in HEADERS} - set(headers)
    assert b"SECRET" not in body
    assert "SECRET" not in "".join(capfd.readouterr())


def test_a_port_that_is_taken_is_an_error_before_anything_is_served() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy, pytest.raises(OSError, match="in use"):
        listen("threading", "127.0.0.1", busy.getsockname()[1])


@pytest.fixture
def _collector() -> Iterator[None]:
    """Leave the garbage collector as it was."""
    threshold = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*threshold)


@pytest.mark.usefixtures("_collector")
def test_memory_that_was_settled_is_given_back_when_it_is_settled_anew() -> None:
    class Exercise:
        def __init__(self) -> None:
            self.myself = self

    over = Exercise()
    seen = weakref.ref(over)
    settle_memory()
    assert gc.get_freeze_count() > 0
    del over
    settle_memory()
    assert seen() is not None
    settle_memory(anew=True)
    assert seen() is None
