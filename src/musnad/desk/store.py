"""`Desk`: add coded reports, ask for events."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import sqlalchemy as sa

from musnad.desk import rows, tables
from musnad.desk.database import connect, desk_errors, migrate, writing
from musnad.desk.evidence import Receipt, StoredReceipt, keep, kept_before, read_receipt, stored_receipts
from musnad.desk.filters import EventFilter, conditions, ordering
from musnad.desk.incidents import Incidents
from musnad.desk.ledger import Ledger
from musnad.desk.reports import Added, code, is_coded_so, keep_report, uncoded
from musnad.desk.verification import Verification, Verified, lenient_texts
from musnad.desk.versions import Changed, Version, changed_reports, versions_of
from musnad.errors import DeskError
from musnad.records import CodedReport, Event, Report

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
    """A report on a desk. `sha256` is of `raw`, or of the text in UTF-8 where `raw` was not kept.

    `raw` is the page that the text was first read from, `added_at` when the text was first seen. `coded` has no
    events while it is not coded yet.
    """

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

    @property
    def ledger(self) -> Ledger:
        """What is known of the sources that are watched."""
        return Ledger(self._engine, self._path)

    def add(
        self,
        report: Report,
        coded: CodedReport,
        raw: bytes | Receipt | None = None,
        source: str | None = None,
        receipt: int | None = None,
    ) -> Added:
        """Store a report with its events, all or nothing, in a transaction of its own.

        A report of the same id is left alone where nothing about it changed, and replaced otherwise; a text that
        was published with other words stays as an earlier version.

        Args:
            report: the report.
            coded: its events.
            raw: the page it was read from, or its receipt where more is known of how it came; it is kept, unless it
                was the last that came from there.
            source: the file or address that `raw` came from.
            receipt: the receipt that was kept of the page, instead of `raw`.

        Raises:
            ReportError: the report holds something that cannot be stored.
        """
        with desk_errors(self._path), writing(self._engine) as connection:
            if raw is not None:
                receipt = _keep_raw(connection, raw, source or report.url or f"report:{report.id}")
            added = keep_report(connection, report, receipt)
            if added == "unchanged" and is_coded_so(connection, coded):
                return added
            written = code(connection, report, coded)
            return "replaced" if added == "unchanged" and written else added

    def uncoded(self, limit: int) -> list[Report]:
        """Some reports that are stored and wait to be coded, the oldest first."""
        with desk_errors(self._path), self._engine.connect() as connection:
            return uncoded(connection, limit)

    def code(self, report: Report, coded: CodedReport) -> bool:
        """Write the events of a report that is stored; False where it is no more as it was when it was coded.

        Raises:
            ReportError: they cannot be stored.
        """
        with desk_errors(self._path), writing(self._engine) as connection:
            return code(connection, report, coded)

    def keep(self, receipt: Receipt) -> int:
        """Keep what was received, in a transaction of its own; the receipt's id."""
        with desk_errors(self._path), writing(self._engine) as connection:
            return keep(connection, receipt)

    def receipts(self, report_id: str) -> tuple[StoredReceipt, ...]:
        """The receipts of the pages that the report, its present text or an earlier one, was read from."""
        with desk_errors(self._path), self._engine.connect() as connection:
            read_from = (version.receipt_id for version in versions_of(connection, report_id))
            return stored_receipts(connection, (number for number in read_from if number is not None))

    def verify(self, advance: Callable[[int, int], None] | None = None, sealed: str | None = None) -> Verified:
        """Hash all bytes and texts again, check every seal and reference, and the file itself.

        `advance` is told, as it goes, how many of how many rows are checked. `sealed` is a seal that was written
        down, which must be found again.
        """
        # a connection of its own, which reads what no other would
        engine = connect(self._path)
        try:
            with desk_errors(self._path), engine.connect() as connection:
                lenient_texts(connection)
                return Verification(connection, advance, sealed).run()
        finally:
            engine.dispose()

    def versions(self, report_id: str) -> tuple[Version, ...]:
        """The texts of a report as it was published and published again, the present one last; none of no report."""
        with desk_errors(self._path), self._engine.connect() as connection:
            return versions_of(connection, report_id)

    def changed(self, since: dt.datetime | None = None) -> list[Changed]:
        """The reports that were published again with other words, of late or at all, the latest change first."""
        with desk_errors(self._path), self._engine.connect() as connection:
            return changed_reports(connection, since)

    def backup(self, path: Path) -> None:
        """Write a copy of the desk as it is now, while others may go on writing to it.

        Raises:
            DeskError: there is a file of that name, or it cannot be written.
        """
        if path.exists():
            raise DeskError(f"{path}: there is a file of that name; choose another")
        # what is half written must not be taken for a desk
        unfinished = path.with_name(f".{path.name}.part")
        unfinished.unlink(missing_ok=True)
        try:
            # it cannot be done in a transaction, which every connection of the engine begins
            with desk_errors(path), closing(self._engine.raw_connection()) as raw:
                raw.cursor().execute("VACUUM INTO ?", (str(unfinished),))
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def evidence(self, report_id: str) -> Iterator[tuple[StoredReceipt, bytes]]:
        """The receipts of a report with the bytes that were received, the earliest first."""
        for stored in self.receipts(report_id):
            with desk_errors(self._path), self._engine.connect() as connection:
                yield stored, read_receipt(connection, stored.id).body

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
            raw = None if row.receipt_id is None else read_receipt(connection, row.receipt_id).body
            return StoredReport(
                report=report,
                coded=coded,
                sha256=row.sha256 if raw is None else hashlib.sha256(raw).hexdigest(),
                raw=raw,
                added_at=row.added_at.replace(tzinfo=dt.UTC),
            )

    def reports(self) -> Iterator[Report]:
        """All reports on the desk, those that came first first."""
        reports = tables.reports
        query = sa.select(reports).order_by(reports.c.added_at, reports.c.id)
        with desk_errors(self._path), self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
                yield rows.report_of(row)

    def counts(self) -> tuple[int, int]:
        """How many reports and how many events stand on the desk."""
        with desk_errors(self._path), self._engine.connect() as connection:
            reports, events = (
                connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in (tables.reports, tables.events)
            )
            return reports, events


def _keep_raw(connection: sa.Connection, raw: bytes | Receipt, source: str) -> int:
    if isinstance(raw, Receipt):
        return kept_before(connection, raw.address, raw.body) or keep(connection, raw)
    # the name of a file may be such as no text can hold
    address = source.encode(errors="backslashreplace").decode()
    receipt = Receipt(at=dt.datetime.now(dt.UTC), address=address, final_address=address, body=raw)
    return kept_before(connection, address, raw) or keep(connection, receipt)
