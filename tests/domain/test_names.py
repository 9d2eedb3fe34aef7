"""A29: what people call themselves is made safe to show, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.errors import Refusal
from tabletop.domain.names import LONGEST, clean


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ann", "Ann"),
        ("  Ann \t  Lee\n", "Ann Lee"),
        ("\uff2d\uff49\uff4e\uff41", "Mina"),
        ("Zoe\u0308", "Zoë"),
        ("A\u202enn", "Ann"),
        ("A\u200bnn\x07", "Ann"),
        ("A\u200cn\u200dn", "Ann"),
        ("\u034fAnn\ufe0f", "Ann"),
        ("A\u3164nn", "Ann"),
        ("Ann" + "\u0335" * 39, "Ann" + "\u0335" * 3),
        ("می\u200cخواهم", "می\u200cخواهم"),  # noqa: RUF001 - Persian needs it
        ("Ann 🏳\ufe0f\u200d🌈", "Ann 🏳\ufe0f\u200d🌈"),
        ("Ann\u00a0Lee", "Ann Lee"),
        ("क्\u200dष", "क्\u200dष"),
        ("Ольга", "Ольга"),
        ("田中 Yuki", "田中 Yuki"),
        ("R2-D2 😀", "R2-D2 😀"),
        ("7", "7"),
        ("x" * LONGEST, "x" * LONGEST),
    ],
)
def test_a_name_as_it_is_shown(typed: str, shown: str) -> None:
    assert clean(typed) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " \t ",
        "\u202e",
        "…!?",
        "\u3164",
        "\u115f\u1160",
        "x" * (LONGEST + 1),
        "x" * 10_240,
        "Аnn",  # noqa: RUF001 - the first letter is Cyrillic: that is what is refused
        "Αnn",  # noqa: RUF001 - and Greek
        "Annո",  # noqa: RUF001 - Armenian
        "ᎪNN",  # noqa: RUF001 - Cherokee
    ],
)
def test_a_name_that_is_none(typed: str) -> None:
    with pytest.raises(Refusal) as caught:
        clean(typed)
    assert caught.value.code == "bad_name"
    assert list(caught.value.fields) == ["name"]


def test_a_title_may_be_longer() -> None:
    assert clean("x" * 100, longest=120) == "x" * 100


@given(st.text(max_size=60))
def test_what_is_shown_is_clean_and_stays_so(typed: str) -> None:
    try:
        shown = clean(typed)
    except Refusal:
        return
    assert clean(shown) == shown
    assert 0 < len(shown) <= LONGEST
    assert shown.isprintable() or "\u200c" in shown or "\u200d" in shown
