"""The faults of replies: refusals, redirects, validators, and what goes wrong with bodies on their way."""

import datetime as dt
import gzip
import zlib
from collections import Counter
from collections.abc import Callable
from email.utils import format_datetime, parsedate_to_datetime
from functools import partial

import msgspec
from tests.network.outlets import FIRST_NUMBER, Outlet
from tests.network.records import Manner, Reply

_HOUR = dt.timedelta(hours=1)
_DAY = dt.timedelta(days=1)
_RETRY = 300
_TOO_MANY = 11
_DAYS_503 = (1, 9, 16, 23)
_FROM_503, _TO_503 = 2 * _HOUR, 8 * _HOUR
_ROBOTS_503 = 6 * _HOUR
_TEXT_STARTS = (b"<description>", b"<content", b"<summary")
_IN_TEXT = 60
_CUT_ITEM = 3


class Memory:
    """What a server remembers of requests: counts by name, and until when it is too busy."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self.busy_until: dt.datetime | None = None

    def count(self, what: str) -> int:
        """One more of these; how many there were, with this one."""
        self._counts[what] += 1
        return self._counts[what]


def refusal(outlet: Outlet, memory: Memory, now: dt.datetime) -> Reply | None:
    """503 and 429, which befall all but robots.txt."""
    since = now - outlet.begins
    if outlet.has("503-hours") and any(_FROM_503 <= since - (day - 1) * _DAY < _TO_503 for day in _DAYS_503):
        return Reply(status=503, body=b"down")
    if not (outlet.has("429-seconds") or outlet.has("429-date")):
        return None
    if memory.busy_until is not None and now < memory.busy_until:
        return _too_many(outlet, memory.busy_until, now, early=True)
    if memory.count("asked") % _TOO_MANY:
        return None
    memory.busy_until = now.replace(microsecond=0) + dt.timedelta(seconds=_RETRY)
    return _too_many(outlet, memory.busy_until, now)


def _too_many(outlet: Outlet, until: dt.datetime, now: dt.datetime, *, early: bool = False) -> Reply:
    left = str(-int((now - until).total_seconds() // 1)) if outlet.has("429-seconds") else _http_date(until)
    return Reply(status=429, headers=(("Retry-After", left),), early=early)


def robots_refusal(outlet: Outlet, memory: Memory, now: dt.datetime) -> Reply | None:
    """What befalls robots.txt itself."""
    since = now - outlet.begins
    if outlet.has("robots-503") and (since < _ROBOTS_503 or 7 * _DAY <= since < 7 * _DAY + _ROBOTS_503):
        return Reply(status=503)
    if outlet.has("robots-hang") and memory.count("robots") <= 2:
        return Reply(manner="hang")
    return None


def elsewhere(outlet: Outlet, index: int, path: str) -> Reply | None:
    """Pages that are gone, have moved, or lead astray."""
    number = FIRST_NUMBER + index
    base = outlet.base(pages=True)
    if outlet.hit("gone-pages", index):
        return Reply(status=410 if index % 2 else 404, body=b"<h1>404</h1>", headers=(("Content-Type", "text/html"),))
    if outlet.has("moved-pages") and not path.startswith("/moved/"):
        return redirect(302 if index % 2 else 301, f"{base}/moved/{number}")
    if outlet.hit("redirect-loop", index):
        return redirect(302, base + (outlet.path(index) if path.startswith("/turn/") else f"/turn/{number}"))
    if outlet.hit("inside-redirects", index):
        return redirect(302, outlet.inside(index // 3, index))
    return None


def redirect(status: int, target: str) -> Reply:
    """A reply that leads to another address."""
    return Reply(status=status, headers=(("Location", target), ("Content-Type", "text/html")))


def validated(
    outlet: Outlet, memory: Memory, reply: Reply, state: tuple[str, dt.datetime], asked: dict[str, str]
) -> Reply:
    """With ETag or Last-Modified, where the outlet has these; 304 where nothing is new, or so it says.

    `state`: the ETag, and when the feed last changed.
    """
    tag, changed = state
    known = asked.get("if-none-match")
    if outlet.has("etag-new"):
        return reply.with_headers(etag=f'"{memory.count("tags"):08x}"')
    if outlet.has("never-304"):
        return reply.with_headers(etag=tag, last_modified=_http_date(changed))
    if outlet.has("last-modified"):
        since = asked.get("if-modified-since")
        dated = reply.with_headers(last_modified=_http_date(changed))
        return _unchanged(dated) if since and parsedate_to_datetime(since) >= changed else dated
    if outlet.has("etag") or outlet.has("wrong-304"):
        tagged = reply.with_headers(etag=tag)
        wrong = outlet.has("wrong-304") and known is not None and memory.count("conditional") % 3 == 0
        return _unchanged(tagged) if known == tag or wrong else tagged
    return reply


def _unchanged(reply: Reply) -> Reply:
    return msgspec.structs.replace(reply, status=304, body=b"")


def poll_fault(outlet: Outlet, memory: Memory, reply: Reply) -> Reply:
    """What goes wrong with a whole feed (or listing) now and then."""
    for fault, (every, spoil) in _POLLS.items():
        if outlet.has(fault) and memory.count(f"poll {fault}") % every == 0:
            return spoil(reply)
    return reply


def page_fault(outlet: Outlet, index: int, reply: Reply, *, first: bool) -> Reply:
    """What goes wrong with a page: mostly with its first reply only."""
    if outlet.hit("endless", index):
        return msgspec.structs.replace(reply, manner="endless")
    if first:
        for fault, spoil in _PAGES.items():
            if outlet.hit(fault, index):
                return spoil(reply)
    return reply


def packed(outlet: Outlet, reply: Reply, asked: dict[str, str]) -> Reply:
    """Compressed or in chunks, where the outlet does that and all else is well."""
    if reply.manner != "whole" or reply.status != 200:
        return reply
    if outlet.has("gzip") and "gzip" in asked.get("accept-encoding", ""):
        squeezed = gzip.compress(reply.body, compresslevel=1, mtime=0)
        return msgspec.structs.replace(reply, body=squeezed).with_headers(content_encoding="gzip")
    return reply.with_headers(transfer_encoding="chunked") if outlet.has("chunked") else reply


def _slow(reply: Reply, manner: Manner) -> Reply:
    return msgspec.structs.replace(reply, manner=manner)


def _longer(reply: Reply) -> Reply:
    return msgspec.structs.replace(reply, manner="close", length=len(reply.body) * 2)


def _gzip_unsaid(reply: Reply) -> Reply:
    return msgspec.structs.replace(reply, body=gzip.compress(reply.body, mtime=0))


def _gzip_untrue(reply: Reply) -> Reply:
    return reply.with_headers(content_encoding="gzip")


def _cut_feed(reply: Reply) -> Reply:
    """Up to the middle of the third item's text, or of the last where there are fewer."""
    at = 0
    for start in _TEXT_STARTS:
        for _ in range(_CUT_ITEM):
            at = max(reply.body.find(start, at + 1), at)
    return msgspec.structs.replace(reply, body=reply.body[: at + _IN_TEXT] if at else reply.body)


