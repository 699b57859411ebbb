"""A document as it was fetched or found, in a file, an archive or on the network → its reports."""

import hashlib
import zlib
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import PurePosixPath

import msgspec

from musnad.errors import ReportError
from musnad.reading import dates
from musnad.reading.decoding import in_utf8
from musnad.reading.feeds import read_feed
from musnad.reading.jsonl import one_a_line, read_report_lines
from musnad.reading.limits import FEED_LIMIT, LIMITS, PAGE_LIMIT, ArchiveLimits
from musnad.reading.mail import read_mail
from musnad.reading.mhtml import read_mhtml
from musnad.reading.pages import check_size, host_of, read_html, read_text
from musnad.reading.sniffing import GZIP, Kind, kind_of
from musnad.records import Report

_BY_TYPE = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "message/rfc822": ".eml",
    "multipart/related": ".mhtml", "application/x-mimearchive": ".mhtml", "application/rss+xml": ".rss",
    "application/atom+xml": ".rss", "application/rdf+xml": ".rss", "application/xml": ".xml", "text/xml": ".xml",
    "application/json": ".json", "application/x-ndjson": ".jsonl", "application/jsonl": ".jsonl",
}  # fmt: skip
_REMEMBERED = 200_000
_VERSIONS = 20


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Some bytes to be read, and what is known of them besides.

    `data` is the body after all encodings of transfer and content are undone. `source` names it in errors: a
    file, `news.warc.gz:record 17`, an address. `url` is its address, `charset` the encoding that its server
    named, `content_type` without parameters and in lower case, `status` that of HTTP, `fetched_at` when it was
    fetched or saved (ISO 8601), and `headers` those of HTTP; each is None or empty where it is not known.
    """

    data: bytes
    source: str
    url: str | None = None
    charset: str | None = None
    content_type: str | None = None
    status: int | None = None
    fetched_at: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


class Unrepeated:
    """Passes reports on whose id and content were not passed on before.

    A report that repeats an earlier one is dropped. One with the id of an earlier one and another content gets
    an id of its own, made of both, the same in every run. Of the last 200,000 ids only a few bytes are kept.
    """

    def __init__(self) -> None:
        self._seen: OrderedDict[int, tuple[int, ...]] = OrderedDict()

    def __call__(self, report: Report) -> Report | None:
        """The report, or None where it repeats an earlier one."""
        key, content = hash(report.id), hash((report.text, report.title, report.published_at))
        earlier = self._seen.get(key, ())
        if content in earlier:
            return None
        self._seen[key] = (*earlier[-_VERSIONS:], content)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        if not earlier:
            return report
        version = hashlib.sha256(report.text.encode("utf-8", "replace")).hexdigest()[:10]
        return msgspec.structs.replace(report, id=f"{report.id}#{version}")


def read_document(document: Document) -> list[Report]:
    """The reports in a document: a page, a text, a feed, JSON lines, an e-mail, or a page saved as MHTML.

    Its bytes show what it is; `content_type`, else the suffix of `source`, decides where they do not. A report
    that has `url` for its address has it for its id too.

    Raises:
        ReportError: the first thing in it that cannot be read.
    """
    reports: list[Report] = []
    for found in each_report(document):
        if isinstance(found, ReportError):
            raise found
        reports.append(found)
    return reports


def each_report(document: Document) -> Iterator[Report | ReportError]:
    """The reports in a document, as `read_document`, with an error in the place of each that cannot be read."""
    data, source = document.data, document.source
    try:
        if data.startswith(GZIP):
            data = unzipped(data, source)
        kind = kind_of(data, _suffix(document))
        if kind == "lines":
            yield from read_report_lines(one_a_line(data) or data.split(b"\n"), source)
        elif kind == "mail":
            yield read_mail(data, source)
        elif kind == "mhtml":
            yield read_mhtml(data, source)
        elif kind in {"zip", "warc"}:
            yield ReportError("an archive where a page should be; read it as a file", source)
        elif kind == "feed":
            yield from read_feed(in_utf8(data, document.charset, source), source)
        elif kind == "html":
            yield read_html(in_utf8(data, document.charset, source), source, document.url)
        else:
            yield _with_address(read_text(in_utf8(data, document.charset, source), source), document)
    except ReportError as error:
        yield error


def size_limit(kind: Kind, limits: ArchiveLimits = LIMITS) -> int:
    """The most bytes that a document of a kind may have."""
    if kind in {"mail", "mhtml"}:
        return limits.message
    return FEED_LIMIT if kind in {"feed", "lines"} else PAGE_LIMIT


def unzipped(data: bytes, source: str) -> bytes:
    """What a gzip file holds.

    Raises:
        ReportError: damaged, or more than `FEED_LIMIT`.
    """
    unzip = zlib.decompressobj(wbits=31)
    try:
        plain = unzip.decompress(data, FEED_LIMIT + 1)
    except zlib.error as error:
        raise ReportError(f"the compressed file is damaged: {error}", source) from error
    check_size(len(plain), source, FEED_LIMIT)
    return plain


def _suffix(document: Document) -> str:
    named = _BY_TYPE.get(document.content_type or "")
    return named or PurePosixPath(document.source).suffix


def _with_address(report: Report, document: Document) -> Report:
    if document.url is None:
        return report
    return msgspec.structs.replace(
        report,
        id=document.url,
        url=document.url,
        outlet=report.outlet or host_of(document.url),
        published_at=report.published_at or dates.date_in_address(document.url),
    )
