"""Linking in the tables of a desk: reports that wait are linked, and the incidents that change by that written."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import msgspec
import sqlalchemy as sa

from musnad.desk import tables
from musnad.desk.corrections import corrected
from musnad.desk.naming import Change, renamed
from musnad.desk.rows import Row
from musnad.desk.shelf import DeskShelf
from musnad.errors import DeskError
from musnad.knowledge.linking import LinkingRules
from musnad.linking import Linker, id_of, incident_of
from musnad.records import CodedReport, Event, Incident, Key, Report

_NOWHERE = -1


def await_linking(connection: sa.Connection, report_id: str) -> None:
    """Let the report be linked, or linked again, when incidents are next asked for."""
    unlinked = tables.unlinked
    connection.execute(sa.delete(unlinked).where(unlinked.c.report_id == report_id))
    connection.execute(sa.insert(unlinked), {"report_id": report_id})


def waiting(connection: sa.Connection) -> list[str]:
    """The ids of the reports that are to be linked, by time of publication; those that are gone first."""
    reports, unlinked = tables.reports.c, tables.unlinked.c
    return list(
        connection.scalars(
            sa.select(unlinked.report_id)
            .outerjoin(tables.reports, reports.id == unlinked.report_id)
            .order_by(sa.func.coalesce(reports.published_at, ""), unlinked.report_id)
        )
    )


def link_these(connection: sa.Connection, rules: LinkingRules, wanted: Sequence[str]) -> None:
    """Link these reports, but for those that another program has linked by now."""
    unlinked = tables.unlinked
    still = set(connection.scalars(sa.select(unlinked.c.report_id).where(unlinked.c.report_id.in_(wanted))))
    shelf = DeskShelf(connection, rules)
    linker = Linker(shelf, rules)
    for report_id in (name for name in wanted if name in still):
        pair = _pair(connection, report_id)
        changed: set[Key] = set()
        reason = f"report {report_id}"
        if shelf.has_print(report_id):
            reason += " was coded anew" if pair else " is gone"
            _keep_decisions(connection, shelf, report_id, pair[1].events if pair else ())
            changed = linker.remove(report_id)
        if pair:
            changed |= linker.add(*pair)
        renew(connection, shelf, changed, rules, reason)
    connection.execute(sa.delete(unlinked).where(unlinked.c.report_id.in_(still)))


def renew(
    connection: sa.Connection, shelf: DeskShelf, changed: Collection[Key], rules: LinkingRules, reason: str
) -> None:
    """Write the incidents of groups that changed, and log what became of those of before."""
    incidents = tables.incidents
    founders = sa.tuple_(incidents.c.founder_report, incidents.c.founder_position)
    before: dict[Key, str] = {
        (row.founder_report, row.founder_position): row.id
        for row in connection.execute(sa.select(incidents).where(founders.in_(sorted(changed))))
    }
    groups = sorted(founder for founder in changed if shelf.group(founder))
    flows: Counter[tuple[Key, Key]] = Counter()
    for key, origin in shelf.moves.items():
        now = shelf.founder_of(key)
        if origin and now and origin != now:
            flows[origin, now] += 1
    shelf.moves = {}
    ids, changes = renamed(groups, before, flows, lambda founder: _new_id(connection, founder))
    connection.execute(sa.delete(incidents).where(incidents.c.id.in_(before.values())))
    _log(connection, changes, reason)
    made = [_row(founder, _composed(connection, shelf, founder, ids[founder], rules)) for founder in groups]
    if made:
        connection.execute(sa.insert(incidents), made)


def stored(connection: sa.Connection, incident_id: str) -> tuple[Key, Incident] | None:
    """The incident of that id, or the one into which it was merged, and its founder."""
    incidents, log = tables.incidents, tables.incident_log
    seen: set[str] = set()
    name: str | None = incident_id
    while name is not None and name not in seen:
        seen.add(name)
        row = connection.execute(sa.select(incidents).where(incidents.c.id == name)).first()
        if row is not None:
            return (row.founder_report, row.founder_position), msgspec.json.decode(row.record, type=Incident)
        merged = sa.select(log.c.other_id).where(log.c.incident_id == name, log.c.what == "merged")
        name = connection.scalar(merged.order_by(log.c.id.desc()).limit(1))
    return None


def now() -> dt.datetime:
    """The time as it is stored: UTC, and not saying so."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def _pair(connection: sa.Connection, report_id: str) -> tuple[Report, CodedReport] | None:
    reports, events = tables.reports, tables.events
    row = connection.execute(sa.select(reports).where(reports.c.id == report_id)).first()
    if row is None:
        return None
    told = connection.scalars(
        sa.select(events.c.record).where(events.c.report_id == report_id).order_by(events.c.position)
    )
    report = Report(
        id=row.id, text=row.text, title=row.title, published_at=row.published_at, outlet=row.outlet, url=row.url
    )
    return report, CodedReport(report_id, tuple(msgspec.json.decode(record, type=Event) for record in told))


