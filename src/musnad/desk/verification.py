"""Whether all on a desk is still as it was stored: bytes, receipts, reports, and the file itself."""

import hashlib
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from musnad.desk.database import reason
from musnad.desk.evidence import SEALED, hashed, seal
from musnad.desk.tables import bodies, events, receipts, reports, spans, versions

# rows that are in memory at once: bytes and texts may be large
_AT_ONCE = 20
# references are looked at here with more to say than that they lead nowhere
_LOOKED_AT = frozenset(("receipts", "reports", "versions"))


class Fault(msgspec.Struct, frozen=True):
    """Something on a desk that is not as it was stored.

    `id` is that of the receipt or report, or the SHA-256 of the body; of the file it is empty. `address` is where
    a receipt's bytes came from.
    """

    kind: Literal["file", "body", "receipt", "report"]
    id: str
    reason: str
    address: str | None = None


class Verified(msgspec.Struct, frozen=True):
    """How many bodies, receipts and reports were checked, the seal of the last receipt, and what was wrong.

    A seal that was written down elsewhere must be found again in the chain: then nothing before it was altered.
    """

    bodies: int
    receipts: int
    reports: int
    seal: str | None
    faults: tuple[Fault, ...]


class Verification:
    """One run over a desk, in one transaction, so that what is added meanwhile does not matter.

    Args:
        connection: a connection with `lenient_texts`.
        advance: is told, as it goes, how many of how many rows are checked.
        sealed: a seal that was written down, which must be found again.
    """

    def __init__(
        self,
        connection: sa.Connection,
        advance: Callable[[int, int], None] | None = None,
        sealed: str | None = None,
    ) -> None:
        self._connection = connection
        self._advance = advance
        self._sealed = sealed
        self._done: Counter[str] = Counter()
        self._total = 0
        self._last: str | None = None

    def run(self) -> Verified:
        """Check everything; memory does not grow with the desk, but for the faults."""
        self._total = sum(self._count(table) for table in (bodies, receipts, reports))
        faults = [
            fault
            for check in (self._file, self._bodies, self._receipts, self._removed, self._reports, self._versions)
            for fault in _unless_broken(check)
        ]
        return Verified(
            self._done[bodies.name], self._done[receipts.name], self._done[reports.name], self._last, tuple(faults)
        )

    def _count(self, table: sa.Table) -> int:
        try:
            return self._connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
        except sa.exc.DatabaseError:
            # damaged; told of where it is read
            return 0

    def _rows(self, query: sa.Select[Any]) -> Iterator[sa.Row[Any]]:
        yield from self._connection.execute(query, execution_options={"yield_per": _AT_ONCE})

    def _checked(self, table: sa.Table) -> None:
        self._done[table.name] += 1
        if self._advance:
            self._advance(self._done.total(), self._total)

    def _file(self) -> Iterator[Fault]:
        for (said,) in self._connection.exec_driver_sql("PRAGMA integrity_check"):
            if said != "ok":
                yield Fault("file", "", f"SQLite finds: {said}")
        for table, row, parent, _ in self._connection.exec_driver_sql("PRAGMA foreign_key_check"):
            if table not in _LOOKED_AT:
                yield Fault("file", "", f"row {row} of {table} belongs to a row of {parent} that is not there")

    def _bodies(self) -> Iterator[Fault]:
        used = sa.exists().where(receipts.c.sha256 == bodies.c.sha256)
        query = sa.select(bodies, used.label("used"), _first_receipt().label("receipt"))
        for row in self._rows(query):
            if told := _body_fault(row):
                address = self._connection.scalar(sa.select(receipts.c.address).where(receipts.c.id == row.receipt))
                yield Fault("body", str(row.sha256), f"{told} (receipt {row.receipt})", address)
            if not row.used:
                yield Fault("body", str(row.sha256), "no receipt says where it came from")
            self._checked(bodies)

    def _receipts(self) -> Iterator[Fault]:
        # as they are stored, whatever it is by now
        sealed = [sa.type_coerce(receipts.c[name], sa.Text).label(name) for name in SEALED]
        there = sa.exists().where(bodies.c.sha256 == receipts.c.sha256)
        query = sa.select(receipts.c.id, *sealed, receipts.c.seal, there.label("there")).order_by(receipts.c.id)
        expected, found = 1, False
        for row in self._rows(query):
            name, address = str(row.id), str(row.address)
            if row.id > expected:
                yield _gone(expected, row.id - 1)
            if seal(self._last, (getattr(row, column) for column in SEALED)) != row.seal:
                told = "its seal does not fit: it was altered, or the receipt before it was altered or taken away"
                yield Fault("receipt", name, told, address)
            if not row.there:
                yield Fault("receipt", name, "its bytes are not there", address)
            self._last, expected = str(row.seal), row.id + 1
            found = found or self._last == self._sealed
            self._checked(receipts)
        if self._sealed is not None and not found:
            yield Fault(
                "file", "", f"the seal {self._sealed} is not in the chain: receipts were rewritten or taken away"
            )

    def _removed(self) -> Iterator[Fault]:
        """Receipts that were there after the last: ids are given once only."""
        given = self._connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'receipts'").scalar()
        last = self._connection.scalar(sa.select(sa.func.max(receipts.c.id))) or 0
        if (given or 0) > last:
            yield _gone(last + 1, given or 0)

    def _reports(self) -> Iterator[Fault]:
        known = sa.exists().where(receipts.c.id == reports.c.receipt_id)
        own = (
            sa.select(sa.func.max(spans.c.span_end))
            .join(events, events.c.id == spans.c.event_id)
            .where(events.c.report_id == reports.c.id)
            .correlate(reports)
        )
        turned = own.where((spans.c.span_start < 0) | (spans.c.span_start > spans.c.span_end))
        query = sa.select(
            reports.c.id, reports.c.text, reports.c.sha256, reports.c.receipt_id,
            known.label("known"), own.scalar_subquery().label("last"), turned.scalar_subquery().label("turned"),
        )  # fmt: skip
        for row in self._rows(query):
            yield from _text_faults(row, str(row.id))
            if row.turned is not None or (row.last or 0) > len(str(row.text)):
                yield Fault("report", str(row.id), "an event rests on words outside its text")
            self._checked(reports)

    def _versions(self) -> Iterator[Fault]:
        known = sa.exists().where(receipts.c.id == versions.c.receipt_id)
        there = sa.exists().where(reports.c.id == versions.c.report_id)
        for row in self._rows(sa.select(versions, known.label("known"), there.label("there"))):
            yield from _text_faults(row, str(row.report_id), f"version {row.number}: ")
            if not row.there:
                yield Fault("report", str(row.report_id), f"version {row.number}: the report is not there")


