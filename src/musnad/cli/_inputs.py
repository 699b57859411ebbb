"""Opening what the user names: JSON lines (plain or gzip), pages, feeds, archives, folders, standard input."""

import gzip
import sys
import zlib
from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

import typer

from musnad.cli._labels import label
from musnad.coding.parallel import Input
from musnad.errors import ReportError
from musnad.knowledge.ontology import Language
from musnad.reading import read_report_lines
from musnad.reading.limits import LINE_LIMIT
from musnad.reading.parallel import read_pieces
from musnad.reading.pieces import Piece, pieces_in, pieces_in_stream
from musnad.reading.sniffing import GZIP, HEAD, kind_of_start

STDIN = Path("-")
PATHS_HELP = "Pages, feeds, text, JSON lines, e-mails (.eml), .mhtml, .warc(.gz), .zip, folders of them, or -."


def check_paths(paths: Sequence[Path], lang: Language = "en") -> None:
    """End with a usage error where a path does not exist or cannot be read."""
    for path in paths:
        if path == STDIN:
            continue
        try:
            if not path.is_dir():
                path.open("rb").close()
        except FileNotFoundError as error:
            raise typer.BadParameter(f"{path}: {label('no_file', lang)}") from error
        except OSError as error:
            raise typer.BadParameter(f"{path}: {error.strerror or error}") from error


def total_bytes(paths: Sequence[Path]) -> int | None:
    """The size of all inputs, for progress; None where it cannot be known."""
    if all(path != STDIN and path.is_file() for path in paths):
        return sum(path.stat().st_size for path in paths)
    return None


def open_inputs(paths: Sequence[Path], keep_pages: bool = False, jobs: int = 1) -> Iterator[Input | ReportError]:
    """The reports in `paths`, in order; an error in the place of each that cannot be read.

    JSON lines and web archives are streamed; pages are read on `jobs` processes, where there are many. With
    `keep_pages`, a report has its file, or its page in an archive, with it, unless that holds lines.
    """
    for found in read_pieces(_pieces(paths), jobs, keep_pages=keep_pages):
        if isinstance(found, ReportError):
            yield found
        else:
            yield Input(found.report, found.source, found.line, found.offset, found.page)


def _pieces(paths: Sequence[Path]) -> Iterator[Piece]:
    before = 0
    for path in paths:
        try:
            if path == STDIN:
                yield from _from_handle(cast("BufferedReader", sys.stdin.buffer), "<stdin>", before)
            elif path.is_dir() or not _holds_lines(path):
                for piece in pieces_in([path]):
                    offset = piece.offset if path.is_file() else 0
                    yield Piece(piece.content, piece.source, before + offset, piece.line)
            else:
                with path.open("rb") as handle:
                    yield from _from_handle(handle, str(path), before)
            before += path.stat().st_size if path.is_file() else 0
        except OSError as error:
            yield Piece(ReportError(error.strerror or str(error), str(path)), str(path))


def _holds_lines(path: Path) -> bool:
    with path.open("rb") as handle:
        return _are_lines(handle.read(HEAD), path.suffix)


def _are_lines(start: bytes, suffix: str) -> bool:
    # what is packed and no archive and no page is taken for lines, however damaged
    return kind_of_start(start, suffix) in ({"lines", "text"} if start.startswith(GZIP) else {"lines"})


def _from_handle(handle: BufferedReader, source: str, before: int) -> Iterator[Piece]:
    start = handle.peek(HEAD)
    if start.strip() and not _are_lines(start, Path(source).suffix):
        yield from pieces_in_stream(handle, source)
        return
    lines = _Lines(cast("BinaryIO", gzip.GzipFile(fileobj=handle)) if start.startswith(GZIP) else handle)
    for item in read_report_lines(lines, source):
        offset = before + (handle.tell() if handle.seekable() else 0)
        yield Piece(item, source, offset, lines.number)
    if lines.fault is not None:
        error = ReportError(f"the file breaks off here: {lines.fault}", source, lines.number + 1)
        yield Piece(error, source)


class _Lines:
    """The lines of a file, with the number of the latest (from 1), and what ended them too early."""

    def __init__(self, handle: BinaryIO) -> None:
        self.number = 0
        self.fault: str | None = None
        self._handle = handle

    def __iter__(self) -> Iterator[bytes]:
        try:
            # of a line over the limit only the beginning is handed on, which the reader then refuses
            while line := self._handle.readline(LINE_LIMIT + 1):
                self.number += 1
                yield line
                while len(line) > LINE_LIMIT and not line.endswith(b"\n"):
                    line = self._handle.readline(LINE_LIMIT + 1)
        except (OSError, EOFError, zlib.error) as error:
            self.fault = str(error)
