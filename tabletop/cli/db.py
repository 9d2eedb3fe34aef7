"""`tabletop db`: looking after the database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.engine import make_url

from tabletop.cli import place
from tabletop.settings import Settings
from tabletop.store import backup as backups
from tabletop.store.engine import file_of, open_engine
from tabletop.store.health import writable
from tabletop.store.lock import Hold, make_folder
from tabletop.store.migrate import current


@click.group()
def db() -> None:
    """Look after the database."""


@db.command()
def migrate() -> None:
    """Bring the database to what this version needs; `serve` does it for an embedded one.

    An SQLite file that is behind is backed up first.
    """
    settings = place.settings()
    hold = Hold(settings.database)
    if settings.embedded:
        make_folder(settings.data)
        hold.acquire()
    try:
        done = place.bring_up_to_date(settings)
    finally:
        hold.release()
    if done.backup is not None:
        click.echo(f"Backed up to {done.backup}.")
    click.echo(f"Now at {done.after}." if done.changed else f"Already at {done.after}.")


@db.command()
@click.argument("target", required=False, type=click.Path(path_type=Path))
def backup(target: Path | None) -> None:
    """Copy the embedded database to TARGET, also while the server runs, and check the copy.

    Without TARGET: into the folder "backups" in the data folder.
    """
    settings = place.settings()
    file = _file(settings)
    if target is None:
        moment = datetime.fromtimestamp(place.now() / 1000, UTC)
        target = settings.data / "backups" / f"tabletop-{moment:%Y%m%dT%H%M%SZ}.db"
    if target.exists():
        raise click.ClickException(f"{target} is there already; choose another name.")
    backups.copy(file, target)
    click.echo(f"Backed up to {target}.")


@db.command()
def check() -> None:
    """Say where the database is, what it is at, and whether it can be written."""
    settings = place.settings()
    shown = make_url(settings.database).render_as_string(hide_password=True)
    at = current(settings.database)
    if at is None:
        raise click.ClickException(f"{shown}: nothing there yet; `tabletop db migrate` makes it.")
    engine = open_engine(settings.database)
    try:
        reason = writable(engine)
    finally:
        engine.dispose()
    if reason is not None:
        raise click.ClickException(f"{shown}: at {at}, but {reason}.")
    click.echo(f"{shown}: at {at}, can be written.")


def _file(settings: Settings) -> Path:
    file = file_of(settings.database)
    if file is None:
        raise click.ClickException("This is no SQLite file; use your database's own tools.")
    if not file.exists():
        raise click.ClickException(f"There is no database at {file} yet.")
    return file
