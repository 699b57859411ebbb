"""One page, now: robots.txt, redirects, and the pace of hosts."""

import datetime as dt
import time

import msgspec
import pytest
from tests.fetching.conftest import LIMITS
from tests.fetching.servers import PUBLIC, Names, Page, at, forever, packed, pages

from musnad.errors import FetchError, RefusedError, UnreachableError
from musnad.fetching import Fetcher, Followed, Pace, Robots, follow

HOST = "nakhil.example"
NO_ROBOTS = Page(b"", 404)
BODY = Page("<p>قصف</p>".encode())


class Reader:
    """Follows addresses, and notes how long it would have waited."""

    def __init__(self, fetcher: Fetcher) -> None:
        self.waits: list[float] = []
        self._fetcher = fetcher
        self._robots = Robots(fetcher.agent, dt.timedelta(seconds=fetcher.limits.longest_delay_seconds))
        self._pace = Pace(dt.timedelta(seconds=fetcher.limits.delay_seconds))

    def __call__(self, address: str) -> Followed:
        return follow(self._fetcher, address, self._robots, self._pace, self.waits.append)


@pytest.fixture
def reader(fetcher: Fetcher) -> Reader:
    return Reader(fetcher)


def moved(place: str, status: int = 302) -> Page:
    return Page(b"", status, (("Location", place),))


def test_a_page_is_asked_for_after_its_robots_and_by_its_redirects(reader: Reader) -> None:
    with at(pages({"/a": moved("/b", 301), "/b": moved("c?d#e"), "/c?d": BODY})) as server:
        found = reader(server.url("/a", HOST))
        assert server.paths == ["/robots.txt", "/a", "/b", "/c?d"]
    assert found.answer.body == BODY.body
    assert found.answer.address == server.url("/c?d", HOST)
    assert [(step.address, step.status) for step in found.steps] == [
        (server.url("/a", HOST), 301),
        (server.url("/b", HOST), 302),
    ]
    # not after robots.txt, then a second before each step
    assert [round(wait) for wait in reader.waits] == [1, 1]


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("file:///etc/passwd", "only http"),
        ("ftp://nakhil.example/x", "only http"),
        ("http://127.0.0.1:{port}/x", r"127\.0\.0\.1 is not a public address"),
        ("http://[::1]:{port}/x", "::1 is not a public address"),
        ("http://2130706433:{port}/x", r"127\.0\.0\.1 is not a public address"),
        ("http://169.254.169.254/latest/meta-data/", r"169\.254\.169\.254 is not a public address"),
        ("http://inside.example:{port}/x", r"10\.0\.0\.1 is not a public address"),
        ("http://name:word@nakhil.example/", "user name"),
        ("http://nakhil.example:22/", "port 22"),
    ],
)
def test_a_redirect_inside_is_refused(place: str, why: str) -> None:
    names = Names({HOST: [[PUBLIC]], "inside.example": [["10.0.0.1"]]})
    reader = Reader(Fetcher(LIMITS, network=names))
    with at(pages({"/robots.txt": NO_ROBOTS}, BODY)) as other:
        target = place.format(port=other.port)
        with at(pages({"/a": moved(target)})) as server, pytest.raises(RefusedError, match=why):
            reader(server.url("/a", HOST))
    assert other.asked == []
    assert set(names.connected) == {PUBLIC}


@pytest.mark.parametrize("loop", [{"/a": moved("/a")}, {"/a": moved("/b"), "/b": moved("/a")}])
def test_a_circle_of_redirects_ends(reader: Reader, loop: dict[str, Page]) -> None:
    with at(pages(loop)) as server, pytest.raises(RefusedError, match="more than 3 redirects") as caught:
        reader(server.url("/a", HOST))
    assert caught.value.address == server.url("/a", HOST)
    assert len(server.asked) == 1 + 4


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://[x", "news", "", "http://nakhil.example:1/"])
def test_what_is_no_address_of_the_web_is_refused_as_it_was_given(reader: Reader, address: str) -> None:
    with pytest.raises(RefusedError) as caught:
        reader(address)
    assert caught.value.address == address


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_an_answer_that_is_none_is_told_with_its_status(reader: Reader, status: int) -> None:
    with (
        at(pages({"/a": Page(b"x", status)})) as server,
        pytest.raises(UnreachableError, match=f"status {status}"),
    ):
        reader(server.url("/a", HOST))


