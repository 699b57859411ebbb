"""The texts of a report that was published again with other words."""

import datetime as dt
from typing import Any

import msgspec
import sqlalchemy as sa

from musnad.desk import tables


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """A text of a report, as it was published at a time; the first is number 1.

    `receipt_id` is the receipt of the page that it was read from, None where none was kept. `sha256` is of the text
    in UTF-8. `seen_at` is when it was first seen.
    """

    number: int
    receipt_id: int | None
    title: str | None
    published_at: str | None
    text: str
    sha256: str
    seen_at: dt.datetime


def versions_of(connection: sa.Connection, report_id: str) -> tuple[Version, ...]:
    """The versions of a report, the present one last; none where there is no such report."""
    reports, earlier = tables.reports, tables.versions
    present = connection.execute(sa.select(reports).where(reports.c.id == report_id)).one_or_none()
    if present is None:
        return ()
    before = connection.execute(sa.select(earlier).where(earlier.c.report_id == report_id).order_by(earlier.c.number))
    found = [_version(row.number, row, row.seen_at) for row in before]
    return (*found, _version(len(found) + 1, present, present.added_at))


def put_by(connection: sa.Connection, present: sa.Row[Any]) -> None:
    """Put the present text of a row of `reports` by, as an earlier version of it."""
    earlier = tables.versions
    last = connection.scalar(sa.select(sa.func.max(earlier.c.number)).where(earlier.c.report_id == present.id))
    row = {
        "report_id": present.id,
        "number": (last or 0) + 1,
        "receipt_id": present.receipt_id,
        "title": present.title,
        "published_at": present.published_at,
        "text": present.text,
        "sha256": present.sha256,
        "seen_at": present.added_at,
    }
    connection.execute(sa.insert(earlier), row)


def _version(number: int, row: sa.Row[Any], seen_at: dt.datetime) -> Version:
    return Version(
        number=number,
        receipt_id=row.receipt_id,
        title=row.title,
        published_at=row.published_at,
        text=row.text,
        sha256=row.sha256,
        seen_at=seen_at.replace(tzinfo=dt.UTC),
    )
