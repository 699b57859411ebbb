"""A report prepared for coding: folded, cut into words and sentences, noise lines marked."""

import datetime as dt

import msgspec

from musnad.arabic.folding import Folded, fold
from musnad.arabic.words import Word, sentence_bounds, words_of
from musnad.reading.noise import LineKind, line_kinds
from musnad.records import Report, Span


class Sentence(msgspec.Struct, frozen=True):
    """A sentence: words `first` to `last` (end excluded), folded offsets, and the kind of its line."""

    index: int
    first: int
    last: int
    start: int
    end: int
    kind: LineKind
    line: int

    def holds(self, word: int) -> bool:
        """Whether a word of the document, by its number, stands in the sentence."""
        return self.first <= word < self.last


class Document(msgspec.Struct, frozen=True):
    """A report prepared for coding. All stages read it; none changes it."""

    report: Report
    folded: Folded
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    sentence_of: tuple[int, ...]
    published: dt.date | None

    @property
    def text(self) -> str:
        """The folded text, into which the words' offsets point."""
        return self.folded.text

    def span(self, first: int, last: int, skip: int = 0) -> Span:
        """The span in the report of words `first` to `last` (included), less `skip` letters of a prefix."""
        return self.folded.source_span(self.words[first].start + skip, self.words[last].end)

    def between(self, left: int, right: int) -> str:
        """The folded text between word `left` and word `right`: blanks, quotes, commas."""
        return self.folded.text[self.words[left].end : self.words[right].start]


def prepare(report: Report) -> Document:
    """Fold and cut a report. Pure and fast; done once, before all stages."""
    folded = fold(report.text)
    tokens = words_of(folded)
    lines = _lines(folded.text)
    kinds = line_kinds([folded.text[s:e] for s, e in lines])
    sentences: list[Sentence] = []
    sentence_of: list[int] = []
    word = line = 0
    for start, end in sentence_bounds(folded.text):
        while line + 1 < len(lines) and lines[line + 1][0] <= start:
            line += 1
        first = word
        while word < len(tokens) and tokens[word].start < end:
            sentence_of.append(len(sentences))
            word += 1
        sentences.append(Sentence(len(sentences), first, word, start, end, kinds[line], line))
    return Document(report, folded, tokens, tuple(sentences), tuple(sentence_of), report.published_on())


def _lines(text: str) -> list[tuple[int, int]]:
    bounds, start = [], 0
    for line in text.split("\n"):
        bounds.append((start, start + len(line)))
        start += len(line) + 1
    return bounds
