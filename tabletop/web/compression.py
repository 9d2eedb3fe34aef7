"""Scripts, styles and icons go out compressed: a phone with one bar waits for a third of them."""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import Final

from flask import Response, request

STATIC: Final = frozenset({"static", "scripts.pack"})
TEXTS: Final = frozenset(
    {
        "text/css",
        "text/javascript",
        "application/javascript",
        "image/svg+xml",
        "application/json",
        "application/manifest+json",
    }
)


def compress(response: Response) -> Response:
    """Compress a static text for who takes it. Pages and answers, which hold secrets, stay as
    they are."""
    if request.endpoint not in STATIC or response.mimetype not in TEXTS:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or request.accept_encodings["gzip"] <= 0:
        return response
    tag, _ = response.get_etag()
    response.direct_passthrough = False
    response.set_data(_gzipped(tag, response.get_data()))
    response.content_encoding = "gzip"
    if tag is not None:
        # Two forms of one file: the same to a browser that asks whether it changed.
        response.set_etag(tag, weak=True)
    return response


@lru_cache(maxsize=256)
def _gzipped(_tag: str | None, content: bytes) -> bytes:
    return gzip.compress(content, 6, mtime=0)
