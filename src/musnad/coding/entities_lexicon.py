"""What each word form may begin or do in the name of a party, looked up once a form.

Names («هيئة تحرير الشام») are met as written, article and all. Nouns of the phrase grammar («مقر», «طفل») are
met with or without the article, and may carry a pronoun («مقراتهم»).
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from musnad.arabic.clitics import analyses
from musnad.arabic.folding import fold_text
from musnad.knowledge.actors import (
    Anaphor,
    Bystander,
    Head,
    KnownParty,
    Nation,
    actor_words,
    adjective_forms,
    nations,
    parties,
)

_PREFIXES = {
    "": 0, "و": 1, "ف": 1, "ال": 0, "وال": 1, "فال": 1, "ب": 1, "بال": 1, "وب": 2, "وبال": 2, "فب": 2, "ل": 1,
    "لل": 1, "ول": 2, "ولل": 2, "فل": 2, "ك": 1, "كال": 1, "وك": 2,
}  # fmt: skip
_COUNTED = frozenset(("person", "object"))
_SHORTEST = 3
_ENDINGS = ("", "ه", "ا", "ات", "ين", "ون", "تين", "تان", "ان", "يه", "و", "ي")


class Mark:
    """What a word does beside the name of a party, as bits (plain integers: this is the inner loop)."""

    QUALIFIER = 1 << 0
    MILITARY = 1 << 1
    CIVIL = 1 << 2
    UNNAMED = 1 << 3
    EPITHET = 1 << 4
    TIE = 1 << 5
    PROXY = 1 << 6
    DEED = 1 << 7
    PLACE = 1 << 8
    AIMED = 1 << 9
    PARTY = 1 << 10
    SAYING = 1 << 11
    GIVEN = 1 << 12
    FROM = 1 << 13
    RANK = 1 << 14
    WEAK = 1 << 15
    BEFALLING = 1 << 16
    COUNTING = 1 << 17
    BESIDE = QUALIFIER | MILITARY | CIVIL | UNNAMED | EPITHET


class Reading(NamedTuple):
    """How a form was cut: letters of attached particles, conjunction, preposition, article, pronoun."""

    skip: int
    joins: bool
    governs: str
    definite: bool
    pronoun: bool


class Country(NamedTuple):
    """A country by its name or, with `seat`, by its capital or palace."""

    nation: Nation
    seat: bool


class Silent(NamedTuple):
    """A name that is no party's and is read over."""


Meaning = KnownParty | Country | Anaphor | Silent | Head | Bystander
Rest = tuple[tuple[str, ...], Meaning]


class Entries(NamedTuple):
    """The names that begin with one word: by their second word, longest first, and the word alone."""

    longer: dict[str, tuple[Rest, ...]]
    alone: Meaning | None


Index = dict[str, Entries]


class Adjective(NamedTuple):
    """An adjective of a nation; `people` is true of a masculine plural («الأتراك»)."""

    reading: Reading
    nation: Nation
    people: bool


class View(NamedTuple):
    """All that one word form may be. `starts` is true where it may begin the name of a party."""

    exact: tuple[tuple[Reading, Entries], ...]
    loose: tuple[tuple[Reading, Entries], ...]
    adjective: Adjective | None
    marks: int
    theatre: str | None
    starts: bool


class Lexicon(NamedTuple):
    """The indexes by first word, built once."""

    exact: Index
    loose: Index
    adjectives: dict[str, tuple[Nation, bool]]
    marks: dict[str, int]
    theatres: dict[str, str]
    known: frozenset[str]


def bare(form: str) -> str:
    """A form without its article, as the words of a loose name after its first are met."""
    if form.startswith("ال") and len(form) > 4:
        return form[2:]
    return form[2:] if form.startswith("لل") and len(form) > 4 else form


@cache
def lexicon() -> Lexicon:
    """The indexes over all tables. Raises KnowledgeError where a data file is malformed."""
    words = actor_words()
    exact: dict[str, list[Rest]] = {}
    loose: dict[str, list[Rest]] = {}
    for name, meaning in _names():
        _add(exact, name.split(), meaning)
    for name, noun in _nouns():
        _add(loose, [_folded_bare(word) for word in name.split()], noun)
    adjectives = {form: (nation, people) for nation in nations().values() for form, people in _adjective_forms(nation)}
    marks = _marks()
    theatres = {form: code for code, places in words.theatres.items() for form in _folded(places)}
    for nation in nations().values():
        if nation.is_country and nation.country:
            for name in (*nation.names, *(a for a in nation.adjectives if not marks.get(a, 0) & Mark.WEAK)):
                for form in (name, f"{name}ه"):
                    theatres.setdefault(bare(form), nation.country)
    known = {*loose, *adjectives, *marks, *theatres, *exact, *(bare(first) for first in exact)}
    return Lexicon(_by_second_word(exact), _by_second_word(loose), adjectives, marks, theatres, frozenset(known))


@lru_cache(maxsize=65536)
def view(form: str) -> View:
    """Everything a folded, lower-case word form may be in the name of a party."""
    lex = lexicon()
    exact: list[tuple[Reading, Entries]] = []
    loose: list[tuple[Reading, Entries]] = []
    adjective: Adjective | None = None
    marks = 0
    theatre: str | None = None
    for reading, stem in _readings(form, lex.known):
        name = f"ال{stem}" if reading.definite else stem
        if not reading.pronoun and name in lex.exact:
            exact.append((reading, lex.exact[name]))
        if stem in lex.loose:
            loose.append((reading, lex.loose[stem]))
        if reading.pronoun:
            continue
        if adjective is None and stem in lex.adjectives:
            adjective = Adjective(reading, *lex.adjectives[stem])
        # a word joined by «و» opens a new noun, it qualifies none; one governed by «ب» may still be a deed
        known = lex.marks.get(stem, 0)
        if not reading.governs:
            marks |= known & ~Mark.BESIDE if reading.joins else known
        else:
            marks |= known & (Mark.DEED | Mark.BEFALLING)
        theatre = theatre or lex.theatres.get(stem)
    marks |= lex.marks.get(form, 0)
    starts = bool(exact or loose or adjective)
    return View(tuple(exact), tuple(loose), adjective, marks, theatre, starts)


