"""The places a report names, resolved to coordinates by what else it names."""

import math

from musnad.coding.document import Document
from musnad.coding.mentions import PlaceMention
from musnad.coding.places_accept import accepted
from musnad.coding.places_anaphora import find_anaphors
from musnad.coding.places_lead import PREPOSED
from musnad.coding.places_relative import bearing_name, find_relative, made_place, part_of_country
from musnad.coding.places_resolve import distance, focus_countries, resolve
from musnad.coding.places_scan import Candidate, Scanner
from musnad.knowledge.gazetteer import RANK_FAMOUS, Gazetteer, GazetteerPlace
from musnad.knowledge.gazetteer_words import PlaceWords, place_words
from musnad.records import PlacePrecision

_PRECISION: dict[str, PlacePrecision] = {
    "settlement": "settlement",
    "neighbourhood": "settlement",
    "camp": "settlement",
    "district": "district",
    "province": "province",
    "region": "region",
    "country": "country",
    "sea": "sea",
    "site": "site",
}
_TOWNS = frozenset(("settlement", "neighbourhood", "camp"))
_PART_OF_PROVINCE_KM, _PART_OF_TOWN_KM, _COUNTRYSIDE_KM, _PART_OF_REGION_KM = 35.0, 15.0, 25.0, 12.0
_FAR_KM = 200.0
_IN_FOCUS = 0.1
_NAMED_KINDS = frozenset(("settlement", "neighbourhood", "camp", "district"))


