"""Which addresses may be asked: the web's own, over HTTP, outside the network that asks.

A feed is written by strangers. It may name `file://`, the router, a cloud's metadata service, or a name that
the domain's owner points at one of these from one moment to the next. So what counts is the address that is
connected to, at the moment of connecting.
"""

import ipaddress
import unicodedata
from collections.abc import Collection, Sequence
from urllib.parse import SplitResult, urlsplit

import httpx2

from musnad.errors import RefusedError

_SCHEMES = {"http": 80, "https": 443}
_SYSTEM_PORTS = 1024
_LONGEST = 2000
# All that is given out of IPv6 for use between networks.
_OPEN = ipaddress.IPv6Network("2000::/3")
# Addresses in it that carry one of IPv4, which nobody checks on the way.
_CARRIERS = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("2001::/32"))


def checked_url(url: str) -> SplitResult:
    """The parts of an address that may be asked for.

    Raises:
        RefusedError: not HTTP, no host, a user name in it, the port of another service, or no address at all.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise RefusedError(f"not an address: {error}", url) from error
    if parts.scheme.lower() not in _SCHEMES:
        raise RefusedError("only http:// and https:// are fetched", url)
    if len(url) > _LONGEST:
        raise RefusedError(f"an address of more than {_LONGEST} characters", f"{url[:80]}…")
    if not host or any(map(_is_break, url)):
        raise RefusedError("not an address", url)
    if parts.username or parts.password:
        raise RefusedError("it has a user name in it", url)
    if port is not None and port < _SYSTEM_PORTS and port not in _SCHEMES.values():
        raise RefusedError(f"port {port} is not a web server's", url)
    return parts


def host_key(url: str) -> str:
    """The host of an address, in lower case and without `www.`: what politeness is reckoned by."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.rstrip(".").removeprefix("www.")


def public_only(host: str, addresses: Sequence[str], inside: Collection[str] = ()) -> list[str]:
    """The addresses of `host` as they are to be connected to, all of them public; any for hosts in `inside`.

    Raises:
        RefusedError: one of them is not public.
    """
    if _plain(host) in map(_plain, inside):
        return list(addresses)
    for address in addresses:
        if not is_public(address):
            raise RefusedError(f"{address} is not a public address", host)
    return list(addresses)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip not in _OPEN or any(ip in carrier for carrier in _CARRIERS):
            return False
    return ip.is_global and not ip.is_multicast


def _is_break(sign: str) -> bool:
    # joiners and direction marks are no breaks: they stand in the addresses of some Arabic pages
    return sign.isspace() or unicodedata.category(sign) in {"Cc", "Cs"}


def _plain(host: str) -> str:
    """A host in the one spelling that is connected to."""
    bare = host.strip().strip("[]").rstrip(".").lower()
    try:
        return httpx2.URL(scheme="http", host=bare).raw_host.decode("ascii")
    except httpx2.InvalidURL:
        return bare
