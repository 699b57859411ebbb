"""The fields of one event from all places of the report that tell it: where, when, how many, with what."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping

import msgspec

from musnad.coding.circumstances import FINENESS, find_place, find_time
from musnad.coding.counts import find_groups
from musnad.coding.counts_people import VAGUE_MINIMA
from musnad.coding.groups import Group
from musnad.coding.isnad import attribution_for
from musnad.coding.mentions import CountMention, PlaceMention, TimeMention
from musnad.coding.merging_signs import distance_km
from musnad.coding.model_choice import likelier_of_report
from musnad.coding.scene import Scene, family_of
from musnad.coding.status import is_recalled, recalling_sentences
from musnad.knowledge.roles import role_words
from musnad.knowledge.status import status_words
from musnad.records import Count, Modality, Place, Time, Weapon

_PRECISION_ORDER = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}
# what happens on the ground happens somewhere, so the place told last is taken; words have none
_PLACED = frozenset(("strike", "clash", "civilian", "demo", "coercion", "posture", "tally", "deal.aid"))
_LOOK_BACK = 2
_LOOK_AHEAD = 2
_WIDE = 4
_WITHIN_KM = 150.0
_FIRED = frozenset(("strike", "bombing"))
_PART = 3


class NewsFrame(msgspec.Struct, frozen=True):
    """What the report as a whole is about: carried to details that do not say it again.

    `place`: of the first news event that gives one; `days`: of each sentence that dates its news, the first.
    """

    place: PlaceMention | None
    days: Mapping[int, TimeMention]


def news_frame(groups: tuple[Group, ...]) -> NewsFrame:
    """The days and the place that the news events give."""
    news = [telling for group in groups if not group.background for telling in group.tellings]
    days: dict[int, TimeMention] = {}
    for telling in news:
        if telling.time is not None and _is_news_day(telling.time):
            days.setdefault(telling.sentence, telling.time)
    return NewsFrame(next((t.place for t in news if t.place is not None), None), days)


def _is_news_day(time: TimeMention) -> bool:
    return time.precision == "day" and time.role == "at" and not time.recalls


def event_place(scene: Scene, group: Group, kind: str, frame: NewsFrame) -> Place | None:
    """The finest place that the event's own sentences give; else, for what happens on the ground, the one before."""
    places = [t.place for t in group.tellings if t.place is not None]
    if places:
        finest = min(places, key=lambda p: (FINENESS[p.precision], _names_province_too(p)))
        return _place_record(_pointed_back_from(scene, group, finest) or finest)
    if kind not in _PLACED and family_of(kind) not in _PLACED:
        return None
    carried = _place_before(scene, group) or (None if group.background else frame.place)
    carried = likelier_of_report(scene.encoded, "place", [t.trigger for t in group.tellings], scene.places, carried)
    return _place_record(carried) if carried is not None else None


def _names_province_too(place: PlaceMention) -> bool:
    """Whether a bare name may mean the province as well as its town: «قصف سوق في إدلب»."""
    return place.kind == "settlement" and place.name == place.admin1 and place.first == place.head


def _pointed_back_from(scene: Scene, group: Group, told: PlaceMention) -> PlaceMention | None:
    """The finer place within `told` that a later «القصف الذي طال بلدة كذا» gives a strike told of a whole region."""
    if FINENESS[told.precision] < _WIDE or family_of(group.type) not in _FIRED:
        return None
    sentence_of = scene.doc.sentence_of
    last = max(t.sentence for t in group.tellings if t.place is not None)
    recalling = recalling_sentences(scene, status_words())
    for trigger in scene.triggers:
        index = sentence_of[trigger.first]
        fired = trigger.definite and family_of(trigger.type) in _FIRED
        if not fired or not 0 < index - last <= _LOOK_AHEAD:
            continue
        if is_recalled(scene, find_time(scene, trigger), index, recalling):
            continue
        placing = find_place(scene, trigger, role_words())
        if placing is not None and placing.firm and _lies_within(placing.place, told):
            return placing.place
    return None


