"""One answer from servers that lie, drip, flood and talk nonsense."""

import gc
import re
import socket
import ssl
import threading
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fetching.conftest import LIMITS, Get
from tests.fetching.servers import PUBLIC, Names, Page, Script, at, bomb, dripping, forever, pages, saying
from tests.network.certificate import unknown_certificate

from musnad.errors import FetchError, RefusedError, UnreachableError
from musnad.fetching import Asked, Fetcher, Limits, unpacked

HOST = "nakhil.example"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
OPEN = HEAD + b"\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
SLACK = 0.5
"""Seconds that an answer may take over its deadline, on a machine that is busy."""


@contextmanager
def measured() -> Iterator[list[int]]:
    """The most memory that Python takes, in bytes, beyond what it had."""
    found: list[int] = []
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    try:
        yield found
        found.append(tracemalloc.get_traced_memory()[1] - before)
    finally:
        tracemalloc.stop()


def test_what_is_asked_is_honest_and_what_comes_is_kept_as_it_came(get: Get) -> None:
    body = "<p>قصف</p>".encode("cp1256")
    page = Page(body, headers=(("Content-Type", "text/html; charset=utf-8"), ("X-Twice", "1"), ("X-Twice", "2")))
    with at(pages({"/a?b=%D8%AE": page})) as server:
        answer = get(server.url("/a?b=خ#here", HOST), etag='"x"', modified="Sun, 02 May 2031 00:00:00 GMT")
    (head,) = server.asked
    assert answer.body == body
    assert (answer.status, answer.header("CONTENT-TYPE")) == (200, "text/html; charset=utf-8")
    assert [value for name, value in answer.headers if name.lower() == "x-twice"] == ["1", "2"]
    said = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:] if line)
    said = {name.lower(): value for name, value in said.items()}
    assert re.fullmatch(r"Musnad/[\d.]+\S* \(\+desk@tests\.example\)", said["user-agent"])
    assert said["host"] == f"{HOST}:{server.port}"
    assert (said["if-none-match"], said["connection"]) == ('"x"', "close")
    assert "cookie" not in said
    assert "referer" not in said


@pytest.mark.parametrize("status", [301, 304, 403, 404, 410, 429, 500, 503])
def test_an_answer_is_an_answer_whatever_its_status(get: Get, status: int) -> None:
    page = Page(b"" if status == 304 else b"x", status, (("Location", "file:///etc/passwd"),))
    with at(pages({}, page)) as server:
        assert get(server.url(host=HOST)).status == status


# what is inside


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost.", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "[::1]", "[::ffff:127.0.0.1]"),
        *("127。0。0。1", "[fe80::1%25lo]", "169.254.169.254", "[64:ff9b::7f00:1]", "10.0.0.1"),
    ],
)
def test_no_spelling_of_an_address_inside_is_connected_to(host: str) -> None:
    fetcher = Fetcher(msgspec.structs.replace(LIMITS, connect_seconds=0.2))
    with at(pages({}, Page(b"inside"))) as server:
        url = f"http://{host}:{server.port}/"
        with pytest.raises(FetchError) as caught:
            fetcher.get(Asked(address=url))
    assert server.asked == []
    assert caught.value.address == url
    assert isinstance(caught.value, RefusedError) or "not found" in caught.value.reason


@pytest.mark.parametrize("inside", [["10.0.0.1"], ["169.254.169.254"], [PUBLIC, "::1"], ["fd00::1"]])
def test_a_name_that_leads_inside_is_refused(inside: list[str]) -> None:
    names = Names({HOST: [inside]})
    with pytest.raises(RefusedError, match="is not a public address") as caught:
        Fetcher(LIMITS, network=names).get(Asked(address=f"http://{HOST}:8080/x"))
    assert caught.value.address == f"http://{HOST}:8080/x"
    assert names.connected == []


def test_the_address_that_was_checked_is_the_one_that_is_connected_to() -> None:
    names = Names({HOST: [[PUBLIC], ["127.0.0.1"]]})
    fetcher = Fetcher(LIMITS, network=names)
    with at(pages({}, Page(b"x"))) as server:
        assert fetcher.get(Asked(address=server.url(host=HOST))).body == b"x"
        with pytest.raises(RefusedError, match=r"127\.0\.0\.1 is not a public address"):
            fetcher.get(Asked(address=server.url(host=HOST)))
    assert names.connected == [PUBLIC]


