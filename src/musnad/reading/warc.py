"""Web archives (WARC, plain or gzip) → the pages, texts and feeds in them, one at a time.

warcio reads the heads of records; FastWARC, where it is installed, reads whole archives, up to the first thing
that is wrong with one.
"""

import re
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from typing import IO, Any
from urllib.parse import urlsplit

import msgspec

from musnad.errors import ReportError
from musnad.reading.documents import Document
from musnad.reading.limits import LIMITS, MIB, PAGE_LIMIT, ArchiveLimits
from musnad.reading.sniffing import kind_of
from musnad.reading.transfer import decoded_body
from musnad.reading.warc_bytes import RECORD, DamagedError, Readable, WarcBytes

_WANTED = ("response", "resource")
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_FEEDS = frozenset((
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
))  # fmt: skip
# texts for machines, which every crawl asks for
_FOR_MACHINES = ("/robots.txt", "/ads.txt", "/app-ads.txt", "/security.txt", "/humans.txt", "/llms.txt")
_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
RUN_ON = b"\r\n\r\nWARC/1."
"""What a block has in it that is longer than its record."""
_OK = 200
_FASTWARC = 2
_STATUSES = frozenset(str(status) for status in range(100, 600))


class Record(msgspec.Struct, frozen=True):
    """A record of an archive that holds what a server answered; `read` reads on in it.

    `source` names it in errors, `headers` have their names in lower case, `length` is that of its block in bytes.
    """

    source: str
    headers: dict[str, str]
    length: int
    read: Callable[[int], bytes]


def documents_in_warc(
    stream: IO[bytes], source: str, limits: ArchiveLimits = LIMITS
) -> Iterator[Document | ReportError]:
    """The pages, texts and feeds in a web archive, in its order, one at a time.

    What a server answered with status 200, and resources kept without an answer, of a type that can be read; all
    else is passed over: requests, pictures, scripts, what was not found, and repeats that the archive does not
    hold again (`revisit`). Records are numbered among answers and resources, from 1.

    A page over `PAGE_LIMIT` and a damaged part of the archive yield one `ReportError` each; what can be read
    behind the damage is read. No more of the archive is held than one page.
    """
    if has_fastwarc() and stream.seekable() and stream.tell() == 0:
        from musnad.reading.warc_fast import fast_documents

        yield from fast_documents(stream, source, limits)
        return
    yield from careful_documents(stream, source, limits)


def has_fastwarc() -> bool:
    """Whether FastWARC is installed, in a version that tells of damage: before 2, it passed over some."""
    try:
        return int(version("fastwarc").partition(".")[0]) >= _FASTWARC
    except (PackageNotFoundError, ValueError):
        return False


def careful_documents(
    stream: Readable, source: str, limits: ArchiveLimits = LIMITS, *, number: int = 0, passed: int = 0
) -> Iterator[Document | ReportError]:
    """As `documents_in_warc`, by warcio alone, whatever is wrong with the archive.

    `number` answers and resources stand before the stream, and the first `passed` in it are passed over.
    """
    archive = WarcBytes(stream)
    lost = False
    while True:
        try:
            for found in _records(archive, source, limits):
                if isinstance(found, ReportError):
                    if not lost:
                        yield found
                    lost = True
                    continue
                lost = False
                if passed:
                    passed -= 1
                    continue
                made = document_of(msgspec.structs.replace(found, source=f"{source}:record {number + 1}"), limits)
                number += 1
                if made is not None:
                    yield made
        except DamagedError as error:
            number += 1
            told = (
                "the archive breaks off here; if it was not all fetched, fetch it again"
                if error.cut_off
                else f"the archive is damaged here ({error}); what can be read behind it is read"
            )
            yield ReportError(told, f"{source}:record {number}")
            if not archive.next_after_damage():
                return
        else:
            return


def document_of(record: Record, limits: ArchiveLimits = LIMITS) -> Document | ReportError | None:
    """The document in a record, an error, or None where it is nothing to be read."""
    if record.headers.get("warc-type") == "response":
        if not record.headers.get("content-type", "application/http").startswith("application/http"):
            return None
        head = record.read(min(limits.head, record.length))
        status, headers, start = _answer(head)
        begun = head[start:]
    else:
        status, headers, start = _OK, (("Content-Type", record.headers.get("content-type", "")),), 0
        begun = record.read(min(limits.head, record.length))
    named = {name.lower(): value for name, value in headers}
    content_type = named.get("content-type", "").partition(";")[0].strip().lower()
    url = _url(record.headers.get("warc-target-uri", ""))
    encoded = named.get("content-encoding", "") or "chunked" in named.get("transfer-encoding", "").lower()
    if status != _OK or not _is_wanted(content_type, url, b"" if encoded else begun):
        return None
    if record.length - start > PAGE_LIMIT:
        size = (record.length - start) / MIB
        return ReportError(
            f"{size:.0f} MB is more than the {PAGE_LIMIT // MIB} MB that one page may have", record.source
        )
    body = begun + record.read(record.length - start - len(begun))
    try:
        data = decoded_body(
            body, named.get("transfer-encoding", ""), named.get("content-encoding", ""), PAGE_LIMIT, record.source
        )
    except ReportError as error:
        return error
    if encoded and not _is_wanted(content_type, url, data):
        return None
    charset = _CHARSET.search(named.get("content-type", ""))
    return Document(
        data=data,
        source=record.source,
        url=url,
        charset=charset.group(1) if charset else None,
        content_type=content_type or None,
        status=status,
        fetched_at=record.headers.get("warc-date"),
        headers=headers,
    )


