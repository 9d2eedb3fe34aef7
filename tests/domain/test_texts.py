"""What may stand in a text from outside."""

from __future__ import annotations

import pytest

from tabletop.domain.texts import is_text


@pytest.mark.parametrize("value", ["", "Hi", "a\nb", "\u202e", "😀", "\ufffe"])
def test_text(value: str) -> None:
    assert is_text(value)


@pytest.mark.parametrize("value", ["\x00", "a\x00b", "\ud83d", "a\udc00"])
def test_no_text(value: str) -> None:
    assert not is_text(value)
