"""Means of attack and the class by which they decide an event's type. Data: `weapons.tsv`."""

from functools import cache
from typing import Literal, get_args

import msgspec

from musnad.arabic.folding import fold_text
from musnad.knowledge.tables import data_text, read_table, split_list

WEAPONS = "weapons.tsv"
_COLUMNS = ("key", "name_en", "terms", "class", "platform")

WeaponClass = Literal["air", "drone", "shelling", "explosive", "suicide", "chemical", "small_arms", "none"]
_CLASSES = frozenset(get_args(WeaponClass))


class KnownWeapon(msgspec.Struct, frozen=True):
    """A means of attack: `terms` are folded and without article; `platform` is true where they name the
    aircraft, raid or crew («غارة», «طائرة حربية») and not what was fired. Class `none` is for words that hold
    the name of a weapon and are none («وقف إطلاق النار»): they are read over.
    """

    key: str
    name_en: str
    terms: tuple[str, ...]
    weapon_class: WeaponClass
    platform: bool


@cache
def weapons() -> dict[str, KnownWeapon]:
    """The means of attack of `weapons.tsv` by key.

    Raises:
        KnowledgeError: a malformed row, or a key or term given twice, with file and line.
    """
    return read_weapons(data_text(WEAPONS), WEAPONS)


def read_weapons(text: str, name: str) -> dict[str, KnownWeapon]:
    """The means of attack of a table in the form of `weapons.tsv`, by key. Raises KnowledgeError."""
    owners: dict[str, str] = {}
    found: dict[str, KnownWeapon] = {}

    def make(row: dict[str, str]) -> KnownWeapon:
        key = row["key"]
        if not key or key in found:
            raise ValueError(f"key {key!r} is {'given twice' if key else 'empty'}")
        if row["class"] not in _CLASSES:
            raise ValueError(f"{row['class']!r} is not a class of weapon")
        if row["platform"] not in ("", "yes"):
            raise ValueError(f"{row['platform']!r} where 'yes' or nothing is expected")
        terms = tuple(_bare(term) for term in split_list(row["terms"]))
        for term in terms:
            if term in owners:
                raise ValueError(f"term {term!r} is given twice, to {owners[term]} and {key}")
            owners[term] = key
        weapon_class = msgspec.convert(row["class"], WeaponClass)
        return KnownWeapon(key, row["name_en"], terms, weapon_class, row["platform"] == "yes")

    for weapon in read_table(text, name, _COLUMNS, make):
        found[weapon.key] = weapon
    return found


def _bare(term: str) -> str:
    """A term as it is looked up: folded, each word without its article."""
    # the article is told before folding: the «ال» of «ألغام» is none
    words = (word.removeprefix("ال") if len(word) > 4 else word for word in term.split())
    return fold_text(" ".join(words)).lower()
