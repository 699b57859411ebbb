"""How likely each event's record is right, so that events can be read by doubt."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. Events added before have none until they are coded anew."""
    op.add_column("events", sa.Column("confidence", sa.Float))
    op.create_index("ix_events_confidence", "events", ["confidence"])
