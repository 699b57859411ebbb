"""What the watcher knows: when each source was looked at, what it offered, and what became of that."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "watched",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("listed", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("began_at", sa.DateTime, nullable=False),
        sa.Column("due_at", sa.DateTime, nullable=False),
        sa.Column("asked_at", sa.DateTime),
        sa.Column("answered_at", sa.DateTime),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
    )
    op.create_table(
        "offered",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("told", sa.Text),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("due_at", sa.DateTime, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("looks", sa.Integer, nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("receipt_id", sa.Integer, sa.ForeignKey("receipts.id")),
        sa.Column("report_id", sa.Text),
        sa.UniqueConstraint("source", "key", name="offered_once_by_a_source"),
        sa.Index("ix_offered_state", "state", "due_at"),
        sa.Index("ix_offered_seen", "source", "seen_at"),
    )
    op.create_table(
        "known_addresses",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("report_id", sa.Text, nullable=False, index=True),
    )
    op.create_table(
        "known_texts",
        sa.Column("site", sa.Text, primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("report_id", sa.Text, nullable=False),
    )
