"""Feeds every reader broken input, to see that it reads it or refuses it, in time.

    python tools/fuzz.py [MINUTES [READER ...]]

Small made-up seeds are mutated by Hypothesis: bytes replaced, spliced, repeated and cut off, labels swapped for others.
A reader may give reports or a `ReportError`; any other exception, and more than five seconds of processor, is a
failure. The input is saved in the folder that is named at the end, and the exit code is 1.
"""

import faulthandler
import gzip
import signal
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from types import FrameType

import brotli
import msgspec
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisWarning

from musnad.errors import ReportError
from musnad.reading import Document, read_document, read_feed, read_html, read_report_lines, read_text, report_from_any
from musnad.reading.decoding import decode
from musnad.reading.limits import ArchiveLimits
from musnad.reading.mail import read_mail
from musnad.reading.mhtml import read_mhtml
from musnad.reading.warc import careful_documents, documents_in_warc
from musnad.reading.zips import documents_in_zip

SECONDS = 5.0
_STUCK = 120.0
_AT_ONCE = 100
# five seconds are for pages of a common size: the extractor takes quadratic time on what is nested without end,
# and a page that is larger and so made is given up after a minute
_LONGEST, _REPEATED = 150_000, 50_000
_SMALL = ArchiveLimits(unpacked=8 << 20, nested_bytes=1 << 20)
_TITLE = "قصف على سوق بلدة النخيل"
_PARAGRAPH = "قالت مصادر محلية إن ثلاثة أشخاص قتلوا في قصف على بلدة النخيل فجر اليوم، وأضافت أن الجرحى نقلوا."
_PAGE = (
    f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{_TITLE} | وكالة النخيل</title>'
    f'<meta property="og:title" content="{_TITLE}"><link rel="canonical" href="https://nakhil.example/2031/05/04/1">'
    f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{_TITLE}","datePublished":"2031-05-04"}}'
    f"</script></head><body><nav><a href='/'>الرئيسية</a></nav><h1>{_TITLE}</h1><time datetime='2031-05-04'>4 مايو 2031"
    f"</time><p>{_PARAGRAPH}</p><p>{_PARAGRAPH}<br>نهاية</p><ul><li><a href='/2'>خبر آخر</a></li></ul></body></html>"
)
_FEED = (
    f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>وكالة النخيل</title><link>'
    f"https://nakhil.example/</link><item><title>{_TITLE}</title><link>https://nakhil.example/1</link>"
    "<pubDate>Sun, 04 May 2031 09:30:00 +0300</pubDate>"
    f"<description>&lt;p&gt;{_PARAGRAPH}&lt;/p&gt;</description></item></channel></rss>"
)
_ATOM = (
    f'<feed xmlns="http://www.w3.org/2005/Atom"><title>النخيل</title><entry><id>a</id><title>{_TITLE}</title>'
    f'<updated>2031-05-04T00:00:00Z</updated><content type="html"><![CDATA[<p>{_PARAGRAPH}</p>]]></content></entry>'
    "</feed>"
)
_LINES = (
    f'{{"id": "1", "text": "{_TITLE}", "published_at": "2031-05-04"}}\n'
    f'{{"id": 2, "text": "{_PARAGRAPH}", "url": null}}\n'
)
_MAIL = (
    "Return-Path: <news@nakhil.example>\nMIME-Version: 1.0\n"
    "Subject: =?utf-8?B?2YLYtdmB?= =?windows-1256?Q?=DE=D5=DD?=\n"
    'From: "Nakhil, News" <news@nakhil.example>\nDate: Sun, 4 May 2031 09:30:00 +0300\n'
    'Content-Type: multipart/alternative; boundary="b1"\n\n--b1\nContent-Type: text/plain; charset=utf-8\n'
    f"Content-Transfer-Encoding: 8bit\n\n{_PARAGRAPH}\n--b1\nContent-Type: text/html; charset=windows-1256\n"
    "Content-Transfer-Encoding: quoted-printable\n\n<p>=DE=D5=DD =DA=E1=EC =C8=E1=CF=C9</p>=\n\n--b1--\n"
)
_MHTML = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://nakhil.example/1\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; type="text/html"; boundary="--m"\n\n----m\nContent-Type: text/html\n'
    f"Content-Location: https://nakhil.example/1\nContent-Transfer-Encoding: binary\n\n{_PAGE}\n----m\n"
    "Content-Type: text/html\nContent-ID: <frame-1@mhtml.example>\nContent-Transfer-Encoding: base64\n\nPHA+PC9wPg==\n"
    "----m--\n"
)
_LABELS = (
    b"utf-8", b"UTF-8", b"windows-1256", b"iso-8859-6", b"utf-16", b"utf-7", b"base64", b"quoted-printable", b"8bit",
    b"x-uuencode", b"gzip", b"br", b"deflate", b"chunked", b"identity", b"text/html", b"text/plain", b"multipart/mixed",
    b"message/rfc822", b"multipart/related", b"application/xml", b"response", b"resource", b"2031", b"0000", b"-1",
    b"99999999999999999999", b"&#x110000;", b"&#0;", b"<![CDATA[", b"\\ud800", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
    "\u202e".encode(), b"\n\n", b"\r", b"--b1", b"<!--", b"</html>", b"<script>", b"WARC/1.0\r\n",
)  # fmt: skip


