"""JSON Lines of reports, our own shape: read as a stream, one error for each bad line."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from musnad.errors import ReportError
from musnad.reading.dates import EARLIEST, iso_date
from musnad.reading.limits import LINE_LIMIT
from musnad.records import Report


class _Loose(msgspec.Struct):
    """A report as others write it: unknown fields are passed over, an id may be a number."""

    id: str | int | None = None
    text: str | None = None
    title: str | None = None
    published_at: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None


def read_report_lines(lines: Iterable[bytes], source: str) -> Iterator[Report | ReportError]:
    """The reports of a stream of JSON lines; blank lines are passed over. The text stays as it is.

    A line that is no report yields a `ReportError` in its place: broken JSON, not UTF-8, no `id` or `text`,
    a `published_at` that is no date, an id that an earlier line has, more than `LINE_LIMIT` bytes.
    """
    decoder = msgspec.json.Decoder(_Loose)
    seen: set[int] = set()
    for number, line in enumerate(lines, start=1):
        stripped = line.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else line.strip()
        if not stripped:
            continue
        try:
            report = _report(stripped, decoder)
        except (msgspec.DecodeError, UnicodeDecodeError, ValueError, RecursionError) as error:
            yield ReportError(_reason(error), source, number)
            continue
        known = hash(report.id)
        if known in seen:
            reason = f"an earlier report has the id {report.id!r}; ids must be unique"
            yield ReportError(reason, source, number)
            continue
        seen.add(known)
        yield report


def one_a_line(data: bytes) -> list[bytes] | None:
    """The reports of a JSON text that is one report or a list of reports, one each; None for other bytes."""
    try:
        whole = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return [msgspec.json.encode(report) for report in (whole if isinstance(whole, list) else [whole])]


def _report(line: bytes, decoder: Any) -> Report:
    if len(line) > LINE_LIMIT:
        raise ValueError(f"the line is longer than {LINE_LIMIT // 1048576} MB")
    if b"\x00" in line:
        raise ValueError("NUL bytes: this is no JSON text")
    loose: _Loose = decoder.decode(line)
    name = "" if loose.id is None else str(loose.id).strip()
    if not name:
        raise ValueError('the report has no "id"')
    if loose.text is None or not loose.text.strip():
        raise ValueError(f'the report {name!r} has no "text"')
    published = (loose.published_at or "").strip() or None
    if published is not None and not _is_day(published):
        raise ValueError(f'"published_at" is no ISO 8601 date: {published[:40]!r}; give YYYY-MM-DD or null')
    return Report(
        id=name,
        text=loose.text,
        title=loose.title,
        published_at=published,
        outlet=loose.outlet or None,
        url=loose.url or None,
        byline=loose.byline or None,
    )


def _is_day(text: str) -> bool:
    found = iso_date(text) or iso_date(text[:10])
    return found is not None and int(found[:4]) >= min(EARLIEST, 1900)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "the line is not UTF-8"
    if isinstance(error, msgspec.ValidationError):
        return f"not the shape of a report: {error}"
    if isinstance(error, msgspec.DecodeError):
        return f"broken JSON: {error}"
    return str(error) or type(error).__name__
