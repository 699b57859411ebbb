"""A watch over the network of sixty outlets, by a clock that goes from one event to the next."""

import datetime as dt
import ipaddress
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import httpcore2
from tests.network import Network

from musnad.desk import Desk
from musnad.fetching import Fetcher, Limits
from musnad.fetching.network import Network as Line
from musnad.watching import Coding, Figures, Intake, Watch, read_watch_list

BEGINS = dt.datetime(2031, 5, 1, tzinfo=dt.UTC)
LIMITS = Limits(connect_seconds=0.3, total_seconds=0.6, wire_bytes=1_000_000, page_bytes=2_000_000, delay_seconds=5.0)
_PUBLIC = "93.184.215.14"


class Clock:
    """The time, as it is set."""

    def __init__(self, at: dt.datetime = BEGINS) -> None:
        self.at = at

    def __call__(self) -> dt.datetime:
        return self.at


class Loopback:
    """The hosts of a network as if they were on the open internet, though they are on this machine."""

    def __init__(self, network: Network) -> None:
        self._network = network

    def resolve(self, host: str, port: int) -> list[str]:
        found = self._network.resolve(host)
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return [_PUBLIC if address == "127.0.0.1" else address for address in found]
        return found

    def connect(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        assert address == _PUBLIC, f"{address} was connected to"
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", port, timeout=seconds, socket_options=())


class Lines:
    """A log that counts what it is told."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def info(self, event: str, **fields: object) -> None:
        self.counts[event] += 1

    warning = info


class Play:
    """A watch at work on a desk, by some clock, over some network."""

    def __init__(
        self, desk: Desk, line: Line, sources: Path, clock: Callable[[], dt.datetime], coding: Coding | None = None
    ) -> None:
        listed = read_watch_list(sources)
        self.log = Lines()
        figures = Figures()
        fetcher = Fetcher(LIMITS, "desk@tests.example", line, clock)
        chance = random.Random(7)  # noqa: S311
        self.watch = Watch(listed.sources, desk.ledger, fetcher, clock, self.log, figures, chance)
        self.intake = Intake(desk, coding, LIMITS.page_bytes, self.log, figures)

    def until(self, clock: Clock, end: dt.datetime, read_every: dt.timedelta = dt.timedelta(hours=1)) -> None:
        """Watch until a time, by a clock that is set to the next event, and read what was stored every so often."""
        read_at = clock.at
        while clock.at < end:
            due = self.watch.turn()
            if self.watch.is_busy():
                self.watch.wait(5.0)
                continue
            if clock.at >= read_at:
                self.read()
                read_at = clock.at + read_every
            # a watch without anything to do would never be heard of again
            assert due is not None
            clock.at = max(clock.at + dt.timedelta(milliseconds=1), due)
        while self.watch.is_busy():
            self.watch.wait(5.0)
            self.watch.turn()
        self.read()

    def read(self) -> None:
        """Read all that is stored."""
        while self.intake.turn():
            pass
