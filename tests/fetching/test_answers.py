"""What the headers of an answer say, and what its body holds."""

import contextlib
import datetime as dt
import gzip
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.fetching.servers import bomb

from musnad.errors import FetchError, RefusedError, UnreachableError
from musnad.fetching import Answer, is_moved, next_address, retry_after, unpacked

AT = dt.datetime(2031, 5, 2, 10, tzinfo=dt.UTC)
TEXT = "<p>قصف السوق فجر اليوم</p>".encode()
MB = 1 << 20


def answer(body: bytes = b"", status: int = 200, at: dt.datetime = AT, **headers: str) -> Answer:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(address="http://nakhil.example/a/b?c", status=status, headers=named, body=body, at=at)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("0", 0),
        ("Fri, 02 May 2031 10:05:00 GMT", 300),
        ("Friday, 02-May-31 10:05:00 GMT", 300),
        ("Fri, 02 May 2031 10:05:00", 300),
        ("Fri, 02 May 2031 09:00:00 GMT", 0),
        ("Fri, 02 May 2041 09:00:00 GMT", 172800),
        ("99999999999999999999999", 172800),
        ("9" * 5000, None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("Fri, 42 May 2031 10:05:00 GMT", None),
        ("", None),
    ],
)
def test_the_wait_that_a_server_asks_for(said: str, seconds: int | None) -> None:
    expected = None if seconds is None else dt.timedelta(seconds=seconds)
    assert retry_after(answer(retry_after=said)) == expected
    # a date that cannot be read is none
    assert retry_after(answer(retry_after=said, date="today")) == expected


def test_a_date_is_read_by_the_clock_of_its_server() -> None:
    late = answer(retry_after="Fri, 02 May 2031 10:05:00 GMT", date="Fri, 02 May 2031 10:04:00 GMT")
    assert retry_after(late) == dt.timedelta(seconds=60)
    assert retry_after(answer()) is None


@example("0001-01-01", "31 Dec 9999 23:59:59 -2359")
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_wait_and_date_are_a_wait_or_none(said: str, date: str) -> None:
    found = retry_after(answer(retry_after=said, date=date))
    assert found is None or dt.timedelta() <= found <= dt.timedelta(days=2)


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("/x", "http://nakhil.example/x"),
        ("x#y", "http://nakhil.example/a/x"),
        ("//sahel.example/x", "http://sahel.example/x"),
        ("?d", "http://nakhil.example/a/b?d"),
        (" https://sahel.example/x ", "https://sahel.example/x"),
        ("/خبر عاجل", "http://nakhil.example/خبر%20عاجل"),
        ("file:///etc/passwd", "file:///etc/passwd"),
    ],
)
def test_where_an_answer_sends_one(place: str, address: str) -> None:
    moved = answer(status=302, location=place)
    assert is_moved(moved)
    assert next_address(moved) == address


@pytest.mark.parametrize("place", ["", "  ", "http://[bad/"])
def test_an_answer_that_sends_one_nowhere_is_none(place: str) -> None:
    with pytest.raises(UnreachableError, match="status 301"):
        next_address(answer(status=301, location=place))
    with pytest.raises(UnreachableError):
        next_address(answer(status=301))


@given(st.text())
def test_any_place_is_an_address_or_a_fetch_error(place: str) -> None:
    with contextlib.suppress(FetchError):
        assert isinstance(next_address(answer(status=301, location=place)), str)


BARE = zlib.compress(TEXT, wbits=-15)


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (TEXT, ""),
        (TEXT, "gzip"),
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), ""),
        (gzip.compress(TEXT), "identity"),
        (gzip.compress(TEXT), "deflate"),
        (zlib.compress(TEXT), "deflate"),
        (zlib.compress(TEXT), " Deflate"),
        (BARE, "deflate"),
        (gzip.compress(TEXT[:9]) + gzip.compress(TEXT[9:]), "gzip"),
        (gzip.compress(TEXT) + b"\x00" * 512, "gzip"),
        (gzip.compress(gzip.compress(TEXT)), "gzip"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_body_is_unpacked_by_what_it_is_not_by_its_label(body: bytes, coding: str) -> None:
    assert unpacked(answer(body, content_encoding=coding), MB) == TEXT


def test_a_body_that_breaks_off_or_is_damaged_may_be_whole_another_time() -> None:
    whole = gzip.compress(TEXT * 50)
    damaged = whole[:10] + b"\xff" * 30
    for body, why in ((whole[:-20], "broke off"), (damaged, "damaged"), (b"\x1f\x8b\x08", "broke off")):
        with pytest.raises(UnreachableError, match=why):
            unpacked(answer(body), MB)


@pytest.mark.parametrize(
    "body",
    [
        bomb(1 << 26),
        gzip.compress(gzip.compress(b" " * (1 << 24), 9), 9),
        gzip.compress(b" " * (MB - 5)) + gzip.compress(b" " * 10),
    ],
    ids=["once", "twice", "in parts"],
)
def test_what_unpacks_to_too_much_is_refused(body: bytes) -> None:
    with pytest.raises(RefusedError, match="unpacks to more than 1 MB"):
        unpacked(answer(body), MB)
    zipped = zlib.compress(b" " * (1 << 24), 9)
    with pytest.raises(RefusedError, match="unpacks to more than 1 MB"):
        unpacked(answer(zipped, content_encoding="deflate"), MB)


def test_a_bomb_of_a_million_parts_is_refused() -> None:
    with pytest.raises(RefusedError, match="parts"):
        unpacked(answer(gzip.compress(b"") * 1_000_000), MB)


def test_what_unpacks_to_the_limit_is_taken() -> None:
    assert len(unpacked(answer(gzip.compress(b" " * MB)), MB)) == MB
    assert len(unpacked(answer(gzip.compress(b" " * 10) + gzip.compress(b" " * (MB - 10))), MB)) == MB


@given(
    st.one_of(
        st.binary(),
        st.binary().map(gzip.compress),
        st.tuples(st.binary().map(gzip.compress), st.binary(max_size=40)).map(b"".join),
        st.binary().map(b"\x1f\x8b\x08".__add__),
    ),
    st.sampled_from(["", "gzip", "deflate", "br", "x"]),
)
def test_any_body_is_unpacked_or_a_fetch_error(body: bytes, coding: str) -> None:
    with contextlib.suppress(FetchError):
        assert len(unpacked(answer(body, content_encoding=coding), 500)) <= max(500, len(body))
