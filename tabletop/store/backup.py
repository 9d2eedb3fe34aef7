"""A checked copy of an SQLite database, made while it may be in use."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from tabletop.store.errors import BackupFailed


def copy(database: Path, target: Path) -> None:
    """Copy `database`, with all that is committed, to the new file `target` (for this user alone).

    `target` appears only once the copy is whole and has passed SQLite's own check. Raises
    `BackupFailed`; then `database` is untouched and there is no `target`.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        with (
            closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=rw", uri=True)) as source,
            closing(sqlite3.connect(partial)) as made,
        ):
            source.backup(made)
            verdict = made.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise BackupFailed(target, f"the copy is damaged: {verdict}")
        partial.rename(target)
    except OSError as error:
        raise BackupFailed(target, error.strerror or str(error)) from error
    except sqlite3.Error as error:
        raise BackupFailed(target, str(error)) from error
    finally:
        with suppress(OSError):
            partial.unlink()
