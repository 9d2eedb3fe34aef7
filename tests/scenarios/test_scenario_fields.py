"""Everything around the script, as written."""

from __future__ import annotations

import pytest

from tests.scenarios.good import Desk, assert_fault

TEAM = "teams:\n  - id: T\n"


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("format: 1", "format: 2", "format", "is 2; this release reads format 1"),
        ("format: 1\n", "", "format", "is missing"),
        ("id: demo", "id: other", "id", "must be the name of the scenario's folder, 'demo'"),
        ("id: demo", "id: de mo", "id", "letters, digits"),
        ("title: Demo", "title:", "title", "is empty"),
        ("title: Demo", "title: ~", "title", "is empty"),
        ("title: Demo\n", "", "title", "is missing"),
        ("title: Demo", "titel: Demo", "titel", "no such field here; did you mean 'title'?"),
        ("title: Demo", "title: [Demo]", "title", "must be text; if it is, put it in quotes"),
        ("title: Demo", "title: " + "x" * 201, "title", "longer than 200 characters (201)"),
        ("mode: parallel", "mode: paralel", "mode", "is not known here; did you mean 'parallel'?"),
        ("duration: 30 min", "duration: 30", "duration", "30 of what? Write 30:00, 30 min or"),
        ("duration: 30 min", "status: over", "status", "is not known here; known are ready, draft"),
        ("O1: Keep calm.", "O 1: Keep calm.", "objectives.O 1", "letters, digits"),
        ("O1: Keep calm.", "O1: a\n  o1: b", "objectives.o1", "is taken already, in line 10"),
        ("O1: Keep calm.", "O1: [a]", "objectives.O1", "must be text"),
        ("  O1: Keep calm.", "- O1: Keep calm.", "objectives", "is no list: write each as a field"),
        ("O1: Keep calm.", "O1:", "objectives.O1", "is empty"),
        ("mate: Mate", "mate:", "roles.mate", "is empty"),
        ("mate: Mate", "mate: {}", "roles.mate", "is empty"),
        ("mode: parallel", "mode: parallel\nlanguage: Deutsch", "language", "write one like en or"),
        ("mode: parallel", "mode: parallel\nlanguage: <b>", "language", "write one like en or"),
        ("fallback: [mate]", "fallback: mate, other", "roles.lead.fallback", "[mate, other]"),
        ("name: Lead", "nam: Lead", "roles.lead.nam", "did you mean 'name'?"),
        ("fallback: [mate]", "fallback: mait", "roles.lead.fallback", "did you mean 'mate'?"),
        ("roles: [lead, mate]", "roles: [laed]", "teams[T].roles", "did you mean 'lead'?"),
        (TEAM, "teams:\n  - Table\n  - id: T\n", "teams[1]", "must have fields of its own"),
        ("teams:\n  - id: T", "teams:\n    id: T", "teams", "must be a list"),
        ("contact: The green box", "phone: 1", "helplines[1].contact", "is missing"),
        ("id: calm", "id: shout", "tags.escalators[shout].id", "is taken already, in line "),
        ("label: Shouting", "labels: x", "tags.escalators[shout].label", "is missing"),
        ("  skills:", "  talents:", "tags.talents", "known are skills, escalators"),
    ],
)
def test_each_fault_names_its_field(
    load: Desk, old: str, new: str, field: str, message: str
) -> None:
    assert_fault(load((old, new)), field, message)


def test_a_scenario_carries_the_tags_it_uses_and_no_others(load: Desk) -> None:
    scenario = load(("tags: [shout]", "tags: []")).scenario
    assert scenario is not None
    assert [tag.id for tag in scenario.tags] == ["calm"]


@pytest.mark.parametrize("language", ["de", "de-AT", "zh-Hant-TW", "gsw"])
def test_a_language_is_a_tag(load: Desk, language: str) -> None:
    scenario = load(("mode: parallel", f"mode: parallel\nlanguage: {language}")).scenario
    assert scenario is not None
    assert scenario.language == language


def test_a_list_has_an_end(load: Desk) -> None:
    many = "".join(f"  P{n}: x\n" for n in range(50))
    loaded = load(("  O1: Keep calm.\n", "  O1: Keep calm.\n" + many))
    assert_fault(loaded, "objectives", "there are 51; 50 is the most")


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("title: Demo", "title: Room # 12", "title", "what follows the # is taken for a note"),
        ("title: Demo", "title: null", "title", "is shown as 'null'; leave out"),
        (
            "title: Demo",
            "title: De\u202emo",
            "title",
            "turns the text after it (right-to-left override, U+202E)",
        ),
        (
            "O1: Keep calm.",
            "O1: Keep calm #1.",
            "objectives.O1",
            "what follows the # is taken for a note",
        ),
    ],
)
def test_doubts_about_a_text_are_told(
    load: Desk, old: str, new: str, field: str, message: str
) -> None:
    loaded = load((old, new))
    assert_fault(loaded, field, message, "warning")
    assert loaded.scenario is not None


def test_a_note_behind_what_nobody_reads_is_fine(load: Desk) -> None:
    notes = [("at: 1:00", "at: 1:00  # early"), ("mode: parallel", "mode: parallel # all alike")]
    assert load(*notes, ("title: Demo", 'title: "Room #12"  # quoted')).faults == ()
