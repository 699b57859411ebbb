"""robots.txt of all kinds: what is let, and how often."""

import datetime as dt
import gzip

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from musnad.fetching import Answer, Limits, Robots, robots_address, robots_text

NOW = dt.datetime(2031, 5, 2, 10, tzinfo=dt.UTC)
PAGE = "http://nakhil.example/news/7"
LONGEST = dt.timedelta(minutes=2)


def robots(body: str | bytes = b"", status: int = 200) -> Robots:
    known = Robots("Musnad/0.1 (+desk@tests.example)", LONGEST)
    known.learn(PAGE, status, body.encode() if isinstance(body, str) else body, NOW)
    return known


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 304])
def test_a_host_without_robots_lets_all_be_asked_for(status: int) -> None:
    known = robots("User-agent: *\nDisallow: /", status)
    assert known.allows(PAGE)
    assert not known.is_closed(PAGE)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 599])
def test_a_host_whose_robots_cannot_be_had_is_left_alone_until_it_can(status: int) -> None:
    known = robots(b"", status)
    assert known.is_closed(PAGE)
    assert not known.allows(PAGE)
    assert known.is_known(PAGE, NOW + dt.timedelta(minutes=9))
    assert not known.is_known(PAGE, NOW + dt.timedelta(minutes=11))
    known.learn(PAGE, 200, b"", NOW)
    assert known.allows(PAGE)


def test_rules_that_were_known_hold_while_they_cannot_be_had() -> None:
    known = robots("User-agent: *\nDisallow: /news\nCrawl-delay: 9")
    known.miss(PAGE, NOW)
    assert not known.allows(PAGE)
    assert known.allows("http://nakhil.example/about")
    assert not known.is_closed(PAGE)
    assert known.delay(PAGE) == dt.timedelta(seconds=9)


def test_what_is_not_known_is_not_asked_for() -> None:
    known = robots()
    assert not known.allows("https://nakhil.example/news/7")
    assert not known.allows("http://www.nakhil.example/news/7")
    assert known.allows("HTTP://Nakhil.example/news/7")


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /news", False),
        ("\ufeffUser-agent: *\nDisallow: /news", False),
        ("user-agent:*\r\ndisallow:/news\r\n", False),
        ("User-agent: musnad\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: Musnad\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /*/7$", False),
        ("User-agent: *\nDisallow: /*/8$", True),
        ("User-agent: *\nDisallow: /\nAllow: /news/", True),
        ("User-agent: *\nDisallow:", True),
        ("Disallow: /", True),
        ("", True),
        ("<!DOCTYPE html><html><body>Disallow: /</body></html>", True),
        ("\x00\x01", True),
    ],
)
def test_the_rules_are_those_of_the_standard(rules: str, allowed: bool) -> None:
    assert robots(rules).allows(PAGE) is allowed


def test_arabic_paths_are_forbidden_however_they_are_written() -> None:
    for rule in ("/أخبار", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1", "/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1"):
        known = robots(f"User-agent: *\nDisallow: {rule}")
        for path in ("/أخبار/7", "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/7", "/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/7"):
            assert not known.allows(f"http://nakhil.example{path}"), (rule, path)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("Crawl-delay: 10", 10),
        ("Crawl-delay: 0.5", 0.5),
        ("Crawl-delay: 3600", 120),
        ("Crawl-delay: 1e308", 120),
        ("Crawl-delay: 99999999999999", 120),
        ("Request-rate: 1/20", 20),
        ("Request-rate: 2/1m", 30),
        ("Request-rate: 1/99999999999999d", 120),
        ("Crawl-delay: 5\nRequest-rate: 1/20", 20),
        ("Crawl-delay: 0", None),
        ("Crawl-delay: -5", None),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: inf", None),
        ("Crawl-delay: soon", None),
        ("Request-rate: 0/0", None),
        ("Request-rate: x", None),
        ("", None),
    ],
)
def test_the_delay_that_a_host_asks_for(said: str, seconds: float | None) -> None:
    expected = None if seconds is None else dt.timedelta(seconds=seconds)
    assert robots(f"User-agent: *\n{said}").delay(PAGE) == expected


@example(b"User-agent: *\nCrawl-delay: 1e308\nRequest-rate: 1/9999999999999999999999d", "http://[x/")
@given(st.one_of(st.binary(), st.text().map(lambda text: f"User-agent: *\nDisallow: /{text}".encode())), st.text())
def test_any_bytes_are_rules_for_any_address(body: bytes, url: str) -> None:
    known = Robots("Musnad/0.1", LONGEST)
    known.learn(url, 200, body, NOW)
    assert known.allows(url) in {True, False}
    delay = known.delay(url)
    assert delay is None or delay <= LONGEST


def test_strangers_with_any_number_of_hosts_take_little_memory() -> None:
    known = Robots("Musnad/0.1", LONGEST)
    large = b"User-agent: *\n" + b"# much to say\n" * 30_000
    for number in range(100):
        known.learn(f"http://h{number}.example/", 200, large, NOW)
    assert len(known._rules) * len(large) < 17 << 20
    assert known.is_known("http://h99.example/", NOW)
    assert known._bytes == len(known._rules) * len(large)
    for number in range(5000):
        known.learn(f"http://g{number}.example/", 404, b"", NOW)
    assert len(known._rules) <= 4096


def test_what_is_heeded_of_a_long_robots_is_its_beginning() -> None:
    text = b"User-agent: *\n" * 100
    for body in (text, gzip.compress(text)):
        answer = Answer(address=PAGE, status=200, headers=(), body=body, at=NOW)
        assert robots_text(answer, Limits(robots_bytes=50)) == text[:50]
        assert robots_text(answer, Limits(page_bytes=50)) in {b"", text}
    damaged = Answer(address=PAGE, status=200, headers=(), body=b"\x1f\x8b\x08x", at=NOW)
    assert robots_text(damaged, Limits()) == b""


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("http://nakhil.example/a?b#c", "http://nakhil.example/robots.txt"),
        ("HTTPS://Nakhil.example:8443", "https://nakhil.example:8443/robots.txt"),
    ],
)
def test_where_robots_lie(url: str, place: str) -> None:
    assert robots_address(url) == place
