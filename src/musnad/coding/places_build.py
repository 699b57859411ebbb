"""Mentions from candidates and the places chosen for them: coordinates and how fine they are."""

import math

from musnad.coding.document import Document
from musnad.coding.mentions import PlaceMention
from musnad.coding.places_relative import bearing_name, made_place, part_of_country
from musnad.coding.places_scan import Candidate
from musnad.knowledge.gazetteer import Gazetteer, GazetteerPlace
from musnad.knowledge.gazetteer_words import PlaceWords
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
_WIDE = frozenset(("district", "area"))
_WITHIN_TOWN = frozenset(("neighbourhood", "site", "front", "area"))


def unlisted_mention(
    doc: Document, candidate: Candidate, after: Candidate | None, parent: GazetteerPlace | None
) -> PlaceMention:
    """A place that only the text knows.

    Of the place named right after («قرية X بريف Y») it takes country and province; a quarter or building
    also the coordinates of its town.
    """
    lead = candidate.lead
    lat = lon = None
    in_town = parent and parent.kind in _TOWNS and lead.kind in _WITHIN_TOWN
    if parent and after and in_town and after.lead.relation == "at" and after.lead.kind not in _WIDE:
        lat, lon = parent.lat, parent.lon
    kind = lead.kind or "settlement"
    precision: PlacePrecision = "near" if lead.relation == "near" else _PRECISION.get(kind, "settlement")
    span = doc.span(lead.first, candidate.last, lead.skip)
    name = doc.report.text[slice(*doc.span(candidate.head, candidate.last))]
    country, admin1 = (parent.country, parent.admin1) if parent else (None, None)
    return PlaceMention(
        lead.first, candidate.last, candidate.head, span, name, country, admin1, lat, lon, precision, kind
    )  # fmt: skip


def road_mention(
    doc: Document, candidate: Candidate, place: GazetteerPlace, after: Candidate, end: GazetteerPlace
) -> PlaceMention:
    """«طريق A - B»: half-way between the two."""
    lead = candidate.lead
    lat, lon = round((place.lat + end.lat) / 2, 4), round((place.lon + end.lon) / 2, 4)
    admin1 = place.admin1 if place.admin1 == end.admin1 else None
    return PlaceMention(
        lead.first, after.last, candidate.head, doc.span(lead.first, after.last, lead.skip),
        f"{place.name}-{end.name} road", place.country, admin1, lat, lon, "near", "site",
    )  # fmt: skip


def listed_mention(
    doc: Document, candidate: Candidate, place: GazetteerPlace, gazetteer: Gazetteer, words: PlaceWords
) -> PlaceMention:
    """A place of the gazetteer, as the words around its name put it."""
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
