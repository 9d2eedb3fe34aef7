"""What is listed is found: events that changed a status, and tokens of a kind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATUS_CHANGES = sa.text(
    "kind IN ('clock.paused', 'clock.resumed', 'clock.started', 'exercise.closed', "
    "'exercise.ended', 'exercise.halt_lifted', 'exercise.halted', 'exercise.opened')"
)


def upgrade() -> None:
    """Make the indexes."""
    op.create_index(
        "ix_event_status",
        "event",
        ["exercise_id", "seq"],
        sqlite_where=STATUS_CHANGES,
        postgresql_where=STATUS_CHANGES,
    )
    op.create_index("ix_credential_kind_created_at_id", "credential", ["kind", "created_at", "id"])


def downgrade() -> None:
    """Going back is done with the backup that was made before the upgrade."""
    raise NotImplementedError("Go back by putting the backup in the place of the database.")
