"""How much of an archive is opened: what a file may unpack to before it is taken for a trap."""

import msgspec

MIB = 1024 * 1024


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
