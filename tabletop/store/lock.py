"""The data folder of an embedded installation, and the lock that keeps a second process out."""

from __future__ import annotations

import fcntl
import os
import tempfile
from pathlib import Path

from tabletop.store.errors import AlreadyRunning, FolderUnwritable

LOCK_NAME = "tabletop.lock"


class DataFolder:
    """The folder that holds the database, its backups and the lock file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def acquire(self) -> None:
        """Make the folder when it is missing (for this user alone) and hold it until `release`.

        The operating system lets go of it when the process ends, however it ends.
        Raises `FolderUnwritable` and `AlreadyRunning`.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.path) as probe:
                probe.write(b"writable")
                probe.flush()
            self._lock = self._hold()
        except OSError as error:
            raise FolderUnwritable(self.path, error.strerror or str(error)) from error

    def release(self) -> None:
        """Let another process have the folder."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _hold(self) -> int:
        descriptor = os.open(self.path / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{os.getpid()}\n".encode())
        except BlockingIOError:
            holder = os.read(descriptor, 32).strip()
            os.close(descriptor)
            raise AlreadyRunning(int(holder) if holder.isdigit() else None, self.path) from None
        except OSError:
            os.close(descriptor)
            raise
        return descriptor
