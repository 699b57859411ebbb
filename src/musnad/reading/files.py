"""Files and folders → reports, whatever kind they are; bad input never ends a run."""

import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Literal

from musnad.errors import ReportError
from musnad.reading.feeds import FEED_LIMIT, read_feed
from musnad.reading.jsonl import LINE_LIMIT, one_a_line, read_report_lines
from musnad.reading.pages import PAGE_LIMIT, check_size, read_html, read_text
from musnad.records import Report

Kind = Literal["lines", "html", "feed", "text"]

_SUFFIXES: dict[str, Kind] = {
    ".jsonl": "lines", ".ndjson": "lines", ".json": "lines",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed",
    ".txt": "text", ".text": "text",
}  # fmt: skip
_GZIP = b"\x1f\x8b"
_HEAD = 4096
_JSON_LIST = re.compile(rb"\[\s*\{")
_FEED_TAG = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_HTML_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|article|main|div|p|h1|title|section|span)[\s>/]", re.IGNORECASE
)


def read_paths(paths: Sequence[Path]) -> Iterator[Report | ReportError]:
    """The reports in files and folders, in order; folders are read with all below, sorted by path.

    A folder gives its `.html`, `.txt`, `.jsonl`, `.jsonl.gz`, `.xml` and like files; a file that is named is
    read whatever it is called. What cannot be read yields a `ReportError` in its place.
    """
    for path in paths:
        try:
            files = files_of(path)
        except OSError as error:
            yield _unreadable(error, path)
            continue
        for file in files:
            yield from _read_file(file)


def report_from_any(data: bytes, source: str) -> list[Report]:
    """The reports in some bytes, of a kind that they show themselves: JSON lines, feed, HTML or text.

    Raises:
        ReportError: the first thing that cannot be read.
    """
    if data.startswith(_GZIP):
        data = _unzipped(data, source)
    kind = kind_of(data)
    if kind == "lines":
        reports: list[Report] = []
        for found in read_report_lines(one_a_line(data) or data.split(b"\n"), source):
            if isinstance(found, ReportError):
                raise found
            reports.append(found)
        return reports
    return _read_whole(data, source, kind)


def kind_of(data: bytes, suffix: str = "") -> Kind:
    """What some bytes are, by their beginning, and by the file's suffix where that does not show it."""
    head = _plain_head(data[:_HEAD])
    if head.startswith(b"{") or _JSON_LIST.match(head):
        return "lines"
    if _FEED_TAG.search(head) and not head.lower().startswith(b"<!doctype html"):
        return "feed"
    if head.startswith(b"<") and _HTML_TAG.search(head):
        return "html"
    return _SUFFIXES.get(suffix.lower(), "html" if _HTML_TAG.search(head) else "text")


def _plain_head(head: bytes) -> bytes:
    """The beginning without byte-order mark, and of UTF-16 only its ASCII."""
    if b"\x00" in head:
        head = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def files_of(path: Path) -> list[Path]:
    """The files that are read where a path is named: itself, or those of the folder that it is, sorted.

    Raises:
        OSError: it is not there.
    """
    if not path.is_dir():
        path.stat()  # a file that is not there is told of as such
        return [path]
    found = (file for file in path.rglob("*") if file.is_file() and _is_readable_kind(file))
    return sorted(file for file in found if not _is_hidden(file, path))


def _is_readable_kind(file: Path) -> bool:
    suffixes = [suffix.lower() for suffix in file.suffixes]
    if suffixes[-1:] == [".gz"]:
        return suffixes[-2:-1] in ([".jsonl"], [".ndjson"])
    return not suffixes or suffixes[-1] in _SUFFIXES


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _read_file(path: Path) -> Iterator[Report | ReportError]:
    source = str(path)
    try:
        with path.open("rb") as raw:
            head = raw.read(_HEAD)
            raw.seek(0)
            if head.startswith(_GZIP):
                with gzip.open(raw) as unzipped:
                    yield from read_report_lines(_bounded_lines(unzipped), source)
                return
            kind = kind_of(head, path.suffix)
            if kind == "lines" and path.suffix.lower() == ".json" and path.stat().st_size <= PAGE_LIMIT:
                data = raw.read()
                yield from read_report_lines(one_a_line(data) or data.split(b"\n"), source)
                return
            if kind == "lines":
                yield from read_report_lines(_bounded_lines(raw), source)
                return
            check_size(path.stat().st_size, source, FEED_LIMIT if kind == "feed" else PAGE_LIMIT)
            yield from _read_whole(raw.read(), source, kind)
    except ReportError as error:
        yield error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield ReportError(f"the compressed file is damaged: {error}", source)
    except OSError as error:
        yield _unreadable(error, path)


def _read_whole(data: bytes, source: str, kind: Kind) -> list[Report]:
    if kind == "feed":
        return read_feed(data, source)
    return [read_html(data, source) if kind == "html" else read_text(data, source)]


def _bounded_lines(stream: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    """Lines of a stream; of a line over the limit only its beginning, one byte more than is allowed."""
    while line := stream.readline(LINE_LIMIT + 1):
        yield line
        while len(line) > LINE_LIMIT and not line.endswith(b"\n"):
            line = stream.readline(LINE_LIMIT + 1)


def _unzipped(data: bytes, source: str) -> bytes:
    unzip = zlib.decompressobj(wbits=31)
    try:
        plain = unzip.decompress(data, FEED_LIMIT + 1)
    except zlib.error as error:
        raise ReportError(f"the compressed file is damaged: {error}", source) from error
    check_size(len(plain), source, FEED_LIMIT)
    return plain


def _unreadable(error: OSError, path: Path) -> ReportError:
    return ReportError(f"cannot be read: {error.strerror or error}", str(path))
