"""Words that point back at a place already named: «المدينة», «القطاع», «البلاد», «العاصمة»."""

from musnad.coding.document import Document
from musnad.coding.mentions import PlaceMention
from musnad.coding.places_lead import joined
from musnad.coding.places_relative import country_place, part_of_country
from musnad.knowledge.gazetteer import Gazetteer, GazetteerPlace
from musnad.knowledge.gazetteer_words import PlaceWords
from musnad.records import PlacePrecision

_PRECISION: dict[str, PlacePrecision] = {"province": "province", "region": "region", "country": "country"}
_PROVINCE = "المحافظه"
_STRIP = "القطاع"
_IN_FOCUS = 0.25
_INTRODUCED_AS = {"القريه": "قري", "البلده": "بلد"}
_ONE_LAND = frozenset(("IL", "PS"))
_CROWDED_REACH = 2
_CROWDED = frozenset(("المنطقه",))


def find_anaphors(
    doc: Document, named: list[PlaceMention], focus: dict[str, float], gazetteer: Gazetteer, words: PlaceWords
) -> list[PlaceMention]:
    """Mentions of the words that point back at one of `named` (in the order of the text)."""
    covered = {at for mention in named for at in range(mention.first, mention.last + 1)}
    home = max(focus, key=lambda c: focus[c], default=None)
    near_by = {country for country, share in focus.items() if share >= _IN_FOCUS}
    if near_by & _ONE_LAND:
        near_by |= _ONE_LAND
    found: list[PlaceMention] = []
    for at, word in enumerate(doc.words):
        pointer = words.forms.pointing.get(word.form)
        if pointer is None or at in covered or _other_thing(doc, at, pointer[1], words):
            continue
        skip, noun = pointer
        if noun in words.capital:
            mention = _capital(doc, at, skip, _seat(doc, named, at, home, words), gazetteer, words, covered)
        elif noun in words.realms:
            realm = max(words.realms[noun], key=lambda c: focus.get(c, 0.0))
            place = country_place(gazetteer, realm, words) if realm in focus else None
            mention = _of_place(doc, at, at, skip, place) if place else None
        elif noun in words.homeland:
            mention = _homeland(doc, at, skip, home, gazetteer, words)
        else:
            spoken_of = [m for m in [*named, *found] if m.country in near_by]
            mention = _back(doc, at, skip, noun, spoken_of, gazetteer, words)
        if mention:
            found.append(mention)
    return found


def _other_thing(doc: Document, at: int, noun: str, words: PlaceWords) -> bool:
    """«تنظيم القاعدة», «المحافظة على», «الرصاص الحي»."""
    before = doc.words[at - 1].form if at else ""
    after = doc.words[at + 1].form if at + 1 < len(doc.words) else ""
    if noun in words.followed_by and after in words.followed_by[noun]:
        return True
    return before in words.forms.organisations or (
        before not in words.prepositions and before.startswith(("ال", "بال", "وال")) and joined(doc, at - 1)
    )


def _back(
    doc: Document,
    at: int,
    skip: int,
    noun: str,
    earlier: list[PlaceMention],
    gazetteer: Gazetteer,
    words: PlaceWords,
) -> PlaceMention | None:
    if _qualified(doc, at, words):
        return None
    if noun == _PROVINCE:
        province = _last_province(doc, [m for m in earlier if m.first < at], gazetteer)
        return _of_place(doc, at, at, skip, province) if province else None
    kinds = words.anaphors[noun]
    before = [m for m in earlier if m.first < at and m.kind in kinds]
    if noun == _STRIP:
        before = [m for m in before if m.name.endswith("Strip") or "Gaza" in (m.admin1 or "")]
    if noun in _INTRODUCED_AS:
        before = [m for m in before if _introduced_as(doc, m, _INTRODUCED_AS[noun])]
    if noun in _CROWDED:
        before = [m for m in before if _near_and_small(doc, m, at, words)]
    if not before:
        return None
    # «أنقرة» more often speaks than is spoken of
    target = max(before, key=lambda m: (not _is_capital(doc, m, words), m.first))
    precision: PlacePrecision = target.precision
    first, before_skip = at, skip
    if at and not skip and joined(doc, at - 1):
        before_form = doc.words[at - 1].form
        lead = words.forms.near.get(before_form) or words.forms.directions.get(before_form)
        if lead:
            first, before_skip = at - 1, lead[0]
            precision = "near" if precision in ("site", "settlement") else precision
    return PlaceMention(
        first, at, at, doc.span(first, at, before_skip), target.name, target.country, target.admin1,
        target.lat, target.lon, precision, target.kind,
    )  # fmt: skip


