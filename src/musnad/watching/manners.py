"""How hosts want to be asked: their robots.txt before all else, and each at its own pace."""

import datetime as dt
from typing import Literal

from musnad.errors import FetchError, UnreachableError
from musnad.fetching import (
    Answer,
    Fetcher,
    Moved,
    Pace,
    Robots,
    is_moved,
    next_address,
    retry_after,
    robots_address,
    robots_text,
)

BUSY = frozenset((408, 425, 429, 503))
"""Statuses that say: not now."""

Leave = Literal["ask", "rules", "wait", "closed", "forbidden"]


class Manners:
    """Whether an address may be asked for now. Not for use by several threads."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._limits = fetcher.limits
        self._pace = Pace(dt.timedelta(seconds=self._limits.delay_seconds))
        self._robots = Robots(fetcher.agent, dt.timedelta(seconds=self._limits.longest_delay_seconds))
        self._moved: dict[str, tuple[Moved, ...]] = {}
        self._faults: dict[str, str] = {}

    def leave(self, address: str, now: dt.datetime) -> Leave:
        """What may be done about an address now.

        `ask` for it, or first for the `rules` of its host at `rules_address`; `wait`, as the host is being asked or
        was a moment ago; nothing, as its rules cannot be had (`closed`) or forbid it.
        """
        known = self._robots.is_known(address, now)
        if self._pace.free_at(address if known else self.rules_address(address), now) != now:
            return "wait"
        if not known:
            return "rules"
        if self._robots.is_closed(address):
            return "closed"
        return "ask" if self._robots.allows(address) else "forbidden"

    def free_at(self, address: str, now: dt.datetime) -> dt.datetime | None:
        """When the host of an address may be asked; None while it is being asked."""
        return self._pace.free_at(address, now)

    def open_at(self, address: str, now: dt.datetime) -> dt.datetime:
        """When the rules of a closed host are asked for again."""
        return self._robots.fresh_until(address) or now

    def rules_address(self, address: str) -> str:
        """Where the robots.txt for an address lies, as far as is known by now."""
        home = robots_address(address)
        moved = self._moved.get(home)
        return moved[-1].address if moved else home

    def begin(self, asked: str) -> None:
        """The host of `asked` is being asked."""
        self._pace.begin(asked)

    def end(self, asked: str, answer: Answer | None, now: dt.datetime, delay: dt.timedelta | None) -> None:
        """The host of `asked` has answered, or not; it is left alone as long as it wants, and at least for `delay`."""
        pause = retry_after(answer) if answer is not None and answer.status in BUSY else None
        if pause is not None:
            self._pace.put_off(asked, now + pause)
        wishes = [wish for wish in (self._robots.delay(asked), delay) if wish is not None]
        self._pace.end(asked, now, max(wishes, default=None))

    def why_closed(self, address: str) -> str:
        """Why the rules of a closed host could not be had."""
        return self._faults.get(robots_address(address), "no answer")

    def learn(self, address: str, outcome: Answer | FetchError, now: dt.datetime) -> None:
        """Take in how a request for the rules of an address's host ended."""
        home = robots_address(address)
        moved = self._moved.pop(home, ())
        self._faults.pop(home, None)
        if isinstance(outcome, FetchError):
            self._faults[home] = outcome.reason
            self._robots.miss(address, now)
            return
        if not is_moved(outcome):
            self._faults |= {home: f"status {outcome.status}"} if outcome.status >= 400 else {}
            self._robots.learn(address, outcome.status, robots_text(outcome, self._limits), now)
        elif len(moved) >= self._limits.redirects:
            self._robots.learn(address, 404, b"", now)
        else:
            try:
                self._moved[home] = (*moved, Moved(next_address(outcome), outcome.status))
            except UnreachableError:
                self._robots.learn(address, 404, b"", now)
