"""Puts the folders that are not Python into the wheel, where tabletop/assets.py looks for them.

A plain `force-include` would also copy them into every editable installation, where they go stale.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("injects", "static", "templates")


class Assets(BuildHookInterface[Any]):
    """The build backend's hook; runs once for each wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folders to include; `version` is "standard" or "editable"."""
        if version == "standard":
            root = Path(self.root)
            included = {str(root / name): f"tabletop/_assets/{name}" for name in FOLDERS}
            build_data["force_include"].update(included)
