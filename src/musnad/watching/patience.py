"""When to ask again: sooner while a fault may pass, ever later while it does not, and never all at once."""

import datetime as dt
import random

_FIRST_LOOK = dt.timedelta(minutes=2)
_LONGEST_LOOK = dt.timedelta(hours=6)
_FIRST_PAGE = dt.timedelta(minutes=5)
_LONGEST_PAGE = dt.timedelta(hours=8)


def next_look(now: dt.datetime, every: dt.timedelta, chance: random.Random) -> dt.datetime:
    """When a source that answered is looked at next: a tenth sooner or later, so that sources spread out."""
    return now + every * chance.uniform(0.9, 1.1)


def after_failure(failures: int, every: dt.timedelta, chance: random.Random) -> dt.timedelta:
    """How long a source is left alone that failed so often in a row: two minutes, doubled each time, to six hours.

    A source that is looked at less often than every six hours keeps to its own time.
    """
    longest = max(_LONGEST_LOOK, every)
    return min(_FIRST_LOOK * (1 << min(failures - 1, 12)), longest) * chance.uniform(0.75, 1.25)


def after_page(tries: int, chance: random.Random) -> dt.timedelta:
    """How long a page is left alone that was asked for in vain so often: five minutes, threefold each time, to eight
    hours."""
    return min(_FIRST_PAGE * int(3 ** min(tries - 1, 8)), _LONGEST_PAGE) * chance.uniform(0.75, 1.25)
