"""The secret key that an embedded installation makes for itself."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

FILE: Final = "secret.key"


def kept_in(folder: Path) -> str:
    """The key in the data folder, made there the first time, readable by its owner alone."""
    path = folder / FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_hex(32)
        file.write(f"{key}\n")
    return key
