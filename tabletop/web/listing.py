"""What an exercise can be made from, as the API and the console list it."""

from __future__ import annotations

from typing import Any

from tabletop.domain.scenario import Scenario
from tabletop.web.services import services


def scenarios(*, drafts: bool = False) -> list[dict[str, Any]]:
    """The scenarios an exercise can be made from."""
    return [_row(scenario) for scenario in services().library.all(include_drafts=drafts)]


def _row(scenario: Scenario) -> dict[str, Any]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "summary": scenario.summary,
        "setting": scenario.setting,
        "mode": scenario.mode,
        "duration_ms": scenario.duration_ms,
        "status": scenario.status,
        "content_note": scenario.content_note,
        "review_note": scenario.review_note,
        "teams": [team.name for team in scenario.teams],
        "injects": len(scenario.injects),
        "objectives": [objective.text for objective in scenario.objectives],
    }
