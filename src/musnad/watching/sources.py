"""The list of what is watched: `sources.yaml`, or an OPML file of another feed reader."""

import datetime as dt
import re
from pathlib import Path
from urllib.parse import urlsplit

import msgspec
import yaml
from lxml import etree

from musnad.errors import ListError
from musnad.fetching import Limits

_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)", re.IGNORECASE)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_EVERY = dt.timedelta(minutes=15)
_SHORTEST = dt.timedelta(seconds=30)


class WatchSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source that is watched.

    name: by which it is known, on the desk too. Unique.
    address: of its feed, its sitemap, or the page that lists its news.
    every: the time between two looks.
    links: the form of the addresses that are taken from a page of links; None where the source is a feed or sitemap.
    delay: the least time between two requests to its host, where it is longer than that of the limits.
    pages: whether the page of each item is fetched; if not, the feed's own words are the report.
    """

    name: str
    address: str
    every: dt.timedelta = _EVERY
    links: re.Pattern[str] | None = None
    delay: dt.timedelta | None = None
    pages: bool = True


class WatchList(msgspec.Struct, frozen=True, kw_only=True):
    """The sources that are watched, how others can reach those who watch, and the limits that are set."""

    sources: tuple[WatchSource, ...]
    contact: str | None = None
    limits: Limits = Limits()


class _Source(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    feed: str | None = None
    sitemap: str | None = None
    listing: str | None = None
    links: str | None = None
    every: str | None = None
    delay: str | None = None
    pages: bool = True


class _List(msgspec.Struct, forbid_unknown_fields=True):
    sources: list[_Source]
    contact: str | None = None
    limits: Limits = Limits()


def read_watch_list(path: Path) -> WatchList:
    """The sources that a file lists: YAML, or OPML where the file is XML.

    Raises:
        ListError: it cannot be read, or a source in it is not as it should be; names the source.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ListError(f"{path}: {error.strerror or error}") from error
    try:
        found = _from_opml(data) if data.lstrip().startswith(b"<") else _from_yaml(data)
    except (yaml.YAMLError, msgspec.ValidationError, etree.LxmlError, UnicodeError, ValueError) as error:
        raise ListError(_fault(path, error)) from error
    names = [source.name for source in found.sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ListError(f"{path}: two sources are called {twice[0]!r}; give each a name of its own")
    if not names:
        raise ListError(f"{path}: it lists no source")
    return found


def _from_yaml(data: bytes) -> WatchList:
    given = msgspec.convert(yaml.safe_load(data), _List)
    return WatchList(
        sources=tuple(_source(source) for source in given.sources), contact=given.contact, limits=given.limits
    )


def _source(given: _Source) -> WatchSource:
    addresses = [address for address in (given.feed, given.sitemap, given.listing) if address]
    if len(addresses) != 1:
        raise ValueError(f"{given.name}: give one of feed, sitemap and listing")
    if bool(given.listing) != bool(given.links):
        raise ValueError(f"{given.name}: listing and links go together; links is a regular expression of addresses")
    try:
        return WatchSource(
            name=given.name,
            address=_web(addresses[0]),
            every=max(_time(given.every), _SHORTEST) if given.every else _EVERY,
            links=re.compile(given.links) if given.links else None,
            delay=_time(given.delay) if given.delay else None,
            pages=given.pages,
        )
    except (ValueError, re.error) as error:
        raise ValueError(f"{given.name}: {error}") from error


def _from_opml(data: bytes) -> WatchList:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(data, parser=parser)
    if root is None:
        raise ValueError("no OPML")
    found: dict[str, WatchSource] = {}
    for outline in root.iter("outline"):
        address = outline.get("xmlUrl")
        if address:
            name = outline.get("text") or outline.get("title") or address
            found.setdefault(address, WatchSource(name=name, address=_web(address)))
    return WatchList(sources=tuple(found.values()))


def _web(address: str) -> str:
    parts = urlsplit(address.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"{address!r} is no web address (http:// or https://)")
    return address.strip()


def _time(text: str) -> dt.timedelta:
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no time; write 90s, 15m, 2h or 1d")
    return dt.timedelta(**{_UNITS[match[2].lower()]: float(match[1])})


def _fault(path: Path, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"{path}:{mark.line + 1}" if mark is not None else str(path)
    said = getattr(error, "problem", None) or str(error)
    return f"{where}: {' '.join(str(said).split())}"
