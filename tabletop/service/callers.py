"""Who is asking: what a bearer token or a browser's cookies stand for, over HTTP and on the socket.

The one place that knows the cookies' names. Nothing is remembered between two questions, so a
token that was revoked, a sign-out or a removed seat counts from the next request on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from tabletop.domain.errors import Refusal
from tabletop.domain.events import SeatKind
from tabletop.service.desk import Caller, Desk
from tabletop.store.users import Users

CookieFor: TypeAlias = Literal["session", "seat", "control", "display"]
"""What a browser keeps: a user's session, and the seat of a player, a colleague or a display."""

OBSERVERS: Final[frozenset[SeatKind]] = frozenset({"facilitator", "evaluator"})
ANYBODY: Final[frozenset[SeatKind]] = frozenset(get_args(SeatKind))
AS_KINDS: Final[Mapping[str, frozenset[SeatKind]]] = {
    "participant": frozenset({"participant"}),
    "facilitator": OBSERVERS,
    "display": frozenset({"display"}),
}
"""Whom a browser that holds several seats may ask to be."""


_LATER: Final[tuple[CookieFor, ...]] = ("control", "display")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a request brought along. With a `bearer` token the cookies don't count.

    `secure` says whether it came over TLS: then only cookies with the `__Host-` prefix are read,
    which no other host can have set.
    """

    bearer: str | None = None
    cookies: Mapping[str, str] = field(default_factory=dict)
    secure: bool = False

    def cookie(self, what: CookieFor, exercise_id: str = "") -> str | None:
        """The value of one of our cookies, if the browser sent it."""
        return self.cookies.get(cookie_name(what, exercise_id, secure=self.secure))


def cookie_name(what: CookieFor, exercise_id: str = "", *, secure: bool) -> str:
    """The name under which a browser keeps a token."""
    name = f"{what}-{exercise_id}" if exercise_id else what
    return f"__Host-{name}" if secure else name


class Callers:
    """Answers who is asking."""

    def __init__(self, desk: Desk, users: Users, now: Callable[[], int]) -> None:
        self._desk = desk
        self._users = users
        self._now = now
        self._farewells: list[Callable[[], object]] = []

    def user(self, proof: Proof) -> str:
        """The id of the signed-in user. Raises Refusal("unauthenticated")."""
        user = self._user(proof)
        if user is None:
            raise _unauthenticated(proof)
        return user

    def sign_out(self, proof: Proof) -> None:
        """End the session behind the request."""
        session = proof.cookie("session")
        if session is not None:
            self._users.revoke(session, self._now())
            for callback in self._farewells:
                callback()

    def on_sign_out(self, callback: Callable[[], object]) -> None:
        """Be called once somebody has signed out; what they hold open may have to end."""
        self._farewells.append(callback)

    def by_user(self, proof: Proof, caller: Caller) -> bool:
        """Whether the caller is who they are because that user is signed in now."""
        return caller.user is not None and self._user(proof) == caller.user

    def holds(self, proof: Proof, exercise_id: str, kind: SeatKind) -> bool:
        """Whether a seat of that kind is behind the request."""
        return any(caller.kind == kind for caller in self._seats(proof, exercise_id))

    def seat(
        self, proof: Proof, exercise_id: str, wanted: Collection[SeatKind] = ANYBODY
    ) -> Caller:
        """The seat that asks, of one of the `wanted` kinds.

        A browser may hold several; then a participant's comes before a facilitator's, the
        signed-in user's before one they were invited to, and a display's last. Raises Refusal:
        "unauthenticated" for somebody unknown, "not_found" for somebody who has no such seat.
        """
        for caller in self._seats(proof, exercise_id):
            if caller.kind in wanted:
                return caller
        raise self._stranger(proof)

    def sayer(self, proof: Proof, exercise_id: str, may: Collection[SeatKind]) -> Caller:
        """The seat that says a command: one that `may`, else whichever there is (and is refused).

        Raises Refusal like `seat`.
        """
        seats = list(self._seats(proof, exercise_id))
        if not seats:
            raise self._stranger(proof)
        return next((caller for caller in seats if caller.kind in may), seats[0])

    def _seats(self, proof: Proof, exercise_id: str) -> Iterator[Caller]:
        for caller in self._claimed(proof, exercise_id):
            if caller is not None and caller.exercise == exercise_id:
                yield caller

    def _claimed(self, proof: Proof, exercise_id: str) -> Iterator[Caller | None]:
        if proof.bearer is not None:
            yield self._desk.identify(proof.bearer)
        elif (token := proof.cookie("seat", exercise_id)) is not None:
            yield self._desk.identify(token)
        if (user := self._user(proof)) is not None:
            yield self._desk.caller_for_user(user, exercise_id)
        for what in _LATER if proof.bearer is None else ():
            if (token := proof.cookie(what, exercise_id)) is not None:
                yield self._desk.identify(token)

    def _user(self, proof: Proof) -> str | None:
        if proof.bearer is not None:
            return self._users.resolve("api", proof.bearer, self._now())
        session = proof.cookie("session")
        return None if session is None else self._users.resolve("session", session, self._now())

    def _stranger(self, proof: Proof) -> Refusal:
        known = self._user(proof) is not None or (
            proof.bearer is not None and self._desk.identify(proof.bearer) is not None
        )
        return not_found() if known else _unauthenticated(proof)


def not_found() -> Refusal:
    """The answer about things that don't exist, and about things that are not the caller's."""
    return Refusal("not_found", "There is nothing here for you.")


def _unauthenticated(proof: Proof) -> Refusal:
    if proof.bearer is None:
        return Refusal("unauthenticated", "Please join the exercise, or sign in, first.")
    return Refusal("unauthenticated", "This token is not good, or no longer good.")