def _readings(form: str, known: frozenset[str]) -> Iterator[tuple[Reading, str]]:
    for prefix, stem, suffix in analyses(form):
        skip = _PREFIXES.get(prefix)
        # «ـي», «ـك» are pronouns of speech, and on these words far more often chance likenesses
        if skip is None or stem not in known or suffix in ("ي", "ني", "ك"):
            continue
        definite = prefix.endswith("ال") or prefix.endswith("لل")
        governs = prefix.removesuffix("ال").lstrip("وف")[:1]
        yield Reading(skip, prefix[:1] in ("و", "ف"), governs, definite, bool(suffix)), stem


def _names() -> Iterator[tuple[str, Meaning]]:
    # a name that is also the country's is met as the country, which is a party only in some places
    lands = {name for nation in nations().values() for name in nation.names}
    for party in parties().values():
        for name in party.names:
            if name not in lands:
                yield name, party
    for nation in nations().values():
        for name in nation.names:
            yield name, Country(nation, False)
        for name in nation.seats:
            yield name, Country(nation, True)
    for anaphor in actor_words().anaphors:
        for name in _folded(anaphor.words):
            yield name, anaphor
    for name in _folded(actor_words().silent):
        yield name, Silent()


def _nouns() -> Iterator[tuple[str, Head | Bystander]]:
    nouns: tuple[Head | Bystander, ...] = (*actor_words().heads, *actor_words().civilians)
    for noun in nouns:
        for name in noun.words:
            yield name, noun
            if isinstance(noun, Bystander) or noun.role in _COUNTED:
                yield from ((dual, noun) for dual in _duals(name))
            if name.endswith("ين") and isinstance(noun, Bystander):
                # before a pronoun or a further noun the plural loses its ن: «مواطنيها»
                yield from ((name[:-2] + ending, noun) for ending in ("ي", "و"))


def _duals(name: str) -> tuple[str, ...]:
    """«طفلين», «طفلان» of «طفل»; plurals give forms that no text holds."""
    if " " in name or len(name) < _SHORTEST or name.endswith(("ين", "ون", "ات", "ان", "ا", "اء", "ى", "و")):
        return ()
    stem = name[:-1] + "ت" if name.endswith(("ة", "ه")) else name
    return f"{stem}ين", f"{stem}ان"


def _adjective_forms(nation: Nation) -> Iterator[tuple[str, bool]]:
    for adjective in nation.adjectives:
        # «كوري شمالي» is met by its first word; the country is told by the second, which is read over
        yield from adjective_forms(adjective).items()
    for plural in nation.plurals:
        yield plural, True


def _marks() -> dict[str, int]:
    words = actor_words()
    marks: dict[str, int] = {}
    inflected = (
        (words.qualifiers, Mark.QUALIFIER),
        (words.military, Mark.MILITARY | Mark.QUALIFIER),
        (words.civil, Mark.CIVIL),
        (words.unnamed, Mark.UNNAMED),
        (words.epithets, Mark.EPITHET),
        (words.weak_adjectives, Mark.WEAK),
    )
    plain = (
        (words.ties, Mark.TIE), (words.proxies, Mark.PROXY), (words.deeds, Mark.DEED),
        (words.place_words, Mark.PLACE), (words.aimed, Mark.AIMED), (words.party_words, Mark.PARTY),
        (words.saying, Mark.SAYING), (words.given_names, Mark.GIVEN), (words.from_party, Mark.FROM),
        (words.ranks, Mark.RANK), (words.befalling, Mark.BEFALLING), (words.counting, Mark.COUNTING),
    )  # fmt: skip
    for group, mark in inflected:
        for word in _folded(group):
            stem = bare(word)
            for form in (word, *(stem + ending for ending in _ENDINGS)):
                marks[form] = marks.get(form, 0) | mark
    for group, mark in plain:
        forms = [f + e for f in _folded(group) for e in (("", "ه") if mark & Mark.TIE and len(f) > 3 else ("",))]
        for form in forms:
            marks[form] = marks.get(form, 0) | mark
    return marks


def _folded_bare(word: str) -> str:
    # the article is told before folding: the «ال» of «آليات» and «ألغام» is none
    return fold_text(word.removeprefix("ال") if len(word) > 4 else word).lower()


def _folded(words: Iterable[str]) -> Iterator[str]:
    return (" ".join(fold_text(word).lower().split()) for word in words)


def _add(index: dict[str, list[Rest]], words: list[str], meaning: Meaning) -> None:
    index.setdefault(words[0], []).append((tuple(words[1:]), meaning))


def _by_second_word(index: dict[str, list[Rest]]) -> Index:
    ready: Index = {}
    for first, names in index.items():
        longer: dict[str, list[Rest]] = {}
        for name in sorted(names, key=lambda n: -len(n[0])):
            if name[0]:
                longer.setdefault(name[0][0], []).append(name)
        alone = next((meaning for rest, meaning in names if not rest), None)
        ready[first] = Entries({second: tuple(group) for second, group in longer.items()}, alone)
    return ready
