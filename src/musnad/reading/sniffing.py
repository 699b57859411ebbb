"""What some bytes are, by what they show, and by the name of their file where they do not."""

import re
import zlib
from typing import Literal

Kind = Literal["lines", "html", "feed", "text", "mail", "mhtml", "warc", "zip"]

HEAD = 4096
"""Bytes of the beginning that show what a file is."""
GZIP = b"\x1f\x8b"

SUFFIXES: dict[str, Kind] = {
    ".jsonl": "lines", ".ndjson": "lines", ".json": "lines",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".xml": "feed", ".rss": "feed", ".atom": "feed", ".rdf": "feed",
    ".txt": "text", ".text": "text",
    ".eml": "mail", ".mhtml": "mhtml", ".mht": "mhtml",
    ".warc": "warc", ".zip": "zip",
}  # fmt: skip
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_JSON_LIST = re.compile(rb"\[\s*\{")
_FEED_TAG = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.IGNORECASE)
_HTML_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|article|main|div|p|h1|title|section|span)[\s>/]", re.IGNORECASE
)
_HEADER = re.compile(rb"(?:From |[A-Za-z][A-Za-z0-9-]*:)")
_MESSAGE = re.compile(rb"^(?:MIME-Version|Received|Return-Path|Message-ID):", re.IGNORECASE | re.MULTILINE)
_SAVED_PAGE = re.compile(rb"^(?:Snapshot-Content-Location:|From: <Saved by)", re.IGNORECASE | re.MULTILINE)
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def kind_of(data: bytes, suffix: str = "") -> Kind:
    """What some bytes are, by their beginning, and by the file's suffix where that does not show it."""
    if data.startswith(_ZIP):
        return "zip"
    named = SUFFIXES.get(suffix.lower())
    head = _plain_head(data[:HEAD])
    if head.startswith(b"WARC/"):
        return "warc"
    message = _message(head, named)
    if message is not None:
        return message
    if head.startswith(b"{") or _JSON_LIST.match(head):
        return "lines"
    if _FEED_TAG.search(head) and not head.lower().startswith(b"<!doctype html"):
        return "feed"
    if head.startswith(b"<") and _HTML_TAG.search(head):
        return "html"
    return named or ("html" if _HTML_TAG.search(head) else "text")


def kind_of_start(start: bytes, suffix: str = "") -> Kind:
    """What a file is by its first `HEAD` bytes; of a gzip file, what is in it («text» if that is damaged)."""
    if not start.startswith(GZIP):
        return kind_of(start, suffix)
    try:
        return kind_of(zlib.decompressobj(wbits=31).decompress(start, HEAD))
    except zlib.error:
        return "text"


def _message(head: bytes, named: Kind | None) -> Kind | None:
    """Whether a beginning is that of an e-mail, or of a page that a browser saved in the form of one."""
    if not _HEADER.match(head):
        return None
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    if _SAVED_PAGE.search(top) or (named == "mhtml" and _RELATED.search(top)):
        return "mhtml"
    return "mail" if named in {"mail", "mhtml"} or _MESSAGE.search(top) else None


def _plain_head(head: bytes) -> bytes:
    """The beginning without byte-order mark, and of UTF-16 only its ASCII."""
    if b"\x00" in head:
        head = head.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()
