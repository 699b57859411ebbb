"""One page, now: its robots.txt asked, its redirects followed, each step at the pace of its host."""

import datetime as dt
import time
from collections.abc import Callable

import msgspec

from musnad.errors import FetchError, RefusedError, UnreachableError
from musnad.fetching.addresses import checked_url
from musnad.fetching.answers import Answer, Asked, Moved, is_moved, next_address, retry_after
from musnad.fetching.client import Fetcher
from musnad.fetching.pace import Pace
from musnad.fetching.robots import Robots, robots_address, robots_text

_BUSY = frozenset((408, 425, 429, 503))


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
        UnreachableError: there is no answer, or one that says so (status 400 and above), or the host asks to be left
            alone for longer than one waits.
    """
    steps: list[Moved] = []
    while True:
        checked_url(address)
        _learn(fetcher, address, robots, pace, wait)
        if robots.is_closed(address):
            raise UnreachableError("the robots.txt of the host cannot be had at present", address)
        if not robots.allows(address):
            raise RefusedError("the robots.txt of the host forbids it", address)
        try:
            answer = _get(fetcher, address, pace, wait)
        finally:
            pace.end(address, dt.datetime.now(dt.UTC), robots.delay(address))
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
    """Ask the host for its robots.txt, where it is not known. Its page may be asked for at once after it."""
    if robots.is_known(address, dt.datetime.now(dt.UTC)):
        return
    place = robots_address(address)
    try:
        for _ in range(fetcher.limits.redirects + 1):
            answer = _get(fetcher, place, pace, wait)
            if not is_moved(answer):
                robots.learn(address, answer.status, robots_text(answer, fetcher.limits), answer.at)
                break
            place = next_address(answer)
        else:
            robots.learn(address, 404, b"", dt.datetime.now(dt.UTC))
    except FetchError as error:
        robots.miss(address, dt.datetime.now(dt.UTC))
        raise type(error)(f"its robots.txt: {error.reason}", address) from error
    delay = robots.delay(address)
    if delay is not None:
        pace.put_off(address, dt.datetime.now(dt.UTC) + delay)


def _get(fetcher: Fetcher, address: str, pace: Pace, wait: Callable[[float], None]) -> Answer:
    """The answer of an address, when its host may be asked."""
    now = dt.datetime.now(dt.UTC)
    free = pace.free_at(address, now) or now
    pause = (free - now).total_seconds()
    if pause > fetcher.limits.longest_delay_seconds:
        raise UnreachableError(f"the host asks to be left alone until {free:%Y-%m-%d %H:%M} UTC", address)
    if pause > 0:
        wait(pause)
    answer = fetcher.get(Asked(address=address))
    rest = retry_after(answer)
    if rest is not None and answer.status in _BUSY:
        pace.put_off(address, dt.datetime.now(dt.UTC) + rest)
    return answer
