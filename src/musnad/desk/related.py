"""The reports to read beside a report: those of the same incidents, then those of the same story."""

import datetime as dt
from collections.abc import Collection, Iterable

import msgspec
import sqlalchemy as sa

from musnad.desk.filters import same_founder
from musnad.desk.tables import events, incidents, parties, reports, tellings

_DAYS = 7
# what a report of the same story must share at least: the province and the actor, or one of both and the kind
_SHARED = 3
_PROVINCE, _ACTOR, _FAMILY = 2, 2, 1
_MOST = 20


class RelatedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report beside another. `incidents` are those that both tell."""

    report_id: str
    outlet: str | None
    title: str | None
    url: str | None
    published_at: str | None
    incidents: tuple[str, ...] = ()


class Related(msgspec.Struct, frozen=True):
    """The reports of the same incidents, those that share most of them first, and those of the same story."""

    incident: tuple[RelatedReport, ...]
    story: tuple[RelatedReport, ...]


def related_to(connection: sa.Connection, report_id: str) -> Related:
    """The reports beside this one; its incidents must be linked."""
    shared = _of_incidents(connection, report_id)
    near = _of_story(connection, report_id, {report_id, *shared})
    return Related(
        tuple(
            sorted(
                _read(connection, shared), key=lambda one: (-len(one.incidents), one.published_at or "", one.report_id)
            )
        ),
        tuple(sorted(_read(connection, dict.fromkeys(near, ())), key=lambda one: near.index(one.report_id))),
    )


def _of_incidents(connection: sa.Connection, report_id: str) -> dict[str, tuple[str, ...]]:
    own, other = tellings.alias("own"), tellings.alias("other")
    query = (
        sa.select(other.c.report_id, incidents.c.id)
        .distinct()
        .select_from(own)
        .join(other, same_founder(own, other))
        .join(incidents, same_founder(own, incidents))
        .where(own.c.report_id == report_id, other.c.report_id != report_id)
        .order_by(incidents.c.id)
    )
    found: dict[str, tuple[str, ...]] = {}
    for name, incident in connection.execute(query):
        found[name] = (*found.get(name, ()), incident)
    return found


def _of_story(connection: sa.Connection, report_id: str, but: Collection[str]) -> list[str]:
    """The ids of the reports that share most of place, actors and kind in near days, of these the latest first."""
    own = connection.execute(
        sa.select(events).where(
            events.c.report_id == report_id, events.c.background.is_(False), events.c.day_start.is_not(None)
        )
    ).all()
    if not own:
        return []
    about = sa.select(parties.c.name).where(
        parties.c.event_id.in_({row.id for row in own}), parties.c.role == "actor", parties.c.kind != "unknown"
    )
    shares_actor = sa.exists().where(
        parties.c.event_id == events.c.id, parties.c.role == "actor", parties.c.name.in_(about)
    )
    score = sa.func.max(
        _points(events.c.admin1.in_({row.admin1 for row in own if row.admin1}), _PROVINCE)
        + _points(shares_actor, _ACTOR)
        + _points(events.c.family.in_({row.family for row in own}), _FAMILY)
    )
    margin = dt.timedelta(days=_DAYS)
    query = (
        sa.select(events.c.report_id)
        .join(reports, reports.c.id == events.c.report_id)
        .where(
            events.c.report_id.not_in(but),
            events.c.background.is_(False),
            events.c.day_start >= min(row.day_start for row in own) - margin,
            events.c.day_start <= max(row.day_start for row in own) + margin,
            events.c.country.in_({row.country for row in own}),
        )
        .group_by(events.c.report_id)
        .having(score >= _SHARED)
        .order_by(score.desc(), sa.func.max(reports.c.published_at).desc(), events.c.report_id)
        .limit(_MOST)
    )
    return list(connection.scalars(query))


def _read(connection: sa.Connection, wanted: dict[str, tuple[str, ...]]) -> Iterable[RelatedReport]:
    columns = (reports.c.id, reports.c.outlet, reports.c.title, reports.c.url, reports.c.published_at)
    for row in connection.execute(sa.select(*columns).where(reports.c.id.in_(wanted))):
        yield RelatedReport(
            report_id=row.id,
            outlet=row.outlet,
            title=row.title,
            url=row.url,
            published_at=row.published_at,
            incidents=wanted[row.id],
        )


def _points(holds: sa.ColumnElement[bool], points: int) -> sa.ColumnElement[int]:
    return sa.case((holds, points), else_=0)