class HangError(Exception):
    """A reader took too long."""


class Reader(msgspec.Struct, frozen=True):
    """A reader, what its input is made of, and in what it is packed once mutated."""

    read: Callable[[bytes, str], object]
    seeds: tuple[bytes, ...]
    packs: tuple[Callable[[bytes], bytes], ...] = (bytes,)


def main(minutes: float, names: Iterable[str]) -> int:
    """Feed the readers in turns until the time is over; 1 where one of them failed."""
    warnings.simplefilter("ignore", HypothesisWarning)  # of inputs too long to be printed
    readers = _readers()
    wanted = list(names) or list(readers)
    end = time.monotonic() + 60 * minutes
    counts, spent = dict.fromkeys(wanted, 0), dict.fromkeys(wanted, 0.0)
    failed: dict[str, str] = {}
    folder = Path(tempfile.mkdtemp(prefix="musnad-fuzz-"))
    turn = int(time.time())  # other inputs in every run
    while time.monotonic() < end and len(failed) < len(wanted):
        turn += 1
        for name in wanted:
            if name in failed or time.monotonic() > end:
                continue
            start = time.process_time()
            done, fault = _feed(readers[name], turn, folder / f"{name}.bin")
            counts[name] += done
            spent[name] += time.process_time() - start
            if fault:
                failed[name] = fault
    for name in wanted:
        said = f"FAILED: {failed[name]}" if name in failed else "good"
        print(f"{name:12} {counts[name]:8,} inputs, {counts[name] / max(spent[name], 1e-9):6.0f}/s  {said}")
    for name in wanted:
        if name not in failed:
            (folder / f"{name}.bin").unlink(missing_ok=True)
    print(f"failing inputs: {folder}" if failed else "no failure")
    return 1 if failed else 0


