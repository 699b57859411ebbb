"""`Incidents`: link what stands on a desk, ask for incidents, decide by hand."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
import sqlalchemy as sa

from musnad.desk import linking
from musnad.desk.corrections import corrected
from musnad.desk.database import desk_errors, writing
from musnad.desk.filters import IncidentFilter, incident_conditions, same_founder
from musnad.desk.marks import Mark
from musnad.desk.related import Related, related_to
from musnad.desk.shelf import DeskShelf
from musnad.desk.tables import decision_pairs, decisions, incident_log, incidents, tellings
from musnad.errors import DeskError
from musnad.knowledge.linking import linking_rules
from musnad.linking import FIELDS, Decision, Linker, Telling, TollPolicy, toll
from musnad.records import Incident, Key, written

_AT_ONCE = 50
_AT_LEAST = 2
DecisionKind = Literal["same", "apart", "correct"]
Pair = tuple[Decision, Telling, Telling]


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an incident, when and why; `other_id` is the incident that it met, came from or gave to."""

    at: dt.datetime
    what: Literal["merged", "split", "moved", "ended"]
    incident_id: str
    other_id: str | None
    reason: str


class StoredDecision(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided by hand. It stands until it is undone, whatever is linked."""

    id: int
    made_at: dt.datetime
    undone_at: dt.datetime | None
    kind: DecisionKind
    incident_id: str
    field: str | None
    value: str | None


class Incidents:
    """The incidents of a desk.

    What was added to the desk since is linked first wherever incidents are asked for. Every method raises
    `DeskError` where the desk cannot be read or written.
    """

    def __init__(self, engine: sa.Engine, path: Path) -> None:
        self._engine = engine
        self._path = path
        self._rules = linking_rules()

    def link(self, advance: Callable[[int], None] | None = None) -> int:
        """Link the reports that were added or changed since, some in a transaction; how many there were.

        Killed half way it leaves the desk whole, and goes on where it stood when it is called again. `advance` is
        told, as it goes, how many more are linked.
        """
        wanted = linking.version()
        with desk_errors(self._path), self._engine.connect() as connection:
            by, waiting = linking.linked_by(connection), linking.waiting(connection)
        if by != wanted and (by or waiting):
            with desk_errors(self._path), writing(self._engine) as connection:
                linking.begin_anew(connection, wanted)
                waiting = linking.waiting(connection)
        for at in range(0, len(waiting), _AT_ONCE):
            some = waiting[at : at + _AT_ONCE]
            with desk_errors(self._path), writing(self._engine) as connection:
                linking.link_these(connection, self._rules, some)
            if advance:
                advance(len(some))
        return len(waiting)

    def waiting(self) -> int:
        """How many reports are to be linked."""
        with desk_errors(self._path), self._engine.connect() as connection:
            return len(linking.waiting(connection))

    def find(self, wanted: IncidentFilter | None = None, policy: TollPolicy = "range") -> Iterator[Incident]:
        """The incidents that `wanted` asks for (all where it is None), by day."""
        self.link()
        wanted = wanted or IncidentFilter()
        query = (
            sa.select(incidents.c.record)
            .where(*incident_conditions(wanted))
            .order_by(incidents.c.day_start, incidents.c.id)
            .limit(wanted.limit)
        )
        decoder = msgspec.json.Decoder(Incident)
        with desk_errors(self._path), self._engine.connect() as connection:
            for record in connection.execution_options(yield_per=_AT_ONCE).scalars(query):
                yield _by_policy(decoder.decode(record), policy)

    def get(self, incident_id: str, policy: TollPolicy = "range") -> Incident | None:
        """The incident of that id, or the one into which it was merged, or None."""
        self.link()
        with desk_errors(self._path), self._engine.connect() as connection:
            found = linking.stored(connection, incident_id)
        return _by_policy(found[1], policy) if found else None

    def of_events(self, keys: Iterable[Key]) -> dict[Key, str]:
        """The ids of the incidents that rest on these events, by event; those in none are left out."""
        self.link()
        query = (
            sa.select(tellings.c.report_id, tellings.c.position, incidents.c.id)
            .join(incidents, same_founder(tellings, incidents))
            .where(sa.tuple_(tellings.c.report_id, tellings.c.position).in_(sorted(keys)))
        )
        with desk_errors(self._path), self._engine.connect() as connection:
            return {(report, position): name for report, position, name in connection.execute(query)}

    def related(self, report_id: str) -> Related:
        """The reports of the same incidents as this report, then those of the same story."""
        self.link()
        with desk_errors(self._path), self._engine.connect() as connection:
            return related_to(connection, report_id)

    def log(self, incident_id: str | None = None) -> list[LogEntry]:
        """What became of incidents, the oldest first: of one, or of all where none is named."""
        query = sa.select(incident_log).order_by(incident_log.c.id)
        if incident_id is not None:
            query = query.where((incident_log.c.incident_id == incident_id) | (incident_log.c.other_id == incident_id))
        with desk_errors(self._path), self._engine.connect() as connection:
            return [
                LogEntry(
                    at=row.at.replace(tzinfo=dt.UTC),
                    what=row.what,
                    incident_id=row.incident_id,
                    other_id=row.other_id,
                    reason=row.reason,
                )
                for row in connection.execute(query)
            ]

    def decisions(self) -> list[StoredDecision]:
        """What was decided by hand, the oldest first, with what was undone."""
        with desk_errors(self._path), self._engine.connect() as connection:
            return [
                StoredDecision(
                    id=row.id,
                    made_at=row.made_at.replace(tzinfo=dt.UTC),
                    undone_at=row.undone_at and row.undone_at.replace(tzinfo=dt.UTC),
                    kind=row.kind,
                    incident_id=row.incident_id,
                    field=row.field,
                    value=row.value,
                )
                for row in connection.execute(sa.select(decisions).order_by(decisions.c.id))
            ]

    def same(self, incident_ids: Sequence[str]) -> int:
        """Decide that these incidents are one, under the id of the first; the number of the decision.

        Raises:
            DeskError: an id is not on the desk, or there are not two.
        """
        self.link()
        with desk_errors(self._path), writing(self._engine) as connection:
            shelf = DeskShelf(connection, self._rules)
            stored = [self._stored(connection, name) for name in incident_ids]
            found = {founder: name for (founder, _), name in zip(stored, incident_ids, strict=True)}
            if len(found) < _AT_LEAST:
                raise DeskError("name two incidents or more that are the same")
            first, *others = found
            together = [*shelf.group(first), *(one for other in others for one in shelf.group(other))]
            pairs = _tied(together)
            # what was held apart before is no longer
            keys = {one.key for one in together}
            for one in together:
                apart = [key for key, kind in shelf.decisions_on(one.key).items() if kind == "apart" and key in keys]
                pairs += [("same", one, shelf.telling(key)) for key in apart if one.key < key]
            value = " ".join(found[other] for other in others)
            return self._decide(connection, "same", stored[0][1].id, pairs, value=value, kept=first)

    def apart(self, incident_id: str, keys: Sequence[Key]) -> int:
        """Decide that these tellings of an incident tell another happening; the number of the decision.

        The rest keeps the id.

        Raises:
            DeskError: the incident is not on the desk, or does not rest on these tellings and others.
        """
        self.link()
        with desk_errors(self._path), writing(self._engine) as connection:
            shelf = DeskShelf(connection, self._rules)
            founder, incident = self._stored(connection, incident_id)
            told = shelf.group(founder)
            if strange := [written(key) for key in keys if key not in {one.key for one in told}]:
                raise DeskError(f"incident {incident_id} does not rest on {', '.join(strange)}")
            out, rest = [one for one in told if one.key in keys], [one for one in told if one.key not in keys]
            if not out or not rest:
                raise DeskError("name some of the events that an incident rests on, not all")
            pairs: list[Pair] = [("apart", one, other) for one in out for other in rest]
            pairs += _tied(out)
            if any("same" in shelf.decisions_on(one.key).values() for one in told):
                # they may be held together through one that goes
                pairs += _tied(rest)
            value = " ".join(written(one.key) for one in out)
            return self._decide(connection, "apart", incident.id, pairs, value=value, kept=rest[0].key)

    def correct(self, incident_id: str, field: str, value: str) -> int:
        """Decide what a field of an incident is; the number of the decision. See `corrections` for what can be said.

        Raises:
            DeskError: the incident is not on the desk, or has no such field, or it cannot be that.
        """
        self.link()
        with desk_errors(self._path), writing(self._engine) as connection:
            founder, incident = self._stored(connection, incident_id)
            # says what could be said, where this cannot
            corrected(incident, field, value, DeskShelf(connection, self._rules).group(founder))
            return self._decide(connection, "correct", incident.id, [], field=field, value=value)

    def undo(self, number: int) -> None:
        """Undo a decision, and link anew what it held together or apart.

        Raises:
            DeskError: there is no such decision, or it was undone before.
        """
        self.link()
        with desk_errors(self._path), writing(self._engine) as connection:
            standing = decisions.c.id == number, decisions.c.undone_at.is_(None)
            about = connection.scalar(sa.select(decisions.c.incident_id).where(*standing))
            if about is None:
                raise DeskError(f"{self._path}: there is no decision {number}, or it was undone before")
            keys = DeskShelf(connection, self._rules).decided_on(number)
            connection.execute(sa.update(decisions).where(*standing).values(undone_at=linking.now()))
            self._relink(connection, about, keys, f"decision {number} undone")

    def _stored(self, connection: sa.Connection, incident_id: str) -> tuple[Key, Incident]:
        found = linking.stored(connection, incident_id)
        if found is None:
            raise DeskError(f"{self._path}: there is no incident {incident_id}")
        return found

    def _decide(
        self,
        connection: sa.Connection,
        kind: DecisionKind,
        incident_id: str,
        pairs: Sequence[Pair],
        *,
        value: str,
        field: str | None = None,
        kept: Key | None = None,
    ) -> int:
        row = {"made_at": linking.now(), "kind": kind, "incident_id": incident_id, "field": field, "value": value}
        (number,) = connection.execute(sa.insert(decisions), row).inserted_primary_key or (0,)
        made = [
            {
                "decision_id": number,
                "kind": said,
                "a_report": a.key[0],
                "a_mark": msgspec.json.encode(Mark.of(a)).decode(),
                "b_report": b.key[0],
                "b_mark": msgspec.json.encode(Mark.of(b)).decode(),
            }
            for said, a, b in pairs
        ]
        if made:
            connection.execute(sa.insert(decision_pairs), made)
        about = {one.key for _, *ends in pairs for one in ends}
        self._relink(connection, incident_id, about, f"decision {number}", kept)
        return int(number)

    def _relink(
        self, connection: sa.Connection, incident_id: str, keys: Iterable[Key], reason: str, kept: Key | None = None
    ) -> None:
        """Link these tellings again, and write the incident of this id and all that change."""
        shelf = DeskShelf(connection, self._rules)
        changed = Linker(shelf, self._rules).decided(sorted(keys))
        found = linking.stored(connection, incident_id)
        if found is not None:
            changed.add(found[0])
        linking.renew(
            connection, shelf, changed, self._rules, reason, kept=(kept, incident_id) if kept is not None else None
        )


def _tied(tellings: Sequence[Telling]) -> list[Pair]:
    """Pairs that hold tellings together: each heeds those of lower rank, so the lowest holds all."""
    first, *others = sorted(tellings, key=lambda one: one.rank)
    return [("same", first, other) for other in others]


def _by_policy(incident: Incident, policy: TollPolicy) -> Incident:
    """The incident with its tolls by another policy than `range`, but for those that a person set."""
    if policy == "range":
        return incident
    fields = [field for field in FIELDS if field not in incident.corrected]
    return msgspec.structs.replace(incident, **{field: toll(incident.figures, field, policy) for field in fields})
