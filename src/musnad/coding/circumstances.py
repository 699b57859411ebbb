"""Where and when, as the sentence of one trigger says it, and the counts that belong to it."""

import msgspec

from musnad.coding.mentions import ActorMention, CountMention, PlaceMention, TimeMention, TriggerMention
from musnad.coding.model_choice import is_doubtful, likelier, likelier_owner
from musnad.coding.scene import Scene, family_of
from musnad.knowledge.roles import RoleWords

FINENESS = {
    "site": 0,
    "settlement": 1,
    "near": 1,
    "district": 2,
    "province": 3,
    "region": 4,
    "sea": 4,
    "country": 5,
}
_BEFORE_PENALTY = 4
_CROSSING_PENALTY = 15
_REACH = 30
_RUN_GAP = 4
_COARSE = 3
_BORDER = " border"
_WITHIN = "داخل"
_FIRM = 12
_FLOWN = ("strike.air", "strike.drone")
# sanctions, sentences, talks: reports name many places beside them that are not theirs
_OFTEN_NOWHERE = frozenset(("deal", "coercion"))
_OWN_COUNT = {
    "coercion.displacement": "displaced",
    "coercion.arrest": "captured",
    "civilian.abduction": "captured",
}
_RELATIVE = frozenset(("strike", "bombing"))
_FIRED = frozenset(("strike", "bombing", "launch", "attack"))


class Placing(msgspec.Struct, frozen=True):
    """The place of a trigger; `firm` where it stands close enough to exclude any other."""

    place: PlaceMention
    firm: bool


def find_place(scene: Scene, trigger: TriggerMention, words: RoleWords, kind: str = "") -> Placing | None:
    """The place that the sentence gives a trigger: the nearest one, ahead before behind, finest of its run.

    `kind`: the trigger's, as far as it is decided. What is said has no place but that of the saying, which is not the
    event's.
    """
    if trigger.type.startswith("statement"):
        return None
    places = _sentence_places(scene, trigger, words)
    if family_of(trigger.type) in _FIRED:
        places = [p for p in places if not _is_launch_point(scene, p, words)]
    elif trigger.type == "deal.talks":
        places = [p for p in places if _is_venue(scene, p, words)]
    if not places:
        return None
    distance, _, nearest = min(
        ((_distance(scene, trigger, p.first, p.last), p.first, p) for p in places), key=lambda found: found[:2]
    )
    near = nearest if distance <= _REACH else None
    likely = likelier(scene.encoded, "place", trigger, places, near)
    if likely is None or _is_launched_from(scene, trigger, kind, likely, words):
        return None
    if family_of(trigger.type) in _OFTEN_NOWHERE and is_doubtful(scene.encoded, "place", trigger, likely):
        return None
    finest = _finest_of_run(likely, places)
    return Placing(_within(scene, trigger, finest, places), distance <= _FIRM or likely is not near)


def find_time(scene: Scene, trigger: TriggerMention) -> TimeMention | None:
    """The time that stands nearest to a trigger in its sentence, or None."""
    sentence = scene.sentence_of(trigger)
    times = [t for t in scene.times if sentence.holds(t.first)]
    if not times:
        return None
    nearest = min(times, key=lambda t: (_distance(scene, trigger, t.first, t.last, before=0), t.first))
    likely = likelier(scene.encoded, "time", trigger, times, nearest)
    return None if likely is None or is_doubtful(scene.encoded, "time", trigger, likely) else likely


def assign_counts(
    scene: Scene, triggers: tuple[TriggerMention, ...], words: RoleWords
) -> dict[TriggerMention, tuple[CountMention, ...]]:
    """Which casualty counts belong to which trigger of the same sentence."""
    assigned: dict[TriggerMention, list[CountMention]] = {}
    sentence_of = scene.doc.sentence_of
    for count in scene.counts:
        rivals = [
            t for t in triggers if sentence_of[t.first] == sentence_of[count.first] and _can_cause(t.type, count.what)
        ]
        if rivals:
            nearest = min(rivals, key=lambda t: (_count_distance(scene, t, count, words), t.first))
            owner = likelier_owner(scene.encoded, count, rivals, nearest)
            assigned.setdefault(owner, []).append(count)
    return {trigger: tuple(counts) for trigger, counts in assigned.items()}


def _can_cause(kind: str, what: str) -> bool:
    """Whether an event of a kind kills, captures or drives out: a siege or a capture has no dead of its own."""
    if kind in _OWN_COUNT:
        return what == _OWN_COUNT[kind]
    if kind.startswith("coercion"):
        return kind == "coercion.raid"
    return kind not in ("civilian.abuse", "clash.territory")


def _sentence_places(scene: Scene, trigger: TriggerMention, words: RoleWords) -> list[PlaceMention]:
    sentence = scene.sentence_of(trigger)
    taken = [a for a in scene.actors if a.last > a.first]
    metonyms = {a.first for a in scene.actors if a.last == a.first}
    speakers = [node.span for a in scene.attributions for node in a.chain if node.span]
    found = []
    for place in scene.places:
        if not sentence.holds(place.first):
            continue
        if any(
            not _is_ground(scene, place, actor, words) for actor in taken if actor.first <= place.head <= actor.last
        ):
            continue
        if place.head in metonyms and not _is_placed(scene, place, words):
            continue
        if any(start <= place.span[0] < end for start, end in speakers):
            continue
        found.append(place)
    return found


