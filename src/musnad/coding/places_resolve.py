"""Which of several places of one name a report means."""

import math
from collections import Counter, defaultdict

from musnad.coding.document import Document
from musnad.coding.places_scan import Candidate
from musnad.knowledge.gazetteer import RANK_FAMOUS, GazetteerPlace
from musnad.knowledge.gazetteer_words import PlaceWords
from musnad.knowledge.sources import publishing_countries

_PARENT_REACH = 7
_MOST_OPTIONS = 60
_FOCUS, _MOST_SURROUNDINGS, _FADING_KM = 1.5, 3.0, 70.0
# an adjective («الروسي») tells whose forces act, a place where
_OF_PLACE, _OF_ADJECTIVE, _OF_OUTLET = 4, 1, 1
_BEARING = 0.5
# «ريف القنيطرة»: provinces have a countryside that is named so, whatever city is called the same elsewhere
_COUNTRYSIDE = 1.4
_LARGE = frozenset(("country", "region", "sea"))
_KIND_FITS = {
    "settlement": ("settlement", "neighbourhood", "camp"),
    "neighbourhood": ("neighbourhood", "settlement"),
    "camp": ("camp",),
    "district": ("district", "settlement"),
    "province": ("province",),
    "region": ("region", "province"),
    "site": ("site",),
    "front": ("settlement", "district"),
    "area": ("district", "region", "settlement"),
}


