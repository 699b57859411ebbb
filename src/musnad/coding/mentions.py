"""What the finding stages hand on: times, places, actors, counts, attributions and triggers in the text.

`first` and `last` are indexes into `Document.words`, both included; `span` is in the report's text.
"""

import datetime as dt
from typing import Literal

import msgspec

from musnad.knowledge.triggers import Need
from musnad.records import (
    Chain,
    GroupKind,
    PartyKind,
    PlacePrecision,
    Span,
    Stance,
    TimePrecision,
)


class TimeMention(msgspec.Struct, frozen=True):
    """A time expression, resolved.

    `role` tells how the words stand to the event: `at` it, `since` (from then until publication), or
    `over` a stretch («خلال الأسبوع الماضي»). `clock` is "HH:MM". `problem` is a note for the reader, such as
    a weekday that contradicts its date. `recalls` is true where the words themselves point at an earlier
    occasion («الشهر الماضي», «في 2019»), not at the news of the day.
    """

    first: int
    last: int
    span: Span
    start: dt.date
    end: dt.date
    clock: str | None
    precision: TimePrecision
    role: Literal["at", "since", "over"] = "at"
    recalls: bool = False
    problem: str | None = None


class PlaceMention(msgspec.Struct, frozen=True):
    """A place named in the text, resolved by context.

    `kind` is the gazetteer's: settlement, neighbourhood, camp, district, province, region, country, sea,
    site (base, airport, field, crossing, dam, prison, hospital …). `head` is the index of the first word of
    the name itself (after «مدينة», «ريف», «شمال»). `lat`/`lon` None: named as a place by the text («قرية …»)
    but in no gazetteer.
    """

    first: int
    last: int
    head: int
    span: Span
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    kind: str


class ActorMention(msgspec.Struct, frozen=True):
    """A party named in the text («قوات النظام», «الطيران الروسي», «مسلحون مجهولون», «مدنيين»).

    `flies` is true for parties whose unqualified «قصف» is from the air (Russia, Israel, US, coalition).
    `adjective` is true where only an adjective names the party («غارة إسرائيلية»).
    `key` is the same for all names of one party.
    """

    first: int
    last: int
    span: Span
    name: str
    kind: PartyKind
    key: str
    country: str | None = None
    flies: bool = False
    adjective: bool = False


class CountMention(msgspec.Struct, frozen=True):
    """A number of killed, injured, captured or displaced, with its words.

    `what` says which; `groups` who, where told.
    """

    first: int
    last: int
    span: Span
    what: Literal["killed", "injured", "captured", "displaced"]
    min: int
    max: int | None
    who: GroupKind | None = None


class Attribution(msgspec.Struct, frozen=True):
    """Whose words some stretch of the text is: an isnad chain over words `first` to `last`.

    The stretch is what was said, not the frame («قال فلان إن») that says it; `cue` is the span of the verb or
    particle. `chain` runs from the node nearest the reader to the origin.
    """

    first: int
    last: int
    cue: Span
    chain: Chain
    stance: Stance


class TriggerMention(msgspec.Struct, frozen=True):
    """Words that tell of an event, with the type as far as they alone decide it.

    `type` is a type of the ontology or an open sense (see `knowledge/data/triggers.yaml`). `definite` is true
    for a noun with the article, which usually points back to an event told before. `needs` names what the
    sentence must also hold; a `weak` trigger makes no event of its own.
    """

    first: int
    last: int
    span: Span
    type: str
    verb: bool = False
    definite: bool = False
    plural: bool = False
    needs: Need | None = None
    weak: bool = False
