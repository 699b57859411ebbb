"""Who may be asked when."""

import datetime as dt

import pytest

from musnad.errors import UnreachableError
from musnad.fetching import Answer, Fetcher, Limits
from musnad.watching.manners import Manners
from musnad.watching.queue import Job, Queue

NOW = dt.datetime(2031, 5, 1, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
PAGE = "https://rayhan.example/news/1"


def answer(status: int, body: str = "", **headers: str) -> Answer:
    fields = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(
        address="https://rayhan.example/robots.txt", status=status, headers=fields, body=body.encode(), at=NOW
    )


@pytest.fixture
def manners() -> Manners:
    return Manners(Fetcher(Limits(delay_seconds=5)))


def test_the_rules_of_a_host_come_first_and_then_its_pace(manners: Manners) -> None:
    assert manners.leave(PAGE, NOW) == "rules"
    rules = manners.rules_address(PAGE)
    assert rules == "https://rayhan.example/robots.txt"
    manners.begin(rules)
    assert manners.leave(PAGE, NOW) == "wait"
    manners.learn(PAGE, answer(200, "User-agent: *\nCrawl-delay: 20\nDisallow: /private/"), NOW)
    manners.end(rules, answer(200), NOW, None)
    assert manners.leave(PAGE, NOW + 19 * SECOND) == "wait"
    assert manners.leave(PAGE, NOW + 20 * SECOND) == "ask"
    assert manners.leave("https://rayhan.example/private/1", NOW + 20 * SECOND) == "forbidden"
    assert manners.leave("https://www.rayhan.example/news/1", NOW + 19 * SECOND) == "wait"


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_host_without_rules_lets_all_be_asked_for(manners: Manners, status: int) -> None:
    manners.learn(PAGE, answer(status), NOW)
    assert manners.leave(PAGE, NOW) == "ask"


@pytest.mark.parametrize("status", [500, 503, 429, None])
def test_a_host_whose_rules_cannot_be_had_is_left_alone(manners: Manners, status: int | None) -> None:
    manners.learn(PAGE, UnreachableError("no", PAGE) if status is None else answer(status), NOW)
    assert manners.leave(PAGE, NOW) == "closed"
    again = manners.open_at(PAGE, NOW)
    assert again > NOW
    assert manners.leave(PAGE, again) == "rules"


def test_rules_that_were_known_hold_while_new_ones_cannot_be_had(manners: Manners) -> None:
    manners.learn(PAGE, answer(200, "User-agent: *\nDisallow: /private/"), NOW)
    later = NOW + dt.timedelta(days=2)
    assert manners.leave(PAGE, later) == "rules"
    manners.learn(PAGE, UnreachableError("no", PAGE), later)
    assert manners.leave(PAGE, later) == "ask"
    assert manners.leave("https://rayhan.example/private/1", later) == "forbidden"


def test_rules_that_are_elsewhere_are_asked_for_there(manners: Manners) -> None:
    manners.learn(PAGE, answer(301, location="https://www.rayhan.example/robots.txt"), NOW)
    assert manners.leave(PAGE, NOW) == "rules"
    assert manners.rules_address(PAGE) == "https://www.rayhan.example/robots.txt"
    for _ in range(6):
        manners.learn(PAGE, answer(301, location="https://www.rayhan.example/robots.txt"), NOW)
    assert manners.leave(PAGE, NOW) == "ask"


def test_a_host_that_is_busy_is_left_alone_as_long_as_it_asks(manners: Manners) -> None:
    manners.learn(PAGE, answer(404), NOW)
    manners.begin(PAGE)
    manners.end(PAGE, answer(429, retry_after="600"), NOW, None)
    assert manners.leave(PAGE, NOW + 599 * SECOND) == "wait"
    assert manners.leave(PAGE, NOW + 600 * SECOND) == "ask"


def test_a_queue_gives_the_earliest_of_each_host() -> None:
    queue = Queue()
    first, second, other = (
        Job(source="s", address=address, first=address, item_id=number)
        for number, address in enumerate(("http://a.example/1", "http://www.a.example/2", "http://b.example/1"))
    )
    queue.put(second, NOW + SECOND)
    queue.put(first, NOW)
    queue.put(other, NOW)
    assert {job: at for at, job in queue.heads()} == {first: NOW, other: NOW}
    queue.take(first)
    queue.take(other)
    assert [job for _, job in queue.heads()] == [second]
    assert queue.pages() == 1
