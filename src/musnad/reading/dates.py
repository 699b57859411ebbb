"""The day a page was published: read where it says so, never guessed."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from email.utils import parsedate_to_datetime

from musnad.arabic.calendar import parse_date_line
from musnad.arabic.folding import fold_text
from musnad.reading.lines import look_at
from musnad.reading.markers import markers, words_of

EARLIEST, LATEST = 1990, 2100
"""Years outside are no dates of a page; a page in the Persian calendar gives 1399."""

_BYLINE = 90
_LONGEST_DATE = 150
_OTHER_WORDS = 5
_UPDATED = re.compile(r"تحديث|محدث|تعديل|updat|modif")
_ISO = re.compile(
    r"\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:\s*[T ]\s*(?:T\s+)?(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[A-Z]{3}|[+-]\d{2}:?\d{2})?)?\s*$"
)
_CLOSE_ISO = re.compile(r"\s*(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?(Z|[+-]\d{2}:?\d{2})?\s*$")
_DAY_IN_PATH = re.compile(r"/(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?=/|$)")
_MAIL = re.compile(r"\s*(?:[A-Za-z]{3},\s*)?\d{1,2}\s+[A-Za-z]{3}[a-z]*\s+\d{4}\b")
_META_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "pubdate",
    "publishdate", "publish_date", "publish-date", "publication_date", "published_time", "date.published",
    "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created",
    "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "nastooh:publishdate",
    "publisheddate", "article.published", "datecreated", "date", "created", "article:published",
)  # fmt: skip


def iso_date(text: str) -> str | None:
    """An ISO 8601 date or date-time in one spelling, or None where it is none or impossible.

    >>> iso_date("2020-02-18 T 07:20:50 +0330")
    '2020-02-18T07:20:50+03:30'
    >>> iso_date("20310614T1217+0000")
    '2031-06-14T12:17:00+00:00'
    >>> iso_date("0000-00-00")
    """
    match = _ISO.match(text) or _CLOSE_ISO.match(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        if hour is None:
            return dt.date(int(year), int(month), int(day)).isoformat()
        when = dt.datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=_zone(zone)
        )
    except ValueError:
        return None
    return when.isoformat()


def published_date(text: str) -> str | None:
    """A date of publication in any writing pages use (ISO, RFC 2822, Arabic), or None if unsure."""
    if len(text) > _LONGEST_DATE:
        return None
    found = iso_date(text) or _mail_date(text)
    if found is None:
        day = parse_date_line(text)
        found = day.isoformat() if day is not None else None
    return _in_our_time(found)


def date_in_address(url: str | None) -> str | None:
    """The day in an address that files its pages by day («…/2024/04/21/…»)."""
    match = _DAY_IN_PATH.search(url or "")
    return _in_our_time(iso_date("-".join(match.groups()))) if match else None


def date_in_meta(meta: dict[str, list[str]]) -> str | None:
    """The date of publication in a page's `<meta>`."""
    return first_date(value for name in _META_NAMES for value in meta.get(name, ()))


def first_date(values: Iterable[str]) -> str | None:
    """The first that is a date."""
    return next((found for found in map(published_date, values) if found), None)


def date_in_lines(lines: Sequence[str]) -> str | None:
    """The date in the lines around a headline: only from a date line or a byline, not from a caption.

    A line that says when the page was last changed counts only where no other gives a date.
    """
    dated = [line for line in lines if len(line) <= _BYLINE and _is_date_line(line)]
    fresh = [line for line in dated if not _UPDATED.search(fold_text(line).lower())]
    return first_date(fresh) or first_date(dated)


def _is_date_line(line: str) -> bool:
    """Whether a line is a date with at most a name, a place or a count beside it."""
    words = words_of(fold_text(line))
    other = [word for word in words if word not in markers().date_words]
    figures = any(sign.isdecimal() for sign in line)
    if not figures or len(other) > _OTHER_WORDS or line.endswith("."):
        return False
    return look_at(fold_text(line), markers()).look != "caption"


def _in_our_time(found: str | None) -> str | None:
    return found if found is not None and EARLIEST <= int(found[:4]) <= LATEST else None


def _zone(name: str | None) -> dt.tzinfo | None:
    if not name:
        return None
    if name in {"Z", "GMT", "UTC"}:
        return dt.UTC
    if name[0] not in "+-":
        return None
    sign = -1 if name[0] == "-" else 1
    return dt.timezone(sign * dt.timedelta(hours=int(name[1:3]), minutes=int(name[-2:])))


def _mail_date(text: str) -> str | None:
    if not _MAIL.match(text):
        return None  # the parser makes dates of other lines, too
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, IndexError, TypeError):
        return None
