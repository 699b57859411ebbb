"""JSON Feed (jsonfeed.org, versions 1 and 1.1)."""

from collections.abc import Iterator
from typing import Any

import msgspec

from musnad.errors import ReportError
from musnad.reading import dates
from musnad.reading.bylines import joined, tidy_byline
from musnad.reading.decoding import decode
from musnad.reading.feeds import body_of, plain_lines
from musnad.reading.items import Item, Offer, make_item, once_each
from musnad.reading.limits import FEED_ITEMS, FEED_LIMIT
from musnad.reading.pages import check_size, compose, host_of
from musnad.reading.titles import clean_title, outlet_name, tidy
from musnad.reading.tree import check_parts
from musnad.reading.web import absolute
from musnad.records import Report

_MOST_PARTS = 1_000_000
"""Commas of the longest feed that is read, those of its texts among them."""


class _Entry(msgspec.Struct):
    id: str | int | float | None = None
    url: str | None = None
    external_url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    date_modified: str | None = None
    author: Any = None
    authors: Any = None


class _Feed(msgspec.Struct):
    version: str
    items: list[msgspec.Raw]
    title: str | None = None
    home_page_url: str | None = None


def json_offer(data: bytes, source: str) -> Offer:
    """The items of a JSON Feed, in its order, without those that are none.

    Raises:
        ReportError: empty, too large, or no JSON Feed.
    """
    check_size(len(data), source, FEED_LIMIT)
    try:
        text = decode(data, source=source)
        # what is between two commas takes a hundred bytes, however short it is
        check_parts(text.count(","), source, _MOST_PARTS)
        feed = msgspec.json.decode(text, type=_Feed)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReportError(f"no JSON Feed: {error}", source) from error
    if "jsonfeed.org" not in feed.version:
        raise ReportError("no JSON Feed", source)
    return Offer(items=once_each(_item(entry, feed, source) for entry in _entries(feed)))


def _entries(feed: _Feed) -> Iterator[_Entry]:
    for raw in feed.items[:FEED_ITEMS]:
        try:
            yield msgspec.json.decode(raw, type=_Entry)
        except (msgspec.DecodeError, RecursionError):
            continue  # one bad item is no reason to lose the others


def _item(entry: _Entry, feed: _Feed, source: str) -> Item:
    link = entry.url or entry.external_url
    outlet = outlet_name(feed.title or "") or host_of(link) or host_of(feed.home_page_url)
    titles = plain_lines(entry.title or "", source)
    headline = clean_title(" ".join(titles), site_names=[outlet] if outlet else []) if titles else None
    text = compose(headline, body_of(entry.content_html or entry.content_text or entry.summary or "", headline, source))
    name = None if entry.id is None else tidy(str(entry.id))
    told = None
    if text:
        told = Report(
            id=name or link or text[:80],
            text=text,
            title=headline,
            published_at=dates.first_date(filter(None, (entry.date_published, entry.date_modified))),
            outlet=outlet,
            url=absolute(link, source) if link else None,
            byline=_byline(entry, outlet, host_of(link) or ""),
        )
    return make_item(link, name, source, [headline, entry.date_modified or text], told)


def _byline(entry: _Entry, outlet: str | None, host: str) -> str | None:
    """Who signed an item, by version 1.1 or 1; what is no author is passed over."""
    said = entry.authors if isinstance(entry.authors, list) else [entry.author]
    names = [one["name"] for one in said if isinstance(one, dict) and isinstance(one.get("name"), str)]
    return joined(filter(None, (tidy_byline(name, [outlet] if outlet else [], host) for name in names)))
