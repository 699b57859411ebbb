"""What an event says, value by value, each with the words that it rests on.

The terminal and the page show the same facts. Anchors: event 2 of report 1 is `r1e2`, its place
`r1e2-place`, the words of the place in the text `r1e2-place-word` (further ones `r1e2-place-word-2` …).
"""

from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from musnad.arabic.clitics import restore_article
from musnad.export.labels import Labels
from musnad.export.wording import (
    coordinates,
    count_words,
    day_words,
    group_words,
    precision_words,
    short_count,
    time_words,
)
from musnad.records import CodedReport, Confidence, Count, Event, Note, Party, Place, Report, Source, Span, Time

Role = Literal[
    "mention",
    "place",
    "time",
    "actor",
    "target",
    "weapon",
    "killed",
    "injured",
    "captured",
    "displaced",
    "source",
    "note",
]
_QUOTATION = (("«", "»"), ("“", "”"), ('"', '"'))
# a value less likely right than this is marked for a reader to check
_DOUBTFUL = 0.4
COUNTS: tuple[Role, ...] = ("killed", "injured", "captured", "displaced")


class Quote(msgspec.Struct, frozen=True):
    """Words of the report: where they stand, by which anchor they are found, and how they are quoted."""

    anchor: str
    span: Span
    text: str


class Value(msgspec.Struct, frozen=True):
    """One value of an event: what it says, how it is qualified (kind, precision), and its words."""

    anchor: str
    role: Role
    text: str
    remarks: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @property
    def further(self) -> tuple[Quote, ...]:
        """The words, less those that the value itself repeats."""
        return tuple(quote for quote in self.quotes if quote.text != self.text)


class EventFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An event in the words of one language. No `chains`: the report's own voice.

    `sure`: how likely it is an event of the report's own, in words; empty where nobody weighed it.
    """

    anchor: str
    number: int
    type: str
    family: str
    label: str
    modality: str
    modality_label: str
    background: bool
    stance: str
    mentions: Value
    place: Value | None
    time: Value | None
    day: str
    actors: tuple[Value, ...]
    targets: tuple[Value, ...]
    weapon: Value | None
    counts: tuple[Value, ...]
    short_counts: dict[str, str]
    chains: tuple[tuple[Value, ...], ...]
    sure: str

    def values(self) -> tuple[Value, ...]:
        """All values, in the order in which they are shown."""
        ones = (self.mentions, self.place, self.time, *self.actors, *self.targets, self.weapon, *self.counts)
        nodes = (node for chain in self.chains for node in chain)
        return (*(value for value in ones if value is not None), *nodes)


class ReportFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A report and its events in the words of one language."""

    anchor: str
    number: int
    id: str
    text: str
    title: str
    publisher: str
    published: str
    day: str
    url: str | None
    events: tuple[EventFacts, ...]
    notes: tuple[Value, ...]


def report_facts(number: int, report: Report, coded: CodedReport, labels: Labels) -> ReportFacts:
    """The facts of the report that stands at `number`, counted from 1."""
    anchor = f"r{number}"
    teller = _Teller(report.text, labels)
    day = report.published_on()
    published = labels.of("date", "published").format(date=day_words(day, labels)) if day else ""
    return ReportFacts(
        anchor=anchor,
        number=number,
        id=report.id,
        text=report.text,
        title=(report.title or report.text.partition("\n")[0]).strip() or labels.say("untitled"),
        publisher=report.outlet or _host(report.url) or labels.say("unnamed_outlet"),
        published=published or labels.of("date", "undated"),
        day=day.isoformat() if day else "",
        url=report.url if _host(report.url) else None,
        events=tuple(teller.event(f"{anchor}e{n}", n, event) for n, event in enumerate(coded.events, start=1)),
        notes=tuple(teller.note(f"{anchor}n{n}", note) for n, note in enumerate(coded.notes, start=1)),
    )


