"""The line: names are looked up and connections made here, checked; each answer has so many seconds and bytes."""

import socket
import ssl
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
    """Connects for one answer: to public addresses only, and within its seconds and bytes.

    The address that was checked is the one that is connected to: a name that is looked up twice can be another
    the second time.
    """

    def __init__(self, network: Network, limits: Limits) -> None:
        self._network = network
        self._inside = limits.inside
        self._purse = _Purse(limits)

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
            addresses = public_only(host, self._network.resolve(host, port), self._inside)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host} is not found: {error}") from error
        failed: Exception | None = None
        for address in addresses:
            seconds = self._purse.seconds_to_connect()
            try:
                return _Metered(self._network.connect(address, port, seconds), self._purse)
            except (httpcore2.NetworkError, httpcore2.TimeoutException) as error:
                failed = error
        raise httpcore2.ConnectError(str(failed) if failed else f"{host} is not found") from failed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None
    ) -> httpcore2.NetworkStream:
        """Never."""
        raise RefusedError("sockets of this machine are not fetched from", path)


def check_length(said: str | None, limit: int) -> None:
    """Refuse what says itself, as its `Content-Length`, that it is too long: none of it is taken.

    Raises:
        RefusedError: it is.
    """
    if said is not None and said.isdecimal() and int(said[:20]) > limit:
        raise _too_large(limit)


class _Purse:
    """What one answer has left to spend: seconds, however busy it is, and bytes, whatever they are for."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._until = time.monotonic() + limits.total_seconds
        self._bytes = limits.wire_bytes

    def seconds(self) -> float:
        """Seconds until its end.

        Raises:
            ReadTimeout: there are none left.
        """
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("it took too long")
        return left

    def seconds_to_connect(self) -> float:
        """Seconds that a connection may take. Raises as `seconds`."""
        return min(self._limits.connect_seconds, self.seconds())

    def pay(self, count: int) -> None:
        """Bytes have come.

        Raises:
            RefusedError: they are too many.
        """
        self._bytes -= count
        if self._bytes < 0:
            raise _too_large(self._limits.wire_bytes)


class _Metered(httpcore2.NetworkStream):
    """A connection that ends when its answer has nothing left to spend."""

    def __init__(self, stream: httpcore2.NetworkStream, purse: _Purse) -> None:
        self._stream = stream
        self._purse = purse

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._purse.seconds())
        self._purse.pay(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._purse.seconds())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        try:
            seconds = self._purse.seconds_to_connect()
        except httpcore2.TimeoutException:
            self.close()
            raise
        # the time is for all of the handshake, in however many pieces it comes
        return _Metered(self._stream.start_tls(ssl_context, server_hostname, seconds), self._purse)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _too_large(limit: int) -> RefusedError:
    return RefusedError(f"it is larger than {limit / 1048576:g} MB", "")
