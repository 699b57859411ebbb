"""Numbers, days and coordinates are never more exact than the record."""

import datetime as dt

import pytest

from musnad.export.labels import labels
from musnad.export.wording import coordinates, count_words, precision_words, short_count, time_words
from musnad.records import Count, Place, PlacePrecision, Time, TimePrecision

EN, AR = labels("en"), labels("ar")


@pytest.mark.parametrize(
    ("low", "high", "english", "arabic", "short"),
    [
        (5, 5, "5", "5", "5"),
        (24, None, "at least 24", "24 على الأقل", "24+"),
        (3, 5, "3–5", "من 3 إلى 5", "3–5"),
        (0, 4, "up to 4", "4 على الأكثر", "0–4"),
        (0, 0, "0", "0", "0"),
    ],
)
def test_counts_are_ranges(low: int, high: int | None, english: str, arabic: str, short: str) -> None:
    count = Count(low, high, ())
    assert (count_words(count, EN), count_words(count, AR), short_count(count)) == (english, arabic, short)


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("site", "33.895°N 35.503°W"),
        ("settlement", "33.90°N 35.50°W"),
        ("near", "33.9°N 35.5°W"),
        ("district", "33.9°N 35.5°W"),
        ("province", "34°N 36°W"),
        ("sea", "34°N 36°W"),
        ("region", None),
        ("country", None),
    ],
)
def test_coordinates_bear_no_more_digits_than_the_precision(precision: PlacePrecision, expected: str | None) -> None:
    assert coordinates(Place((0, 1), "x", "LB", None, 33.8954, -35.5031, precision)) == expected


def test_a_place_that_no_gazetteer_has_shows_no_coordinates() -> None:
    assert coordinates(Place((0, 1), "x", None, None, None, None, "site")) is None


def test_time_in_words() -> None:
    day, later = dt.date(2031, 5, 12), dt.date(2031, 6, 1)
    assert time_words(Time(None, day, day, None, "day"), EN) == "Mon 12 May 2031"
    assert time_words(Time(None, day, day, "09:30", "day"), AR) == "الاثنين 12 أيار/مايو 2031، الساعة 09:30"
    assert time_words(Time(None, day, later, None, "month"), EN) == "Mon 12 May 2031 – Sun 1 June 2031"


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2031-05-12", "2031-05-12", "day", "day"),
        ("2031-05-12", "2031-05-16", "day", None),
        ("2031-05-10", "2031-05-16", "week", "within days"),
        ("2031-03-10", "2031-05-16", "week", None),
        ("2031-05-01", "2031-05-31", "month", "within the month"),
        ("2031-02-01", "2031-05-16", "month", None),
        ("2031-01-01", "2031-12-31", "year", "within the year"),
        ("2021-01-01", "2031-12-31", "year", None),
    ],
)
def test_a_precision_that_the_days_reach_beyond_is_not_claimed(
    start: str, end: str, precision: TimePrecision, expected: str | None
) -> None:
    time = Time(None, dt.date.fromisoformat(start), dt.date.fromisoformat(end), None, precision)
    assert precision_words(time, EN) == expected
