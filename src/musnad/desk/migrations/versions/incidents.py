"""Incidents: what linking made of the events, how, and what was decided of it by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. The reports that stand there are linked when incidents are asked for."""
    op.create_table("unlinked", sa.Column("report_id", sa.Text, primary_key=True))
    op.execute("INSERT INTO unlinked (report_id) SELECT id FROM reports")
    op.create_table(
        "tellings",
        sa.Column("report_id", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("speaks", sa.Boolean, nullable=False),
        sa.Column("founder_report", sa.Text),
        sa.Column("founder_position", sa.Integer),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Index("ix_tellings_founder", "founder_report", "founder_position"),
    )
    op.create_table(
        "cells",
        sa.Column("cell", sa.Text, primary_key=True),
        sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("report_id", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Index("ix_cells_telling", "report_id", "position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "prints",
        sa.Column("report_id", sa.Text, primary_key=True),
        sa.Column("copy_of", sa.Text, index=True),
        sa.Column("record", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("report_id", sa.Text, primary_key=True),
        sa.Index("ix_bands_report", "report_id"),
        sqlite_with_rowid=False,
    )
    op.create_table("linked_by", sa.Column("version", sa.String(64), primary_key=True))
    op.create_table(
        "former",
        sa.Column("report_id", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("founder_report", sa.Text, nullable=False),
        sa.Column("founder_position", sa.Integer, nullable=False),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("founder_report", sa.Text, nullable=False),
        sa.Column("founder_position", sa.Integer, nullable=False),
        sa.Column("type", sa.String(64), nullable=False, index=True),
        sa.Column("family", sa.String(32), nullable=False, index=True),
        sa.Column("day_start", sa.Date, index=True),
        sa.Column("day_end", sa.Date),
        sa.Column("country", sa.String(2)),
        sa.Column("admin1", sa.Text),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("status", sa.String(16), nullable=False, index=True),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.UniqueConstraint("founder_report", "founder_position", name="incidents_once_a_founder"),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("undone_at", sa.DateTime),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("incident_id", sa.String(32), nullable=False, index=True),
        sa.Column("field", sa.String(16)),
        sa.Column("value", sa.Text),
    )
    op.create_table(
        "decision_pairs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("decision_id", sa.Integer, sa.ForeignKey("decisions.id"), nullable=False, index=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("a_report", sa.Text, nullable=False, index=True),
        sa.Column("a_mark", sa.Text, nullable=False),
        sa.Column("b_report", sa.Text, nullable=False, index=True),
        sa.Column("b_mark", sa.Text, nullable=False),
    )
    op.create_table(
        "incident_log",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("what", sa.String(8), nullable=False),
        sa.Column("incident_id", sa.String(32), nullable=False, index=True),
        sa.Column("other_id", sa.String(32), index=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("founder_report", sa.Text),
        sa.Column("founder_position", sa.Integer),
    )