def _introduced_as(doc: Document, mention: PlaceMention, root: str) -> bool:
    """Whether «قرية» or «قرى» stood before the name: «القرية» is no city."""
    return any(root in doc.words[at].form for at in range(mention.first, mention.head))


def _near_and_small(doc: Document, mention: PlaceMention, at: int, words: PlaceWords) -> bool:
    """Fit for «المنطقة»: named shortly before, and no capital or continent, whose region is another thing."""
    if doc.sentence_of[at] - doc.sentence_of[mention.first] > _CROWDED_REACH or mention.country is None:
        return False
    return not _is_capital(doc, mention, words)


def _is_capital(doc: Document, mention: PlaceMention, words: PlaceWords) -> bool:
    spelt = " ".join(word.form for word in doc.words[mention.head : mention.last + 1])
    return mention.country is not None and spelt.endswith(words.capitals.get(mention.country, "\0"))


def _last_province(doc: Document, earlier: list[PlaceMention], gazetteer: Gazetteer) -> GazetteerPlace | None:
    """The province named last, be it by its town or its countryside."""
    for mention in reversed(earlier):
        spelt = " ".join(doc.words[at].form for at in range(mention.head, mention.last + 1))
        for key in (spelt, spelt.lstrip("وبفل"), spelt.split(" ")[0]):
            for option in gazetteer.find(key):
                if option.kind == "province" and option.country == mention.country:
                    return option
    return None


def _qualified(doc: Document, at: int, words: PlaceWords) -> bool:
    """Whether an adjective follows that makes it another thing: «المنطقة الشرقية», «المدينة المنورة»."""
    after = at + 1
    if after >= len(doc.words) or doc.sentence_of[after] != doc.sentence_of[at] or not joined(doc, at):
        return False
    form = doc.words[after].form
    return form.startswith("ال") and form not in words.plain_qualifiers


def _homeland(
    doc: Document, at: int, skip: int, home: str | None, gazetteer: Gazetteer, words: PlaceWords
) -> PlaceMention | None:
    if home is None:
        return None
    first, bearing = at, ""
    while not skip and first > 0 and len(bearing) < 2 and joined(doc, first - 1):
        hit = words.forms.directions.get(doc.words[first - 1].form)
        if hit is None:
            break
        bearing = words.directions[hit[1]] + bearing
        first, skip = first - 1, hit[0]
    place = part_of_country(gazetteer, home, bearing, words) if bearing else country_place(gazetteer, home, words)
    return _of_place(doc, first, at, skip, place) if place else None


def _seat(doc: Document, named: list[PlaceMention], at: int, home: str | None, words: PlaceWords) -> str | None:
    """The country whose capital was named last before, else the one the report is about."""
    for mention in reversed([m for m in named if m.first < at and m.country in words.capitals]):
        spelt = " ".join(word.form for word in doc.words[mention.head : mention.last + 1])
        if mention.country and spelt.endswith(words.capitals[mention.country]):
            return mention.country
    return home


def _capital(
    doc: Document,
    at: int,
    skip: int,
    home: str | None,
    gazetteer: Gazetteer,
    words: PlaceWords,
    covered: set[int],
) -> PlaceMention | None:
    """«العاصمة السورية» where the city's name does not follow."""
    last, country = at, home
    if at + 1 < len(doc.words) and doc.words[at + 1].form in words.adjectives:
        last, country = at + 1, words.adjectives[doc.words[at + 1].form]
    if last + 1 in covered or country is None or country not in words.capitals:
        return None
    cities = (o for o in gazetteer.find(words.capitals[country]) if o.kind == "settlement")
    city = next((o for o in cities if o.country == country), None)
    return _of_place(doc, at, last, skip, city) if city else None


def _of_place(doc: Document, first: int, last: int, skip: int, place: GazetteerPlace) -> PlaceMention:
    return PlaceMention(
        first, last, last, doc.span(first, last, skip), place.name, place.country, place.admin1,
        place.lat, place.lon, _PRECISION.get(place.kind, "settlement"), place.kind,
    )  # fmt: skip
