"""A stored page → its report, and every address by which it may be met again."""

from email.message import Message
from urllib.parse import urlsplit

import msgspec

from musnad.desk.evidence import Receipt
from musnad.desk.ledger import Unread
from musnad.errors import ReportError
from musnad.fetching import Answer, unpacked
from musnad.reading.documents import Document, read_document
from musnad.reading.pages import host_of
from musnad.reading.web import canonical_address, same_site
from musnad.records import Report
from musnad.watching.receipts import answer_of


def read_page(item: Unread, limit: int) -> tuple[Report, list[str]]:
    """The report of an item and its addresses, the one that it is to be known by first.

    Args:
        item: with its page, or as its source told it.
        limit: bytes of the page when it is unpacked, at most.

    Raises:
        ReportError: there is no report in it.
        FetchError: what was stored cannot be unpacked.
    """
    if item.is_told or item.receipt is None:
        return _as_told(item)
    report, addresses = read_receipt(item.receipt, limit)
    return _completed(report, item), addresses


def read_receipt(receipt: Receipt, limit: int) -> tuple[Report, list[str]]:
    """The report of a page that was fetched, and its addresses, the one that it is to be known by first.

    Raises:
        ReportError: there is no report in it, or more than one.
        FetchError: it cannot be unpacked to `limit` bytes.
    """
    answer = answer_of(receipt)
    data = unpacked(answer, limit)
    address = _known_by(data, answer.address)
    found = read_document(_document(answer, data, address))
    if len(found) != 1:
        raise ReportError("no page with a report of its own", answer.address)
    report = msgspec.structs.replace(found[0], url=found[0].url or address)
    return report, list(dict.fromkeys((address, answer.address, receipt.address)))


def _as_told(item: Unread) -> tuple[Report, list[str]]:
    if item.told is None:
        raise ReportError("its page cannot be had, and its source tells nothing of it", item.key)
    # what has no address is known by the name that its source gives it, which other sources may give as well
    report = msgspec.structs.replace(item.told, id=f"{item.source}#{item.key}", outlet=item.told.outlet or item.source)
    return report, [report.url] if report.url else []


def _known_by(data: bytes, address: str) -> str:
    """The address that a page names as its own, where it is one of the same site and no mere front page."""
    own = canonical_address(data, address)
    if own is None or not same_site(own, address):
        return address
    parts = urlsplit(own)
    return own if parts.path.strip("/") or parts.query else address


def _completed(report: Report, item: Unread) -> Report:
    """The report with what only its source tells: the day, the outlet's name."""
    told = item.told
    named = report.outlet is not None and report.outlet != host_of(report.url)
    return msgspec.structs.replace(
        report,
        outlet=report.outlet if named else item.source,
        published_at=report.published_at or (told.published_at if told else None),
    )


def _document(answer: Answer, data: bytes, address: str) -> Document:
    said = Message()
    said["content-type"] = answer.header("content-type") or ""
    charset = said.get_content_charset()
    return Document(
        data=data,
        source=answer.address,
        url=address,
        charset=charset,
        content_type=said.get_content_type() if answer.header("content-type") else None,
        status=answer.status,
        fetched_at=answer.at.isoformat(timespec="seconds"),
        headers=answer.headers,
    )
