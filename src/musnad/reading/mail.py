"""E-mail newsletters → reports."""

import re
from email.message import Message
from html import escape

import msgspec

from musnad.errors import ReportError
from musnad.reading.dates import published_date
from musnad.reading.decoding import declared_charset, decode
from musnad.reading.messages import (
    content_of,
    header,
    is_attached,
    parameter,
    parse_message,
    parsed_header,
    parts_of,
    type_of,
)
from musnad.reading.pages import check_size, read_html, read_text, report_id
from musnad.reading.titles import key_of, outlet_name
from musnad.records import Report

_PASSED_ON = re.compile(r"\A(?:\s*(?:re|fw|fwd)\s*:)+\s*", re.IGNORECASE)
_HEAD = re.compile(r"<head(?:\s[^>]*)?>", re.IGNORECASE)


def read_mail(data: bytes, source: str) -> Report:
    """The report in an e-mail: its HTML part read as a page, else its text.

    The subject stands first among the candidates for the headline. The header `Date` gives the day of
    publication, and the sender's name the outlet where the page names none. What is attached is not read.

    Raises:
        ReportError: over a limit of `ArchiveLimits`, too broken, or without any part that holds a text.
    """
    message = parse_message(data, source)
    subject = _PASSED_ON.sub("", header(message, "subject"), count=1)
    report = _read_body(message, subject, source)
    return msgspec.structs.replace(
        report,
        id=report_id(source, data),
        published_at=published_date(header(message, "date")) or report.published_at,
        outlet=report.outlet or _sender(message),
    )


def _read_body(message: "Message[str, str]", subject: str, source: str) -> Report:
    """The first of the HTML parts, then of the texts, that holds a report."""
    parts = [part for part in parts_of(message) if not is_attached(part)]
    fault: ReportError | None = None
    for kind in ("text/html", "text/plain"):
        for part in parts:
            content = content_of(part) if type_of(part) == kind else b""
            if not content.strip():
                continue
            try:
                return _read_part(content, kind, parameter(part, "charset"), subject, source)
            except ReportError as error:
                fault = fault or error
    raise fault or ReportError("this message has no HTML and no text", source)


def _read_part(content: bytes, kind: str, charset: str | None, subject: str, source: str) -> Report:
    check_size(len(content), source)
    text = decode(content, charset or declared_charset(content), source)
    if kind == "text/html":
        return read_html(_titled(text, subject).encode("utf-8", "replace"), source)
    first = text.lstrip().split("\n", 1)[0]
    if subject and key_of(first) != key_of(subject):
        text = f"{subject}\n\n{text}"
    return read_text(text.encode("utf-8", "replace"), source)


def _titled(page: str, subject: str) -> str:
    """The page, with the subject where a page names its headline."""
    if not subject:
        return page
    named = f'<meta property="og:title" content="{escape(subject)}">'
    head = _HEAD.search(page)
    return f"{page[: head.end()]}{named}{page[head.end() :]}" if head else f"{named}{page}"


def _sender(message: "Message[str, str]") -> str | None:
    try:
        (sender, *_) = parsed_header(message, "from").addresses
        return outlet_name(sender.display_name) or sender.domain or None
    except (AttributeError, IndexError, TypeError, ValueError):
        return None