def test_hosts_that_are_said_to_be_inside_are_asked() -> None:
    fetcher = Fetcher(msgspec.structs.replace(LIMITS, inside=("127.0.0.1",)))
    with at(pages({}, Page(b"x"))) as server:
        assert fetcher.get(Asked(address=server.url())).body == b"x"


def test_a_host_that_is_not_found_and_one_that_takes_no_connection_are_unreachable(get: Get) -> None:
    with at(pages({})) as server:
        gone = server.url(host=HOST)
    with pytest.raises(UnreachableError, match="refused"):
        get(gone)
    none = Fetcher(LIMITS, network=Names({HOST: [[]]}))
    with pytest.raises(UnreachableError, match="not found"):
        none.get(Asked(address=gone))


def test_the_second_address_is_tried_where_the_first_takes_no_connection() -> None:
    class Halved(Names):
        def connect(self, address: str, port: int, seconds: float):  # type: ignore[no-untyped-def]
            return super().connect(address, 1 if address == "1.1.1.1" else port, seconds)

    class Both(Halved):
        def resolve(self, host: str, port: int) -> list[str]:
            return ["1.1.1.1", PUBLIC]

        def connect(self, address: str, port: int, seconds: float):  # type: ignore[no-untyped-def]
            tried.append(address)
            return super().connect(PUBLIC, 1 if address == "1.1.1.1" else port, seconds)

    tried: list[str] = []
    with at(pages({}, Page(b"x"))) as server:
        assert Fetcher(LIMITS, network=Both()).get(Asked(address=server.url(host=HOST))).body == b"x"
    assert tried == ["1.1.1.1", PUBLIC]


# too much


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (OPEN, b"x" * 65536),
        (CHUNKED, b"10000\r\n" + b"x" * 65536 + b"\r\n"),
        (CHUNKED, b"2\r\nxy\r\n" * 5000),
        (CHUNKED, (b"1;" + b"e" * 9000 + b"\r\nx\r\n") * 7),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 3000),
    ],
    ids=["endless", "endless chunks", "endless small chunks", "endless words about chunks", "endless promises"],
)
def test_a_gigabyte_is_refused_after_its_first_bytes(names: Names, start: bytes, piece: bytes) -> None:
    fetcher = Fetcher(msgspec.structs.replace(LIMITS, total_seconds=20.0, wire_bytes=1 << 17), network=names)
    with (
        at(forever(start, piece)) as server,
        measured() as memory,
        pytest.raises(RefusedError, match=r"larger than 0\.125 MB") as caught,
    ):
        fetcher.get(Asked(address=server.url(host=HOST)))
    assert caught.value.address == server.url(host=HOST)
    assert memory[0] < 4 << 20


def test_what_says_itself_that_it_is_a_gigabyte_is_not_taken_at_all(get: Get) -> None:
    head = HEAD + b"Content-Length: 1073741824\r\n\r\n"
    with at(saying(head)) as server, pytest.raises(RefusedError, match="larger than 1 MB"):
        get(server.url(host=HOST))


@pytest.mark.parametrize(
    "script",
    [
        forever(HEAD, b"X-More: " + b"x" * 9000 + b"\r\n"),
        forever(HEAD + b"X-More: ", b"x" * 65536),
        forever(b"HTTP/1.1 200 ", b"O" * 65536),
        forever(b"", b"\r\n" * 9000),
    ],
    ids=["headers", "one header", "a status line", "blank lines"],
)
def test_headers_without_end_are_not_taken(get: Get, script: Script) -> None:
    with at(script) as server, measured() as memory, pytest.raises(FetchError):
        get(server.url(host=HOST))
    assert memory[0] < 8 << 20


def test_a_gigabyte_in_a_megabyte_is_refused_when_it_is_unpacked() -> None:
    limits = Limits()
    fetcher = Fetcher(limits, network=Names())
    packed = bomb(1 << 30)
    assert len(packed) < 2 << 20
    with at(pages({}, Page(packed, headers=(("Content-Encoding", "gzip"),)))) as server, measured() as memory:
        answer = fetcher.get(Asked(address=server.url(host=HOST)))
        with pytest.raises(RefusedError, match="unpacks to more than 20 MB"):
            unpacked(answer, limits.page_bytes)
    assert memory[0] < 64 << 20


