"""How much is read at most: of a page, a feed, a line, an archive. Those of fetching are in `fetching.limits`."""

import msgspec

MIB = 1024 * 1024

PAGE_LIMIT = 20 * MIB
"""Bytes of the largest page or text file that is read."""

LINES_LIMIT = 20_000
"""Lines of the longest page that is read."""

TAGS_LIMIT = 300_000
"""Tags of the longest page or feed that is read; a feed of 50 whole articles has some 2,000."""

FEED_LIMIT = 50 * MIB
"""Bytes of the largest feed that is read."""

FEED_ITEMS = 5_000
"""Items that are read of a feed, from its top."""

SITEMAP_ITEMS = 50_000
"""Addresses that a sitemap may hold, as sitemaps.org has it."""

LINE_LIMIT = 20 * MIB
"""Bytes of the longest line that is read."""


class ArchiveLimits(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of opening archives and messages, all in one place.

    A page, feed or line has its own limit besides (`PAGE_LIMIT`, `FEED_LIMIT`, `LINE_LIMIT`). What is over a
    limit is a `ReportError` that names it; the rest of the archive is read where that is safe.
    """

    entries: int = 100_000
    """Files in one ZIP, with those of the ZIPs in it."""

    unpacked: int = 4096 * MIB
    """Bytes that one ZIP may unpack to, with those of the ZIPs in it."""

    ratio: int = 250
    """Times that an entry may grow when unpacked. Pages grow ten times; a trap, a thousand times."""

    ratio_from: int = 2 * MIB
    """Bytes below which growing is not looked at: a small file of one letter is no trap."""

    nested: int = 1
    """Levels of ZIPs within a ZIP."""

    nested_bytes: int = 256 * MIB
    """Bytes of a ZIP that must be held in memory: one within another, or on standard input."""

    head: int = 64 * 1024
    """Bytes of the head of a record, of HTTP, or of a line in them."""

    message: int = 64 * MIB
    """Bytes of a message or a saved page with its pictures (MHTML)."""

    message_lines: int = 2_000_000
    """Lines of a message."""

    message_parts: int = 50
    """Messages and parts with parts of their own in one message: how deep it may go."""

    header: int = 4096
    """Letters of a header of a message that is read; the rest of it is not."""


LIMITS = ArchiveLimits()