def find_places(doc: Document, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """All places named in a report, in the order of the text.

    A place inside a longer phrase («بلدة كفرنبل بريف إدلب الجنوبي») gives a mention of its own, so that the
    caller may take the finest. «المدينة» and the like are given the coordinates of what they point back at.
    """
    words = place_words()
    fixed = find_relative(doc, gazetteer, words)
    candidates = accepted(doc, Scanner(doc, gazetteer, words, fixed).scan(), words)
    focus = focus_countries(doc, candidates, words)
    places = resolve(candidates, focus, words)
    named: list[PlaceMention] = []
    for at, (candidate, place) in enumerate(zip(candidates, places, strict=True)):
        famous = place is not None and place.rank >= RANK_FAMOUS and candidate.key not in words.weak
        if place and (famous or _plausible(candidate, place, focus, candidates, places)):
            named.append(_mention(doc, candidate, place, gazetteer, words))
        elif place is None or candidate.lead.kind in _NAMED_KINDS:
            named.append(_unknown(doc, candidates, places, at))
    anaphors = find_anaphors(doc, named, focus, gazetteer, words)
    return tuple(sorted([*named, *anaphors], key=lambda m: (m.first, m.last)))


def _plausible(
    candidate: Candidate,
    place: GazetteerPlace,
    focus: dict[str, float],
    candidates: list[Candidate],
    places: list[GazetteerPlace | None],
) -> bool:
    """Whether a little-known place fits the report: its country or its neighbourhood is spoken of."""
    if place.country is None or focus.get(place.country, 0.0) >= _IN_FOCUS:
        return True
    if candidate.evidence > PREPOSED and not focus:
        return True
    return any(
        mate.key != candidate.key and distance(other, place) < _FAR_KM
        for mate, other in zip(candidates, places, strict=True)
        if other is not None and other.id != place.id and other.kind not in ("country", "sea")
    )


def _unknown(
    doc: Document, candidates: list[Candidate], places: list[GazetteerPlace | None], at: int
) -> PlaceMention:
    """A place by the text's word alone; a town named right after gives it coordinates, anything else none."""
    candidate = candidates[at]
    lead = candidate.lead
    country = admin1 = None
    lat = lon = None
    after = at + 1
    parent = None
    if after < len(candidates) and candidates[after].lead.first - candidate.last <= 3:
        parent = places[after] if candidates[after].sentence == candidate.sentence else None
    if parent:
        country, admin1 = parent.country, parent.admin1
        if parent.kind in _TOWNS and candidates[after].lead.relation == "at":
            lat, lon = parent.lat, parent.lon
    kind = lead.kind or "settlement"
    precision: PlacePrecision = "near" if lead.relation == "near" else _PRECISION.get(kind, "settlement")
    span = doc.span(lead.first, candidate.last, lead.skip)
    name = doc.report.text[slice(*doc.span(candidate.head, candidate.last))]
    return PlaceMention(
        lead.first, candidate.last, candidate.head, span, name, country, admin1, lat, lon, precision, kind
    )  # fmt: skip


def _mention(
    doc: Document, candidate: Candidate, place: GazetteerPlace, gazetteer: Gazetteer, words: PlaceWords
) -> PlaceMention:
    lead, last = candidate.lead, candidate.last
    bearing = lead.bearing
    if lead.relation == "countryside":
        last, trailing = _trailing_bearing(doc, last, words)
        bearing += trailing
    located, precision = _locate(candidate, place, bearing, gazetteer, words)
    return PlaceMention(
        lead.first, last, candidate.head, doc.span(lead.first, last, lead.skip),
        located.name, located.country, located.admin1 or place.admin1,
        located.lat, located.lon, precision, located.kind,
    )  # fmt: skip


def _trailing_bearing(doc: Document, last: int, words: PlaceWords) -> tuple[int, str]:
    """The adjectives after «ريف حلب»: «الجنوبي الغربي»."""
    bearing = ""
    while last + 1 < len(doc.words) and len(bearing) < 2:
        told = words.direction_adjectives.get(doc.words[last + 1].form)
        if told is None or doc.sentence_of[last + 1] != doc.sentence_of[last]:
            break
        bearing += told
        last += 1
    return last, bearing


def _locate(
    candidate: Candidate, place: GazetteerPlace, bearing: str, gazetteer: Gazetteer, words: PlaceWords
) -> tuple[GazetteerPlace, PlacePrecision]:
    """The place meant by «شمال X», «ريف X», «محيط X», and how fine it is."""
    lead = candidate.lead
    precision = _PRECISION[place.kind]
    fine = precision in ("settlement", "site", "district")
    if lead.relation == "near":
        return place, "near" if fine else precision
    if lead.relation == "coast":
        return place, "sea" if place.kind in ("country", "sea") else "near" if fine else precision
    if lead.relation == "countryside":
        reach = _COUNTRYSIDE_KM if _names_province(candidate) else 0.0
        return _shifted(_town_of(candidate, place), bearing, reach, "countryside"), "region"
    if lead.relation == "direction":
        return _part(candidate, place, bearing, gazetteer, words)
    if lead.kind == "site" and fine:
        return place, "site"
    return place, precision


def _part(
    candidate: Candidate, place: GazetteerPlace, bearing: str, gazetteer: Gazetteer, words: PlaceWords
) -> tuple[GazetteerPlace, PlacePrecision]:
    """«شمال X»."""
    if place.kind == "country" and place.country:
        return part_of_country(gazetteer, place.country, bearing, words) or place, "region"
    if place.kind == "region":
        return _shifted(place, bearing, _PART_OF_REGION_KM, ""), "region"
    if place.kind == "province":
        return _shifted(place, bearing, _PART_OF_PROVINCE_KM, ""), "region"
    if place.kind == "sea":
        return place, "sea"
    if place.kind in _TOWNS and candidate.lead.kind is None and _names_province(candidate):
        return _shifted(place, bearing, _PART_OF_TOWN_KM, ""), "region"
    return place, "near"


def _names_province(candidate: Candidate) -> bool:
    return any(option.kind == "province" for option in candidate.options)


def _town_of(candidate: Candidate, place: GazetteerPlace) -> GazetteerPlace:
    """The town of a province of the same name: its countryside lies about the town."""
    if place.kind != "province":
        return place
    towns = [o for o in candidate.options if o.kind in _TOWNS and o.country == place.country]
    return next((o for o in towns if o.admin1 == place.admin1), place)


def _shifted(place: GazetteerPlace, bearing: str, reach: float, what: str) -> GazetteerPlace:
    """A point `reach` kilometres off in the direction of `bearing`."""
    label = " ".join(part for part in (bearing_name(bearing), place.name, what) if part)
    north = ("n" in bearing) - ("s" in bearing)
    east = ("e" in bearing) - ("w" in bearing)
    lat = place.lat + reach * north / 111.2
    lon = place.lon + reach * east / (111.2 * math.cos(math.radians(place.lat)))
    return made_place(label, place.country, lat, lon, "region")
