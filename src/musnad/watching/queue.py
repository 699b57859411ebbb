"""What is to be asked when: one line of requests for each host, the earliest first."""

import datetime as dt
import heapq
from collections.abc import Iterator
from itertools import count

import msgspec

from musnad.fetching import Moved
from musnad.fetching.addresses import host_key


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be asked for: the answer of a source, or the page of one of its items (`item_id`).

    `address` is where it is asked for by now, after `steps`; `first` is where the way began, and `tries` how often
    it was gone in vain. `part`: it is a sitemap that the source's own sitemap named.
    """

    source: str
    address: str
    first: str
    item_id: int | None = None
    steps: tuple[Moved, ...] = ()
    tries: int = 0
    part: bool = False


class Queue:
    """Jobs by host and time. Not for use by several threads."""

    def __init__(self) -> None:
        self._hosts: dict[str, list[tuple[dt.datetime, int, Job]]] = {}
        self._order = count()

    def put(self, job: Job, at: dt.datetime) -> None:
        """The job is due at that time. Of those due at one time, sources go before pages."""
        order = next(self._order) if job.item_id is not None else -next(self._order)
        heapq.heappush(self._hosts.setdefault(host_key(job.address), []), (at, order, job))

    def heads(self) -> Iterator[tuple[dt.datetime, Job]]:
        """The earliest job of each host, and when it is due."""
        for waiting in list(self._hosts.values()):
            if waiting:
                yield waiting[0][0], waiting[0][2]

    def take(self, job: Job) -> None:
        """Take away a job, which is mostly the earliest of its host."""
        host = host_key(job.address)
        left = [entry for entry in self._hosts[host] if entry[2] is not job]
        heapq.heapify(left)
        self._hosts[host] = left
        if not left:
            del self._hosts[host]

    def pages(self) -> int:
        """How many pages wait to be fetched, those that were tried in vain among them."""
        return sum(job.item_id is not None for waiting in self._hosts.values() for _, _, job in waiting)
