"""Asking for one address: one connection, one answer, no step further."""

import datetime as dt
import ssl
from collections.abc import Callable, Iterator
from importlib.metadata import version

import httpcore2
import httpx2

from musnad.errors import RefusedError, UnreachableError
from musnad.fetching.addresses import checked_url
from musnad.fetching.answers import Answer, Asked
from musnad.fetching.limits import Limits
from musnad.fetching.network import GuardedBackend, Internet, Network, check_length

_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
_FAULTS = (
    httpx2.HTTPError,
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
    ssl.SSLError,
)


def agent(contact: str | None = None) -> str:
    """The name that requests go under, with an address where their sender can be reached.

    >>> agent("desk@example.org").partition(" ")[2]
    '(+desk@example.org)'
    """
    said = f"Musnad/{version('musnad')}"
    contact = " ".join((contact or "").split())
    return f"{said} (+{contact})" if contact else said


class Fetcher:
    """Asks the web, one answer a call. May be used by many threads at once.

    Args:
        limits: what is taken at most.
        contact: a mail address or page of those who ask, told to every server.
        network: where names are looked up and connections made.
        now: the clock that answers are dated by, in UTC.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        contact: str | None = None,
        network: Network | None = None,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.limits = limits or Limits()
        self.agent = agent(contact)
        self._network = network or Internet()
        self._now = now
        # reading the machine's certificates takes longer than most answers
        self._tls = httpx2.create_ssl_context()

    def get(self, asked: Asked) -> Answer:
        """The answer of a server, whatever its status; redirects are not followed.

        Raises:
            RefusedError: the address may not be asked for, or more bytes come than are taken.
            UnreachableError: no answer, or none that is whole, within the limits; another time there may be one.
        """
        checked_url(asked.address)
        try:
            with (
                _Transport(GuardedBackend(self._network, self.limits), self._tls) as transport,
                httpx2.Client(
                    transport=transport, headers=self._headers(asked), trust_env=False, timeout=None
                ) as client,
                client.stream("GET", asked.address, follow_redirects=False) as response,
            ):
                check_length(response.headers.get("content-length"), self.limits.wire_bytes)
                body = bytearray()
                for piece in response.iter_raw():
                    body += piece
                return Answer(
                    address=asked.address,
                    status=response.status_code,
                    headers=tuple(response.headers.multi_items()),
                    body=bytes(body),
                    at=self._now(),
                )
        except RefusedError as error:
            # the line knows only the host
            raise RefusedError(error.reason, asked.address) from error
        except httpx2.InvalidURL as error:
            raise RefusedError(f"not an address: {error}", asked.address) from error
        except _FAULTS as error:
            raise UnreachableError(_reason(error), asked.address) from error

    def _headers(self, asked: Asked) -> dict[bytes, bytes]:
        said = {
            "user-agent": self.agent,
            "accept": _ACCEPT,
            "accept-encoding": "gzip, deflate",
            "if-none-match": asked.etag,
            "if-modified-since": asked.modified,
        }
        # as bytes: a server may have marked its answer with letters that are none of ASCII
        return {name.encode(): value.encode() for name, value in said.items() if value}


def _reason(error: Exception) -> str:
    if isinstance(error, httpcore2.TimeoutException | httpx2.TimeoutException):
        return "no whole answer in time"
    return " ".join(str(error).split()) or type(error).__name__


class _Transport(httpx2.BaseTransport):
    """Requests over a guarded line; a pool of its own for each answer, so that each has its own deadline."""

    def __init__(self, backend: GuardedBackend, tls: ssl.SSLContext) -> None:
        self._pool = httpcore2.ConnectionPool(ssl_context=tls, network_backend=backend, max_connections=1)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        response = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=[*request.headers.raw, (b"connection", b"close")],
                extensions=request.extensions,
            )
        )
        return httpx2.Response(response.status, headers=response.headers, stream=_Stream(response))

    def close(self) -> None:
        self._pool.close()


class _Stream(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        return self._response.iter_stream()

    def close(self) -> None:
        self._response.close()
