import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.arabic.calendar import month_number, parse_date_line, to_gregorian, weekday_number
from musnad.arabic.calendar_phrases import DatePhrase
from musnad.arabic.calendar_resolve import (
    latest_weekday,
    month_stretch,
    next_weekday,
    resolve,
    shifted_month,
    year_stretch,
)
from musnad.arabic.calendar_terms import lexicon, lexicon_from
from musnad.errors import KnowledgeError

DAYS = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2060, 12, 31))
LEVANTINE = [
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول", "تشرين الأول",
    "تشرين الثاني", "كانون الأول",
]  # fmt: skip
EGYPTIAN = [
    "يناير", "فبراير", "مارس", "إبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر",
    "نوفمبر", "ديسمبر",
]  # fmt: skip


@pytest.mark.parametrize("names", [LEVANTINE, EGYPTIAN])
def test_both_sets_of_month_names_count_to_twelve(names: list[str]) -> None:
    assert [month_number(name) for name in names] == list(range(1, 13))


@pytest.mark.parametrize("name", ["", "رمضان", "ثلاثاء الشهر", "آذار 2020", "قمر"])
def test_what_is_no_gregorian_month_has_no_number(name: str) -> None:
    assert month_number(name) is None


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("الاثنين", 0),
        ("الإثنين", 0),
        ("الأربعاء", 2),
        ("الأحد", 6),
        ("والأحد", None),
        ("أحد", None),
        ("", None),
    ],
)
def test_weekday_number(name: str, number: int | None) -> None:
    assert weekday_number(name) == number


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("الأحد 21 نيسان 2024", dt.date(2024, 4, 21)),
        ("22 أبريل/نيسان 2024 - 14:05", dt.date(2024, 4, 22)),
        ("كتب في ٢٢ نيسان (أبريل) ٢٠٢٤", dt.date(2024, 4, 22)),
        ("2024/04/21", dt.date(2024, 4, 21)),
        ("2024-04-21T10:00:00+03:00", dt.date(2024, 4, 21)),
        ("12:30 21-04-2024", dt.date(2024, 4, 21)),
        ("5 / 3 / 2022", dt.date(2022, 3, 5)),
        ("Apr 21, 2024", dt.date(2024, 4, 21)),
        ("الأول من تشرين الثاني 2020", dt.date(2020, 11, 1)),
        ("الحادي والثلاثون من كانون الأول عام 2019", dt.date(2019, 12, 31)),
        ("14 رمضان 1445", dt.date(2024, 3, 24)),
        ("السبت 11 شوال 1445هـ - 20 إبريل 2024م", dt.date(2024, 4, 20)),
    ],
)
def test_a_dated_line_is_read(line: str, day: dt.date) -> None:
    assert parse_date_line(line) == day


@pytest.mark.parametrize(
    "line",
    [
        "",
        "قراءة 3 دقائق",
        "21 نيسان",
        "نيسان 2024",
        "31 شباط 2024",
        "30/02/2024",
        "0/0/0000",
        "3-5 آذار 2024",
        "5 آذار 2011 - 6 نيسان 2024",
        "حدث ذلك في 5 آذار 2020 " + "حين " * 60,
    ],
)
def test_a_line_without_one_sure_day_gives_none(line: str) -> None:
    assert parse_date_line(line) is None


def test_of_publication_and_update_the_earlier_stands() -> None:
    assert parse_date_line("تحديث 23 أبريل 2024 نشر 21 أبريل 2024") == dt.date(2024, 4, 21)


def test_a_weekday_decides_between_day_first_and_month_first() -> None:
    # 6 May 2024 was a Monday, 5 June 2024 a Wednesday
    assert parse_date_line("06/05/2024") == dt.date(2024, 5, 6)
    assert parse_date_line("الأربعاء 06/05/2024") == dt.date(2024, 6, 5)
    assert parse_date_line("الاثنين 06/05/2024") == dt.date(2024, 5, 6)


