"""The tables of a desk, as the code uses them.

The migrations make them; `tests/desk` checks that the two agree. Plain types only, so that the same
tables stand in SQLite and in PostgreSQL.
"""

import sqlalchemy as sa

REVISION = "0005"
"""The newest step in `migrations`, after which a file has these tables."""

metadata = sa.MetaData()

bodies = sa.Table(
    "bodies",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)
"""The bytes as they were received, each once, packed by zlib; size and SHA-256 are those of the bytes."""

receipts = sa.Table(
    "receipts",
    metadata,
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
"""What was received when, from where and how. Rows are added, never changed: each is sealed with those before it."""

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("outlet", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("title", sa.Text),
    sa.Column("published_at", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("notes", sa.Text, nullable=False),
    sa.Column("added_at", sa.DateTime, nullable=False),
    sa.Column("byline", sa.Text),
    sa.Column("receipt_id", sa.Integer, sa.ForeignKey("receipts.id")),
)
"""Reports as they were last published: `sha256` is of the text in UTF-8, `added_at` when this text was first seen."""

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("receipt_id", sa.Integer, sa.ForeignKey("receipts.id")),
    sa.Column("title", sa.Text),
    sa.Column("published_at", sa.Text),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("seen_at", sa.DateTime, nullable=False),
)
"""The texts of a report before its present one, which stands in `reports`; the first is number 1."""

uncoded = sa.Table(
    "uncoded",
    metadata,
    sa.Column("report_id", sa.Text, sa.ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
)
"""The reports whose present text is not coded yet: they have no events."""

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

unlinked = sa.Table("unlinked", metadata, sa.Column("report_id", sa.Text, primary_key=True))
"""The reports that were added, changed or taken away since they were linked. The tables from here on hang on no other:
linking follows what happens to `reports`, some time later."""

tellings = sa.Table(
    "tellings",
    metadata,
    sa.Column("report_id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("speaks", sa.Boolean, nullable=False),
    sa.Column("founder_report", sa.Text),
    sa.Column("founder_position", sa.Integer),
    sa.Column("record", sa.LargeBinary, nullable=False),
    sa.Index("ix_tellings_founder", "founder_report", "founder_position"),
)
"""Every event as linking compares it, and the founder of the group it is in."""

cells = sa.Table(
    "cells",
    metadata,
    sa.Column("cell", sa.Text, primary_key=True),
    sa.Column("day", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("report_id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Index("ix_cells_telling", "report_id", "position"),
    sqlite_with_rowid=False,
)
"""Where and on which day (`date.toordinal`) a telling is looked for."""

prints = sa.Table(
    "prints",
    metadata,
    sa.Column("report_id", sa.Text, primary_key=True),
    sa.Column("copy_of", sa.Text, index=True),
    sa.Column("record", sa.LargeBinary, nullable=False),
)

bands = sa.Table(
    "bands",
    metadata,
    sa.Column("band", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("report_id", sa.Text, primary_key=True),
    sa.Index("ix_bands_report", "report_id"),
    sqlite_with_rowid=False,
)
"""The keys under which prints of like texts meet."""

linked_by = sa.Table("linked_by", metadata, sa.Column("version", sa.String(64), primary_key=True))
"""By which version of linking the tellings were linked; no row where none are."""

former = sa.Table(
    "former",
    metadata,
    sa.Column("report_id", sa.Text, primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("founder_report", sa.Text, nullable=False),
    sa.Column("founder_position", sa.Integer, nullable=False),
)
"""The groups that an earlier version made, until their tellings are linked again: so incidents keep their ids."""

incidents = sa.Table(
    "incidents",
    metadata,
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

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("made_at", sa.DateTime, nullable=False),
    sa.Column("undone_at", sa.DateTime),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("incident_id", sa.String(32), nullable=False, index=True),
    sa.Column("field", sa.String(16)),
    sa.Column("value", sa.Text),
)
"""What was decided by hand: which tellings are the same and which are not (their pairs), or an incident's field."""

decision_pairs = sa.Table(
    "decision_pairs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("decision_id", sa.Integer, sa.ForeignKey("decisions.id"), nullable=False, index=True),
    sa.Column("kind", sa.String(8), nullable=False),
    sa.Column("a_report", sa.Text, nullable=False, index=True),
    sa.Column("a_mark", sa.Text, nullable=False),
    sa.Column("b_report", sa.Text, nullable=False, index=True),
    sa.Column("b_mark", sa.Text, nullable=False),
)
"""Two events of which it was decided, each by its report and its `Mark`, whatever its position is by now."""

incident_log = sa.Table(
    "incident_log",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", sa.DateTime, nullable=False),
    sa.Column("what", sa.String(8), nullable=False),
    sa.Column("incident_id", sa.String(32), nullable=False, index=True),
    sa.Column("other_id", sa.String(32), index=True),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("founder_report", sa.Text),
    sa.Column("founder_position", sa.Integer),
)
"""What became of incidents: `merged` into another, `split` from another, `moved` (a telling, to another), `ended`.

By the founder of one that is gone its id is found again when it comes back."""

watched = sa.Table(
    "watched",
    metadata,
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
"""The sources that are watched: `listed` is the address in the user's list, `address` where it is by now."""

offered = sa.Table(
    "offered",
    metadata,
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
"""What the sources offered to be read, and what became of it."""

known_addresses = sa.Table(
    "known_addresses",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("report_id", sa.Text, nullable=False, index=True),
)

known_texts = sa.Table(
    "known_texts",
    metadata,
    sa.Column("site", sa.Text, primary_key=True),
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("report_id", sa.Text, nullable=False),
)
"""The words of each report that was fetched, by which it is met again at another address of its site."""
