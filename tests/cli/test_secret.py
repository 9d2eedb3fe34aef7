"""The key an installation makes for itself."""

from pathlib import Path

from tabletop.cli.secret import FILE, kept_in
from tabletop.settings import SHORTEST_SECRET


def test_the_key_is_made_once_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    key = kept_in(tmp_path)
    assert len(key) >= SHORTEST_SECRET
    assert kept_in(tmp_path) == key
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600
    (tmp_path / FILE).unlink()
    assert kept_in(tmp_path) != key
