"""What a server answers: the bytes as they came, and what its headers say of them."""

import datetime as dt
import zlib
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin

import msgspec

from musnad.errors import RefusedError, ReportError, UnreachableError
from musnad.reading.transfer import decoded_body

_MOVED = frozenset((301, 302, 303, 307, 308))
_FOR_GOOD = frozenset((301, 308))
_GZIP = b"\x1f\x8b\x08"
_LONGEST_WAIT = dt.timedelta(days=2)
_LAYERS = 2
"""So often an answer is packed at most: files that lie packed are packed again on their way."""
_PARTS = 100
"""Of a gzip stream, at most. Honest ones have one or two; a million of them take hours."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A request. `etag` and `modified` are what an earlier answer was marked with: only news is wanted."""

    address: str
    etag: str | None = None
    modified: str | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer, whole. `body` is as it came over the line, packed or not; `at` is when it had come."""

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: dt.datetime

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Moved(msgspec.Struct, frozen=True):
    """A step on the way to an answer: `address` answered with `status` that it is elsewhere."""

    address: str
    status: int


def is_moved(answer: Answer) -> bool:
    """Whether the answer says that what was asked for is at another address."""
    return answer.status in _MOVED


def for_good(answer: Answer) -> bool:
    """Whether the other address is to be asked from now on."""
    return answer.status in _FOR_GOOD


def next_address(answer: Answer) -> str:
    """The address that an answer sends one to.

    Raises:
        UnreachableError: it names none.
    """
    place = (answer.header("location") or "").strip()
    if not place:
        raise UnreachableError(f"status {answer.status} without a new address", answer.address)
    try:
        # a blank in it is the most common fault, and all browsers mend it
        return urldefrag(urljoin(answer.address, place.replace(" ", "%20"))).url
    except ValueError as error:
        raise UnreachableError(f"status {answer.status} with a broken address", answer.address) from error


def retry_after(answer: Answer) -> dt.timedelta | None:
    """How long the server asks to be left alone: seconds, or until a date; two days at most."""
    value = (answer.header("retry-after") or "").strip()
    if not value:
        return None
    try:
        wait = dt.timedelta(seconds=int(value)) if value.isdecimal() else _until(value, answer)
    except OverflowError:
        return _LONGEST_WAIT
    except ValueError:
        return None
    return min(max(wait, dt.timedelta()), _LONGEST_WAIT)


def _until(date: str, answer: Answer) -> dt.timedelta:
    when = _moment(date)
    try:
        # the server's own clock is what its date is read by
        now = _moment(answer.header("date") or "")
    except ValueError:
        now = answer.at
    return when - now


def _moment(date: str) -> dt.datetime:
    """A date of HTTP; one that names no zone is of UTC. Raises `ValueError` where it is none."""
    try:
        when = parsedate_to_datetime(date)
    except (TypeError, IndexError, OverflowError) as error:
        raise ValueError(date) from error
    return when if when.tzinfo is not None else when.replace(tzinfo=dt.UTC)


def unpacked(answer: Answer, limit: int) -> bytes:
    """The body without its packing; what is packed is judged by the bytes, as labels are often wrong.

    Raises:
        RefusedError: more than `limit` bytes.
        UnreachableError: it breaks off, or is damaged: another answer may be whole.
    """
    body = answer.body
    for _ in range(_LAYERS):
        if body.startswith(_GZIP):
            body = _gunzipped(body, answer.address, limit)
    packing = (answer.header("content-encoding") or "").strip().lower()
    if packing == "br":
        return _unbrotlied(body, answer.address, limit)
    if body is answer.body and packing == "deflate":
        bare = not (body[:1] == b"\x78" and int.from_bytes(body[:2], "big") % 31 == 0)
        return _inflated(body, -zlib.MAX_WBITS if bare else zlib.MAX_WBITS, answer.address, limit)[0]
    return body


def _gunzipped(body: bytes, address: str, limit: int) -> bytes:
    """What a gzip stream holds, all its parts; what follows them and is none is left."""
    plain, rest = _inflated(body, zlib.MAX_WBITS | 16, address, limit)
    pieces = [plain]
    while rest.startswith(_GZIP):
        if len(pieces) == _PARTS:
            raise RefusedError(f"it is packed in more than {_PARTS} parts", address)
        plain, rest = _inflated(rest, zlib.MAX_WBITS | 16, address, limit, sum(map(len, pieces)))
        pieces.append(plain)
    return b"".join(pieces)


def _unbrotlied(body: bytes, address: str, limit: int) -> bytes:
    """What a server packed in a way that it was not asked for."""
    try:
        return decoded_body(body, "", "br", limit, address)
    except ReportError as error:
        raise RefusedError(error.reason, address) from error


def _inflated(body: bytes, window: int, address: str, limit: int, taken: int = 0) -> tuple[bytes, bytes]:
    """What was packed, and what follows it; `taken` of the bytes that it may have were had already."""
    unpacking = zlib.decompressobj(window)
    try:
        plain = unpacking.decompress(body, limit - taken + 1)
    except zlib.error as error:
        raise UnreachableError("it came damaged", address) from error
    if len(plain) > limit - taken:
        raise RefusedError(f"it unpacks to more than {limit / 1048576:g} MB", address)
    if not unpacking.eof:
        raise UnreachableError("it broke off before its end", address)
    return plain, unpacking.unused_data
