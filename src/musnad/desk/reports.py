"""Reports in the tables: kept first, coded then, each step by itself, so that what is killed between goes on there."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from musnad.desk import rows, tables
from musnad.desk.linking import await_linking, now
from musnad.desk.versions import put_by, put_earlier
from musnad.errors import ReportError
from musnad.records import CodedReport, Event, Report

Added = Literal["added", "unchanged", "replaced"]
_NO_NOTES = "[]"
_INTEGER = 8
"""The bytes of the largest integer that the tables hold."""


def keep_report(connection: sa.Connection, report: Report, receipt_id: int | None) -> Added:
    """Store a report that is not coded yet, instead of what was stored under its id.

    Where nothing about it changed, all is left as it is. Otherwise the events of what it was are taken away, and it
    waits to be coded. A text or a title in other words is a new version, unless it was only read in another way from
    the same bytes; or an earlier one, where its page was received before that of the present.

    Args:
        connection: a transaction that writes.
        report: the report.
        receipt_id: the receipt of the page that it was read from.

    Raises:
        ReportError: it cannot be stored; nothing was written.
    """
    columns = _columns(report)
    known = connection.execute(sa.select(tables.reports).where(tables.reports.c.id == report.id)).one_or_none()
    if known is None:
        seen = {"added_at": _seen(connection, receipt_id), "notes": _NO_NOTES, "receipt_id": receipt_id}
        connection.execute(sa.insert(tables.reports), {**columns, **seen})
        _await_coding(connection, report.id)
        return "added"
    if rows.report_of(known) == report:
        if known.receipt_id is None and receipt_id is not None:
            _update(connection, report.id, {"receipt_id": receipt_id})
        return "unchanged"
    changes = {**columns, "notes": _NO_NOTES}
    if _other_words(known, report) and not _same_bytes(connection, known.receipt_id, receipt_id):
        seen_at = _seen(connection, receipt_id)
        if seen_at < known.added_at:
            # an archive that was read late tells what the page said before, not what it says
            named = {name: columns[name] for name in ("title", "published_at", "text", "sha256")}
            put_earlier(connection, report.id, {**named, "receipt_id": receipt_id, "seen_at": seen_at})
            return "unchanged"
        put_by(connection, known)
        changes |= {"added_at": seen_at, "receipt_id": receipt_id}
    elif receipt_id is not None:
        changes |= {"receipt_id": receipt_id}
    _update(connection, report.id, changes)
    _take_events(connection, report.id)
    _await_coding(connection, report.id)
    # what it told before is told no more
    await_linking(connection, report.id)
    return "replaced"


def uncoded(connection: sa.Connection, limit: int) -> list[Report]:
    """The reports that wait to be coded, those that came first first, at most `limit`."""
    reports, waiting = tables.reports, tables.uncoded
    query = (
        sa.select(reports)
        .join(waiting, waiting.c.report_id == reports.c.id)
        .order_by(reports.c.added_at, reports.c.id)
        .limit(limit)
    )
    return [rows.report_of(row) for row in connection.execute(query)]


def code(connection: sa.Connection, report: Report, coded: CodedReport) -> bool:
    """Write the events of a report that is stored, instead of those it had; then it waits to be linked.

    Where the report is not stored, or is no more as it was when it was coded, nothing is written.

    Returns:
        Whether they were written.

    Raises:
        ReportError: they cannot be stored, or are those of another report; nothing was written.
    """
    if coded.id != report.id:
        raise ReportError(f"its events are those of report {coded.id}", report.id)
    made = [_event_rows(report, position, event) for position, event in enumerate(coded.events)]
    notes = msgspec.json.encode(coded.notes).decode()
    known = connection.execute(sa.select(tables.reports).where(tables.reports.c.id == report.id)).one_or_none()
    if known is None or rows.report_of(known) != report:
        return False
    _take_events(connection, report.id)
    _update(connection, report.id, {"notes": notes})
    for event_row, further in made:
        inserted = connection.execute(sa.insert(tables.events), event_row)
        (event_id,) = inserted.inserted_primary_key or (0,)
        for table, its in further:
            connection.execute(sa.insert(table), [{**row, "event_id": event_id} for row in its])
    connection.execute(sa.delete(tables.uncoded).where(tables.uncoded.c.report_id == report.id))
    await_linking(connection, report.id)
    return True


def is_coded_so(connection: sa.Connection, coded: CodedReport) -> bool:
    """Whether a report that is stored is coded already, and has these events."""
    known = connection.execute(
        sa.select(tables.reports)
        .outerjoin(tables.uncoded, tables.uncoded.c.report_id == tables.reports.c.id)
        .where(tables.reports.c.id == coded.id, tables.uncoded.c.report_id.is_(None))
    ).one_or_none()
    return known is not None and rows.read_report(connection, known)[1] == coded


def _columns(report: Report) -> rows.Row:
    columns: rows.Row = msgspec.structs.asdict(report)
    _check(report.id, [columns])
    return {**columns, "sha256": hashlib.sha256(report.text.encode()).hexdigest()}


def _event_rows(report: Report, position: int, event: Event) -> tuple[rows.Row, list[tuple[sa.Table, list[rows.Row]]]]:
    """The row of an event, and the rows that hang on it, whose `event_id` is not known yet."""
    further = [
        (tables.spans, rows.span_rows(0, event)),
        (tables.parties, rows.party_rows(0, event)),
        (tables.sources, rows.source_rows(0, event)),
        (tables.names, rows.name_rows(0, report, event)),
    ]
    try:
        row = rows.event_row(report, position, event)
    except UnicodeError as error:
        raise _unstorable(report.id, error) from error
    _check(report.id, [row, *(one for _, its in further for one in its)])
    return row, [(table, its) for table, its in further if its]


def _check(report_id: str, wanted: Iterable[rows.Row]) -> None:
    """An error of the report where a table cannot hold a value, before anything is written."""
    try:
        for row in wanted:
            for value in row.values():
                if isinstance(value, str):
                    value.encode()
                elif isinstance(value, int):
                    value.to_bytes(_INTEGER, signed=True)
    except (OverflowError, UnicodeError) as error:
        raise _unstorable(report_id, error) from error


def _unstorable(report_id: str, error: Exception) -> ReportError:
    return ReportError(f"it cannot be stored: {error}", report_id)


def _seen(connection: sa.Connection, receipt_id: int | None) -> dt.datetime:
    """When a text was first seen, as it is stored: by the receipt of its page, or now."""
    receipts = tables.receipts.c
    at = None if receipt_id is None else connection.scalar(sa.select(receipts.at).where(receipts.id == receipt_id))
    return at or now()


def _other_words(known: sa.Row[Any], report: Report) -> bool:
    return any(
        (before or "").split() != (after or "").split()
        for before, after in ((known.text, report.text), (known.title, report.title))
    )


def _same_bytes(connection: sa.Connection, before: int | None, receipt_id: int | None) -> bool:
    receipts = tables.receipts.c
    if before is None or receipt_id is None:
        return False
    of = sa.select(receipts.sha256).where(receipts.id.in_({before, receipt_id}))
    return len(set(connection.scalars(of))) == 1


def _update(connection: sa.Connection, report_id: str, changes: rows.Row) -> None:
    connection.execute(sa.update(tables.reports).where(tables.reports.c.id == report_id).values(changes))


def _await_coding(connection: sa.Connection, report_id: str) -> None:
    waiting = tables.uncoded
    connection.execute(sa.delete(waiting).where(waiting.c.report_id == report_id))
    connection.execute(sa.insert(waiting), {"report_id": report_id})


def _take_events(connection: sa.Connection, report_id: str) -> None:
    connection.execute(sa.delete(tables.events).where(tables.events.c.report_id == report_id))
