"""Bytes → Report: HTML pages, text files, feeds, JSON Lines, messages, and archives of them."""

from musnad.reading.documents import Document, read_document
from musnad.reading.feeds import read_feed
from musnad.reading.files import read_paths, report_from_any
from musnad.reading.jsonl import read_report_lines
from musnad.reading.pages import read_html, read_text

__all__ = [
    "Document",
    "read_document",
    "read_feed",
    "read_html",
    "read_paths",
    "read_report_lines",
    "read_text",
    "report_from_any",
]
