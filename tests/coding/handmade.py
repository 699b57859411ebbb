"""Reports made up for the tests of coding, and tellings made by hand. No sentence is taken from a real report."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from musnad.coding.mentions import ActorMention, CountMention, PlaceMention, TimeMention, TriggerMention
from musnad.coding.scene import Certainty, Telling
from musnad.records import Event, PartyKind, PlacePrecision, Span

PUBLISHED = "2024-05-15"  # a Wednesday


class Coded(NamedTuple):
    """A text with its events."""

    text: str
    events: tuple[Event, ...]

    def words(self, span: Span) -> str:
        return self.text[slice(*span)]

    def mentions(self, event: Event) -> list[str]:
        return [self.words(span) for span in event.mentions]

    def of(self, kind: str) -> list[Event]:
        return [event for event in self.events if event.type == kind]

    def only(self) -> Event:
        assert len(self.events) == 1, [(e.type, self.mentions(e)) for e in self.events]
        return self.events[0]


Code = Callable[..., Coded]


def trigger(type_: str = "strike.air", at: int = 0, verb: bool = False, definite: bool = False) -> TriggerMention:
    return TriggerMention(at, at, (at, at + 1), type_, verb=verb, definite=definite)


def place(
    name: str = "Sarmin", lat: float = 35.9, lon: float = 36.72, precision: PlacePrecision = "settlement"
) -> PlaceMention:
    return PlaceMention(0, 0, 0, (0, 1), name, "SY", "Idlib", lat, lon, precision, "settlement")


def day(text: str) -> TimeMention:
    date = dt.date.fromisoformat(text)
    return TimeMention(0, 0, (0, 1), date, date, None, "day")


def actor(key: str, kind: PartyKind = "rebel", country: str | None = None) -> ActorMention:
    return ActorMention(0, 0, (0, 1), key, kind, key, country)


def killed(low: int, high: int | None) -> CountMention:
    return CountMention(0, 0, (0, 1), "killed", low, high)


def telling(
    type_: str = "strike.air",
    at: int = 0,
    certainty: Certainty = "stated",
    sense: str | None = None,
    headline: bool = False,
) -> Telling:
    return Telling(trigger(sense or type_, at), type_, certainty, sentence=at, headline=headline)
