"""Which tellings may be of one happening: those of near days, in cells that touch, and those that name no spot."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import h3

from musnad.knowledge.linking import LinkingRules
from musnad.linking.tellings import Telling

# hexagons of some 22 km an edge: with its neighbours one holds all that lies within 35 km
_RESOLUTION = 4
# a telling of a longer time is no news of a happening
_LONGEST_DAYS = 40
Cell = tuple[str, dt.date]


class Candidates:
    """The tellings put in so far, by day and cell."""

    def __init__(self, rules: LinkingRules) -> None:
        self._rules = rules
        self._cells: defaultdict[Cell, list[int]] = defaultdict(list)

    def put(self, number: int, telling: Telling) -> None:
        """Keep a telling under a number, to be found by those near it."""
        cells = self._own(telling)
        for day in _days(telling):
            for cell in cells:
                self._cells[cell, day].append(number)

    def near(self, telling: Telling) -> Iterator[int]:
        """The numbers of those that may tell the same as `telling`, each once, in order."""
        found: set[int] = set()
        cells = self._around(telling)
        for day in _days(telling, about=1):
            for cell in cells:
                found.update(self._cells.get((cell, day), ()))
        yield from sorted(found)

    def _own(self, telling: Telling) -> tuple[str, ...]:
        place = telling.event.place
        if place is None:
            return ()
        if place.lat is None or place.lon is None:
            return (f"name:{place.name}",)
        wide = (f"{place.country}:{place.admin1}",) if place.admin1 else ()
        if place.precision not in self._rules.precise:
            return wide or (str(place.country),)
        return (h3.latlng_to_cell(place.lat, place.lon, _RESOLUTION), *wide)

    def _around(self, telling: Telling) -> tuple[str, ...]:
        place = telling.event.place
        if place is None or place.lat is None or place.lon is None or place.precision not in self._rules.precise:
            return self._own(telling)
        cell = h3.latlng_to_cell(place.lat, place.lon, _RESOLUTION)
        return tuple(h3.grid_disk(cell, 1))


def _days(telling: Telling, about: int = 0) -> Iterator[dt.date]:
    if telling.days is None:
        return
    start, end = telling.days
    if (end - start).days > _LONGEST_DAYS:
        return
    for shift in range(-about, (end - start).days + 1 + about):
        yield start + dt.timedelta(days=shift)
