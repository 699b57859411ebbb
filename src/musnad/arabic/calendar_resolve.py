"""From a date as written to days of the calendar, seen from a day of publication."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec
from hijridate import Gregorian

from musnad.arabic.calendar_phrases import DatePhrase, to_gregorian
from musnad.arabic.calendar_terms import Edge, Relation

Grain = Literal["day", "week", "month", "year"]

DAY = dt.timedelta(days=1)
_AHEAD = dt.timedelta(days=150)
"""A date to come is named without its year only if it is near."""
_SOON, _YEAR_AGO = dt.timedelta(days=31), dt.timedelta(days=330)
"""Writers leave the year off a day of next week, not off one of last year's."""
_YEAR_EDGES: dict[Edge, tuple[int, int]] = {
    "first": (1, 1),
    "early": (1, 3),
    "middle": (5, 8),
    "late": (10, 12),
    "last": (12, 12),
    "first_half": (1, 6),
    "second_half": (7, 12),
}
_SHIFT: dict[Relation, int] = {"past": -1, "current": 0, "next": 1}


class Stretch(msgspec.Struct, frozen=True):
    """Days from `start` to `end`, both included, and how exact that is."""

    start: dt.date
    end: dt.date
    grain: Grain


def day_stretch(day: dt.date, days: int = 1) -> Stretch:
    """One day, or several from it on."""
    return Stretch(day, day + (days - 1) * DAY, "day")


def latest_weekday(published: dt.date, weekday: int, before: bool = False) -> dt.date:
    """The latest such weekday on or before a day, or strictly `before` it."""
    back = (published.weekday() - weekday) % 7
    return published - (back or (7 if before else 0)) * DAY


def next_weekday(published: dt.date, weekday: int, after: bool = False) -> dt.date:
    """The first such weekday on or after a day, or strictly `after` it."""
    ahead = (weekday - published.weekday()) % 7
    return published + (ahead or (7 if after else 0)) * DAY


def month_stretch(year: int, month: int, edge: Edge | None = None, hijri: bool = False) -> Stretch | None:
    """A month or part of it; None where the calendar has no such month."""
    start = to_gregorian(year, month, 1, hijri)
    following = to_gregorian(year + month // 12, month % 12 + 1, 1, hijri)
    if start is None or following is None:
        return None
    end = following - DAY
    bounds: dict[Edge | None, tuple[dt.date, dt.date]] = {
        None: (start, end),
        "first": (start, start + 9 * DAY),
        "early": (start, start + 9 * DAY),
        "middle": (start + 10 * DAY, start + 19 * DAY),
        "late": (start + 20 * DAY, end),
        "last": (start + 20 * DAY, end),
        "first_half": (start, start + 14 * DAY),
        "second_half": (start + 15 * DAY, end),
    }
    return Stretch(*bounds[edge], "month")


def shifted_month(day: dt.date, months: int) -> tuple[int, int]:
    """Year and month some months away from a day's own."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def year_stretch(
    year: int, edge: Edge | None = None, months: tuple[int, int] | None = None, hijri: bool = False
) -> Stretch | None:
    """A year, or the months of it that an edge («أواخر») or a season covers.

    A season that ends before it begins (winter) ends in the next year.
    """
    first, last = months or (_YEAR_EDGES[edge] if edge else (1, 12))
    start = month_stretch(year, first, hijri=hijri)
    end = month_stretch(year + 1 if last < first else year, last, hijri=hijri)
    if start is None or end is None:
        return None
    return Stretch(start.start, end.end, "year" if edge is None and months is None else "month")


def resolve(
    phrase: DatePhrase, published: dt.date | None, ahead: bool = False, topic: dt.date | None = None
) -> Stretch | None:
    """The days that a date means, or None where it cannot be told or does not exist.

    A date without year is the latest on or before `published`; the next one where the words say so, the
    sentence looks `ahead`, or a day is but weeks off and would else be nearly a year ago. «الشهر نفسه» is
    the month of `topic`, the last date named before.
    """
    if phrase.month is None:
        return _in_named_month(phrase, published, topic)
    if phrase.year is not None:
        return _in_year(phrase, phrase.year)
    if phrase.same_year and topic is not None:
        return _in_year(phrase, topic.year)
    if published is None:
        return None
    this_year = _year_of(published, phrase.hijri)
    if phrase.year_relation:
        return _in_year(phrase, this_year + _SHIFT[phrase.year_relation])
    if phrase.relation == "next":
        return _first(phrase, this_year, 1, lambda found: found.start > published)
    if ahead and not phrase.relation:
        near = _first(phrase, this_year, 1, lambda found: found.end >= published)
        if near and near.start - published <= _AHEAD:
            return near
    if phrase.relation == "past":
        return _first(phrase, this_year, -1, lambda found: found.end < published)
    if phrase.relation == "current":
        return _in_year(phrase, this_year)
    latest = _first(phrase, this_year, -1, lambda found: found.start <= published)
    if phrase.day and latest and published - latest.start > _YEAR_AGO:
        coming = _first(phrase, this_year, 1, lambda found: found.start > published)
        return coming if coming and coming.start - published <= _SOON else latest
    return latest


def _year_of(day: dt.date, hijri: bool) -> int:
    if not hijri:
        return day.year
    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return day.year


def _first(phrase: DatePhrase, year: int, step: int, fits: Callable[[Stretch], bool]) -> Stretch | None:
    return next((found for found in _candidates(phrase, year, step) if fits(found)), None)


def _candidates(phrase: DatePhrase, year: int, step: int) -> Iterator[Stretch]:
    # eight years reach a 29 February from any year
    for k in range(-1, 9):
        found = _in_year(phrase, year + step * k)
        if found:
            yield found


def _in_year(phrase: DatePhrase, year: int) -> Stretch | None:
    if phrase.month is None:
        return None
    if phrase.day is None:
        return month_stretch(year, phrase.month, phrase.edge, phrase.hijri)
    start = to_gregorian(year, phrase.month, phrase.day, phrase.hijri)
    end = to_gregorian(year, phrase.month, phrase.last_day or phrase.day, phrase.hijri)
    return Stretch(start, end, "day") if start and end else None


def _in_named_month(phrase: DatePhrase, published: dt.date | None, topic: dt.date | None) -> Stretch | None:
    """«العاشر من الشهر الجاري», «22 من الشهر نفسه», «مطلع الشهر الماضي»."""
    base = topic if phrase.same else published
    if base is None:
        return None
    year, month = shifted_month(base, _SHIFT[phrase.relation] if phrase.relation else 0)
    return _in_year(msgspec.structs.replace(phrase, month=month), year)
