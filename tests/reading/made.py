"""Pages, archives and messages for the tests, all made up."""

import gzip
from collections.abc import Sequence

PARAGRAPHS = (
    "قصفت طائرات مجهولة بلدة النخيل فجر اليوم، ما أدى إلى سقوط ضحايا من المدنيين ودمار في السوق.",
    "وقالت فرق الإسعاف في البلدة إنها نقلت الجرحى إلى مشفى قريب، وإن البحث عن عالقين ما زال مستمرا.",
)


def page(title: str = "قصف على بلدة النخيل", *, day: str | None = "2031-05-04", more: str = "") -> str:
    """A page of news with a headline of its own, a menu and a script."""
    time = f'<meta property="article:published_time" content="{day}T08:00:00+03:00">' if day else ""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title>{time}<script>var a = 1;</script></head><body>"
        f"<nav><a href='/'>الرئيسية</a></nav><article><h1>{title}</h1>{body}<p>{more}</p></article></body></html>"
    )


def record(
    url: str,
    body: bytes,
    *,
    kind: str = "response",
    status: str = "200 OK",
    headers: Sequence[str] = ("Content-Type: text/html; charset=utf-8",),
    length: int | None = None,
) -> bytes:
    """A record of a WARC."""
    block = body
    if kind in {"response", "revisit"}:
        block = "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode() + body
    of = "application/http; msgtype=response" if kind in {"response", "revisit"} else "text/html"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-05T00:00:00Z\r\n"
        f"Content-Type: {of}\r\nContent-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def zipped(*records: bytes) -> bytes:
    """A WARC with each record in a gzip member of its own."""
    return b"".join(map(gzip.compress, records))


def address(number: int) -> str:
    return f"https://nakhil.example/news/{number}"


def titled(number: int) -> str:
    return f"قصف جديد على بلدة النخيل رقم {number}"


def pages(count: int) -> list[bytes]:
    """Records of so many pages."""
    return [record(address(number), page(titled(number)).encode()) for number in range(1, count + 1)]
