"""`Incidents`: link what stands on a desk, ask for incidents, decide by hand."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
import sqlalchemy as sa

from musnad.desk import linking
from musnad.desk.corrections import check
from musnad.desk.database import desk_errors, writing
from musnad.desk.filters import IncidentFilter, incident_conditions
from musnad.desk.related import Related, related_to
from musnad.desk.shelf import DeskShelf
from musnad.desk.tables import decision_pairs, decisions, incident_log, incidents
from musnad.errors import DeskError
from musnad.knowledge.linking import linking_rules
from musnad.linking import Decision, Linker, TollPolicy, toll
from musnad.records import Incident, Key

_AT_ONCE = 50
_AT_LEAST = 2
DecisionKind = Literal["same", "apart", "correct"]
FIGURED: tuple[Literal["killed"], Literal["injured"]] = ("killed", "injured")
Pair = tuple[Decision, Key, Key]


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
        with desk_errors(self._path), self._engine.connect() as connection:
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
            found = {self._stored(connection, name)[0]: name for name in incident_ids}
            if len(found) < _AT_LEAST:
                raise DeskError("name two incidents or more that are the same")
            kept, *others = found
            pairs: list[Pair] = [("same", kept, one.key) for other in others for one in shelf.group(other)]
            return self._decide(connection, "same", found[kept], pairs)

    def apart(self, incident_id: str, keys: Sequence[Key]) -> int:
        """Decide that these tellings of an incident tell another happening; the number of the decision.

        Raises:
            DeskError: the incident is not on the desk, or does not rest on these tellings and others.
        """
        self.link()
        with desk_errors(self._path), writing(self._engine) as connection:
            shelf = DeskShelf(connection, self._rules)
            told = [one.key for one in shelf.group(self._stored(connection, incident_id)[0])]
            if strange := [f"{report}#{index}" for report, index in keys if (report, index) not in told]:
                raise DeskError(f"incident {incident_id} does not rest on {', '.join(strange)}")
            rest = [key for key in told if key not in keys]
            if not keys or not rest:
                raise DeskError("name some of the events that an incident rests on, not all")
            pairs: list[Pair] = [("same", keys[0], key) for key in keys[1:]]
            pairs += [("apart", key, other) for key in keys for other in rest]
            return self._decide(connection, "apart", incident_id, pairs)

    def correct(self, incident_id: str, field: str, value: str) -> int:
        """Decide what a field of an incident is; the number of the decision. See `corrections` for what can be said.

        Raises:
            DeskError: the incident is not on the desk, or has no such field, or it cannot be that.
        """
        self.link()
        with desk_errors(self._path), writing(self._engine) as connection:
            founder, incident = self._stored(connection, incident_id)
            check(field, value, DeskShelf(connection, self._rules).group(founder))
            return self._decide(connection, "correct", incident.id, [], field, value)

    def undo(self, number: int) -> None:
        """Undo a decision, and link anew what it held together or apart.

        Raises:
            DeskError: there is no such decision, or it was undone before.
        """
        self.link()
        with desk_errors(self._path), writing(self._engine) as connection:
            standing = decisions.c.id == number, decisions.c.undone_at.is_(None)
            done = connection.execute(sa.update(decisions).where(*standing).values(undone_at=linking.now()))
            if not done.rowcount:
                raise DeskError(f"{self._path}: there is no decision {number}, or it was undone before")
            self._relink(connection, number, f"decision {number} undone")

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
        field: str | None = None,
        value: str | None = None,
    ) -> int:
        row = {"made_at": linking.now(), "kind": kind, "incident_id": incident_id, "field": field, "value": value}
        (number,) = connection.execute(sa.insert(decisions), row).inserted_primary_key or (0,)
        columns = ("kind", "a_report", "a_position", "b_report", "b_position")
        made = [{"decision_id": number, **dict(zip(columns, (said, *a, *b), strict=True))} for said, a, b in pairs]
        if made:
            connection.execute(sa.insert(decision_pairs), made)
        self._relink(connection, number, f"decision {number}")
        return int(number)

    def _relink(self, connection: sa.Connection, number: int, reason: str) -> None:
        """Link again what a decision is about."""
        shelf = DeskShelf(connection, self._rules)
        keys: set[Key] = set()
        for row in connection.execute(sa.select(decision_pairs).where(decision_pairs.c.decision_id == number)):
            keys |= {(row.a_report, row.a_position), (row.b_report, row.b_position)}
        changed = Linker(shelf, self._rules).decided(sorted(keys))
        about = connection.scalar(sa.select(decisions.c.incident_id).where(decisions.c.id == number))
        found = linking.stored(connection, about) if about else None
        linking.renew(connection, shelf, changed | ({found[0]} if found else set()), self._rules, reason)


def _by_policy(incident: Incident, policy: TollPolicy) -> Incident:
    """The incident with its tolls by another policy than `range`, but for those that a person set."""
    if policy == "range":
        return incident
    fields = [field for field in FIGURED if field not in incident.corrected]
    return msgspec.structs.replace(incident, **{field: toll(incident.figures, field, policy) for field in fields})
