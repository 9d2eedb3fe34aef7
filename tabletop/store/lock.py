"""One server to a database: the folder for its files, and the hold that keeps others out."""

from __future__ import annotations

import fcntl
import os
import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.engine import make_url

from tabletop.store.engine import file_of, open_engine
from tabletop.store.errors import AlreadyRunning, FolderUnwritable, Unavailable
from tabletop.store.reasons import DRIVER_ERRORS, reason

_ADVISORY_LOCK: Final = 0x7365727665  # "serve": one process serves from a PostgreSQL at a time


def make_folder(path: Path) -> None:
    """Make the folder when it is missing, for this user alone, and see that it can be written.

    Raises `FolderUnwritable`.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path) as probe:
            probe.write(b"writable")
            probe.flush()
    except OSError as error:
        raise FolderUnwritable(path, error.strerror or str(error)) from error


class Hold:
    """A database that is this process's own, from `acquire` to `release`.

    It is the database that is held, whatever folder a server has for the rest: beside an SQLite
    file lies its lock, which the operating system lets go of however the process ends; PostgreSQL
    keeps one for as long as our connection to it lasts.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._descriptor: int | None = None
        self._engine: Engine | None = None
        self._connection: Connection | None = None

    def acquire(self) -> None:
        """Take it. Raises `AlreadyRunning`, `FolderUnwritable` and `Unavailable`."""
        file = file_of(self._url)
        if file is not None:
            self._descriptor = _hold_file(file)
        else:
            self._hold_server()

    def release(self) -> None:
        """Let another process have it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        if self._engine is not None:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
            self._engine.dispose()
            self._engine = None

    def _hold_server(self) -> None:
        self._engine = open_engine(self._url)
        try:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._connection = connection
            held = connection.scalar(select(func.pg_try_advisory_lock(_ADVISORY_LOCK)))
        except DRIVER_ERRORS as error:
            self.release()
            raise Unavailable(reason(error)) from error
        if not held:
            self.release()
            shown = make_url(self._url).render_as_string(hide_password=True)
            raise AlreadyRunning(None, shown)


def _hold_file(file: Path) -> int:
    """The descriptor of the lock file. The number in it is for the message only."""
    # However the file is called on the way: it is the same database.
    lock = Path(os.path.realpath(file) + ".lock")
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise FolderUnwritable(lock.parent, error.strerror or str(error)) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
    except BlockingIOError:
        holder = os.read(descriptor, 32).strip()
        os.close(descriptor)
        raise AlreadyRunning(int(holder) if holder.isdigit() else None, str(file)) from None
    except OSError as error:
        os.close(descriptor)
        raise FolderUnwritable(lock.parent, error.strerror or str(error)) from error
    return descriptor
