"""A plain and patient reader of the network, one request after another: it shows that `truth` can be had."""

import asyncio
import datetime as dt
import io
import json
import re
import ssl
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from urllib.parse import urljoin, urlsplit

import feedparser
import httpx2
import msgspec
from protego import Protego
from tests.network.network import Network

from musnad.errors import ReportError
from musnad.reading import read_feed, read_html
from musnad.reading.decoding import decode

AGENT = "Musnad/0.1 (+https://musnad.example/)"
_DEADLINE = 0.5
_LARGEST = 2_000_000
_KINDS = ("feed", "sitemap", "listing")
_TRIES = 3
_AS_UTF8 = {"content-type": "application/xml; charset=utf-8"}
_LOC = re.compile(r"<loc>([^<]+)</loc>")
_LINK = re.compile(r'href="([^"#]+)"')


class Item(msgspec.Struct, frozen=True):
    """What a source says of a story: its address, and its text where it has one."""

    url: str | None
    text: str | None


class FailedError(Exception):
    """No reply that can be used; `for_good` where asking again is no use."""

    def __init__(self, why: str, *, for_good: bool = False) -> None:
        super().__init__(why)
        self.for_good = for_good


class Held(msgspec.Struct, frozen=True):
    """A story that the reader has, and where it found it."""

    text: str
    url: str | None


class Reader:
    """Polls sources when their time has come, and holds each text once."""

    def __init__(self, network: Network) -> None:
        self.held: dict[str, Held] = {}
        self._network = network
        self._runner = asyncio.Runner()
        self._client = httpx2.AsyncClient(trust_env=False, timeout=_DEADLINE, headers={"User-Agent": AGENT})
        self._robots: dict[str, Protego] = {}
        self._seen: set[str] = set()
        self._tried: dict[str, int] = {}
        self._due = {json.dumps(source): dt.datetime.min.replace(tzinfo=dt.UTC) for source in network.sources()}

    def close(self) -> None:
        """Give back the connections."""
        self._runner.run(self._client.aclose())
        self._runner.close()

    def turn(self, now: dt.datetime) -> None:
        """Poll what is due; what failed is due again at the next turn."""
        for written, due in self._due.items():
            source = json.loads(written)
            if due <= now and self._poll(source):
                self._due[written] = now + dt.timedelta(hours=int(source["every"].removesuffix("h")))

    def _poll(self, source: dict[str, str]) -> bool:
        """Whether all was read, and every new item is held or given up."""
        try:
            items = list(self._items(source))
        except (FailedError, ReportError, ValueError) as failed:
            return isinstance(failed, FailedError) and failed.for_good
        taken = [self._take(item) for item in items]  # all of them, whether or not one fails
        return all(taken)

    def _items(self, source: dict[str, str]) -> Iterator[Item]:
        kind = next(key for key in _KINDS if key in source)
        body, address = self.fetch(source[kind])
        if kind == "feed":
            yield from _json_items(body) if body.startswith(b"{") else _feed_items(body, address)
            return
        text = body.decode()
        if kind == "listing":
            links = (urljoin(address, link) for link in _LINK.findall(text) if re.search(source["links"], link))
            yield from (Item(link, None) for link in dict.fromkeys(links))
        else:
            for found in map(unescape, _LOC.findall(text)):
                inner = self.fetch(found)[0].decode() if "<sitemapindex" in text else None
                yield from (Item(unescape(one), None) for one in (_LOC.findall(inner) if inner else [found]))

    def _take(self, item: Item) -> bool:
        key = item.url or item.text or ""
        if key in self._seen:
            return True
        try:
            text, url = self._page(item)
        except (FailedError, ReportError) as failed:
            self._tried[key] = self._tried.get(key, 0) + 1
            if not (isinstance(failed, FailedError) and failed.for_good) and self._tried[key] < _TRIES:
                return False
            text, url = item.text or "", item.url
        self._seen.add(key)
        if text:
            self.held.setdefault(text, Held(text, url))
        return True

    def _page(self, item: Item) -> tuple[str, str | None]:
        if item.url is None:
            return item.text or "", None
        body, address = self.fetch(item.url)
        report = read_html(body, address)
        return report.text, report.url

    def fetch(self, url: str) -> tuple[bytes, str]:
        """The body at an address, through redirects, and the address where it was.

        Raises:
            FailedError: robots.txt or the guard forbid it, or no whole and good reply came.
        """
        for _ in range(5):
            parts = urlsplit(url)
            if parts.scheme not in {"http", "https"} or not self._is_outside(parts.hostname or ""):
                raise FailedError(f"not to be asked: {url}", for_good=True)
            if not self._rules(parts.netloc, parts.hostname or "").can_fetch(url, AGENT):
                raise FailedError(f"forbidden: {url}", for_good=True)
            reply = self._get(url)
            if reply.status_code not in {301, 302}:
                break
            url = urljoin(url, reply.headers["location"])
        if reply.status_code != 200:
            raise FailedError(f"{reply.status_code}: {url}", for_good=reply.status_code in {301, 302, 404, 410})
        return reply.content, url

    def _is_outside(self, host: str) -> bool:
        return host.endswith(".example") and self._network.resolve(host) == ["127.0.0.1"]

    def _rules(self, place: str, host: str) -> Protego:
        if place not in self._robots:
            reply = self._get(f"http://{place}/robots.txt")
            if reply.status_code >= 500:
                raise FailedError(f"robots.txt of {host}: {reply.status_code}")
            self._robots[place] = Protego.parse(reply.text if reply.status_code == 200 else "")
        return self._robots[place]

    def _get(self, url: str) -> httpx2.Response:
        try:
            return self._runner.run(self._whole(url))
        except (httpx2.HTTPError, ssl.SSLError, TimeoutError) as error:
            raise FailedError(f"{url}: {error!r}") from error

    async def _whole(self, url: str) -> httpx2.Response:
        """The reply within the deadline, its body at most so large; the client's own limits are for each read."""
        parts = urlsplit(url)
        asked = parts._replace(netloc=f"127.0.0.1:{parts.port}").geturl()
        body = b""
        async with (
            asyncio.timeout(_DEADLINE),
            self._client.stream("GET", asked, headers={"Host": parts.netloc}) as reply,
        ):
            async for piece in reply.aiter_bytes():
                body += piece
                if len(body) > _LARGEST:
                    raise FailedError(f"too long: {url}")
        kept = [(name, value) for name, value in reply.headers.items() if name != "content-encoding"]
        return httpx2.Response(reply.status_code, headers=kept, content=body)


@lru_cache(maxsize=100)
def _feed_items(body: bytes, address: str) -> list[Item]:
    text = decode(body, source=address).encode()
    # as `read_feed` reads it; the items' own links stand here with those that lead nowhere
    entries = feedparser.parse(io.BytesIO(text), response_headers=_AS_UTF8).entries
    return [
        Item(urljoin(address, entry.link) if entry.get("link") else None, report.text)
        for entry, report in zip(entries, read_feed(body, address), strict=True)
    ]


def _json_items(body: bytes) -> Iterator[Item]:
    for item in json.loads(body)["items"]:
        paragraphs = re.findall(r"<p>(.*?)</p>", item["content_html"])
        yield Item(item["url"], "\n\n".join((item["title"], *map(unescape, paragraphs))))
