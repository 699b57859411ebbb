"""Web archives by FastWARC, up to the first thing that is wrong with one."""

from collections.abc import Iterator
from typing import IO, Any

from musnad.errors import ReportError
from musnad.reading.documents import Document
from musnad.reading.limits import ArchiveLimits
from musnad.reading.warc import RUN_ON, Record, careful_documents, document_of


class _WrongLengthError(Exception):
    """A record has fewer bytes than it says, or the next one in it."""


def fast_documents(stream: IO[bytes], source: str, limits: ArchiveLimits) -> Iterator[Document | ReportError]:
    """As `careful_documents`, which takes over where FastWARC stops: at damage, and where lengths are wrong."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    number, position, there = 0, 0, 0
    try:
        wanted = WarcRecordType.response | WarcRecordType.resource
        for found in ArchiveIterator(stream, record_types=wanted, parse_http=False):
            if found.stream_pos != position:
                position, there = found.stream_pos, 0
            made = document_of(_record(found, f"{source}:record {number + 1}"), limits)
            number, there = number + 1, there + 1
            if made is not None:
                yield made
    except (OSError, ValueError, RuntimeError, _WrongLengthError):
        stream.seek(position)
        # those that begin at this position were given already; in a file zipped as one, all begin at its start
        yield from careful_documents(stream, source, limits, number=number, passed=there)


def _record(found: Any, source: str) -> Record:
    left = int(found.content_length)

    def read(count: int) -> bytes:
        nonlocal left
        wanted = min(count, left)
        pieces: list[bytes] = []
        while wanted > 0:
            piece = found.reader.read(wanted)
            if not piece:
                raise _WrongLengthError
            pieces.append(piece)
            wanted -= len(piece)
            left -= len(piece)
        data = b"".join(pieces)
        if RUN_ON in data:
            raise _WrongLengthError
        return data

    headers = {str(name).lower(): str(value).strip() for name, value in found.headers.items()}
    headers["warc-type"] = headers.get("warc-type", "").lower()
    return Record(source, headers, left, read)
