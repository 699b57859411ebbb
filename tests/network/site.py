"""What an outlet answers: which reply a request gets, before the wire does its part."""

import datetime as dt
import hashlib
import re
from urllib.parse import parse_qs, unquote, urlsplit

import msgspec
from tests.network import faults, feeds, pages
from tests.network.outlets import FIRST_NUMBER, Clock, Outlet
from tests.network.records import Reply

_NUMBER = re.compile(r"/(\d{3,})(?=[./]|$)")
_DAY_MAP = re.compile(r"/sitemap-(\d{4}-\d\d-\d\d)\.xml")
_HTML = "text/html; charset={}"
_TYPES = {
    "rss": "application/rss+xml; charset={}",
    "atom": "application/atom+xml; charset={}",
    "rdf": "application/rdf+xml; charset={}",
    "json": "application/feed+json",
    "listing": _HTML,
}
_DAY = dt.timedelta(days=1)
_FIFTH_DAY = 4 * _DAY
MOVED_FEED = "/rss/new.xml"
FEED_PATHS = {
    **{"rss": "/feed.xml", "atom": "/feed.xml", "rdf": "/feed.xml", "json": "/feed.json"},
    **{"sitemap": "/news-sitemap.xml", "sitemap-index": "/sitemap.xml", "listing": "/news"},
}
_NOT_FOUND = Reply(
    status=404, body="<h1>الصفحة غير موجودة</h1>".encode(), headers=(("Content-Type", _HTML.format("utf-8")),)
)
_ADMIN = Reply(body=b"inside", headers=(("Content-Type", "text/plain"),))


class Ask(msgspec.Struct, frozen=True):
    """A request: its target as sent, and its headers by lower-case names."""

    target: str
    headers: dict[str, str]
    tls: bool = False

    @property
    def conditional(self) -> bool:
        """Whether it asks for what is new only."""
        return "if-none-match" in self.headers or "if-modified-since" in self.headers


