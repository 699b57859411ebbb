"""Sitemaps of news, and indexes of sitemaps."""

import re
from typing import Any

from lxml import etree

from musnad.errors import ReportError
from musnad.reading import dates
from musnad.reading.decoding import declared_charset, decode
from musnad.reading.items import Item, Offer, make_item, once_each
from musnad.reading.limits import SITEMAP_ITEMS
from musnad.reading.titles import tidy
from musnad.reading.tree import check_parts
from musnad.reading.web import absolute
from musnad.records import Report

_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:urlset|sitemapindex)[\s>]")
_HEAD = 65536
_MOST_TAGS = 1_000_000
def is_sitemap(data: bytes) -> bool:
    """Whether some bytes, in any encoding, begin as a sitemap or an index of sitemaps."""
    return _ROOT.search(data[:_HEAD].replace(b"\0", b"")) is not None


def sitemap_offer(data: bytes, source: str) -> Offer:
    """The items of a sitemap, or the sitemaps of an index, in its order; what is cut off is read as far as it goes.

    Raises:
        ReportError: empty, binary, or no sitemap.
    """
    text = decode(data, declared_charset(data), source)
    check_parts(text.count("<"), source, _MOST_TAGS)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(_without_declaration(text).encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise ReportError(f"no sitemap that can be read: {error}", source) from error
    if root is None or _name(root) not in {"urlset", "sitemapindex"}:
        raise ReportError("no sitemap", source)
    entries = [entry for entry in root if _name(entry) in {"url", "sitemap"}][:SITEMAP_ITEMS]
    if _name(root) == "sitemapindex":
        found = (absolute(_field(entry, "loc") or "", source) for entry in entries)
        return Offer(sitemaps=tuple(address for address in found if address))
    return Offer(items=once_each(item for item in (_item(entry, source) for entry in entries) if item.address))


def _item(entry: Any, source: str) -> Item:
    link, title = _field(entry, "loc"), _field(entry, "title")
    printed, changed = _field(entry, "publication_date"), _field(entry, "lastmod")
    told = None
    if title and link:
        day = dates.published_date(printed or "")
        told = Report(id=link, text=title, title=title, published_at=day, url=absolute(link, source))
    return make_item(link, link, source, [changed, title], told)


def _field(entry: Any, name: str) -> str | None:
    for element in entry:
        if _name(element) == name:
            return tidy(element.text or "") or None
    # what an entry says of its pictures and films is not of its page
    return next((_field(element, name) for element in entry if _name(element) == "news"), None)


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _without_declaration(text: str) -> str:
    """The text without its XML declaration: it is decoded already."""
    start = text.lstrip()
    return start.partition("?>")[2] if start.startswith("<?xml") else start
