"""A real server in a process of its own, for the tests that need one.

    with RunningServer(tmp_path) as server:
        requests.get(f"{server.url}/healthz")
        server.kill()      # SIGKILL
        server.restart()   # the same data, the same port

`server.token` is an API token of the first user; `server.sign_in_link()` makes a fresh link.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import requests

ROOT = Path(__file__).parent.parent
PATIENCE_S = 30.0


class RunningServer:
    """`tabletop serve` on a free port of 127.0.0.1, with `data` as its folder.

    `settings` are further TABLETOP_* variables without the prefix: `{"ASYNC_MODE": "threading"}`.
    """

    def __init__(self, data: Path, settings: Mapping[str, str] | None = None) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = {
            **{name: text for name, text in os.environ.items() if not name.startswith("TABLETOP_")},
            "PYTHONUNBUFFERED": "1",
            "TABLETOP_HOST": "127.0.0.1",
            "TABLETOP_PORT": str(self.port),
            "TABLETOP_DATA": str(data),
            **{f"TABLETOP_{name}": text for name, text in (settings or {}).items()},
        }
        self.process: subprocess.Popen[bytes] | None = None
        self._token: str | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def output(self) -> str:
        """Everything the server has printed so far."""
        return self._log.read_text(errors="replace")

    @property
    def _log(self) -> Path:
        return self.data.parent / f"{self.data.name}.{self.port}.log"

    @property
    def token(self) -> str:
        """An API token of the first user."""
        if self._token is None:
            self._token = self.run("token", "create")
        return self._token

    def sign_in_link(self) -> str:
        """A link that signs a browser in, once."""
        return self.run("user", "link")

    def run(self, *arguments: str) -> str:
        """Run another `tabletop` command on the same data; returns what it prints."""
        command = [sys.executable, "-m", "tabletop", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environ, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tabletop", "serve"],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            until(self._answers, "the server does not answer")
        except BaseException:
            self.kill()
            raise

    def kill(self) -> None:
        """End it the hard way."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to end, as Ctrl-C does; returns its exit code."""
        return self._end(signal.SIGINT)

    def restart(self) -> None:
        """Start it again on the same data and port; `kill` or `stop` it first, or don't."""
        self.stop()
        self.start()

    def api(self, method: str, path: str, **options: Any) -> requests.Response:
        """Ask the API as the first user; `path` begins after /api/v1."""
        headers = {"Authorization": f"Bearer {self.token}", **options.pop("headers", {})}
        return requests.request(
            method, f"{self.url}/api/v1{path}", headers=headers, timeout=PATIENCE_S, **options
        )

    def _answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended at once:\n{self.output}")
        try:
            return requests.get(f"{self.url}/healthz", timeout=2).ok
        except (requests.ConnectionError, requests.Timeout):
            return False

    def _end(self, number: signal.Signals) -> int:
        if self.process is None:
            return 0
        process, self.process = self.process, None
        if process.poll() is None:
            process.send_signal(number)
        try:
            return process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"the server does not stop:\n{self.output}") from None


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(condition: Any, otherwise: str, patience_s: float = PATIENCE_S) -> None:
    """Wait for a condition outside this process; fails with `otherwise` when it never comes."""
    give_up = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < give_up, otherwise
        time.sleep(0.02)  # noqa: TID251  # between two looks, not instead of looking
