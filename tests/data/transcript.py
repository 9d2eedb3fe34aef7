"""One evening of *The Oversold Night* at four tables, as the log has it.

Everything a debrief can show happens once: proposals and locks, dissent, a missed and a late
decision, branches taken and passed over, an ad-hoc inject, a recall, a skip, an extension, pauses,
notes, flags, ratings, and surveys before and after.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from tabletop.domain import commands as c
from tabletop.domain.plain import scenario_from_plain
from tabletop.domain.scenario import Scenario, Team
from tests.data.script import Script

TABLES = {
    "t1": ("Harbour", "mina Mina", "jonas Jonas", "priya Priya"),
    "t2": ("Linden", "tomas Tomas", "aiko Aiko", "elif Elif"),
    "t3": ("Mill", "sofia Sofia", "malik Malik", "ben Ben"),
    "t4": ("Quay", "leo Leo", "hana Hana", "oskar Oskar"),
}
"""Each table's people in the order they joined: desk agent, duty manager, guest relations."""

BEFORE = {"mina": 6, "jonas": 5, "priya": 7, "tomas": 4, "aiko": 6, "elif": 3}
BEFORE |= {"sofia": 8, "malik": 5, "ben": 5, "leo": 7, "hana": 4, "oskar": 6}
AFTER = {"mina": 8, "jonas": 7, "priya": 7, "tomas": 6, "aiko": 7, "elif": 5}
AFTER |= {"sofia": 7, "malik": 7, "hana": 7, "oskar": 6}


def scenario() -> Scenario:
    """A copy of the script that edits to the shipped one don't reach."""
    text = Path(__file__).with_name("oversold-night.json").read_text(encoding="utf-8")
    return scenario_from_plain(json.loads(text))


def teams(written: Scenario) -> tuple[Team, ...]:
    """The four tables, with the roles the script's one team has."""
    return tuple(Team(team, people[0], written.teams[0].roles) for team, people in TABLES.items())


@cache
def evening() -> Script:
    """The whole evening, to its end. Look, don't touch: it is shared."""
    script = at_the_taxi()
    script.at("25:40")
    script.say("ruth", c.End())
    script.wait(90)
    _survey(script, "after", AFTER)
    for seat in list(AFTER)[:7]:
        answers = {"f1": 4 if seat != "elif" else 3, "f9": 5, "o1": f"More time at {seat[0]}."}
        script.say(seat, c.SubmitSurvey("feedback", answers))
    script.say("noor", c.SetRating("o1", "S", None, "Two tables asked before they offered."))
    script.say("noor", c.SetRating("o2", "M", "t3", "Three promises nobody could keep."))
    script.say("noor", c.SetRating("o2", "P", "t1"))
    script.say("ruth", c.CloseExercise())
    return script


@cache
def half_way() -> Script:
    """The same evening while it runs, at 05:02."""
    script = lobby()
    _first_four_minutes(script)
    _sold_my_bed(script, until="05:02")
    return script


def lobby() -> Script:
    """Everybody has joined, most have filled in the first survey."""
    written = scenario()
    script = Script(written, teams(written))
    script.join("ruth", "Ruth", "facilitator")
    script.join("idris", "Idris", "facilitator")
    script.join("noor", "Noor", "evaluator")
    script.say("ruth", c.Open())
    for team, (_, *people) in TABLES.items():
        for person in people:
            seat, name = person.split()
            script.wait(4)
            consent = () if seat == "ben" else ("analysis",)
            quotes = ("quotes",) if seat not in {"ben", "malik"} else ()
            script.join(seat, name, "participant", team, (*consent, *quotes))
    script.wait(30)
    _survey(script, "before", BEFORE)
    script.say("ruth", c.LockJoins(True))
    script.wait(120)
    return script


def at_the_taxi() -> Script:
    """The play up to the last ask."""
    script = lobby()
    _first_four_minutes(script)
    _sold_my_bed(script)
    _branches(script)
    _one_room_left(script)
    _and_what_do_i_get(script)
    _the_clip(script)
    _last_words(script)
    return script


