"""`tabletop serve`: the server, from its first line on the screen to its last."""

from __future__ import annotations

import errno
import logging
import time
from collections.abc import Callable
from dataclasses import replace

import click
from sqlalchemy import Engine

from tabletop.app import Runtime, Tabletop, assemble
from tabletop.cli import addresses, place
from tabletop.cli.banner import Banner
from tabletop.cli.offer import open_library
from tabletop.domain.events import ClockStarted, ExerciseClosed
from tabletop.runtime.server import Server, listen, settle_memory, wait_for_signal
from tabletop.runtime.steady import Steady, waking_ticks
from tabletop.service.live import Live
from tabletop.settings import Settings
from tabletop.store.engine import open_engine
from tabletop.store.errors import StoreError
from tabletop.store.lock import Hold, make_folder
from tabletop.store.migrate import require_current
from tabletop.store.stores import Stores

log = logging.getLogger(__name__)

LAST_WORDS_S = 0.3
"""How long answers that are recorded have to leave, when the server stops."""


@click.command()
@click.option("--host", help="The address to listen on, instead of TABLETOP_HOST.")
@click.option(
    "--port", type=click.IntRange(1, 65_535), help="The port to use, instead of TABLETOP_PORT."
)
def serve(host: str | None, port: int | None) -> None:
    """Start the server; Ctrl-C stops it.

    Everything is kept in the folder TABLETOP_DATA ("data" if not set). Prints a link that signs
    you in once, and the address that phones on this network open.
    """
    settings = place.settings()
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("alembic").setLevel(logging.WARNING)
    if settings.embedded:
        make_folder(settings.data)
    hold = Hold(settings.database)
    hold.acquire()
    try:
        server = _listen(settings)
        if settings.embedded:
            place.bring_up_to_date(settings)
        else:
            require_current(settings.database)
        engine = open_engine(settings.database)
        try:
            _run(settings, server, engine)
        finally:
            engine.dispose()
    finally:
        hold.release()
    click.echo("Stopped. Everything that was acknowledged is saved.")


def _run(settings: Settings, server: Server, engine: Engine) -> None:
    now = Steady(place.now, waking_ticks, newest=Stores.on(engine).exercises.newest_moment())
    if now.set_back_ms:
        log.warning(
            "the clock of this computer is %d s behind what is on record: "
            "time goes on from the record",
            now.set_back_ms // 1000,
        )
    runtime = Runtime(
        now=now,
        ticks=time.monotonic,
        offload=server.offload,
        sleep=server.sleep,
        public_url=addresses.of_phones(settings, server.port),
        hosts=addresses.names(settings),
        long_away=now.set_back_ms > 0,
    )
    library = open_library(settings, server.offload)
    tabletop = assemble(settings, engine, library, runtime)
    banner = Banner(click.echo, runtime.public_url)
    tabletop.floor.on_commit(banner.committed)
    tabletop.floor.on_commit(_between_exercises(tabletop))
    tabletop.start()
    settle_memory()
    server.start(tabletop.flask)
    here = addresses.of_this_computer(settings, server.port)
    banner.greet(_sign_in_link(tabletop, here, now()))
    wait_for_signal()
    _stop(tabletop, server)


def _between_exercises(tabletop: Tabletop) -> Callable[[Live, int, int], None]:
    """When play begins, what the lobby brought in is there to stay; once an exercise is closed,
    what it left behind may go: see `settle_memory`."""

    def committed(live: Live, before: int, _after: int) -> None:
        new = [each.event for each in live.recent if each.seq > before]
        begun = any(isinstance(each, ClockStarted) for each in new)
        over = any(isinstance(each, ExerciseClosed) for each in new)
        if begun or over:
            tabletop.socketio.start_background_task(settle_memory, anew=over)

    return committed


def _listen(settings: Settings) -> Server:
    try:
        return listen(settings.async_mode, settings.host, settings.port)
    except OSError as error:
        where = f"{settings.host}, port {settings.port}"
        if error.errno == errno.EADDRINUSE:
            raise click.ClickException(
                f"Something else listens on {where}: stop it, or choose another --port."
            ) from None
        raise click.ClickException(f"Can't listen on {where}: {error.strerror}.") from None


def _sign_in_link(tabletop: Tabletop, address: str, now: int) -> str:
    users = tabletop.services.users
    user = place.first_user(users)
    return f"{address}/sign-in/{place.sign_in_token(users, user, now)}"


def _stop(tabletop: Tabletop, server: Server) -> None:
    server.stop()
    try:
        tabletop.stop()
    except StoreError as error:
        log.warning("stopping without a last note: %s", error)
    server.sleep(LAST_WORDS_S)
