"""The watcher's ledger: what each source offered, and what became of it. Every change is one transaction.

An item is `waiting` for its page to be fetched, `unread` when the page is stored, `told` when the page cannot be had
and the feed's own words stand in for it, and `done` when its report is on the desk or nothing can be made of it.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from musnad.desk import tables
from musnad.desk.database import desk_errors, writing
from musnad.desk.evidence import Receipt, keep, read_receipt
from musnad.desk.history import SourceHistory, histories
from musnad.desk.placing import place
from musnad.desk.reports import Added
from musnad.reading.items import Item
from musnad.records import Report

_AGAIN = dt.timedelta(hours=1)


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """A source as the ledger knows it. Times are UTC.

    `address` is where it is by now, `etag` and `modified` what its latest answer was marked with, `failures` how
    often in a row it gave none that could be used, and `error` why the latest one.
    """

    source: str
    address: str
    due_at: dt.datetime
    etag: str | None = None
    modified: str | None = None
    asked_at: dt.datetime | None = None
    answered_at: dt.datetime | None = None
    failures: int = 0
    error: str | None = None


class Waiting(msgspec.Struct, frozen=True):
    """An item whose page is to be fetched, and how often that was tried."""

    id: int
    source: str
    address: str
    due_at: dt.datetime
    tries: int


class Taken(msgspec.Struct, frozen=True):
    """What one answer of a source brought: items that wait, the source after it, and whether more is left there."""

    waiting: tuple[Waiting, ...]
    state: Watched
    is_more: bool


class Unread(msgspec.Struct, frozen=True):
    """An item that is to be read: from the page that was fetched, or else as its source told it."""

    id: int
    source: str
    key: str
    receipt: Receipt | None
    told: Report | None
    receipt_id: int | None
    is_told: bool


class Ledger:
    """What a watcher knows, on a desk. Every method raises `DeskError` where the desk cannot be read or written."""

    def __init__(self, engine: sa.Engine, path: Path) -> None:
        self._engine = engine
        self._path = path

    def enlist(self, source: str, address: str, now: dt.datetime) -> Watched:
        """The source as it is known; it is due now where it is new, or its address in the list has changed."""
        watched = tables.watched
        with desk_errors(self._path), writing(self._engine) as connection:
            row = connection.execute(sa.select(watched).where(watched.c.source == source)).one_or_none()
            if row is not None and row.listed == address:
                return _watched(row)
            if row is not None:
                connection.execute(sa.delete(watched).where(watched.c.source == source))
            fresh = {"source": source, "listed": address, "address": address, "failures": 0}
            connection.execute(sa.insert(watched), fresh | {"began_at": _naive(now), "due_at": _naive(now)})
            return Watched(source=source, address=address, due_at=now)

    def offered(
        self, state: Watched, items: Sequence[Item], receipt: Receipt | None, *, pages: bool = True, most: int = 1000
    ) -> Taken:
        """Take in an answer of a source: which of its items are new or have changed, and wait for their pages.

        Args:
            state: the source after it.
            items: all that it offered.
            receipt: the answer itself, which is kept where it brought anything; None where nothing had changed.
            pages: whether pages are fetched at all; if not, what the source told is read.
            most: so many new items are taken; where there are more, the source must tell all again the next time.
        """
        now = state.answered_at or state.due_at
        with desk_errors(self._path), writing(self._engine) as connection:
            all_news = _news(connection, state.source, items, now)
            news = all_news[:most]
            receipt_id = keep(connection, receipt) if receipt is not None and news else None
            of = [(item if pages else _only_told(item), known) for item, known in news]
            waiting = [_wait(connection, state.source, item, known, receipt_id, now) for item, known in of]
            if len(news) < len(all_news):
                state = msgspec.structs.replace(state, etag=None, modified=None)
            _write_watched(connection, state)
        return Taken(tuple(item for item in waiting if item is not None), state, len(news) < len(all_news))

    def failed(self, state: Watched) -> None:
        """Take in that a source gave no answer that could be used; `state` is the source after it."""
        with desk_errors(self._path), writing(self._engine) as connection:
            _write_watched(connection, state)

    def waiting(self) -> list[Waiting]:
        """All items whose pages are to be fetched, those that are due first."""
        offered = tables.offered.c
        query = (
            sa.select(offered.id, offered.source, offered.address, offered.due_at, offered.tries)
            .where(offered.state == "waiting")
            .order_by(offered.due_at, offered.id)
        )
        with desk_errors(self._path), self._engine.connect() as connection:
            return [Waiting(id, source, address, _aware(due), tries)
                    for id, source, address, due, tries in connection.execute(query)]  # fmt: skip

    def fetched(self, item_id: int, receipt: Receipt) -> None:
        """Keep the page of an item, to be read."""
        with desk_errors(self._path), writing(self._engine) as connection:
            _change(connection, item_id, state="unread", receipt_id=keep(connection, receipt), error=None)

    def put_off(self, item: Waiting) -> None:
        """The page could not be fetched; it is tried again when `item` says."""
        with desk_errors(self._path), writing(self._engine) as connection:
            _change(connection, item.id, due_at=_naive(item.due_at), tries=item.tries)

    def give_up(self, item_id: int, error: str) -> None:
        """The page cannot be had: what the source told of it stands in."""
        with desk_errors(self._path), writing(self._engine) as connection:
            _change(connection, item_id, state="told", error=error)

    def unread(self, limit: int) -> list[Unread]:
        """Some items that are to be read, the oldest first."""
        offered = tables.offered
        query = (
            sa.select(offered)
            .where(offered.c.state.in_(("unread", "told")))
            .order_by(offered.c.due_at, offered.c.id)
            .limit(limit)
        )
        with desk_errors(self._path), self._engine.connect() as connection:
            return [_unread(connection, row) for row in connection.execute(query)]

    def receive(self, receipt_id: int | None, report: Report, addresses: Sequence[str]) -> tuple[str, Added]:
        """Put the report of a page that no source offered on the desk; its id, and what that changed."""
        with desk_errors(self._path), writing(self._engine) as connection:
            return place(connection, report, addresses, receipt_id, is_told=False)

    def read(self, item: Unread, report: Report, addresses: Sequence[str]) -> tuple[str, Added]:
        """Put the report of an item on the desk, once however many addresses it has; its id, and what that changed."""
        with desk_errors(self._path), writing(self._engine) as connection:
            placed = place(connection, report, addresses, item.receipt_id, is_told=item.is_told)
            _change(connection, item.id, state="done", report_id=placed[0], told=None)
            return placed

    def history(self, days: int) -> list[SourceHistory]:
        """What each source brought over the days before it last brought anything, by name."""
        with desk_errors(self._path), self._engine.connect() as connection:
            return histories(connection, days)

    def unreadable(self, item: Unread, error: str) -> None:
        """Nothing could be made of the page: what the source told of it stands in, where it told anything."""
        state = "done" if item.is_told or item.told is None else "told"
        with desk_errors(self._path), writing(self._engine) as connection:
            _change(connection, item.id, state=state, error=error)


def _news(
    connection: sa.Connection, source: str, items: Sequence[Item], now: dt.datetime
) -> list[tuple[Item, sa.Row[Any] | None]]:
    """The items that are new to the source or have changed, each with its row where it has one."""
    offered = tables.offered.c
    rows: dict[str, sa.Row[Any]] = {}
    for at in range(0, len(items), 200):
        keys = [item.key for item in items[at : at + 200]]
        query = sa.select(offered.id, offered.key, offered.mark, offered.state, offered.looks, offered.due_at).where(
            offered.source == source, offered.key.in_(keys)
        )
        rows |= {row.key: row for row in connection.execute(query)}
    return [(item, rows.get(item.key)) for item in items if _is_news(item, rows.get(item.key), now)]


def _is_news(item: Item, known: sa.Row[Any] | None, now: dt.datetime) -> bool:
    """Whether an item is new, or changed since; some feeds change all items at each look, so ever less often."""
    if known is None:
        return True
    rested = now - _aware(known.due_at) >= _AGAIN * 4**known.looks
    return known.mark != item.mark and known.state in {"done", "waiting"} and rested


def _wait(
    connection: sa.Connection,
    source: str,
    item: Item,
    known: sa.Row[Any] | None,
    receipt_id: int | None,
    now: dt.datetime,
) -> Waiting | None:
    """Write a new or changed item down; as it waits, where its page is to be fetched."""
    told = msgspec.json.encode(item.told).decode() if item.told is not None else None
    row: dict[str, Any] = {"address": item.address, "mark": item.mark, "told": told, "receipt_id": receipt_id}
    row |= {"error": None, "due_at": _naive(now)}
    if known is None:
        state = _first_state(connection, item)
        row |= {"source": source, "key": item.key, "state": state, "seen_at": _naive(now)}
        row |= {"tries": 0, "looks": 0}
        (item_id,) = connection.execute(sa.insert(tables.offered), row).inserted_primary_key or (0,)
    else:
        item_id, state = known.id, "told" if item.address is None else "waiting"
        _change(connection, item_id, **row, state=state, tries=0, looks=known.looks + 1)
    return Waiting(item_id, source, item.address, now, 0) if state == "waiting" and item.address else None


def _only_told(item: Item) -> Item:
    return msgspec.structs.replace(item, address=None)


def _first_state(connection: sa.Connection, item: Item) -> str:
    if item.address is None:
        return "told"
    known = tables.known_addresses
    # another feed of the same outlet has offered it
    seen = connection.scalar(sa.select(known.c.report_id).where(known.c.key == item.key))
    return "waiting" if seen is None else "done"


def _change(connection: sa.Connection, item_id: int, **values: object) -> None:
    connection.execute(sa.update(tables.offered).where(tables.offered.c.id == item_id).values(**values))


def _unread(connection: sa.Connection, row: sa.Row[Any]) -> Unread:
    is_told = row.state == "told"
    receipt = read_receipt(connection, row.receipt_id) if row.receipt_id is not None and not is_told else None
    told = msgspec.json.decode(row.told, type=Report) if row.told else None
    return Unread(row.id, row.source, row.key, receipt, told, row.receipt_id, is_told)


def _write_watched(connection: sa.Connection, state: Watched) -> None:
    row = {
        "address": state.address,
        "etag": state.etag,
        "modified": state.modified,
        "due_at": _naive(state.due_at),
        "asked_at": state.asked_at and _naive(state.asked_at),
        "answered_at": state.answered_at and _naive(state.answered_at),
        "failures": state.failures,
        "error": state.error,
    }
    connection.execute(sa.update(tables.watched).where(tables.watched.c.source == state.source).values(row))


def _watched(row: sa.Row[Any]) -> Watched:
    return Watched(
        source=row.source,
        address=row.address,
        due_at=_aware(row.due_at),
        etag=row.etag,
        modified=row.modified,
        asked_at=row.asked_at and _aware(row.asked_at),
        answered_at=row.answered_at and _aware(row.answered_at),
        failures=row.failures,
        error=row.error,
    )


def _naive(moment: dt.datetime) -> dt.datetime:
    """UTC as the desk keeps it, without saying so."""
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def _aware(moment: dt.datetime) -> dt.datetime:
    return moment.replace(tzinfo=dt.UTC)
