"""What can go wrong with the store, one class per thing the caller can do about it."""

from __future__ import annotations

from pathlib import Path


class StoreError(Exception):
    """Base of all of them. The text is one line, in words for the person running the server."""


class Unavailable(StoreError):
    """The database did not take or give the data now; trying again later may work.

    Nothing is promised about a commit that was under way: read the head again before going on.
    `reason` is short and carries no data ("the database is locked").
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HeadMoved(StoreError):
    """Somebody else recorded in the exercise first, or recorded this command; nothing was written.

    Bring the state up to the head and decide again.
    """

    def __init__(self, exercise_id: str) -> None:
        super().__init__(f"the log of exercise {exercise_id} has moved on")
        self.exercise_id = exercise_id


class NameTaken(StoreError):
    """Somebody already goes by this name there. The name itself is not in the message."""

    def __init__(self) -> None:
        super().__init__("somebody already goes by this name")


class CodeTaken(StoreError):
    """Another exercise has this join code (or join token); draw a new one."""

    def __init__(self) -> None:
        super().__init__("another exercise has this join code")


class DatabaseTooNew(StoreError):
    """The database was made by a newer version; `revision` is what it is at."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The database is at revision {revision}, which this version doesn't know. "
            "Install the version that made it or a newer one, or go back to a backup."
        )
        self.revision = revision


class BackupFailed(StoreError):
    """The copy could not be made or did not pass its check; the database was left as it was."""

    def __init__(self, target: Path, reason: str) -> None:
        super().__init__(f"No backup could be made at {target}: {reason}. Nothing was changed.")
        self.target = target


class NotMigrated(StoreError):
    """The database is not at the revision this version needs; `revision` is what it is at."""

    def __init__(self, revision: str | None) -> None:
        what = "has no tables yet" if revision is None else f"is at the older revision {revision}"
        super().__init__(f"The database {what}. Bring it up to date first: tabletop db migrate")
        self.revision = revision


class NoDriver(StoreError):
    """What is needed to speak to this kind of database is not installed."""

    def __init__(self, missing: str) -> None:
        super().__init__(
            f"This database needs the Python package {missing}: pip install 'tabletop[postgres]'"
        )


class FolderUnwritable(StoreError):
    """The folder can't be used; the text says what to do."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Can't write to the folder {path} ({reason}): "
            "make it writable for this user, or choose another folder."
        )
        self.path = path


class AlreadyRunning(StoreError):
    """Another process holds the database; `pid` is None where that can't be told."""

    def __init__(self, pid: int | None, database: str) -> None:
        who = f"process {pid}" if pid else "another process"
        super().__init__(
            f"The database {database} is in use by {who}: stop that one first, or use another."
        )
        self.pid = pid
        self.database = database
