"""Pages that list links to news, for outlets that have no feed."""

import re
from urllib.parse import urldefrag

from musnad.reading.decoding import declared_charset, decode
from musnad.reading.items import Offer, make_item, once_each
from musnad.reading.titles import tidy
from musnad.reading.tree import parse
from musnad.reading.web import absolute
from musnad.records import Report

_HEADLINE_WORDS = 3


def listing_offer(data: bytes, source: str, links: re.Pattern[str]) -> Offer:
    """The links of a page whose address has a match of `links`, in the order of the page.

    Raises:
        ReportError: empty, binary, or no page.
    """
    tree = parse(decode(data, declared_charset(data), source), source)
    bases = [base.get("href") or "" for base in tree.iter("base")]
    base = absolute(bases[0], source) or source if bases else source
    found = []
    for element in tree.iter("a"):
        address = absolute(element.get("href") or "", base)
        if address and links.search(address):
            found.append((urldefrag(address).url, tidy(element.text_content())))
    # a picture and a headline often link to one page: the longer words are its headline
    headlines: dict[str, str] = {}
    for address, words in found:
        headlines[address] = max(headlines.get(address, ""), words, key=len)
    return Offer(
        items=once_each(
            make_item(address, address, base, [address], _told(address, headline))
            for address, headline in headlines.items()
        )
    )


def _told(address: str, headline: str) -> Report | None:
    if len(headline.split()) < _HEADLINE_WORDS:
        return None
    return Report(id=address, text=headline, title=headline, url=address)
