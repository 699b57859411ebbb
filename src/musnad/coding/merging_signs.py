"""What speaks for and against a telling being of an event told before, as named signs.

A sign is a fact with a name («place=same»); `knowledge/data/merging_weights.tsv` says what each is worth.
"""

import math

from musnad.coding.circumstances import FINENESS
from musnad.coding.groups import Group
from musnad.coding.kinds import ARMED
from musnad.coding.mentions import ActorMention, CountMention, PlaceMention, TimeMention
from musnad.coding.model_signs import same_event
from musnad.coding.scene import Telling, family_of
from musnad.model.encoded import Encoded

_SAME_KM = 3.0
_SITE_KM = 12.0
_HEADLINE_KM = 60.0
_COARSE_KM = {"district": 60.0, "province": 130.0, "region": 160.0, "sea": 250.0}
_LEAD = 3
_FAR = 6

# what is planned, feared or demanded is often the very thing that is then told as done
_PROSPECTS = frozenset(("asserted", "planned", "hypothetical", "demanded", "threatened"))
_VIOLENCE = frozenset(("strike", "clash", "civilian"))
_OPEN_FITS = {
    "bombing": frozenset(("strike",)),
    "strike": _VIOLENCE,
    "killing": _VIOLENCE,
    "blast": frozenset(("strike",)),
    "launch": frozenset(("strike",)),
    "attack": _VIOLENCE,
    "operation": _VIOLENCE | {"coercion"},
    "hurt": _VIOLENCE | {"demo", "tally"},
    "tally.casualties": _VIOLENCE | {"demo", "tally"},
}
_INTERCEPTED = "strike.intercepted"
_ELSEWHERE = "other-firmly"
_SHOT = frozenset(("launch", "attack", "strike", "operation", _INTERCEPTED))


def signs_of(group: Group, telling: Telling, latest: bool, encoded: Encoded | None = None) -> tuple[str, ...] | None:
    """The signs of one event and one telling, or None where kinds or places exclude that they are one.

    `latest` says that no other event was told in between.
    """
    kind = _kind(group, telling)
    if kind is None or not _one_sense(group, telling):
        return None
    place, time, gap = _place(group, telling), _time(group, telling), _gap(group, telling)
    if place == _ELSEWHERE and gap != "same":
        return None  # within a sentence «X», «near Y» may still be one place told twice
    word = telling.word_form
    single = [
        f"kind={kind}",
        f"kind={kind}:{telling.family}",
        f"place={place}",
        f"time={time}",
        f"actor={_actor(group, telling)}",
        f"target={_target(group, telling)}",
        f"count={_count(group, telling)}",
        f"gap={gap}",
        f"word={word}",
        f"same_word={_same_word(group, telling)}",
        f"modality={telling.modality in {t.modality for t in group.tellings}}",
        f"background={group.background}:{telling.background}",
        f"latest={latest}",
        f"lacks={telling.lacks}",
        f"sense={telling.trigger.type if telling.certainty != 'stated' else 'stated'}",
    ]
    if telling.another:
        single.append("another")
    pairs = [
        f"place={place}&time={time}",
        f"place={place}&gap={gap}",
        f"place={place}&word={word}",
        f"gap={gap}&word={word}",
        f"gap={gap}&latest={latest}",
        f"word={word}&latest={latest}",
        f"place={place}&kind={kind}",
    ]
    seen = same_event(encoded, group, telling) if encoded is not None else ()
    return (*single, *pairs, *seen)


def _same_word(group: Group, telling: Telling) -> bool:
    return any(t.trigger.type == telling.trigger.type for t in group.tellings)


def _kind(group: Group, telling: Telling) -> str | None:
    if telling.type == group.type:
        return "same"
    if _INTERCEPTED in (telling.type, group.type) and not _is_of_interception(group, telling):
        return None
    families = families_of(telling)
    if not any(families & families_of(other) for other in group.tellings):
        return None
    stated = [other.type for other in group.tellings if other.certainty == "stated"]
    if not stated or telling.certainty != "stated":
        # the stated kind leaves room for an open word of a fitting family only
        fits = {family_of(kind) for kind in stated} or families
        return "fitting" if fits & families else None
    return "fitting" if telling.type in stated else None


def _is_of_interception(group: Group, telling: Telling) -> bool:
    """Whether the words beside an interception can be of what was shot at it, not of what hit elsewhere."""
    others = (telling,) if group.type == _INTERCEPTED else group.tellings
    return all(other.trigger.type in _SHOT for other in others)


def families_of(telling: Telling) -> frozenset[str]:
    """The families that a telling may belong to: its own where stated, else all that its word can mean."""
    if telling.certainty == "stated":
        return frozenset((telling.family,))
    return _OPEN_FITS.get(telling.trigger.type, frozenset((telling.family,)))


def _one_sense(group: Group, telling: Telling) -> bool:
    told = {t.modality for t in group.tellings}
    return telling.modality in told or (told | {telling.modality}) <= _PROSPECTS


