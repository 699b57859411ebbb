"""The calendar for everyone: month and weekday names, and the date of a byline.

Names are Levantine, Egyptian and Gulf, Maghrebi, Hijri and (for dates with a year) English; the words
themselves stand in `data/calendar.yaml`.
"""

import datetime as dt

from musnad.arabic.calendar_phrases import (
    DatePhrase,
    Line,
    date_at,
    line_of,
    month_at,
    to_gregorian,
)
from musnad.arabic.folding import fold_text
from musnad.arabic.words import words

__all__ = ["month_number", "parse_date_line", "to_gregorian", "weekday_number"]

_LONGEST_LINE = 40
"""Words. A longer line is prose, and a date in it need not be the page's own."""
_UPDATED = dt.timedelta(days=60)
"""Two dates this near are publication and update; further apart, one of them is about something else."""


def month_number(name: str) -> int | None:
    """The number of a month of the Gregorian year by one of its names, or None.

    >>> month_number("تشرين الأول"), month_number("غشت"), month_number("رمضان")
    (10, 8, None)
    """
    line = _line(name)
    found = month_at(line, 0)
    if found is None or found[1] != len(line.words) - 1 or found[0].hijri:
        return None
    return found[0].number


def weekday_number(name: str) -> int | None:
    """The number of a weekday, Monday 0 as in `datetime.date.weekday`, or None.

    >>> weekday_number("الإثنين"), weekday_number("الأحد")
    (0, 6)
    """
    line = _line(name)
    return line.term(0).weekday if len(line.words) == 1 and line.term(0).prefix == "" else None


def parse_date_line(text: str) -> dt.date | None:
    """The day given by a byline or date line («الأحد 21 نيسان 2024», «2024/04/21»), or None if not sure.

    Only dates with day, month and year count. A Hijri date serves where there is no other. Of two dates
    not far apart (published, updated) the earlier is given. Where figures may be read as day/month or
    month/day, a weekday in the line decides, and without one day/month stands.
    """
    line = _line(text)
    if len(line.words) > _LONGEST_LINE:
        return None
    weekdays = {term.weekday for term in line.terms if term.weekday is not None}
    gregorian: list[dt.date] = []
    hijri: list[dt.date] = []
    index = 0
    while index < len(line.words):
        phrase = date_at(line, index)
        if phrase is None:
            index += 1
            continue
        day = _absolute(phrase, weekdays)
        if day:
            (hijri if phrase.hijri else gregorian).append(day)
        index = phrase.last + 1
    return _one_of(gregorian) or _one_of(hijri)


def _line(text: str) -> Line:
    folded = fold_text(text)
    return line_of(folded, words(folded))


def _absolute(phrase: DatePhrase, weekdays: set[int]) -> dt.date | None:
    if phrase.day is None or phrase.month is None or phrase.year is None or phrase.last_day is not None:
        return None
    day = to_gregorian(phrase.year, phrase.month, phrase.day, phrase.hijri)
    swapped = to_gregorian(phrase.year, phrase.day, phrase.month) if phrase.in_figures else None
    if swapped and (day is None or (len(weekdays) == 1 and day.weekday() not in weekdays)):
        return swapped if day is None or swapped.weekday() in weekdays else day
    return day


def _one_of(days: list[dt.date]) -> dt.date | None:
    return min(days) if days and max(days) - min(days) <= _UPDATED else None
