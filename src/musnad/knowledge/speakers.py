"""Whose words a source's are, by its name: «المركز الإعلامي لقسد» speaks for the SDF; and names in Arabic."""

from collections.abc import Iterator
from functools import cache

from musnad.arabic.folding import fold_text
from musnad.arabic.words import bare, words
from musnad.knowledge.actors import adjective_forms, nations, parties
from musnad.knowledge.sources import known_sources, source_index
from musnad.knowledge.tables import data_text, read_table, split_list
from musnad.records import SourceKind

# bodies that speak with one voice, whoever of them speaks: «مدير المرصد السوري فلان» is the Observatory
_ONE_VOICE: frozenset[SourceKind] = frozenset(
    ("armed_group", "military", "rescue_service", "monitor_ngo", "medical", "international_body")
)
_PROCLITICS = ("ل", "ب", "و")
_SHARED = "shared_names.tsv"


def body_in(country: str | None, written: str) -> str | None:
    """The body that a name means in a country: its English name, or the name as written where none is listed there.

    None for a name that no two countries share.
    """
    shared = shared_names().get(_key(written))
    return None if shared is None else shared.get(country or "", written)


@cache
def body_of(name: str) -> str | None:
    """The body of one voice that a source of this name is, or speaks for, by its English name; None for any other."""
    # «Houthis (Ansar Allah)» is how the table of parties has the Houthis
    for short in (name, name.partition(" (")[0]):
        if short in _of_one_voice():
            return short
    forms = [word.form for word in words(fold_text(name))]
    for at in range(len(forms)):
        for first in _readings(forms[at]):
            for alias, source, headed in source_index().get(first, ()):
                if source.kind in _ONE_VOICE and not headed and [first, *forms[at + 1 : at + len(alias)]] == [*alias]:
                    return source.name
    return None


@cache
def shared_names() -> dict[str, dict[str, str]]:
    """Folded name → country (ISO alpha-2) → English name of the body that bears it there (`shared_names.tsv`).

    Raises:
        KnowledgeError: the table is malformed, or names a source that there is not; names the line.
    """
    return read_shared_names(data_text(_SHARED), _SHARED)


def read_shared_names(text: str, name: str) -> dict[str, dict[str, str]]:
    """The names in a table; `name` is for error messages.

    Raises:
        KnowledgeError: see `shared_names`.
    """
    known = {source.name for source in known_sources()}

    def make(row: dict[str, str]) -> tuple[tuple[str, ...], dict[str, str]]:
        bodies: dict[str, str] = {}
        for said in split_list(row["bodies"]):
            country, equals, body = (part.strip() for part in said.partition("="))
            if not equals or body not in known:
                raise ValueError(f"«{said}» is not a country = a source of sources.tsv")
            bodies[country] = body
        return split_list(row["names"]), bodies

    rows = read_table(text, name, ("names", "bodies"), make)
    return {_key(one): bodies for names, bodies in rows for one in names}


def names_of(asked: str) -> frozenset[str]:
    """The English names of the parties and sources that the tables know by this name, in any spelling."""
    return _by_alias().get(_key(asked), frozenset())


@cache
def _by_alias() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for party in parties().values():
        for alias in (*party.names, party.name_ar, party.key):
            found.setdefault(_key(alias), set()).add(party.name_en)
    for source in known_sources():
        for alias in (source.arabic, *map(" ".join, (*source.aliases, *source.headed))):
            found.setdefault(_key(alias), set()).add(source.name)
    return {alias: frozenset(names) for alias, names in found.items()}


def _key(name: str) -> str:
    """The form in which names are compared here: folded words."""
    return " ".join(word.form for word in words(fold_text(name.casefold())))


@cache
def countries() -> dict[str, str]:
    """The country (ISO alpha-2) of each source and party that the tables know and that has one, by its English name."""
    of_parties = {party.name_en: party.country for party in parties().values() if party.country}
    return of_parties | {source.name: source.country for source in known_sources() if source.country}


@cache
def words_of_countries() -> dict[str, frozenset[str]]:
    """Country (ISO alpha-2) → folded words that name it or what is its own, without articles: «ليبيا», «ليبية»."""
    found: dict[str, set[str]] = {}
    for nation in nations().values():
        if nation.country:
            there = found.setdefault(nation.country, set())
            there.update(name for name in (*nation.names, *nation.plurals) if " " not in name)
            there.update(form for adjective in nation.adjectives for form in adjective_forms(adjective))
    return {country: frozenset(map(bare, there)) for country, there in found.items()}


@cache
def arabic_names() -> dict[str, str]:
    """The Arabic name of each source and party that the tables know, by its English one."""
    of_parties = {party.name_en: party.name_ar for party in parties().values()}
    return of_parties | {source.name: source.arabic for source in known_sources()}


@cache
def _of_one_voice() -> frozenset[str]:
    return frozenset(source.name for source in known_sources() if source.kind in _ONE_VOICE)


def _readings(form: str) -> Iterator[str]:
    """The word as it stands, and without what may be glued to it."""
    yield form
    if form[:1] in _PROCLITICS:
        yield form[1:]
        if form.startswith("لل"):
            yield f"ال{form[2:]}"
