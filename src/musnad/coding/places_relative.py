"""Places told by bearing, border or adjective: «الشمال السوري», «الحدود السورية العراقية», «جنوب البلاد»."""

from collections import Counter

from musnad.coding.document import Document
from musnad.coding.places_lead import INTRODUCED, Lead, joined
from musnad.coding.places_scan import Candidate
from musnad.knowledge.gazetteer import RANK_CHOSEN, Gazetteer, GazetteerPlace
from musnad.knowledge.gazetteer_user import PlaceKind
from musnad.knowledge.gazetteer_words import PlaceWords

_BEARING_WORDS = {"n": "شمال", "s": "جنوب", "e": "شرق", "w": "غرب"}
_BEARING_NAMES = {"n": "north", "s": "south", "e": "east", "w": "west"}


def made_place(name: str, country: str | None, lat: float, lon: float, kind: PlaceKind) -> GazetteerPlace:
    """A place that stands in no gazetteer, with coordinates worked out."""
    return GazetteerPlace(-1, name, country, None, kind, round(lat, 4), round(lon, 4), 0, RANK_CHOSEN)


def bearing_name(bearing: str) -> str:
    """The English word of a bearing of letters "nsew"."""
    return "".join(_BEARING_NAMES[letter] for letter in dict.fromkeys(bearing))


def country_place(gazetteer: Gazetteer, country: str, words: PlaceWords) -> GazetteerPlace | None:
    """The country itself."""
    name = words.country_names.get(country, "")
    return next((o for o in gazetteer.find(name) if o.kind == "country" and o.country == country), None)


def part_of_country(gazetteer: Gazetteer, country: str, bearing: str, words: PlaceWords) -> GazetteerPlace | None:
    """«شمال شرق سوريا»: from the gazetteer where it is listed, else from the extent of the country."""
    whole = country_place(gazetteer, country, words)
    if whole is None:
        return None
    bearing = "".join(sorted(dict.fromkeys(bearing), key="nsew".index))[:2]
    name = " ".join([*(_BEARING_WORDS[letter] for letter in bearing), words.country_names[country]])
    listed = next((o for o in gazetteer.find(name) if o.country == country), None)
    if listed or not bearing:
        return listed or whole
    label = f"{bearing_name(bearing)} {whole.name}"
    extent = gazetteer.extent(country)
    if extent is None:
        return made_place(label, country, whole.lat, whole.lon, "region")
    lat, lon = (extent.south + extent.north) / 2, (extent.west + extent.east) / 2
    high, wide = (extent.north - extent.south) / 3, (extent.east - extent.west) / 3
    lat += high * (("n" in bearing) - ("s" in bearing))
    lon += wide * (("e" in bearing) - ("w" in bearing))
    return made_place(label, country, lat, lon, "region")


def find_relative(doc: Document, gazetteer: Gazetteer, words: PlaceWords) -> dict[int, Candidate]:
    """Candidates told by a bearing, a land or a border with an adjective of nationality, by first word."""
    found: dict[int, Candidate] = {}
    for at, word in enumerate(doc.words):
        country = words.adjectives.get(word.form)
        if country is None and at > 1 and doc.words[at - 1].form == "مع":
            country = _named_country(gazetteer, word.form)
        if country is None or at == 0:
            continue
        candidate = _of_border(doc, gazetteer, words, at, country)
        candidate = candidate or _of_land(doc, gazetteer, words, at, country)
        if candidate:
            found[candidate.lead.first] = candidate
    return found


def _candidate(doc: Document, first: int, skip: int, last: int, place: GazetteerPlace) -> Candidate:
    lead = Lead(first, skip, None, "at", "", INTRODUCED)
    return Candidate(lead, first, last, "", (place,), doc.sentence_of[first])


def _of_land(doc: Document, gazetteer: Gazetteer, words: PlaceWords, at: int, country: str) -> Candidate | None:
    """«الشمال السوري», «الأراضي السورية»."""
    first, skip, bearing = at, 0, ""
    while first > 0 and joined(doc, first - 1) and len(bearing) < 2 and not skip:
        hit = words.forms.directions.get(doc.words[first - 1].form)
        if hit is None or not (hit[1].startswith("ال") or bearing):
            hit = _direction_adjective(doc.words[first - 1].form, words)
            if hit is None:
                break
        bearing = (words.directions.get(hit[1]) or words.direction_adjectives[hit[1]]) + bearing
        skip, first = hit[0], first - 1
    if first < at:
        if not doc.words[first].form[skip:].startswith("ال") or _is_adjective_only(doc, first, skip, words):
            return None
        place = part_of_country(gazetteer, country, bearing, words)
        return _candidate(doc, first, skip, at, place) if place else None
    hit = words.forms.lands.get(doc.words[at - 1].form)
    if hit is None or not joined(doc, at - 1):
        return None
    place = country_place(gazetteer, country, words)
    return _candidate(doc, at - 1, hit[0], at, place) if place else None


def _direction_adjective(form: str, words: PlaceWords) -> tuple[int, str] | None:
    return (0, form) if words.direction_adjectives.get(form) else None


def _is_adjective_only(doc: Document, first: int, skip: int, words: PlaceWords) -> bool:
    return doc.words[first].form[skip:] in words.direction_adjectives


def _of_border(doc: Document, gazetteer: Gazetteer, words: PlaceWords, at: int, country: str) -> Candidate | None:
    """«الحدود السورية العراقية», «الحدود التركية», «الحدود مع تركيا»: word `at` tells `country`."""
    first = at - 2 if doc.words[at - 1].form == "مع" else at - 1
    if first < 0 or not all(joined(doc, between) for between in range(first, at)):
        return None
    hit = words.forms.border.get(doc.words[first].form)
    if hit is None or not hit[1].startswith("ال"):
        return None
    last, other = _other_side(doc, gazetteer, words, at, country)
    if other is None:
        other = _partner(doc, words, country)
    point = words.borders.get(f"{country}-{other}") or words.borders.get(f"{other}-{country}")
    if point is None or other is None:
        return None
    sides = (country_place(gazetteer, code, words) for code in sorted((country, other)))
    name = "-".join(side.name for side in sides if side) + " border"
    # where only one is told, it is the far side: the report is about the other
    place = made_place(name, country if last > at else other, *point, "region")
    return _candidate(doc, first, hit[0], last, place)


def _other_side(
    doc: Document, gazetteer: Gazetteer, words: PlaceWords, at: int, country: str
) -> tuple[int, str | None]:
    """The second country that the words right after `at` tell, and the last word of it."""
    for ahead in (at + 1, at + 2):
        if ahead >= len(doc.words) or doc.sentence_of[ahead] != doc.sentence_of[at]:
            break
        form = doc.words[ahead].form
        other = words.adjectives.get(form) or _named_country(gazetteer, form)
        if other and other != country:
            return ahead, other
        if form != "مع":
            break
    return at, None


def _partner(doc: Document, words: PlaceWords, country: str) -> str | None:
    """The neighbour of `country` that the report speaks of most."""
    spoken = Counter(words.adjectives[word.form] for word in doc.words if word.form in words.adjectives)
    names = {name: code for code, name in words.country_names.items()}
    spoken.update(names[word.form] for word in doc.words if word.form in names)
    neighbours = [pair.split("-") for pair in words.borders if country in pair.split("-")]
    others = {code for pair in neighbours for code in pair if code != country}
    return max(sorted(others & set(spoken)), key=lambda code: spoken[code], default=None)


def _named_country(gazetteer: Gazetteer, form: str) -> str | None:
    return next((o.country for o in gazetteer.find(form) if o.kind == "country"), None)
