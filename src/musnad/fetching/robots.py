"""robots.txt: what each host lets us ask for, and how often (RFC 9309)."""

import datetime as dt
from urllib.parse import urlsplit

import msgspec
from protego import Protego

_FRESH = dt.timedelta(hours=24)
_AGAIN = dt.timedelta(minutes=30)
_KEPT = 4096


class _Rules(msgspec.Struct, frozen=True):
    """The rules of one host; `parsed` is None where there are none, and all is let or `closed`."""

    parsed: Protego | None
    closed: bool
    until: dt.datetime


class Robots:
    """What robots.txt of each host says to `agent`. Not for use by several threads.

    A host without robots.txt (status 4xx) lets all be asked for; one whose robots.txt cannot be had at present
    (5xx, no answer) is left alone until it can, unless its earlier rules are known.
    """

    def __init__(self, agent: str, longest_delay: dt.timedelta) -> None:
        self._agent = agent.partition("/")[0]
        self._longest = longest_delay
        self._rules: dict[str, _Rules] = {}

    def is_known(self, url: str, now: dt.datetime) -> bool:
        """Whether the rules for an address are known and fresh."""
        rules = self._rules.get(_origin(url))
        return rules is not None and now < rules.until

    def learn(self, url: str, status: int, body: bytes, now: dt.datetime) -> None:
        """Take in what the host answered when its robots.txt was asked for."""
        if status >= 500 or status == 429:
            self.miss(url, now)
            return
        parsed = Protego.parse(body.decode("utf-8", "replace")) if 200 <= status < 300 else None
        self._keep(url, _Rules(parsed, closed=False, until=now + _FRESH))

    def miss(self, url: str, now: dt.datetime) -> None:
        """The robots.txt of the host could not be had."""
        known = self._rules.get(_origin(url))
        self._keep(url, _Rules(known.parsed if known else None, known.closed if known else True, now + _AGAIN))

    def allows(self, url: str) -> bool:
        """Whether an address may be asked for."""
        rules = self._rules.get(_origin(url))
        if rules is None or rules.closed:
            return False
        return rules.parsed is None or bool(rules.parsed.can_fetch(url, self._agent))

    def is_closed(self, url: str) -> bool:
        """Whether all of the host is left alone because its rules cannot be had at present."""
        rules = self._rules.get(_origin(url))
        return rules is not None and rules.closed

    def fresh_until(self, url: str) -> dt.datetime | None:
        """When the rules are to be asked for again."""
        rules = self._rules.get(_origin(url))
        return rules.until if rules else None

    def delay(self, url: str) -> dt.timedelta | None:
        """The time between two requests that the host asks for, or None."""
        rules = self._rules.get(_origin(url))
        if rules is None or rules.parsed is None:
            return None
        asked = rules.parsed.crawl_delay(self._agent)
        rate = rules.parsed.request_rate(self._agent)
        seconds = max(asked or 0.0, rate.seconds / rate.requests if rate and rate.requests else 0.0)
        return min(dt.timedelta(seconds=seconds), self._longest) if seconds > 0 else None

    def _keep(self, url: str, rules: _Rules) -> None:
        if len(self._rules) > _KEPT:
            self._rules = {origin: kept for origin, kept in self._rules.items() if kept.until > rules.until - _FRESH}
        self._rules[_origin(url)] = rules


def robots_address(url: str) -> str:
    """Where the robots.txt for an address lies."""
    return f"{_origin(url)}/robots.txt"


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()
