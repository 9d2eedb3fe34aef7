"""One exercise in which everything happens at least once, stopped where a test wants to look."""

from __future__ import annotations

from tests.domain.transcript import Transcript, lobby, ms

A, B = {"option": "a"}, {"option": "b"}


def at_the_table() -> Transcript:
    """Everything that can happen while the play is on, has; it still is."""
    script = lobby(
        ("ann", "survey.submit", {"survey": "before", "answers": {"s1": 6}}),
        ("bob", "seat.rename", {"name": "Bo"}),
        (None, "seat.join", {"seat": "eli", "kind": "participant", "team": "blue"}),
        ("fay", "seat.remove", {"seat": "eli"}),
        ("fay", "exercise.lock_joins"),
        ("fay", "inject.revise", {"inject": "siren", "title": "Sirens"}),
        ("fay", "inject.hold", {"inject": "heat"}),
        ("fay", "clock.start"),
        "01:05",
        ("ann", "inject.read", {"inject": "siren"}),
        ("ann", "response.submit", {"inject": "siren", "answer": {}}),
        ("fay", "nudge.send", {"seats": ["bob"], "inject": "siren"}),
        ("fay", "inject.extend", {"inject": "siren", "by_ms": 2_000, "team": "red"}),
        ("fay", "clock.rate", {"rate": 0.5}),
        ("fay", "clock.rate", {"rate": 1}),
        ("fay", "clock.jump", {"to_ms": ms("02:30"), "injects": {"gauge": "release"}}),
        ("fay", "clock.undo_jump"),
        "02:10",
    )
    script.when("dan", "response.submit", {"inject": "siren", "answer": {}})
    return script.given(
        ("bob", "response.submit", {"inject": "gauge", "answer": B, "rationale": "Wait."}),
        ("ann", "decision.vote", {"inject": "gauge", "seat": "bob"}),
        ("fay", "decision.pass_lock", {"inject": "gauge", "seat": "bob"}),
        ("bob", "decision.lock", {"inject": "gauge", "answer": B, "confidence": 70}),
        ("fay", "inject.reveal", {"inject": "gauge"}),
        ("fay", "inject.hide", {"inject": "gauge"}),
        ("fay", "inject.reveal", {"inject": "gauge"}),
        ("cat", "pause.request"),
        ("fay", "clock.pause"),
        ("fay", "message.send", {"text": "Take a breath."}),
        ("fay", "message.send", {"text": "Reds.", "team": "red"}),
        ("fay", "clock.resume"),
        ("eve", "note.add", {"text": "Calm", "inject": "gauge", "team": "red"}),
        ("eve", "flag.add", {"text": "Here", "inject": "gauge"}),
        ("eve", "rating.set", {"objective": "o1", "rating": "S", "team": "red", "text": "Fine"}),
        ("fay", "inject.compose", {"title": "Aside", "to": {"seat": ["ann"]}, "private": True}),
        ("fay", "inject.recall", {"inject": "adhoc-1", "reason": "Wrong"}),
        ("dan", "seat.watch"),
        ("fay", "seat.move", {"seat": "dan", "team": "red", "role": "desk"}),
        ("fay", "inject.skip", {"inject": "radio"}),
        ("fay", "inject.restore", {"inject": "radio"}),
        "06:10",
        ("fay", "exercise.lock_joins", {"locked": False}),
        (None, "seat.join", {"seat": "fox", "kind": "participant", "team": "red", "role": "lead"}),
        ("fay", "exercise.halt"),
        ("fay", "exercise.resume_after_halt"),
        ("fay", "clock.resume"),
    )


def afterwards() -> Transcript:
    """The same exercise, closed."""
    return at_the_table().given(
        ("fay", "exercise.end"),
        ("ann", "survey.submit", {"survey": "after", "answers": {"s1": 8, "s2": "Good."}}),
        ("fay", "exercise.close"),
    )
