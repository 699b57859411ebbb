"""Linking many events: from scratch, then some more one by one.

    python benchmarks/linking.py [EVENTS [MORE]]

All of it is made up: 4,000 towns of five countries, of which few are struck often, 270 events a day for as many years
as that takes, each happening told by one to twelve reports. Prints a Markdown table of times and memory.
"""

import datetime as dt
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from itertools import islice

import msgspec

from musnad.knowledge.linking import linking_rules
from musnad.linking import Linker, MemoryShelf
from musnad.records import CodedReport, Count, Event, Party, Place, Report, Time

_A_DAY = 270
_TOWNS = 4_000
_LETTERS = "ابتثجحخدرزسشصضطظعغفقكلمنهوي"
_BOXES = (
    ("SY", 33, 37, 36, 42),
    ("IQ", 30, 37, 41, 48),
    ("YE", 13, 17, 43, 50),
    ("SD", 10, 18, 23, 36),
    ("LB", 33, 34.6, 35.2, 36.5),
)
_KINDS = ("strike.air", "strike.drone", "strike.shelling", "strike.explosive", "clash.fighting", "civilian.killing")
_START = dt.date(2031, 1, 1)


class Town(msgspec.Struct, frozen=True):
    """A town that is nowhere."""

    name: str
    country: str
    province: str
    lat: float
    lon: float


class World:
    """Makes happenings and the reports that tell them, by the day; the same ones in every run."""

    def __init__(self, seed: int = 7) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - made-up news, no secret
        self._words = [self._name(3, 8) for _ in range(6_000)]
        self._towns = [self._town(number) for number in range(_TOWNS)]
        self._often = [1 / (rank + 10) for rank in range(_TOWNS)]
        self._actors = [self._name(5, 9) for _ in range(40)]

    def reports(self) -> Iterator[tuple[Report, CodedReport]]:
        """Reports of one event each, in the order of publication, without end."""
        number, day = 0, _START
        while True:
            told: list[tuple[int, Event, str]] = []
            while len(told) < _A_DAY:
                told += self._happening(day)
            for hour, event, text in sorted(told, key=lambda one: one[0]):
                name = f"r{number:08}"
                published = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC) + dt.timedelta(hours=hour)
                report = Report(id=name, text=text, published_at=published.isoformat(), outlet=f"outlet {number % 60}")
                yield report, CodedReport(name, (event,))
                number += 1
            day += dt.timedelta(days=1)

    def _happening(self, day: dt.date) -> Iterator[tuple[int, Event, str]]:
        chance = self._chance
        (town,) = chance.choices(self._towns, self._often)
        kind, actor, killed = chance.choice(_KINDS), chance.choice(self._actors), chance.randint(0, 9)
        own = chance.choices(self._words, k=12)
        for _ in range(min(12, 1 + int(chance.expovariate(0.5)))):
            said = [*chance.sample(own, 8), *chance.choices(self._words, k=8)]
            text = f"{' '.join(said)} {town.name}"
            vague = chance.random() < 0.1
            place = Place(
                (len(text) - len(town.name), len(text)),
                town.province if vague else town.name,
                town.country,
                town.province,
                town.lat,
                town.lon,
                "province" if vague else "settlement",
            )
            count = Count(killed, killed, ((0, 3),)) if killed and chance.random() < 0.7 else None
            event = Event(
                type=kind,
                mentions=((0, 5),),
                actors=(Party((0, 3), actor, "rebel"),) if chance.random() < 0.6 else (),
                place=place,
                time=Time((0, 3), day, day, None, "day"),
                killed=count,
                background=chance.random() < 0.05,
            )
            yield chance.randrange(30), event, text

    def _town(self, number: int) -> Town:
        country, south, north, west, east = _BOXES[number % len(_BOXES)]
        province = f"{country} province {self._chance.randrange(14)}"
        at = self._chance.uniform(south, north), self._chance.uniform(west, east)
        return Town(f"{self._name(4, 8)} {number}", country, province, *at)

    def _name(self, least: int, most: int) -> str:
        return "".join(self._chance.choices(_LETTERS, k=self._chance.randint(least, most)))


def main() -> None:
    """Print the table."""
    events, more = (int(said.replace("_", "")) for said in (*sys.argv[1:3], "1000000", "10000")[:2])
    news = World().reports()
    rules = linking_rules()
    shelf = MemoryShelf(rules)
    linker = Linker(shelf, rules)
    begun = time.perf_counter()
    linker.fill(islice(news, events))
    whole = time.perf_counter() - begun
    took = []
    for report, coded in islice(news, more):
        begun = time.perf_counter()
        linker.add(report, coded)
        took.append(1000 * (time.perf_counter() - begun))
    took.sort()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    print(f"| events | incidents | from scratch | an event | {more:,} more: median | 99 of 100 | longest | memory |")
    print("|---|---|---|---|---|---|---|---|")
    incidents, slow = sum(1 for _ in shelf.groups()), took[int(0.99 * len(took))]
    print(
        f"| {events:,} | {incidents:,} | {whole:.0f} s | {1e6 * whole / events:.0f} µs "
        f"| {statistics.median(took):.2f} ms | {slow:.1f} ms | {took[-1]:.1f} ms | {memory:.1f} GiB |"
    )


if __name__ == "__main__":
    main()