def _records(archive: WarcBytes, source: str, limits: ArchiveLimits) -> Iterator[Record | ReportError]:
    """The answers and resources of an archive; an error where no record stands where one should."""
    while True:
        line = _first_line(archive, limits)
        if line is None:
            return
        if not line.startswith(RECORD):
            yield ReportError("no record where one should begin; what can be read behind it is read", source)
            if not _find_record(archive, limits):
                continue
            line = archive.readline(limits.head)
        headers = _headers(archive, line, limits)
        length = _length(headers)
        if length is None:
            yield ReportError("a record without its length; what can be read behind it is read", source)
            _find_record(archive, limits)
            continue
        if headers.get("warc-type") not in _WANTED:
            archive.skip(length)
            continue
        body = _Body(archive, length)
        yield Record(source, headers, length, body.read)
        body.finish()


class _Body:
    """The block of a record, to be read once."""

    def __init__(self, archive: WarcBytes, length: int) -> None:
        self._archive = archive
        self._left = length

    def read(self, count: int) -> bytes:
        """The next bytes of the block, at most `count`; all that there are, where it is shorter than it says."""
        wanted = min(count, self._left)
        data = self._archive.read_all(wanted)
        self._left -= len(data)
        if len(data) == wanted and (self._left or self._ends_well()):
            return data
        self._left = 0
        at = data.find(RUN_ON)
        if at >= 0:
            # the length is too great, and the next record stands in this one
            self._archive.push_back(data[at:])
            return data[:at]
        if len(data) < wanted and not self._archive.zipped:
            raise DamagedError("it breaks off", cut_off=True)
        return data

    def finish(self) -> None:
        """Pass over what was not read."""
        if self._archive.skip(self._left) and not self._archive.zipped:
            raise DamagedError("it breaks off", cut_off=True)
        self._left = 0

    def _ends_well(self) -> bool:
        follows = self._archive.read_all(2)
        self._archive.push_back(follows)
        return follows in {b"\r\n", b""}


def _first_line(archive: WarcBytes, limits: ArchiveLimits) -> bytes | None:
    """The first line that is not blank, in this member or one behind it; None at the end of the archive."""
    while True:
        line = archive.readline(limits.head)
        if line.strip():
            return line
        if not line and not archive.next_member():
            return None


def _find_record(archive: WarcBytes, limits: ArchiveLimits) -> bool:
    """Go to the next line in this member that begins a record; False where there is none."""
    while line := archive.readline(limits.head):
        if line.startswith(RECORD + b"1."):
            archive.push_back(line)
            return True
    return False


def _headers(archive: WarcBytes, line: bytes, limits: ArchiveLimits) -> dict[str, str]:
    pieces = [line]
    left = limits.head
    while left > 0 and (line := archive.readline(left)).strip():
        pieces.append(line)
        left -= len(line)
    parsed = _parsed(b"".join(pieces), ["WARC/"])
    headers = {} if parsed is None else {name.lower(): value.strip() for name, value in parsed.headers}
    headers["warc-type"] = headers.get("warc-type", "").lower()
    return headers


def _parsed(head: bytes, begins: list[str]) -> Any:
    """A head as warcio takes it apart, or None."""
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

    try:
        return StatusAndHeadersParser(begins).parse(BytesIO(head + b"\r\n"))
    except (StatusAndHeadersParserException, ArchiveLoadFailed, EOFError, ValueError, TypeError):
        return None


def _length(headers: dict[str, str]) -> int | None:
    said = headers.get("content-length", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 16 else None


def _answer(head: bytes) -> tuple[int | None, tuple[tuple[str, str], ...], int]:
    """Status and headers of what a server answered, and where its body begins."""
    ends = [at for at in ((head.find(b"\r\n\r\n"), 4), (head.find(b"\n\n"), 2)) if at[0] >= 0]
    if not ends:
        return None, (), len(head)
    end, blank = min(ends)
    parsed = _parsed(head[:end] + b"\r\n", ["HTTP/"])
    if parsed is None:
        return None, (), len(head)
    said = parsed.statusline.split()[1:2]  # "1.1 200 OK"
    status = int(said[0]) if said and said[0] in _STATUSES else None
    return status, tuple((name, value.strip()) for name, value in parsed.headers), end + blank


def _url(target: str) -> str | None:
    """The address of a record; some writers put it in angle brackets."""
    url = target.strip().removeprefix("<").removesuffix(">")
    return url if url.lower().startswith(("http://", "https://")) else None


def _is_wanted(content_type: str, url: str | None, begun: bytes) -> bool:
    """Whether a document of that type, which may have begun so, is one to be read."""
    if content_type in _PAGES:
        return True
    if content_type in _FEEDS:
        # a map of a site is XML too
        return not begun or kind_of(begun) in {"feed", "html"}
    if content_type == "text/plain":
        return not (url and _path(url).endswith(_FOR_MACHINES))
    return not content_type and kind_of(begun) in {"html", "feed"}


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""
