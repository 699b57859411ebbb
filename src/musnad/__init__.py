"""Musnad: Arabic conflict news, coded with the chain of those who passed it on.

    from pathlib import Path

    import musnad

    knowledge = musnad.load_knowledge()
    for report in musnad.read_paths([Path("page.html")]):
        if not isinstance(report, musnad.ReportError):
            print(musnad.code_report(report, knowledge))

`musnad.link` makes incidents of many coded reports; `musnad.Desk` keeps both.

Names are loaded when first used, so that a command that only reads does not wait for the desk.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from musnad.coding.pipeline import Knowledge, code_report, load_knowledge
    from musnad.desk import Desk, EventFilter, IncidentFilter, Incidents, Related
    from musnad.errors import DeskError, KnowledgeError, MusnadError, ReportError
    from musnad.knowledge.ontology import EventType, event_types
    from musnad.linking import TollPolicy, link
    from musnad.reading import read_feed, read_html, read_paths, read_report_lines, read_text
    from musnad.records import (
        Chain,
        Claim,
        CodedReport,
        Count,
        Days,
        Disagreement,
        Event,
        Figure,
        Group,
        Incident,
        Key,
        Locality,
        Note,
        Origin,
        Party,
        Place,
        Report,
        Source,
        Span,
        Tally,
        Time,
        Value,
        Weapon,
    )

__version__ = "0.1.0"

_HOME = {
    "musnad.coding.pipeline": ("Knowledge", "code_report", "load_knowledge"),
    "musnad.desk": ("Desk", "EventFilter", "IncidentFilter", "Incidents", "Related"),
    "musnad.errors": ("DeskError", "KnowledgeError", "MusnadError", "ReportError"),
    "musnad.knowledge.ontology": ("EventType", "event_types"),
    "musnad.linking": ("TollPolicy", "link"),
    "musnad.reading": ("read_feed", "read_html", "read_paths", "read_report_lines", "read_text"),
    "musnad.records": (
        *("Chain", "Claim", "CodedReport", "Count", "Days", "Disagreement", "Event", "Figure", "Group", "Incident"),
        *("Key", "Locality", "Note", "Origin", "Party", "Place", "Report", "Source", "Span", "Tally", "Time"),
        *("Value", "Weapon"),
    ),
}

__all__ = [
    "Chain",
    "Claim",
    "CodedReport",
    "Count",
    "Days",
    "Desk",
    "DeskError",
    "Disagreement",
    "Event",
    "EventFilter",
    "EventType",
    "Figure",
    "Group",
    "Incident",
    "IncidentFilter",
    "Incidents",
    "Key",
    "Knowledge",
    "KnowledgeError",
    "Locality",
    "MusnadError",
    "Note",
    "Origin",
    "Party",
    "Place",
    "Related",
    "Report",
    "ReportError",
    "Source",
    "Span",
    "Tally",
    "Time",
    "TollPolicy",
    "Value",
    "Weapon",
    "code_report",
    "event_types",
    "link",
    "load_knowledge",
    "read_feed",
    "read_html",
    "read_paths",
    "read_report_lines",
    "read_text",
]


def __getattr__(name: str) -> object:
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module 'musnad' has no attribute '{name}'")
