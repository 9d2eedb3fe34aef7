"""What a client holds: of each document the one with the highest `rev` (docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

Document: TypeAlias = Mapping[str, Any]
Message: TypeAlias = Mapping[str, Any]
"""The payload of `sync` or `documents`."""


class Held:
    """A client's store. `head` is where its next `sync` goes on from."""

    def __init__(self) -> None:
        self.head = 0
        self._newest: dict[tuple[str, str], Document] = {}

    def take(self, message: Message) -> list[Document]:
        """Take in what came; returns the documents that were new, without those that are gone."""
        if message.get("reset"):
            self._newest.clear()
            self.head = 0
        fresh = []
        for document in message["documents"]:
            key = (document["type"], document["id"])
            known = self._newest.get(key)
            if known is None or known["rev"] < document["rev"]:
                self._newest[key] = document
                if not document.get("gone"):
                    fresh.append(document)
        self.head = max(self.head, message["head"])
        return fresh

    def get(self, kind: str, name: str) -> Document | None:
        """The document, unless there is none or it is gone."""
        document = self._newest.get((kind, name))
        return None if document is None or document.get("gone") else document

    def all(self, kind: str) -> list[Document]:
        """Every document of a type."""
        return [
            document
            for (each, _), document in self._newest.items()
            if each == kind and not document.get("gone")
        ]

    def everything(self) -> dict[tuple[str, str], Document]:
        """All of it, by type and id."""
        return {key: each for key, each in self._newest.items() if not each.get("gone")}
