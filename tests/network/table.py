"""The faults, each with its name; and the sixty outlets with what is wrong with each."""

from typing import Literal

import msgspec

Form = Literal["rss", "atom", "rdf", "json", "sitemap", "sitemap-index", "listing"]
Text = Literal["full", "summary", "none"]

FAULTS = {
    # letters
    "cp1256-as-utf8": "feed and pages in windows-1256 that call themselves UTF-8",
    "utf8-as-cp1256": "feed and pages in UTF-8 that call themselves windows-1256",
    "bom": "a byte-order mark before feed and pages",
    "utf16-feed": "the feed in UTF-16",
    "entities": "headlines escaped twice: &amp;quot; &amp;nbsp;",
    "raw-slugs": "addresses in the feed with bare Arabic letters in them",
    # what feeds say
    "no-dates": "no date in feed or page",
    "future": "every 6th story is dated two days ahead",
    "bad-xml": "bare & and control characters in the feed; addresses told apart by their query alone",
    "feed-cut": "every 4th feed ends in the middle of an item's text, in a reply that is whole",
    "new-guids": "other GUIDs at each poll",
    "twice": "each item stands in the feed twice",
    "three-addresses": "each story thrice: with utm_…, as /amp/, on the m. host; pages name the canonical address",
    "three-addresses-bare": "the same, and the pages name no address",
    "sections": "two section feeds; every 3rd story stands in both",
    "no-links": "items have text and no link, and there are no pages",
    "relative-links": "links in the feed without a host; no text in the feed",
    "inside-links": "every 2nd item links to where no reader should go: file:, 127.0.0.1, 169.254.169.254, 10.0.0.1",
    "archive-500": "the feed shows its last 500 items, 500 of them from before the beginning",
    "last-5": "the feed shows its last 5 items only",
    "edited": "every 4th story is changed six hours later, and the feed says so",
    # what becomes of pages
    "gone-pages": "every 3rd page is deleted before anyone reads it (404, 410)",
    "moved-pages": "pages are elsewhere (301, 302)",
    "redirect-loop": "every 4th page leads round in a circle",
    "inside-redirects": "every 3rd page leads to an address inside",
    "new-layout": "pages (and the listing) look different from the third day on",
    "endless": "every 15th page never ends",
    # feeds over time
    "moved-feed": "the feed moves for good on the fifth day (301)",
    "quiet": "no stories from the tenth day on",
    "dies": "no stories from the eleventh day on; connections refused from the twelfth",
    # what is new
    "etag": "ETag and 304",
    "last-modified": "Last-Modified and 304",
    "etag-new": "another ETag at each poll, so never 304",
    "never-304": "ETag and Last-Modified, and If-None-Match is never heeded",
    "wrong-304": "every 3rd conditional poll is told 304 although there is news",
    # too busy
    "429-seconds": "every 11th request is too many, with Retry-After in seconds; so are all until then",
    "429-date": "the same, with Retry-After as a date",
    "503-hours": "503 from 02:00 to 08:00 after the beginning on days 1, 9, 16 and 23",
    "hang-pages": "every 6th page is not answered the first time",
    "hang-feed": "every 40th poll is not answered",
    "drip-body": "every 8th page comes a byte each 0.2 s the first time",
    "drip-head": "the same, from the first byte of the headers",
    # the wire
    "gzip": "compressed, where asked for",
    "chunked": "in chunks, without Content-Length",
    "gzip-cut": "every 4th feed (at an item's text) and the first reply of every 4th page (in its head) are cut gzip",
    "gzip-unsaid": "every 4th poll and the first reply of every 4th page are gzip and do not say so",
    "gzip-untrue": "every 4th poll and the first reply of every 4th page are called gzip and are not",
    "reset": "the first reply of every 3rd page, and every 9th poll, is reset in the middle of the body",
    "long-length": "the first reply of every 3rd page names a larger Content-Length than its body has",
    "text-type": "pages are called text/plain, the feed text/html",
    "tls-pages": "pages are https with a certificate that nobody knows",
    "tls-all": "feed and pages are: nothing can be had",
    # robots.txt
    "robots-path": "/special/, where every 3rd story lies, is forbidden to all",
    "robots-site-but-feed": "all but the feed is forbidden",
    "robots-site": "all is forbidden: nothing can be had",
    "robots-named": "all is forbidden to others, and nothing to musnad",
    "robots-query": "Disallow: /*?print=, and the listing has such links beside the others",
    "robots-503": "robots.txt is 503 for the first six hours, and on day 8 for as many",
    "robots-hang": "robots.txt is not answered the first two times",
    "robots-404": "there is no robots.txt",
    "crawl-delay": "Crawl-delay: 10",
}


