import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.made import address, page, pages, record, titled, zipped

from musnad.errors import ReportError
from musnad.reading import Document, read_document, read_paths
from musnad.reading.limits import PAGE_LIMIT
from musnad.reading.warc import careful_documents, documents_in_warc, has_fastwarc
from musnad.records import Report

Reader = Callable[[BytesIO, str], Iterator[Document | ReportError]]
READERS = [careful_documents, documents_in_warc] if has_fastwarc() else [careful_documents]
either = pytest.mark.parametrize("reader", READERS)


def found(reader: Reader, data: bytes) -> list[Document | ReportError]:
    return list(reader(BytesIO(data), "news.warc.gz"))


def told(reader: Reader, data: bytes) -> list[str]:
    """Where each document came from, and «error» for each error."""
    return ["error" if isinstance(one, ReportError) else str(one.url) for one in found(reader, data)]


@either
@pytest.mark.parametrize("pack", [zipped, lambda *r: b"".join(r), lambda *r: gzip.compress(b"".join(r))])
def test_pages_come_in_order_with_what_the_archive_knows_of_them(reader: Reader, pack: Callable[..., bytes]) -> None:
    first, second = found(reader, pack(*pages(2)))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.url, second.url) == (address(1), address(2))
    assert (second.source, second.status, second.charset) == ("news.warc.gz:record 2", 200, "utf-8")
    assert (second.content_type, second.fetched_at) == ("text/html", "2031-05-05T00:00:00Z")
    [report] = read_document(second)
    assert (report.id, report.url, report.title) == (address(2), address(2), titled(2))
    assert (report.outlet, report.published_at) == ("nakhil.example", "2031-05-04T08:00:00+03:00")