def _is_ground(scene: Scene, place: PlaceMention, actor: ActorMention, words: RoleWords) -> bool:
    """Whether a place in a party's name is where it happened too: a base, «على المملكة العربية السعودية»."""
    starts, ends = place.first <= actor.first, place.last >= actor.last
    if place.kind == "site":
        return starts or ends
    return starts and ends and _is_placed(scene, place, words)


def _is_placed(scene: Scene, place: PlaceMention, words: RoleWords) -> bool:
    """Whether a country's name stands for the place, not for its government: «في سوريا», «بسوريا»."""
    form = scene.doc.words[place.first].form
    if place.head > place.first or form.startswith("ب"):
        return True
    return _stands_after(scene, place, words.placing)


def _is_launch_point(scene: Scene, place: PlaceMention, words: RoleWords) -> bool:
    if place.first == 0:
        return False
    forms = [word.form for word in scene.doc.words[max(place.first - 2, 0) : place.first]]
    if forms[-1] not in words.launch:
        return False
    # «أجزاء من البلدة» are where it happened, and «داخل البلاد» is no start unless it is «من داخل البلاد»
    before = forms[0] if len(forms) > 1 else ""
    return before in words.launch if forms[-1] == _WITHIN else before not in words.parts


def _is_launched_from(scene: Scene, trigger: TriggerMention, kind: str, place: PlaceMention, words: RoleWords) -> bool:
    """Whether the report anywhere says that rockets came from there: the network does not tell whence from where.

    Aircraft may well strike the place whence rockets came.
    """
    if scene.encoded is None or family_of(trigger.type) not in _FIRED or kind in _FLOWN:
        return False
    return any(p.name == place.name and _is_launch_point(scene, p, words) for p in scene.places)


def _is_venue(scene: Scene, place: PlaceMention, words: RoleWords) -> bool:
    """Whether talks are held there, rather than with it or about it: «في جنيف», not «حول إدلب»."""
    word = scene.doc.words[place.first]
    if word.form.startswith("ب") and place.span[0] > scene.doc.folded.source_offset(word.start):
        return True
    return _stands_after(scene, place, words.venue)


def _stands_after(scene: Scene, place: PlaceMention, forms: frozenset[str]) -> bool:
    return place.first > 0 and scene.doc.words[place.first - 1].form.removeprefix("و") in forms


def _finest_of_run(place: PlaceMention, places: list[PlaceMention]) -> PlaceMention:
    """The finest place of the run around `place`: «قرية كذا بريف حماة» is about the village."""
    ordered = sorted(places, key=lambda p: (p.first, p.last))
    at = ordered.index(place)
    best = place
    for step in (1, -1):
        here, index = place, at + step
        while 0 <= index < len(ordered) and _adjoin(here, ordered[index]):
            here = ordered[index]
            if _coarseness(here) < _coarseness(best) and FINENESS[best.precision] >= _COARSE:
                best = here
            index += step
    return best


def _within(scene: Scene, trigger: TriggerMention, coarse: PlaceMention, places: list[PlaceMention]) -> PlaceMention:
    """The finer place of the same country ahead of the trigger: «وفي الأردن، تظاهر المئات في العاصمة عمّان»."""
    if coarse.precision != "country" or coarse.first > trigger.first:
        return coarse
    ahead = [p for p in places if p.first > trigger.last and p.country == coarse.country and p.precision != "country"]
    near = [p for p in ahead if _distance(scene, trigger, p.first, p.last) <= _REACH]
    return _finest_of_run(min(near, key=lambda p: p.first), places) if near else coarse


def _coarseness(place: PlaceMention) -> tuple[int, bool]:
    """Of «غرب نينوى قرب الحدود العراقية السورية», the border is the less exact."""
    return FINENESS[place.precision], place.name.endswith(_BORDER)


def _adjoin(a: PlaceMention, b: PlaceMention) -> bool:
    return max(a.first, b.first) - min(a.last, b.last) <= _RUN_GAP


def _distance(scene: Scene, trigger: TriggerMention, first: int, last: int, before: int = _BEFORE_PENALTY) -> int:
    if first > trigger.last:
        distance, low, high = first - trigger.last, trigger.last, first
    elif last < trigger.first:
        distance, low, high = trigger.first - last + before, last, trigger.first
    else:
        return 0
    fired = family_of(trigger.type) in _FIRED
    for other in scene.triggers:
        if low < other.first < high and other.type != "hurt" and not other.weak:
            # a relative verb of the same event («قصف استهدف قرية») is no border
            distance += 2 if fired and other.verb and other.type in _RELATIVE else _CROSSING_PENALTY
    return distance


def _count_distance(scene: Scene, trigger: TriggerMention, count: CountMention, words: RoleWords) -> int:
    distance = _distance(scene, trigger, count.first, count.last, before=0)
    forms = scene.doc.words
    if count.last < trigger.first:
        between = range(count.last + 1, trigger.first + 1)
        if any(forms[i].form in words.cause for i in between):
            distance -= 5
    else:
        between = range(trigger.last + 1, count.first)
        if any(forms[i].form in words.result for i in between):
            distance -= 5
    return distance
