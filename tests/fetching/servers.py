"""Servers on loopback that answer byte by byte as a test wants, and a network that has them on the open internet."""

import contextlib
import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Self

import httpcore2
import msgspec

PUBLIC = "93.184.215.14"
"""What hosts are said to lie at, when they lie on loopback."""

Script = Callable[[socket.socket, bytes], None]
"""What a server does with a connection and the head of its request."""


class Server:
    """A server on loopback: each connection is handed to `script` in a thread of its own, then closed.

    `asked` holds the heads of all requests. `speaks_first`: the script begins before any request is read.
    """

    def __init__(self, script: Script, *, speaks_first: bool = False, host: str = "127.0.0.1") -> None:
        self.asked: list[bytes] = []
        self._script = script
        self._speaks_first = speaks_first
        self._host = host
        self._listening = socket.create_server((host, 0))
        self._open: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._ended = False
        self.port: int = self._listening.getsockname()[1]

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended = True
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    @property
    def paths(self) -> list[str]:
        """What was asked for."""
        return [head.split(b" ")[1].decode() for head in self.asked]

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The address of a path, on a host of any name."""
        return f"http://{host or self._host}:{self.port}{path}"

    def _start(self, work: Callable[..., None], *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._ended:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self._open.append(connection)
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        # a client that hangs up is what many of these tests are about
        with connection, contextlib.suppress(OSError):
            head = b"" if self._speaks_first else _head(connection)
            if head or self._speaks_first:
                self.asked.append(head)
                self._script(connection, head)


def _head(connection: socket.socket) -> bytes:
    come = b""
    while b"\r\n\r\n" not in come:
        data = connection.recv(65536)
        if not data:
            return b""
        come += data
    return come


class Names:
    """A network of names: each lies at the addresses given, and those at `PUBLIC` are connected to on loopback.

    Args:
        hosts: the addresses of a host, one list for each time it is looked up; the last is for all later times.
    """

    def __init__(self, hosts: Mapping[str, list[list[str]]] | None = None) -> None:
        self.connected: list[str] = []
        self._hosts = {name: list(found) for name, found in (hosts or {}).items()}

    def resolve(self, host: str, port: int) -> list[str]:
        found = self._hosts.get(host)
        if found is None:
            # numbers in all their spellings are read as the system reads them
            if host.endswith(".example"):
                return [PUBLIC]
            return list(dict.fromkeys(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, flags=_NUMBERS)))
        return found.pop(0) if len(found) > 1 else found[0]

    def connect(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        self.connected.append(address)
        assert address == PUBLIC, f"{address} was connected to"
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", port, timeout=seconds, socket_options=())


_NUMBERS = socket.AI_NUMERICHOST


class Page(msgspec.Struct, frozen=True):
    """A reply."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()

    def wire(self) -> bytes:
        """As it is sent, with its length."""
        lines = [f"HTTP/1.1 {self.status} Said", *(f"{name}: {value}" for name, value in self.headers)]
        if not any(name.lower() == "content-length" for name, _ in self.headers):
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join((*lines, "", "")).encode() + self.body


def pages(of: Mapping[str, Page], otherwise: Page | None = None) -> Script:
    """A script that answers each path with its page."""
    missing = otherwise or Page(b"none", 404)

    def script(connection: socket.socket, head: bytes) -> None:
        connection.sendall(of.get(head.split(b" ")[1].decode(), missing).wire())

    return script


def saying(*pieces: bytes) -> Script:
    """A script that says something, whatever it is asked."""
    return lambda connection, head: connection.sendall(b"".join(pieces))


def forever(start: bytes, piece: bytes, pause: float = 0.0) -> Script:
    """A script that does not end."""

    def script(connection: socket.socket, head: bytes) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(piece)
            time.sleep(pause)

    return script


def dripping(start: bytes, rest: bytes, pause: float = 0.05) -> Script:
    """A script that says `start` at once and then a byte at a time."""

    def script(connection: socket.socket, head: bytes) -> None:
        connection.sendall(start)
        for byte in rest:
            connection.sendall(bytes([byte]))
            time.sleep(pause)

    return script


def bomb(size: int, piece: bytes = b" ") -> bytes:
    """What a gzip stream begins with, a thousand times shorter than the `size` bytes it unpacks to."""
    packing = zlib.compressobj(9, wbits=31)
    start = packing.compress(b"") + packing.flush(zlib.Z_FULL_FLUSH)
    # after a full flush, what comes is packed by itself, and can be said again
    block = packing.compress(piece * (1 << 20)) + packing.flush(zlib.Z_FULL_FLUSH)
    return start + block * (size >> 20)


def packed(text: str) -> bytes:
    """A text, gzipped."""
    return gzip.compress(text.encode(), mtime=0)


@contextlib.contextmanager
def at(script: Script, *, speaks_first: bool = False, host: str = "127.0.0.1") -> Iterator[Server]:
    """A server at work."""
    with Server(script, speaks_first=speaks_first, host=host) as server:
        yield server
