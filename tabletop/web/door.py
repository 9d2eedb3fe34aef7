"""The outermost layer: what holds for every request and every answer, the socket's included."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, Any, Final

from tabletop.settings import is_ip_address

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS: Final = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
"""Put on every answer that does not bring its own."""

STRICT_TRANSPORT: Final = ("Strict-Transport-Security", "max-age=31536000")

UNKNOWN_HOST: Final = (
    b"This server does not answer under that name. "
    b"Whoever runs it can add the name to TABLETOP_TRUSTED_HOSTS.\n"
)

_HOST: Final = re.compile(r"(?P<name>[a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?", re.IGNORECASE)


class Door:
    """WSGI middleware: refuses unknown hosts, drops what must not be believed, adds the headers."""

    def __init__(self, app: WSGIApplication, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.casefold().rstrip(".") for host in hosts)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        # Forwarded headers were used up by ProxyFix if a proxy is configured. Engine.IO would
        # still believe them when it compares origins.
        for name in [key for key in environ if key.startswith("HTTP_X_FORWARDED")]:
            del environ[name]
        # eventlet accepts every offer of compression, which costs more than it saves here.
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        answer = _with_headers(start_response, environ["wsgi.url_scheme"] == "https")
        if not self._knows(environ.get("HTTP_HOST", "")):
            length = str(len(UNKNOWN_HOST))
            answer(
                "400 Bad Request",
                [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", length)],
            )
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [UNKNOWN_HOST]
        return self._app(environ, answer)

    def _knows(self, host: str) -> bool:
        found = _HOST.fullmatch(host)
        if found is None:
            return False
        name = found["name"].casefold().rstrip(".")
        # A page elsewhere can point a name of its own at this server, but not an address.
        return name in self._hosts or is_ip_address(name.strip("[]"))


def _with_headers(start_response: StartResponse, secure: bool) -> Callable[..., Any]:
    def start(status: str, headers: list[tuple[str, str]], *details: Any) -> Any:
        present = {name.casefold() for name, _ in headers}
        ours = (*HEADERS, STRICT_TRANSPORT) if secure else HEADERS
        headers += [pair for pair in ours if pair[0].casefold() not in present]
        return start_response(status, headers, *details)

    return start
