"""How many were killed and injured: each origin's figures over time, and one range out of them all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from musnad.linking.origins import Origins
from musnad.linking.tellings import Telling
from musnad.records import Count, Figure, Key, Tally, event_counts

Field = Literal["killed", "injured"]
FIELDS: tuple[Field, ...] = ("killed", "injured")
"""What is counted of an incident."""
TollPolicy = Literal["range", "lowest", "best", "confirmed-only"]
"""Which number is taken of many.

`range`: from the lowest to the highest that any origin last gave, or ever gave where it went down. `lowest`: the
lowest that any last gave (ACLED, Codebook, "Coding fatalities"). `best`: what most origins say, of these the latest.
`confirmed-only`: what two origins or more say.
"""


def figures_of(tellings: Iterable[Telling], origins: Origins) -> tuple[Figure, ...]:
    """What each origin said of the killed and the injured, in order of publication."""
    found = [
        Figure(field, telling.published_at, origin, count.min, count.max, telling.key)
        for telling in tellings
        for field, count in _counts(telling)
        for origin in origins.of(telling)
    ]
    return tuple(sorted(found, key=lambda figure: (figure.field, figure.published_at or "", figure.event)))


def last_figures(figures: Iterable[Figure], field: Field) -> list[Figure]:
    """The last figure of each origin, in order of publication."""
    last = {figure.origin: figure for figure in figures if figure.field == field}
    return sorted(last.values(), key=lambda figure: (figure.published_at or "", figure.event))


def toll(figures: Sequence[Figure], field: Field, policy: TollPolicy = "range") -> Tally | None:
    """One range out of what the origins last said, by a policy; None where no number counts."""
    last = last_figures(figures, field)
    if not last:
        return None
    if policy == "range":
        told = [*last, *_taken_back(figures, last, field)]
        top = [figure.max for figure in told]
        high = None if None in top else max(value for value in top if value is not None)
        return Tally(min(figure.min for figure in told), high, _events(told))
    if policy == "lowest":
        return _tally([min(last, key=lambda figure: (figure.min, figure.max is None, figure.max or 0))])
    alike: defaultdict[tuple[int, int | None], list[Figure]] = defaultdict(list)
    for figure in last:
        alike[figure.min, figure.max].append(figure)
    most = max(alike.values(), key=lambda said: (len(said), said[-1].published_at or "", said[-1].min))
    return None if policy == "confirmed-only" and len(most) == 1 else _tally(most)


def _taken_back(figures: Iterable[Figure], last: Iterable[Figure], field: Field) -> list[Figure]:
    """Figures higher than what the same origin gave later: of a toll that falls both are kept."""
    now = {figure.origin: figure for figure in last}
    return [one for one in figures if one.field == field and one.min > (now[one.origin].max or one.min)]


def incompatible(a: Figure, b: Figure) -> bool:
    """Whether two origins' figures cannot both be right. An older figure that is lower has been overtaken."""
    return not (_overtakes(a, b) or _overtakes(b, a) or (_reaches(a, b) and _reaches(b, a)))


def _overtakes(newer: Figure, older: Figure) -> bool:
    return (older.published_at or "") < (newer.published_at or "") and older.min < newer.min


def _reaches(a: Figure, b: Figure) -> bool:
    return a.max is None or b.min <= a.max


def _counts(telling: Telling) -> Iterable[tuple[Field, Count]]:
    counts = dict(event_counts(telling.event))
    return [(field, count) for field in FIELDS if (count := counts[field])]


def _tally(said: Sequence[Figure]) -> Tally:
    return Tally(said[0].min, said[0].max, _events(said))


def _events(said: Iterable[Figure]) -> tuple[Key, ...]:
    return tuple(sorted({figure.event for figure in said}))


class Range(msgspec.Struct, frozen=True):
    """A range as a reader has it: «3», «3–5», «3+»."""

    min: int
    max: int | None

    def __str__(self) -> str:
        if self.max is None:
            return f"{self.min}+"
        return str(self.min) if self.min == self.max else f"{self.min}–{self.max}"
