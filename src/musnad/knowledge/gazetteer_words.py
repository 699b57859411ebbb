"""The words that stand around place names (`data/place_words.yaml`) and the adjectives of countries."""

from functools import cache

import msgspec

from musnad.arabic.folding import fold_text
from musnad.knowledge.tables import data_text, read_table, read_yaml, split_list

_FILE = "place_words.yaml"
_COMMON = "gazetteer.common.txt"
_COUNTRIES = "countries.tsv"
_ENDINGS = ("", "ه", "ين", "ون", "ان", "تين", "تان", "ات")


PROCLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")
"""Particles that may be attached to a place word or a name."""

NAMES_LIKE_ADJECTIVES = frozenset(("سوريه", "السعوديه"))
"""Names of countries that are also the feminine of their adjective."""

Forms = dict[str, tuple[int, str]]
"""Every form of some words with a proclitic → the letters of the proclitic, and the word."""


class PlaceForms(msgspec.Struct, frozen=True):
    """The forms that words of `PlaceWords` take with a proclitic, for one look-up a word.

    `leading` are all words that may stand before a name and belong to it, `pointing` all that may point back
    at a place, `introducing` both.
    """

    leading: Forms
    introducing: Forms
    pointing: Forms
    directions: Forms
    near: Forms
    organisations: Forms
    first_names: Forms
    lands: Forms
    border: Forms
    unlisted_after: Forms


class PlaceWords(msgspec.Struct, frozen=True):
    """Folded words; the head of each list in the data file says what it is for.

    `barred` are words that are no name by themselves. `common` are names of little-known places that are
    ordinary words too (`data/gazetteer.common.txt`).
    `generics`, `directions` and `direction_adjectives` go from a word to its kind or bearing (a letter of
    "nsew", or "" for the middle). `adjectives` goes from every form of a nationality, with and without
    article, to the country. `capitals` goes from a country to the folded name of its capital.
    """

    generics: dict[str, str]
    near: frozenset[str]
    near_of: frozenset[str]
    inside: frozenset[str]
    directions: dict[str, str]
    direction_adjectives: dict[str, str]
    countryside: frozenset[str]
    coast: frozenset[str]
    border: frozenset[str]
    prepositions: frozenset[str]
    organisations: frozenset[str]
    titles: frozenset[str]
    affiliated: frozenset[str]
    offices: frozenset[str]
    for_sake: frozenset[str]
    first_names: frozenset[str]
    strict: frozenset[str]
    weak: frozenset[str]
    never: frozenset[str]
    common: frozenset[str]
    anaphors: dict[str, tuple[str, ...]]
    homeland: frozenset[str]
    realms: dict[str, tuple[str, ...]]
    capital: frozenset[str]
    lands: frozenset[str]
    unlisted_after: frozenset[str]
    sure_heads: frozenset[str]
    plain_qualifiers: frozenset[str]
    streets: frozenset[str]
    roads: frozenset[str]
    name_heads: frozenset[str]
    preceded_by: dict[str, frozenset[str]]
    followed_by: dict[str, frozenset[str]]
    borders: dict[str, tuple[float, float]]
    adjectives: dict[str, str]
    capitals: dict[str, str]
    country_names: dict[str, str]
    barred: frozenset[str]
    forms: PlaceForms


class _Raw(msgspec.Struct, forbid_unknown_fields=True):
    generics: dict[str, list[str]]
    near: list[str]
    near_of: list[str]
    inside: list[str]
    directions: dict[str, list[str]]
    direction_adjectives: dict[str, list[str]]
    countryside: list[str]
    coast: list[str]
    border: list[str]
    prepositions: list[str]
    organisations: list[str]
    titles: list[str]
    affiliated: list[str]
    offices: list[str]
    for_sake: list[str]
    first_names: list[str]
    strict: list[str]
    weak: list[str]
    never: list[str]
    anaphors: dict[str, list[str]]
    homeland: list[str]
    realms: dict[str, list[str]]
    capital: list[str]
    lands: list[str]
    unlisted_after: list[str]
    sure_heads: list[str]
    plain_qualifiers: list[str]
    streets: list[str]
    roads: list[str]
    name_heads: list[str]
    preceded_by: dict[str, list[str]]
    followed_by: dict[str, list[str]]
    borders: dict[str, tuple[float, float]]