def _survey(script: Script, survey: str, given: dict[str, int]) -> None:
    for shift, (seat, value) in enumerate(given.items()):
        answers = {f"se{n}": max(0, min(10, value + (n + shift) % 3 - 1)) for n in range(1, 11)}
        answers["tense"] = 10 - value
        script.wait(3)
        script.say(seat, c.SubmitSurvey(survey, answers))


def _propose(
    inject: str, seat: str, option: str, why: str = "", sure: int | None = None
) -> tuple[str, c.Propose]:
    return seat, c.Propose(inject, {"option": option}, why, sure)


def _lock(
    inject: str, seat: str, option: str, why: str = "", sure: int | None = None
) -> tuple[str, c.Lock]:
    return seat, c.Lock(inject, {"option": option}, why, sure)


def _write(inject: str, seat: str, text: str, sure: int | None = None) -> tuple[str, c.Lock]:
    return seat, c.Lock(inject, {"text": text}, "", sure)


def _read_by_all(script: Script, inject: str) -> None:
    for _, *people in TABLES.values():
        for person in people:
            script.wait(0.4)
            script.say(person.split()[0], c.Read(inject))


def _first_four_minutes(script: Script) -> None:
    script.say("ruth", c.Start())
    script.wait(0)
    _read_by_all(script, "cs-01")
    for _, *people in TABLES.values():
        for person in people:
            script.wait(2)
            script.say(person.split()[0], c.Submit("cs-01", {}))
    heat = {"2:11": "sofia 7", "2:14": "malik 6", "2:15": "mina 5", "2:17": "jonas 5"}
    heat |= {"2:19": "ben 7", "2:20": "tomas 6", "2:22": "priya 6", "2:26": "aiko 4"}
    heat |= {"2:30": "elif 6", "2:33": "hana 8", "2:40": "oskar 5"}
    script.at("2:01")
    _read_by_all(script, "cs-02")
    for reading, said in heat.items():
        seat, value = said.split()
        script.play({reading: [(seat, c.Submit("cs-02", {"value": int(value)}))]})
    script.at("3:00")
    script.say(
        "idris",
        c.Compose(
            "Partner hotel",
            "The partner hotel calls: *“Are you still sending us somebody?”*",
            "Partner hotel",
            "phone",
        ),
    )
    composed = script.recorded[-1].event
    script.at("3:16")
    script.say("idris", c.Recall(composed.inject, "Sent to everybody by mistake"))  # type: ignore[union-attr]
    script.at("3:30")
    script.say("ruth", c.Pause())
    script.wait(40)
    script.say("ruth", c.Resume())


def _sold_my_bed(script: Script, until: str = "5:30") -> None:
    moves = {
        "4:20": [_propose("cs-03", "tomas", "d", "She needs a bed first.")],
        "4:26": [_propose("cs-03", "leo", "a")],
        "4:28": [_propose("cs-03", "mina", "c", "Say what happened to her.", 60)],
        "4:36": [
            ("ruth", c.AddNote("Mill argues about the law, not about the guest.", None, "t3"))
        ],
        "4:38": [_propose("cs-03", "aiko", "d")],
        "4:41": [
            _propose("cs-03", "jonas", "c"),
            _propose("cs-03", "priya", "d", "The child must lie down.", 80),
        ],
        "4:46": [("jonas", c.Vote("cs-03", "mina"))],
        "4:49": [_lock("cs-03", "mina", "c", "Acknowledge, then ask.", 75)],
        "4:52": [_propose("cs-03", "sofia", "c")],
        "4:58": [_lock("cs-03", "tomas", "d", "A plan calms people.", 100)],
        "5:00": [("idris", c.Skip("cs-06"))],
        "5:06": [("ruth", c.PassLock("cs-03", "hana"))],
        "5:08": [("idris", c.AddFlag("Quay is without its lead", "cs-03", "t4"))],
        "5:15": [_propose("cs-03", "malik", "b")],
        "5:21": [_lock("cs-03", "sofia", "b", "It is in the terms.", 50)],
        "5:27": [_lock("cs-03", "hana", "a", "", 40)],
    }
    script.at("4:01")
    _read_by_all(script, "cs-03")
    script.play({at: said for at, said in moves.items() if _seconds(at) <= _seconds(until)})
    script.at(until)


