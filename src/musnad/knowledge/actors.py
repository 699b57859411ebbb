"""Parties to conflict, countries with their adjectives, and the words that make parties of other words.

Data: `actors.tsv`, `nationalities.tsv`, `actor_words.yaml`. Everything is folded at load.
"""

from functools import cache
from typing import Literal, get_args

import msgspec

from musnad.arabic.folding import fold_text
from musnad.knowledge.tables import data_text, read_table, read_yaml, split_list
from musnad.records import PartyKind

ACTORS, NATIONS, WORDS = "actors.tsv", "nationalities.tsv", "actor_words.yaml"
_ACTOR_COLUMNS = ("key", "name_en", "name_ar", "aliases", "kind", "country", "flies")
_NATION_COLUMNS = ("key", "country", "name_en", "names", "seats", "adjectives", "plurals", "flies")
_KINDS = frozenset(get_args(PartyKind))

HeadRole = Literal["force", "organ", "irregular", "person", "title", "object"]


class KnownParty(msgspec.Struct, frozen=True):
    """A party to conflict that the tables know.

    `names` are folded. `kind` holds on the party's own ground, `country` (ISO alpha-2, None for bodies of
    many countries): a `state` is a `foreign_state` elsewhere. `flies` is true where an unqualified «قصف» of
    the party is from the air. A part of a party has the party's key before a colon («il:forces»).
    """

    key: str
    name_en: str
    name_ar: str
    names: tuple[str, ...]
    kind: PartyKind
    country: str | None
    flies: bool


class Nation(msgspec.Struct, frozen=True):
    """A country, or a group with an adjective of its own («حوثي»). Names and adjectives are folded.

    `key` is the country's ISO code in lower case, or the group's key in the table of parties. `seats` are
    capitals and palaces that stand for the government. `adjectives` are masculine singular; `plurals` the
    irregular ones.
    """

    key: str
    country: str | None
    name_en: str
    names: tuple[str, ...]
    seats: tuple[str, ...]
    adjectives: tuple[str, ...]
    plurals: tuple[str, ...]
    flies: bool

    @property
    def is_country(self) -> bool:
        """False for a group such as the Houthis."""
        return self.country is not None and self.key == self.country.lower()


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that name a party by whose they are: «قوات», «مقر», «قيادي».

    `alone` says when they name one with nobody told. `kind` and `key` are what they mean then. `suffix` ends
    the key of a country's party. `flies` is true where the noun is of the air.
    """

    role: HeadRole
    words: tuple[str, ...]
    kind: PartyKind
    key: str
    alone: Literal["never", "definite", "always"]
    suffix: str = ""
    flies: bool = False


class Anaphor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A short name for a party named before («التنظيم», «الاحتلال»).

    `fits` are the keys and kinds it may stand for, `by` the party by the country the report is about,
    `otherwise` the party where nothing decides («ANY:kind:name» for one that is not in the tables). With
    `seen`, it means nothing unless a party that fits was named before.
    """

    words: tuple[str, ...]
    fits: tuple[str, ...]
    by: dict[str, str] = {}
    otherwise: str = ""
    seen: bool = False


