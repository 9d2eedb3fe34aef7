"""Where the files that are not Python live: scenarios, templates, static files.

In the source tree they stand beside the package; in an installed wheel they are inside it.
"""

from pathlib import Path
from typing import Final, Literal, TypeAlias

Name: TypeAlias = Literal["injects", "static", "templates"]

_PACKAGE: Final = Path(__file__).resolve().parent


def folder(name: Name) -> Path:
    """The absolute path of one of the three folders.

    Raises FileNotFoundError when neither place has it, which means a broken installation.
    """
    for place in (_PACKAGE / "_assets", _PACKAGE.parent):
        if (place / name).is_dir():
            return place / name
    raise FileNotFoundError(f"Tabletop's {name} folder is missing; please install it again.")
