"""The web → bytes: asked for politely, within limits, and never from inside the network that asks."""

from musnad.fetching.answers import Answer, Asked, Moved, is_moved, next_address, retry_after, unpacked
from musnad.fetching.client import Fetcher
from musnad.fetching.following import Followed, follow
from musnad.fetching.limits import Limits
from musnad.fetching.pace import Pace
from musnad.fetching.robots import Robots, robots_address, robots_text

__all__ = [
    "Answer",
    "Asked",
    "Fetcher",
    "Followed",
    "Limits",
    "Moved",
    "Pace",
    "Robots",
    "follow",
    "is_moved",
    "next_address",
    "retry_after",
    "robots_address",
    "robots_text",
    "unpacked",
]