def _composed(
    connection: sa.Connection, shelf: DeskShelf, founder: Key, incident_id: str, rules: LinkingRules
) -> Incident:
    incident = msgspec.structs.replace(incident_of(founder, shelf, "range", rules), id=incident_id)
    said = tables.decisions.c
    by_hand = (
        sa.select(said.field, said.value)
        .where(said.incident_id == incident_id, said.kind == "correct", said.undone_at.is_(None))
        .order_by(said.id)
    )
    for field, value in connection.execute(by_hand).all():
        try:
            incident = corrected(incident, field or "", value or "", shelf.group(founder))
        except DeskError:
            # a place that no report gives any more: the decision stands, and holds again when one does
            continue
    return incident


def _log(connection: sa.Connection, changes: Iterable[Change], reason: str) -> None:
    for one in changes:
        row = {"at": now(), "what": one.what, "incident_id": one.incident_id, "other_id": one.other_id}
        connection.execute(sa.insert(tables.incident_log), {**row, "reason": reason})
        if one.what == "merged":
            of_it = tables.decisions.c.incident_id == one.incident_id
            connection.execute(sa.update(tables.decisions).where(of_it).values(incident_id=one.other_id))


def _keep_decisions(connection: sa.Connection, shelf: DeskShelf, report_id: str, events: Sequence[Event]) -> None:
    """Let what was decided of a report's events be said of those that tell the same after it was coded anew."""
    pairs = tables.decision_pairs
    moved: dict[int, int] = {}
    for telling in shelf.tellings_of(report_id):
        shared = [_shared(telling.event, event) for event in events]
        best = max(range(len(shared)), key=lambda at: shared[at], default=_NOWHERE)
        moved[telling.key[1]] = best if best != _NOWHERE and shared[best] else _NOWHERE - telling.key[1]
    for report, position in ((pairs.c.a_report, pairs.c.a_position), (pairs.c.b_report, pairs.c.b_position)):
        if any(old != new for old, new in moved.items()):
            connection.execute(
                sa.update(pairs)
                .where(report == report_id, position.in_(moved))
                .values({position: sa.case(moved, value=position)})
            )


def _shared(a: Event, b: Event) -> int:
    """How many letters of the text speak of both."""
    return sum(max(0, min(end, last) - max(start, first)) for start, end in a.mentions for first, last in b.mentions)


def _new_id(connection: sa.Connection, founder: Key) -> str:
    """An id that no incident has, or had."""
    incidents, log = tables.incidents.c, tables.incident_log.c
    for number in range(1, 1000):
        made = id_of(founder if number == 1 else (f"{founder[0]}/{number}", founder[1]))
        had = sa.exists().where((log.incident_id == made) | (log.other_id == made))
        if not connection.scalar(sa.select(sa.exists().where(incidents.id == made) | had)):
            return made
    raise DeskError(f"incident of {founder[0]}: too many of that name")


def _row(founder: Key, incident: Incident) -> Row:
    time, place = incident.time, incident.place
    return {
        "id": incident.id,
        "founder_report": founder[0],
        "founder_position": founder[1],
        "type": incident.type,
        "family": incident.type.partition(".")[0],
        "day_start": time.start if time else None,
        "day_end": time.end if time else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "status": incident.status,
        "origins": len(incident.origins),
        "record": msgspec.json.encode(incident).decode(),
    }