def _lies_within(place: PlaceMention, wide: PlaceMention) -> bool:
    if place.lat is None or place.lon is None or FINENESS[place.precision] >= _WIDE:
        return False
    if wide.precision == "country" or wide.lat is None or wide.lon is None:
        return place.country == wide.country
    return distance_km(place.lat, place.lon, wide.lat, wide.lon) <= _WITHIN_KM


def _place_before(scene: Scene, group: Group) -> PlaceMention | None:
    sentence_of = scene.doc.sentence_of
    here = min(t.sentence for t in group.tellings)
    back = [p for p in scene.places if here - _LOOK_BACK <= sentence_of[p.first] < here]
    if not back:
        return None
    nearest = max(sentence_of[p.first] for p in back)
    return min((p for p in back if sentence_of[p.first] == nearest), key=lambda p: (FINENESS[p.precision], p.first))


def _place_record(place: PlaceMention) -> Place:
    return Place(place.span, place.name, place.country, place.admin1, place.lat, place.lon, place.precision)


def event_time(scene: Scene, group: Group, frame: NewsFrame) -> Time | None:
    """The most precise time of the event's tellings; undated news has the day that the sentence before gives.

    A day told further off is another event's: the news is of the day of publication.
    """
    times = [t.time for t in group.tellings if t.time is not None]
    if times:
        best = min(times, key=lambda t: (_PRECISION_ORDER[t.precision], t.clock is None))
        return Time(best.span, best.start, best.end, best.clock, best.precision)
    published: dt.date | None = scene.doc.published
    carried = None if group.background else frame.days.get(min(t.sentence for t in group.tellings) - 1)
    if carried is None and published is None and not group.background:
        carried = next(iter(frame.days.values()), None)
    if carried is not None:
        return Time(None, carried.start, carried.end, None, "day")
    return None if published is None else Time(None, published, published, None, "unknown")


def event_modality(group: Group) -> Modality:
    """The modality told most often, the earliest of equals."""
    told = Counter(t.modality for t in group.tellings)
    return max(told, key=lambda modality: told[modality])


def event_weapon(group: Group) -> Weapon | None:
    """The first means named."""
    return next((Weapon(t.weapon.span) for t in group.tellings if t.weapon is not None), None)


def event_count(scene: Scene, group: Group, what: str) -> Count | None:
    """How many were killed, injured, captured or displaced, or None where the report does not say."""
    counts = [c for t in group.tellings for c in t.counts if c.what == what]
    if not counts:
        return None
    exact = _without_vague(counts)
    best = _settled(exact)
    least, most = _disputed(scene, exact, best)
    spans = tuple(sorted({c.span for c in counts}))
    return Count(least, most, spans, find_groups(scene.doc, best))


def _disputed(scene: Scene, counts: list[CountMention], best: CountMention) -> tuple[int, int | None]:
    """The range that several named sources leave open (contract, section 5, "Isnad"): else `best` alone."""
    said: dict[str, CountMention] = {}
    for count in counts:
        speech = attribution_for(scene.attributions, scene.doc, count.first)
        if speech:
            said[speech[-1].chain[-1].name] = count  # whoever speaks twice holds to the later figure
    if len(said) < 2 or best not in said.values():
        return best.min, best.max
    highs = [c.max for c in said.values() if c.max is not None]
    return min(c.min for c in said.values()), max(highs) if len(highs) == len(said) else None


def _settled(counts: list[CountMention]) -> CountMention:
    """The figure told most often; of equals, the highest and openest: parts and first tolls stand below it."""
    told = Counter((c.min, c.max) for c in counts)
    return max(counts, key=lambda c: (told[c.min, c.max], c.min, c.max is None))


def _without_vague(counts: list[CountMention]) -> list[CountMention]:
    """A figure beats «قتلى», «عدد من» and «العشرات»: these say no less, only less exactly."""
    vague = [c.min for c in counts if c.max is None and c.min in VAGUE_MINIMA]
    if not vague:
        return counts
    # what is far below «عشرات» counts a part of them
    least = max(vague) / _PART
    exact = [c for c in counts if c.min >= least and not (c.max is None and c.min in VAGUE_MINIMA)]
    told = exact or [c for c in counts if c.max is not None or c.min > min(VAGUE_MINIMA)]
    return told or counts
