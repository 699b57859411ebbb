"""Numbers, days and coordinates in words, no more exact than the record is."""

import datetime as dt

from musnad.export.labels import Labels
from musnad.records import Count, Group, Place, PlacePrecision, Time

_DECIMALS: dict[PlacePrecision, int] = {
    "site": 3,
    "settlement": 2,
    "near": 1,
    "district": 1,
    "province": 0,
    "sea": 0,
}
"""Digits after the point that a precision bears: 0.01 degree is about a kilometre. None for wider areas."""

_WITHIN_DAYS = 14


def count_words(count: Count | Group, labels: Labels) -> str:
    """«5», «at least 24», «3–5»."""
    if count.max is None:
        form = "least"
    elif count.min == count.max:
        form = "exact"
    else:
        form = "range" if count.min else "most"
    return labels.of("count", form).format(min=count.min, max=count.max)


def short_count(count: Count) -> str:
    """A count as a table has it: «5», «24+», «3–5»."""
    if count.max is None:
        return f"{count.min}+"
    return str(count.min) if count.min == count.max else f"{count.min}–{count.max}"


def group_words(group: Group, labels: Labels) -> str:
    """«children: 2»."""
    return f"{labels.of('group', group.who)}: {count_words(group, labels)}"


def day_words(day: dt.date, labels: Labels) -> str:
    """«Tue 13 May 2031»."""
    return labels.of("date", "day").format(
        weekday=labels.of("weekday", str(day.weekday())),
        day=day.day,
        month=labels.of("month", str(day.month)),
        year=day.year,
    )


def time_words(time: Time, labels: Labels) -> str:
    """The day or the days, and the hour where there is one."""
    words = day_words(time.start, labels)
    if time.end != time.start:
        words = labels.of("date", "span").format(start=words, end=day_words(time.end, labels))
    if time.clock:
        words = labels.of("date", "clock").format(date=words, clock=time.clock)
    return words


def precision_words(time: Time, labels: Labels) -> str | None:
    """How exactly the days are known; None where the days say it better, as they reach beyond the label."""
    return labels.of("time", time.precision) if _fits(time) else None


def _fits(time: Time) -> bool:
    """Whether what the precision is called holds of these days: «within the month» of one month only."""
    start, end = time.start, time.end
    match time.precision:
        case "day":
            return start == end
        case "week":
            return (end - start).days <= _WITHIN_DAYS
        case "month":
            return (start.year, start.month) == (end.year, end.month)
        case "year":
            return start.year == end.year
        case _:
            return True


def coordinates(place: Place) -> str | None:
    """Latitude and longitude, rounded to what the precision bears; None where it bears none."""
    decimals = _DECIMALS.get(place.precision)
    if decimals is None or place.lat is None or place.lon is None:
        return None
    return f"{_degrees(place.lat, decimals, 'NS')} {_degrees(place.lon, decimals, 'EW')}"


def _degrees(value: float, decimals: int, signs: str) -> str:
    return f"{abs(value):.{decimals}f}°{signs[value < 0]}"
