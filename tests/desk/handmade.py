"""Reports and events made by hand, for the desk's tests."""

import datetime as dt

from musnad.records import CodedReport, Count, Event, Party, Place, Report, Source, Time

TEXT = "غارة على ادلب\n\nقصفت الطائرات أطراف ادلب وقُتل خمسة، وفق ما أفاد الدفاع المدني."


def report(report_id: str = "r1", text: str = TEXT, published_at: str | None = "2024-03-12") -> Report:
    return Report(id=report_id, text=text, title="غارة على ادلب", published_at=published_at, outlet="النهار")


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def strike(day: dt.date = dt.date(2024, 3, 12), until: dt.date | None = None, **changes: object) -> Event:
    fields: dict[str, object] = {
        "type": "strike.air",
        "mentions": (span("غارة"), span("قصفت")),
        "actors": (Party(span("الطائرات"), "الطائرات", "state"),),
        "place": Place(span("ادلب"), "Idlib", "SY", "Idlib", 35.93, 36.63, "settlement"),
        "time": Time(None, day, until or day, None, "day"),
        "killed": Count(5, 5, (span("خمسة"),)),
        "isnad": ((Source(span("الدفاع المدني"), "الدفاع المدني", "rescue_service"),),),
        "stance": "states",
    }
    return Event(**{**fields, **changes})  # type: ignore[arg-type]


def coded(report_id: str = "r1", *events: Event) -> CodedReport:
    return CodedReport(report_id, events or (strike(),))
