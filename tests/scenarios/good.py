"""A small scenario without a fault, to be changed by tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from tabletop.scenarios.loader import Loaded

GOOD = """\
format: 1
id: demo
title: Demo
summary: A small fire.
mode: parallel
duration: 30 min
content_note: A small fire.

objectives:
  O1: Keep calm.

roles:
  lead:
    name: Lead
    fallback: [mate]
  mate: Mate

teams:
  - id: T
    name: Table
    roles: [lead, mate]

tags:
  skills:
    - id: calm
      label: Keep calm
  escalators:
    - id: shout
      label: Shouting

surveys:
  pre:
    - id: sure
      title: How sure are you?
      items:
        - id: fire
          prompt: put out a fire

helplines:
  - name: First aid
    contact: The green box

injects:
  - id: A
    at: 1:00
    title: Smoke
    channel: phone
    from: Caller
    to: {role: lead}
    body: There is smoke.
    ask:
      kind: choice
      scope: team
      prompt: What now?
      deadline: 90 s
      options:
        - id: x
          text: Run away as fast as ever you can.
          effect: escalating
          tags: [shout]
        - id: y
          text: Look.
          effect: de_escalating
          tags: [calm]
    expected_action: Look.
    objectives: [O1]

  - id: B
    at: 5:00
    title: Fire
    to: all
    when:
      any:
        - inject: A
          effect_in: [escalating]
        - inject: A
          no_response: true
    body: It burns.

  - id: C
    at: 5:00
    title: No fire
    to: all
    when:
      inject: A
      option_in: [y]
    body: It was steam.
"""

Desk: TypeAlias = Callable[..., Loaded]


def line_of(text: str, words: str) -> int:
    """The line, from 1, on which these words first stand."""
    return text[: text.index(words)].count("\n") + 1


def assert_fault(loaded: Loaded, field: str, message: str, level: str = "error") -> None:
    """A fault with this field, whose message holds these words, is among those found."""
    told = [f"{fault.field}: {fault.level}: {fault.message}" for fault in loaded.faults]
    assert any(line.startswith(f"{field}: {level}: ") and message in line for line in told), told
    assert (loaded.scenario is None) == any(": error: " in line for line in told)
