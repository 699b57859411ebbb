"""Pages that a browser saved as one file, MHTML → reports."""

from email.message import Message

from musnad.errors import ReportError
from musnad.reading.decoding import in_utf8
from musnad.reading.messages import content_of, header, parameter, parse_message, parts_of, type_of
from musnad.reading.pages import check_size, host_of, read_html
from musnad.records import Report

_PAGES = ("text/html", "application/xhtml+xml")


def read_mhtml(data: bytes, source: str) -> Report:
    """The report on a page that was saved as MHTML, under the address it was saved from.

    Only the page itself is read, not the frames and pictures that were saved with it.

    Raises:
        ReportError: over a limit of `ArchiveLimits`, too broken, or no page with an article in it.
    """
    message = parse_message(data, source)
    page = _page(message)
    if page is None:
        raise ReportError("no page in this file; save it again as a complete page, or as HTML", source)
    content = content_of(page)
    check_size(len(content), source)
    addresses = (header(page, "content-location"), header(message, "snapshot-content-location"))
    url = next((found for found in addresses if found.startswith(("http://", "https://")) and host_of(found)), None)
    return read_html(in_utf8(content, parameter(page, "charset"), source), source, url)


def _page(message: "Message[str, str]") -> "Message[str, str] | None":
    """The part that the file names as the page, else the first page in it; all others are frames."""
    pages = [part for part in parts_of(message) if type_of(part) in _PAGES]
    start = parameter(message, "start")
    saved_from = header(message, "snapshot-content-location")
    for part in pages:
        if start and header(part, "content-id") == start:
            return part
    for part in pages:
        if saved_from and header(part, "content-location") == saved_from:
            return part
    return pages[0] if pages else None