def test_what_robots_forbid_is_not_asked_for_however_one_comes_to_it(reader: Reader) -> None:
    rules = Page(b"User-agent: *\nDisallow: /no")
    with at(pages({"/robots.txt": rules, "/a": moved("/no/1"), "/no/1": BODY})) as server:
        for path in ("/no/1", "/a"):
            with pytest.raises(RefusedError, match=r"robots\.txt of the host forbids it"):
                reader(server.url(path, HOST))
        assert server.paths == ["/robots.txt", "/a"]


def test_packed_rules_count(reader: Reader) -> None:
    rules = Page(packed("User-agent: *\nDisallow: /"), headers=(("Content-Encoding", "gzip"),))
    with at(pages({"/robots.txt": rules}, BODY)) as server, pytest.raises(RefusedError, match="forbids"):
        reader(server.url("/a", HOST))


def test_only_the_beginning_of_long_rules_counts(names: Names) -> None:
    rules = Page(b"User-agent: *\nDisallow: /a\n" + b"# \n" * 9000 + b"Disallow: /b\n")
    reader = Reader(Fetcher(msgspec.structs.replace(LIMITS, robots_bytes=5000), network=names))
    with at(pages({"/robots.txt": rules}, BODY)) as server:
        assert reader(server.url("/b", HOST)).answer.body
        with pytest.raises(RefusedError):
            reader(server.url("/a", HOST))


def test_a_host_whose_rules_cannot_be_had_is_left_alone(reader: Reader) -> None:
    with at(pages({"/robots.txt": Page(b"", 503)}, BODY)) as server:
        for _ in range(2):
            with pytest.raises(UnreachableError, match=r"robots\.txt of the host cannot be had"):
                reader(server.url("/a", HOST))
        assert server.paths == ["/robots.txt"]
    with at(forever(b"", b"", 0.05)) as silent:
        began = time.monotonic()
        with pytest.raises(UnreachableError, match="in time"):
            reader(silent.url("/a", HOST))
        with pytest.raises(UnreachableError, match="cannot be had"):
            reader(silent.url("/a", HOST))
        assert time.monotonic() - began < LIMITS.total_seconds + 0.5


def test_rules_may_have_moved_and_those_in_a_circle_are_none(reader: Reader) -> None:
    rules = Page(b"User-agent: *\nDisallow: /no")
    with at(pages({"/robots.txt": moved("/rules", 301), "/rules": rules, "/a": BODY})) as server:
        assert reader(server.url("/a", HOST)).answer.status == 200
        with pytest.raises(RefusedError):
            reader(server.url("/no", HOST))
    with at(pages({"/robots.txt": moved("/robots.txt"), "/a": BODY})) as circle:
        assert reader(circle.url("/a", HOST)).answer.status == 200
        assert circle.paths == ["/robots.txt"] * 4 + ["/a"]


def test_rules_that_have_moved_inside_are_not_asked_for(reader: Reader) -> None:
    with at(pages({"/robots.txt": moved("http://127.0.0.1/x")}, BODY)) as server:
        with pytest.raises(RefusedError, match="not a public address"):
            reader(server.url("/a", HOST))
        assert server.paths == ["/robots.txt"]


def test_the_delay_of_the_host_is_kept_even_after_its_rules(reader: Reader) -> None:
    rules = Page(b"User-agent: *\nCrawl-delay: 7")
    with at(pages({"/robots.txt": rules}, BODY)) as server:
        for path in ("/a", "/b"):
            reader(server.url(path, HOST))
    assert [round(wait) for wait in reader.waits] == [7, 7]


def test_pages_that_fail_are_no_reason_to_ask_faster(reader: Reader) -> None:
    with at(pages({"/robots.txt": NO_ROBOTS, "/b": BODY}, Page(b"", 500))) as server:
        with pytest.raises(FetchError):
            reader(server.url("/a", HOST))
        reader(server.url("/b", HOST))
    assert [round(wait) for wait in reader.waits] == [1]


def test_a_host_that_asks_for_a_rest_has_it_and_nobody_waits_for_hours(reader: Reader) -> None:
    def busy(after: str) -> Page:
        return Page(b"", 429, (("Retry-After", after),))

    with at(pages({"/robots.txt": NO_ROBOTS, "/a": busy("20"), "/b": busy("7200"), "/c": BODY})) as server:
        for path in ("/a", "/b"):
            with pytest.raises(UnreachableError, match="status 429"):
                reader(server.url(path, HOST))
        with pytest.raises(UnreachableError, match=r"left alone until \d{4}-\d\d-\d\d \d\d:\d\d UTC"):
            reader(server.url("/c", HOST))
        assert server.paths == ["/robots.txt", "/a", "/b"]
    assert [round(wait) for wait in reader.waits] == [20]