@either
def test_what_is_no_page_is_passed_over(reader: Reader) -> None:
    html = page().encode()
    plain = ("Content-Type: text/plain",)
    archive = zipped(
        record("https://a.example/gone", html, status="404 Not Found"),
        record("https://a.example/again", b"", kind="revisit"),
        record("https://a.example/asked", b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record("https://a.example/image", b"\x89PNG" * 9, headers=("Content-Type: image/png",)),
        record("https://a.example/map.xml", b"<?xml version='1.0'?><urlset/>", headers=("Content-Type: text/xml",)),
        record("https://a.example/robots.txt", b"User-agent: *", headers=plain),
        record("https://a.example/kept", html, kind="resource"),
        record("https://a.example/text", b"x", headers=plain),
        record("https://a.example/untold", html, headers=()),
    )
    assert told(reader, archive) == [f"https://a.example/{name}" for name in ("kept", "text", "untold")]


def chunked(data: bytes) -> bytes:
    pieces = [data[at : at + 700] for at in range(0, len(data), 700)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


ENCODINGS = {
    "chunked": (("Transfer-Encoding: chunked",), chunked),
    "gzip": (("Content-Encoding: gzip",), gzip.compress),
    "deflate": (("Content-Encoding: deflate",), zlib.compress),
    "bare deflate": (("Content-Encoding: deflate",), bare_deflate),
    "brotli": (("Content-Encoding: br",), brotli.compress),
    "both": (("Transfer-Encoding: chunked", "Content-Encoding: gzip"), lambda data: chunked(gzip.compress(data))),
    "named but undone": (("Transfer-Encoding: chunked", "Content-Encoding: br"), bytes),
    "two": (("Content-Encoding: gzip, br",), lambda data: brotli.compress(gzip.compress(data))),
}


@either
@pytest.mark.parametrize(("headers", "pack"), ENCODINGS.values(), ids=ENCODINGS.keys())
def test_encodings_of_the_body_are_undone(
    reader: Reader, headers: tuple[str, ...], pack: Callable[[bytes], bytes]
) -> None:
    html = page().encode()
    archive = zipped(record(address(1), pack(html), headers=("Content-Type: text/html", *headers)))
    [document] = found(reader, archive)
    assert isinstance(document, Document)
    assert document.data == html


@pytest.mark.parametrize("name", ["gzip", "br", "deflate", "zstd"])
def test_a_body_that_cannot_be_unpacked_is_an_error_that_says_so(name: str) -> None:
    body = b"\x1f\x8b\x08\x00" + bytes(range(1, 200))
    archive = zipped(record(address(1), body, headers=("Content-Type: text/html", f"Content-Encoding: {name}")))
    [error] = found(careful_documents, archive)
    assert isinstance(error, ReportError)
    assert name in error.reason
    assert error.source == "news.warc.gz:record 1"


@pytest.mark.parametrize("pack", [gzip.compress, brotli.compress])
def test_a_body_that_unpacks_without_end_is_refused(pack: Callable[[bytes], bytes]) -> None:
    name = "gzip" if pack is gzip.compress else "br"
    body = pack(b"x" * (PAGE_LIMIT + 9))
    archive = zipped(record(address(1), body, headers=("Content-Type: text/html", f"Content-Encoding: {name}")))
    [error] = found(careful_documents, archive)
    assert isinstance(error, ReportError)
    assert "20 MB" in error.reason


@either
def test_windows_arabic_that_is_called_utf8_is_read(reader: Reader) -> None:
    archive = zipped(record(address(1), page(titled(1)).encode("cp1256")))
    [document] = found(reader, archive)
    assert isinstance(document, Document)
    assert read_document(document)[0].title == titled(1)


@either
def test_an_archive_that_breaks_off_is_read_up_to_there(reader: Reader) -> None:
    archive = zipped(*pages(3))
    assert told(reader, archive[:-200]) == [address(1), address(2), "error"]


@either
@pytest.mark.parametrize("at", [100, 300])
def test_what_stands_behind_damage_is_read(reader: Reader, at: int) -> None:
    members = [gzip.compress(one) for one in pages(5)]
    middle = bytearray(members[2])
    middle[at : at + 40] = bytes(40)
    archive = b"".join([*members[:2], bytes(middle), *members[3:]])
    assert told(reader, archive) == [address(1), address(2), "error", address(4), address(5)]
    [error] = [one for one in found(reader, archive) if isinstance(one, ReportError)]
    assert "damaged" in error.reason
    assert error.source == "news.warc.gz:record 3"
    assert [one.source for one in found(reader, archive)][-1] == "news.warc.gz:record 5"


@either
def test_junk_between_members_costs_nothing_but_an_error(reader: Reader) -> None:
    first, second = (gzip.compress(one) for one in pages(2))
    assert told(reader, first + b"junk" * 500 + second) == [address(1), "error", address(2)]


@either
@pytest.mark.parametrize("wrong", [-300, 300, 5000])
@pytest.mark.parametrize("pack", [zipped, lambda *r: b"".join(r)])
def test_a_wrong_length_costs_no_other_page(reader: Reader, wrong: int, pack: Callable[..., bytes]) -> None:
    one, two, three = pages(3)
    block = len(two) - two.index(b"\r\n\r\n") - 8
    two = record(address(2), page(titled(2)).encode(), length=block + wrong)
    urls = [url for url in told(reader, pack(one, two, three)) if url != "error"]
    assert urls == [address(1), address(2), address(3)]


@either
def test_a_record_over_the_limit_is_refused_and_not_held(reader: Reader) -> None:
    big = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/big\r\nContent-Length: %d\r\n\r\n"
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    size = 60 * 1024 * 1024
    archive = gzip.compress(big % (len(http) + size) + http + b" " * size + b"\r\n\r\n") + zipped(*pages(1))
    tracemalloc.start()
    error, document = found(reader, archive)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(error, ReportError)
    assert "60 MB" in error.reason
    assert isinstance(document, Document)
    assert peak < 10 * 1024 * 1024


def test_headers_without_end_are_not_held() -> None:
    archive = gzip.compress(b"WARC/1.0\r\nX: " + b"a" * 50_000_000) + zipped(*pages(1))
    tracemalloc.start()
    assert told(careful_documents, archive) == ["error", address(1)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * 1024 * 1024


def test_reading_an_archive_and_one_twice_repeated(tmp_path: Path) -> None:
    same, other = page(titled(1)), page(titled(1), more="وأضافت المصادر أن عدد الضحايا ارتفع مساء إلى سبعة أشخاص.")
    file = tmp_path / "news.warc.gz"
    file.write_bytes(zipped(*(record(address(1), one.encode()) for one in (same, same, other, other, same))))
    first, second = read_paths([file])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert first.id == address(1)
    assert second.id.startswith(f"{address(1)}#")
    assert first.text != second.text


@either
@given(data=st.binary(max_size=600), at=st.integers(0, 3000), lost=st.integers(0, 60))
def test_any_bytes_are_documents_or_errors(reader: Reader, data: bytes, at: int, lost: int) -> None:
    for whole in (b"", b"".join(pages(2)), zipped(*pages(2))):
        for archive in (whole[:at] + data + whole[at + lost :], b"WARC/1.0\r\n" + data, b"\x1f\x8b\x08" + data):
            assert all(isinstance(one, Document | ReportError) for one in found(reader, archive))
