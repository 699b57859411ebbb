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


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """A report that has more than one version: how many, and since when it reads as it does."""

    report_id: str
    outlet: str | None
    title: str | None
    versions: int
    changed_at: dt.datetime


def versions_of(connection: sa.Connection, report_id: str) -> tuple[Version, ...]:
    """The versions of a report, the present one last; none where there is no such report."""
    reports, earlier = tables.reports, tables.versions
    present = connection.execute(sa.select(reports).where(reports.c.id == report_id)).one_or_none()
    if present is None:
        return ()
    before = connection.execute(
        sa.select(earlier).where(earlier.c.report_id == report_id).order_by(earlier.c.seen_at, earlier.c.number)
    )
    found = [_version(number, row, row.seen_at) for number, row in enumerate(before, start=1)]
    return (*found, _version(len(found) + 1, present, present.added_at))


def changed_reports(connection: sa.Connection, since: dt.datetime | None) -> list[Changed]:
    """The reports that were published again with other words, the latest change first."""
    reports, earlier = tables.reports.c, tables.versions.c
    query = (
        sa.select(reports.id, reports.outlet, reports.title, reports.added_at, sa.func.count().label("before"))
        .join(tables.versions, earlier.report_id == reports.id)
        .group_by(reports.id, reports.outlet, reports.title, reports.added_at)
        .order_by(reports.added_at.desc(), reports.id)
    )
    if since is not None:
        query = query.where(reports.added_at >= since.astimezone(dt.UTC).replace(tzinfo=None))
    return [
        Changed(
            report_id=row.id,
            outlet=row.outlet,
            title=row.title,
            versions=row.before + 1,
            changed_at=row.added_at.replace(tzinfo=dt.UTC),
        )
        for row in connection.execute(query)
    ]


def put_by(connection: sa.Connection, present: sa.Row[Any]) -> None:
    """Put the present text of a row of `reports` by, as an earlier version of it."""
    columns = {name: getattr(present, name) for name in ("receipt_id", "title", "published_at", "text", "sha256")}
    _put(connection, present.id, {**columns, "seen_at": present.added_at})


def put_earlier(connection: sa.Connection, report_id: str, columns: dict[str, Any]) -> None:
    """Put a text by that was seen before the present one but came later, unless it is there.

    `columns` are those of the table but for the report's id and the number.
    """
    earlier = tables.versions.c
    same = sa.exists().where(earlier.report_id == report_id, earlier.sha256 == columns["sha256"])
    if not connection.scalar(sa.select(same)):
        _put(connection, report_id, columns)


def _put(connection: sa.Connection, report_id: str, columns: dict[str, Any]) -> None:
    earlier = tables.versions
    last = connection.scalar(sa.select(sa.func.max(earlier.c.number)).where(earlier.c.report_id == report_id))
    connection.execute(sa.insert(earlier), {"report_id": report_id, "number": (last or 0) + 1, **columns})


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
