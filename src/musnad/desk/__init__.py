"""The desk: a file that keeps reports and their events, and answers questions about them."""

from musnad.desk.filters import EventFilter
from musnad.desk.store import Added, Desk, StoredEvent, StoredReport

__all__ = ["Added", "Desk", "EventFilter", "StoredEvent", "StoredReport"]
