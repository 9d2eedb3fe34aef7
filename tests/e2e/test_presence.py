"""P10: presence is right within 30 s after a line was cut without a word."""

from __future__ import annotations

import json

from tests.e2e.client import Client
from tests.e2e.table import Table
from tests.server import until
from tests.sockets.conftest import raw

PROMISED_S = 30.0


def test_p10_a_phone_that_falls_silent_is_gone_within_the_promised_time(table: Table) -> None:
    seat = table.join("Silent")
    console = Client(table.server.url, table.id, table.facilitator.token)
    console.connect()

    def standing() -> str | None:
        told = [said["seats"] for said in list(console.said_presence)]
        return next((seats[seat.id] for seats in reversed(told) if seat.id in seats), None)

    # It connects, and then neither says anything nor answers a ping: a tunnel, not a good-bye.
    with raw(table.server.url) as phone:
        phone.send("40" + json.dumps({"exercise": table.id, "token": seat.token}))
        until(lambda: standing() == "live", "it does not get in")
        until(lambda: standing() == "gone", "it still counts as there", PROMISED_S)
    console.close()
