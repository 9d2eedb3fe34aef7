"""`tabletop demo`: a whole exercise with simulated participants, to see what comes of it."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

import click

from tabletop.cli import place
from tabletop.demo.evening import Evening, Outcome, Plan
from tabletop.demo.facilitator import Refusal
from tabletop.demo.line import Refused
from tabletop.demo.own_server import NoServer, own_server
from tabletop.demo.people import MOST_PEOPLE

FOLDER = "demo"
"""In the data folder: the demo's own server must not share one with yours."""


@click.command()
@click.option(
    "--participants",
    type=click.IntRange(1, MOST_PEOPLE),
    default=12,
    show_default=True,
    help="How many people take part.",
)
@click.option(
    "--speed",
    type=click.FloatRange(0.1, 120),
    default=60,
    show_default=True,
    help="Exercise time per real time.",
)
@click.option("--scenario", default="oversold-night", show_default=True, help="What is played.")
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed, the same answers."
)
@click.option("--chaos", is_flag=True, help="Break connections and lose answers on their way.")
@click.option(
    "--url", help="A server that runs already, for example http://localhost:8000; needs --token."
)
@click.option("--token", help="An API token for that server: tabletop token create.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for programs.")
@click.option(
    "--keep/--no-keep",
    default=None,
    help="Go on serving the debrief until Ctrl-C. Without --json that is what happens.",
)
def demo(
    *,
    participants: int,
    speed: float,
    scenario: str,
    seed: int,
    chaos: bool,
    url: str | None,
    token: str | None,
    as_json: bool,
    keep: bool | None,
) -> None:
    """Play a whole exercise with simulated participants.

    They use the same protocol as any phone, against a real server: one of its own, with its data
    in the folder "demo" inside TABLETOP_DATA, or the one at --url. Afterwards the debrief is
    there to look at. Exits with 1 when something acknowledged was lost, or recorded twice.
    """
    # However it is ended, its server is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    # Whoever starts it in the background of a script hands down that Ctrl-C is to be ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    plan = Plan(participants, speed, scenario, seed, chaos)
    if (url is None) != (token is None):
        raise click.UsageError("--url and --token go together.")
    try:
        if url is not None and token is not None:
            outcome = _play(url.rstrip("/"), token, plan, quiet=as_json)
            _report(outcome, f"{url.rstrip('/')}/debrief/{outcome.exercise}", as_json=as_json)
        else:
            outcome = _on_its_own(plan, as_json=as_json, keep=not as_json if keep is None else keep)
    except NoServer as error:
        raise click.ClickException(f"The demo's own server did not start. {error}") from None
    except (Refusal, Refused) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"The server can't be reached: {error}") from None
    sys.exit(0 if outcome.sound else 1)


def _on_its_own(plan: Plan, *, as_json: bool, keep: bool) -> Outcome:
    settings = place.settings()
    if plan.participants > settings.max_seats:
        raise click.UsageError(
            f"--participants: no more than {settings.max_seats} fit in (TABLETOP_MAX_SEATS)."
        )
    with own_server(settings.data / FOLDER) as server:
        outcome = _play(server.address, server.token, plan, quiet=as_json)
        _report(outcome, f"{server.address}/debrief/{outcome.exercise}", as_json=as_json)
        if keep:
            click.echo(
                f"\nTo see it, sign in first (works once): {server.sign_in_link()}\n"
                "Ctrl-C stops the server.",
                err=as_json,
            )
            _wait_for_interrupt()
    return outcome


def _play(address: str, token: str, plan: Plan, *, quiet: bool) -> Outcome:
    with _bar(quiet=quiet) as progress:
        return asyncio.run(Evening(address, token, plan, progress).play())


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Callable[[float, float], None]]:
    """A progress bar over the exercise's time."""
    if quiet:
        yield lambda *_: None
        return
    with click.progressbar(length=1000, label="Playing", show_eta=False) as bar:

        def progress(passed_ms: float, whole_ms: float) -> None:
            bar.update(max(0, min(1000, round(1000 * passed_ms / whole_ms)) - bar.pos))

        yield progress
        bar.update(1000 - bar.pos)


def _report(outcome: Outcome, debrief: str, *, as_json: bool) -> None:
    if as_json:
        summary = outcome.summary() | {"debrief": debrief}
        click.echo(json.dumps(summary, indent=2, ensure_ascii=False))
        return
    audit, late = outcome.audit, outcome.audit.release_lateness_ms
    click.echo(
        f"{outcome.plan.participants} people, {outcome.seconds:g} s. "
        f"{outcome.sent} commands: {outcome.acked} acknowledged, {outcome.repeated} repeated, "
        f"{outcome.late} too late.\n"
        f"{audit.injects_released} injects released by the clock, late by {_ms(late.p50)} "
        f"(half of them), {_ms(late.p99)} (99 %), {_ms(late.max)} (all).\n"
        f"Lost: {audit.lost}. Recorded twice: {audit.duplicated}.\n\n"
        f"The debrief: {debrief}"
    )


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:g} ms"


def _wait_for_interrupt() -> None:
    try:
        Event().wait()
    except KeyboardInterrupt:
        click.echo()