def _gzip_cut_feed(reply: Reply) -> Reply:
    return _half_gzip(_cut_feed(reply))


def _gzip_cut_page(reply: Reply) -> Reply:
    return _half_gzip(msgspec.structs.replace(reply, body=reply.body[: reply.body.index(b"<title>")]))


def _half_gzip(reply: Reply) -> Reply:
    """What a gzip stream of the body begins with: all of the body, and no end."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    begun = packer.compress(reply.body) + packer.flush(zlib.Z_SYNC_FLUSH)
    return msgspec.structs.replace(reply, body=begun).with_headers(content_encoding="gzip")


def _http_date(when: dt.datetime) -> str:
    return format_datetime(when.astimezone(dt.UTC), usegmt=True)


_Spoil = Callable[[Reply], Reply]
_POLLS: dict[str, tuple[int, _Spoil]] = {
    "gzip-cut": (4, _gzip_cut_feed),
    "feed-cut": (4, _cut_feed),
    "gzip-unsaid": (4, _gzip_unsaid),
    "gzip-untrue": (4, _gzip_untrue),
    "reset": (9, partial(_slow, manner="reset")),
    "hang-feed": (40, partial(_slow, manner="hang")),
}
_PAGES: dict[str, _Spoil] = {
    "gzip-cut": _gzip_cut_page,
    "gzip-unsaid": _gzip_unsaid,
    "gzip-untrue": _gzip_untrue,
    "reset": partial(_slow, manner="reset"),
    "long-length": _longer,
    "hang-pages": partial(_slow, manner="hang"),
    "drip-body": partial(_slow, manner="drip-body"),
    "drip-head": partial(_slow, manner="drip-head"),
}
