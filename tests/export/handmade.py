"""Reports and events made by hand, and what a page says once it is parsed."""

import datetime as dt
from html.parser import HTMLParser

from musnad.records import (
    CodedReport,
    Count,
    Event,
    Group,
    Note,
    Party,
    Place,
    Report,
    Source,
    Span,
    Time,
    Weapon,
)

TEXT = (
    "مقتل خمسة بقصف على الوادي\n\n"
    "قُتل خمسة مدنيين بينهم طفلان، أمس الاثنين، بقصف للجيش بالمدفعية على بلدة الوادي، وفق ما نقلت وكالة الجسر"
    " عن مصدر طبي.\n\nونفى متحدث باسم الجيش القصف."
)


def span(words: str, text: str = TEXT, nth: int = 1) -> Span:
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return start, start + len(words)


def report(**changes: object) -> Report:
    fields = {
        "id": "r-7",
        "text": TEXT,
        "title": "مقتل خمسة بقصف على الوادي",
        "published_at": "2031-05-13T08:00:00Z",
        "outlet": "بلدي نيوز",
        "url": "https://news.example/a?b=1&c=2",
    }
    return Report(**{**fields, **changes})  # type: ignore[arg-type]


def shelling(**changes: object) -> Event:
    fields = {
        "type": "strike.shelling",
        "mentions": (span("قصف"), span("قصف", nth=2)),
        "actors": (Party(span("الجيش", nth=1), "Army", "state"),),
        "targets": (
            Party(span("مدنيين"), "civilians", "civilians"),
            Party(span("طفلان"), "children", "civilians"),
        ),
        "weapon": Weapon(span("المدفعية")),
        "place": Place(span("بلدة الوادي"), "Al-Wadi", "SY", "Idlib", 35.93719, 36.63113, "settlement"),
        "time": Time(span("أمس الاثنين"), dt.date(2031, 5, 12), dt.date(2031, 5, 12), "09:30", "day"),
        "killed": Count(3, 5, (span("خمسة"), span("خمسة مدنيين")), (Group("children", 2, 2),)),
        "injured": Count(24, None, ()),
        "isnad": (
            (
                Source(span("وكالة الجسر"), "Bridge Agency", "agency"),
                Source(span("مصدر طبي"), "medical source", "medical"),
            ),
        ),
        "stance": "claims",
    }
    return Event(**{**fields, **changes})  # type: ignore[arg-type]


def denial() -> Event:
    return Event(type="statement.reject", mentions=(span("نفى"),), modality="denied", background=True)


def coded(*events: Event, notes: tuple[Note, ...] = ()) -> CodedReport:
    return CodedReport("r-7", events or (shelling(), denial()), notes)


class Page(HTMLParser):
    """The anchors, links and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.said = ""
        self._open: list[str] = []
        self._text_depth = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [given["href"] or ""] if "href" in given else []
        if tag in {"meta", "input"}:
            return
        self._open.append(tag)
        if given.get("class") == "text":
            self._text_depth = len(self._open)
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open[-1] == tag, f"</{tag}> closes <{self._open[-1]}>"
        self._open.pop()
        if len(self._open) < self._text_depth:
            self._text_depth = 0

    def handle_data(self, data: str) -> None:
        if self._text_depth:
            self.texts[-1] += data
        if self._open[-1:] not in (["style"], ["script"]):
            self.said += data

    @property
    def unclosed(self) -> list[str]:
        return self._open
