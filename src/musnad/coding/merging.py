"""Which tellings tell of one event: headline, lead and later detail.

Tellings are taken in the order of the text; each joins the event it fits best, or starts one. A conflict of
kind, place, day, party or modality forbids joining; agreement and nearness speak for it.
"""

import math

import msgspec

from musnad.coding.circumstances import FINENESS
from musnad.coding.kinds import ARMED
from musnad.coding.mentions import ActorMention, CountMention, PlaceMention, TimeMention
from musnad.coding.scene import Scene, Telling



class Weights(msgspec.Struct, frozen=True):
    """What speaks for and against one event, in points; found by search on the training reports.

    `join` points are needed to join, `join_loose` where a word («العملية», «مقتل») makes no event of its own.
    """

    join: float = 0.9
    join_loose: float = -0.2
    same_kind: float = 1.0
    fitting_kind: float = 0.0
    other_modality: float = -0.4
    same_place: float = 1.5
    near_place: float = 0.7
    same_country: float = 0.8
    headline_area: float = 0.4
    other_place: float = 0.0
    definite: float = 0.4
    same_time: float = 1.5
    same_actor: float = 0.8
    same_count: float = 1.0
    other_count: float = -0.3
    lead: float = 1.0
    next_sentence: float = 0.5
    close_sentence: float = 0.2
    far: float = 0.0
    other_background: float = -0.9
    another: float = -1.3
    same_sentence: float = 1.1


_POINTS = Weights()
_SAME_KM = 3.0
_SITE_KM = 12.0
_LEAD = 3
_HEADLINE_KM = 60.0
_COARSE_KM = {"district": 60.0, "province": 130.0, "region": 160.0, "sea": 250.0}

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
_SHOT = frozenset(("launch", "attack", "strike", "operation", _INTERCEPTED))


class Group(msgspec.Struct, frozen=True):
    """Tellings of one event, in the order of the text."""

    tellings: tuple[Telling, ...]

    @property
    def type(self) -> str:
        """The kind as decided by the surest telling, the earliest of equals."""
        order = {"stated": 0, "implied": 1, "open": 2}
        return min(self.tellings, key=lambda t: (order[t.certainty], t.type == "hurt")).type

    @property
    def certainty(self) -> str:
        """How surely `type` is known."""
        order = ("stated", "implied", "open")
        return min((t.certainty for t in self.tellings), key=order.index)

    @property
    def background(self) -> bool:
        """True where no telling tells it as news."""
        return all(t.background for t in self.tellings)


def merge(scene: Scene, tellings: tuple[Telling, ...]) -> tuple[Group, ...]:
    """The tellings grouped into events, in the order of their first telling."""
    groups: list[Group] = []
    for telling in tellings:
        best, best_score = -1, _threshold(telling)
        for index, group in enumerate(groups):
            score = _fit(group, telling)
            if score is not None and score >= best_score:
                best, best_score = index, score
        if best >= 0:
            groups[best] = Group((*groups[best].tellings, telling))
        elif (told := _told_before(groups, telling)) is not None:
            bare = msgspec.structs.replace(telling, place=None, firmly_placed=False, time=None)
            groups[told] = Group((*groups[told].tellings, bare))
        elif not telling.passing:
            groups.append(Group((telling,)))
    return tuple(groups)


def _threshold(telling: Telling) -> float:
    return _POINTS.join_loose if telling.type in ("hurt", "operation") else _POINTS.join


def _told_before(groups: list[Group], telling: Telling) -> int | None:
    """The event that «الهجوم» points back at, though what stands around it fits none: the latest of its kind."""
    trigger = telling.trigger
    if not trigger.definite or trigger.verb or trigger.plural:
        return None
    fitting = [
        index
        for index, group in enumerate(groups)
        if _kind_fit(group, telling) is not None and _modality_fit(group, telling) is not None
    ]
    return fitting[-1] if fitting else None


def _fit(group: Group, telling: Telling) -> float | None:
    """How well a telling fits an event, or None where they cannot be one."""
    kind = _kind_fit(group, telling)
    modality = _modality_fit(group, telling)
    if kind is None or modality is None:
        return None
    place = _place_fit(group, telling)
    time = _time_fit(group, telling)
    actor = _actor_fit(group, telling)
    counts = _count_fit(group, telling)
    if place is None or time is None or actor is None:
        return None
    score = kind + modality + place + time + actor + counts + _nearness(group, telling)
    if telling.background != group.background:
        score += 0.0 if place >= _POINTS.same_place else _POINTS.other_background
    if telling.another:
        score += _POINTS.another
    return score


def _kind_fit(group: Group, telling: Telling) -> float | None:
    if telling.type == group.type:
        return _POINTS.same_kind
    if _INTERCEPTED in (telling.type, group.type) and not _is_of_interception(group, telling):
        return None
    families = _families(telling)
    if not any(families & _families(other) for other in group.tellings):
        return None
    stated = [other.type for other in group.tellings if other.certainty == "stated"]
    if not stated or telling.certainty != "stated":
        # the stated kind leaves room for an open word of a fitting family only
        fits = {kind.partition(".")[0] for kind in stated} or families
        return _POINTS.fitting_kind if fits & families else None
    return _POINTS.fitting_kind if telling.type in stated else None


