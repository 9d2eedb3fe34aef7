"""The factory: a table of contents of what is wired to what."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from flask import Flask, request
from flask_socketio import SocketIO
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

from tabletop import assets
from tabletop.runtime.scheduler import Scheduler
from tabletop.scenarios.library import Library
from tabletop.service.callers import Callers
from tabletop.service.desk import Desk
from tabletop.service.floor import Floor
from tabletop.service.joining import Joining
from tabletop.service.keeper import Keeper
from tabletop.service.past import Past
from tabletop.service.rates import Allowance
from tabletop.service.vigil import Vigil
from tabletop.settings import Settings
from tabletop.sockets import beat, faults, strangers, transports
from tabletop.sockets.alarm import Alarm
from tabletop.sockets.attendance import Attendance
from tabletop.sockets.beat import Heartbeat
from tabletop.sockets.entry import Entry
from tabletop.sockets.line import Line
from tabletop.sockets.presence import Presence
from tabletop.sockets.push import Pusher
from tabletop.sockets.registry import Registry
from tabletop.sockets.switchboard import Switchboard
from tabletop.sockets.transports import Transports
from tabletop.sockets.wire import WirePacket
from tabletop.store.health import writable
from tabletop.store.stores import Stores
from tabletop.store.transactions import Offload, Sleep
from tabletop.web import (
    api,
    compression,
    debrief,
    errors,
    invitations,
    media,
    origin,
    pages,
    scripts,
)
from tabletop.web.door import Door
from tabletop.web.services import EXTENSION, Services
from tabletop.web.throttle import Throttle

LARGEST_BODY: Final = 256 * 1024
LARGEST_PACKET: Final = 64_000


@dataclass(frozen=True, slots=True)
class Runtime:
    """What the surroundings provide: the clocks, how to wait, and what the address is.

    `now` reads Unix milliseconds, `ticks` seconds that only go forward; `offload` runs a blocking
    call without stopping the event loop; `hosts` are the names the server answers to. `long_away`
    says that nobody knows how long the server was away, so that it has to be taken for long.
    """

    now: Callable[[], int]
    ticks: Callable[[], float]
    offload: Offload
    sleep: Sleep
    public_url: str
    hosts: tuple[str, ...]
    long_away: bool = False


@dataclass(frozen=True, slots=True)
class Tabletop:
    """A wired server, not yet running."""

    flask: Flask
    socketio: SocketIO
    floor: Floor
    services: Services
    keeper: Keeper
    scheduler: Scheduler
    registry: Registry
    alarm: Alarm
    tasks: list[Any] = field(default_factory=list)

    def start(self) -> None:
        """Start the background tasks, and pick up the clocks that ran when the server stopped."""
        self._begin(self.floor.writer.run)
        self.keeper.revive()
        self._begin(self.scheduler.run)
        self._begin(self.alarm.run)

    def stop(self) -> None:
        """End the background tasks; what was said is recorded when this returns.

        Raises StoreError when the moment of stopping could not be noted.
        """
        try:
            self.keeper.note_alive()
        finally:
            # The writer is the last to go: the others wait for its answers.
            writer, *others = self.tasks
            self.alarm.stop()
            self.scheduler.stop()
            for task in others:
                task.join()
            self.floor.writer.stop()
            writer.join()

    def _begin(self, run: Callable[[], None]) -> None:
        self.tasks.append(self.socketio.start_background_task(run))


def assemble(settings: Settings, engine: Engine, library: Library, runtime: Runtime) -> Tabletop:
    """Everything, from the database up."""
    stores = Stores.on(engine, offload=runtime.offload, sleep=runtime.sleep)
    grace_ms = -1 if runtime.long_away else settings.restart_grace_s * 1000
    vigil = Vigil(grace_ms)
    floor = Floor(stores, now=runtime.now, vigil=vigil)
    keeper = Keeper(floor, stores.exercises, vigil)
    scheduler = Scheduler(keeper, runtime.now)
    floor.on_commit(lambda *_: scheduler.poke())
    desk = Desk(floor, stores, library)
    callers = Callers(desk, stores.users, runtime.now)
    allowance, presence = Allowance(runtime.ticks), Presence()
    services = Services(
        settings=settings,
        floor=floor,
        desk=desk,
        joining=Joining(floor, stores, settings.max_seats),
        past=Past(floor, stores.log, runtime.offload),
        callers=callers,
        users=stores.users,
        library=library,
        guesses=Throttle(runtime.ticks),
        allowance=allowance,
        now=runtime.now,
        broken=lambda: writable(engine),
        seen=lambda exercise, seat: presence.seen(exercise, seat, runtime.ticks()),
        breathe=lambda: runtime.sleep(0),
        public_url=runtime.public_url,
    )
    flask = create_flask(settings, services)
    socketio = create_socketio(settings, flask)
    registry, alarm = Registry(), Alarm(runtime.ticks)
    connect_sockets(
        socketio,
        floor,
        runtime,
        callers=callers,
        allowance=allowance,
        keeper=keeper,
        presence=presence,
        registry=registry,
        alarm=alarm,
    )
    flask.wsgi_app = Door(flask.wsgi_app, runtime.hosts)  # type: ignore[method-assign]  # as WSGI middleware is put
    if hops := settings.proxy_hops:
        flask.wsgi_app = ProxyFix(flask.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # likewise
    return Tabletop(flask, socketio, floor, services, keeper, scheduler, registry, alarm)


def create_flask(settings: Settings, services: Services) -> Flask:
    """The pages and the API."""
    app = Flask(
        __name__,
        static_folder=assets.folder("static"),
        template_folder=assets.folder("templates"),
    )
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_BODY)
    app.extensions[EXTENSION] = services
    app.before_request(lambda: origin.check(request, services.public_url))
    app.after_request(compression.compress)
    errors.register(app)
    for part in (api, pages, invitations, media, debrief, scripts):
        app.register_blueprint(part.blueprint)
    return app


def create_socketio(settings: Settings, app: Flask) -> SocketIO:
    """The Socket.IO server in front of the application. Only its own origin may connect."""
    options: dict[str, Any] = {
        "async_mode": settings.async_mode,
        "cors_allowed_origins": None,
        "ping_interval": 10,
        "ping_timeout": 15,
        "max_http_buffer_size": LARGEST_PACKET,
        "manage_session": False,
        "serializer": WirePacket,
        "logger": faults.log(),
        "engineio_logger": faults.log(),
    }
    return SocketIO(app, **options)


def connect_sockets(
    socketio: SocketIO,
    floor: Floor,
    runtime: Runtime,
    *,
    callers: Callers,
    allowance: Allowance,
    keeper: Keeper,
    presence: Presence,
    registry: Registry,
    alarm: Alarm,
) -> None:
    """The handlers and the pushes."""
    server: Any = socketio.server  # type: ignore[attr-defined]  # missing in its stubs
    start = socketio.start_background_task
    line = Line(server, registry, alarm)
    attendance = Attendance(
        presence=presence,
        registry=registry,
        line=line,
        alarm=alarm,
        start=start,
        pass_locks=keeper.pass_locks,
    )
    watch = Transports(server, registry, time.time)
    entry = Entry(
        floor=floor,
        callers=callers,
        registry=registry,
        line=line,
        attendance=attendance,
        start=start,
    )
    switchboard = Switchboard(
        floor=floor,
        callers=callers,
        allowance=allowance,
        registry=registry,
        line=line,
        entry=entry,
        attendance=attendance,
        transports=watch,
    )
    heartbeat = Heartbeat(
        server=server,
        floor=floor,
        callers=callers,
        registry=registry,
        line=line,
        attendance=attendance,
        breathe=lambda: runtime.sleep(0),
    )
    switchboard.plug_into(server)
    strangers.show_out(server, registry, alarm, start)
    callers.on_sign_out(heartbeat.part)
    floor.on_draft(line.draft)
    floor.on_commit(Pusher(floor, registry, line, alarm).committed)
    alarm.every(transports.LOOK_S, watch.look)
    alarm.every(beat.INTERVAL_S, lambda: start(heartbeat.beat))
