"""The list of what is watched: `sources.yaml`, or an OPML file of another feed reader."""

import codecs
import datetime as dt
import re
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import yaml
from lxml import etree

from musnad.errors import ListError, RefusedError
from musnad.fetching import Limits
from musnad.fetching.addresses import checked_url

_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)", re.IGNORECASE)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_EVERY = dt.timedelta(minutes=15)
_SHORTEST = dt.timedelta(seconds=30)
_LONGEST = dt.timedelta(days=365)
_FORM = "write `sources:` and below it, for each, `- name: …` and `feed: https://…`"
_PLACE = re.compile(r" - at `\$\.sources\[(\d+)\](?:\.(\w+))?.*`$")


class WatchSource(msgspec.Struct, frozen=True, kw_only=True):
    """A source that is watched.

    name: by which it is known, on the desk too. Unique.
    address: of its feed, its sitemap, or the page that lists its news.
    every: the time between two looks.
    links: the form of the addresses that are taken from a page of links; None where the source is a feed or sitemap.
    delay: the least time between two requests to its host, where it is longer than that of the limits.
    since: items that are dated before this day are passed over; None takes all.
    pages: whether the page of each item is fetched; if not, the feed's own words are the report.
    """

    name: str
    address: str
    every: dt.timedelta = _EVERY
    links: re.Pattern[str] | None = None
    delay: dt.timedelta | None = None
    since: dt.date | None = None
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
    every: str | int | float | None = None
    delay: str | int | float | None = None
    since: dt.date | None = None
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
    except FileNotFoundError as error:
        advice = "`musnad sources --yaml -o sources.yaml` writes a first one"
        raise ListError(f"{path}: no such list of sources; {advice}") from error
    except OSError as error:
        raise ListError(f"{path}: {error.strerror or error}") from error
    try:
        is_opml = data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<")
        found = _from_opml(data) if is_opml else _from_yaml(data)
    except (yaml.YAMLError, etree.LxmlError, ValueError, RecursionError) as error:
        raise ListError(_fault(path, error)) from error
    if not found.sources:
        raise ListError(f"{path}: it lists no source; {_FORM}")
    twice = [name for name, count in Counter(source.name for source in found.sources).items() if count > 1]
    if twice:
        raise ListError(f"{path}: two sources are called {twice[0]!r}; give each a name of its own")
    return found


def _from_yaml(data: bytes) -> WatchList:
    content = yaml.safe_load(data)
    match content:
        case None:
            return WatchList(sources=())
        case {"sources": list()}:
            pass
        case _:
            raise ValueError(f"no list of sources; {_FORM}")
    try:
        given = msgspec.convert(content, _List)
    except msgspec.ValidationError as error:
        raise ValueError(_misfit(str(error), content["sources"])) from error
    return WatchList(
        sources=tuple(_source(source) for source in given.sources), contact=given.contact, limits=given.limits
    )


def _source(given: _Source) -> WatchSource:
    addresses = [address for address in (given.feed, given.sitemap, given.listing) if address]
    if len(addresses) != 1:
        raise ValueError(f"{given.name}: give one of feed, sitemap and listing")
    if bool(given.listing) != bool(given.links):
        raise ValueError(f"{given.name}: listing and links go together; links is a regular expression of addresses")
    if not given.name.strip():
        raise ValueError(f"{addresses[0]}: give it a name")
    try:
        return WatchSource(
            name=given.name.strip(),
            address=_web(addresses[0]),
            every=max(_time(given.every), _SHORTEST) if given.every is not None else _EVERY,
            links=re.compile(given.links) if given.links else None,
            delay=_time(given.delay) if given.delay is not None else None,
            since=given.since,
            pages=given.pages,
        )
    except re.error as error:
        raise ValueError(f"{given.name}: links is no regular expression: {error}") from error
    except ValueError as error:
        raise ValueError(f"{given.name}: {error}") from error


def _from_opml(data: bytes) -> WatchList:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(data, parser=parser)
    if root is None or root.tag != "opml":
        raise ValueError("no OPML; an XML file of sources is the list that a feed reader exports")
    names: dict[str, str] = {}
    for outline in root.iter("outline"):
        address = (outline.get("xmlUrl") or "").strip()
        if address:
            name = outline.get("text") or outline.get("title") or address
            names.setdefault(address, " ".join(name.split()))
    called = Counter(names.values())
    return WatchList(
        sources=tuple(
            # readers let two feeds have one name, and their files are not written by hand
            _source(_Source(name=name if called[name] == 1 else f"{name} ({address})", feed=address))
            for address, name in names.items()
        )
    )


def _web(address: str) -> str:
    try:
        checked_url(address.strip())
    except RefusedError as error:
        raise ValueError(f"{address!r} cannot be fetched: {error.reason}") from error
    return address.strip()


def _time(given: str | float) -> dt.timedelta:
    text = str(given)
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no time; write 90s, 15m, 2h or 1d")
    try:
        return min(dt.timedelta(**{_UNITS[match[2].lower()]: float(match[1])}), _LONGEST)
    except OverflowError:
        return _LONGEST


def _fault(path: Path, error: Exception) -> str:
    if isinstance(error, yaml.reader.ReaderError):
        return f"{path}: no text that can be read; save it as UTF-8"
    if isinstance(error, RecursionError):
        return f"{path}: too deeply nested; {_FORM}"
    mark = getattr(error, "problem_mark", None)
    where = f"{path}:{mark.line + 1}" if mark is not None else str(path)
    said = " ".join(str(getattr(error, "problem", None) or error).split())
    if "'\\t'" in said:
        said += "; write blanks instead of tabs"
    return f"{where}: {said}"


def _misfit(said: str, sources: list[Any]) -> str:
    """What msgspec says of the list, with the name of the source instead of its number."""
    place = _PLACE.search(said)
    if place is None:
        return said
    source = sources[int(place[1])]
    name = source.get("name") if isinstance(source, dict) else None
    key = f" ({place[2]})" if place[2] else ""
    return f"{name or f'source {int(place[1]) + 1}'}{key}: {said[: place.start()]}"
