"""Where a telling is kept and looked for: by day, and by cell, province, country or name."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import h3

from musnad.knowledge.linking import LinkingRules
from musnad.linking.tellings import Telling

# hexagons of some 22 km an edge: with its neighbours one holds all that lies within 35 km
_RESOLUTION = 4
# a telling of a longer time is no news of a happening
_LONGEST_DAYS = 40
Cell = tuple[str, int]
"""A place to look in: a hexagon, a province, a country or a name, and a day (`date.toordinal`)."""


def kept_in(telling: Telling, rules: LinkingRules) -> list[Cell]:
    """The cells under which a telling is kept."""
    return list(_on_days(telling, _own(telling, rules)))


def looks_in(telling: Telling, rules: LinkingRules) -> list[Cell]:
    """The cells in which those are kept that a telling may join: near ones, and for a vague one all that lie in it."""
    own = _own(telling, rules)
    if is_placed(telling, rules):
        return list(_on_days(telling, (*_around(own[0]), *_names(own)), about=1))
    inside = (cell.replace("at:", "in:", 1) for cell in own if cell.startswith("at:"))
    return list(_on_days(telling, (*own, *inside), about=1))


def looked_for_in(telling: Telling, rules: LinkingRules) -> list[Cell]:
    """The cells in which those are kept that may join a telling."""
    own = _own(telling, rules)
    if not is_placed(telling, rules):
        return list(_on_days(telling, own, about=1))
    wide = (cell.replace("in:", "at:", 1) for cell in own if cell.startswith("in:"))
    return list(_on_days(telling, (*_around(own[0]), *_names(own), *wide), about=1))


def is_placed(telling: Telling, rules: LinkingRules) -> bool:
    """Whether it says where within some kilometres, by coordinates."""
    place = telling.event.place
    return place is not None and place.lat is not None and place.precision in rules.precise


def _own(telling: Telling, rules: LinkingRules) -> tuple[str, ...]:
    """Where a telling lies, on no day: the hexagon first of one that has coordinates."""
    place = telling.event.place
    if place is None:
        return ()
    names = (f"name:{telling.named}",) if telling.named else ()
    if place.lat is None or place.lon is None:
        return names
    country, province = place.country, f"{place.country}:{place.admin1}"
    if not is_placed(telling, rules):
        return (f"at:{province if place.admin1 else country}", *names)
    wide = (f"in:{province}",) if place.admin1 else ()
    return (_cell(place.lat, place.lon), *wide, f"in:{country}", *names)


@lru_cache(maxsize=65536)
def _cell(lat: float, lon: float) -> str:
    return str(h3.latlng_to_cell(lat, lon, _RESOLUTION))


@lru_cache(maxsize=16384)
def _around(cell: str) -> tuple[str, ...]:
    return tuple(str(near) for near in h3.grid_disk(cell, 1))


def _names(cells: Iterable[str]) -> Iterator[str]:
    return (cell for cell in cells if cell.startswith("name:"))


def _on_days(telling: Telling, cells: Iterable[str], about: int = 0) -> Iterator[Cell]:
    if telling.days is None:
        # of what no day is told nothing is near but the same text
        yield f"voice:{telling.voice.report_id}", 0
        return
    start, end = telling.days
    if (end - start).days > _LONGEST_DAYS:
        return
    first, last = start.toordinal() - about, end.toordinal() + about
    for cell in cells:
        for day in range(first, last + 1):
            yield cell, day
