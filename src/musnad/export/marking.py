"""Marking words in a text without moving a letter: spans cut at each other's borders so that they nest."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from musnad.records import Span


class Open(msgspec.Struct, frozen=True):
    """Span number `index` begins here; not `first`, it goes on after a cut."""

    index: int
    first: bool


class Close(msgspec.Struct, frozen=True):
    """The span opened last ends or is cut here."""


class Piece(msgspec.Struct, frozen=True):
    """Letters that lie under the same spans, by their numbers, outermost first."""

    start: int
    end: int
    under: tuple[int, ...]


def nest(start: int, end: int, spans: Sequence[Span], stops: Iterable[int] = ()) -> Iterator[Open | Close | Piece]:
    """The pieces of `[start, end)` with spans opened and closed around them like brackets.

    A piece never crosses a border of a span, nor one of `stops`. A span that crosses another's border is
    closed there and opened again. The pieces, in order, are the whole range.
    """
    inside = [(max(s, start), min(e, end)) for s, e in spans]
    covering = [index for index, (s, e) in enumerate(inside) if s < e]
    borders = {border for index in covering for border in inside[index]}
    borders |= {start, end, *(stop for stop in stops if start < stop < end)}
    stack: list[int] = []
    before = start
    for border in sorted(borders):
        if before < border:
            yield Piece(before, border, tuple(stack))
        cut = _close(stack, inside, border)
        yield from (Close() for _ in cut)
        reopened = [index for index in cut if inside[index][1] > border]
        begun = [index for index in covering if inside[index][0] == border]
        for index in sorted((*reopened, *begun), key=lambda index: (-inside[index][1], index)):
            yield Open(index, first=index in begun and spans[index][0] >= start)
            stack.append(index)
        before = border


def _close(stack: list[int], inside: Sequence[Span], border: int) -> list[int]:
    """Takes from the stack all down to the lowest span that ends at the border."""
    lowest = next((depth for depth, index in enumerate(stack) if inside[index][1] <= border), len(stack))
    cut = stack[lowest:]
    del stack[lowest:]
    return cut


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of a text, each with the line ends after it; together they are the whole text."""
    start = 0
    for place, letter in enumerate(text):
        if letter != "\n" and place and text[place - 1] == "\n":
            yield start, place
            start = place
    if start < len(text):
        yield start, len(text)


def word_end(text: str, place: int) -> int:
    """The end of the word in which `place` stands, so that a sign set there does not part joined letters."""
    while 0 < place < len(text) and _joins(text[place]) and _joins(text[place - 1]):
        place += 1
    return place


def _joins(letter: str) -> bool:
    # letters, digits, vowel signs, joiners and the lengthening stroke
    return letter.isalnum() or unicodedata.category(letter) in {"Mn", "Cf", "Lm"}


def visible(text: str) -> str:
    """The text with control characters and halves of pairs as �, one for one; line ends and tabs stay, and a
    carriage return is a blank.

    Otherwise a text could steer a terminal, and a page could not be written.
    """
    if text.isprintable():
        return text
    return "".join("\ufffd" if _steers(letter) else letter for letter in text.replace("\r", " "))


def _steers(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t"
