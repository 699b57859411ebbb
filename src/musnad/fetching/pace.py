"""How fast a host is asked: never two requests at once, never two sooner than it wants."""

import datetime as dt

from musnad.fetching.addresses import host_key

_MOST = 4096


class Pace:
    """When each host may be asked next. Not for use by several threads.

    Of a great many hosts, those that were free soonest are forgotten.
    """

    def __init__(self, delay: dt.timedelta) -> None:
        self._delay = delay
        self._next: dict[str, dt.datetime] = {}
        self._busy: set[str] = set()

    def free_at(self, url: str, now: dt.datetime) -> dt.datetime | None:
        """When the host of an address may be asked: `now`, or later; None while it is being asked."""
        host = host_key(url)
        if host in self._busy:
            return None
        return max(now, self._next.get(host, now))

    def begin(self, url: str) -> None:
        """The host is being asked."""
        self._busy.add(host_key(url))

    def end(self, url: str, now: dt.datetime, delay: dt.timedelta | None = None) -> None:
        """The host has answered; it is left alone for `delay`, or for the delay of all where it is shorter."""
        host = host_key(url)
        self._busy.discard(host)
        self._put_off(host, now + max(delay or self._delay, self._delay))

    def put_off(self, url: str, until: dt.datetime) -> None:
        """The host asked to be left alone until then."""
        self._put_off(host_key(url), until)

    def _put_off(self, host: str, until: dt.datetime) -> None:
        self._next[host] = max(until, self._next.get(host, until))
        if len(self._next) > _MOST:
            latest = sorted(self._next, key=self._next.__getitem__)[_MOST // 2 :]
            self._next = {name: self._next[name] for name in latest}
