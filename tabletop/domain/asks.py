"""Whether an answer fits what was asked (docs/protocol.md, `answer` by `ask.kind`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from typing import Final

from tabletop.domain.ask_rules import MAX_ANSWER
from tabletop.domain.errors import Refusal
from tabletop.domain.events import Json
from tabletop.domain.scenario import Ask, AskKind
from tabletop.domain.texts import is_text


def check_answer(ask: Ask, answer: Mapping[str, Json]) -> None:
    """Raises Refusal("invalid"), with the field, unless the answer fits the ask."""
    form = FORMS.get(ask.kind)
    field = form[0] if form else None
    strange = [name for name in answer if name != field]
    if strange:
        raise _refusal({f"data.answer.{name}": "Unknown field." for name in strange})
    if form is None:
        return
    field, find_fault = form
    if field not in answer:
        raise _refusal({f"data.answer.{field}": "Missing: this asks for it."})
    fault = find_fault(ask, answer[field])
    if fault is not None:
        raise _refusal({f"data.answer.{field}": fault})


def _refusal(faults: Mapping[str, str]) -> Refusal:
    return Refusal(
        "invalid",
        "This answer does not fit the question.",
        {path: [fault] for path, fault in faults.items()},
    )


def _choice_fault(ask: Ask, value: Json) -> str | None:
    known = isinstance(value, str) and ask.option(value) is not None
    return None if known else "Not one of the options."


def _ids(value: Json) -> list[str] | None:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return None
    return sorted(value)


def _multi_fault(ask: Ask, value: Json) -> str | None:
    ids = _ids(value)
    if ids is None or any(ask.option(each) is None for each in ids):
        return "Not all of these are options."
    if len(set(ids)) != len(ids):
        return "Each option once."
    least = 1 if ask.pick_min is None else ask.pick_min
    most = len(ask.options) if ask.pick_max is None else ask.pick_max
    return None if least <= len(ids) <= most else f"Pick {least} to {most}."


def _ranking_fault(ask: Ask, value: Json) -> str | None:
    every = sorted(option.id for option in ask.options)
    return None if _ids(value) == every else "Must hold every option once."


def _text_fault(ask: Ask, value: Json) -> str | None:
    most = ask.max_length or MAX_ANSWER
    if not isinstance(value, str) or not value.strip():
        return "Write something."
    if len(value) > most:
        return f"At most {most} characters."
    return None if is_text(value) else "Contains a character that is not text."


def _value_fault(ask: Ask, value: Json) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not _measurable(value):
        return "Must be a number."
    if ask.minimum is not None and value < ask.minimum:
        return f"Must be at least {ask.minimum:g}."
    if ask.maximum is not None and value > ask.maximum:
        return f"Must be at most {ask.maximum:g}."
    step = ask.step or (1 if ask.kind == "rating" else None)
    if step is not None:
        steps = (value - (ask.minimum or 0)) / step
        if not isfinite(steps) or abs(steps - round(steps)) > 1e-6:
            return f"Must be in steps of {step:g}."
    return None


def _measurable(value: float) -> bool:
    try:
        return isfinite(value)
    except OverflowError:  # a whole number beyond every float
        return False


FORMS: Final[Mapping[AskKind, tuple[str, Callable[[Ask, Json], str | None]]]] = {
    "choice": ("option", _choice_fault),
    "multi": ("options", _multi_fault),
    "text": ("text", _text_fault),
    "rating": ("value", _value_fault),
    "ranking": ("order", _ranking_fault),
    "number": ("value", _value_fault),
}
"""The one field of an answer, and what may be wrong with it, by kind of ask; an ack has none."""
