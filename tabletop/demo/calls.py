"""HTTP calls of a client: JSON out, JSON back."""

from __future__ import annotations

import asyncio
import http.client
import json
from typing import Any, Final
from urllib.parse import urlsplit

from tabletop.demo.line import Refused

PATIENCE_S: Final = 15.0


class Calls:
    """Calls the server at `address` (http… or https…) with a seat's or a user's token."""

    def __init__(self, address: str, token: str | None = None) -> None:
        self._parts = urlsplit(address)
        self._headers = {"Content-Type": "application/json"}
        if token is not None:
            self._headers["Authorization"] = f"Bearer {token}"

    async def get(self, path: str) -> Any:
        """Raises Refused with the error's code, or OSError."""
        return await asyncio.to_thread(self._call, "GET", path, None)

    async def post(self, path: str, body: object) -> Any:
        """Raises Refused with the error's code, or OSError."""
        return await asyncio.to_thread(self._call, "POST", path, json.dumps(body))

    async def command(self, exercise: str, request: object) -> Any:
        """Say a command; a refusal is an answer like any other. Raises OSError."""
        path = f"/api/v1/exercises/{exercise}/commands"
        answer = await asyncio.to_thread(self.exchange, "POST", path, json.dumps(request))
        return {"ok": False, "error": answer["error"]} if "error" in answer else answer

    def _call(self, method: str, path: str, body: str | None) -> Any:
        answer = self.exchange(method, path, body)
        if isinstance(answer, dict) and "error" in answer:
            raise Refused(answer["error"]["code"], answer["error"]["message"])
        return answer

    def exchange(self, method: str, path: str, body: str | None = None) -> Any:
        """The answer to one call, whatever it is; blocks. Raises OSError."""
        secure = self._parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = kind(self._parts.hostname or "", self._parts.port, timeout=PATIENCE_S)
        try:
            connection.request(method, path, body, self._headers)
            return json.loads(connection.getresponse().read())
        except (http.client.HTTPException, ValueError) as error:
            raise ConnectionError(f"{method} {path}: no sensible answer") from error
        finally:
            connection.close()


def healthy(address: str) -> bool:
    """Whether a server answers there, and can do its work."""
    try:
        answer = Calls(address).exchange("GET", "/healthz")
    except OSError:
        return False
    return isinstance(answer, dict) and answer.get("status") == "ok"
