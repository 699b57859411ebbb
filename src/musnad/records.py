"""What goes in and what comes out: reports and coded events.

Everything here is frozen and slotted, and goes to and from JSON unchanged in shape
(`msgspec.json`). The shapes follow the project's contract, "The event record".

**Spans.** A `Span` is `(start, end)`: Unicode code points into `Report.text`, end excluded.
Whatever a record claims, its span reads it: `report.text[start:end]`.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec

Span = tuple[int, int]
"""`(start, end)` in code points of `Report.text`, end excluded."""

PartyKind = Literal[
    "state",
    "rebel",
    "militia",
    "jihadist",
    "foreign_state",
    "coalition",
    "civilians",
    "journalists",
    "aid_workers",
    "political",
    "international",
    "unknown",
]
SourceKind = Literal[
    "agency",
    "outlet",
    "own_correspondent",
    "state_media",
    "official_body",
    "official_person",
    "military",
    "armed_group",
    "security_anonymous",
    "official_anonymous",
    "local_anonymous",
    "witness",
    "monitor_ngo",
    "rescue_service",
    "medical",
    "international_body",
    "expert",
    "social_media",
    "document",
]
PlacePrecision = Literal["site", "settlement", "near", "district", "province", "region", "country", "sea"]
TimePrecision = Literal["day", "week", "month", "year", "unknown"]
GroupKind = Literal["civilians", "children", "women", "combatants", "journalists", "aid_workers", "unknown"]
Modality = Literal["asserted", "negated", "denied", "unconfirmed", "planned", "threatened", "demanded", "hypothetical"]
Stance = Literal["states", "confirms", "claims", "accuses", "denies", "claims_responsibility", "warns", "own_voice"]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One news report, as published.

    `text` is headline, blank line, body, and is never changed after reading: all spans point into it.
    `published_at` is an ISO 8601 date or date-time, or None where the page gives none. `byline` is who signed
    it, as printed: a person, an agency, «خاص»; None where nobody did.
    """

    id: str
    text: str
    title: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None

    def published_on(self) -> dt.date | None:
        """The day of publication, or None where it is not known or not a date."""
        try:
            return dt.date.fromisoformat((self.published_at or "")[:10])
        except ValueError:
            return None


class Party(msgspec.Struct, frozen=True):
    """An actor or target of an event, by the words that name it."""

    span: Span
    name: str
    kind: PartyKind


class Weapon(msgspec.Struct, frozen=True):
    """The means of an attack, by the words that name it."""

    span: Span


class Place(msgspec.Struct, frozen=True):
    """Where an event happened, no finer than the report gives.

    `country` is ISO 3166-1 alpha-2. `lat` and `lon` are WGS 84 degrees, or None where the name stands in
    no gazetteer. `precision` says what the coordinates may be taken for.
    """

    span: Span
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision


class Time(msgspec.Struct, frozen=True):
    """When an event happened, resolved against the day of publication.

    `span` is None where the text gives no time; then `precision` is `unknown`. `clock` is local time,
    "HH:MM".
    """

    span: Span | None
    start: dt.date
    end: dt.date
    clock: str | None
    precision: TimePrecision


class Group(msgspec.Struct, frozen=True):
    """Part of a count by who was hurt. Groups may overlap (children are civilians)."""

    who: GroupKind
    min: int
    max: int | None


class Count(msgspec.Struct, frozen=True):
    """A number of people as a range. `max` is None where the text sets no upper bound."""

    min: int
    max: int | None
    spans: tuple[Span, ...]
    groups: tuple[Group, ...] = ()


class Source(msgspec.Struct, frozen=True):
    """One node of an isnad."""

    span: Span | None
    name: str
    kind: SourceKind


Chain = tuple[Source, ...]
"""One way in which a report knows of an event: from the node nearest the reader to the origin."""


