"""What is asked of others and taken from them, at most: every limit of fetching, in one place."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The limits of fetching. The defaults suit a desk that follows a hundred outlets.

    connect_seconds: for a connection, its encryption included.
    total_seconds: for one answer, from its first byte asked to its last byte come, however slowly they come.
    wire_bytes: of an answer as it comes over the line.
    page_bytes: of an answer when it is unpacked.
    robots_bytes: of a robots.txt that are heeded.
    redirects: from one address to the next, for one page.
    delay_seconds: between two requests to one host, unless its robots.txt or the list of sources asks for more.
    longest_delay_seconds: what a robots.txt may ask for; a host that asks for more is asked this seldom.
    at_once: requests that are under way, each to another host.
    tries: how often a page is asked for before what its feed told of it is taken instead.
    inside: hosts that may lie in a private network; no other may.
    """

    connect_seconds: float = 15.0
    total_seconds: float = 60.0
    wire_bytes: int = 20 * 1024 * 1024
    page_bytes: int = 20 * 1024 * 1024
    robots_bytes: int = 512 * 1024
    redirects: int = 6
    delay_seconds: float = 5.0
    longest_delay_seconds: float = 120.0
    at_once: int = 16
    tries: int = 8
    inside: tuple[str, ...] = ()
