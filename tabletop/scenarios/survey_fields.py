"""Surveys in a file: the questions before STARTEX and after the hot wash has begun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, Literal, TypeAlias, get_args

from tabletop.domain.ask_rules import MAX_STEPS
from tabletop.domain.scenario import Item, Survey
from tabletop.scenarios.limits import MANY_STEPS
from tabletop.scenarios.reading import Part
from tabletop.scenarios.tree import Fields, Path, Text

When: TypeAlias = Literal["pre", "post"]
ItemKind: TypeAlias = Literal["rating", "text"]

WHEN: Final[tuple[When, ...]] = get_args(When)
ITEM_KINDS: Final[tuple[ItemKind, ...]] = get_args(ItemKind)
OF_RATINGS: Final = ("min", "max", "label_min", "label_max")


def read_form(part: Part, seen: dict[str, int]) -> Survey:
    """A form as written, before a scenario says when it is asked.

    `min`, `max` and the labels of the form are those of all its ratings that don't say otherwise.
    """
    form_id = part.identity(seen)
    usual = _read_bounds(part, Item("", ""))
    ids: dict[str, int] = {}
    form = Survey(
        id=form_id,
        when="pre",
        title=part.text("title", required=True),
        stem=part.text("stem"),
        note=part.text("note"),
        scale=form_id,
        items=tuple(_read_item(item, usual, ids) for item in part.parts("items", "id and prompt")),
    )
    if not form.items and not part.faults.broken((*part.path, "items")):
        part.error("items", "is empty: a survey needs at least one question")
    part.finish()
    return form


def _read_item(part: Part, usual: Item, seen: dict[str, int]) -> Item:
    kind = part.one_of("kind", ITEM_KINDS, "rating")
    if kind == "text":
        for name in OF_RATINGS:
            if part.has(name):
                part.error(name, "belongs to rating, not to text")
    item = replace(
        usual if kind == "text" else _read_bounds(part, usual),
        id=part.identity(seen),
        prompt=part.text("prompt", required=True),
        kind=kind,
    )
    part.finish()
    return item


def _read_bounds(part: Part, usual: Item) -> Item:
    low, high = part.whole("min"), part.whole("max")
    item = replace(
        usual,
        minimum=usual.minimum if low is None else low,
        maximum=usual.maximum if high is None else high,
        label_min=part.text("label_min") or usual.label_min,
        label_max=part.text("label_max") or usual.label_max,
    )
    if low is None and high is None:
        return item
    steps = item.maximum - item.minimum
    field = "min" if high is None else "max"
    if steps <= 0:
        part.error("min", f"the lowest value ({item.minimum}) is not below {item.maximum}")
    elif steps > MAX_STEPS:
        part.error(field, f"a scale has {MAX_STEPS} steps at most, not {steps}")
    elif steps > MANY_STEPS:
        part.faults.warning(
            (*part.path, field), f"makes a scale of {steps} steps; {MANY_STEPS} fit a phone"
        )
    return item


def read_surveys(part: Part, shared: Mapping[str, Survey]) -> Iterator[Survey]:
    """The surveys under `pre` and `post`: forms written out, or the names of forms that are written
    out in this file or shared."""
    asked = [(when, *entry) for when in WHEN for entry in _read_entries(part, when)]
    own: dict[str, Survey] = {}
    for _, form, path in asked:
        if isinstance(form, Survey):
            twin = own.setdefault(form.id, form)
            if twin.items != form.items and form.id:
                part.faults.error(
                    (*path, "items"),
                    f"{form.id!r} is asked before and after, to be compared, but its items or their"
                    f" scales differ; write it once and name it the other time: [{form.id}]",
                )
    forms = {**shared, **own}
    for when, form, path in asked:
        if isinstance(form, str) and form not in forms:
            part.faults.unknown(path, "survey", form, forms)
        else:
            found = forms[form] if isinstance(form, str) else form
            yield replace(found, id=f"{when}-{found.id}", when=when)
    part.finish()


def _read_entries(part: Part, when: When) -> Iterator[tuple[Survey | str, Path]]:
    seen: dict[str, int] = {}
    for node, path in part.nodes(when):
        if isinstance(node, Fields):
            yield read_form(Part(node, path, part.faults), seen), path
        elif isinstance(node, Text):
            name = part.within(node, path)
            if name.casefold() in seen:
                part.faults.error(path, f"{name!r} stands here twice")
            seen[name.casefold()] = node.line
            yield name, path
        else:
            part.faults.error(path, "is a form's name, or has fields of its own (id, title, items)")
