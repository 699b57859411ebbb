"""The text of a report as HTML, every mention and value marked in place."""

from collections.abc import Iterator, Sequence

import msgspec
from markupsafe import Markup, escape

from musnad.export.facts import EventFacts, Quote, ReportFacts, Value
from musnad.export.marking import Close, Open, Piece, nest, paragraphs, visible, word_end
from musnad.records import Span


class _Mark(msgspec.Struct, frozen=True):
    """One quote of one value, as it is marked in the text. `event` is None for a note."""

    value: Value
    quote: Quote
    event: EventFacts | None


def marked_text(report: ReportFacts) -> Markup:
    """Paragraphs with the quoted words marked and linked to their values.

    Without its tags this is the report's text, letter for letter; only characters that cannot stand in a page
    are replaced, one for one (`visible`). The numbers of events are left to the style sheet (`data-n`).
    """
    marks = list(_marks(report))
    signs = _signs(report)
    spans = [mark.quote.span for mark in marks]
    parts: list[str] = []
    for number, (start, end) in enumerate(paragraphs(report.text)):
        parts.append("<p class=headline>" if number == 0 else "<p>")
        here = [(index, span) for index, span in enumerate(spans) if span[0] < end and span[1] > start]
        parts.extend(_paragraph(report.text, (start, end), [(marks[i], span) for i, span in here], signs))
        parts.append("</p>")
    return Markup("".join(parts))  # noqa: S704 - every text in it went through escape


def _marks(report: ReportFacts) -> Iterator[_Mark]:
    for event in report.events:
        yield from (_Mark(value, quote, event) for value in event.values() for quote in value.quotes)
    yield from (_Mark(note, quote, None) for note in report.notes for quote in note.quotes)


def _signs(report: ReportFacts) -> dict[int, list[EventFacts]]:
    """Where the numbers of events are set: after each of their words."""
    signs: dict[int, list[EventFacts]] = {}
    for event in report.events:
        for quote in event.mentions.quotes:
            there = signs.setdefault(word_end(report.text, quote.span[1]), [])
            if event not in there:
                there.append(event)
    return signs


def _paragraph(
    text: str, span: Span, marks: Sequence[tuple[_Mark, Span]], signs: dict[int, list[EventFacts]]
) -> Iterator[str]:
    for token in nest(*span, [span for _, span in marks], signs):
        match token:
            case Open(index, first):
                yield _opened(marks[index][0], first)
            case Close():
                yield "</span>"
            case Piece(start, end, under):
                letters = escape(visible(text[start:end]))
                yield _linked(letters, [marks[index][0] for index in under]) if under else letters
                # the sign of a word that ends the paragraph stands before the line ends, never in the next
                yield from map(_sign, signs.get(end, ()))


def _opened(mark: _Mark, first: bool) -> str:
    anchor = f' id="{mark.quote.anchor}"' if first else ""
    return f"<span{anchor}>"


def _linked(letters: str, marks: Sequence[_Mark]) -> str:
    """Letters as a link to the value that they most closely tell: the one with the fewest letters."""
    closest = min(marks, key=_length_and_role)
    families = dict.fromkeys(mark.event.family for mark in marks if mark.event)
    told = [mark.event.family for mark in marks if mark.event and mark.value.role == "mention"]
    classes = [f"k-{closest.value.role}"]
    classes += [f"told f-{told[0]}"] if told else []
    classes += [f"only-{family}" for family in families if len(families) == 1]
    values = " ".join(dict.fromkeys(mark.value.anchor for mark in marks))
    return f'<a class="{" ".join(classes)}" href="#{closest.value.anchor}" data-v="{values}">{letters}</a>'


def _length_and_role(mark: _Mark) -> tuple[int, bool]:
    start, end = mark.quote.span
    return end - start, mark.value.role != "mention"


def _sign(event: EventFacts) -> str:
    label = escape(visible(f"{event.number}: {event.label}"))
    return (
        f'<a class="sign f-{event.family} only-{event.family}" href="#{event.anchor}" data-n="{event.number}"'
        f' aria-label="{label}"></a>'
    )