def _is_of_interception(group: Group, telling: Telling) -> bool:
    """Whether the words beside an interception can be of what was shot at it, not of what hit elsewhere."""
    others = (telling,) if group.type == _INTERCEPTED else group.tellings
    return all(other.trigger.type in _SHOT for other in others)


def _families(telling: Telling) -> frozenset[str]:
    """The families that a telling may belong to: its own where stated, else all that its word can mean."""
    if telling.certainty == "stated":
        return frozenset((telling.family,))
    return _OPEN_FITS.get(telling.trigger.type, frozenset((telling.family,)))


def _modality_fit(group: Group, telling: Telling) -> float | None:
    told = {t.modality for t in group.tellings}
    if telling.modality in told:
        return 0.0
    return _POINTS.other_modality if (told | {telling.modality}) <= _PROSPECTS else None


def _place_fit(group: Group, telling: Telling) -> float | None:
    placed = [t for t in group.tellings if t.place is not None]
    if telling.place is None:
        return _POINTS.definite if telling.trigger.definite else 0.0
    if not placed:
        return 0.0
    firm = [t for t in placed if t.firmly_placed] or placed
    finest = min(firm, key=lambda t: FINENESS[t.place.precision] if t.place else 9)
    agreeing = [fit for t in placed if (fit := _agreement(t, telling)) is not None]
    if agreeing and _agreement(finest, telling) is not None:
        return max(agreeing)
    points_back = telling.trigger.definite and not telling.trigger.plural
    if finest.firmly_placed and telling.firmly_placed and not points_back:
        return None
    return _POINTS.other_place


def _agreement(a: Telling, b: Telling) -> float | None:
    """As `place_agreement`; a headline's bare town may stand for the province around it."""
    if a.place is None or b.place is None:
        return None
    fit = place_agreement(a.place, b.place)
    if fit is None and (_names_area(a) or _names_area(b)):
        return _near_enough(a.place, b.place, _HEADLINE_KM)
    return fit


def _names_area(telling: Telling) -> bool:
    place = telling.place
    return place is not None and telling.headline and place.first == place.head


def _near_enough(a: PlaceMention, b: PlaceMention, limit: float) -> float | None:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return _POINTS.headline_area if distance_km(a.lat, a.lon, b.lat, b.lon) <= limit else None


def place_agreement(a: PlaceMention, b: PlaceMention) -> float | None:
    """Points for the same place, or where one may lie in the other; None where they exclude each other."""
    if a.name == b.name and (a.country == b.country):
        return _POINTS.same_place
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    km = distance_km(a.lat, a.lon, b.lat, b.lon)
    if km <= _SAME_KM:
        return _POINTS.same_place
    coarser, finer = (a, b) if FINENESS[a.precision] >= FINENESS[b.precision] else (b, a)
    if coarser.precision == "country":
        return _POINTS.same_country if coarser.country == finer.country else None
    if coarser.precision in _COARSE_KM:
        return _POINTS.near_place if km <= _COARSE_KM[coarser.precision] else None
    if FINENESS[a.precision] != FINENESS[b.precision] and km <= _SITE_KM:
        return _POINTS.near_place
    return None


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres (haversine)."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    dp, dl = p2 - p1, math.radians(lon2 - lon1)
    h = math.sin(dp / 2) ** 2 + math.cos(p1) * math.cos(p2) * math.sin(dl / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, h)))


def _time_fit(group: Group, telling: Telling) -> float | None:
    times = [t.time for t in group.tellings if t.time is not None]
    if telling.time is None or not times:
        return 0.0
    if any(_overlap(time, telling.time) for time in times):
        return _POINTS.same_time
    return None


def _overlap(a: TimeMention, b: TimeMention) -> bool:
    return a.start <= b.end and b.start <= a.end


def _actor_fit(group: Group, telling: Telling) -> float | None:
    theirs = {a.key for t in group.tellings for a in t.actors if a.kind in ARMED}
    mine = {a.key for a in telling.actors if a.kind in ARMED}
    if not mine or not theirs:
        return 0.0
    if mine & theirs:
        return _POINTS.same_actor
    return None if _countries(group.tellings).isdisjoint(_countries((telling,))) else 0.0


def _countries(tellings: tuple[Telling, ...]) -> set[str]:
    return {_side(a) for t in tellings for a in t.actors if a.kind in ARMED}


def _side(actor: ActorMention) -> str:
    return actor.country or actor.key


def _count_fit(group: Group, telling: Telling) -> float:
    score = 0.0
    for count in telling.counts:
        same = [c for t in group.tellings for c in t.counts if c.what == count.what]
        if not same:
            continue
        score += _POINTS.same_count if any(_equal(c, count) for c in same) else _POINTS.other_count
    return max(-1.5, min(1.5, score))


def _equal(a: CountMention, b: CountMention) -> bool:
    return a.min == b.min or (a.max is None and b.min >= a.min) or (b.max is None and a.min >= b.min)


def _nearness(group: Group, telling: Telling) -> float:
    last = group.tellings[-1]
    gap = telling.sentence - last.sentence
    if gap == 0:
        return _POINTS.next_sentence + _POINTS.same_sentence
    if last.headline and telling.sentence <= _LEAD:
        return _POINTS.lead
    if gap == 1:
        return _POINTS.next_sentence
    if gap <= _LEAD:
        return _POINTS.close_sentence
    return 0.0 if telling.trigger.definite else _POINTS.far
