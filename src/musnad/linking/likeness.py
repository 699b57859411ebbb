"""How much speaks for two tellings being of one happening."""

import math
from collections.abc import Iterator

from musnad.knowledge.linking import LinkingRules
from musnad.linking.tellings import Telling
from musnad.records import Count, Locality, Party, Place

_EARTH_KM = 12742
_AT_ONCE_KM, _NEAR_KM = 3, 10
_CLOSE = 2
_ONE_SPOT = ("same_spot", "same_name")
_APART = frozenset(("out_of_reach", "days_apart", "other_kind"))


def likeness(a: Telling, b: Telling, rules: LinkingRules) -> tuple[float, bool]:
    """The sum of what speaks for the two being one, and against, and whether they cannot be one.

    From `rules.together` on they are held to be one.
    """
    found = tuple(signs(a, b, rules))
    weights = rules.weights
    said: float = sum(getattr(weights, sign) for sign in found)
    return said + weights.words * _shared_words(a, b), not _APART.isdisjoint(found)


def signs(a: Telling, b: Telling, rules: LinkingRules) -> Iterator[str]:
    """The signs that stand between two tellings, by their names in `Weights`."""
    kinds, places, days = _kinds(a, b, rules), _places(a, b, rules), _days(a, b)
    yield from (kinds, places, days)
    yield from _numbers("killed", a.event.killed, b.event.killed)
    yield from _numbers("injured", a.event.injured, b.event.injured)
    yield from _parties(a, b)
    if a.key[0] != b.key[0]:
        if a.voice == b.voice:
            yield "same_text"
    elif kinds == "same_kind" or places not in _ONE_SPOT or days != "same_day":
        # a raid, its arrests and its dead are one operation; two raids that a report tells are two
        yield "same_report"


def kilometres(a: Place | Locality, b: Place | Locality) -> float | None:
    """The distance of two places, or None where one has no coordinates."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    south, north = math.radians(a.lat), math.radians(b.lat)
    across = math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * across
    return _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def out_of_reach(a: Place | Locality, b: Place | Locality, rules: LinkingRules) -> bool:
    """Whether two places lie too far apart to be one, as exact as either is; False where that cannot be known."""
    apart = kilometres(a, b)
    return apart is not None and apart > rules.radius_km[a.precision] + rules.radius_km[b.precision]


def same_name(a: Telling, b: Telling) -> bool:
    """Whether two texts write the same name of a place, wherever each was found to lie: «أريحا» is two towns."""
    return bool(a.named) and a.named == b.named


def _kinds(a: Telling, b: Telling, rules: LinkingRules) -> str:
    if a.event.type == b.event.type:
        return "same_kind"
    if a.family == b.family:
        return "same_family"
    return "alike" if any({a.event.type, b.event.type} <= kinds for kinds in rules.alike) else "other_kind"


def _places(one: Telling, other: Telling, rules: LinkingRules) -> str:
    a, b = one.event.place, other.event.place
    if a is None or b is None:
        return "one_without_place"
    apart = kilometres(a, b)
    if apart is None:
        return "same_name" if same_name(one, other) else "one_without_place"
    exact = a.precision in rules.precise and b.precision in rules.precise
    if exact and apart <= _AT_ONCE_KM and (a.name == b.name or same_name(one, other)):
        return "same_spot"
    if exact and apart <= _NEAR_KM:
        # two quarters of a city may lie side by side, and be struck on one day
        return "within_10_km"
    if not out_of_reach(a, b, rules):
        return "within_reach"
    # what is said of one of two namesakes abroad is held against it only where both reports are of these countries
    meant = a.country != b.country and one.anchored and other.anchored
    return "namesake" if same_name(one, other) and not meant else "out_of_reach"


def _days(a: Telling, b: Telling) -> str:
    if a.days is None or b.days is None:
        return "days_overlap"
    if a.days == b.days:
        return "same_day" if a.days[0] == a.days[1] else "days_overlap"
    gap = max((b.days[0] - a.days[1]).days, (a.days[0] - b.days[1]).days)
    if gap <= 0:
        return "days_overlap"
    if gap > 1:
        return "days_apart"
    later = max(a, b, key=lambda one: one.days or ())
    return "day_after" if later.event.time and later.event.time.span else "day_after_undated"


def _numbers(field: str, a: Count | None, b: Count | None) -> Iterator[str]:
    if not a or not b or not (a.min or a.max) or not (b.min or b.max):
        return
    if (a.min, a.max) == (b.min, b.max):
        yield f"{field}_equal"
    elif a.min <= (math.inf if b.max is None else b.max) and b.min <= (math.inf if a.max is None else a.max):
        yield f"{field}_overlap"
    else:
        low, high = sorted((a.min, b.min))
        yield f"{field}_close" if high <= _CLOSE * low else f"{field}_apart"


def _parties(a: Telling, b: Telling) -> Iterator[str]:
    one, other = _names(a.event.actors), _names(b.event.actors)
    if one and other:
        yield "actor_shared" if one & other else "actor_apart"
    if _names(a.event.targets) & _names(b.event.targets):
        yield "target_shared"


def _names(parties: tuple[Party, ...]) -> set[str]:
    return {party.name for party in parties if party.kind != "unknown"}


def _shared_words(a: Telling, b: Telling) -> float:
    if not a.words or not b.words:
        return 0.0
    return 2 * len(a.words & b.words) / (len(a.words) + len(b.words))
