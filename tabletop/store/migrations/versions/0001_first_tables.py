"""The first tables: accounts, exercises, seats, the log and settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "user",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_user"),
        sa.UniqueConstraint("name", name="uq_user_name"),
    )
    op.create_index("ix_user_created_at_id", "user", ["created_at", "id"])

    op.create_table(
        "credential",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("user_id", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger()),
        sa.Column("used_at", sa.BigInteger()),
        sa.Column("revoked_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_credential"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_credential_user_id"),
        sa.UniqueConstraint("hash", name="uq_credential_hash"),
    )
    op.create_index("ix_credential_user_id", "credential", ["user_id"])

    op.create_table(
        "exercise",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("code", sa.String(16)),
        sa.Column("join_token", sa.String(64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("scenario_id", sa.Text(), nullable=False),
        sa.Column("scenario", sa.JSON(), nullable=False),
        sa.Column("config", sa.JSON(), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.Column("alive_at", sa.BigInteger()),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exercise"),
        sa.ForeignKeyConstraint(["owner"], ["user.id"], name="fk_exercise_owner"),
        sa.UniqueConstraint("code", name="uq_exercise_code"),
        sa.UniqueConstraint("join_token", name="uq_exercise_join_token"),
    )
    op.create_index("ix_exercise_owner_created_at_id", "exercise", ["owner", "created_at", "id"])
    op.create_index(
        "ix_exercise_alive",
        "exercise",
        ["id"],
        sqlite_where=sa.text("alive_at IS NOT NULL"),
        postgresql_where=sa.text("alive_at IS NOT NULL"),
    )

    op.create_table(
        "seat",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("exercise_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text()),
        sa.Column("user_id", sa.String(64)),
        sa.Column("token_hash", sa.String(64)),
        sa.Column("consent", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("erased_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_seat"),
        sa.ForeignKeyConstraint(["exercise_id"], ["exercise.id"], name="fk_seat_exercise_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_seat_user_id"),
        sa.UniqueConstraint("token_hash", name="uq_seat_token_hash"),
        sa.UniqueConstraint("exercise_id", "name_key", name="uq_seat_exercise_id_name_key"),
    )
    op.create_index("ix_seat_exercise_id_id", "seat", ["exercise_id", "id"])
    op.create_index(
        "ix_seat_exercise_id_user_id_created_at_id",
        "seat",
        ["exercise_id", "user_id", "created_at", "id"],
    )

    op.create_table(
        "event",
        sa.Column("exercise_id", sa.String(64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("clock_ms", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("command_id", sa.Text()),
        sa.Column("receipt", sa.JSON()),
        sa.PrimaryKeyConstraint("exercise_id", "seq", name="pk_event"),
        sa.ForeignKeyConstraint(["exercise_id"], ["exercise.id"], name="fk_event_exercise_id"),
    )
    op.create_index(
        "uq_event_command",
        "event",
        ["exercise_id", "command_id"],
        unique=True,
        sqlite_where=sa.text("command_id IS NOT NULL"),
        postgresql_where=sa.text("command_id IS NOT NULL"),
    )

    op.create_table(
        "setting",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )


def downgrade() -> None:
    """Going back is done with the backup that was made before the upgrade."""
    raise NotImplementedError("Go back by putting the backup in the place of the database.")