def _seconds(reading: str) -> int:
    minutes, seconds = reading.split(":")
    return int(minutes) * 60 + int(seconds)


def _branches(script: Script) -> None:
    """Filming at Mill and Quay, the fever at Harbour and Linden."""
    script.play(
        {
            "7:40": [_propose("cs-04h", "malik", "a"), _propose("cs-04h", "hana", "c")],
            "7:58": [_propose("cs-04h", "ben", "b", "We were cold.")],
            "8:18": [_lock("cs-04h", "sofia", "b", "Own it and move.", 70)],
            "8:25": [_write("cs-04c", "tomas", "“A bed, a drink and a doctor’s number, now.”", 80)],
            "8:27": [("ruth", c.PassLock("cs-04h", "hana")), _lock("cs-04h", "hana", "c")],
            "8:32": [
                _write("cs-04c", "mina", "“Fever since noon: let us lay her down here first.”")
            ],
            "8:50": [("noor", c.AddNote("Harbour repeats the need back.", "cs-04c", "t1"))],
        }
    )


def _one_room_left(script: Script) -> None:
    """Three tables decide; Quay proposes twice and locks nothing."""
    script.play(
        {
            "10:30": [_propose("cs-05", "priya", "a"), _propose("cs-05", "jonas", "a")],
            "10:36": [_propose("cs-05", "leo", "c")],
            "10:52": [_lock("cs-05", "elif", "a", "Confirm first.", 90)],
            "10:58": [_propose("cs-05", "hana", "a", "We lose it otherwise.")],
            "11:10": [_lock("cs-05", "ben", "c", "Nothing forced on her.", 60)],
            "11:16": [_lock("cs-05", "priya", "a", "One clear line.", 85)],
            "11:20": [("ruth", c.Nudge(("oskar",), "cs-05"))],
            "11:40": [("idris", c.AddFlag("", "cs-05"))],
        }
    )


def _and_what_do_i_get(script: Script) -> None:
    script.play(
        {
            "15:20": [_propose("cs-07", "malik", "a"), _propose("cs-07", "ben", "c")],
            "15:38": [_lock("cs-07", "sofia", "d", "", 55)],
            "15:44": [_lock("cs-07", "mina", "c", "Promise what is ours.", 90)],
            "16:02": [_lock("cs-07", "tomas", "c", "", 80)],
            "16:19": [
                ("ruth", c.PassLock("cs-07", "hana")),
                _lock("cs-07", "hana", "c", "No refund from us.", 65),
            ],
            "16:40": [("ruth", c.Message("Five more minutes at this pace.", None, None))],
        }
    )


def _the_clip(script: Script) -> None:
    """Quay writes its reply twelve seconds after the close."""
    script.play(
        {
            "19:40": [("ben", c.RequestPause()), ("ruth", c.Pause())],
        }
    )
    script.wait(60)
    script.say("ruth", c.Resume())
    script.play(
        {
            "19:50": [_lock("cs-09", "ben", "b", "They did give it away.", 30)],
            "19:57": [_lock("cs-09", "oskar", "a", "Own it.", 75)],
            "20:31": [
                _write("cs-08", "jonas", "We let a family down tonight. They have a bed now.")
            ],
            "20:40": [("idris", c.Extend("cs-08", 30_000, "t2"))],
            "20:45": [_write("cs-08", "aiko", "We are sorry. We have found them a room.")],
            "20:52": [_write("cs-08", "malik", "=We did all we could; see our terms.")],
            "21:12": [("hana", c.Lock("cs-08", {"text": "We are looking into it."}))],
        }
    )


def _last_words(script: Script) -> None:
    script.play(
        {
            "23:10": [("priya", c.Propose("cs-10", {"text": "Give her a name to call."}))],
            "25:02": [
                _write("cs-10", "mina", "“I am Mina. The taxi is paid; I ring you at nine.”", 90)
            ],
            "25:10": [_write("cs-10", "tomas", "“Your room is booked, here is my card.”", 80)],
            "25:20": [_write("cs-10", "sofia", "“Sorry again. We will look into it.”", 50)],
            "25:28": [
                ("ruth", c.PassLock("cs-10", "hana")),
                _write("cs-10", "hana", "“I come to the car with you.”", 70),
            ],
        }
    )
