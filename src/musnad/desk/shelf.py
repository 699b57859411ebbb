"""The shelf of linking in the tables of a desk."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import msgspec
import sqlalchemy as sa

from musnad.desk.marks import Mark
from musnad.desk.tables import bands, cells, decision_pairs, decisions, prints, tellings
from musnad.knowledge.linking import LinkingRules
from musnad.linking import Cell, Decision, Print, Telling, kept_in
from musnad.records import Key

_AT_ONCE = 900
_Pair = tuple[Decision, tuple[str, str], tuple[str, str]]


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
        self._pairs: dict[str, list[_Pair]] | None = None
        self._marks: dict[str, dict[str, Key | None]] = {}

    def put(self, telling: Telling) -> None:
        """Keep a telling, instead of the one that is kept under its key, which keeps its group."""
        founder = None
        if self.has(telling.key):
            founder = self.founder_of(telling.key)
            self._forget(telling.key)
        report_id, position = telling.key
        row = {"report_id": report_id, "position": position, "record": self._pack.encode(telling)}
        row["speaks"] = telling.part == "speaks"
        self._connection.execute(sa.insert(tellings), {**row, **_founder(founder)})
        lies = [
            {"cell": cell, "day": day, "report_id": report_id, "position": position}
            for cell, day in dict.fromkeys(kept_in(telling, self._rules) if telling.is_linked else ())
        ]
        if lies:
            self._connection.execute(sa.insert(cells), lies)
        self._tellings[telling.key] = telling
        self._founders[telling.key] = founder
        self._marks.pop(telling.key[0], None)
        if founder is not None:
            self._groups.pop(founder, None)

    def take(self, key: Key) -> None:
        """Keep a telling no longer."""
        self.moves.setdefault(key, self.founder_of(key))
        self._forget(key)

    def has(self, key: Key) -> bool:
        """Whether a telling is kept."""
        self._look_up(key)
        return key in self._tellings

    def telling(self, key: Key) -> Telling:
        """The telling of this key."""
        self._look_up(key)
        return self._tellings[key]

    def tellings_of(self, report_id: str) -> Sequence[Telling]:
        """The tellings of a report, in its order."""
        return sorted(self._read(tellings.c.report_id == report_id), key=lambda one: one.key)

    def statements_of(self, report_ids: Iterable[str]) -> Sequence[Telling]:
        """The tellings of these reports that only speak of what happened, in the order given."""
        names = list(report_ids)
        found = [
            one
            for at in range(0, len(names), _AT_ONCE)
            for one in self._read(tellings.c.speaks & tellings.c.report_id.in_(names[at : at + _AT_ONCE]))
        ]
        places = {name: at for at, name in enumerate(names)}
        return sorted(found, key=lambda one: (places[one.key[0]], one.key[1]))

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
        self._look_up(key)
        return self._founders[key]

    def group(self, founder: Key) -> Sequence[Telling]:
        """The tellings of a group, in the order of their ranks; none where there is no such group."""
        if founder not in self._groups:
            there = _is(tellings, founder, "founder_report", "founder_position")
            self._groups[founder] = sorted(self._read(there), key=lambda one: one.rank)
        return self._groups[founder]

    def decisions_on(self, key: Key) -> Mapping[Key, Decision]:
        """What was decided of a telling and others, each decision once, the oldest first."""
        if self._pairs is None:
            self._pairs = self._decided()
        found: dict[Key, Decision] = {}
        for kind, a, b in self._pairs.get(key[0], ()):
            ends = self._marked(*a), self._marked(*b)
            if key in ends and None not in ends and ends[0] != ends[1]:
                other = ends[0] if ends[1] == key else ends[1]
                if other is not None:
                    found.pop(other, None)
                    found[other] = kind
        return found

    def decided_on(self, number: int) -> set[Key]:
        """The tellings that a decision is about, as their reports are coded now."""
        pairs = self._connection.execute(sa.select(decision_pairs).where(decision_pairs.c.decision_id == number)).all()
        ends = ((row.a_report, row.a_mark) for row in pairs), ((row.b_report, row.b_mark) for row in pairs)
        return {key for end in chain(*ends) if (key := self._marked(*end)) is not None}

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
        if self.has_print(one.report_id):
            self.drop_print(one.report_id)
        row = {"report_id": one.report_id, "copy_of": one.of, "record": self._pack.encode(one)}
        self._connection.execute(sa.insert(prints), row)
        kept = [{"band": band, "report_id": one.report_id} for band in one.bands]
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
        self._marks.pop(key[0], None)
        if founder is not None:
            self._groups.pop(founder, None)

    def _look_up(self, key: Key) -> None:
        """Read the telling of this key, if there is one and it was not asked for before."""
        if key not in self._founders and not self._read(_is(tellings, key)):
            self._founders[key] = None

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

    def _decided(self) -> dict[str, list[_Pair]]:
        """The pairs of the decisions that stand, by each of the reports they are about, the oldest first."""
        found: dict[str, list[_Pair]] = defaultdict(list)
        pairs = (
            sa.select(decision_pairs)
            .join(decisions, decisions.c.id == decision_pairs.c.decision_id)
            .where(decisions.c.undone_at.is_(None))
            .order_by(decision_pairs.c.id)
        )
        for row in self._connection.execute(pairs):
            for report_id in {row.a_report, row.b_report}:
                found[report_id].append((row.kind, (row.a_report, row.a_mark), (row.b_report, row.b_mark)))
        return found

    def _marked(self, report_id: str, mark: str) -> Key | None:
        """The key of the event that a mark means, as its report is coded now."""
        known = self._marks.setdefault(report_id, {})
        if mark not in known:
            telling = msgspec.json.decode(mark, type=Mark).found_in(self.tellings_of(report_id))
            known[mark] = telling.key if telling else None
        return known[mark]


def _is(table: sa.Table, key: Key, report: str = "report_id", position: str = "position") -> sa.ColumnElement[bool]:
    return sa.and_(table.c[report] == key[0], table.c[position] == key[1])


def _founder(key: Key | None) -> dict[str, Any]:
    return {"founder_report": key[0] if key else None, "founder_position": key[1] if key else None}
