"""What a source offers to be read: the items of a feed, a sitemap of news, or a page that lists links."""

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from musnad.reading.web import absolute, address_key
from musnad.records import Report


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing on offer.

    key: what it is known by, from one look to the next.
    address: its page, or None where it has none.
    mark: changes when what the source says of it changes.
    told: what the source itself tells of it, which stands in for a page that cannot be had; None if nothing.
    """

    key: str
    address: str | None
    mark: str
    told: Report | None = None


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """All that a source offers at one look: items, and further sitemaps to look at."""

    items: tuple[Item, ...] = ()
    sitemaps: tuple[str, ...] = ()


def make_item(link: str | None, name: str | None, base: str, mark: Sequence[str | None], told: Report | None) -> Item:
    """An item by its link, or by the name that its feed gives it, or by its words.

    A link tells items apart better than a name: some feeds make new names at each look.
    """
    address = absolute(link, base) if link else None
    words = told.text if told else ""
    key = address_key(address) if address else name or _digest([words])
    return Item(key=key, address=address, mark=_digest(mark), told=told)


def once_each(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items without those that an earlier one has the key of."""
    kept: dict[str, Item] = {}
    for item in items:
        kept.setdefault(item.key, item)
    return tuple(kept.values())


def _digest(parts: Sequence[str | None]) -> str:
    joined = "\x1f".join(part or "" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()[:16]
