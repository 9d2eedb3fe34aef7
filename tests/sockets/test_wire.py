"""Whatever a client sends becomes a message of the protocol, or the one that says it is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from socketio import packet

from tabletop.sockets.wire import CLIENT_EVENTS, MALFORMED, WirePacket


def test_messages_of_the_protocol_arrive_as_they_are() -> None:
    read = WirePacket(encoded_packet='27["sync",{"since":3}]')
    assert (read.packet_type, read.id, read.data) == (packet.EVENT, 7, ["sync", {"since": 3}])
    assert WirePacket(encoded_packet='0{"exercise":"x"}').data == {"exercise": "x"}
    assert WirePacket(encoded_packet="1").packet_type == packet.DISCONNECT


@pytest.mark.parametrize(
    "text",
    [
        '27["sync",NaN]',
        '27["connect",{}]',
        '27["disconnect"]',
        '27["message"]',
        "27{}",
        "27[]",
        '27[["sync"]]',
        "27[5]",
        '27"sync"',
        "27",
        '51-7["sync",{"_placeholder":true,"num":0}]',
        "37[]",
        "47{}",
        "67[]",
        "99[]",
        "x",
    ],
)
def test_anything_else_is_malformed(text: str) -> None:
    read = WirePacket(encoded_packet=text)
    assert (read.packet_type, read.data) == (packet.EVENT, [MALFORMED])
    assert read.attachment_count == 0


def test_an_answer_finds_its_way_where_the_sender_asked_for_one() -> None:
    assert WirePacket(encoded_packet='27["nothing"]').id == 7
    assert WirePacket(encoded_packet="27[").id == 7


@given(st.one_of(st.text(min_size=1), st.binary(min_size=1), st.from_regex(r"\A[0-9]{1,3}.*")))
def test_a21_nothing_raises(text: str | bytes) -> None:
    read = WirePacket(encoded_packet=text)
    assert read.packet_type in {packet.CONNECT, packet.DISCONNECT, packet.EVENT}
    if read.packet_type == packet.EVENT:
        assert read.data[0] in CLIENT_EVENTS | {MALFORMED}


def test_what_goes_out_is_json_a_browser_reads() -> None:
    sent = WirePacket(packet.EVENT, ["documents", {"text": "é"}]).encode()
    assert sent == '2["documents",{"text":"\\u00e9"}]'
    with pytest.raises(ValueError, match="JSON"):
        WirePacket(packet.EVENT, ["documents", float("nan")]).encode()
