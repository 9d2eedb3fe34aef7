"""P1: the disk has an answer before its ack leaves.

A kill does not empty the page cache, a power cut does: so the order of the system calls counts.
"""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import IN_CI
from tests.e2e.client import Client
from tests.e2e.table import NUMBER, Table
from tests.server import RunningServer, until

MARK = 471_100_815
WRITTEN = re.compile(rf"pwrite64\(\d+<[^>]*tabletop\.db-wal>.*{MARK}")
SYNCED = re.compile(r"f(data)?sync\(\d+<[^>]*tabletop\.db-wal>")
ACKED = re.compile(r'(sendto|sendmsg|write)\(\d+<(TCP|socket).*\\"ok\\"')


def test_the_log_is_synced_before_the_ack_leaves(server: RunningServer, tmp_path: Path) -> None:
    if shutil.which("strace") is None and not IN_CI:
        pytest.skip("strace is not installed")
    table = Table(server)
    seat = table.join("Traced")
    table.must("clock.start")
    inject = table.compose(NUMBER)
    client = Client(server.url, table.id, seat.token)
    client.connect()
    trace = tmp_path / "trace"

    with _traced(server, trace):
        answer = {"value": MARK}
        request = {"inject": inject, "answer": answer}
        ack = client.ask(
            "command", {"id": "traced-command", "name": "response.submit", "data": request}
        )
        assert ack["ok"], ack
        until(lambda: _first(trace, ACKED) is not None, "the ack is not in the trace")
    client.close()

    written, acked = _first(trace, WRITTEN), _first(trace, ACKED)
    assert written is not None
    assert acked is not None
    synced = _first(trace, SYNCED, after=written)
    assert synced is not None
    assert written < synced < acked


@contextmanager
def _traced(server: RunningServer, trace: Path) -> Iterator[None]:
    assert server.process is not None
    calls = "trace=fdatasync,fsync,pwrite64,write,sendto,sendmsg"
    command = ["strace", "-f", "-y", "-s", "4200", "-e", calls, "-o", str(trace)]
    with subprocess.Popen(
        [*command, "-p", str(server.process.pid)], stderr=subprocess.PIPE
    ) as tracer:
        assert tracer.stderr is not None
        said = tracer.stderr.readline()
        assert b"attached" in said, said
        try:
            yield
        finally:
            tracer.send_signal(signal.SIGINT)
            tracer.communicate()


def _first(trace: Path, wanted: re.Pattern[str], after: int = -1) -> int | None:
    """The number of the first line that matches."""
    lines = trace.read_text(errors="replace").splitlines()
    found = (number for number, line in enumerate(lines) if wanted.search(line))
    return next((number for number in found if number > after), None)