class Bystander(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for people and things of no side: civilians, journalists, aid workers."""

    kind: PartyKind
    key: str
    words: tuple[str, ...]


class ActorWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The phrase grammar of parties, as `actor_words.yaml` has it. Words are not folded here."""

    heads: tuple[Head, ...]
    qualifiers: tuple[str, ...]
    military: tuple[str, ...]
    civil: tuple[str, ...]
    unnamed: tuple[str, ...]
    epithets: tuple[str, ...]
    ties: tuple[str, ...]
    proxies: tuple[str, ...]
    between: tuple[str, ...]
    arms: dict[str, str]
    irregular_kinds: dict[str, PartyKind]
    irregular_keys: dict[str, str]
    weak_adjectives: tuple[str, ...]
    deeds: tuple[str, ...]
    anaphors: tuple[Anaphor, ...]
    civilians: tuple[Bystander, ...]
    silent: tuple[str, ...]
    place_words: tuple[str, ...]
    aimed: tuple[str, ...]
    from_party: tuple[str, ...]
    party_words: tuple[str, ...]
    saying: tuple[str, ...]
    ranks: tuple[str, ...]
    times: tuple[str, ...]
    given_names: tuple[str, ...]
    befalling: tuple[str, ...]
    counting: tuple[str, ...]
    beside_drones: tuple[str, ...]
    war_capitals: tuple[str, ...]
    theatres: dict[str, tuple[str, ...]]


@cache
def parties() -> dict[str, KnownParty]:
    """The parties of `actors.tsv` by key.

    Raises:
        KnowledgeError: a malformed row, or a key or name given twice, with file and line.
    """
    return read_parties(data_text(ACTORS), ACTORS)


def read_parties(text: str, name: str) -> dict[str, KnownParty]:
    """The parties of a table in the form of `actors.tsv`, by key. Raises KnowledgeError."""
    owners: dict[str, str] = {}
    found: dict[str, KnownParty] = {}

    def make(row: dict[str, str]) -> KnownParty:
        key = row["key"]
        if not key or key in found:
            raise ValueError(f"key {key!r} is {'given twice' if key else 'empty'}")
        if row["kind"] not in _KINDS:
            raise ValueError(f"{row['kind']!r} is not a kind of party")
        names = _folded((row["name_ar"], *split_list(row["aliases"])))
        _claim(names, key, owners)
        return KnownParty(
            key, row["name_en"], row["name_ar"], names, msgspec.convert(row["kind"], PartyKind),
            _country(row["country"]), _yes(row["flies"]),
        )  # fmt: skip

    for party in read_table(text, name, _ACTOR_COLUMNS, make):
        found[party.key] = party
    return found


@cache
def nations() -> dict[str, Nation]:
    """The rows of `nationalities.tsv` by key.

    Raises:
        KnowledgeError: a malformed row, or a key, name or adjective given twice, with file and line.
    """
    return read_nations(data_text(NATIONS), NATIONS)


def read_nations(text: str, name: str) -> dict[str, Nation]:
    """The countries of a table in the form of `nationalities.tsv`, by key. Raises KnowledgeError."""
    owners: dict[str, str] = {}
    found: dict[str, Nation] = {}

    def make(row: dict[str, str]) -> Nation:
        key = row["key"]
        if not key or key in found:
            raise ValueError(f"key {key!r} is {'given twice' if key else 'empty'}")
        names, seats = _folded(split_list(row["names"])), _folded(split_list(row["seats"]))
        adjectives, plurals = _folded(split_list(row["adjectives"])), _folded(split_list(row["plurals"]))
        _claim((*names, *seats, *adjectives, *plurals), key, owners)
        return Nation(
            key,
            _country(row["country"]),
            row["name_en"],
            names,
            seats,
            adjectives,
            plurals,
            _yes(row["flies"]),
        )

    for nation in read_table(text, name, _NATION_COLUMNS, make):
        found[nation.key] = nation
    return found


@cache
def actor_words() -> ActorWords:
    """The phrase grammar of `actor_words.yaml`.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    return read_actor_words(data_text(WORDS), WORDS)


def read_actor_words(text: str, name: str) -> ActorWords:
    """A phrase grammar in the form of `actor_words.yaml`. Raises KnowledgeError."""
    return read_yaml(text, name, ActorWords)


def adjective_forms(adjective: str) -> dict[str, bool]:
    """The inflected forms of a folded adjective, without article: form → whether it is a masculine plural.

    >>> sorted(adjective_forms("روسي"))[:3]
    ['روسي', 'روسيا', 'روسيات']
    """
    singular = ("", "ا", "ه", "تين", "تان", "ات", "ان")
    forms = {adjective + ending: False for ending in singular}
    # «كوري شمالي»: both words agree
    if " " in adjective:
        first, second = adjective.split(" ", 1)
        forms = {f"{first}{ending} {second}{ending}": False for ending in ("", "ه", "ين", "تين", "ا")}
    return forms | {adjective + ending: True for ending in ("ين", "ون", "و")}


def _folded(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(fold_text(name).lower().split()) for name in names if name)


def _claim(names: tuple[str, ...], key: str, owners: dict[str, str]) -> None:
    for name in names:
        if name in owners:
            raise ValueError(f"name {name!r} is given twice, to {owners[name]} and {key}")
        owners[name] = key


def _country(cell: str) -> str | None:
    if cell and not (len(cell) == 2 and cell.isascii() and cell.isupper()):
        raise ValueError(f"{cell!r} is not an ISO alpha-2 code")
    return cell or None


def _yes(cell: str) -> bool:
    if cell not in ("", "yes"):
        raise ValueError(f"{cell!r} where 'yes' or nothing is expected")
    return cell == "yes"


__all__ = [
    "ActorWords", "Anaphor", "Bystander", "Head", "HeadRole", "KnownParty", "Nation", "actor_words",
    "adjective_forms", "nations", "parties", "read_actor_words", "read_nations", "read_parties",
]  # fmt: skip
