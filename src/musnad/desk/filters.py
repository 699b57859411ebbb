"""What can be asked of a desk, and its SQL."""

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec
import sqlalchemy as sa

from musnad.arabic.folding import fold_text
from musnad.desk.tables import events, names


class EventFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which events. All that is given must hold; what is None is not asked.

    `type` is a family ("strike") or a type ("strike.air"). `place`, `actor`, `target` and `source` are parts
    of a name in any spelling, as the report writes it or as the gazetteer does, Arabic or Latin. `since`
    and `until` are days, both included: events whose days touch that stretch. `limit` is the most events
    wanted. `order`: by day, or by doubt, the record likeliest to be wrong first and one that nobody weighed
    before all.
    """

    type: str | None = None
    place: str | None = None
    actor: str | None = None
    target: str | None = None
    source: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    limit: int | None = None
    order: Literal["day", "doubt"] = "day"


def conditions(wanted: EventFilter) -> Iterator[sa.ColumnElement[bool]]:
    """The SQL conditions on `events` that `wanted` sets."""
    if wanted.type is not None:
        yield events.c.type == wanted.type if "." in wanted.type else events.c.family == wanted.type
    if wanted.since is not None:
        yield events.c.day_end >= wanted.since
    if wanted.until is not None:
        yield events.c.day_start <= wanted.until
    for role in ("place", "actor", "target", "source"):
        asked = getattr(wanted, role)
        if asked is not None:
            yield sa.exists().where(
                names.c.event_id == events.c.id,
                names.c.role == role,
                names.c.folded.contains(search_key(asked), autoescape=True),
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
