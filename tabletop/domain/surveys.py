"""When a survey is asked, and what its answers must look like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from tabletop.domain.errors import Refusal
from tabletop.domain.events import Json
from tabletop.domain.scenario import Item, Survey
from tabletop.domain.state import State
from tabletop.domain.texts import is_text

SurveyStatus: TypeAlias = Literal["waiting", "open", "closed"]

MAX_TEXT: Final = 4_000
"""As many characters as an answer may have, and as the phone lets people type."""


def find(state: State, survey_id: str) -> Survey | None:
    """The scenario's survey with this id."""
    return next((each for each in state.header.scenario.surveys if each.id == survey_id), None)


def status(state: State, survey: Survey) -> SurveyStatus:
    """A pre-survey is asked in the lobby, and still taken from who is in the middle of it when
    the play begins; a post-survey is asked once the play has ended."""
    now = state.before_halt if state.status == "halted" else state.status
    if survey.when == "pre":
        if now == "draft":
            return "waiting"
        return "open" if now in {"lobby", "running", "paused"} else "closed"
    if now == "hotwash":
        return "open"
    return "closed" if now == "closed" else "waiting"


def check(survey: Survey, answers: Mapping[str, Json]) -> None:
    """Raises Refusal("invalid") for an unknown item, or an answer that does not fit its item."""
    items = {item.id: item for item in survey.items}
    faults: dict[str, list[str]] = {}
    for item_id, value in answers.items():
        item = items.get(item_id)
        fault = "There is no such question." if item is None else _fault(item, value)
        if fault is not None:
            faults[f"data.answers.{item_id}"] = [fault]
    if faults:
        raise Refusal("invalid", "Some answers do not fit their questions.", faults)


def _fault(item: Item, value: Json) -> str | None:
    if item.kind == "text":
        if not isinstance(value, str) or not is_text(value) or len(value) > MAX_TEXT:
            return f"Must be text of at most {MAX_TEXT} characters."
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        return "Must be a whole number."
    if not item.minimum <= value <= item.maximum:
        return f"Must be from {item.minimum} to {item.maximum}."
    return None