# too slow


@pytest.mark.parametrize(
    "script",
    [
        forever(b"", b"", 0.05),
        dripping(b"", HEAD * 9),
        dripping(OPEN, b"x" * 99),
        dripping(HEAD + b"Content-Length: 99\r\n\r\n", b"x" * 99),
        dripping(CHUNKED, b"1\r\nx\r\n" * 99),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 9),
    ],
    ids=["silence", "headers", "body", "body of a length", "chunks", "promises"],
)
def test_an_answer_has_its_seconds_however_busy_it_is(get: Get, script: Script) -> None:
    with at(script) as server:
        began = time.monotonic()
        with pytest.raises(UnreachableError, match="no whole answer in time"):
            get(server.url(host=HOST))
        took = time.monotonic() - began
    assert LIMITS.total_seconds - 0.1 < took < LIMITS.total_seconds + SLACK


@pytest.mark.parametrize(
    "speech", [b"", b"\x16\x03\x03\x3f\xff\x02\x00\x3f\xfb" + b"\x00" * 60], ids=["silence", "drip"]
)
def test_a_handshake_has_the_seconds_of_a_connection(speech: bytes, names: Names) -> None:
    fetcher = Fetcher(msgspec.structs.replace(LIMITS, connect_seconds=0.3, total_seconds=5.0), network=names)

    def script(connection: socket.socket, head: bytes) -> None:
        for byte in speech:
            connection.sendall(bytes([byte]))
            time.sleep(0.05)
        connection.recv(65536)
        connection.recv(1)

    with at(script, speaks_first=True) as server:
        began = time.monotonic()
        with pytest.raises(UnreachableError):
            fetcher.get(Asked(address=f"https://{HOST}:{server.port}/"))
        assert time.monotonic() - began < 0.3 + SLACK


def test_an_encrypted_drip_has_its_seconds(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    context = unknown_certificate([HOST])
    if context is None:
        pytest.skip("no openssl here")
    fetcher = Fetcher(LIMITS, network=names)

    def script(connection: socket.socket, head: bytes) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            secure.recv(65536)
            secure.sendall(OPEN)
            while True:
                secure.sendall(b"x")
                time.sleep(0.05)

    with at(script, speaks_first=True) as server:
        url = f"https://{HOST}:{server.port}/"
        with pytest.raises(UnreachableError, match="certificate"):
            fetcher.get(Asked(address=url))
        fetcher._tls.check_hostname = False
        fetcher._tls.verify_mode = ssl.CERT_NONE
        began = time.monotonic()
        with pytest.raises(UnreachableError, match="in time"):
            fetcher.get(Asked(address=url))
        assert time.monotonic() - began < LIMITS.total_seconds + SLACK


# nonsense


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"<html>an answer of HTTP/0.9</html>",
        b"\x00\x01\x02\x03" * 100,
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"220 mail.nakhil.example ESMTP\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 2OO OK\r\n\r\nx",
        b"HTTP/1.1 99 Low\r\n\r\n",
        HEAD + b"no colon\r\n\r\nx",
        HEAD + b"Content-Length: 12\r\n\r\nshort",
        HEAD + b"Content-Length: -1\r\n\r\nx",
        HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxy",
        HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\nx",
        HEAD + b"Transfer-Encoding: banana\r\n\r\nx",
        CHUNKED + b"zz\r\nx\r\n",
        CHUNKED + b"5\r\nhel",
        CHUNKED + b"-1\r\nx\r\n0\r\n\r\n",
        HEAD,
    ],
)
def test_nonsense_is_an_answer_or_unreachable_in_one_line(get: Get, said: bytes) -> None:
    with at(saying(said)) as server, pytest.raises(FetchError) as caught:
        get(server.url(host=HOST))
    assert caught.value.reason
    assert "\n" not in str(caught.value)


def test_what_comes_after_the_length_that_was_said_is_left(get: Get) -> None:
    with at(saying(HEAD, b"Content-Length: 3\r\n\r\nabcdef")) as server:
        assert get(server.url(host=HOST)).body == b"abc"


