"""An outlet: which stories it has at a time, and at which addresses."""

import datetime as dt
import math
import random
from collections.abc import Callable
from functools import cached_property
from urllib.parse import quote

import msgspec
from tests.network.newsroom import Telling, correct, tell
from tests.network.records import Edit, Story
from tests.network.table import NOTHING_TO_HAVE, ONLY_FEED, OUTLETS, STORIES_HIT, Row

FIRST_NUMBER = 1000
_KINDS = ("وكالة", "صحيفة", "شبكة", "قناة", "موقع", "إذاعة")
_NAMES = ("الريحان", "النخيل", "الزيتون", "الياسمين", "السنديان", "البيلسان", "الدفلى", "الخزامى", "الأقحوان", "الزعتر")
_HAND = ("rayhan", "nakhil", "zaytun", "yasmin", "sindiyan", "baylasan", "difla", "khuzama", "uqhuwan", "zaatar")
_DAY = dt.timedelta(days=1)
_AHEAD = dt.timedelta(days=2)
_EDITED_AFTER = dt.timedelta(hours=6)
_OLD = 3
_INSIDE = (
    *(
        "file:///etc/passwd#{number}",
        "http://127.0.0.1:{port}/admin/{number}",
        "http://169.254.169.254/latest/{number}",
    ),
    *("http://inside.{host}:{port}/admin/{number}", "http://meta.{host}:{port}/admin/{number}"),
)


class Ports(msgspec.Struct, frozen=True):
    """Where an outlet listens; `tls` is None where nothing of it is https, or no certificate could be made."""

    plain: int
    tls: int | None = None


