"""Files, folders and streams → what is in them to be read, one piece at a time: nothing is read yet.

Archives are opened here; pages are taken out as they stand, so that they can be read on other processes.
"""

import gzip
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, cast

import msgspec

from musnad.errors import ReportError
from musnad.reading.documents import Document, size_limit
from musnad.reading.jsonl import one_a_line, read_report_lines
from musnad.reading.limits import FEED_LIMIT, LIMITS, LINE_LIMIT, PAGE_LIMIT, ArchiveLimits
from musnad.reading.pages import check_size
from musnad.reading.saved import assets_among, is_readable_name
from musnad.reading.sniffing import GZIP, HEAD, kind_of_start
from musnad.reading.warc import documents_in_warc
from musnad.reading.zips import documents_in_zip
from musnad.records import Report


class Piece(msgspec.Struct, frozen=True):
    """A document to be read, a report that was read already, or an error.

    `source` is the file or the place in it, `line` the line there, where it has lines, and `offset` how many
    bytes of the file were read up to and with it.
    """

    content: Document | Report | ReportError
    source: str
    offset: int = 0
    line: int | None = None


def pieces_in(paths: Sequence[Path], limits: ArchiveLimits = LIMITS) -> Iterator[Piece]:
    """What is to be read in files and folders, in order; folders are read with all below, sorted by path.

    A folder gives its pages, texts, feeds, JSON lines, messages and archives, but not what belongs to a page
    that was saved with all it shows (`page_files/` beside `page.html`); a file that is named is read whatever
    it is called. What cannot be read yields an error in its place.
    """
    for path in paths:
        try:
            files = _files_of(path)
        except OSError as error:
            yield _error(error, path)
            continue
        for file in files:
            yield from _pieces_in_file(file, limits)


def pieces_in_stream(stream: IO[bytes], source: str, limits: ArchiveLimits = LIMITS) -> Iterator[Piece]:
    """What is to be read in a stream that may not be able to seek, such as standard input.

    A web archive is read as it comes; of other things that are no JSON lines, the stream is read to its end.
    """
    head = stream.read(HEAD)
    kind = kind_of_start(head)
    given = _Begun(head, stream)
    try:
        if kind == "warc":
            contents = documents_in_warc(cast("IO[bytes]", given), source, limits)
        elif kind == "zip":
            contents = documents_in_zip(BytesIO(_whole(given, limits.nested_bytes, source)), source, limits)
        else:
            whole = _whole(given, max(FEED_LIMIT, size_limit(kind, limits)), source)
            contents = iter([Document(data=whole, source=source)])
        for content in contents:
            yield Piece(content, content.source)
    except ReportError as error:
        yield Piece(error, source)


class _Begun:
    """A stream of which the beginning was read already."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._head = head
        self._stream = stream

    def read(self, count: int) -> bytes:
        data, self._head = (self._head[:count], self._head[count:]) if self._head else (self._stream.read(count), b"")
        return data

    def seekable(self) -> bool:
        return False


def _whole(stream: _Begun, limit: int, source: str) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(1 << 20):
        pieces.append(piece)
        size += len(piece)
        check_size(size, source, limit)
    return b"".join(pieces)


def _files_of(path: Path) -> list[Path]:
    if not path.is_dir():
        path.stat()  # a file that is not there is told of as such
        return [path]
    files = [file for file in path.rglob("*") if file.is_file() and is_readable_name(file.name)]
    inside = {file.relative_to(path) for file in files}
    assets = assets_among(inside)
    return [path / file for file in sorted(inside - assets) if not any(part.startswith(".") for part in file.parts)]


def _pieces_in_file(path: Path, limits: ArchiveLimits) -> Iterator[Piece]:
    source = str(path)
    try:
        with path.open("rb") as raw:
            for content in _contents(raw, path, limits):
                found_in = source if isinstance(content, Report) else content.source
                yield Piece(content, found_in, raw.tell())
    except ReportError as error:
        yield Piece(error, source)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Piece(ReportError(f"the compressed file is damaged: {error}", source), source)
    except OSError as error:
        yield _error(error, path)


def _contents(raw: IO[bytes], path: Path, limits: ArchiveLimits) -> Iterator[Document | Report | ReportError]:
    source = str(path)
    head = raw.read(HEAD)
    raw.seek(0)
    zipped = head.startswith(GZIP)
    kind = kind_of_start(head, path.suffix)
    if kind == "warc":
        yield from documents_in_warc(raw, source, limits)
    elif kind == "zip":
        yield from documents_in_zip(raw, source, limits)
    elif zipped and kind in {"lines", "text"}:
        with gzip.open(raw) as unzipped:
            yield from read_report_lines(_bounded_lines(cast("IO[bytes]", unzipped)), source)
    elif kind == "lines" and not (path.suffix.lower() == ".json" and path.stat().st_size <= PAGE_LIMIT):
        yield from read_report_lines(_bounded_lines(raw), source)
    elif kind == "lines":
        data = raw.read()
        yield from read_report_lines(one_a_line(data) or data.split(b"\n"), source)
    else:
        check_size(path.stat().st_size, source, size_limit(kind, limits))
        yield Document(data=raw.read(), source=source)


def _bounded_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Lines of a stream; of a line over the limit only its beginning, one byte more than is allowed."""
    while line := stream.readline(LINE_LIMIT + 1):
        yield line
        while len(line) > LINE_LIMIT and not line.endswith(b"\n"):
            line = stream.readline(LINE_LIMIT + 1)


def _error(error: OSError, path: Path) -> Piece:
    return Piece(ReportError(f"cannot be read: {error.strerror or error}", str(path)), str(path))
