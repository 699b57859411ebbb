"""The places a report names, resolved to coordinates by what else it names."""

from musnad.coding.document import Document
from musnad.coding.mentions import PlaceMention
from musnad.coding.places_accept import accepted
from musnad.coding.places_anaphora import find_anaphors
from musnad.coding.places_build import listed_mention, road_mention, unlisted_mention
from musnad.coding.places_lead import PREPOSED
from musnad.coding.places_relative import find_relative
from musnad.coding.places_resolve import distance, focus_countries, resolve
from musnad.coding.places_scan import Candidate, Scanner
from musnad.knowledge.gazetteer import RANK_FAMOUS, RANK_KNOWN, Gazetteer, GazetteerPlace
from musnad.knowledge.gazetteer_words import PlaceWords, place_words

_FAR_KM = 80.0
_PARENT_REACH = 3
_SAME_PROVINCE_KM, _OTHER_PROVINCE_KM = 110.0, 45.0
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
    places = resolve(candidates, focus)
    named = _named(doc, candidates, places, focus, gazetteer, words)
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
    if (candidate.evidence > PREPOSED and not focus) or _only_one_known(candidate, place, candidates):
        return True
    return any(
        mate.key != candidate.key and distance(other, place) < _FAR_KM
        for mate, other in zip(candidates, places, strict=True)
        if other is not None and other.id != place.id and other.kind not in ("country", "sea")
    )


def _only_one_known(candidate: Candidate, place: GazetteerPlace, candidates: list[Candidate]) -> bool:
    """Whether no namesake lies in another country, and it is a town or no other place says where to look.

    Adjectives of nationality alone tell whose forces act, not where: «قصف روسي على بلدة سرمين».
    """
    if candidate.evidence < PREPOSED or any(option.country != place.country for option in candidate.options):
        return False
    if candidate.evidence > PREPOSED and place.rank >= RANK_KNOWN:
        return True
    if candidate.evidence == PREPOSED and place.rank < RANK_KNOWN:
        return False
    return not any(
        mate.key != candidate.key and any(option.rank >= RANK_FAMOUS for option in mate.options) for mate in candidates
    )


def _named(
    doc: Document,
    candidates: list[Candidate],
    places: list[GazetteerPlace | None],
    focus: dict[str, float],
    gazetteer: Gazetteer,
    words: PlaceWords,
) -> list[PlaceMention]:
    found: list[PlaceMention] = []
    end_of_road = -1
    for at, (candidate, place) in enumerate(zip(candidates, places, strict=True)):
        if candidate.last <= end_of_road:
            continue
        after, parent = _named_after(candidates, places, at)
        if place and after and parent and _is_road(doc, candidate, after, words):
            found.append(road_mention(doc, candidate, place, after, parent))
            end_of_road = after.last
            continue
        famous = place is not None and place.rank >= RANK_FAMOUS and candidate.key not in words.weak
        fits = place is not None and (famous or _plausible(candidate, place, focus, candidates, places))
        if place and fits and not _contradicted(candidate, place, after, parent):
            found.append(listed_mention(doc, candidate, place, gazetteer, words))
        elif place is None or _named_as_place(doc, candidate, words):
            found.append(unlisted_mention(doc, candidate, after, parent))
    return found


def _named_after(
    candidates: list[Candidate], places: list[GazetteerPlace | None], at: int
) -> tuple[Candidate | None, GazetteerPlace | None]:
    """The candidate right after, and its place, which says where this one lies."""
    if at + 1 >= len(candidates):
        return None, None
    candidate, after = candidates[at], candidates[at + 1]
    if after.sentence != candidate.sentence or after.lead.first - candidate.last > _PARENT_REACH:
        return None, None
    return after, places[at + 1]


def _contradicted(
    candidate: Candidate, place: GazetteerPlace, after: Candidate | None, parent: GazetteerPlace | None
) -> bool:
    """Whether a little-known place lies far from where the text puts it: then it is a namesake."""
    if place.rank >= RANK_FAMOUS or parent is None or after is None or parent.kind in ("country", "sea"):
        return False
    if candidate.lead.kind not in _NAMED_KINDS or after.evidence < PREPOSED:
        return False
    if parent.country == place.country and parent.admin1 and parent.admin1 == place.admin1:
        reach = _SAME_PROVINCE_KM
    else:
        reach = _OTHER_PROVINCE_KM
    return distance(place, parent) > reach


def _is_road(doc: Document, candidate: Candidate, after: Candidate, words: PlaceWords) -> bool:
    """«طريق بغداد - كركوك»."""
    if after.head != candidate.last + 1 or after.lead.first != after.head:
        return False
    if candidate.lead.first == candidate.head:
        return False
    if not _is_town(candidate) or not _is_town(after):
        return False
    hit = words.forms.leading.get(doc.words[candidate.head - 1].form)
    return hit is not None and hit[1] in words.roads


def _is_town(candidate: Candidate) -> bool:
    return bool(candidate.options) and candidate.options[0].kind in ("settlement", "province", "district")


def _named_as_place(doc: Document, candidate: Candidate, words: PlaceWords) -> bool:
    """Whether «قرية» or the like stands right before: then it is a place, listed or not."""
    if candidate.lead.first == candidate.head or candidate.lead.kind not in _NAMED_KINDS:
        return False
    return doc.words[candidate.head - 1].form in words.forms.unlisted_after
