"""A field of an incident that was corrected by hand: what may be said, and the record with it."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from math import inf
from typing import Any

import msgspec

from musnad.desk.filters import search_key
from musnad.errors import DeskError
from musnad.knowledge.ontology import event_types
from musnad.linking import Telling, locality
from musnad.records import Days, Incident, Locality, Tally, TimePrecision

UNKNOWN = "unknown"
"""The value of a field that nothing is known of."""

_COUNT = re.compile(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9})|(\+))?")
_LENGTHS: tuple[tuple[float, TimePrecision], ...] = ((0, "day"), (7, "week"), (31, "month"), (inf, "year"))
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")


def corrected(incident: Incident, field: str, value: str, told: Sequence[Telling]) -> Incident:
    """The incident with a field as it was corrected; `told` are the tellings that it rests on.

    A place is one that a telling gives: no pin is set that no report supports.

    Raises:
        DeskError: a field or value is none that can be said.
    """
    if field not in _VALUES:
        raise DeskError(f"no field {field!r} to correct; there are {', '.join(_VALUES)}")
    fields: dict[str, Any] = {_ATTRIBUTES.get(field, field): _VALUES[field](value, told)}
    by_hand = (*(one for one in incident.corrected if one != field), field)
    return msgspec.structs.replace(incident, **fields, corrected=by_hand)


def _type(value: str, _told: Sequence[Telling]) -> str:
    if value not in event_types():
        raise DeskError(f"no event type {value!r}; there are {', '.join(event_types())}")
    return value


def _place(value: str, told: Sequence[Telling]) -> Locality | None:
    if value == UNKNOWN:
        return None
    asked = search_key(value)
    saying = [
        one for one in told if one.event.place and asked in (search_key(one.event.place.name), search_key(one.written))
    ]
    if not saying:
        names = dict.fromkeys(f"{one.event.place.name} ({one.written})" for one in told if one.event.place)
        raise DeskError(f"no report of it gives the place {value!r}; they give {', '.join(names) or 'none'}")
    told_by = tuple(one.key for one in saying)
    return msgspec.structs.replace(locality(saying[0]), written=saying[0].written, told_by=told_by)


def _day(value: str, _told: Sequence[Telling]) -> Days | None:
    if value == UNKNOWN:
        return None
    said = _DAYS.fullmatch(value)
    try:
        start, end = (dt.date.fromisoformat(day) for day in (said[1], said[2] or said[1])) if said else (None, None)
    except ValueError:
        start = end = None
    if start is None or end is None:
        raise DeskError(f"no day {value!r}; write 2031-05-06, 2031-05-06/2031-05-08 or {UNKNOWN}")
    if end < start:
        raise DeskError(f"{value}: the last day lies before the first")
    length = (end - start).days
    return Days(start, end, next(name for most, name in _LENGTHS if length <= most))


def _count(value: str, _told: Sequence[Telling]) -> Tally | None:
    if value == UNKNOWN:
        return None
    said = _COUNT.fullmatch(value)
    if said is None:
        raise DeskError(f"no number {value!r}; write 3, 3-5, 3+ or {UNKNOWN}")
    low = int(said[1])
    high = None if said[3] else int(said[2] or low)
    if high is not None and high < low:
        raise DeskError(f"{value}: the higher number stands first")
    return Tally(low, high)


_VALUES: dict[str, Callable[[str, Sequence[Telling]], Any]] = {
    "type": _type,
    "place": _place,
    "day": _day,
    "killed": _count,
    "injured": _count,
}
_ATTRIBUTES = {"day": "time"}
