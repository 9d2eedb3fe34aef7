"""The names of Socket.IO rooms, built here and nowhere else."""

from __future__ import annotations

from tabletop.domain.index import Scope, seat_scope


def scope(exercise_id: str, scope: Scope) -> str:
    """Everybody in the exercise who looks through this scope ("control", "team:t1", …)."""
    return f"x:{exercise_id}:{scope}"


def seat(exercise_id: str, seat_id: str) -> str:
    """All screens of one seat."""
    return scope(exercise_id, seat_scope(seat_id))
