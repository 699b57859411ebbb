"""Reading many documents on all cores, in order, in bounded memory."""

import functools
from collections.abc import Iterable, Iterator
from itertools import chain

import msgspec

from musnad.errors import ReportError
from musnad.processes import guarded, map_in_order
from musnad.reading.documents import Document, Unrepeated, each_report
from musnad.reading.pieces import Piece
from musnad.records import Report

SMALL = 64
"""Up to so many documents are read in this process: starting workers would take longer."""
CHUNK_DOCUMENTS = 16
CHUNK_BYTES = 2_000_000
SECONDS = 60.0
"""The most that one document may take."""


class Found(msgspec.Struct, frozen=True):
    """A report, the file or the place in it (and the line) that it was read from, and how far that is in the file.

    `page` is the document that it was read from, where that is to be kept.
    """

    report: Report
    source: str
    line: int | None = None
    offset: int = 0
    page: Document | None = None


def read_pieces(pieces: Iterable[Piece], jobs: int = 1, *, keep_pages: bool = False) -> Iterator[Found | ReportError]:
    """The reports in `pieces`, in their order, read on `jobs` processes; the same for any number of them.

    A document that cannot be read yields a `ReportError`, and so does one that takes more than a minute or
    kills its process. A report that repeats an earlier one (the same id and content) is left out; one with the
    id of an earlier one but another content gets an id of its own (`Unrepeated`).

    Workers import the program that calls this: its own work must stand under `if __name__ == "__main__":`.
    """
    fresh = Unrepeated()
    for piece, made in _read(iter(pieces), jobs):
        if isinstance(piece.content, ReportError):
            yield piece.content
        elif isinstance(piece.content, Report):
            yield Found(piece.content, piece.source, piece.line, piece.offset)
        elif isinstance(made, ReportError):
            yield ReportError(made.reason, piece.source)
        elif made is not None:
            page = piece.content if keep_pages else None
            for report in made:
                kept = report if isinstance(report, ReportError) else fresh(report)
                if isinstance(kept, ReportError):
                    yield kept
                elif kept is not None:
                    yield Found(kept, piece.source, None, piece.offset, page)


Made = list[Report | ReportError]


def _read(pieces: Iterator[Piece], jobs: int) -> Iterator[tuple[Piece, Made | ReportError | None]]:
    """Each piece with what was read in it: the first few here and at once, those after them by workers."""
    documents = 0
    for piece in pieces:
        document = _document_of(piece)
        if document is not None and jobs > 1 and documents >= SMALL:
            yield from map_in_order(_chunks(chain([piece], pieces)), _read_all, _document_of, jobs)
            return
        documents += document is not None
        yield piece, None if document is None else _read_one(document)


def _read_all(documents: list[Document]) -> list[Made | ReportError]:
    return [_read_one(document) for document in documents]


def _read_one(document: Document) -> Made | ReportError:
    return guarded(functools.partial(_reports_in, document), SECONDS, document.source)


def _reports_in(document: Document) -> Made:
    return list(each_report(document))


def _document_of(piece: Piece) -> Document | None:
    return piece.content if isinstance(piece.content, Document) else None


def _chunks(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Cut a stream into pieces that are neither too many to wait for nor too large to send."""
    chunk: list[Piece] = []
    size = 0
    for piece in pieces:
        chunk.append(piece)
        size += len(piece.content.data) if isinstance(piece.content, Document) else 0
        if len(chunk) >= CHUNK_DOCUMENTS or size >= CHUNK_BYTES:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)
