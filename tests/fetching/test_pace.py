"""How fast hosts are asked."""

import datetime as dt

from musnad.fetching import Pace

NOW = dt.datetime(2031, 5, 2, 10, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
URL = "http://nakhil.example/a"


def test_a_host_is_asked_once_at_a_time_and_then_rests() -> None:
    pace = Pace(5 * SECOND)
    assert pace.free_at(URL, NOW) == NOW
    pace.begin(URL)
    assert pace.free_at("https://www.nakhil.example:8080/b", NOW) is None
    assert pace.free_at("http://sahel.example/", NOW) == NOW
    pace.end(URL, NOW)
    assert pace.free_at(URL, NOW) == NOW + 5 * SECOND
    assert pace.free_at(URL, NOW + 9 * SECOND) == NOW + 9 * SECOND


def test_the_longer_of_two_delays_counts() -> None:
    pace = Pace(5 * SECOND)
    pace.end(URL, NOW, 2 * SECOND)
    assert pace.free_at(URL, NOW) == NOW + 5 * SECOND
    pace.end(URL, NOW, 60 * SECOND)
    pace.end(URL, NOW, None)
    assert pace.free_at(URL, NOW) == NOW + 60 * SECOND


def test_what_a_host_asked_for_is_not_cut_short_by_an_answer() -> None:
    pace = Pace(5 * SECOND)
    pace.begin(URL)
    pace.put_off(URL, NOW + 300 * SECOND)
    pace.end(URL, NOW)
    assert pace.free_at(URL, NOW) == NOW + 300 * SECOND


def test_of_many_hosts_those_that_rest_longest_are_remembered() -> None:
    pace = Pace(5 * SECOND)
    pace.put_off(URL, NOW + 9000 * SECOND)
    for number in range(10_000):
        pace.end(f"http://h{number}.example/", NOW)
    assert len(pace._next) <= 4097
    assert pace.free_at(URL, NOW) == NOW + 9000 * SECOND
    assert pace.free_at("http://h9999.example/", NOW) == NOW + 5 * SECOND
