"""The rows in which a coded report is stored, and the report again of its rows."""

from collections.abc import Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from musnad.desk.filters import search_key
from musnad.desk.tables import events
from musnad.records import CodedReport, Event, Note, Report, Span, event_counts, event_spans

Row = dict[str, Any]


def read_report(connection: sa.Connection, row: sa.Row[Any]) -> tuple[Report, CodedReport]:
    """The report of a row of `reports`, with its events."""
    told = connection.scalars(
        sa.select(events.c.record).where(events.c.report_id == row.id).order_by(events.c.position)
    )
    return report_of(row), CodedReport(
        row.id,
        tuple(msgspec.json.decode(record, type=Event) for record in told),
        msgspec.json.decode(row.notes, type=tuple[Note, ...]),
    )


def report_of(row: sa.Row[Any]) -> Report:
    """The report of a row of `reports`, without its events."""
    return Report(**{field: getattr(row, field) for field in Report.__struct_fields__})


def event_row(report: Report, position: int, event: Event) -> Row:
    """The row of `events` for the event at `position` (from 0) of a report."""
    time, place = event.time, event.place
    row: Row = {
        "report_id": report.id,
        "position": position,
        "type": event.type,
        "family": event.type.partition(".")[0],
        "day_start": time.start if time else None,
        "day_end": time.end if time else None,
        "clock": time.clock if time else None,
        "time_precision": time.precision if time else None,
        "place_name": place.name if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_precision": place.precision if place else None,
        "modality": event.modality,
        "background": event.background,
        "stance": event.stance,
        "record": msgspec.json.encode(event).decode(),
        "confidence": event.confidence.record if event.confidence else None,
    }
    for field, count in event_counts(event):
        row[f"{field}_min"] = count.min if count else None
        row[f"{field}_max"] = count.max if count else None
    return row


def span_rows(event_id: int, event: Event) -> list[Row]:
    """The rows of `spans`: every stretch of the report that the event rests on, and what it stands for."""
    return [
        {"event_id": event_id, "field": field, "span_start": start, "span_end": end}
        for field, (start, end) in event_spans(event)
    ]


def party_rows(event_id: int, event: Event) -> list[Row]:
    """The rows of `parties`: who did it and to whom."""
    return [
        {"event_id": event_id, "role": role, "position": position, "name": party.name, "kind": party.kind}
        for role, parties in (("actor", event.actors), ("target", event.targets))
        for position, party in enumerate(parties)
    ]


def source_rows(event_id: int, event: Event) -> list[Row]:
    """The rows of `sources`: each node of each chain; the origin is the last of its chain."""
    return [
        {
            "event_id": event_id,
            "chain": number,
            "position": position,
            "is_origin": position == len(chain) - 1,
            "name": node.name,
            "kind": node.kind,
        }
        for number, chain in enumerate(event.isnad)
        for position, node in enumerate(chain)
    ]


def name_rows(event_id: int, report: Report, event: Event) -> list[Row]:
    """The rows of `names`: each name in the record and the words of the report behind it, folded."""
    keys = {
        (role, key)
        for role, name, span in (*_names(event), ("source", report.outlet or "", None))
        for key in (search_key(name), search_key(report.text[span[0] : span[1]]) if span else "")
        if key
    }
    return [{"event_id": event_id, "role": role, "folded": key} for role, key in sorted(keys)]


def _names(event: Event) -> Iterator[tuple[str, str, Span | None]]:
    if event.place:
        yield "place", event.place.name, event.place.span
        yield "place", event.place.admin1 or "", None
    for party in event.actors:
        yield "actor", party.name, party.span
    for party in event.targets:
        yield "target", party.name, party.span
    for chain in event.isnad:
        for node in chain:
            yield "source", node.name, node.span