def test_a_body_without_length_or_chunks_ends_with_its_connection(get: Get) -> None:
    with at(saying(b"HTTP/1.0 200 OK\r\n\r\nabc")) as server:
        assert get(server.url(host=HOST)).body == b"abc"


@given(st.one_of(st.binary(max_size=200), st.binary(max_size=60).map(HEAD.__add__)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_an_answer_or_a_fetch_error(names: Names, said: bytes) -> None:
    with at(saying(said)) as server, suppress(FetchError):
        assert _PLAIN.get(Asked(address=server.url(host=HOST))).status


_PLAIN = Fetcher(LIMITS, network=Names())


def test_marks_of_an_answer_can_be_said_again_whatever_letters_they_are_of(get: Get) -> None:
    page = Page(b"x", headers=(("ETag", '"خبر-7"'), ("Last-Modified", "أمس")))
    with at(pages({}, page)) as server:
        first = get(server.url(host=HOST))
        get(server.url(host=HOST), etag=first.header("etag"), modified=first.header("last-modified"))
    assert 'if-none-match: "خبر-7"' in server.asked[1].decode().lower()


@pytest.mark.parametrize("contact", ["مكتب@nakhil.example", "desk@nakhil.example\r\nX-Injected: 1"])
def test_a_contact_of_any_letters_is_told_in_one_line(names: Names, contact: str) -> None:
    with at(pages({}, Page(b"x"))) as server:
        Fetcher(LIMITS, contact, names).get(Asked(address=server.url(host=HOST)))
    lines = server.asked[0].decode().split("\r\n")
    assert not any(line.lower().startswith("x-injected") for line in lines)
    assert any(contact.split()[0] in line for line in lines)


def test_arabic_hosts_and_paths_are_asked_for_as_the_web_writes_them(names: Names) -> None:
    with at(pages({}, Page(b"x"))) as server:
        Fetcher(LIMITS, network=names).get(Asked(address=server.url("/أخبار/قصف?من=ب", "مثال.example")))
    head = server.asked[0].decode("ascii")
    assert "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D9%82%D8%B5%D9%81?%D9%85%D9%86=%D8%A8 " in head
    assert f"host: xn--mgbh0fb.example:{server.port}" in head.lower()


def test_neither_surroundings_nor_answers_change_what_is_asked(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    with at(pages({}, Page(b"x", headers=(("Set-Cookie", "a=b"),)))) as server:
        get(server.url(host=HOST))
        get(server.url(host=HOST))
    assert b"cookie" not in server.asked[1].lower()


def test_many_threads_may_ask_at_once(fetcher: Fetcher) -> None:
    together = threading.Barrier(20, timeout=5)

    def script(connection: socket.socket, head: bytes) -> None:
        together.wait()  # none is answered before all have asked
        path = head.split(b" ")[1]
        connection.sendall(Page(path * 1000).wire())

    limits = msgspec.structs.replace(LIMITS, total_seconds=10.0)
    patient = Fetcher(limits, network=Names())
    with at(script) as server, ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda n: patient.get(Asked(address=server.url(f"/{n}", HOST))), range(20)))
    assert [answer.body for answer in answers] == [b"/%d" % n * 1000 for n in range(20)]


def test_no_connection_is_left_open_whatever_ended_it(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    connect = Names.connect

    def noted(self: Names, address: str, port: int, seconds: float):  # type: ignore[no-untyped-def]
        stream = connect(self, address, port, seconds)
        made.append(stream.get_extra_info("socket"))
        return stream

    monkeypatch.setattr(Names, "connect", noted)
    fetcher = Fetcher(msgspec.structs.replace(LIMITS, total_seconds=0.2), network=names)
    scripts = [pages({}, Page(b"x")), saying(b"nonsense"), saying(HEAD)]
    scripts += [forever(OPEN, b"x" * 65536), dripping(b"", HEAD)]
    for script in scripts:
        with at(script) as server:
            for scheme in ("http", "https"):
                with suppress(FetchError):
                    fetcher.get(Asked(address=f"{scheme}://{HOST}:{server.port}/"))
    assert len(made) == 2 * len(scripts)
    # a socket that was wrapped for TLS is closed too: it has no number any more
    assert [one.fileno() for one in made] == [-1] * len(made)
