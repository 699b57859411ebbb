"""What a first look at a source takes."""

import datetime as dt
import random
from pathlib import Path

from tests.network import Network
from tests.watching.simulated import BEGINS, LIMITS, Clock, Lines, Loopback

from musnad.desk import Desk
from musnad.fetching import Fetcher
from musnad.watching import Figures, Watch, WatchSource


def test_what_is_older_than_wanted_is_passed_over(tmp_path: Path) -> None:
    clock = Clock(BEGINS + dt.timedelta(hours=6))
    with Network(now=clock, begins=BEGINS, outlets=1) as network, Desk.open(tmp_path / "a.desk") as desk:
        [entry] = network.sources()
        waiting = {}
        for since in (None, BEGINS.date()):
            source = WatchSource(name=f"since {since}", address=entry["feed"], since=since)
            fetcher = Fetcher(LIMITS, None, Loopback(network), clock)
            chance = random.Random(1)  # noqa: S311
            watch = Watch([source], desk.ledger, fetcher, clock, Lines(), Figures(), chance)
            while not any(item.source == source.name for item in desk.ledger.waiting()):
                clock.at += dt.timedelta(seconds=10)
                watch.turn()
                watch.wait(5.0)
            waiting[since] = sum(item.source == source.name for item in desk.ledger.waiting())
        all_of_them = network.truth(clock.at)
    assert waiting[None] == len(all_of_them)
    # a feed gives its days by the clocks of its country
    fresh = [story for story in all_of_them if story.published_at >= BEGINS - dt.timedelta(hours=4)]
    assert waiting[BEGINS.date()] <= len(fresh)
    assert 0 < waiting[BEGINS.date()] < waiting[None]
