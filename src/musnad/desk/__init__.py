"""The desk: a file that keeps evidence, reports, their events and incidents, and answers questions about them."""

from musnad.desk.changes import Stretch, changed_lines, word_changes
from musnad.desk.evidence import Receipt, Redirect, StoredReceipt, keep, read_receipt
from musnad.desk.filters import EventFilter, IncidentFilter
from musnad.desk.incidents import Incidents, LogEntry, StoredDecision
from musnad.desk.ledger import Ledger
from musnad.desk.related import Related, RelatedReport
from musnad.desk.reports import Added, code, keep_report, uncoded
from musnad.desk.store import Desk, StoredEvent, StoredReport
from musnad.desk.verification import Fault, Verified
from musnad.desk.versions import Version

__all__ = [
    "Added",
    "Desk",
    "EventFilter",
    "Fault",
    "IncidentFilter",
    "Incidents",
    "Ledger",
    "LogEntry",
    "Receipt",
    "Redirect",
    "Related",
    "RelatedReport",
    "StoredDecision",
    "StoredEvent",
    "StoredReceipt",
    "StoredReport",
    "Stretch",
    "Verified",
    "Version",
    "changed_lines",
    "code",
    "keep",
    "keep_report",
    "read_receipt",
    "uncoded",
    "word_changes",
]