def nothing_tells_apart(a: Group, b: Group) -> bool:
    """Whether two events of one kind agree in sense, day, numbers and place, as far as both give them."""
    if a.type != b.type or a.background != b.background:
        return False
    if not {t.modality for t in (*a.tellings, *b.tellings)} <= _PROSPECTS:
        return False
    times = [[t.time for t in group.tellings if t.time is not None] for group in (a, b)]
    if all(times) and not any(_overlap(x, y) for x in times[0] for y in times[1]):
        return False
    numbers = [{c.what: c.min for t in group.tellings for c in t.counts} for group in (a, b)]
    if any(numbers[0][what] != low for what, low in numbers[1].items() if what in numbers[0]):
        return False
    places = [[t.place for t in group.tellings if t.place is not None] for group in (a, b)]
    return not all(places) or any(place_agreement(x, y) == "same" for x in places[0] for y in places[1])


def _place(group: Group, telling: Telling) -> str:
    placed = [t for t in group.tellings if t.place is not None]
    if telling.place is None or not placed:
        return "no" if not placed and telling.place is None else "telling" if not placed else "event"
    firm = [t for t in placed if t.firmly_placed] or placed
    finest = min(firm, key=lambda t: FINENESS[t.place.precision] if t.place else 9)
    agreement = _agreement(finest, telling)
    if agreement is not None:
        return agreement
    if finest.firmly_placed and telling.firmly_placed:
        return _ELSEWHERE
    return "other"


def _agreement(a: Telling, b: Telling) -> str | None:
    """As `place_agreement`; a headline's bare town may stand for the province around it."""
    if a.place is None or b.place is None:
        return None
    agreement = place_agreement(a.place, b.place)
    if agreement is None and (_names_area(a) or _names_area(b)) and _within(a.place, b.place, _HEADLINE_KM):
        return "headline"
    return agreement


def _names_area(telling: Telling) -> bool:
    place = telling.place
    return place is not None and telling.headline and place.first == place.head


def _within(a: PlaceMention, b: PlaceMention, limit: float) -> bool:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return distance_km(a.lat, a.lon, b.lat, b.lon) <= limit


def place_agreement(a: PlaceMention, b: PlaceMention) -> str | None:
    """How two places agree: the same, one in the other, one country; None where they exclude each other."""
    if a.name == b.name and a.country == b.country:
        return "same"
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    km = distance_km(a.lat, a.lon, b.lat, b.lon)
    if km <= _SAME_KM:
        return "same"
    coarser, finer = (a, b) if FINENESS[a.precision] >= FINENESS[b.precision] else (b, a)
    if coarser.precision == "country":
        return "country" if coarser.country == finer.country else None
    if coarser.precision in _COARSE_KM:
        return "within" if km <= _COARSE_KM[coarser.precision] else None
    if FINENESS[a.precision] != FINENESS[b.precision] and km <= _SITE_KM:
        return "within"
    return None


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres (haversine)."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    dp, dl = p2 - p1, math.radians(lon2 - lon1)
    h = math.sin(dp / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(dl / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def _time(group: Group, telling: Telling) -> str:
    times = [t.time for t in group.tellings if t.time is not None]
    if telling.time is None or not times:
        return "no" if telling.time is None and not times else "one"
    return "same" if any(_overlap(time, telling.time) for time in times) else "other"


def _overlap(a: TimeMention, b: TimeMention) -> bool:
    return a.start <= b.end and b.start <= a.end


def _actor(group: Group, telling: Telling) -> str:
    theirs = [a for t in group.tellings for a in t.actors if a.kind in ARMED]
    mine = [a for a in telling.actors if a.kind in ARMED]
    if not mine or not theirs:
        return "no"
    if {a.key for a in mine} & {a.key for a in theirs}:
        return "same"
    return "ally" if {_side(a) for a in mine} & {_side(a) for a in theirs} else "other"


def _side(actor: ActorMention) -> str:
    return actor.country or actor.key


def _target(group: Group, telling: Telling) -> str:
    theirs = {a.key for t in group.tellings for a in t.targets}
    mine = {a.key for a in telling.targets}
    if not mine or not theirs:
        return "no"
    return "same" if mine & theirs else "other"


def _count(group: Group, telling: Telling) -> str:
    theirs = {c.what: c for t in group.tellings for c in t.counts}
    shared = [c for c in telling.counts if c.what in theirs]
    if not shared:
        return "no"
    told = [c for t in group.tellings for c in t.counts]
    return "same" if all(any(_equal(c, other) for other in told) for c in shared) else "other"


def _equal(a: CountMention, b: CountMention) -> bool:
    if a.what != b.what:
        return False
    return a.min == b.min or (a.max is None and b.min >= a.min) or (b.max is None and a.min >= b.min)


def _gap(group: Group, telling: Telling) -> str:
    last = group.tellings[-1]
    gap = telling.sentence - last.sentence
    if gap == 0:
        return "same"
    if last.headline and telling.sentence <= _LEAD:
        return "lead"
    if gap == 1:
        return "next"
    return "close" if gap <= _LEAD else "some" if gap <= _FAR else "far"
