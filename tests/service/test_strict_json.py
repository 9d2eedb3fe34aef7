"""What is JSON elsewhere is not always JSON here (A25)."""

import pytest

from tabletop.domain.errors import Refusal
from tabletop.service.strict_json import loads


def test_plain_values_are_read_from_text_and_bytes() -> None:
    assert loads('{"a": [1, 2.5, null, true, "é"]}') == {"a": [1, 2.5, None, True, "é"]}
    assert loads('"é"'.encode()) == "é"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "NaN",
        '{"a": Infinity}',
        "[-Infinity]",
        "[1e400]",
        "[" * 10_000,
        "[" * 100_000 + "]" * 100_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
        "9" * 5_000,
        b"\xff\xfe\xfd",
    ],
)
def test_a25_everything_else_is_invalid(text: str | bytes) -> None:
    with pytest.raises(Refusal) as refused:
        loads(text)
    assert refused.value.code == "invalid"
