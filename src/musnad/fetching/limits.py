"""What is asked of others and taken from them, at most: every limit of fetching, in one place."""

from typing import Annotated

import msgspec

_Seconds = Annotated[float, msgspec.Meta(gt=0)]
_Count = Annotated[int, msgspec.Meta(ge=1)]


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The limits of fetching. The defaults suit a desk that follows a hundred outlets.

    connect_seconds: for a connection, its encryption included.
    total_seconds: for one answer, from the first try to connect to its last byte, however slowly they come.
    wire_bytes: of an answer as it comes over the line, with all that comes before and between what it says.
    page_bytes: of an answer when it is unpacked.
    robots_bytes: of a robots.txt that are heeded.
    redirects: from one address to the next, for one page.
    delay_seconds: between two requests to one host, unless its robots.txt or the list of sources asks for more.
    longest_delay_seconds: what a robots.txt may ask for; a host that asks for more is asked this seldom.
    at_once: requests that are under way, each to another host.
    new_items: that one look at a source brings; what is left is taken at the next.
    tries: how often a page is asked for before what its feed told of it is taken instead.
    inside: hosts that may lie in a private network, by name or address, without port; no other may.
    """

    connect_seconds: _Seconds = 15.0
    total_seconds: _Seconds = 60.0
    wire_bytes: _Count = 20 * 1024 * 1024
    page_bytes: _Count = 20 * 1024 * 1024
    robots_bytes: _Count = 512 * 1024
    redirects: Annotated[int, msgspec.Meta(ge=0)] = 6
    delay_seconds: Annotated[float, msgspec.Meta(ge=0)] = 5.0
    longest_delay_seconds: _Seconds = 120.0
    at_once: _Count = 16
    new_items: _Count = 1000
    tries: _Count = 8
    inside: tuple[str, ...] = ()
