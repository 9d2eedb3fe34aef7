"""Whether a request that changes something may come from where it comes from.

`docs/adr/0003-origin-checks.md` says why this stands in the place of CSRF tokens.
"""

from __future__ import annotations

from typing import Final

from flask import Request

from tabletop.domain.errors import Refusal
from tabletop.web.auth import proof

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def check(request: Request, public_url: str) -> None:
    """Raises Refusal("forbidden") when a page of another origin is behind an unsafe request.

    A browser says where the page is from; a request that says nothing and brings cookies is
    refused as well. Not concerned are scripts: they bring a bearer token, nothing at all, or
    JSON, which a page cannot send to another site unasked.
    """
    if request.method in SAFE_METHODS:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in {None, "same-origin", "none"}:
        raise _foreign()
    if origin is not None:
        if origin not in {request.host_url.rstrip("/"), public_url}:
            raise _foreign()
    elif site is None and request.cookies and not request.is_json and proof().bearer is None:
        raise _foreign()


def _foreign() -> Refusal:
    return Refusal("forbidden", "This came from another site. Open the page here and try again.")
