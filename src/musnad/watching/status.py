"""How each source goes: when it last answered, what it brings, and whether it has gone quiet."""

import datetime as dt
import statistics
from collections.abc import Sequence
from typing import Literal

import msgspec

from musnad.desk import Desk
from musnad.desk.history import SourceHistory

Health = Literal["good", "new", "failing", "quiet"]

USUAL_DAYS = 28
"""Days from which the usual rate of a source is reckoned."""

_SURPRISE = 7.0
"""Reports that were to be expected in a silence, from which it is no chance: a thousand to one, if they come at
random."""


_LEAST = 1.0
"""Reports a day that are expected of a source which is too new, or too still, to have a rate of its own."""

_PATIENCE = 3
"""So often in a row a source may fail before it is said to be failing."""


class SourceStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A source as its watchers want to know it. Times are UTC.

    answered_at: when it last gave an answer that could be used.
    newest_at: when it last offered something new.
    lag: from publication, as its reports have it, to the desk: the median of the latest, or None.
    today: reports in the last 24 hours.
    usual: reports a day, over the 28 days before it last brought any, or as many as it has been watched; None before
        two days are over.
    waiting: pages that are still to be fetched or read.
    failures: how often in a row it could not be had, for the reason `error`.
    health: `failing` from the third failure on; `quiet` where it answers but has had nothing new for so long that this
        is no chance at its usual rate.
    """

    name: str
    address: str
    answered_at: dt.datetime | None
    newest_at: dt.datetime | None
    lag: dt.timedelta | None
    today: int
    usual: float | None
    waiting: int
    failures: int
    error: str | None
    health: Health


def source_status(desk: Desk, now: dt.datetime) -> list[SourceStatus]:
    """The status of every source that was ever watched on a desk, those in trouble first."""
    found = [_status(history, now) for history in desk.ledger.history(USUAL_DAYS + 1)]
    rank: Sequence[Health] = ("failing", "quiet", "new", "good")
    return sorted(found, key=lambda status: (rank.index(status.health), status.name))


def _status(history: SourceHistory, now: dt.datetime) -> SourceStatus:
    day = dt.timedelta(days=1)
    today = sum(seen > now - day for seen in history.seen)
    usual = _usual(history, now)
    return SourceStatus(
        name=history.source,
        address=history.address,
        answered_at=history.answered_at,
        newest_at=max(history.seen, default=None),
        lag=statistics.median_low(history.lags) if history.lags else None,
        today=today,
        usual=usual,
        waiting=history.waiting,
        failures=history.failures,
        error=history.error,
        health=_health(history, usual, now),
    )


def _usual(history: SourceHistory, now: dt.datetime) -> float | None:
    """Reports a day while it brought any, without the first look, which brings what has gathered for long."""
    first = history.began_at + dt.timedelta(hours=1)
    if now - first < dt.timedelta(days=2):
        return None
    end = min(max(history.seen, default=now), now - dt.timedelta(days=1))
    start = max(end - dt.timedelta(days=USUAL_DAYS), first)
    seen = [moment for moment in history.seen if start <= moment <= end]
    return len(seen) / max((end - start) / dt.timedelta(days=1), 1.0)


def _health(history: SourceHistory, usual: float | None, now: dt.datetime) -> Health:
    if history.failures >= _PATIENCE:
        return "failing"
    if history.answered_at is None or usual is None:
        return "new"
    silence = (now - max(history.seen, default=history.began_at)) / dt.timedelta(days=1)
    return "quiet" if max(usual, _LEAST) * silence > _SURPRISE else "good"
