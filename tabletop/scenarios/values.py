"""Numbers and yes or no, as people write them. All raise ValueError with advice for the author."""

from __future__ import annotations

import re
from typing import Final

NUMBER: Final = re.compile(r"[-+]?\d{1,9}(\.\d{1,6})?", re.ASCII)
ANY_NUMBER: Final = re.compile(r"[-+]?\d+(\.\d+)?", re.ASCII)
FLAGS: Final = {"true": True, "yes": True, "false": False, "no": False}


def number(text: str) -> float:
    """A number, whole if it was written so."""
    if not NUMBER.fullmatch(text):
        raise ValueError(_too_large(text) or "must be a number")
    return float(text) if "." in text else int(text)


def whole(text: str) -> int:
    """A whole number."""
    if not NUMBER.fullmatch(text) or "." in text:
        raise ValueError(_too_large(text) or "must be a whole number")
    return int(text)


def _too_large(text: str) -> str | None:
    if "." in text or not ANY_NUMBER.fullmatch(text):
        return None
    return "is too large a number: nine digits at most"


def flag(text: str) -> bool:
    """true or false; yes and no will do."""
    if text.lower() not in FLAGS:
        raise ValueError("must be true or false")
    return FLAGS[text.lower()]