def _feed(reader: Reader, turn: int, saved: Path) -> tuple[int, str | None]:
    """Some inputs to one reader: how many, and what went wrong. The last input is in `saved`."""
    done = 0

    # no shrinking: one that hangs would hang for as long as it is tried
    @seed(turn)
    @settings(
        max_examples=_AT_ONCE, deadline=None, database=None, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(_mutated(reader), st.sampled_from(_LABELS))
    def try_one(data: bytes, label: bytes) -> None:
        nonlocal done
        done += 1
        saved.write_bytes(data)
        with _in_time():
            try:
                reader.read(data, label.decode("latin-1"))
            except ReportError:
                return

    try:
        try_one()
    except Exception as error:  # noqa: BLE001 - any exception is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1]
        return done, f"{type(error).__name__}: {str(error)[:200]} ({Path(last.filename).name}:{last.lineno})"
    return done, None


@contextmanager
def _in_time() -> Iterator[None]:
    """Raise `HangError` after five seconds of processor, and end the program where even that does not help."""

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise HangError(f"more than {SECONDS:g} seconds")

    # seconds of processor: a busy machine is no fault of the reader
    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    faulthandler.dump_traceback_later(_STUCK, exit=True)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
        signal.signal(signal.SIGPROF, before)


@st.composite
def _mutated(draw: st.DrawFn, reader: Reader) -> bytes:
    """A seed with one to six things done to it, then packed."""
    data = draw(st.sampled_from(reader.seeds))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        until = min(len(data), at + draw(st.sampled_from((0, 1, 2, 4, 16, 100, 1_000))))
        match draw(st.sampled_from(("replace", "label", "swap", "repeat", "cut", "splice", "drop"))):
            case "replace":
                data = data[:at] + draw(st.binary(max_size=12)) + data[until:]
            case "label":
                data = data[:at] + draw(st.sampled_from(_LABELS)) + data[until:]
            case "swap":
                there = [label for label in _LABELS if label in data]
                if there:
                    data = data.replace(draw(st.sampled_from(there)), draw(st.sampled_from(_LABELS)))
            case "repeat":
                times = draw(st.sampled_from((2, 3, 50, 3_000)))
                data = data[:at] + data[at:until] * min(times, _REPEATED // max(until - at, 1)) + data[until:]
            case "cut":
                data = data[:at]
            case "splice":
                other = draw(st.sampled_from(reader.seeds))
                data = data[:at] + other[draw(st.integers(0, len(other))) :]
            case "drop":
                data = data[:at] + data[until:]
    packed = draw(st.sampled_from(reader.packs))(data[:_LONGEST])
    if draw(st.booleans()) and len(packed) > 8 and len(reader.packs) > 1:
        at = draw(st.integers(0, len(packed) - 1))
        packed = packed[:at] + draw(st.binary(max_size=6)) + packed[at + draw(st.integers(0, 6)) :]
    return packed


def _readers() -> dict[str, Reader]:
    page, cp1256 = _PAGE.encode(), _PAGE.encode("cp1256", "replace")
    mail, mhtml, lines = _MAIL.encode(), _MHTML.encode(), _LINES.encode()
    feeds = (_FEED.encode(), _ATOM.encode(), _FEED.encode("cp1256", "replace"))
    texts = (f"{_TITLE}\n\n{_PARAGRAPH}\n".encode(), _PARAGRAPH.encode("cp1256"), _PARAGRAPH.encode("utf-16"))
    in_gzip = _record(gzip.compress(page), b"text/html")
    warcs = (_record(page), _record(cp1256) + _record(feeds[0], b"text/xml"), in_gzip)
    return {
        "decoding": Reader(lambda data, label: decode(data, label), (*texts, page, cp1256)),
        "page": Reader(lambda data, _: read_html(data, "x"), (page, cp1256, _PAGE.encode("utf-16"))),
        "text": Reader(lambda data, _: read_text(data, "x"), (*texts, page)),
        "feed": Reader(lambda data, _: read_feed(data, "x"), feeds),
        "jsonl": Reader(lambda data, _: list(read_report_lines(data.split(b"\n"), "x")), (lines,)),
        "mail": Reader(lambda data, _: read_mail(data, "x"), (mail, mhtml)),
        "mhtml": Reader(lambda data, _: read_mhtml(data, "x"), (mhtml, mail)),
        "warc": Reader(lambda data, _: _all(careful_documents(BytesIO(data), "x")), warcs, (bytes, gzip.compress)),
        "warc-fast": Reader(lambda data, _: _all(documents_in_warc(BytesIO(data), "x")), warcs, (bytes, gzip.compress)),
        "zip": Reader(
            lambda data, _: _all(documents_in_zip(BytesIO(data), "x", _SMALL)), (page, mail, *warcs),
            (_zip, _zip_in_zip),
        ),
        "any": Reader(
            lambda data, _: report_from_any(data, "x"), (page, mail, mhtml, lines, *feeds, *texts, *warcs),
            (bytes, gzip.compress, _zip),
        ),
        "document": Reader(_document, (page, cp1256, mail, *feeds, *texts)),
    }  # fmt: skip


def _record(body: bytes, kind: bytes = b"text/html; charset=utf-8") -> bytes:
    if kind == b"text/html":
        kind += b"\r\nContent-Encoding: gzip"
    elif kind.startswith(b"text/html"):
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), brotli.compress(body)) if len(body) % 2 else body
        kind += b"\r\nTransfer-Encoding: chunked\r\nContent-Encoding: br"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n%s" % (kind, body)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://nakhil.example/1\r\nContent-Length: %d\r\n\r\n"
    return head % len(block) + block + b"\r\n\r\n"


def _zip(data: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.html", "b.warc", "c", "d_files/e.html", "d.html"):
            archive.writestr(name, data)
    return made.getvalue()


def _zip_in_zip(data: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.zip", _zip(data))
        archive.writestr("a.eml", data)
    return made.getvalue()


def _all(documents: Iterator[Document | ReportError]) -> None:
    for document in documents:
        if isinstance(document, Document):
            try:
                read_document(document)
            except ReportError:
                continue


def _document(data: bytes, label: str) -> object:
    return read_document(Document(data=data, source="x", charset=label, content_type=label, url=f"https://{label}/1"))


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 10, sys.argv[2:]))
