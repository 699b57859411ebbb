"""A month of sixty outlets, watched by a clock that goes from one event to the next; and what came of it."""

import datetime as dt
import time
from collections import Counter
from pathlib import Path

import msgspec
from tests.network import Network, Story
from tests.watching.simulated import BEGINS, LIMITS, Clock, Loopback, Play

from musnad.desk import Desk
from musnad.watching import source_status

SETTLED = dt.timedelta(days=2)
"""How long before the end a story must have appeared to be there for sure: a page is asked for eight times."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a watch held at its end, against what there was to be had.

    `missing` and `twice` are stories by address, `strange` reports that no outlet told; `soonest` is the least time
    between two requests to one host, as a share of what that host wants. `quiet` and `failing` are the sources of
    which the status says so, and `truly_…` those of which it is true at the end.
    """

    days: int
    stories: int
    reports: int
    requests: int
    seconds: float
    missing: tuple[str, ...]
    twice: tuple[str, ...]
    strange: tuple[str, ...]
    forbidden: tuple[str, ...]
    inside: tuple[str, ...]
    early: int
    soonest: float
    memory_after_a_third: float
    memory_at_the_end: float
    faults: tuple[str, ...]
    quiet: tuple[str, ...]
    failing: tuple[str, ...]
    truly_quiet: tuple[str, ...]
    truly_failing: tuple[str, ...]


def play(folder: Path, days: int, outlets: int = 60) -> Outcome:
    """Watch the network for so many days, on a desk in `folder`."""
    clock = Clock()
    end = BEGINS + dt.timedelta(days=days)
    began = time.monotonic()
    with Network(now=clock, begins=BEGINS, outlets=outlets) as network, Desk.open(folder / "month.desk") as desk:
        network.write_sources(folder / "sources.yaml")
        watched = Play(desk, Loopback(network), folder / "sources.yaml", clock)
        watched.until(clock, BEGINS + (end - BEGINS) / 3)
        third = memory()
        watched.until(clock, end)
        at_the_end = memory()
        seconds = time.monotonic() - began
        held = Counter(report.text for report in desk.reports())
        stories = network.truth(end)
        settled = network.truth(end - SETTLED)
        wordings = {story.id: wordings_of(story) for story in stories}
        known = {wording for wording in wordings.values() for wording in wording}
        return Outcome(
            days=days,
            stories=len(settled),
            reports=held.total(),
            requests=len(network.requests),
            seconds=seconds,
            missing=tuple(story.addresses[0] for story in settled if not any(held[w] for w in wordings_of(story))),
            twice=tuple(story.addresses[0] for story in stories if sum(held[w] for w in wordings[story.id]) > 1),
            strange=tuple(text[:80] for text in held if text not in known),
            forbidden=tuple(request.path for request in network.forbidden_requests()),
            inside=tuple(request.path for request in network.trespasses()),
            early=len(network.early_requests()),
            soonest=soonest(network),
            memory_after_a_third=third,
            memory_at_the_end=at_the_end,
            faults=tuple(fault.reason for fault in desk.verify().faults),
            quiet=tuple(one.name for one in source_status(desk, end) if one.health == "quiet"),
            failing=tuple(one.name for one in source_status(desk, end) if one.health == "failing"),
            truly_quiet=sources_with(network, {"quiet"}),
            truly_failing=sources_with(network, {"dies", "robots-site", "tls-all"}),
        )


def wordings_of(story: Story) -> set[str]:
    """The texts in which a story can be held: as it was, and as it was changed."""
    bodies = [story.body, *([story.edited.body] if story.edited else [])]
    return {"\n\n".join((story.title, *body)) for body in bodies}


def sources_with(network: Network, faults: set[str]) -> tuple[str, ...]:
    """The names of the sources whose outlets have one of some faults."""
    names = [outlet.name for outlet in network.outlets if faults & set(outlet.row.faults)]
    return tuple(
        sorted(one["name"] for one in network.sources() if any(one["name"].startswith(name) for name in names))
    )


def soonest(network: Network) -> float:
    """The least time between two requests to one host, as a share of what is to lie between them."""
    last: dict[str, dt.datetime] = {}
    least = float("inf")
    for request in network.requests:
        host = request.host.removeprefix("www.")
        if host in last:
            wanted = max(LIMITS.delay_seconds, network.crawl_delay(request.host) or 0.0)
            least = min(least, (request.at - last[host]).total_seconds() / wanted)
        last[host] = request.at
    return least


def memory() -> float:
    """Megabytes of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1048576
