"""Reports and events made by hand: each field is said in one word, each span reads real words of the text."""

import datetime as dt
from typing import Any

from musnad.knowledge.linking import linking_rules
from musnad.linking.tellings import Telling, Voice, tellings_of
from musnad.records import CodedReport, Count, Event, Party, Place, Report, Source, Time

RULES = linking_rules()
DAY = dt.date(2031, 5, 6)
SARMIN = (35.904, 36.725)
BINNISH = (35.957, 36.715)
IDLIB = (35.93, 36.63)
DARAA = (32.62, 36.1)
TEXT = "قصف على سوق\n\nقُتل ثلاثة مدنيين بقصف على سوق البلدة، وفق الدفاع المدني.\n\nسرمين، بنش، درعا، إدلب"
_WRITTEN = {"Sarmin": "سرمين", "Binnish": "بنش", "Daraa": "درعا", "Idlib": "إدلب"}
_BLANK = (11, 13)


def place(
    where: tuple[float | None, float | None] = SARMIN, name: str = "Sarmin", precision: Any = "settlement"
) -> Place:
    """A place of Idlib, with the words of its name where the text has them."""
    written = _WRITTEN.get(name, name)
    at = TEXT.find(written)
    span = (at, at + len(written)) if at >= 0 else _BLANK
    return Place(span, name, "SY", "Idlib", *where, precision)


def count(low: int, high: int | None = -1) -> Count:
    """So many, or a range; exact where only one number is given."""
    return Count(low, low if high == -1 else high, ((14, 18),))


def day(shift: int = 0) -> Time:
    """A day stated in the text."""
    on = DAY + dt.timedelta(days=shift)
    return Time((0, 3), on, on, None, "day")


def chain(*names: str, kind: Any = "rescue_service") -> tuple[Source, ...]:
    """A chain of these names; the last is the origin, of that kind, those before it are agencies."""
    return (*(Source((0, 3), name, "agency") for name in names[:-1]), Source((0, 3), names[-1], kind))


def party(name: str, kind: Any = "state") -> Party:
    """Who did it, or to whom."""
    return Party((0, 3), name, kind)


def event(kind: str = "strike.shelling", **fields: Any) -> Event:
    """A shelling of Sarmin on the day, unless told otherwise."""
    given: dict[str, Any] = {"place": place(), "time": day(), "mentions": ((0, 3),), **fields}
    return Event(type=kind, **given)


def report(name: str, text: str = TEXT, outlet: str | None = None, published: str | None = "2031-05-06") -> Report:
    """A report of an outlet of its own, unless told otherwise."""
    return Report(id=name, text=text, published_at=published, outlet=outlet or f"outlet {name}")


def pair(name: str, *events: Event, **fields: Any) -> tuple[Report, CodedReport]:
    """A report with its events."""
    return report(name, **fields), CodedReport(name, events)


def telling(name: str, one: Event | None = None, **fields: Any) -> Telling:
    """The only event of a report, as a telling."""
    own = report(name, **fields)
    voice = Voice(own.id, own.outlet or own.id)
    (made,) = tellings_of(own, CodedReport(name, (one or event(),)), voice, RULES)
    return made
