"""The tables of a desk, as the code uses them.

The migrations make them; `tests/desk` checks that the two agree. Plain types only, so that the same
tables stand in SQLite and in PostgreSQL.
"""

import sqlalchemy as sa

REVISION = "0002"
"""The newest step in `migrations`, after which a file has these tables."""

metadata = sa.MetaData()

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
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

events = sa.Table(
    "events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id", ondelete="CASCADE"), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("type", sa.String(64), nullable=False, index=True),
    sa.Column("family", sa.String(32), nullable=False, index=True),
    sa.Column("day_start", sa.Date, index=True),
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
    sa.Column("confidence", sa.Float, index=True),
    sa.UniqueConstraint("report_id", "position", name="events_once_in_report"),
)

spans = sa.Table(
    "spans",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("event_id", sa.Integer, sa.ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("field", sa.String(16), nullable=False),
    sa.Column("span_start", sa.Integer, nullable=False),
    sa.Column("span_end", sa.Integer, nullable=False),
)

parties = sa.Table(
    "parties",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("event_id", sa.Integer, sa.ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("role", sa.String(8), nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
)

sources = sa.Table(
    "sources",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("event_id", sa.Integer, sa.ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("chain", sa.Integer, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("is_origin", sa.Boolean, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.String(32), nullable=False),
)

names = sa.Table(
    "names",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("event_id", sa.Integer, sa.ForeignKey("events.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("role", sa.String(8), nullable=False),
    sa.Column("folded", sa.Text, nullable=False),
)
"""Every name by which an event can be asked for, folded: `role` is place, actor, target or source."""