class Row(msgspec.Struct, frozen=True):
    """How an outlet publishes: the form of what is polled, how often, its faults, and the text its feed has."""

    form: Form
    every: str
    faults: tuple[str, ...] = ()
    text: Text = "full"


OUTLETS = (
    Row("rss", "1h", ("etag", "gzip")),
    Row("atom", "2h", ("last-modified", "edited")),
    Row("json", "2h", ("etag", "edited")),
    Row("rdf", "3h", ("twice", "gzip")),
    Row("sitemap", "3h", ("etag",)),
    Row("listing", "3h"),
    Row("sitemap-index", "3h", ("gzip",)),
    Row("rss", "2h", ("cp1256-as-utf8",), "summary"),
    Row("rss", "3h", ("utf8-as-cp1256",), "summary"),
    Row("atom", "3h", ("no-dates",)),
    Row("rss", "2h", ("bom", "future")),
    Row("rss", "3h", ("utf16-feed", "etag")),
    Row("rss", "2h", ("gzip-cut", "etag"), "summary"),
    Row("rss", "2h", ("feed-cut", "etag")),
    Row("rss", "3h", ("bad-xml",)),
    Row("rss", "6h", ("new-guids", "twice")),
    Row("rss", "3h", ("three-addresses",)),
    Row("rss", "3h", ("three-addresses-bare",), "summary"),
    Row("rss", "2h", ("moved-pages",), "summary"),
    Row("rss", "3h", ("moved-feed", "etag")),
    Row("atom", "1h", ("etag-new", "gone-pages"), "summary"),
    Row("json", "2h", ("never-304", "gone-pages")),
    Row("rss", "1h", ("wrong-304",)),
    Row("rss", "2h", ("429-seconds",), "summary"),
    Row("rss", "2h", ("429-date", "etag"), "summary"),
    Row("atom", "2h", ("503-hours",)),
    Row("sitemap", "3h", ("503-hours",)),
    Row("rss", "3h", ("hang-pages",), "summary"),
    Row("rss", "2h", ("hang-feed",)),
    Row("rss", "3h", ("drip-body",), "summary"),
    Row("rss", "6h", ("drip-head",), "summary"),
    Row("rss", "3h", ("redirect-loop",)),
    Row("rss", "2h", ("robots-path",)),
    Row("atom", "6h", ("robots-site-but-feed",)),
    Row("rss", "6h", ("robots-site",)),
    Row("listing", "3h", ("robots-query", "gzip")),
    Row("rss", "3h", ("robots-503",), "summary"),
    Row("rss", "6h", ("robots-hang",)),
    Row("rss", "6h", ("robots-404", "entities"), "summary"),
    Row("rss", "6h", ("robots-named", "raw-slugs")),
    Row("rss", "3h", ("crawl-delay",), "summary"),
    Row("rss", "2h", ("new-layout", "chunked"), "summary"),
    Row("listing", "2h", ("new-layout",)),
    Row("rss", "6h", ("tls-pages",)),
    Row("rss", "6h", ("tls-all",)),
    Row("rss", "3h", ("reset",), "summary"),
    Row("listing", "2h", ("reset",)),
    Row("rss", "3h", ("long-length",), "summary"),
    Row("rss", "2h", ("text-type",), "summary"),
    Row("atom", "2h", ("gzip-unsaid",)),
    Row("rss", "2h", ("gzip-untrue",), "summary"),
    Row("rss", "3h", ("endless",)),
    Row("rss", "3h", ("inside-links",)),
    Row("rdf", "3h", ("inside-redirects", "last-modified")),
    Row("rss", "2h", ("no-links",)),
    Row("rss", "3h", ("relative-links",), "none"),
    Row("rss", "6h", ("archive-500", "etag"), "summary"),
    Row("rss", "1h", ("last-5",)),
    Row("rss", "2h", ("quiet", "sections"), "summary"),
    Row("atom", "3h", ("dies",)),
)

STORIES_HIT = {
    # fault: every so many-th story has it
    **{"gone-pages": 3, "redirect-loop": 4, "robots-path": 3, "edited": 4, "endless": 15, "future": 6, "sections": 3},
    **{"inside-links": 2, "inside-redirects": 3, "reset": 3, "long-length": 3, "gzip-cut": 4, "hang-pages": 6},
    **{"drip-body": 8, "drip-head": 8, "gzip-unsaid": 4, "gzip-untrue": 4},
    **{"robots-site-but-feed": 1, "tls-pages": 1, "no-links": 1},
}
ONLY_FEED = frozenset((
    *("gone-pages", "redirect-loop", "robots-path", "endless", "inside-links", "inside-redirects"),
    *("robots-site-but-feed", "tls-pages", "no-links"),
))  # fmt: skip
NOTHING_TO_HAVE = frozenset(("robots-site", "tls-all"))
