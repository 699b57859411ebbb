"""What can be asked of a desk, and its SQL."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec
import sqlalchemy as sa

from musnad.arabic.folding import fold_text
from musnad.desk.tables import events, incidents, names, tellings
from musnad.knowledge.speakers import names_of
from musnad.records import Status

_ROLES = ("place", "actor", "target", "source")
_NAMED_BY_TABLES = frozenset(("actor", "target", "source"))


class _Filter(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of events and of incidents alike."""

    type: str | None = None
    place: str | None = None
    actor: str | None = None
    target: str | None = None
    source: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    country: str | None = None
    limit: int | None = None


class EventFilter(_Filter, frozen=True, kw_only=True):
    """Which events. All that is given must hold; what is None is not asked.

    `type` is a family ("strike") or a type ("strike.air"). `place`, `actor`, `target` and `source` are parts
    of a name in any spelling, as the report writes it or as the gazetteer does, Arabic or Latin; the outlet is a
    source too. `since` and `until` are days, both included: events whose days touch that stretch. `country` is
    ISO 3166-1 alpha-2. `limit` is the most events wanted. `order`: by day, or by doubt, the record likeliest to be
    wrong first and one that nobody weighed before all.
    """

    order: Literal["day", "doubt"] = "day"


class IncidentFilter(_Filter, frozen=True, kw_only=True):
    """Which incidents; as `EventFilter`, where a name is asked of all the events that tell of one.

    `origins` is the least number of independent origins.
    """

    status: Status | None = None
    origins: int | None = None


def conditions(wanted: EventFilter) -> Iterator[sa.ColumnElement[bool]]:
    """The SQL conditions on `events` that `wanted` sets."""
    yield from _conditions(wanted, events)
    for role, asked in _names(wanted):
        yield sa.exists().where(_named(role, asked))


def incident_conditions(wanted: IncidentFilter) -> Iterator[sa.ColumnElement[bool]]:
    """The SQL conditions on `incidents` that `wanted` sets."""
    yield from _conditions(wanted, incidents)
    if wanted.status is not None:
        yield incidents.c.status == wanted.status
    if wanted.origins is not None:
        yield incidents.c.origins >= wanted.origins
    for role, asked in _names(wanted):
        yield sa.exists().where(
            same_founder(tellings, incidents),
            events.c.report_id == tellings.c.report_id,
            events.c.position == tellings.c.position,
            _named(role, asked),
        )


def same_founder(a: sa.FromClause, b: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether rows of two tables that have a founder are of one group."""
    return sa.and_(a.c.founder_report == b.c.founder_report, a.c.founder_position == b.c.founder_position)


def _conditions(wanted: _Filter, table: sa.Table) -> Iterator[sa.ColumnElement[bool]]:
    if wanted.type is not None:
        yield table.c.type == wanted.type if "." in wanted.type else table.c.family == wanted.type
    if wanted.since is not None:
        yield table.c.day_end >= wanted.since
    if wanted.until is not None:
        yield table.c.day_start <= wanted.until
    if wanted.country is not None:
        yield table.c.country == wanted.country.upper()


def _names(wanted: _Filter) -> Iterator[tuple[str, str]]:
    """The names that are asked for, each with its role."""
    for role in _ROLES:
        asked = getattr(wanted, role)
        if asked is not None:
            yield role, asked


def _named(role: str, asked: str) -> sa.ColumnElement[bool]:
    keys = {search_key(asked)}
    if role in _NAMED_BY_TABLES:
        # whoever asks for «قسد» asks for what reports call by any other of its names
        keys.update(search_key(name) for name in names_of(asked))
    return sa.and_(
        names.c.event_id == events.c.id,
        names.c.role == role,
        sa.or_(*(names.c.folded.contains(key, autoescape=True) for key in sorted(keys))),
    )


def ordering(wanted: EventFilter) -> tuple[sa.ColumnElement[object], ...]:
    """By which columns of `events` the answer is ordered."""
    by_day = (events.c.day_start, events.c.report_id, events.c.position)
    if wanted.order == "day":
        return by_day
    return (sa.func.coalesce(events.c.confidence, -1.0), *by_day)


def search_key(name: str) -> str:
    """The form in which names are stored and asked for: folded, small letters, single blanks."""
    return " ".join(fold_text(name).casefold().split())
