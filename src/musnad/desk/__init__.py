"""The desk: a file that keeps reports, their events and incidents, and answers questions about them."""

from musnad.desk.filters import EventFilter, IncidentFilter
from musnad.desk.incidents import Incidents, LogEntry, StoredDecision
from musnad.desk.related import Related, RelatedReport
from musnad.desk.store import Added, Desk, StoredEvent, StoredReport

__all__ = [
    "Added",
    "Desk",
    "EventFilter",
    "IncidentFilter",
    "Incidents",
    "LogEntry",
    "Related",
    "RelatedReport",
    "StoredDecision",
    "StoredEvent",
    "StoredReport",
]
