"""What each source brought, and when: what the status of a watch is made of."""

import datetime as dt
from collections import defaultdict

import msgspec
import sqlalchemy as sa

from musnad.desk.tables import offered, reports, watched

_LATEST = 20
_OLDEST = dt.timedelta(days=2)


class SourceHistory(msgspec.Struct, frozen=True, kw_only=True):
    """A source that is watched. Times are UTC.

    seen: when each of its items was first offered, over some days before the latest of them; the oldest first.
    lags: from publication to then, of the latest reports that give their time; less than two days each.
    waiting: items whose pages are still to be fetched or read.
    """

    source: str
    address: str
    began_at: dt.datetime
    answered_at: dt.datetime | None
    failures: int
    error: str | None
    seen: tuple[dt.datetime, ...]
    lags: tuple[dt.timedelta, ...]
    waiting: int


def histories(connection: sa.Connection, days: int) -> list[SourceHistory]:
    """The history of every source over the days before it last brought anything, by name."""
    seen: dict[str, list[dt.datetime]] = defaultdict(list)
    lags: dict[str, list[dt.timedelta]] = defaultdict(list)
    for source in connection.scalars(sa.select(watched.c.source)).all():
        last = connection.scalar(sa.select(sa.func.max(offered.c.seen_at)).where(offered.c.source == source))
        if last is None:
            continue
        query = (
            sa.select(offered.c.seen_at, reports.c.published_at)
            .outerjoin(reports, reports.c.id == offered.c.report_id)
            .where(offered.c.source == source, offered.c.seen_at >= last - dt.timedelta(days=days))
            .order_by(offered.c.seen_at)
        )
        for at, published in connection.execute(query):
            moment = at.replace(tzinfo=dt.UTC)
            seen[source].append(moment)
            lag = _lag(published, moment)
            lags[source] += [] if lag is None else [lag]
    pending = (
        sa.select(offered.c.source, sa.func.count().label("number"))
        .where(offered.c.state != "done")
        .group_by(offered.c.source)
    )
    waits = {row.source: row.number for row in connection.execute(pending)}
    return [
        SourceHistory(
            source=row.source,
            address=row.address,
            began_at=row.began_at.replace(tzinfo=dt.UTC),
            answered_at=row.answered_at and row.answered_at.replace(tzinfo=dt.UTC),
            failures=row.failures,
            error=row.error,
            seen=tuple(seen[row.source]),
            lags=tuple(lags[row.source][-_LATEST:]),
            waiting=waits.get(row.source, 0),
        )
        for row in connection.execute(sa.select(watched).order_by(watched.c.source))
    ]


def _lag(published: str | None, seen: dt.datetime) -> dt.timedelta | None:
    """From publication to when it was seen; None where the page gives no time of day, or one that cannot be."""
    try:
        moment = dt.datetime.fromisoformat(published or "")
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    lag = seen - moment
    return lag if dt.timedelta() <= lag < _OLDEST else None
