"""One report for one text: however many addresses it is met under, and however often it is changed."""

import hashlib
from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from musnad.arabic.folding import fold_text
from musnad.desk import tables
from musnad.desk.reports import Added, keep_report
from musnad.reading.web import address_key, site_of
from musnad.records import Report


def place(
    connection: sa.Connection, report: Report, addresses: Sequence[str], receipt_id: int | None, *, is_told: bool
) -> tuple[str, Added]:
    """Put a report that was fetched on the desk, or find that it is there; its id, and what that changed.

    A report that is known under one of `addresses` is that report, with changed words a new version of it. One whose
    site has told the very same words under another address is the report that is there.

    Args:
        connection: a transaction that writes.
        report: as it was read; its id is given here, where it has an address.
        addresses: all that lead to it, the one that it is to be known by first; none where it has none: then its id
            is kept.
        receipt_id: the receipt of what it was read from.
        is_told: it is its feed's own words, which never replace those of a page.
    """
    keys = list(dict.fromkeys(map(address_key, addresses))) or [report.id]
    site, digest = site_of(report.url or keys[0]) or report.outlet or "", _digest(report.text)
    there = _by_address(connection, keys) or _by_text(connection, site, digest)
    known = there or keys[0]
    added: Added = "unchanged"
    if there is None or (not is_told and _by_text(connection, site, digest) is None):
        added = keep_report(connection, msgspec.structs.replace(report, id=known), receipt_id)
    _note(connection, known, keys, site, digest)
    return known, added


def _by_address(connection: sa.Connection, keys: Sequence[str]) -> str | None:
    known = tables.known_addresses.c
    query = sa.select(known.key, known.report_id).where(known.key.in_(keys))
    found = {row.key: row.report_id for row in connection.execute(query)}
    if not found:
        # a report that came by another way than the watch is known by its address alone
        reports = tables.reports.c
        found = {name: name for name in connection.scalars(sa.select(reports.id).where(reports.id.in_(keys)))}
    return next((found[key] for key in keys if key in found), None)


def _by_text(connection: sa.Connection, site: str, digest: str) -> str | None:
    known = tables.known_texts.c
    return connection.scalar(sa.select(known.report_id).where(known.site == site, known.digest == digest))


def _note(connection: sa.Connection, report_id: str, keys: Sequence[str], site: str, digest: str) -> None:
    """Write down the addresses and the words by which the report is met again."""
    known = tables.known_addresses
    noted = set(connection.scalars(sa.select(known.c.key).where(known.c.key.in_(keys))))
    fresh = [{"key": key, "report_id": report_id} for key in keys if key not in noted]
    if fresh:
        connection.execute(sa.insert(known), fresh)
    if _by_text(connection, site, digest) is None:
        connection.execute(sa.insert(tables.known_texts), {"site": site, "digest": digest, "report_id": report_id})


def _digest(text: str) -> str:
    """The words of a text, whatever signs stand between them."""
    return hashlib.sha256(" ".join(fold_text(text).split()).encode("utf-8", "replace")).hexdigest()
