"""Tokens: shown once, known afterwards by their hash alone."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode


def new_token() -> str:
    """256 random bits, fit for a URL, a cookie and a header."""
    return secrets.token_urlsafe(32)


def derived_token(key: str, about: str) -> str:
    """The token that hangs on what it is about and, so that nobody else can make it, on a key."""
    made = hmac.digest(key.encode(), about.encode(), "sha256")
    return urlsafe_b64encode(made).decode().rstrip("=")


def digest(token: str) -> str:
    """What is stored of a token. It is random enough that a fast hash without salt will do."""
    return hashlib.sha256(token.encode()).hexdigest()
