"""Socket.IO's packets as text."""

import pytest

from tabletop.demo import packets
from tabletop.demo.packets import NotAPacket, Packet


@pytest.mark.parametrize(
    ("text", "packet"),
    [
        ('0{"sid":"a","pingInterval":1}', Packet("hello", {"sid": "a", "pingInterval": 1})),
        ("2", Packet("ping")),
        ("6", Packet("noop")),
        ("1", Packet("close")),
        ('40{"sid":"b"}', Packet("connected", {"sid": "b"})),
        ("41", Packet("disconnect")),
        ('42["beat",{"head":3}]', Packet("event", ["beat", {"head": 3}])),
        ('4217["beat",{}]', Packet("event", ["beat", {}], 17)),
        ('433[{"ok":true}]', Packet("ack", [{"ok": True}], 3)),
        ("430[]", Packet("ack", [], 0)),
        ('44{"message":"no","data":{"code":"full"}}',
         Packet("refused", {"message": "no", "data": {"code": "full"}})),
    ],
)  # fmt: skip
def test_what_a_server_says_is_read(text: str, packet: Packet) -> None:
    assert packets.read(text) == packet


@pytest.mark.parametrize("text", ["", "x", "9", "4", "47[]", "42[oops", '43{"a":'])
def test_anything_else_is_not_a_packet(text: str) -> None:
    with pytest.raises(NotAPacket):
        packets.read(text)


def test_what_a_client_says() -> None:
    assert packets.hello({"token": "t", "since": 0}) == '40{"token":"t","since":0}'
    assert packets.event("sync", {"since": 4}, 2) == '422["sync",{"since":4}]'
