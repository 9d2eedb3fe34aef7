"""Real servers, each in a process of its own, under eventlet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.table import Table
from tests.server import RunningServer


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server for a module's tests that leave it running."""
    with RunningServer(tmp_path_factory.mktemp("e2e") / "data") as server:
        yield server


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    """A server of the test's own, to be killed and stopped."""
    with RunningServer(tmp_path / "data") as server:
        yield server


@pytest.fixture
def table(shared_server: RunningServer) -> Table:
    """An exercise in its lobby, on the module's server."""
    return Table(shared_server)
