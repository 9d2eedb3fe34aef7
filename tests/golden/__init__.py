"""What was written or read when somebody last looked at it and found it right: the exports of an
evening, and every built-in scenario as the exercise that is made from it keeps it.

    TABLETOP_GOLDEN=write python -m pytest tests/exports tests/scenarios/test_built_in.py

writes the files anew; look at the difference before committing it.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent


def golden(name: str, text: str) -> None:
    """Fail where `text` is not, byte for byte, what the golden file has."""
    path = FOLDER / name
    if os.environ.get("TABLETOP_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    expected = path.read_bytes().decode()
    lines = zip(text.splitlines(), expected.splitlines(), strict=False)
    for number, (is_, was) in enumerate(lines, start=1):
        assert is_ == was, f"{name}, line {number}"
    assert text == expected
