"""Requests that no server can read, said to a port."""

from __future__ import annotations

import socket

UNREADABLE_LINES = [
    b"SECRET\r\n\r\n",
    b"GET /sign-in/SECRET and more HTTP/1.1\r\n\r\n",
    b"GET /sign-in/SECRET HTTP/3.7\r\n\r\n",
    b"GET /sign-in/SECRET HTTP/x\r\n\r\n",
    b"POST /sign-in/SECRET\r\n\r\n",
]


def exchange(port: int, request: bytes) -> tuple[str, dict[str, str], bytes]:
    """The answer's status, headers and body, as they come until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: line.recv(4_096), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    return first.split(" ")[1], dict(each.split(": ", 1) for each in lines), body