def _host(url: str | None) -> str | None:
    """The host of a web address; None for any other address, such as one that would run a script."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return parts.hostname if parts.scheme in {"http", "https"} else None


def _bare(words: str) -> str:
    """Words without the quotation marks around them, as they are set in quotation marks again.

    Marks within are left as they stand, and so are their fellows at the border.
    """
    bare = words.strip()
    for opening, closing in _QUOTATION:
        inner = bare.removeprefix(opening).removesuffix(closing)
        if opening not in inner and closing not in inner:
            bare = inner
    return bare.strip() or words


class _Teller:
    """Puts the events of one text into words."""

    def __init__(self, text: str, labels: Labels) -> None:
        self._text = text
        self._labels = labels

    def event(self, anchor: str, number: int, event: Event) -> EventFacts:
        labels = self._labels
        counts = [(role, getattr(event, role)) for role in COUNTS]
        weighed = event.confidence
        facts = EventFacts(
            anchor=anchor,
            number=number,
            type=event.type,
            family=labels.family(event.type),
            label=labels.type(event.type),
            modality=event.modality,
            modality_label=labels.of("modality", event.modality),
            background=event.background,
            stance=labels.of("stance", event.stance),
            mentions=self._value(f"{anchor}-mention", "mention", event.type, event.mentions),
            place=self._place(anchor, event.place) if event.place else None,
            time=self._time(anchor, event.time) if event.time else None,
            day=event.time.start.isoformat() if event.time else "",
            actors=self._parties(anchor, "actor", event.actors),
            targets=self._parties(anchor, "target", event.targets),
            weapon=self._weapon(anchor, event.weapon.span) if event.weapon else None,
            counts=tuple(self._count(anchor, role, count) for role, count in counts if count is not None),
            short_counts={role: short_count(count) for role, count in counts if count is not None},
            chains=tuple(self._chain(f"{anchor}-source-{n}", chain) for n, chain in enumerate(event.isnad, start=1)),
            sure=labels.say("sure").format(percent=round(100 * weighed.event)) if weighed else "",
        )
        return facts if weighed is None else self._doubted(facts, weighed)

    def _doubted(self, facts: EventFacts, weighed: Confidence) -> EventFacts:
        """The facts with a remark on every value that is less likely right than `_DOUBTFUL`."""

        def told(value: Value, likely: float) -> Value:
            if likely >= _DOUBTFUL:
                return value
            return msgspec.structs.replace(value, remarks=(*value.remarks, self._labels.say("doubtful")))

        return msgspec.structs.replace(
            facts,
            place=told(facts.place, weighed.place) if facts.place else None,
            time=told(facts.time, weighed.time) if facts.time else None,
            actors=tuple(told(value, weighed.actors) for value in facts.actors),
            targets=tuple(told(value, weighed.targets) for value in facts.targets),
            weapon=told(facts.weapon, weighed.weapon) if facts.weapon else None,
            counts=tuple(told(value, getattr(weighed, value.role)) for value in facts.counts),
            chains=tuple((*chain[:-1], told(chain[-1], weighed.isnad)) for chain in facts.chains),
        )

    def note(self, anchor: str, note: Note) -> Value:
        return self._value(anchor, "note", note.message, (note.span,), self._labels.of("note", note.code))

    def _value(self, anchor: str, role: Role, text: str, spans: Sequence[Span], *remarks: str) -> Value:
        # «civilians», of the kind civilians, need not be said twice
        said = tuple(remark for remark in remarks if remark.casefold() != text.casefold())
        return Value(anchor, role, text, said, self._quotes(anchor, spans))

    def _quotes(self, anchor: str, spans: Sequence[Span]) -> tuple[Quote, ...]:
        """The words under the spans. What a foreign file claims beyond the text is left out."""
        end = len(self._text)
        inside = dict.fromkeys((max(s, 0), min(e, end)) for s, e in spans if max(s, 0) < min(e, end))
        return tuple(
            Quote(f"{anchor}-word" if n == 1 else f"{anchor}-word-{n}", span, _bare(self._text[slice(*span)]))
            for n, span in enumerate(inside, start=1)
        )

    def _name(self, named: Party | Place | Source) -> str:
        """In English as the tables have it, in Arabic as the report writes it."""
        written = restore_article(_bare(self._text[slice(*named.span)])) if named.span else ""
        if self._labels.lang == "ar":
            return written or named.name
        # a party without a name of its own goes by its kind
        return self._labels.of("party", named.name) or written

    def _place(self, anchor: str, place: Place) -> Value:
        labels = self._labels
        wider = (labels.province(place.country, place.admin1 or ""), labels.country(place.country or ""))
        # a province is named once, though it stands in its own column too
        names = dict.fromkeys(name for name in (self._name(place), *wider) if name)
        remarks = [labels.of("place", place.precision), coordinates(place) or ""]
        text = labels.say("comma").join(names)
        return self._value(f"{anchor}-place", "place", text, (place.span,), *filter(None, remarks))

    def _time(self, anchor: str, time: Time) -> Value:
        remark = precision_words(time, self._labels)
        remarks = (remark,) if remark else ()
        spans = (time.span,) if time.span else ()
        return self._value(f"{anchor}-time", "time", time_words(time, self._labels), spans, *remarks)

    def _weapon(self, anchor: str, span: Span) -> Value:
        return self._value(f"{anchor}-weapon", "weapon", restore_article(_bare(self._text[slice(*span)])), (span,))

    def _parties(self, anchor: str, role: Role, parties: Sequence[Party]) -> tuple[Value, ...]:
        """A party that the text names several times is one value with several quotes."""
        named: dict[tuple[str, str], list[Party]] = {}
        for party in parties:
            named.setdefault((party.name, party.kind), []).append(party)
        return tuple(
            self._value(
                f"{anchor}-{role}-{n}",
                role,
                self._name(same[0]),
                [party.span for party in same],
                self._labels.of("party", same[0].kind),
            )
            for n, same in enumerate(named.values(), start=1)
        )

    def _count(self, anchor: str, role: Role, count: Count) -> Value:
        # that some are of no stated kind is no news
        groups = [group_words(group, self._labels) for group in count.groups if group.who != "unknown"]
        return self._value(f"{anchor}-{role}", role, count_words(count, self._labels), count.spans, *groups)

    def _chain(self, anchor: str, chain: Sequence[Source]) -> tuple[Value, ...]:
        return tuple(
            self._value(
                f"{anchor}-{n}",
                "source",
                self._name(node),
                (node.span,) if node.span else (),
                self._labels.of("source", node.kind),
            )
            for n, node in enumerate(chain, start=1)
        )
