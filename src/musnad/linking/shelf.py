"""Where tellings stand while they are linked: `Shelf` says what linking asks of it, `MemoryShelf` is one."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, Literal, Protocol, TypeVar

from musnad.knowledge.linking import LinkingRules
from musnad.linking.candidates import Cell, kept_in
from musnad.linking.copies import Print, Prints
from musnad.linking.tellings import Telling
from musnad.records import Key

_K = TypeVar("_K")
_V = TypeVar("_V", str, Key)
Decision = Literal["same", "apart"]
"""What was decided by hand of two tellings: that they tell one happening, or that they do not."""


class Shelf(Prints, Protocol):
    """Tellings, the group each is in, and what was decided of them by hand. A group is named by its founder's key."""

    def put(self, telling: Telling) -> None:
        """Keep a telling, instead of the one that is kept under its key, which keeps its group."""

    def take(self, key: Key) -> None:
        """Keep a telling no longer."""

    def has(self, key: Key) -> bool:
        """Whether a telling is kept."""

    def telling(self, key: Key) -> Telling:
        """The telling of this key."""

    def tellings_of(self, report_id: str) -> Sequence[Telling]:
        """The tellings of a report, in its order."""

    def statements_of(self, report_ids: Iterable[str]) -> Sequence[Telling]:
        """The tellings of these reports that only speak of what happened, in the order given."""

    def kept_in(self, cells: Iterable[Cell]) -> Iterable[Telling]:
        """The tellings that lie in one of these cells at least, each once."""

    def assign(self, telling: Telling, founder: Key | None) -> None:
        """Put a telling into a group, out of that in which it was."""

    def founder_of(self, key: Key) -> Key | None:
        """The group in which a telling is."""

    def group(self, founder: Key) -> Sequence[Telling]:
        """The tellings of a group, in the order of their ranks; none where there is no such group."""

    def decisions_on(self, key: Key) -> Mapping[Key, Decision]:
        """What was decided of a telling and others, each decision once, the oldest first."""


class _Buckets(Generic[_K, _V]):
    """Values under keys, of which most have one value: a list for each would take most of the memory."""

    def __init__(self) -> None:
        self._kept: dict[_K, _V | list[_V]] = {}

    def put(self, key: _K, value: _V) -> None:
        there = self._kept.get(key)
        if there is None:
            self._kept[key] = value
        elif isinstance(there, list):
            there.append(value)
        else:
            self._kept[key] = [there, value]

    def take(self, key: _K, value: _V) -> None:
        there = self._kept.get(key)
        if isinstance(there, list):
            there.remove(value)
        if there in (value, []):
            del self._kept[key]

    def under(self, keys: Iterable[_K]) -> Iterator[_V]:
        """The values under any of the keys, some maybe more than once."""
        for key in keys:
            there = self._kept.get(key)
            if isinstance(there, list):
                yield from there
            elif there is not None:
                yield there


class MemoryShelf:
    """A shelf in memory."""

    def __init__(self, rules: LinkingRules) -> None:
        self._rules = rules
        self._tellings: dict[Key, Telling] = {}
        self._of_report: defaultdict[str, list[Telling]] = defaultdict(list)
        self._cells: _Buckets[Cell, Key] = _Buckets()
        self._founders: dict[Key, Key] = {}
        self._groups: dict[Key, list[Telling]] = {}
        self._prints: dict[str, Print] = {}
        self._copies: _Buckets[str, str] = _Buckets()
        self._bands: _Buckets[int, str] = _Buckets()

    def put(self, telling: Telling) -> None:
        """Keep a telling; see `Shelf`."""
        founder = self._founders.get(telling.key)
        if telling.key in self._tellings:
            self.take(telling.key)
        self._tellings[telling.key] = telling
        insort(self._of_report[telling.key[0]], telling, key=lambda one: one.key)
        if telling.is_linked:
            for cell in kept_in(telling, self._rules):
                self._cells.put(cell, telling.key)
        self.assign(telling, founder)

    def take(self, key: Key) -> None:
        """Keep a telling no longer; see `Shelf`."""
        telling = self._tellings[key]
        self.assign(telling, None)
        del self._tellings[key]
        self._of_report[key[0]].remove(telling)
        for cell in kept_in(telling, self._rules) if telling.is_linked else ():
            self._cells.take(cell, key)

    def has(self, key: Key) -> bool:
        """Whether a telling is kept."""
        return key in self._tellings

    def telling(self, key: Key) -> Telling:
        """The telling of this key."""
        return self._tellings[key]

    def tellings_of(self, report_id: str) -> Sequence[Telling]:
        """The tellings of a report, in its order."""
        return self._of_report.get(report_id, ())

    def statements_of(self, report_ids: Iterable[str]) -> Sequence[Telling]:
        """The tellings of these reports that only speak of what happened, in the order given."""
        return [one for name in report_ids for one in self._of_report.get(name, ()) if one.part == "speaks"]

    def kept_in(self, cells: Iterable[Cell]) -> Iterable[Telling]:
        """The tellings that lie in one of these cells at least, each once."""
        return [self._tellings[key] for key in set(self._cells.under(cells))]

    def assign(self, telling: Telling, founder: Key | None) -> None:
        """Put a telling into a group, out of that in which it was."""
        before = self._founders.pop(telling.key, None)
        if before is not None:
            left = [one for one in self._groups.pop(before) if one.key != telling.key]
            if left:
                self._groups[before] = left
        if founder is not None:
            self._founders[telling.key] = founder
            insort(self._groups.setdefault(founder, []), telling, key=lambda one: one.rank)

    def founder_of(self, key: Key) -> Key | None:
        """The group in which a telling is."""
        return self._founders.get(key)

    def group(self, founder: Key) -> Sequence[Telling]:
        """The tellings of a group, in the order of their ranks; none where there is no such group."""
        return self._groups.get(founder, ())

    def groups(self) -> Iterator[Key]:
        """Every group."""
        return iter(self._groups)

    def decisions_on(self, _key: Key) -> Mapping[Key, Decision]:
        """Nothing: what is decided by hand stands on a desk."""
        return {}

    def print_of(self, report_id: str) -> Print:
        """The print of a report that is kept."""
        return self._prints[report_id]

    def prints_in(self, bands: Iterable[int]) -> Iterable[Print]:
        """The prints that are kept under one of these keys at least, each once."""
        return [self._prints[name] for name in set(self._bands.under(bands))]

    def prints_of(self, report_id: str) -> Iterable[Print]:
        """The prints that are copies of this one."""
        return [self._prints[name] for name in self._copies.under([report_id])]

    def keep_print(self, one: Print) -> None:
        """Keep a print; see `Prints`."""
        if one.report_id in self._prints:
            self.drop_print(one.report_id)
        self._prints[one.report_id] = one
        for band in one.bands:
            self._bands.put(band, one.report_id)
        if one.of is not None:
            self._copies.put(one.of, one.report_id)

    def drop_print(self, report_id: str) -> None:
        """Keep the print of a report no longer."""
        one = self._prints.pop(report_id)
        for band in one.bands:
            self._bands.take(band, report_id)
        if one.of is not None:
            self._copies.take(one.of, report_id)
