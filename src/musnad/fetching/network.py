"""The line: names are looked up and connections made here, checked, and under one deadline for each answer."""

import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import Protocol

import httpcore2

from musnad.errors import RefusedError
from musnad.fetching.addresses import public_only
from musnad.fetching.limits import Limits


class Network(Protocol):
    """Looks names up and connects. `Internet` is the real one; a test may play another."""

    def resolve(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host. Raises `OSError` where it has none."""

    def connect(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        """A connection to an IP address. Raises the errors of `httpcore2`."""


class Internet:
    """The network of the machine."""

    def resolve(self, host: str, port: int) -> list[str]:
        """The IP addresses of a host, in the order of the system."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(entry[4][0]) for entry in found))

    def connect(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        """A connection to an IP address."""
        return httpcore2.SyncBackend().connect_tcp(address, port, timeout=seconds, socket_options=())


class GuardedBackend(httpcore2.NetworkBackend):
    """Connects for one answer: to public addresses only, and until its deadline.

    The address that was checked is the one that is connected to: a name that is looked up twice can be another
    the second time.
    """

    def __init__(self, network: Network, limits: Limits) -> None:
        self._network = network
        self._limits = limits
        self._until = time.monotonic() + limits.total_seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of `host` that takes one."""
        try:
            addresses = public_only(host, self._network.resolve(host, port), self._limits.inside)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host} is not found: {error}") from error
        if not addresses:
            raise httpcore2.ConnectError(f"{host} is not found")
        failed: Exception | None = None
        for address in addresses:
            seconds = min(self._limits.connect_seconds, _left(self._until))
            try:
                return _Deadlined(self._network.connect(address, port, seconds), self._until)
            except (httpcore2.NetworkError, httpcore2.TimeoutException) as error:
                failed = error
        raise httpcore2.ConnectError(str(failed)) from failed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None
    ) -> httpcore2.NetworkStream:
        """Never."""
        raise RefusedError("sockets of this machine are not fetched from", path)


class _Deadlined(httpcore2.NetworkStream):
    """A connection that ends at a deadline, however busy it is: a byte a second is no progress."""

    def __init__(self, stream: httpcore2.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._until))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        # the handshake reads as often as the other side makes it: only the clock ends it
        ending = threading.Timer(_left(self._until), _cut, [self._stream.get_extra_info("socket")])
        ending.daemon = True
        ending.start()
        try:
            secured = self._stream.start_tls(ssl_context, server_hostname, _left(self._until))
        finally:
            ending.cancel()
        return _Deadlined(secured, self._until)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(until: float) -> float:
    """Seconds until the deadline.

    Raises:
        ReadTimeout: it is over.
    """
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("it took too long")
    return left


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it has ended by itself
