import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.reading.dates import date_in_address, date_in_lines, iso_date, published_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-04-21", "2024-04-21"),
        ("2024-4-1", "2024-04-01"),
        ("2024/04/21 07:05", "2024-04-21T07:05:00"),
        ("2024-04-21T07:05:09.123Z", "2024-04-21T07:05:09+00:00"),
        ("2024-04-21T07:05+0330", "2024-04-21T07:05:00+03:30"),
        ("2024-04-21 07:05:00 -05:00", "2024-04-21T07:05:00-05:00"),
        ("20240421T0705+0000", "2024-04-21T07:05:00+00:00"),
        ("20240421T070509", "2024-04-21T07:05:09"),
        ("Sun, 21 Apr 2024 07:05:00 +0300", "2024-04-21T07:05:00+03:00"),
        ("الأحد 21 نيسان 2024", "2024-04-21"),
        ("٢١ أبريل ٢٠٢٤", "2024-04-21"),
        ("0000-00-00", None),
        ("0000-01-01T00:00:00Z", None),
        ("1399/02/21 - 18:59", None),
        ("2024-02-31", None),
        ("2024-04-21T25:61:00", "2024-04-21"),
        ("31/02/2024", None),
        ("9999-12-31", None),
        ("قبل ساعتين", None),
        ("الأحد 21 نيسان", None),
        ("", None),
    ],
)
def test_dates_of_publication(text: str, expected: str | None) -> None:
    assert published_date(text) == expected


def test_only_date_lines_and_bylines_give_a_date() -> None:
    assert date_in_lines(["رنا سليم - 21 نيسان 2024"]) == "2024-04-21"
    assert date_in_lines(["قتل شخصان في 21 نيسان 2024 بقصف على البلدة الشمالية وسط ذعر"]) is None
    assert date_in_lines(["دمار في الحي، 21 نيسان 2020 (رويترز)"]) is None


def test_day_of_change_counts_only_alone() -> None:
    assert date_in_lines(["آخر تحديث: 22 نيسان 2024", "21 نيسان 2024"]) == "2024-04-21"
    assert date_in_lines(["آخر تحديث: 22 نيسان 2024"]) == "2024-04-22"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/ar/2024/04/21/news", "2024-04-21"),
        ("https://a.example/2024-4-1", "2024-04-01"),
        ("https://a.example/2024/31/12/x", None),
        ("https://a.example/2024/04/news/21", None),
        ("https://a.example/1/2/3", None),
        (None, None),
    ],
)
def test_day_in_an_address(url: str | None, expected: str | None) -> None:
    assert date_in_address(url) == expected


@given(st.datetimes())
def test_iso_comes_back(moment: dt.datetime) -> None:
    text = moment.replace(microsecond=0).isoformat()
    assert iso_date(text) == text


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = published_date(text)
    assert found is None or 1990 <= int(found[:4]) <= 2100
