"""What the answer of a source offers, whatever kind of source it is."""

import re

from musnad.reading.feeds import feed_offer
from musnad.reading.items import Offer
from musnad.reading.jsonfeed import json_offer
from musnad.reading.listings import listing_offer
from musnad.reading.sitemaps import is_sitemap, sitemap_offer


def read_offer(data: bytes, address: str, links: re.Pattern[str] | None = None) -> Offer:
    """What a feed (RSS, Atom, JSON Feed), a sitemap or, with `links`, a page of links offers.

    Args:
        data: what was answered, unpacked.
        address: what was asked, for relative links and errors.
        links: the form of the addresses that are taken from a page; None where the source is no page.

    Raises:
        ReportError: it is none of them.
    """
    if links is not None:
        return listing_offer(data, address, links)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return json_offer(data, address)
    return sitemap_offer(data, address) if is_sitemap(data) else feed_offer(data, address)
