"""Linking in the tables of a desk: reports that wait are linked, and the incidents that change by that written."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import count

import msgspec
import sqlalchemy as sa

from musnad.desk import tables
from musnad.desk.corrections import corrected
from musnad.desk.marks import moved
from musnad.desk.naming import Change, renamed
from musnad.desk.republished import as_seen
from musnad.desk.rows import Row, read_report
from musnad.desk.shelf import DeskShelf
from musnad.errors import DeskError
from musnad.knowledge.linking import LinkingRules, linking_rules
from musnad.linking import Linker, Print, Telling, id_of, incident_of
from musnad.records import CodedReport, Incident, Key, Report

_NOWHERE = -1


def await_linking(connection: sa.Connection, report_id: str) -> None:
    """Let the report be linked, or linked again, when incidents are next asked for."""
    unlinked = tables.unlinked
    connection.execute(sa.delete(unlinked).where(unlinked.c.report_id == report_id))
    connection.execute(sa.insert(unlinked), {"report_id": report_id})


@cache
def version() -> str:
    """By what tellings are linked: the rules, and what of a telling is compared."""
    layout = [msgspec.json.schema(kind) for kind in (Telling, Print)]
    return hashlib.sha256(msgspec.json.encode([linking_rules(), layout], order="sorted")).hexdigest()


def linked_by(connection: sa.Connection) -> str | None:
    """The version by which all was linked that is, None where nothing was linked yet."""
    return connection.scalar(sa.select(tables.linked_by.c.version))


def begin_anew(connection: sa.Connection, wanted: str) -> None:
    """Let all reports wait, to be linked by this version; incidents stand, and keep their ids, until they are."""
    groups = tables.tellings.c
    grouped = (groups.report_id, groups.position, groups.founder_report, groups.founder_position)
    connection.execute(
        sa.insert(tables.former).from_select(
            ["report_id", "position", "founder_report", "founder_position"],
            sa.select(*grouped).where(groups.founder_report.is_not(None)),
        )
    )
    linked = (tables.tellings, tables.cells, tables.prints, tables.bands, tables.unlinked, tables.linked_by)
    for table in linked:
        connection.execute(sa.delete(table))
    connection.execute(sa.insert(tables.unlinked).from_select(["report_id"], sa.select(tables.reports.c.id)))
    connection.execute(sa.insert(tables.linked_by), {"version": wanted})


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
        again: dict[Key, Key] = {}
        reason = f"report {report_id}"
        if shelf.has_print(report_id):
            reason += " was coded anew" if pair else _why_untold(connection, report_id)
            told = shelf.tellings_of(report_id)
            changed = linker.remove(report_id)
            if pair:
                changed |= linker.add(*pair)
            again = _again(report_id, told, shelf.tellings_of(report_id))
        elif pair:
            changed = linker.add(*pair)
        before = _former(connection, report_id)
        for key, founder in before.items():
            shelf.moves[key] = founder
        changed.update(before.values())
        renew(connection, shelf, changed, rules, reason, again=again)
    connection.execute(sa.delete(unlinked).where(unlinked.c.report_id.in_(still)))


def renew(
    connection: sa.Connection,
    shelf: DeskShelf,
    changed: Collection[Key],
    rules: LinkingRules,
    reason: str,
    *,
    again: Mapping[Key, Key] | None = None,
    kept: tuple[Key, str] | None = None,
) -> None:
    """Write the incidents of groups that changed, and log what became of those of before.

    Args:
        connection: a transaction that writes.
        shelf: the groups, and where their tellings were before.
        changed: the groups that changed, of which some may be gone.
        rules: the rules of linking.
        reason: why, for the log.
        again: under which key the events of a report that was coded anew stand now.
        kept: an event, and the id of the incident that its group is by decision.
    """
    incidents = tables.incidents
    names = again or {}
    founders = sa.tuple_(incidents.c.founder_report, incidents.c.founder_position)
    rows = connection.execute(sa.select(incidents).where(founders.in_(sorted(changed)))).all()
    founded = {row.id: (row.founder_report, row.founder_position) for row in rows}
    before = {names.get(founder, founder): name for name, founder in founded.items()}
    groups = sorted(founder for founder in changed if shelf.group(founder))
    flows: Counter[tuple[Key, Key]] = Counter()
    for key, origin in shelf.moves.items():
        now = shelf.founder_of(names.get(key, key))
        if origin and now and names.get(origin, origin) != now:
            flows[names.get(origin, origin), now] += 1
    shelf.moves = {}
    group = shelf.founder_of(kept[0]) if kept else None
    made: set[str] = set()
    ids, changes = renamed(
        groups,
        before,
        flows,
        lambda founder: _new_id(connection, shelf, founder, made),
        (group, kept[1]) if kept and group else None,
    )
    connection.execute(sa.delete(incidents).where(incidents.c.id.in_(founded)))
    _log(connection, changes, {names.get(founder, founder): founder for founder in founded.values()}, reason)
    # all ids first: an incident that came back is no longer a part of the one into which it was merged
    made_of = {
        founder: msgspec.structs.replace(
            as_seen(connection, incident_of(founder, shelf, "range", rules)), id=ids[founder]
        )
        for founder in groups
    }
    if made_of:
        connection.execute(sa.insert(incidents), [_row(founder, one) for founder, one in made_of.items()])
    for founder, one in made_of.items():
        _correct(connection, founder, one, shelf.group(founder))


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


def _former(connection: sa.Connection, report_id: str) -> dict[Key, Key]:
    """In which groups an earlier version had the tellings of a report; it is asked once."""
    former = tables.former
    rows = connection.execute(sa.select(former).where(former.c.report_id == report_id)).all()
    if rows:
        connection.execute(sa.delete(former).where(former.c.report_id == report_id))
    return {(row.report_id, row.position): (row.founder_report, row.founder_position) for row in rows}


def _why_untold(connection: sa.Connection, report_id: str) -> str:
    there = sa.exists().where(tables.reports.c.id == report_id)
    return " was published anew" if connection.scalar(sa.select(there)) else " is gone"


def _pair(connection: sa.Connection, report_id: str) -> tuple[Report, CodedReport] | None:
    """The report with its events; None where it is gone, or its present text is not coded yet."""
    reports, uncoded = tables.reports.c, tables.uncoded.c
    coded = ~sa.exists().where(uncoded.report_id == report_id)
    row = connection.execute(sa.select(tables.reports).where(reports.id == report_id, coded)).first()
    return None if row is None else read_report(connection, row)


def _correct(connection: sa.Connection, founder: Key, incident: Incident, told: Sequence[Telling]) -> None:
    """Write what was decided by hand of an incident that is written."""
    # what was said of one that was merged into it holds, but for what was said of itself
    names = (*_merged_into(connection, incident.id), incident.id)
    for field, value in (said for name in names for said in _corrections(connection, name)):
        try:
            incident = corrected(incident, field, value, told)
        except DeskError:
            # a place that no report gives any more: the decision stands, and holds again when one does
            continue
    if incident.corrected:
        incidents = tables.incidents
        row = _row(founder, incident)
        connection.execute(sa.update(incidents).where(incidents.c.id == incident.id).values(row))


def _corrections(connection: sa.Connection, incident_id: str) -> list[tuple[str, str]]:
    said = tables.decisions.c
    by_hand = (
        sa.select(said.field, said.value)
        .where(said.incident_id == incident_id, said.kind == "correct", said.undone_at.is_(None))
        .order_by(said.id)
    )
    return [(row.field, row.value) for row in connection.execute(by_hand)]


def _merged_into(connection: sa.Connection, incident_id: str) -> list[str]:
    """The incidents that are gone because they were merged into this one, or into one of those, the latest first."""
    log, incidents = tables.incident_log.c, tables.incidents.c
    found: list[str] = []
    asked = [incident_id]
    while asked:
        there = (
            sa.select(log.incident_id)
            .where(log.other_id == asked.pop(0), log.what == "merged", log.incident_id.not_in([incident_id, *found]))
            .where(~sa.exists().where(incidents.id == log.incident_id))
            .order_by(log.id.desc())
        )
        more = list(dict.fromkeys(connection.scalars(there)))
        found += more
        asked += more
    return found


def _log(connection: sa.Connection, changes: Iterable[Change], founders: Mapping[Key, Key], reason: str) -> None:
    for one in changes:
        founder = founders[one.founder] if one.founder else (None, None)
        row = {"at": now(), "what": one.what, "incident_id": one.incident_id, "other_id": one.other_id}
        told = {"reason": reason, "founder_report": founder[0], "founder_position": founder[1]}
        connection.execute(sa.insert(tables.incident_log), {**row, **told})


def _again(report_id: str, before: Sequence[Telling], after: Sequence[Telling]) -> dict[Key, Key]:
    """The keys of the events that were found again; a key that means another event now is led to none."""
    found = moved(before, after)
    return {
        one.key: (report_id, found.get(one.key[1], _NOWHERE - one.key[1]))
        for one in before
        if found.get(one.key[1]) != one.key[1]
    }


def _new_id(connection: sa.Connection, shelf: DeskShelf, founder: Key, made: set[str]) -> str:
    """An id that no incident has: that of one that went, if this one has its founder, else one that none had."""
    incidents, log = tables.incidents.c, tables.incident_log.c
    keys = [one.key for one in shelf.group(founder)]
    gone = (
        sa.select(log.incident_id)
        .where(sa.tuple_(log.founder_report, log.founder_position).in_(keys), log.what.in_(("merged", "ended")))
        .where(~sa.exists().where(incidents.id == log.incident_id))
        .order_by(log.id.desc())
    )
    name = next((str(name) for name in connection.scalars(gone) if name not in made), None)
    had = (log.incident_id, log.other_id, incidents.id)
    fresh = (id_of(founder if number == 1 else (f"{founder[0]}\n{number}", founder[1])) for number in count(1))
    name = name or next(name for name in fresh if name not in made and not _is_known(connection, name, had))
    made.add(name)
    return name


def _is_known(connection: sa.Connection, name: str, columns: Iterable[sa.ColumnElement[str]]) -> bool:
    return any(connection.scalar(sa.select(sa.exists().where(column == name))) for column in columns)


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