class Confidence(msgspec.Struct, frozen=True):
    """How likely an event and its values are right, from 0 to 1.

    Of the values said to be right at 0.7, seven in ten are what a person would have coded; so it was learned, and so
    it is measured (`docs/model-card.md`). `event`: that the report tells such an event as one of its own. `record`:
    that also type, place, time, the killed, modality and the origin are right. Each other field: that its value,
    or that there is none, is right, if the event is.
    """

    event: float
    record: float
    type: float
    actors: float
    targets: float
    weapon: float
    place: float
    time: float
    killed: float
    injured: float
    captured: float
    displaced: float
    modality: float
    background: float
    stance: float
    isnad: float


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened, or is planned, threatened, denied, at one place and time.

    `type` is `family.kind` of the ontology (`musnad.knowledge`). `mentions` are the trigger words, every
    place in the report that tells this same event. An empty `isnad` says that the report states the event
    in its own voice. `confidence` is None where nobody has weighed the event, as in a record made by hand.
    """

    type: str
    mentions: tuple[Span, ...]
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    weapon: Weapon | None = None
    place: Place | None = None
    time: Time | None = None
    killed: Count | None = None
    injured: Count | None = None
    captured: Count | None = None
    displaced: Count | None = None
    modality: Modality = "asserted"
    background: bool = False
    isnad: tuple[Chain, ...] = ()
    stance: Stance = "own_voice"
    confidence: Confidence | None = None


def event_counts(event: Event) -> tuple[tuple[str, Count | None], ...]:
    """Each field of an event that counts people, by name."""
    return (
        ("killed", event.killed),
        ("injured", event.injured),
        ("captured", event.captured),
        ("displaced", event.displaced),
    )


def event_spans(event: Event) -> Iterator[tuple[str, Span]]:
    """Every stretch of the report that an event rests on, and what it stands for."""
    for span in event.mentions:
        yield "mention", span
    for party in event.actors:
        yield "actor", party.span
    for party in event.targets:
        yield "target", party.span
    if event.weapon:
        yield "weapon", event.weapon.span
    if event.place:
        yield "place", event.place.span
    if event.time and event.time.span:
        yield "time", event.time.span
    for field, count in event_counts(event):
        for span in count.spans if count else ():
            yield field, span
    for chain in event.isnad:
        for node in chain:
            if node.span:
                yield "source", node.span


class Note(msgspec.Struct, frozen=True):
    """Something in a report that a reader should look at, such as a weekday that contradicts its date."""

    code: str
    span: Span
    message: str


class CodedReport(msgspec.Struct, frozen=True):
    """The events of one report, in the order of their first mention."""

    id: str
    events: tuple[Event, ...]
    notes: tuple[Note, ...] = ()


Key = tuple[str, int]
"""An event among many reports: the report's id and the event's index, from 0, among its events."""


def written(key: Key) -> str:
    """A key as users write and read it: «r1#0»."""
    return f"{key[0]}#{key[1]}"


Status = Literal["single", "corroborated", "disputed", "denied"]


class Tally(msgspec.Struct, frozen=True):
    """A number of people as a range, out of many reports. `told_by`: the events whose counts it rests on."""

    min: int
    max: int | None
    told_by: tuple[Key, ...] = ()


class Locality(msgspec.Struct, frozen=True):
    """Where an incident happened: the place of the events in `told_by`, with the fields of `Place`.

    `written` is how one of their reports writes it.
    """

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    told_by: tuple[Key, ...] = ()
    written: str = ""


class Days(msgspec.Struct, frozen=True):
    """When an incident happened: the time of the events in `told_by`, with the fields of `Time`."""

    start: dt.date
    end: dt.date
    precision: TimePrecision
    told_by: tuple[Key, ...] = ()


class Origin(msgspec.Struct, frozen=True):
    """An independent origin of an incident, and the reports that reached us from it."""

    name: str
    kind: SourceKind
    reports: tuple[str, ...]


class Value(msgspec.Struct, frozen=True):
    """One of several values of a field that cannot all be right, and the origins that say so."""

    value: str
    origins: tuple[str, ...]
    told_by: tuple[Key, ...]


class Disagreement(msgspec.Struct, frozen=True):
    """A field of an incident of which origins say what cannot all be right."""

    field: str
    values: tuple[Value, ...]


class Figure(msgspec.Struct, frozen=True):
    """What an origin said of the killed or injured, as a report of `published_at` has it."""

    field: Literal["killed", "injured"]
    published_at: str | None
    origin: str
    min: int
    max: int | None
    event: Key


class Claim(msgspec.Struct, frozen=True):
    """Words about an incident that are an event themselves: a claim of responsibility, a denial, an accusation."""

    stance: Stance
    type: str
    origin: str
    event: Key


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """The events of one or many reports that tell of one happening.

    `reports` tell it as news, `background_reports` recall it. `events` are all that tell it. Of an unknown place,
    time or number there is None. `corrected` are the fields that a person set on a desk: they rest on no words.
    """

    id: str
    type: str
    reports: tuple[str, ...]
    background_reports: tuple[str, ...]
    events: tuple[Key, ...]
    place: Locality | None
    time: Days | None
    killed: Tally | None
    injured: Tally | None
    origins: tuple[Origin, ...]
    status: Status
    disagreements: tuple[Disagreement, ...] = ()
    figures: tuple[Figure, ...] = ()
    claims: tuple[Claim, ...] = ()
    corrected: tuple[str, ...] = ()
