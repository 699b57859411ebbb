"""What is known of outlets and agencies as publishers: their feeds, and how their pages are printed.

`outlets.tsv` says, of sources of `sources.tsv`, in which languages they publish, where their feeds and sitemaps
are, what their pages print beside a headline, how they print who wrote, and with what line their lists of related
news begin. Nothing here is fetched.
"""

from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

import msgspec

from musnad.knowledge.bylines import check_form
from musnad.knowledge.sources import KnownSource, known_sources
from musnad.knowledge.tables import data_text, read_table, split_list

FEED_HOSTS = frozenset(("feeds.feedburner.com",))
"""Hosts that serve the feeds of others."""

_TABLE = "outlets.tsv"
_COLUMNS = ("source", "languages", "feeds", "sitemaps", "titles", "bylines", "related")


class Outlet(msgspec.Struct, frozen=True):
    """An outlet as a publisher of pages.

    `source` is the English name by which `known_sources` has it; `hosts` are its web hosts, without «www.»;
    `languages` are ISO 639-1, the first the one it is read in. `titles` are what its pages print before or after
    a headline, without the sign between; `bylines` are forms as `bylines.byline_in` reads them; `related` are
    lines that open a list of links, in natural spelling.
    """

    source: str
    hosts: tuple[str, ...]
    languages: tuple[str, ...]
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    titles: tuple[str, ...]
    bylines: tuple[str, ...]
    related: tuple[str, ...]


@cache
def outlets() -> tuple[Outlet, ...]:
    """All outlets of `outlets.tsv`.

    Raises:
        KnowledgeError: the table is malformed, names a source that there is not, or gives an address that is
            not on a host of its source; names the line.
    """
    return read_outlets(data_text(_TABLE), _TABLE)


def outlet_of(address: str | None) -> Outlet | None:
    """The outlet that publishes at this address or host, by the longest host that fits; None where none does.

    >>> outlet_of("https://www.enabbaladi.net/1/").source
    'Enab Baladi'
    """
    labels = host_of(address or "").split(".")
    for at in range(len(labels) - 1):
        found = _by_host().get(".".join(labels[at:]))
        if found is not None:
            return found
    return None


def read_outlets(text: str, name: str) -> tuple[Outlet, ...]:
    """The outlets of a table; `name` is for error messages.

    Raises:
        KnowledgeError: see `outlets`.
    """
    known = {source.name: source for source in known_sources()}
    taken: dict[str, str] = {}

    def make(row: dict[str, str]) -> Outlet:
        source = known.get(row["source"])
        if source is None:
            raise ValueError(f"«{row['source']}» is not a source of sources.tsv")
        outlet = _outlet(row, source)
        for key in (f"«{outlet.source}»", *outlet.hosts):
            if key in taken:
                raise ValueError(f"{key} is that of {taken[key]} already")
            taken[key] = outlet.source
        return outlet

    return tuple(read_table(text, name, _COLUMNS, make))


def host_of(address: str) -> str:
    """The host of an address, or of a bare host, without «www.»; empty for what is neither."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")


def _outlet(row: dict[str, str], source: KnownSource) -> Outlet:
    # beside hosts, sources have the names that corpora call them by
    hosts = tuple(host for host in source.hosts if "." in host)
    for host in hosts:
        if host != host_of(host):
            raise ValueError(f"«{host}» of {source.name} is not a host without «www.»")
    languages = split_list(row["languages"])
    if not languages or not all(len(code) == 2 and code.islower() and code.isascii() for code in languages):
        raise ValueError(f"«{row['languages']}» are not codes of languages such as ar|en")
    feeds, sitemaps, bylines = (split_list(row[column]) for column in ("feeds", "sitemaps", "bylines"))
    for address in (*feeds, *sitemaps):
        _check_address(address, hosts)
    for form in bylines:
        check_form(form)
    return Outlet(
        source=source.name,
        hosts=hosts,
        languages=languages,
        feeds=feeds,
        sitemaps=sitemaps,
        titles=split_list(row["titles"]),
        # «جسر – متابعات» names no place: what is printed word for word is looked for first
        bylines=tuple(sorted(bylines, key=lambda form: "{" in form)),
        related=split_list(row["related"]),
    )


def _check_address(address: str, hosts: tuple[str, ...]) -> None:
    host = host_of(address)
    if not address.startswith(("https://", "http://")) or "." not in host or any(map(str.isspace, address)):
        raise ValueError(f"«{address}» is not a web address")
    if host not in FEED_HOSTS and not any(host == own or host.endswith(f".{own}") for own in hosts):
        raise ValueError(f"«{address}» is on none of its source's hosts: {', '.join(hosts) or 'none is known'}")


@cache
def _by_host() -> dict[str, Outlet]:
    return dict(_hosts())


def _hosts() -> Iterator[tuple[str, Outlet]]:
    for outlet in outlets():
        for host in outlet.hosts:
            yield host, outlet
