"""`Desk`: add coded reports, ask for events."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import msgspec
import sqlalchemy as sa

from musnad.desk import rows, tables
from musnad.desk.database import connect, desk_errors, migrate, writing
from musnad.desk.filters import EventFilter, conditions, ordering
from musnad.desk.incidents import Incidents
from musnad.desk.linking import await_linking, now
from musnad.errors import DeskError, ReportError
from musnad.records import CodedReport, Event, Report

Added = Literal["added", "unchanged", "replaced"]
_AT_ONCE = 500


class StoredEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event on a desk, with the report it stands in. `index` counts from 0 in that report.

    `text` is the report's, which the event's spans read.
    """

    report_id: str
    index: int
    outlet: str | None
    title: str | None
    url: str | None
    published_at: str | None
    text: str
    event: Event


class StoredReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report on a desk. `sha256` is of `raw`, or of the text in UTF-8 where `raw` was not kept."""

    report: Report
    coded: CodedReport
    sha256: str
    raw: bytes | None
    added_at: dt.datetime


class Desk:
    """A desk file, open. Use as a context manager, or `close` it.

    Every method raises `DeskError` where the file is locked, read-only, damaged, or the disk is full.
    """

    def __init__(self, engine: sa.Engine, path: Path) -> None:
        self._engine = engine
        self._path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> Self:
        """Open the desk at `path`, with its tables brought up to date; make it where there is none.

        Raises:
            DeskError: no desk stands there and `create` is False; the file is not a desk, or one made by a
                newer Musnad; or it cannot be opened.
        """
        if not create and not path.is_file():
            raise DeskError(f"{path}: no such desk; `musnad add {path} REPORTS` makes one")
        engine = connect(path)
        try:
            with desk_errors(path):
                migrate(engine, path)
        except DeskError:
            engine.dispose()
            raise
        return cls(engine, path)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def incidents(self) -> Incidents:
        """The incidents that the events on the desk tell of."""
        return Incidents(self._engine, self._path)

    def add(self, report: Report, coded: CodedReport, raw: bytes | None = None) -> Added:
        """Store a report with its events, all or nothing, in a transaction of its own.

        A report of the same id is left alone where nothing about it changed, and replaced otherwise. `raw` is
        the page it was read from.

        Raises:
            ReportError: the report holds something that cannot be stored.
        """
        if coded.id != report.id:
            raise ReportError(f"its events are those of report {coded.id}", report.id)
        try:
            fingerprint = _sha256(msgspec.json.encode((report, coded)), raw or b"")
            with desk_errors(self._path), writing(self._engine) as connection:
                known = connection.scalar(
                    sa.select(tables.reports.c.fingerprint).where(tables.reports.c.id == report.id)
                )
                if known == fingerprint:
                    return "unchanged"
                if known is not None:
                    connection.execute(sa.delete(tables.reports).where(tables.reports.c.id == report.id))
                connection.execute(sa.insert(tables.reports), _report_row(report, coded, raw, fingerprint))
                for position, event in enumerate(coded.events):
                    _insert_event(connection, report, position, event)
                await_linking(connection, report.id)
        except (OverflowError, UnicodeError) as error:
            raise ReportError(f"it cannot be stored: {error}", report.id) from error
        return "added" if known is None else "replaced"

    def events(self, wanted: EventFilter | None = None) -> Iterator[StoredEvent]:
        """The events that `wanted` asks for (all where it is None), in the order that it names."""
        wanted = wanted or EventFilter()
        events, reports = tables.events.c, tables.reports.c
        query = (
            sa.select(
                events.report_id, events.position, reports.outlet, reports.title, reports.url,
                reports.published_at, reports.text, events.record,
            )
            .join(tables.reports, reports.id == events.report_id)
            .where(*conditions(wanted))
            .order_by(*ordering(wanted))
            .limit(wanted.limit)
        )  # fmt: skip
        decoder = msgspec.json.Decoder(Event)
        with desk_errors(self._path), self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
                yield StoredEvent(
                    report_id=row.report_id,
                    index=row.position,
                    outlet=row.outlet,
                    title=row.title,
                    url=row.url,
                    published_at=row.published_at,
                    text=row.text,
                    event=decoder.decode(row.record),
                )

    def report(self, report_id: str) -> StoredReport | None:
        """The report of that id with its events, or None."""
        reports = tables.reports
        with desk_errors(self._path), self._engine.connect() as connection:
            row = connection.execute(sa.select(reports).where(reports.c.id == report_id)).one_or_none()
            if row is None:
                return None
            report, coded = rows.read_report(connection, row)
            return StoredReport(
                report=report,
                coded=coded,
                sha256=row.sha256,
                raw=row.raw,
                added_at=row.added_at.replace(tzinfo=dt.UTC),
            )

    def counts(self) -> tuple[int, int]:
        """How many reports and how many events stand on the desk."""
        with desk_errors(self._path), self._engine.connect() as connection:
            reports, events = (
                connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in (tables.reports, tables.events)
            )
            return reports, events


def _report_row(report: Report, coded: CodedReport, raw: bytes | None, fingerprint: str) -> rows.Row:
    return {
        "id": report.id,
        "sha256": _sha256(report.text.encode() if raw is None else raw),
        "fingerprint": fingerprint,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "published_at": report.published_at,
        "text": report.text,
        "notes": msgspec.json.encode(coded.notes).decode(),
        "raw": raw,
        "added_at": now(),
    }


def _insert_event(connection: sa.Connection, report: Report, position: int, event: Event) -> None:
    inserted = connection.execute(sa.insert(tables.events), rows.event_row(report, position, event))
    (event_id,) = inserted.inserted_primary_key or (0,)
    for table, made in (
        (tables.spans, rows.span_rows(event_id, event)),
        (tables.parties, rows.party_rows(event_id, event)),
        (tables.sources, rows.source_rows(event_id, event)),
        (tables.names, rows.name_rows(event_id, report, event)),
    ):
        if made:
            connection.execute(sa.insert(table), made)


def _sha256(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
