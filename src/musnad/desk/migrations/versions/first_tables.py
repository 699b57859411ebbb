"""The first tables: reports, events, their spans, parties, sources and names."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, then the indexes."""
    op.create_table(
        "reports",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("outlet", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published_at", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.Column("raw", sa.LargeBinary),
        sa.Column("added_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("family", sa.String(32), nullable=False),
        sa.Column("day_start", sa.Date),
        sa.Column("day_end", sa.Date),
        sa.Column("clock", sa.String(5)),
        sa.Column("time_precision", sa.String(16)),
        sa.Column("place_name", sa.Text),
        sa.Column("country", sa.String(2)),
        sa.Column("admin1", sa.Text),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("place_precision", sa.String(16)),
        sa.Column("killed_min", sa.BigInteger),
        sa.Column("killed_max", sa.BigInteger),
        sa.Column("injured_min", sa.BigInteger),
        sa.Column("injured_max", sa.BigInteger),
        sa.Column("captured_min", sa.BigInteger),
        sa.Column("captured_max", sa.BigInteger),
        sa.Column("displaced_min", sa.BigInteger),
        sa.Column("displaced_max", sa.BigInteger),
        sa.Column("modality", sa.String(16), nullable=False),
        sa.Column("background", sa.Boolean, nullable=False),
        sa.Column("stance", sa.String(32), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.UniqueConstraint("report_id", "position", name="events_once_in_report"),
    )
    op.create_table(
        "spans",
        sa.Column("id", sa.Integer, primary_key=True),
        _event_id(),
        sa.Column("field", sa.String(16), nullable=False),
        sa.Column("span_start", sa.Integer, nullable=False),
        sa.Column("span_end", sa.Integer, nullable=False),
    )
    op.create_table(
        "parties",
        sa.Column("id", sa.Integer, primary_key=True),
        _event_id(),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer, primary_key=True),
        _event_id(),
        sa.Column("chain", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("is_origin", sa.Boolean, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
    )
    op.create_table(
        "names",
        sa.Column("id", sa.Integer, primary_key=True),
        _event_id(),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
    )
    op.create_index("ix_reports_sha256", "reports", ["sha256"])
    op.create_index("ix_events_type", "events", ["type"])
    op.create_index("ix_events_family", "events", ["family"])
    op.create_index("ix_events_day_start", "events", ["day_start"])
    op.create_index("ix_spans_event_id", "spans", ["event_id"])
    op.create_index("ix_parties_event_id", "parties", ["event_id"])
    op.create_index("ix_sources_event_id", "sources", ["event_id"])
    op.create_index("ix_names_event_id", "names", ["event_id"])


def _event_id() -> sa.Column[int]:
    return sa.Column("event_id", sa.Integer, sa.ForeignKey("events.id", ondelete="CASCADE"), nullable=False)