class Outlet:
    """One outlet of the network. All it says follows from the seed, its number and the time asked for."""

    def __init__(self, number: int, begins: dt.datetime, seed: int, stories_a_day: float) -> None:
        self.number = number
        self.row: Row = OUTLETS[number % len(OUTLETS)]
        self.host = f"{_HAND[number % len(_HAND)]}-{number:02}.example"
        self.name = f"{_KINDS[number // len(_NAMES) % len(_KINDS)]} {_NAMES[number % len(_NAMES)]}"
        self.begins = begins
        self.rate = stories_a_day
        self.ports = Ports(0)
        self._seed = seed
        self._told: dict[int, Telling] = {}
        self._stories: dict[int, Story] = {}

    def listen(self, ports: Ports) -> None:
        """Take ports, which all its addresses have in them from now on."""
        self.ports = ports
        self._stories.clear()

    def has(self, fault: str) -> bool:
        """Whether the outlet has a fault of this name."""
        return fault in self.row.faults

    @cached_property
    def dead_from(self) -> dt.datetime | None:
        """When it refuses all connections, if ever."""
        return self.begins + 12 * _DAY if self.has("dies") else None

    @property
    def oldest(self) -> int:
        """The index of its oldest story: those from before the beginning have negative ones."""
        return -500 if self.has("archive-500") else -_OLD

    def newest(self, now: dt.datetime) -> int:
        """The index of the newest story that is shown."""
        for fault, day in (("quiet", 10), ("dies", 11)):
            if self.has(fault):
                now = min(now, self.begins + day * _DAY)
        index = math.floor((now - self.begins) / _DAY * self.rate)
        return index if self.appears_at(index) <= now else index - 1

    def appears_at(self, index: int) -> dt.datetime:
        """When a story is first shown: each somewhere in its own share of the day, so never many at once."""
        place = index + self._chance("time", index).uniform(0.1, 0.9)
        moment = self.begins + place / self.rate * _DAY
        return moment.replace(microsecond=0)

    def shown(self, now: dt.datetime, count: int) -> list[Story]:
        """The newest stories, the newest first."""
        newest = self.newest(now)
        return [self.story(index) for index in range(newest, max(newest - count, self.oldest - 1), -1)]

    def hit(self, fault: str, index: int) -> bool:
        """Whether a fault of the outlet befalls this story."""
        return self.has(fault) and index % STORIES_HIT[fault] == 0

    def told(self, index: int, now: dt.datetime | None = None) -> Telling:
        """What page (and feed, if it has all) say of a story at a time; without one, as it is first told."""
        if index not in self._told:
            number = self.number * 100_000 + FIRST_NUMBER + index
            self._told[index] = self._headed(tell(self._chance("text", index), number))
        edit = self.story(index).edited if now is not None else None
        told = self._told[index]
        return Telling(told.title, edit.body) if edit is not None and now is not None and edit.at <= now else told

    def feed_body(self, index: int, now: dt.datetime | None = None) -> tuple[str, ...]:
        """The paragraphs of a story that the feed has."""
        return self.told(index, now).body[: {"full": None, "summary": 1, "none": 0}[self.row.text]]

    def story(self, index: int) -> Story:
        """A story by its index."""
        if index not in self._stories:
            self._stories[index] = self._story(index)
        return self._stories[index]

    def truth(self, until: dt.datetime) -> list[Story]:
        """The stories that can be had, that were shown by a time."""
        if NOTHING_TO_HAVE.intersection(self.row.faults):
            return []
        return [self.story(index) for index in range(self.oldest, self.newest(until) + 1)]

    def base(self, *, pages: bool = False) -> str:
        """The start of its addresses."""
        if self.ports.tls is not None and (pages or self.has("tls-all")):
            return f"https://{self.host}:{self.ports.tls}"
        return f"http://{self.host}:{self.ports.plain}"

    def path(self, index: int) -> str:
        """The path of a story's page, percent-encoded, with its query."""
        number = FIRST_NUMBER + index
        if self.has("bad-xml"):
            return f"/news/?id={number}&go=1"
        if self.has("raw-slugs"):
            return quote(f"/news/{number}/{'-'.join(self.told(index).title.split()[:5])}")
        if self.hit("robots-path", index):
            return f"/special/{number}"
        form = ("/news/{}", "/archives/{}.html", "/arabic/2026/{}/", "/news/{}")[self.number % 4]
        return form.format(number) if self.row.form != "listing" else f"/news/{number}"

    def link(self, index: int) -> str | None:
        """The address that feed, sitemap and listing give for a story."""
        if self.has("no-links"):
            return None
        if self.hit("inside-links", index):
            return self.inside(index // 2, index)
        return self.base(pages=True) + self.path(index)

    def inside(self, turn: int, index: int) -> str:
        """One of the addresses where no reader should go; each story has its own, as links have."""
        place = _INSIDE[turn % len(_INSIDE)]
        return place.format(host=self.host, port=self.ports.plain, number=FIRST_NUMBER + index)

    def _story(self, index: int) -> Story:
        told, appears = self.told(index), self.appears_at(index)
        fault = next((fault for fault in self.row.faults if fault in STORIES_HIT and self.hit(fault, index)), None)
        only_feed = fault in ONLY_FEED
        edit = None
        if self.hit("edited", index):
            edit = Edit(correct(told, self._chance("edit", index)).body, appears + _EDITED_AFTER)
        return Story(
            id=f"{self.host}/{FIRST_NUMBER + index}",
            outlet=self.host,
            source=self.name,
            title=told.title,
            body=self.feed_body(index) if only_feed else told.body,
            published_at=appears + _AHEAD if self.hit("future", index) else appears,
            appears_at=appears,
            addresses=self._addresses(index),
            edited=edit,
            only_feed=only_feed,
            fault=fault,
        )

    def _addresses(self, index: int) -> tuple[str, ...]:
        link, path = self.link(index), self.path(index)
        if link is None:
            return ()
        if any(fault.startswith("three-addresses") for fault in self.row.faults):
            mobile = f"http://m.{self.host}:{self.ports.plain}{path}"
            return (link, f"{link}?utm_source=rss&utm_medium=feed", f"{self.base()}/amp{path}", mobile)
        if self.has("moved-pages"):
            return (f"{self.base()}/moved/{FIRST_NUMBER + index}", link)
        return (link,)

    def _headed(self, told: Telling) -> Telling:
        """With quotes in the headline where these are what goes wrong."""
        if not self.has("entities"):
            return told
        first, *rest = told.title.split()
        return Telling(" ".join((f'"{first}"', *rest)), told.body)

    def _chance(self, what: str, index: int) -> random.Random:
        return random.Random(f"{self._seed}/{self.number}/{what}/{index}")  # noqa: S311 - made-up news, no secret


def outlets_of(count: int, begins: dt.datetime, seed: int, stories_a_day: float) -> list[Outlet]:
    """The first so many outlets of the table; past its end it begins again."""
    return [Outlet(number, begins, seed, stories_a_day) for number in range(count)]


Clock = Callable[[], dt.datetime]
