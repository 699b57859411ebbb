"""A network whose clock a test sets, and a plain client for it."""

import datetime as dt
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx2
import pytest
from tests.network.network import Network
from tests.network.outlets import Outlet
from tests.network.records import Story

BEGINS = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


class Bench:
    """A network, its clock and a client that goes to loopback for every host."""

    def __init__(self) -> None:
        self.now = BEGINS + dt.timedelta(days=2, hours=12)
        self.network = Network(now=lambda: self.now, begins=BEGINS)
        self.client = httpx2.Client(trust_env=False, timeout=0.5)

    def outlet(self, fault: str, form: str | None = None) -> Outlet:
        """The first outlet with a fault (and of a form)."""
        return next(one for one in self.network.outlets if one.has(fault) and form in {None, one.row.form})

    def hit(self, outlet: Outlet, fault: str) -> Story:
        """The newest story of the outlet that a fault befalls."""
        return next(one for one in reversed(outlet.truth(self.now)) if one.fault == fault)

    def source(self, outlet: Outlet) -> str:
        """What is polled of an outlet."""
        entry = next(one for one in self.network.sources() if one["name"].startswith(outlet.name))
        return next(entry[key] for key in ("feed", "sitemap", "listing") if key in entry)

    def get(self, url: str, **headers: str) -> httpx2.Response:
        """The reply at an address, redirects not followed: `if_none_match="…"` is a header."""
        parts = urlsplit(url)
        sent = {name.replace("_", "-"): value for name, value in headers.items()} | {"Host": parts.netloc}
        return self.client.get(parts._replace(netloc=f"127.0.0.1:{parts.port}").geturl(), headers=sent)

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.now += dt.timedelta(**time)


@pytest.fixture
def bench() -> Iterator[Bench]:
    one = Bench()
    with one.network, one.client:
        yield one
