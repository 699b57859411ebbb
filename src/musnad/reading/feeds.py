"""RSS and Atom → reports, one an item."""

import hashlib
import io
import re
from collections.abc import Sequence
from html import unescape
from typing import Any

from musnad.errors import ReportError
from musnad.reading import dates
from musnad.reading.bylines import joined, tidy_byline
from musnad.reading.decoding import declared_charset, decode
from musnad.reading.items import Item, Offer, make_item, once_each
from musnad.reading.limits import FEED_ITEMS, FEED_LIMIT
from musnad.reading.noise import split_page
from musnad.reading.pages import check_size, compose, host_of
from musnad.reading.titles import clean_title, outlet_name, tidy
from musnad.reading.tree import check_parts, lines_of, parse
from musnad.reading.web import absolute
from musnad.records import Report

_ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_ESCAPED_TAG = re.compile(r"&lt;/?(?:a|p|div|br|span|strong|b|em|h\d|ul|li|img)\b", re.IGNORECASE)
# what feedparser raises on some broken feeds: a number for a sign that there is none of, an attribute it did not expect
_FAULTS = (AttributeError, ArithmeticError, AssertionError, LookupError, RecursionError, TypeError, ValueError)

def read_feed(data: bytes, source: str) -> list[Report]:
    """The items of a feed that have a headline or a text, in the feed's order.

    Raises:
        ReportError: empty, binary, larger than `FEED_LIMIT`, of more than `TAGS_LIMIT` tags, or no feed.
    """
    return [report for _, report in _entries(data, source) if report is not None]


def feed_offer(data: bytes, source: str) -> Offer:
    """What an RSS or Atom feed offers, in its order. `source` is its address, which its links are relative to.

    Raises:
        ReportError: empty, binary, larger than `FEED_LIMIT`, of more than `TAGS_LIMIT` tags, or no feed.
    """
    return Offer(items=once_each(_item(entry, report, source) for entry, report in _entries(data, source)))


def _item(entry: Any, report: Report | None, source: str) -> Item:
    changed = dict.get(entry, "updated") or (report.text if report else None)
    return make_item(entry.get("link"), entry.get("id"), source, [report.title if report else None, changed], report)


def _entries(data: bytes, source: str) -> list[tuple[Any, Report | None]]:
    """The entries of a feed, each with its report."""
    check_size(len(data), source, FEED_LIMIT)
    import feedparser  # slow to import, and few runs read feeds

    text = _without_prolog(decode(data, declared_charset(data), source), source)
    # the bytes are UTF-8 now, whatever the feed says of itself; only a stream is surely not fetched
    try:
        feed = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except _FAULTS as error:
        raise ReportError(f"no feed that can be read: {error}", source) from error
    if not feed.get("version"):
        raise ReportError("no RSS or Atom feed", source)
    home = host_of(feed.feed.get("link"))
    name = outlet_name(unescape(feed.feed.get("title") or ""))
    return [(entry, _report(entry, home, name, source)) for entry in feed.entries[:FEED_ITEMS]]


def _without_prolog(text: str, source: str) -> str:
    """A feed from its first tag on: no feed needs entities of its own, and a few lines of them unfold to gigabytes."""
    root = _ROOT.search(text)
    if root is None:
        raise ReportError("no RSS or Atom feed", source)
    check_parts(text.count("<") + text.count("&lt;"), source)
    return text[root.start() :]


def _report(entry: Any, home: str | None, channel: str | None, source: str) -> Report | None:
    link = entry.get("link")
    host = host_of(link) or home
    # an item from elsewhere is not the channel's own
    own = channel if home is None or (host == home and channel and not channel.isascii()) else None
    outlet = own or host
    title = plain_lines(entry.get("title") or "", source)
    headline = clean_title(" ".join(title), site_names=[name for name in (own, host) if name]) if title else None
    contents = [content.get("value") or "" for content in entry.get("content", ())]
    body = body_of(max([*contents, entry.get("summary") or ""], key=len), headline, source)
    text = compose(headline, body)
    if not text:
        return None
    name = entry.get("id") or link or hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    # the plain dict's get: the feed's own passes one field off as another
    said = (dict.get(entry, field) for field in ("published", "created", "updated"))
    return Report(
        id=tidy(name),
        text=text,
        title=headline,
        published_at=dates.first_date(value for value in said if value),
        outlet=outlet,
        url=absolute(link, source) if link else None,
        byline=_byline(entry, [name for name in (own, channel) if name], host or ""),
    )


def _byline(entry: Any, sites: Sequence[str], host: str) -> str | None:
    """Who signed an item: its authors (`author`, `dc:creator`), without the channel and its accounts."""
    said = [author.get("name") or "" for author in entry.get("authors", ())] or [dict.get(entry, "author") or ""]
    return joined(name for name in (tidy_byline(unescape(one), sites, host) for one in said) if name)


def body_of(markup: str, headline: str | None, source: str) -> list[str]:
    """The paragraphs of an item's content."""
    lines = plain_lines(markup, source)
    if not lines:
        return []
    split = split_page([headline, *lines] if headline else lines, headline)
    shift = 1 if headline else 0
    kept = [lines[i - shift] for i in split.body_lines]
    # a summary may be one line, cut off or without its full stop: then it is all there is
    return kept or [line for line in lines if line != headline]


def plain_lines(markup: str, source: str) -> list[str]:
    """The lines of a fragment of HTML."""
    if not markup.strip():
        return []
    if _ESCAPED_TAG.search(markup):
        markup = unescape(markup)
    if "<" not in markup and "&" not in markup:
        return [line for line in map(tidy, markup.split("\n")) if line]
    try:
        return [line.text for line in lines_of(parse(f"<body>{markup}</body>", source))]
    except ReportError:
        return [tidy(markup)]
