"""A watch that is killed, again and again, and one whose disk fills: nothing stored is lost, nothing is doubled."""

import datetime as dt
import multiprocessing
import os
import random
import time
from collections import Counter
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from tests.network import Network
from tests.watching.simulated import BEGINS
from tests.watching.simulated_month import wordings_of
from tests.watching.victim import FastClock, finish, watch, watch_on_a_full_disk

from musnad.desk import Desk
from musnad.records import Report

KILLS = int(os.environ.get("MUSNAD_KILLS", "200"))
# What takes longer in real time than the clock of these runs leaves it, or is had only after hours of patience; and
# feeds that show their last items only, of which some may be gone before anything lived long enough to read them.
LEFT_OUT = (
    *("hang", "drip", "endless", "tls", "inside", "redirect-loop", "robots-5", "robots-hang", "503", "429"),
    *("archive-500", "last-5"),
)


@pytest.fixture
def forks() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.watching.victim_warm"])
    return context


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_killed_at_many_moments(tmp_path: Path, forks: ForkServerContext) -> None:
    chance = random.Random(11)  # noqa: S311
    began = time.time()
    clock = FastClock(began)
    with Network(now=clock, begins=BEGINS) as network:
        network.write_sources(tmp_path / "sources.yaml")
        kept: set[str] = set()
        for number in range(KILLS):
            victim = forks.Process(target=watch, args=(str(tmp_path), began, 60.0), daemon=True)
            victim.start()
            time.sleep(chance.uniform(0.02, 0.6))
            victim.kill()
            victim.join()
            if number % 20 == 19:
                held = {report.id for report in reports(tmp_path)}
                assert kept <= held, "a report that was stored is gone"
                kept = held
        settled = clock() - dt.timedelta(hours=7)
        last = forks.Process(target=finish, args=(str(tmp_path), began, 120.0))
        last.start()
        last.join()
        assert last.exitcode == 0
        check(tmp_path, network, settled, clock())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_disk_that_fills(tmp_path: Path, forks: ForkServerContext) -> None:
    began = time.time()
    clock = FastClock(began)
    with Network(now=clock, begins=BEGINS, outlets=30) as network:
        network.write_sources(tmp_path / "sources.yaml")
        settled = BEGINS
        for target, args in ((watch_on_a_full_disk, (8.0, 400_000)), (finish, (120.0,))):
            watching = forks.Process(target=target, args=(str(tmp_path), began, *args))
            watching.start()
            watching.join()
            assert watching.exitcode == 0
        check(tmp_path, network, settled, clock())


def check(folder: Path, network: Network, settled: dt.datetime, now: dt.datetime) -> None:
    """All that appeared until `settled` and could be had is held, all else at most once, and the desk verifies."""
    held = Counter(report.text for report in reports(folder))
    slow = {outlet.host for outlet in network.outlets if any(f.startswith(LEFT_OUT) for f in outlet.row.faults)}
    stories = network.truth(now)
    owed = [story for story in network.truth(settled) if story.outlet not in slow]
    assert len(owed) > 50
    missing = [story for story in owed if not any(held[text] for text in wordings_of(story))]
    assert [(story.addresses[0], story.fault) for story in missing] == []
    assert [story.addresses for story in stories if sum(held[text] for text in wordings_of(story)) > 1] == []
    with Desk.open(folder / "watched.desk") as desk:
        assert desk.verify().faults == ()


def reports(folder: Path) -> list[Report]:
    with Desk.open(folder / "watched.desk") as desk:
        return list(desk.reports())
