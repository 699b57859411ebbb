"""Asking a desk for events."""

import datetime as dt
from collections.abc import Callable

import pytest
from tests.desk.handmade import coded, report, span, strike
from tests.handmade_confidence import weighed

from musnad.desk import Desk, EventFilter
from musnad.records import Party, Place, Source

Fill = Callable[..., None]


def days(desk: Desk, **asked: object) -> list[int]:
    """The days of the month of the events that answer."""
    return [e.event.time.start.day for e in desk.events(EventFilter(**asked)) if e.event.time]  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", ["إدلب", "ادلب", "إِدْلِـب", "Idlib", "IDLIB", " idlib ", "دلب"])
def test_a_place_is_found_in_any_spelling(desk: Desk, fill: Fill, asked: str) -> None:
    aleppo = Place(span("أطراف"), "Aleppo", "SY", "Aleppo", 36.2, 37.15, "settlement")
    fill(strike(dt.date(2024, 3, 1)), strike(dt.date(2024, 3, 2), place=aleppo))
    assert days(desk, place=asked) == [1]


def test_a_village_is_found_by_its_province(desk: Desk, fill: Fill) -> None:
    village = Place(span("أطراف"), "Binnish", "SY", "Idlib", 35.95, 36.71, "settlement")
    fill(strike(dt.date(2024, 3, 1), place=village), strike(dt.date(2024, 3, 2), place=None))
    assert days(desk, place="idlib") == [1]


@pytest.mark.parametrize("mark", ["%", "_", "دل%", "' or 1=1 --"])
def test_marks_of_sql_are_plain_letters(desk: Desk, fill: Fill, mark: str) -> None:
    fill(strike())
    assert days(desk, place=mark) == []


def test_family_and_type(desk: Desk, fill: Fill) -> None:
    fill(
        strike(dt.date(2024, 3, 1)),
        strike(dt.date(2024, 3, 2), type="strike.drone"),
        strike(dt.date(2024, 3, 3), type="clash.fighting"),
    )
    assert days(desk, type="strike") == [1, 2]
    assert days(desk, type="strike.drone") == [2]
    assert days(desk, type="stri") == []


def test_days_touch_the_stretch_asked_for(desk: Desk, fill: Fill) -> None:
    fill(
        strike(dt.date(2024, 3, 1), until=dt.date(2024, 3, 4)),
        strike(dt.date(2024, 3, 5)),
        strike(dt.date(2024, 3, 6)),
    )
    assert days(desk, since=dt.date(2024, 3, 4)) == [1, 5, 6]
    assert days(desk, until=dt.date(2024, 3, 4)) == [1]
    assert days(desk, since=dt.date(2024, 3, 5), until=dt.date(2024, 3, 5)) == [5]


def test_actor_target_and_source(desk: Desk, fill: Fill) -> None:
    army = Party(span("الطائرات"), "الجيش الروسي", "foreign_state")
    people = Party(span("أطراف"), "مدنيون", "civilians")
    monitor = (Source(None, "رويترز", "agency"), Source(None, "المرصد السوري", "monitor_ngo"))
    fill(
        strike(dt.date(2024, 3, 1), actors=(army,)),
        strike(dt.date(2024, 3, 2), targets=(people,)),
        strike(dt.date(2024, 3, 3), isnad=(monitor,)),
    )
    assert days(desk, actor="الروسى") == [1]
    assert days(desk, target="مدني") == [2]
    assert days(desk, actor="مدني") == []
    assert days(desk, source="المرصد") == [3]
    assert days(desk, source="رويترز") == [3]


def test_all_that_is_asked_must_hold_and_the_limit_cuts(desk: Desk, fill: Fill) -> None:
    fill(*(strike(dt.date(2024, 3, day)) for day in (3, 1, 2)))
    desk.add(report("last"), coded("last", strike(dt.date(2024, 3, 4), type="demo.protest")))
    assert days(desk) == [1, 2, 3, 4]
    assert days(desk, type="strike", since=dt.date(2024, 3, 2)) == [2, 3]
    assert days(desk, limit=2) == [1, 2]


def test_by_doubt_the_likeliest_wrong_stands_first_and_what_nobody_weighed_before_all(desk: Desk, fill: Fill) -> None:
    fill(
        strike(dt.date(2024, 3, 1), confidence=weighed(record=0.8)),
        strike(dt.date(2024, 3, 2), confidence=weighed(record=0.1)),
        strike(dt.date(2024, 3, 3)),
    )
    assert days(desk, order="doubt") == [3, 2, 1]
    assert days(desk, order="doubt", limit=2) == [3, 2]
    assert days(desk) == [1, 2, 3]
