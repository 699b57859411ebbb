"""What linking needs to know of an event: one telling of some happening."""

import datetime as dt
from collections.abc import Iterator, Sequence

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
    sentences = [(folded.source_span(start, end), folded.text[start:end]) for start, end in bounds]
    for index, event in enumerate(coded.events):
        yield Telling(
            key=(report.id, index),
            event=event,
            published_at=report.published_at,
            printed_by=first.outlet or first.id,
            text=first.id,
            words=_words_of(event, sentences),
        )


def _words_of(event: Event, sentences: Sequence[tuple[Span, str]]) -> frozenset[str]:
    told = {
        word.form
        for (start, end), text in sentences
        if any(start < last and first < end for first, last in event.mentions)
        for word in words(text)
        if len(word.form) >= _SHORTEST_WORD
    }
    return frozenset(sorted(told)[:_MOST_WORDS])
