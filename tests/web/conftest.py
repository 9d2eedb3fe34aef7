"""A wired server in this process, and two users who know nothing of each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.edge import Edge, running


@pytest.fixture
def edge(tmp_path: Path) -> Iterator[Edge]:
    with running(tmp_path) as started:
        yield started


@pytest.fixture
def ada(edge: Edge) -> str:
    """The token of a user who runs exercises."""
    return edge.user("Ada")


@pytest.fixture
def bob(edge: Edge) -> str:
    """The token of another user."""
    return edge.user("Bob")
