"""A server of the demo's own: the real one, started as anybody would start it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final

from tabletop.demo.calls import healthy

HOST: Final = "127.0.0.1"
START_S: Final = 30.0
STOP_S: Final = 10.0
LOOK_S: Final = 0.05
LOG: Final = "server.log"


class NoServer(Exception):
    """The server did not start; the text is what it said."""


@dataclass(frozen=True, slots=True)
class OwnServer:
    """A running `tabletop serve`. `token` is an API token for it."""

    address: str
    token: str
    environment: dict[str, str]

    def sign_in_link(self) -> str:
        """A link that signs a browser in, once."""
        return _tabletop(self.environment, "user", "link")


@contextmanager
def own_server(folder: Path, injects: Path | None = None) -> Iterator[OwnServer]:
    """A server on a free port of this computer, with its data in `folder`, and the scenarios in
    `injects` if they shall be others than usual. Raises NoServer."""
    port = _free_port()
    address = f"http://{HOST}:{port}"
    environment = os.environ | {
        "TABLETOP_DATA": os.fspath(folder),
        "TABLETOP_DATABASE_URL": "",
        "TABLETOP_HOST": HOST,
        "TABLETOP_PORT": str(port),
        "TABLETOP_PUBLIC_URL": address,
        "TABLETOP_PROXY_HOPS": "0",
        "TABLETOP_LOG_LEVEL": "WARNING",
    }
    if injects is not None:
        environment["TABLETOP_INJECTS"] = os.fspath(injects)
    command = [sys.executable, "-m", "tabletop", "serve"]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = folder / LOG
    with log.open("wb") as words:
        server = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=words,
            # Ctrl-C is for the demo, which then stops its server in peace.
            start_new_session=True,
        )
    try:
        _wait_for(server, address, log)
        yield OwnServer(address, _tabletop(environment, "token", "create"), environment)
    finally:
        _stop(server)


def _wait_for(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    patience = time.monotonic() + START_S
    while not healthy(address):
        if server.poll() is not None or time.monotonic() > patience:
            lines = log.read_text(errors="replace").strip().splitlines()
            raise NoServer(lines[-1] if lines else "The server did not start.")
        Event().wait(LOOK_S)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)
    try:
        server.wait(STOP_S)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _tabletop(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "tabletop", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise NoServer(done.stderr.strip() or "The server's own commands don't work.")
    return done.stdout.strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
