"""What Socket.IO and Engine.IO log: our faults, not what clients do wrong.

Their complaints about clients repeat what those sent, an origin or a session's id, as it came.
"""

from __future__ import annotations

import logging


def log() -> logging.Logger:
    """The log to give them: only errors that come with a traceback get into it."""
    own = logging.getLogger(__name__)
    own.setLevel(logging.ERROR)
    own.addFilter(_ours)
    return own


def _ours(record: logging.LogRecord) -> bool:
    return record.exc_info is not None
