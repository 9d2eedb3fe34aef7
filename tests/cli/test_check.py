"""What an author sees after `tabletop check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tabletop import assets
from tabletop.cli.check import check
from tests.scenarios.good import GOOD


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine/demo").mkdir(parents=True)
    (tmp_path / "mine/demo/scenario.yaml").write_text(GOOD)
    return tmp_path / "mine"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(check, arguments)


def test_without_a_path_it_is_what_is_built_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TABLETOP_INJECTS", raising=False)
    result = run()
    injects = assets.folder("injects")
    assert result.output == f"Checking {injects}\n5 scenarios: no errors, no warnings.\n"
    assert result.exit_code == 0


def test_without_a_path_it_is_the_scenario_here_or_else_those_a_server_would_offer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TABLETOP_INJECTS", "mine")
    monkeypatch.setenv("TABLETOP_PORT", "none of its business")
    assert run().output == "Checking mine\n1 scenario: no errors, no warnings.\n"
    monkeypatch.chdir(folder / "demo")
    assert run().output == "Checking scenario.yaml\n1 scenario: no errors, no warnings.\n"


@pytest.mark.parametrize("path", ["mine", "mine/demo", "mine/demo/scenario.yaml"])
def test_a_library_a_scenario_or_a_file(folder: Path, path: str) -> None:
    result = run(path)
    assert result.output == "1 scenario: no errors, no warnings.\n"
    assert result.exit_code == 0


def test_errors_name_file_line_and_field_and_fail(folder: Path) -> None:
    path = folder / "demo/scenario.yaml"
    path.write_text(GOOD.replace("{role: lead}", "{role: laed}"))
    result = run("mine")
    assert result.output == (
        "mine/demo/scenario.yaml:49: injects[A].to: error: there is no role 'laed'; did you mean"
        " 'lead'?\n1 scenario: 1 error, no warnings.\n"
    )
    assert result.exit_code == 1


def test_warnings_alone_do_not_fail(folder: Path) -> None:
    path = folder / "demo/scenario.yaml"
    path.write_text(GOOD.replace("content_note: A small fire.\n", ""))
    result = run("mine/demo")
    assert "mine/demo/scenario.yaml:1: content_note: warning: is missing" in result.output
    assert result.output.endswith("1 scenario: no errors, 1 warning.\n")
    assert result.exit_code == 0


def test_programs_get_json(folder: Path) -> None:
    (folder / "demo/scenario.yaml").write_text(GOOD.replace("30 min", "30"))
    result = run("mine", "--json")
    told = json.loads(result.output)
    assert (told["scenarios"], told["errors"], told["warnings"]) == (1, 1, 0)
    assert told["faults"] == [
        {
            "file": "mine/demo/scenario.yaml",
            "line": 6,
            "field": "duration",
            "level": "error",
            "message": "30 of what? Write 30:00, 30 min or 30 s",
        }
    ]
    assert result.exit_code == 1


def test_programs_are_told_what_was_checked(folder: Path) -> None:
    told = json.loads(run("mine/demo", "--json").output)
    assert (told["checked"], told["shared_files"]) == (["mine/demo"], 0)


def test_so_many_faults_are_printed_and_no_more(folder: Path) -> None:
    path = folder / "demo/scenario.yaml"
    unknown = "".join(f"unknown{n}: 1\n" for n in range(200))
    path.write_text(GOOD.replace("content_note: A small fire.\n", "") + unknown)
    lines = run("mine").output.splitlines()
    assert len(lines) == 52
    assert all(": error: there is no such field here" in line for line in lines[:50])
    assert lines[50] == "mine/demo/scenario.yaml: … and 151 more"
    assert lines[51] == "1 scenario: 200 errors, 1 warning."
    assert len(json.loads(run("mine", "--json").output)["faults"]) == 201


def test_a_file_forges_no_line_and_steers_no_terminal(folder: Path) -> None:
    (folder / "de\nmo\x1b[2J").mkdir()
    (folder / "de\nmo\x1b[2J/scenario.yaml").write_text(
        GOOD.replace("title: Demo", 'title: Demo\n"x\\nmine: error: forged": 1')
    )
    lines = run("mine").output.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("mine/de\\u000amo\\u001b[2J/scenario.yaml:4: x\\u000amine: error:")
    assert "\x1b" not in lines[0]


def test_shared_files_alone(folder: Path) -> None:
    (folder / "_shared").mkdir()
    (folder / "_shared/tags.yaml").write_text("format: 1\n")
    assert run("mine/_shared").output == "1 shared file: no errors, no warnings.\n"


def test_a_path_with_nothing_to_check_fails(folder: Path) -> None:
    (folder.parent / "empty").mkdir()
    result = run("empty", "nowhere.yaml")
    assert "empty:1: error: holds no scenario" in result.output
    assert "nowhere.yaml:1: error: cannot be opened" in result.output
    assert result.exit_code == 1


def test_the_shared_files_of_a_library_are_checked_once(folder: Path) -> None:
    (folder / "_shared").mkdir()
    (folder / "_shared/tags.yaml").write_text("format: 1\nskill: []\n")
    (folder / "other").mkdir()
    (folder / "other/scenario.yaml").write_text(GOOD.replace("id: demo", "id: other"))
    for path in ("mine", "mine/_shared/tags.yaml"):
        result = run(path)
        assert result.output.count("mine/_shared/tags.yaml:2: skill: error: there is no such") == 1
        assert result.exit_code == 1


def test_without_a_shared_folder_the_built_in_tags_may_be_used(folder: Path) -> None:
    path = folder / "demo/scenario.yaml"
    path.write_text(GOOD.replace("tags: [calm]", "tags: [open_questions]"))
    assert run("mine").exit_code == 0
