"""One record out of many tellings: the kind, the most precise place the claims support, the day."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import get_args

import msgspec

from musnad.knowledge.linking import LinkingRules
from musnad.linking.likeness import kilometres
from musnad.linking.origins import Origins
from musnad.linking.tellings import Telling
from musnad.records import Days, Key, Locality, PlacePrecision, Time

_FINEST_FIRST: tuple[PlacePrecision, ...] = get_args(PlacePrecision)


def kind_of(tellings: Sequence[Telling], origins: Origins) -> str:
    """The kind that most origins give; of these the one that most tellings give, then the first."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    times = Counter(telling.event.type for telling in tellings)
    for telling in tellings:
        said[telling.event.type].update(origins.of(telling))
    return max(said, key=lambda kind: (len(said[kind]), times[kind]))


def place_of(tellings: Sequence[Telling], origins: Origins, rules: LinkingRules) -> Locality | None:
    """The place that most origins support, as the finest of them names it.

    A place supports another where the other lies within its reach: «ريف إدلب» supports «سرمدا».
    """
    told: dict[Locality, list[Telling]] = {}
    for telling in tellings:
        if telling.event.place:
            told.setdefault(locality(telling), []).append(telling)
    best: tuple[tuple[int, int, int], Locality, list[Key]] | None = None
    for place in told:
        supporting = [one for there, telling_it in told.items() if _supports(there, place, rules) for one in telling_it]
        saying = {name for one in supporting for name in origins.of(one)}
        rank = (len(saying), -_FINEST_FIRST.index(place.precision), len(told[place]))
        if best is None or rank > best[0]:
            best = rank, place, [one.key for one in supporting]
    if best is None:
        return None
    _, place, told_by = best
    return msgspec.structs.replace(place, written=told[place][0].written, told_by=tuple(sorted(told_by)))


def locality(telling: Telling) -> Locality:
    """The place of a telling, whatever words name it."""
    place = telling.event.place
    if place is None:
        raise ValueError(f"{telling.key} has no place")
    return Locality(place.name, place.country, place.admin1, place.lat, place.lon, place.precision)


def days_of(tellings: Sequence[Telling], origins: Origins) -> Days | None:
    """The time that most origins give; one that a text states goes before one taken from the day of publication."""
    said: defaultdict[tuple[bool, Time], set[str]] = defaultdict(set)
    told_by: defaultdict[tuple[bool, Time], list[Key]] = defaultdict(list)
    for telling in tellings:
        time = telling.event.time
        if time:
            same = time.span is not None, Time(None, time.start, time.end, None, time.precision)
            said[same].update(origins.of(telling))
            told_by[same].append(telling.key)
    if not said:
        return None
    best = max(said, key=lambda time: (time[0], len(said[time]), len(told_by[time]), -time[1].start.toordinal()))
    return Days(best[1].start, best[1].end, best[1].precision, tuple(sorted(told_by[best])))


def _supports(there: Locality, place: Locality, rules: LinkingRules) -> bool:
    apart = kilometres(there, place)
    if apart is None:
        return there.name == place.name
    return apart <= rules.radius_km[there.precision]
