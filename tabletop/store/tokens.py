"""Tokens: shown once, known afterwards by their hash alone."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, fit for a URL, a cookie and a header."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token. It is random enough that a fast hash without salt will do."""
    return hashlib.sha256(token.encode()).hexdigest()
