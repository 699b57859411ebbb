"""Opening what the user names: JSON lines (plain or gzip), pages, feeds, folders, standard input."""

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
from musnad.reading import read_paths, read_report_lines, report_from_any
from musnad.reading.feeds import FEED_LIMIT
from musnad.reading.files import files_of, kind_of
from musnad.reading.jsonl import LINE_LIMIT
from musnad.records import Report

STDIN = Path("-")
_GZIP = b"\x1f\x8b"
_HEAD = 4096


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


def open_inputs(paths: Sequence[Path], keep_raw: bool = False) -> Iterator[Input | ReportError]:
    """The reports in `paths`, in order; an error in the place of each that cannot be read.

    JSON lines are streamed. With `keep_raw`, a report of any other file has the file's bytes with it, as they were
    read.
    """
    before = 0
    for path in paths:
        try:
            if path == STDIN:
                yield from _from_handle(cast("BufferedReader", sys.stdin.buffer), "<stdin>", before, keep_raw)
            elif path.is_dir() or not _holds_lines(path):
                yield from _from_path(path, before, keep_raw)
            else:
                with path.open("rb") as handle:
                    yield from _from_handle(handle, str(path), before)
            before += path.stat().st_size if path.is_file() else 0
        except OSError as error:
            yield ReportError(error.strerror or str(error), str(path))


def _holds_lines(path: Path) -> bool:
    with path.open("rb") as handle:
        start = handle.read(_HEAD)
    return start.startswith(_GZIP) or kind_of(start, path.suffix) == "lines"


def _from_path(path: Path, before: int, keep_raw: bool) -> Iterator[Input | ReportError]:
    for file in files_of(path) if keep_raw else [path]:
        raw = _bytes_of(file) if keep_raw else None
        for item in read_paths([file]):
            yield item if isinstance(item, ReportError) else Input(item, str(file), None, before, raw)


def _bytes_of(file: Path) -> bytes | None:
    """The file as it is, unless it holds lines or cannot be read: that is told of where it is read."""
    try:
        if file.stat().st_size > FEED_LIMIT or _holds_lines(file):
            return None
        return file.read_bytes()
    except OSError:
        return None


def _from_handle(
    handle: BufferedReader, source: str, before: int, keep_raw: bool = False
) -> Iterator[Input | ReportError]:
    buffered: BinaryIO = handle
    start = handle.peek(_HEAD)
    if start.startswith(_GZIP):
        buffered = cast("BinaryIO", gzip.GzipFile(fileobj=handle))
    elif start.strip() and kind_of(start, Path(source).suffix) != "lines":
        data = handle.read()
        for item in _pages(data, source):
            yield item if isinstance(item, ReportError) else Input(item, source, raw=data if keep_raw else None)
        return
    lines = _Lines(buffered)
    for item in read_report_lines(lines, source):
        offset = before + (handle.tell() if handle.seekable() else 0)
        yield item if isinstance(item, ReportError) else Input(item, source, lines.number, offset)
    if lines.fault is not None:
        yield ReportError(f"the file breaks off here: {lines.fault}", source, lines.number + 1)


def _pages(data: bytes, source: str) -> Iterator[Report | ReportError]:
    try:
        yield from report_from_any(data, source)
    except ReportError as error:
        yield error


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
