"""robots.txt: what each host lets us ask for, and how often (RFC 9309)."""

import datetime as dt
from urllib.parse import urlsplit

import msgspec
from protego import Protego

from musnad.errors import FetchError
from musnad.fetching.answers import Answer, unpacked
from musnad.fetching.limits import Limits

_FRESH = dt.timedelta(hours=24)
_AGAIN = dt.timedelta(minutes=10)
_KEPT = 4096
_KEPT_BYTES = 16 * 1024 * 1024
"""Of all robots.txt whose rules are kept: one stranger can have any number of hosts."""


class _Rules(msgspec.Struct, frozen=True):
    """The rules of one host; `parsed` is None where there are none, and all is let or `closed`."""

    parsed: Protego | None
    closed: bool
    until: dt.datetime
    size: int = 0


class Robots:
    """What robots.txt of each host says to `agent`. Not for use by several threads.

    A host without robots.txt (status 4xx) lets all be asked for; one whose robots.txt cannot be had at present
    (5xx, no answer) is left alone until it can, unless its earlier rules are known.

    Args:
        agent: the name that requests go under.
        longest_delay: what a host may ask for between two requests.
    """

    def __init__(self, agent: str, longest_delay: dt.timedelta) -> None:
        self._agent = agent.partition("/")[0]
        self._longest = longest_delay
        self._rules: dict[str, _Rules] = {}
        self._bytes = 0

    def is_known(self, url: str, now: dt.datetime) -> bool:
        """Whether the rules for an address are known and fresh."""
        rules = self._rules.get(_origin(url))
        return rules is not None and now < rules.until

    def learn(self, url: str, status: int, body: bytes, now: dt.datetime) -> None:
        """Take in what the host answered when its robots.txt was asked for."""
        if status >= 500 or status == 429:
            self.miss(url, now)
            return
        # a mark of byte order would hide the first line from the parser
        parsed = Protego.parse(body.decode("utf-8-sig", "replace")) if 200 <= status < 300 else None
        self._keep(url, _Rules(parsed, closed=False, until=now + _FRESH, size=len(body) if parsed else 0))

    def miss(self, url: str, now: dt.datetime) -> None:
        """The robots.txt of the host could not be had."""
        known = self._rules.get(_origin(url))
        if known is None:
            self._keep(url, _Rules(None, closed=True, until=now + _AGAIN))
        else:
            self._keep(url, _Rules(known.parsed, known.closed, now + _AGAIN, known.size))

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
        return dt.timedelta(seconds=min(seconds, self._longest.total_seconds())) if seconds > 0 else None

    def _keep(self, url: str, rules: _Rules) -> None:
        """Keep the rules of a host; those that were learnt longest ago make room for them."""
        before = self._rules.pop(_origin(url), None)
        self._bytes += rules.size - (before.size if before else 0)
        self._rules[_origin(url)] = rules
        while len(self._rules) > _KEPT or (self._bytes > _KEPT_BYTES and len(self._rules) > 1):
            self._bytes -= self._rules.pop(next(iter(self._rules))).size


def robots_text(answer: Answer, limits: Limits) -> bytes:
    """What is heeded of a robots.txt, unpacked; nothing of one that cannot be."""
    try:
        return unpacked(answer, limits.page_bytes)[: limits.robots_bytes]
    except FetchError:
        return b""


def robots_address(url: str) -> str:
    """Where the robots.txt for an address lies."""
    return f"{_origin(url)}/robots.txt"


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url  # what is no address is refused where it is asked for
    return f"{parts.scheme}://{parts.netloc}".lower()
