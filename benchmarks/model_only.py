"""Coding by the network alone, to see what the rules add to it.

The network says which words tell an event, of which type, in what sense, which of them tell the same one, and which
words are its parties, its place, its time, its numbers and its sources. It gives words, not values: what a place name,
a date or a number means is read from those words by the same tables that the rules use.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from musnad.coding.counts import find_counts
from musnad.coding.document import Document, prepare
from musnad.coding.mentions import CountMention, TriggerMention
from musnad.coding.model_triggers import with_model
from musnad.coding.pipeline import Knowledge
from musnad.coding.places import find_places
from musnad.coding.scene import family_of
from musnad.coding.times import find_times
from musnad.model.encoded import Encoded, likeliest
from musnad.records import (
    Chain,
    CodedReport,
    Count,
    Event,
    Party,
    Place,
    Report,
    Source,
    Span,
    Time,
    Weapon,
)

_LIKELY = 0.5


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


Mention = TypeVar("Mention", bound=_Spanned)


def code_by_model(report: Report, knowledge: Knowledge) -> CodedReport:
    """The events that the network alone sees."""
    if knowledge.encoder is None:
        raise ValueError("there is no network in this knowledge")
    encoded = knowledge.encoder.read(report)
    doc = prepare(report)
    triggers = [t for t in with_model(doc, (), encoded) if encoded.telling(t.span) >= _LIKELY]
    reader = _Reader(doc, encoded, knowledge)
    return CodedReport(report.id, tuple(reader.event(group) for group in _events(triggers, encoded)))


def _events(triggers: Sequence[TriggerMention], encoded: Encoded) -> list[list[TriggerMention]]:
    """Each trigger with the event told before that the network takes for the same, or as one of its own."""
    events: list[list[TriggerMention]] = []
    for trigger in triggers:
        odds = [max(encoded.same(other.span, trigger.span) for other in event) for event in events]
        best = max(range(len(events)), key=odds.__getitem__, default=None)
        if best is not None and odds[best] >= _LIKELY:
            events[best].append(trigger)
        else:
            events.append([trigger])
    return events


class _Reader:
    """Reads the fields of events from one report."""

    def __init__(self, doc: Document, encoded: Encoded, knowledge: Knowledge) -> None:
        self._doc = doc
        self._encoded = encoded
        self._words = [doc.span(word, word) for word in range(len(doc.words))]
        self._places = find_places(doc, knowledge.gazetteer)
        self._times = find_times(doc)
        self._counts = find_counts(doc)

    def event(self, triggers: Sequence[TriggerMention]) -> Event:
        first = max(triggers, key=lambda t: self._encoded.telling(t.span))
        place = self._likeliest("place", triggers, self._places)
        time = self._likeliest("time", triggers, self._times)
        published = self._doc.published
        unknown = Time(None, published, published, None, "unknown") if published else None
        weapon = next(iter(self._spans("weapon", triggers)), None)
        chains = tuple(self._chains(triggers))
        return Event(
            type=self._type(triggers),
            mentions=tuple(sorted(t.span for t in triggers)),
            actors=tuple(self._parties("actor", triggers)),
            targets=tuple(self._parties("target", triggers)),
            weapon=Weapon(weapon) if weapon else None,
            place=place
            and Place(place.span, place.name, place.country, place.admin1, place.lat, place.lon, place.precision),
            time=Time(time.span, time.start, time.end, time.clock, time.precision) if time else unknown,
            killed=self._count("killed", triggers),
            injured=self._count("injured", triggers),
            captured=self._count("captured", triggers),
            displaced=self._count("displaced", triggers),
            modality=likeliest(self._encoded.modality(first.span)),
            background=self._encoded.background(first.span) >= _LIKELY,
            isnad=chains,
            stance=likeliest(self._encoded.stance(first.span)) if chains else "own_voice",
        )

    def _type(self, triggers: Sequence[TriggerMention]) -> str:
        told: dict[str, float] = {}
        for trigger in triggers:
            for kind, likely in self._encoded.types(trigger.span).items():
                told[kind] = told.get(kind, 0.0) + likely
        families: dict[str, float] = {}
        for kind, likely in told.items():
            families[family_of(kind)] = families.get(family_of(kind), 0.0) + likely
        family = likeliest(families)
        return likeliest({kind: likely for kind, likely in told.items() if family_of(kind) == family})

    def _odds(self, relation: str, triggers: Iterable[TriggerMention], span: Span) -> float:
        return self._encoded.related_to_any(relation, [trigger.span for trigger in triggers], span)

    def _likeliest(
        self, relation: str, triggers: Sequence[TriggerMention], mentions: Sequence[Mention]
    ) -> Mention | None:
        best = max(mentions, key=lambda m: self._odds(relation, triggers, m.span), default=None)
        return best if best is not None and self._odds(relation, triggers, best.span) >= _LIKELY else None

    def _count(self, what: str, triggers: Sequence[TriggerMention]) -> Count | None:
        counts: list[CountMention] = [c for c in self._counts if c.what == what]
        best = self._likeliest(what, triggers, counts)
        return Count(best.min, best.max, (best.span,)) if best else None

    def _parties(self, relation: str, triggers: Sequence[TriggerMention]) -> Iterator[Party]:
        for span in self._spans(relation, triggers):
            yield Party(span, self._said(span), "unknown")

    def _chains(self, triggers: Sequence[TriggerMention]) -> Iterator[Chain]:
        carriers = tuple(Source(span, self._said(span), "outlet") for span in self._spans("carrier", triggers))
        for span in self._spans("origin", triggers):
            yield (*carriers, Source(span, self._said(span), "official_body"))

    def _said(self, span: Span) -> str:
        return self._doc.report.text[slice(*span)]

    def _spans(self, relation: str, triggers: Sequence[TriggerMention]) -> list[Span]:
        """Words side by side, each likely in that relation to one of the triggers."""
        return _runs(self._words, lambda word: self._odds(relation, triggers, word) >= _LIKELY)


def _runs(words: Sequence[Span], chosen: Callable[[Span], bool]) -> list[Span]:
    found: list[Span] = []
    last = -2
    for number, word in enumerate(words):
        if not chosen(word):
            continue
        if number == last + 1:
            found[-1] = (found[-1][0], word[1])
        else:
            found.append(word)
        last = number
    return found
