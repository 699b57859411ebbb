"""What linking needs to know of an event: one telling of some happening."""

import datetime as dt
from collections.abc import Iterable, Iterator

import msgspec

from musnad.arabic.folding import fold
from musnad.arabic.words import sentence_bounds, words
from musnad.records import CodedReport, Event, Key, Report, Span

_SHORTEST_WORD = 3
_MOST_WORDS = 80


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One event as one report tells it.

    `words` are the folded words of the sentences that tell it. `text` is the id of the first report that
    printed the same text, which is the report itself where it copied none, and `printed_by` that report's outlet.
    """

    key: Key
    event: Event
    published_at: str | None
    printed_by: str
    text: str
    words: frozenset[str]

    @property
    def family(self) -> str:
        """The part of the type before the point."""
        return self.event.type.partition(".")[0]

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """First and last day on which it may have happened, or None."""
        time = self.event.time
        return (time.start, time.end) if time else None


def tellings_of(report: Report, coded: CodedReport, first: Report) -> Iterator[Telling]:
    """The tellings of one report; `first` is the first report that printed the same text."""
    folded = fold(report.text)
    bounds = sentence_bounds(folded.text)
    spans = [folded.source_span(start, end) for start, end in bounds]
    forms = [frozenset(_content_words(folded.text[start:end])) for start, end in bounds]
    for index, event in enumerate(coded.events):
        yield Telling(
            key=(report.id, index),
            event=event,
            published_at=report.published_at,
            printed_by=first.outlet or first.id,
            text=first.id,
            words=_words_of(event, spans, forms),
        )


def _words_of(event: Event, spans: list[Span], forms: list[frozenset[str]]) -> frozenset[str]:
    told = (
        form
        for (start, end), words_there in zip(spans, forms, strict=True)
        if any(start < last and first < end for first, last in event.mentions)
        for form in words_there
    )
    return frozenset(sorted(set(told))[:_MOST_WORDS])


def _content_words(text: str) -> Iterable[str]:
    return (word.form for word in words(text) if len(word.form) >= _SHORTEST_WORD)