class Site:
    """An outlet as a server: the outlet, and what it remembers of requests."""

    def __init__(self, outlet: Outlet, now: Clock) -> None:
        self.outlet = outlet
        self.now = now
        self.memory = faults.Memory()
        self._robots = pages.robots(outlet)
        self._drawn: dict[str, tuple[tuple[object, ...], bytes, str]] = {}

    def feed_paths(self) -> list[str]:
        """The paths that are polled, as sources name them."""
        return ["/feed-1.xml", "/feed-2.xml"] if self.outlet.has("sections") else [FEED_PATHS[self.outlet.row.form]]

    def answer(self, ask: Ask) -> Reply:
        """The reply to a request now."""
        now, path = self.now(), unquote(urlsplit(ask.target).path)
        if path == "/robots.txt":
            return self._robots_reply(now)
        refused = faults.refusal(self.outlet, self.memory, now)
        if refused is not None:
            return refused
        if path in self.feed_paths() or path == MOVED_FEED:
            return self._feed_reply(path, ask, now)
        if self.outlet.row.form == "sitemap-index" and (day := _DAY_MAP.fullmatch(path)):
            text = feeds.sitemap(self.outlet, now, dt.date.fromisoformat(day[1]))
            return faults.packed(self.outlet, _text(text.encode(), "application/xml"), ask.headers)
        return _ADMIN if path.startswith("/admin") else self._page_reply(path, ask, now)

    def _robots_reply(self, now: dt.datetime) -> Reply:
        refused = faults.robots_refusal(self.outlet, self.memory, now)
        if refused is not None:
            return refused
        return _NOT_FOUND if self._robots is None else _text(self._robots.encode(), "text/plain; charset=utf-8")

    def _feed_reply(self, path: str, ask: Ask, now: dt.datetime) -> Reply:
        if self.outlet.has("moved-feed"):
            moved = now >= self.outlet.begins + _FIFTH_DAY
            if moved and path != MOVED_FEED:
                return faults.redirect(301, self.outlet.base() + MOVED_FEED)
            if not moved and path == MOVED_FEED:
                return _NOT_FOUND
        edits = self._edits(now)
        body, tag = self._drawn_feed(path, now, len(edits))
        kind = _TYPES.get(self.outlet.row.form, "application/xml").format(pages.charset_said(self.outlet))
        changed = max([self.outlet.appears_at(self.outlet.newest(now)), *edits])
        reply = _text(body, "text/html" if self.outlet.has("text-type") else kind)
        reply = faults.validated(self.outlet, self.memory, reply, (tag, changed), ask.headers)
        if reply.status == 200:
            reply = faults.poll_fault(self.outlet, self.memory, reply)
        return faults.packed(self.outlet, reply, ask.headers)

    def _edits(self, now: dt.datetime) -> list[dt.datetime]:
        """When stories that the feed shows were changed."""
        if not self.outlet.has("edited"):
            return []
        shown = self.outlet.shown(now, feeds.window(self.outlet))
        return [one.edited.at for one in shown if one.edited is not None and one.edited.at <= now]

    def _drawn_feed(self, path: str, now: dt.datetime, edits: int) -> tuple[bytes, str]:
        """The bytes of what is polled and their ETag, drawn again only where they have changed."""
        outlet = self.outlet
        poll = self.memory.count("drawn") if outlet.has("new-guids") else 0
        state = (outlet.newest(now), edits, poll, now.date(), now < outlet.begins + 2 * _DAY)
        if self._drawn.get(path, ((),))[0] != state:
            text = self._feed_text(path, now, poll)
            body = text.encode("utf-16") if outlet.has("utf16-feed") else self._bytes(text)
            self._drawn[path] = (state, body, f'"{hashlib.sha256(body).hexdigest()[:16]}"')
        _, body, tag = self._drawn[path]
        return body, tag

    def _feed_text(self, path: str, now: dt.datetime, poll: int) -> str:
        form = self.outlet.row.form
        if form == "listing":
            return pages.listing(self.outlet, now)
        if form == "sitemap":
            return feeds.sitemap(self.outlet, now)
        if form == "sitemap-index":
            return feeds.sitemap_index(self.outlet, now)
        return feeds.feed(self.outlet, now, poll, int(path[6]) if self.outlet.has("sections") else None)

    def _page_reply(self, path: str, ask: Ask, now: dt.datetime) -> Reply:
        index = self._index_of(path, urlsplit(ask.target).query)
        wrong_port = self.outlet.ports.tls is not None and not ask.tls
        if index is None or wrong_port or not self.outlet.oldest <= index <= self.outlet.newest(now):
            return _NOT_FOUND
        away = faults.elsewhere(self.outlet, index, path)
        if away is not None:
            return away
        text = pages.page(self.outlet, index, now)
        said = pages.charset_said(self.outlet)
        kind = "text/plain" if self.outlet.has("text-type") else _HTML.format(said)
        reply = _text(self._bytes(text), kind)
        first = self.memory.count(f"page {path}") == 1
        reply = faults.page_fault(self.outlet, index, reply, first=first)
        return faults.packed(self.outlet, reply, ask.headers)

    def _index_of(self, path: str, query: str) -> int | None:
        """The index of the story whose page is at a path, by any of its addresses."""
        if self.outlet.has("no-links"):
            return None
        numbers = _NUMBER.findall(path) or parse_qs(query).get("id", [])
        if not numbers or not numbers[-1].isdecimal():
            return None
        index = int(numbers[-1]) - FIRST_NUMBER
        own = unquote(urlsplit(self.outlet.path(index)).path)
        known = {own, f"/amp{own}", f"/moved/{numbers[-1]}", f"/turn/{numbers[-1]}"}
        return index if path in known else None

    def _bytes(self, text: str) -> bytes:
        mark = "\ufeff" if self.outlet.has("bom") else ""
        return (mark + text).encode(pages.charset_of(self.outlet), "xmlcharrefreplace")


def _text(body: bytes, kind: str) -> Reply:
    return Reply(body=body, headers=(("Content-Type", kind),))
