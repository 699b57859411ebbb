"""Evidence: the bytes as received with their receipts, the versions of reports, reports that wait to be coded."""

import datetime as dt
import hashlib

import sqlalchemy as sa
from alembic import op

from musnad.desk.evidence import Receipt, keep

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# the pages of so many reports are in memory at once
_AT_ONCE = 20

_reports = sa.table(
    "reports",
    sa.column("id", sa.Text),
    sa.column("text", sa.Text),
    sa.column("raw", sa.LargeBinary),
    sa.column("added_at", sa.DateTime),
    sa.column("sha256", sa.Text),
    sa.column("receipt_id", sa.Integer),
)


def upgrade() -> None:
    """Make the tables, and move the page that each report was read from into them."""
    op.create_table(
        "bodies",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("packed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "receipts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("address", sa.Text, nullable=False, index=True),
        sa.Column("final_address", sa.Text, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("status", sa.Integer),
        sa.Column("headers", sa.Text, nullable=False),
        sa.Column("redirects", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), sa.ForeignKey("bodies.sha256"), nullable=False, index=True),
        sa.Column("seal", sa.String(64), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "versions",
        sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("receipt_id", sa.Integer, sa.ForeignKey("receipts.id")),
        sa.Column("title", sa.Text),
        sa.Column("published_at", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "uncoded",
        sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    )
    op.add_column("reports", sa.Column("byline", sa.Text))
    # Alembic cannot add a reference to a table of SQLite; SQL can
    op.execute("ALTER TABLE reports ADD COLUMN receipt_id INTEGER REFERENCES receipts (id)")
    _move_pages(op.get_bind())
    op.drop_column("reports", "raw")
    op.drop_column("reports", "fingerprint")


def _move_pages(connection: sa.Connection) -> None:
    reports = _reports.c
    further: list[sa.ColumnElement[bool]] = []
    while True:
        some = connection.execute(
            sa.select(reports.id, reports.text, reports.raw, reports.added_at)
            .where(reports.raw.is_not(None), *further)
            .order_by(reports.id)
            .limit(_AT_ONCE)
        ).all()
        for row in some:
            # where it came from was not written down then
            address = f"report:{row.id}"
            at = row.added_at.replace(tzinfo=dt.UTC)
            receipt_id = keep(connection, Receipt(at=at, address=address, final_address=address, body=row.raw))
            # it was of the page, which has its own now
            sha256 = hashlib.sha256(row.text.encode()).hexdigest()
            moved = {"receipt_id": receipt_id, "sha256": sha256}
            connection.execute(sa.update(_reports).where(reports.id == row.id).values(moved))
        if len(some) < _AT_ONCE:
            return
        further = [reports.id > some[-1].id]