def distance(a: GazetteerPlace, b: GazetteerPlace) -> float:
    """Kilometres between two places, good to a few percent below 1,000 km."""
    east = (a.lon - b.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return 111.2 * math.hypot(a.lat - b.lat, east)


def focus_countries(doc: Document, candidates: list[Candidate], words: PlaceWords) -> dict[str, float]:
    """How much a report is about each country: 1 for the most named."""
    counts: Counter[str] = Counter()
    for word in doc.words:
        country = words.adjectives.get(word.form)
        if country:
            counts[country] += _OF_ADJECTIVE
    for country in publishing_countries(doc.report.outlet, doc.report.url):
        counts[country] += _OF_OUTLET
    for candidate in candidates:
        best = candidate.options[0] if candidate.options else None
        if best and best.country and best.rank >= RANK_FAMOUS and _alone(candidate):
            counts[best.country] += _OF_PLACE
    most = max(counts.values(), default=0)
    return {country: count / most for country, count in counts.items()}


def _alone(candidate: Candidate) -> bool:
    """Whether all well-known places of the name lie in one country."""
    floor = min(candidate.options[0].rank, RANK_FAMOUS)
    return len({o.country for o in candidate.options if o.rank >= floor}) == 1


def resolve(candidates: list[Candidate], focus: dict[str, float]) -> list[GazetteerPlace | None]:
    """The place of each candidate, None where no gazetteer holds it."""
    surroundings = _surroundings(candidates)
    chosen: list[GazetteerPlace | None] = [None] * len(candidates)
    for at in range(len(candidates) - 1, -1, -1):
        candidate = candidates[at]
        if len(candidate.options) < 2:
            chosen[at] = candidate.options[0] if candidate.options else None
            continue
        parent_at = _parent(candidates, at)
        parent = chosen[parent_at] if parent_at is not None else None
        told = candidates[parent_at] if parent_at is not None else candidate
        around = surroundings[candidate.key]
        rural = _with_countryside(candidate)
        scored = [
            (_prior(candidate, o) + rural.get(o.country, 0.0) + _fit(o, focus, around, parent, told), -number, o)
            for number, o in enumerate(candidate.options[:_MOST_OPTIONS])
        ]
        best = max(scored, key=lambda item: item[:2])
        # where nothing speaks for one country rather than another, none is named: a false pin is worse than none
        elsewhere = any(score == best[0] and o.country != best[2].country for score, _, o in scored)
        unsure = elsewhere and candidate.lead.kind is not None and best[2].rank < RANK_FAMOUS
        chosen[at] = None if unsure else best[2]
    return chosen


def _with_countryside(candidate: Candidate) -> dict[str | None, float]:
    """What speaks for each country that has a province of the name, where its countryside is meant."""
    if candidate.lead.relation != "countryside":
        return {}
    return {option.country: _COUNTRYSIDE for option in candidate.options if option.kind == "province"}


def _fit(
    option: GazetteerPlace,
    focus: dict[str, float],
    around: dict[int, float],
    parent: GazetteerPlace | None,
    told: Candidate,
) -> float:
    """How well a place fits the report: its countries, its other places, the place named right after."""
    points = _FOCUS * focus.get(option.country or "", 0.0)
    points += min(around.get(option.id, 0.0), _MOST_SURROUNDINGS)
    return points + (_under(parent, option, told) if parent else 0.0)


def _surroundings(candidates: list[Candidate]) -> dict[str, dict[int, float]]:
    """Per name and place, how close it lies to the unmistakable places of the report and of its sentences."""
    everywhere: dict[int, GazetteerPlace] = {}
    by_sentence: dict[int, dict[int, GazetteerPlace]] = defaultdict(dict)
    for candidate in candidates:
        if candidate.options and _is_anchor(candidate):
            place = candidate.options[0]
            everywhere[place.id] = by_sentence[candidate.sentence][place.id] = place
    found: dict[str, dict[int, float]] = {}
    for candidate in candidates:
        options = candidate.options[:_MOST_OPTIONS]
        if len(options) < 2:
            continue
        near = found.get(candidate.key)
        if near is None:
            near = found[candidate.key] = {o.id: 0.8 * _closeness(o, options, everywhere) for o in options}
        here = by_sentence.get(candidate.sentence)
        if here:
            for option in options:
                near[option.id] = near.get(option.id, 0.0) + 1.6 * _closeness(option, options, here)
    return found


def _closeness(
    option: GazetteerPlace, namesakes: tuple[GazetteerPlace, ...], anchors: dict[int, GazetteerPlace]
) -> float:
    """1 beside an anchor, be it over a border, fading over `_FADING_KM`; a name is no anchor to itself."""
    own = {place.id for place in namesakes}
    near = [distance(place, option) for place in anchors.values() if place.id not in own]
    return math.exp(-min(near) / _FADING_KM) if near else 0.0


def _is_anchor(candidate: Candidate) -> bool:
    options = candidate.options
    if options[0].kind in _LARGE:
        return False
    if len(options) == 1:
        return True
    return options[0].rank >= RANK_FAMOUS and _alone(candidate)


def _parent(candidates: list[Candidate], at: int) -> int | None:
    """The candidate right after that says where this one lies: «X بريف Y», «X شمال Y», «X، Y»."""
    after = at + 1
    if after >= len(candidates):
        return None
    candidate, other = candidates[at], candidates[after]
    if other.sentence != candidate.sentence or other.lead.first - candidate.last > _PARENT_REACH:
        return None
    return after


def _under(parent: GazetteerPlace, option: GazetteerPlace, told: Candidate) -> float:
    """How well a place lies in the one named after it: in its country, its province, or its neighbourhood."""
    if parent.kind == "country":
        return 2.0 + _towards(parent, option, told.lead.bearing) if option.country == parent.country else 0.0
    if parent.country != option.country:
        return 0.0
    wide = parent.kind in ("province", "region") or told.lead.relation == "countryside"
    if wide or (told.lead.relation == "direction" and any(o.kind == "province" for o in told.options)):
        same = 2.0 if parent.admin1 and parent.admin1 == option.admin1 else 0.0
        return same + 0.5 * max(0.0, 1 - distance(parent, option) / 200)
    same = 0.8 if parent.admin1 and parent.admin1 == option.admin1 else 0.0
    return same + 2.4 * max(0.0, 1 - distance(parent, option) / 70)


def _towards(country: GazetteerPlace, option: GazetteerPlace, bearing: str) -> float:
    """How far a place lies in that part of its country, from -0.5 to 0.5: «الخيام جنوبي لبنان»."""
    north = (option.lat - country.lat) * (("n" in bearing) - ("s" in bearing))
    east = (option.lon - country.lon) * (("e" in bearing) - ("w" in bearing))
    return max(-_BEARING, min(_BEARING, north + east))


def _prior(candidate: Candidate, option: GazetteerPlace) -> float:
    kind = candidate.lead.kind
    score = 1.1 * min(option.rank, 2) + 0.3 * (option.rank == 3) + 0.12 * math.log10(option.population + 1)
    if kind in _KIND_FITS:
        fits = _KIND_FITS[kind]
        score += 1.6 if option.kind == fits[0] else 1.0 if option.kind in fits else -0.6
    elif kind is None and option.kind in ("district", "province"):
        score -= 0.7 if option.kind == "district" or candidate.lead.relation != "countryside" else 0.0
    elif kind is None and option.kind in ("country", "region"):
        score += 1.0
    return score
