"""One page, now: its robots.txt asked, its redirects followed, each step at the pace of its host."""

import datetime as dt
import time
from collections.abc import Callable

import msgspec

from musnad.errors import FetchError, RefusedError, UnreachableError
from musnad.fetching.answers import Answer, Asked, Moved, is_moved, next_address
from musnad.fetching.client import Fetcher
from musnad.fetching.pace import Pace
from musnad.fetching.robots import Robots, robots_address


class Followed(msgspec.Struct, frozen=True):
    """The answer at the end of the way, and the steps to it."""

    answer: Answer
    steps: tuple[Moved, ...]


def follow(
    fetcher: Fetcher, address: str, robots: Robots, pace: Pace, wait: Callable[[float], None] = time.sleep
) -> Followed:
    """The page at an address, by however many redirects it takes.

    Raises:
        RefusedError: robots.txt or a limit forbids it.
        UnreachableError: there is no answer, or one that says so (status 400 and above).
    """
    steps: list[Moved] = []
    while True:
        _learn(fetcher, address, robots, pace, wait)
        if not robots.allows(address):
            raise RefusedError("the robots.txt of the host forbids it", address)
        answer = _get(fetcher, address, pace, robots.delay(address), wait)
        if not is_moved(answer):
            break
        steps.append(Moved(address, answer.status))
        if len(steps) > fetcher.limits.redirects:
            raise RefusedError(f"more than {fetcher.limits.redirects} redirects", steps[0].address)
        address = next_address(answer)
    if answer.status >= 400:
        raise UnreachableError(f"status {answer.status}", address)
    return Followed(answer, tuple(steps))


def _learn(fetcher: Fetcher, address: str, robots: Robots, pace: Pace, wait: Callable[[float], None]) -> None:
    """Ask the host for its robots.txt, where it is not known."""
    if robots.is_known(address, dt.datetime.now(dt.UTC)):
        return
    place = robots_address(address)
    try:
        for _ in range(fetcher.limits.redirects):
            answer = _get(fetcher, place, pace, None, wait)
            if not is_moved(answer):
                robots.learn(address, answer.status, answer.body[: fetcher.limits.robots_bytes], answer.at)
                return
            place = next_address(answer)
    except FetchError:
        robots.miss(address, dt.datetime.now(dt.UTC))
        raise
    robots.learn(address, 404, b"", dt.datetime.now(dt.UTC))


def _get(
    fetcher: Fetcher, address: str, pace: Pace, delay: dt.timedelta | None, wait: Callable[[float], None]
) -> Answer:
    now = dt.datetime.now(dt.UTC)
    free = pace.free_at(address, now)
    if free is not None and free > now:
        wait((free - now).total_seconds())
    try:
        return fetcher.get(Asked(address=address))
    finally:
        pace.end(address, dt.datetime.now(dt.UTC), delay)
