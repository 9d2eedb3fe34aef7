"""The two ways to serve: eventlet, and plain threads for tests and small rooms.

The only module beside the entry point that imports eventlet; all others are given `offload` and
`sleep` from here.
"""

from __future__ import annotations

import gc
import logging
import signal
import socket
from collections.abc import Callable
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, Protocol

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from tabletop.store.transactions import call_directly, sleep_directly

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

BACKLOG: Final = 4096
MOST_CONNECTIONS: Final = 20_000
KEEPALIVE_S: Final = 30
SILENT_S: Final = 60
"""A connection that sends nothing of the request it began is closed."""

YOUNG_OBJECTS: Final = 20_000

UNREADABLE: Final = b"This request can't be read.\n"
UNREADABLE_HEADERS: Final = (
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(UNREADABLE))),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
    ("Connection", "close"),
)
"""What no application gets to see is answered here, no less strictly than everything else."""


class Server(Protocol):
    """A listening server. `offload` runs a blocking call away from the event loop, if there is
    one; `sleep` waits some seconds and lets others work."""

    def offload(self, call: Callable[[], object]) -> object:
        """Run a blocking call and come back with its outcome."""

    def sleep(self, seconds: float) -> object:
        """Wait."""

    @property
    def port(self) -> int:
        """The port it listens on; another than was asked for only if that was 0."""

    def start(self, app: WSGIApplication) -> None:
        """Begin to answer, in the background."""

    def stop(self) -> None:
        """Accept nothing new."""


def listen(async_mode: str, host: str, port: int) -> Server:
    """A server on that address, before it answers. Raises OSError when it can't be had."""
    return _Eventlet(host, port) if async_mode == "eventlet" else _Threads(host, port)


def wait_for_signal() -> None:
    """Return on SIGINT or SIGTERM; a second one ends the process the hard way.

    A handler runs in the middle of anything, so it does nothing: the byte that Python writes for
    the signal is what is waited for, which also wakes an event loop that sleeps.
    """
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.fileno())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    reader.recv(1)
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


def settle_memory(*, anew: bool = False) -> None:
    """Keep what is there by now out of full garbage collections: each stops everybody.

    With `anew` what was kept out before is looked through once more, so that of an exercise that
    is over nothing stays. That takes longer: do it when nobody is in a hurry.
    """
    if anew:
        gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _refuse(handler: Any, code: int, *_: object) -> None:
    """Instead of the handler's own error page and log line, which repeat the request: its address
    may hold a token."""
    # A line that can't be read counts as HTTP/0.9, which would leave the headers out.
    handler.request_version = handler.protocol_version
    handler.send_response_only(code)
    for name, value in UNREADABLE_HEADERS:
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(UNREADABLE)


def _say_nothing(*_: object) -> None:
    """In the place of a log of requests."""


class _Eventlet:
    def __init__(self, host: str, port: int) -> None:
        import eventlet
        import eventlet.tpool
        import eventlet.wsgi

        self._eventlet: Any = eventlet
        # With SO_REUSEPORT a second server would share the port instead of being told.
        self._socket = eventlet.listen(
            (host, port), _family(host), backlog=BACKLOG, reuse_port=False
        )

    @property
    def port(self) -> int:
        port: int = self._socket.getsockname()[1]
        return port

    def offload(self, call: Callable[[], object]) -> object:
        done: object = self._eventlet.tpool.execute(call)
        return done

    def sleep(self, seconds: float) -> object:
        self._eventlet.sleep(seconds)
        return None

    def start(self, app: WSGIApplication) -> None:
        # It would write addresses, and who sent what could not be read.
        quiet = logging.getLogger("tabletop.wsgi")
        quiet.disabled = True
        protocol = type(
            "Protocol",
            (self._eventlet.wsgi.HttpProtocol,),
            {"send_error": _refuse, "log_message": _say_nothing},
        )
        self._eventlet.spawn(
            self._eventlet.wsgi.server,
            self._socket,
            app,
            log=quiet,
            log_output=False,
            max_size=MOST_CONNECTIONS,
            protocol=protocol,
            keepalive=KEEPALIVE_S,
            socket_timeout=SILENT_S,
            debug=False,
        )

    def stop(self) -> None:
        # The serving task would wait for every open websocket; the process just ends instead.
        self._socket.close()


class _Threads:
    def __init__(self, host: str, port: int) -> None:
        self._host = host
        self._socket = socket.socket(_family(host), socket.SOCK_STREAM)
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind((host, port))
            self._socket.listen(BACKLOG)
        except OSError:
            self._socket.close()
            raise
        self._server: BaseWSGIServer | None = None

    @property
    def port(self) -> int:
        port: int = self._socket.getsockname()[1]
        return port

    def offload(self, call: Callable[[], object]) -> object:
        return call_directly(call)

    def sleep(self, seconds: float) -> object:
        return sleep_directly(seconds)

    def start(self, app: WSGIApplication) -> None:
        self._server = make_server(
            self._host,
            self.port,
            app,
            threaded=True,
            request_handler=_Quiet,
            fd=self._socket.fileno(),
        )
        Thread(target=self._server.serve_forever, args=(0.05,), name="http", daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        self._socket.close()


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def version_string(self) -> str:
        """Not which versions of what are behind it."""
        return "Tabletop"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        _refuse(self, code)

    def log(self, type: str, message: str, *args: Any) -> None:  # as it is overridden
        """Nothing: addresses hold codes and tokens."""
