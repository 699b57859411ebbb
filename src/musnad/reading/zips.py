"""ZIP archives → the documents in them; nothing is written to disk, and no more is unpacked than the limits allow."""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO

from musnad.errors import ReportError
from musnad.reading.documents import Document, size_limit
from musnad.reading.limits import LIMITS, MIB, ArchiveLimits
from musnad.reading.pages import check_size
from musnad.reading.saved import assets_among, is_readable_name
from musnad.reading.sniffing import HEAD, kind_of_start
from musnad.reading.warc import careful_documents

_ENCRYPTED = 0x1
_READ = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_STEP = 65536
# what the standard library raises on damaged archives
_FAULTS = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError, LookupError,
    NotImplementedError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip
_OFFICE = frozenset(("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"))


class _Opened:
    """What was opened so far, against the limits of the whole."""

    def __init__(self, limits: ArchiveLimits) -> None:
        self.limits = limits
        self.entries = 0
        self.unpacked = 0


class _OverError(Exception):
    """The whole archive is over a limit: nothing more of it is opened."""


def documents_in_zip(
    stream: IO[bytes], source: str, limits: ArchiveLimits = LIMITS
) -> Iterator[Document | ReportError]:
    """The pages, texts, feeds, messages and archives in a ZIP, by their names' order.

    Files of kinds that are not read, hidden ones, and what belongs to a saved page (`page_files/`) are passed
    over, as in a folder. What is encrypted or damaged, and what is over a limit, yields a `ReportError`; after
    one of the limits of the whole archive nothing more is read. `stream` must be able to seek.
    """
    opened = _Opened(limits)
    try:
        yield from _in_zip(stream, source, opened, 0)
    except _OverError as error:
        yield ReportError(str(error), source)


def _in_zip(stream: IO[bytes], source: str, opened: _Opened, level: int) -> Iterator[Document | ReportError]:
    try:
        archive = zipfile.ZipFile(stream)
    except _FAULTS as error:
        yield ReportError(f"no ZIP archive that can be read: {error}", source)
        return
    with archive:
        entries = archive.infolist()
        opened.entries += len(entries)
        if opened.entries > opened.limits.entries:
            raise _OverError(f"it holds more than {opened.limits.entries} files; unpack it and name the folder")
        if any(entry.filename in _OFFICE for entry in entries):
            yield ReportError("not an archive of pages but the file of a program; save it as HTML or text", source)
            return
        wanted = _wanted(entries)
        if not wanted:
            yield ReportError("nothing in this archive is of a kind that can be read", source)
        for entry in wanted:
            yield from _in_entry(archive, entry, f"{source}/{entry.filename}", opened, level)


def _wanted(entries: Sequence[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """The entries that are read, by name: those that a folder would give."""
    files = {PurePosixPath(entry.filename): entry for entry in entries if not entry.is_dir()}
    assets = assets_among(files)
    return [
        files[path]
        for path in sorted(files)
        if is_readable_name(path.name)
        and path not in assets
        and not any(part.startswith(".") or part == "__MACOSX" for part in path.parts)
    ]


def _in_entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, source: str, opened: _Opened, level: int
) -> Iterator[Document | ReportError]:
    if entry.flag_bits & _ENCRYPTED:
        yield ReportError("it is encrypted; unpack the archive with its password, and name the folder", source)
        return
    if entry.compress_type not in _READ:
        yield ReportError("packed in a way that is not read here; unpack the archive, and name the folder", source)
        return
    try:
        with archive.open(entry) as packed:
            unpacked = _Unpacked(packed, entry, source, opened)
            yield from _documents(unpacked, source, opened, level)
    except ReportError as error:
        yield error
    except _FAULTS as error:
        yield ReportError(f"damaged in the archive: {error}", source)


def _documents(unpacked: "_Unpacked", source: str, opened: _Opened, level: int) -> Iterator[Document | ReportError]:
    head = unpacked.read(HEAD)
    unpacked.give_back(head)
    kind = kind_of_start(head, PurePosixPath(source).suffix)
    if kind == "warc":
        yield from careful_documents(unpacked, source, opened.limits)
    elif kind == "zip":
        if level >= opened.limits.nested:
            raise ReportError("an archive in an archive in an archive; unpack it first", source)
        inner = BytesIO(unpacked.whole(opened.limits.nested_bytes))
        yield from _in_zip(inner, source, opened, level + 1)
    else:
        yield Document(data=unpacked.whole(size_limit(kind, opened.limits)), source=source)


class _Unpacked:
    """An entry being unpacked; it stops at the limits, whatever the archive says of its size."""

    def __init__(self, packed: IO[bytes], entry: zipfile.ZipInfo, source: str, opened: _Opened) -> None:
        self._packed = packed
        self._size = entry.compress_size
        self._source = source
        self._opened = opened
        self._head = b""
        self._read = 0

    def read(self, count: int = -1) -> bytes:
        """The next bytes, at most `count`."""
        if self._head:
            count = len(self._head) if count < 0 else count
            data, self._head = self._head[:count], self._head[count:]
            return data
        data = self._packed.read(_STEP if count < 0 else min(count, _STEP))
        self._read += len(data)
        self._opened.unpacked += len(data)
        limits = self._opened.limits
        if self._opened.unpacked > limits.unpacked:
            raise _OverError(
                f"it unpacks to more than {limits.unpacked // MIB} MB; if that is right, unpack it and name the folder"
            )
        if self._read > limits.ratio_from and self._read > limits.ratio * self._size:
            raise ReportError(
                f"it grows more than {limits.ratio} times when unpacked, as only traps do; it was not read",
                self._source,
            )
        return data

    def give_back(self, data: bytes) -> None:
        """Have bytes read again."""
        self._head = data + self._head

    def whole(self, limit: int) -> bytes:
        """All bytes, if they are not more than `limit`."""
        pieces: list[bytes] = []
        size = 0
        while piece := self.read():
            pieces.append(piece)
            size += len(piece)
            check_size(size, self._source, limit)
        return b"".join(pieces)