@given(DAYS, st.sampled_from([LEVANTINE, EGYPTIAN]))
def test_every_day_written_out_is_read_back(day: dt.date, names: list[str]) -> None:
    assert parse_date_line(f"{day.day} {names[day.month - 1]} {day.year}") == day
    assert parse_date_line(day.isoformat()) == day


@given(st.text(alphabet="0123456789/-. :،والآبمنشهرعاتيسخ", max_size=40))
def test_no_line_raises(line: str) -> None:
    parse_date_line(line)


@given(st.integers(-5, 4000), st.integers(-2, 15), st.integers(-2, 40), st.booleans())
def test_impossible_days_are_none_not_errors(year: int, month: int, day: int, hijri: bool) -> None:
    found = to_gregorian(year, month, day, hijri)
    if found and not hijri:
        assert (found.year, found.month, found.day) == (year, month, day)


@given(DAYS, st.integers(0, 6))
def test_weekdays_around_a_day(day: dt.date, weekday: int) -> None:
    latest, before = latest_weekday(day, weekday), latest_weekday(day, weekday, before=True)
    ahead, after = next_weekday(day, weekday), next_weekday(day, weekday, after=True)
    assert before < day < after
    assert latest <= day <= ahead
    assert {found.weekday() for found in (latest, before, ahead, after)} == {weekday}
    assert (day - before).days <= 7
    assert (after - day).days <= 7


@given(DAYS, st.integers(-40, 40))
def test_shifting_months_is_undone_by_shifting_back(day: dt.date, months: int) -> None:
    year, month = shifted_month(day, months)
    assert shifted_month(dt.date(year, month, 1), -months) == (day.year, day.month)


def test_parts_of_months_and_years() -> None:
    late = month_stretch(2023, 7, "late")
    middle = month_stretch(2024, 2, "middle")
    winter = year_stretch(2020, months=(12, 2))
    assert late
    assert (late.start, late.end) == (dt.date(2023, 7, 21), dt.date(2023, 7, 31))
    assert middle
    assert (middle.start, middle.end) == (dt.date(2024, 2, 11), dt.date(2024, 2, 20))
    assert winter
    assert (winter.start, winter.end) == (dt.date(2020, 12, 1), dt.date(2021, 2, 28))
    assert month_stretch(2020, 13) is None


@given(DAYS, st.integers(1, 12), st.integers(1, 28))
def test_a_date_without_year_is_the_latest_or_a_few_weeks_off(published: dt.date, month: int, day: int) -> None:
    found = resolve(DatePhrase(0, 0, day=day, month=month), published)
    assert found is not None
    if found.start > published:
        assert found.start - published <= dt.timedelta(days=31)
    else:
        assert published < found.start.replace(year=found.start.year + 1)
    past = resolve(DatePhrase(0, 0, day=day, month=month, relation="past"), published)
    coming = resolve(DatePhrase(0, 0, day=day, month=month, relation="next"), published)
    assert past
    assert past.start < published
    assert coming
    assert coming.start > published


def test_a_leap_day_without_year_goes_back_to_a_leap_year() -> None:
    found = resolve(DatePhrase(0, 0, day=29, month=2), dt.date(2023, 5, 1))
    assert found
    assert found.start == dt.date(2020, 2, 29)


def test_words_of_their_own_are_not_cut_into_clitic_and_month() -> None:
    terms = lexicon().terms
    assert "باب" not in terms or not terms["باب"].months
    assert terms["واب"].months[0].number == 8
    assert terms["للاحد"].weekday == 6


@pytest.mark.parametrize(("text", "where"), [("months: 5", "calendar.yaml: "), ("a: [1\nb: 2", "calendar.yaml:1: ")])
def test_a_malformed_file_is_named(text: str, where: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        lexicon_from(text)
    assert str(caught.value).startswith(where)
