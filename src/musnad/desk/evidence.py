"""Evidence: the bytes as they were received, and the receipts that say when, from where and how.

Bytes are kept once, packed, under their SHA-256. Receipts are only ever added. Each has a seal: the SHA-256 of what
it says and of the seal before it, so that a receipt that is altered, taken out or put in shows at its place in the
chain (`verification`).
"""

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa

from musnad.desk.tables import bodies, receipts
from musnad.errors import DeskError

SEALED = ("at", "address", "final_address", "source", "status", "headers", "redirects", "sha256")
"""The columns of a receipt that its seal covers, in the order in which it does."""

_AS_STORED = "%Y-%m-%d %H:%M:%S.%f"
_PIECE = 1 << 20


class Redirect(msgspec.Struct, frozen=True):
    """An address that led to another, and the HTTP status by which it did."""

    address: str
    status: int


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes that were received, and how.

    `at` is when, with its time zone. `address` is what was asked for, an URL or a file, and `final_address` what
    answered after the redirects. `source` is the name of the watched source that it was asked for. `status` is
    that of HTTP. `body` is what was received, before anything was made of it.
    """

    at: dt.datetime
    address: str
    final_address: str
    source: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[Redirect, ...] = ()
    body: bytes


class StoredReceipt(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt on a desk, without the bytes: their SHA-256 and how many they are, and the receipt's seal."""

    id: int
    at: dt.datetime
    address: str
    final_address: str
    source: str | None
    status: int | None
    headers: tuple[tuple[str, str], ...]
    redirects: tuple[Redirect, ...]
    sha256: str
    size: int
    seal: str


def keep(connection: sa.Connection, receipt: Receipt) -> int:
    """Keep a receipt, and its bytes if they are not kept yet; the receipt's id.

    Args:
        connection: a transaction that writes.
        receipt: what was received; its strings must be such as UTF-8 can write.

    Raises:
        UnicodeError: they are not.
    """
    row: dict[str, Any] = {
        "at": receipt.at.astimezone(dt.UTC).replace(tzinfo=None),
        "address": receipt.address,
        "final_address": receipt.final_address,
        "source": receipt.source,
        "status": receipt.status,
        "headers": msgspec.json.encode(receipt.headers).decode(),
        "redirects": msgspec.json.encode(receipt.redirects).decode(),
        "sha256": _keep_body(connection, receipt.body),
    }
    last = connection.scalar(sa.select(receipts.c.seal).order_by(receipts.c.id.desc()).limit(1))
    told = {**row, "at": row["at"].strftime(_AS_STORED)}
    row["seal"] = seal(last, (told[name] for name in SEALED))
    (receipt_id,) = connection.execute(sa.insert(receipts), row).inserted_primary_key or (0,)
    return int(receipt_id)


def seal(before: str | None, columns: Iterable[str | int | None]) -> str:
    """The seal of a receipt after the one with the seal `before`, by its columns `SEALED` as they are stored.

    It is never to be changed: what was sealed once could not be verified any more.
    """
    return hashlib.sha256(msgspec.json.encode([before, *columns])).hexdigest()


def kept_before(connection: sa.Connection, address: str, body: bytes) -> int | None:
    """The last receipt from this address, if it brought these same bytes."""
    last = connection.execute(
        sa.select(receipts.c.id, receipts.c.sha256)
        .where(receipts.c.address == address)
        .order_by(receipts.c.id.desc())
        .limit(1)
    ).first()
    return last.id if last is not None and last.sha256 == hashlib.sha256(body).hexdigest() else None


def read_receipt(connection: sa.Connection, receipt_id: int) -> Receipt:
    """A receipt with its bytes.

    Raises:
        DeskError: there is no such receipt, or its bytes are damaged or not there.
    """
    row = connection.execute(
        sa.select(receipts, bodies.c.packed)
        .outerjoin(bodies, bodies.c.sha256 == receipts.c.sha256)
        .where(receipts.c.id == receipt_id)
    ).first()
    if row is None:
        raise DeskError(f"there is no receipt {receipt_id}")
    return Receipt(
        at=row.at.replace(tzinfo=dt.UTC),
        address=row.address,
        final_address=row.final_address,
        source=row.source,
        status=row.status,
        headers=_headers(row.headers),
        redirects=_redirects(row.redirects),
        body=_unpacked(row),
    )


def stored_receipts(connection: sa.Connection, ids: Iterable[int]) -> tuple[StoredReceipt, ...]:
    """These receipts, without the bytes, in the order in which they came."""
    query = (
        sa.select(receipts, bodies.c.size)
        .join(bodies, bodies.c.sha256 == receipts.c.sha256)
        .where(receipts.c.id.in_(set(ids)))
        .order_by(receipts.c.id)
    )
    return tuple(
        StoredReceipt(
            id=row.id,
            at=row.at.replace(tzinfo=dt.UTC),
            address=row.address,
            final_address=row.final_address,
            source=row.source,
            status=row.status,
            headers=_headers(row.headers),
            redirects=_redirects(row.redirects),
            sha256=row.sha256,
            size=row.size,
            seal=row.seal,
        )
        for row in connection.execute(query)
    )


def hashed(packed: bytes, size: int) -> tuple[str, int]:
    """SHA-256 and number of the bytes that were packed; little more than `size` of them are unpacked.

    Raises:
        zlib.error: they cannot be unpacked.
    """
    unpacker, digest, length = zlib.decompressobj(), hashlib.sha256(), 0
    while length <= size and not unpacker.eof:
        piece = unpacker.decompress(packed, _PIECE)
        packed = unpacker.unconsumed_tail
        if not piece and not packed and not unpacker.eof:
            raise zlib.error("it breaks off")
        digest.update(piece)
        length += len(piece)
    return digest.hexdigest(), length


def _keep_body(connection: sa.Connection, body: bytes) -> str:
    sha256 = hashlib.sha256(body).hexdigest()
    if not connection.scalar(sa.select(sa.exists().where(bodies.c.sha256 == sha256))):
        row = {"sha256": sha256, "size": len(body), "packed": zlib.compress(body)}
        connection.execute(sa.insert(bodies), row)
    return sha256


def _unpacked(row: sa.Row[Any]) -> bytes:
    try:
        return zlib.decompress(row.packed)
    except (zlib.error, TypeError) as error:
        message = f"receipt {row.id} ({row.address}): its bytes are damaged; `musnad verify` says what else is"
        raise DeskError(message) from error


def _headers(stored: str) -> tuple[tuple[str, str], ...]:
    return msgspec.json.decode(stored, type=tuple[tuple[str, str], ...])


def _redirects(stored: str) -> tuple[Redirect, ...]:
    return msgspec.json.decode(stored, type=tuple[Redirect, ...])