@cache
def place_words() -> PlaceWords:
    """The place words that ship with the package.

    Raises:
        KnowledgeError: a data file does not follow its schema.
    """
    raw = read_yaml(data_text(_FILE), _FILE, _Raw)
    adjectives, capitals, names = _countries()
    return PlaceWords(
        generics=_inverted(raw.generics),
        near=_folded(raw.near),
        near_of=_folded(raw.near_of),
        inside=_folded(raw.inside),
        directions=_bearings(raw.directions),
        direction_adjectives=_bearings(raw.direction_adjectives),
        countryside=_folded(raw.countryside),
        coast=_folded(raw.coast),
        border=_folded(raw.border),
        prepositions=_folded(raw.prepositions),
        organisations=_folded(raw.organisations),
        titles=_folded(raw.titles),
        affiliated=_folded(raw.affiliated),
        offices=_folded(raw.offices),
        for_sake=_folded(raw.for_sake),
        first_names=_folded(raw.first_names),
        strict=_folded(raw.strict),
        weak=_folded(raw.weak),
        never=_folded(raw.never),
        common=frozenset(line for line in data_text(_COMMON).splitlines() if not line.startswith("#")),
        anaphors={fold_text(word): tuple(kinds) for word, kinds in raw.anaphors.items()},
        homeland=_folded(raw.homeland),
        realms={fold_text(word): tuple(countries) for word, countries in raw.realms.items()},
        capital=_folded(raw.capital),
        lands=_folded(raw.lands),
        unlisted_after=_folded(raw.unlisted_after),
        sure_heads=_folded(raw.sure_heads),
        plain_qualifiers=_folded(raw.plain_qualifiers),
        streets=_folded(raw.streets),
        roads=_folded(raw.roads),
        name_heads=_folded(raw.name_heads),
        preceded_by={fold_text(word): _folded(before) for word, before in raw.preceded_by.items()},
        followed_by={fold_text(word): _folded(after) for word, after in raw.followed_by.items()},
        borders=raw.borders,
        adjectives=adjectives,
        capitals=capitals,
        country_names=names,
        barred=_barred(raw, frozenset(adjectives)),
        forms=_forms(raw),
    )


def _leading(raw: _Raw) -> frozenset[str]:
    lists = [*raw.generics.values(), raw.near, raw.inside, raw.countryside, raw.coast]
    bearings = [word for words in raw.directions.values() for word in words if not word.startswith("ال")]
    return _folded([*(word for words in lists for word in words), *bearings])


def _barred(raw: _Raw, adjectives: frozenset[str]) -> frozenset[str]:
    leading = _leading(raw)
    lists = [raw.never, raw.prepositions, raw.border, raw.homeland, list(raw.anaphors)]
    lists += [*raw.directions.values(), *raw.direction_adjectives.values()]
    words = leading | adjectives | _folded([word for words in lists for word in words])
    return (words | {"ال" + word for word in leading}) - NAMES_LIKE_ADJECTIVES


def _forms(raw: _Raw) -> PlaceForms:
    leading = _leading(raw)
    pointing = _folded([*raw.anaphors, *raw.realms, *raw.homeland, *raw.capital])
    return PlaceForms(
        leading=_with_proclitics(leading),
        introducing=_with_proclitics(leading | _folded([*raw.anaphors])),
        pointing=_with_proclitics(pointing),
        directions=_with_proclitics(_folded([word for words in raw.directions.values() for word in words])),
        near=_with_proclitics(_folded(raw.near)),
        organisations=_with_proclitics(_folded(raw.organisations)),
        first_names=_with_proclitics(_folded(raw.first_names)),
        lands=_with_proclitics(_folded(raw.lands)),
        border=_with_proclitics(_folded(raw.border)),
        unlisted_after=_with_proclitics(_folded(raw.unlisted_after)),
    )


def _with_proclitics(words: frozenset[str]) -> Forms:
    forms: Forms = {word: (0, word) for word in words}
    for word in sorted(words):
        for proclitic in PROCLITICS[1:]:
            # ل + «المدينة» is written «للمدينة»
            merged = proclitic.endswith("ل") and word.startswith("ال")
            forms.setdefault(proclitic + (word[1:] if merged else word), (len(proclitic), word))
    return forms


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold_text(word) for word in words)


def _inverted(lists: dict[str, list[str]]) -> dict[str, str]:
    return {fold_text(word): kind for kind, words in lists.items() for word in words}


def _bearings(lists: dict[str, list[str]]) -> dict[str, str]:
    return {word: "" if name == "middle" else name[0] for word, name in _inverted(lists).items()}


def _countries() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    adjectives: dict[str, str] = {}
    capitals: dict[str, str] = {}
    names: dict[str, str] = {}

    def take(row: dict[str, str]) -> None:
        country = row["country"]
        capitals[country] = fold_text(row["capital"])
        for name in split_list(row["names"]):
            names.setdefault(country, fold_text(name))
        for adjective in split_list(row["adjectives"]):
            stem = fold_text(adjective)
            for ending in _ENDINGS:
                adjectives.setdefault(stem + ending, country)
                adjectives.setdefault("ال" + stem + ending, country)

    columns = ("country", "name", "names", "adjectives", "capital", "lat", "lon")
    for _ in read_table(data_text(_COUNTRIES), _COUNTRIES, columns, take):
        pass
    return adjectives, capitals, names
