"""The shelf of linking in the tables of a desk."""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from musnad.desk.tables import bands, cells, decision_pairs, decisions, prints, tellings
from musnad.knowledge.linking import LinkingRules
from musnad.linking import Cell, Decision, Print, Telling, kept_in
from musnad.records import Key

_AT_ONCE = 900


class DeskShelf:
    """A shelf for one transaction: what it read it keeps at hand, what changes it writes at once.

    `moves` are the groups in which tellings were before they were put elsewhere or taken.
    """

    def __init__(self, connection: sa.Connection, rules: LinkingRules) -> None:
        self.moves: dict[Key, Key | None] = {}
        self._connection = connection
        self._rules = rules
        self._pack = msgspec.msgpack.Encoder()
        self._telling = msgspec.msgpack.Decoder(Telling)
        self._print = msgspec.msgpack.Decoder(Print)
        self._tellings: dict[Key, Telling] = {}
        self._founders: dict[Key, Key | None] = {}
        self._groups: dict[Key, list[Telling]] = {}
        self._decisions: dict[Key, dict[Key, Decision]] | None = None

    def put(self, telling: Telling) -> None:
        """Keep a telling, instead of the one that is kept under its key, which keeps its group."""
        founder = None
        if self.has(telling.key):
            founder = self.founder_of(telling.key)
            self._forget(telling.key)
        report_id, position = telling.key
        row = {"report_id": report_id, "position": position, "record": self._pack.encode(telling)}
        self._connection.execute(sa.insert(tellings), {**row, **_founder(founder)})
        lies = [
            {"cell": cell, "day": day, "report_id": report_id, "position": position}
            for cell, day in dict.fromkeys(kept_in(telling, self._rules) if telling.is_linked else ())
        ]
        if lies:
            self._connection.execute(sa.insert(cells), lies)
        self._tellings[telling.key] = telling
        self._founders[telling.key] = founder
        if founder is not None:
            self._groups.pop(founder, None)

    def take(self, key: Key) -> None:
        """Keep a telling no longer."""
        self.moves.setdefault(key, self.founder_of(key))
        self._forget(key)

    def has(self, key: Key) -> bool:
        """Whether a telling is kept."""
        return key in self._tellings or bool(self._read(_is(tellings, key)))

    def telling(self, key: Key) -> Telling:
        """The telling of this key."""
        if key not in self._tellings:
            self._read(_is(tellings, key))
        return self._tellings[key]

    def tellings_of(self, report_id: str) -> Sequence[Telling]:
        """The tellings of a report, in its order."""
        return sorted(self._read(tellings.c.report_id == report_id), key=lambda one: one.key)

    def kept_in(self, wanted: Iterable[Cell]) -> Iterable[Telling]:
        """The tellings that lie in one of these cells at least, each once."""
        asked = set(wanted)
        if not asked:
            return []
        rows = self._connection.execute(
            sa.select(cells).where(
                cells.c.cell.in_({cell for cell, _ in asked}), cells.c.day.in_({day for _, day in asked})
            )
        )
        keys = {(row.report_id, row.position) for row in rows if (row.cell, row.day) in asked}
        missing = sorted(keys - self._tellings.keys())
        for at in range(0, len(missing), _AT_ONCE):
            self._read(sa.tuple_(tellings.c.report_id, tellings.c.position).in_(missing[at : at + _AT_ONCE]))
        return [self._tellings[key] for key in keys]

    def assign(self, telling: Telling, founder: Key | None) -> None:
        """Put a telling into a group, out of that in which it was."""
        before = self.founder_of(telling.key)
        self.moves.setdefault(telling.key, before)
        if before == founder:
            return
        self._connection.execute(sa.update(tellings).where(_is(tellings, telling.key)).values(**_founder(founder)))
        if before in self._groups:
            self._groups[before] = [one for one in self._groups[before] if one.key != telling.key]
        if founder in self._groups:
            insort(self._groups[founder], telling, key=lambda one: one.rank)
        self._founders[telling.key] = founder

    def founder_of(self, key: Key) -> Key | None:
        """The group in which a telling is."""
        if key not in self._founders:
            self._read(_is(tellings, key))
        return self._founders.get(key)

    def group(self, founder: Key) -> Sequence[Telling]:
        """The tellings of a group, in the order of their ranks; none where there is no such group."""
        if founder not in self._groups:
            there = _is(tellings, founder, "founder_report", "founder_position")
            self._groups[founder] = sorted(self._read(there), key=lambda one: one.rank)
        return self._groups[founder]

    def decisions_on(self, key: Key) -> Mapping[Key, Decision]:
        """What was decided of a telling and others, each decision once, the oldest first."""
        if self._decisions is None:
            self._decisions = self._decided()
        return self._decisions.get(key, {})

    def has_print(self, report_id: str) -> bool:
        """Whether a report was linked."""
        return bool(self._prints(prints.c.report_id == report_id))

    def print_of(self, report_id: str) -> Print:
        """The print of a report that is kept."""
        return self._prints(prints.c.report_id == report_id)[0]

    def prints_in(self, wanted: Iterable[int]) -> Iterable[Print]:
        """The prints that are kept under one of these keys at least, each once."""
        asked = list(wanted)
        if not asked:
            return []
        return self._prints(prints.c.report_id.in_(sa.select(bands.c.report_id).where(bands.c.band.in_(asked))))

    def prints_of(self, report_id: str) -> Iterable[Print]:
        """The prints that are copies of this one."""
        return self._prints(prints.c.copy_of == report_id)

    def keep_print(self, one: Print) -> None:
        """Keep a print, instead of the one that is kept of its report."""
        self.drop_print(one.report_id)
        row = {"report_id": one.report_id, "copy_of": one.of, "record": self._pack.encode(one)}
        self._connection.execute(sa.insert(prints), row)
        kept = [{"band": band, "report_id": one.report_id} for band in dict.fromkeys(one.bands)]
        if kept:
            self._connection.execute(sa.insert(bands), kept)

    def drop_print(self, report_id: str) -> None:
        """Keep the print of a report no longer."""
        self._connection.execute(sa.delete(bands).where(bands.c.report_id == report_id))
        self._connection.execute(sa.delete(prints).where(prints.c.report_id == report_id))

    def _forget(self, key: Key) -> None:
        founder = self.founder_of(key)
        for table in (cells, tellings):
            self._connection.execute(sa.delete(table).where(_is(table, key)))
        del self._tellings[key]
        self._founders[key] = None
        if founder is not None:
            self._groups.pop(founder, None)

    def _read(self, wanted: sa.ColumnElement[bool]) -> list[Telling]:
        found = []
        for row in self._connection.execute(sa.select(tellings).where(wanted)):
            key = row.report_id, row.position
            if key not in self._tellings:
                self._tellings[key] = self._telling.decode(row.record)
                self._founders[key] = (
                    (row.founder_report, row.founder_position) if row.founder_report is not None else None
                )
            found.append(self._tellings[key])
        return found

    def _prints(self, wanted: sa.ColumnElement[bool]) -> list[Print]:
        return [
            self._print.decode(record) for record in self._connection.scalars(sa.select(prints.c.record).where(wanted))
        ]

    def _decided(self) -> dict[Key, dict[Key, Decision]]:
        found: dict[Key, dict[Key, Decision]] = {}
        pairs = (
            sa.select(decision_pairs)
            .join(decisions, decisions.c.id == decision_pairs.c.decision_id)
            .where(decisions.c.undone_at.is_(None))
            .order_by(decision_pairs.c.id)
        )
        for row in self._connection.execute(pairs):
            a, b = (row.a_report, row.a_position), (row.b_report, row.b_position)
            for one, other in ((a, b), (b, a)):
                there = found.setdefault(one, {})
                there.pop(other, None)
                there[other] = row.kind
        return found


def _is(table: sa.Table, key: Key, report: str = "report_id", position: str = "position") -> sa.ColumnElement[bool]:
    return sa.and_(table.c[report] == key[0], table.c[position] == key[1])


def _founder(key: Key | None) -> dict[str, Any]:
    return {"founder_report": key[0] if key else None, "founder_position": key[1] if key else None}
