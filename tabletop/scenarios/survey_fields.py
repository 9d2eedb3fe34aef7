"""Surveys in a file: the questions before STARTEX and after the hot wash has begun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, Literal, TypeAlias, get_args

from tabletop.domain.scenario import Item, Survey
from tabletop.scenarios.faults import did_you_mean
from tabletop.scenarios.reading import Part
from tabletop.scenarios.tree import Fields, Text

When: TypeAlias = Literal["pre", "post"]
ItemKind: TypeAlias = Literal["rating", "text"]

WHEN: Final[tuple[When, ...]] = get_args(When)
ITEM_KINDS: Final[tuple[ItemKind, ...]] = get_args(ItemKind)


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
        title=part.text("title", 200, required=True),
        stem=part.text("stem", 300),
        note=part.text("note", 500),
        scale=form_id,
        items=tuple(_read_items(part, usual, ids)),
    )
    if not form.items:
        part.error("items", "is empty: a survey needs at least one question")
    part.finish()
    return form


def _read_items(part: Part, usual: Item, seen: dict[str, int]) -> Iterator[Item]:
    for node, path in part.nodes("items"):
        if not isinstance(node, Fields):
            part.faults.error(path, "must have fields of its own: id and prompt")
            continue
        entry = Part(node, path, part.faults)
        item = replace(
            _read_bounds(entry, usual),
            id=entry.identity(seen),
            prompt=entry.text("prompt", 500, required=True),
            kind=entry.one_of("kind", ITEM_KINDS, "rating"),
        )
        entry.finish()
        yield item


def _read_bounds(part: Part, usual: Item) -> Item:
    low, high = part.whole("min"), part.whole("max")
    item = replace(
        usual,
        minimum=usual.minimum if low is None else low,
        maximum=usual.maximum if high is None else high,
        label_min=part.text("label_min", 80) or usual.label_min,
        label_max=part.text("label_max", 80) or usual.label_max,
    )
    if item.minimum >= item.maximum:
        part.error("min", f"the lowest value ({item.minimum}) is not below {item.maximum}")
    return item


def read_surveys(part: Part, forms: Mapping[str, Survey]) -> Iterator[Survey]:
    """The surveys under `pre` and `post`: names of shared forms, or forms written out."""
    for when in WHEN:
        seen: dict[str, int] = {}
        for node, path in part.nodes(when):
            if isinstance(node, Text):
                name = part.words(node, path, 100)
                form = forms.get(name)
                if form is None:
                    hint = did_you_mean(name, forms)
                    part.faults.error(path, f"there is no shared survey {name!r}{hint}")
                    continue
                if name.casefold() in seen:
                    part.faults.error(path, f"{name!r} stands here twice")
                seen[name.casefold()] = node.line
            elif isinstance(node, Fields):
                form = read_form(Part(node, path, part.faults), seen)
            else:
                part.faults.error(path, "is a shared survey's name, or has fields of its own")
                continue
            yield replace(form, id=f"{when}-{form.id}", when=when)
    part.finish()
