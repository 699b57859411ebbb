"""A fetcher whose limits are those of tests: half a second, a megabyte."""

from collections.abc import Callable

import pytest
from tests.fetching.servers import Names

from musnad.fetching import Answer, Asked, Fetcher, Limits

LIMITS = Limits(
    connect_seconds=0.6, total_seconds=0.6, wire_bytes=1 << 20, page_bytes=1 << 20, delay_seconds=1.0, redirects=3
)
Get = Callable[..., Answer]


@pytest.fixture
def names() -> Names:
    """A network in which every `.example` host is on loopback."""
    return Names()


@pytest.fixture
def fetcher(names: Names) -> Fetcher:
    """A fetcher in that network."""
    return Fetcher(LIMITS, "desk@tests.example", names)


@pytest.fixture
def get(fetcher: Fetcher) -> Get:
    """Ask for an address."""

    def ask(address: str, **more: str) -> Answer:
        return fetcher.get(Asked(address=address, **more))

    return ask
