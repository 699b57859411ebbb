"""What each word form may begin or do in the name of a party, looked up once a form.

Names («هيئة تحرير الشام») are met as written, article and all. Nouns of the phrase grammar («مقر», «طفل») are
met with or without the article, and may carry a pronoun («مقراتهم»).
"""

from collections.abc import Iterable, Iterator
from enum import IntFlag, auto
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
_ENDINGS = ("", "ه", "ا", "ات", "ين", "ون", "تين", "تان", "ان", "يه", "و", "ي")


class Mark(IntFlag):
    """What a word does beside the name of a party."""

    QUALIFIER = auto()
    MILITARY = auto()
    CIVIL = auto()
    UNNAMED = auto()
    EPITHET = auto()
    TIE = auto()
    PROXY = auto()
    DEED = auto()
    PLACE = auto()
    AIMED = auto()
    PARTY = auto()
    SAYING = auto()
    GIVEN = auto()
    FROM = auto()
    RANK = auto()
    WEAK = auto()


_BESIDE = Mark.QUALIFIER | Mark.MILITARY | Mark.CIVIL | Mark.UNNAMED | Mark.EPITHET


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
Entry = tuple[tuple[str, ...], Meaning]
Index = dict[str, tuple[Entry, ...]]


class Adjective(NamedTuple):
    """An adjective of a nation; `people` is true of a masculine plural («الأتراك»)."""

    reading: Reading
    nation: Nation
    people: bool


class View(NamedTuple):
    """All that one word form may be. `starts` is true where it may begin the name of a party."""

    exact: tuple[tuple[Reading, tuple[Entry, ...]], ...]
    loose: tuple[tuple[Reading, tuple[Entry, ...]], ...]
    adjective: Adjective | None
    marks: Mark
    theatre: str | None
    starts: bool


class Lexicon(NamedTuple):
    """The indexes by first word, built once."""

    exact: Index
    loose: Index
    adjectives: dict[str, tuple[Nation, bool]]
    marks: dict[str, Mark]
    theatres: dict[str, str]


def bare(form: str) -> str:
    """A form without its article, as the words of a loose name after its first are met."""
    if form.startswith("ال") and len(form) > 4:
        return form[2:]
    return form[2:] if form.startswith("لل") and len(form) > 4 else form


@cache
def lexicon() -> Lexicon:
    """The indexes over all tables. Raises KnowledgeError where a data file is malformed."""
    words = actor_words()
    exact: dict[str, list[Entry]] = {}
    loose: dict[str, list[Entry]] = {}
    for name, meaning in _names():
        _add(exact, name.split(), meaning)
    for name, noun in _nouns():
        _add(loose, [bare(word) for word in name.split()], noun)
    adjectives = {
        form: (nation, people) for nation in nations().values() for form, people in _adjective_forms(nation)
    }
    theatres = {form: code for code, places in words.theatres.items() for form in _folded(places)}
    for nation in nations().values():
        if nation.is_country and nation.country:
            for name in (*nation.names, *nation.adjectives):
                for form in (name, f"{name}ه"):
                    theatres.setdefault(bare(form), nation.country)
    return Lexicon(_longest_first(exact), _longest_first(loose), adjectives, _marks(), theatres)


@lru_cache(maxsize=65536)
def view(form: str) -> View:
    """Everything a folded, lower-case word form may be in the name of a party."""
    lex = lexicon()
    exact: list[tuple[Reading, tuple[Entry, ...]]] = []
    loose: list[tuple[Reading, tuple[Entry, ...]]] = []
    adjective: Adjective | None = None
    marks = Mark(0)
    theatre: str | None = None
    for reading, stem in _readings(form):
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
        known = lex.marks.get(stem, Mark(0))
        if not reading.governs:
            marks |= known & ~_BESIDE if reading.joins else known
        else:
            marks |= known & Mark.DEED
        theatre = theatre or lex.theatres.get(stem)
    marks |= lex.marks.get(form, Mark(0))
    starts = bool(exact or loose or adjective)
    return View(tuple(exact), tuple(loose), adjective, marks, theatre, starts)


def _readings(form: str) -> Iterator[tuple[Reading, str]]:
    for prefix, stem, suffix in analyses(form):
        skip = _PREFIXES.get(prefix)
        if skip is None:
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
        for name in _folded(noun.words):
            yield name, noun
            if name.endswith("ين") and isinstance(noun, Bystander):
                # before a pronoun or a further noun the plural loses its ن: «مواطنيها»
                yield from ((name[:-2] + ending, noun) for ending in ("ي", "و"))


def _adjective_forms(nation: Nation) -> Iterator[tuple[str, bool]]:
    for adjective in nation.adjectives:
        # «كوري شمالي» is met by its first word; the country is told by the second, which is read over
        yield from adjective_forms(adjective).items()
    for plural in nation.plurals:
        yield plural, True


def _marks() -> dict[str, Mark]:
    words = actor_words()
    marks: dict[str, Mark] = {}
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
        (words.ranks, Mark.RANK),
    )  # fmt: skip
    for group, mark in inflected:
        for word in _folded(group):
            stem = bare(word)
            for form in (word, *(stem + ending for ending in _ENDINGS)):
                marks[form] = marks.get(form, Mark(0)) | mark
    for group, mark in plain:
        forms = [
            f + e for f in _folded(group) for e in (("", "ه") if mark & Mark.TIE and len(f) > 3 else ("",))
        ]
        for form in forms:
            marks[form] = marks.get(form, Mark(0)) | mark
    return marks


def _folded(words: Iterable[str]) -> Iterator[str]:
    return (" ".join(fold_text(word).lower().split()) for word in words)


def _add(index: dict[str, list[Entry]], words: list[str], meaning: Meaning) -> None:
    index.setdefault(words[0], []).append((tuple(words[1:]), meaning))


def _longest_first(index: dict[str, list[Entry]]) -> Index:
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in index.items()}