def lenient_texts(connection: sa.Connection) -> None:
    """Let the connection read texts that are no UTF-8 any more, so that they are found and do not end the run."""
    driver: Any = connection.connection.driver_connection
    driver.text_factory = lambda text: text.decode(errors="backslashreplace")


def _unless_broken(check: Callable[[], Iterator[Fault]]) -> Iterator[Fault]:
    try:
        yield from check()
    except sa.exc.DatabaseError as error:
        yield Fault("file", "", f"{reason(str(error.orig))}; what comes after it was not checked")


def _first_receipt() -> sa.ScalarSelect[Any]:
    return sa.select(sa.func.min(receipts.c.id)).where(receipts.c.sha256 == bodies.c.sha256).scalar_subquery()


def _body_fault(row: sa.Row[Any]) -> str | None:
    try:
        sha256, size = hashed(row.packed, row.size)
    except (zlib.error, TypeError) as error:
        return f"it cannot be unpacked: {error}"
    if sha256 != row.sha256:
        return "its SHA-256 is another"
    return None if size == row.size else f"it has {size} bytes, not {row.size}"


def _text_faults(row: sa.Row[Any], name: str, which: str = "") -> Iterator[Fault]:
    if hashlib.sha256(str(row.text).encode()).hexdigest() != row.sha256:
        yield Fault("report", name, f"{which}its text was altered")
    if row.receipt_id is not None and not row.known:
        yield Fault("report", name, f"{which}its receipt {row.receipt_id} is not there")


def _gone(first: int, last: int) -> Fault:
    name = str(first) if first == last else f"{first}-{last}"
    return Fault("receipt", name, "taken away: its number was given and it is not there")
