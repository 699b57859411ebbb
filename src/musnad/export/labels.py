"""The words that shown reports use, in Arabic and English (`data/labels.yaml`)."""

from functools import cache
from typing import Literal

import msgspec

from musnad.knowledge.ontology import Language, event_types
from musnad.knowledge.tables import data_text, read_table, read_yaml, split_list
from musnad.records import GroupKind, Modality, PartyKind, PlacePrecision, SourceKind, Stance, Status, TimePrecision

Section = Literal[
    "modality",
    "stance",
    "party",
    "source",
    "place",
    "time",
    "group",
    "family",
    "status",
    "field",
    "count",
    "date",
    "weekday",
    "month",
    "note",
    "say",
]
_FILE = "labels.yaml"
_COUNTRIES = ("countries.tsv", ("country", "name", "names", "adjectives", "capital", "lat", "lon"))
_PROVINCES = ("gazetteer.provinces.tsv", ("country", "name", "names", "lat", "lon", "wof"))
_FEW = 10


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    en: str
    ar: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    modality: dict[Modality, _Words]
    stance: dict[Stance, _Words]
    party: dict[PartyKind, _Words]
    source: dict[SourceKind, _Words]
    place: dict[PlacePrecision, _Words]
    time: dict[TimePrecision, _Words]
    group: dict[GroupKind, _Words]
    family: dict[str, _Words]
    status: dict[Status, _Words]
    field: dict[str, _Words]
    count: dict[str, _Words]
    date: dict[str, _Words]
    weekday: dict[str, _Words]
    month: dict[str, _Words]
    note: dict[str, _Words]
    say: dict[str, _Words]


class Labels(msgspec.Struct, frozen=True):
    """All labels in one language."""

    lang: Language
    sections: dict[str, dict[str, str]]
    countries: dict[str, str]
    provinces: dict[tuple[str, str], str]

    @property
    def right_to_left(self) -> bool:
        """Whether this language is written from the right."""
        return self.lang == "ar"

    def of(self, section: Section, key: str) -> str:
        """The words for `key` of `section`; the key itself where it has none."""
        return self.sections[section].get(key, key)

    def say(self, key: str) -> str:
        """One of the general words."""
        return self.sections["say"][key]

    def type(self, name: str) -> str:
        """The label of an event type; the type itself where the ontology does not know it."""
        known = event_types().get(name)
        return known.label(self.lang) if known else name

    def family(self, type_name: str) -> str:
        """The family of an event type, `other` where there is no label for it."""
        family = type_name.partition(".")[0]
        return family if family in self.sections["family"] else "other"

    def country(self, code: str) -> str:
        """The name of a country by its ISO code; the code where it is not listed."""
        return self.countries.get(code, code)

    def province(self, country: str | None, name: str) -> str:
        """The name of a first-level division as readers of this language know it."""
        return self.provinces.get((country or "", name), name)

    def number_of(self, what: Literal["events", "reports"], n: int) -> str:
        """«3 events», in the form that the number asks for."""
        return self.sections["count"][f"{what}_{_form(n)}"].format(n=n)


def _form(n: int) -> str:
    """The form of a counted noun. In Arabic the last two digits decide: 103 is counted as 3 is."""
    if n in {1, 2}:
        return str(n)
    rest = n % 100
    if rest <= 2 < n:
        return "hundred"
    return "few" if 0 < rest <= _FEW else "many"


@cache
def labels(lang: Language) -> Labels:
    """The labels in `lang`.

    Raises:
        KnowledgeError: a data file does not follow its schema.
    """
    file = read_yaml(data_text(_FILE, "musnad.export"), _FILE, _File)
    sections = {
        section: {str(key): getattr(words, lang) for key, words in getattr(file, section).items()}
        for section in file.__struct_fields__
    }
    return Labels(lang, sections, _countries(lang), _provinces(lang))


def _countries(lang: Language) -> dict[str, str]:
    name, columns = _COUNTRIES
    rows = read_table(data_text(name), name, columns, dict)
    return {row["country"]: _local(row, lang) for row in rows}


def _provinces(lang: Language) -> dict[tuple[str, str], str]:
    name, columns = _PROVINCES
    rows = read_table(data_text(name), name, columns, dict)
    return {(row["country"], row["name"]): _local(row, lang) for row in rows}


def _local(row: dict[str, str], lang: Language) -> str:
    arabic = split_list(row["names"])
    return arabic[0] if lang == "ar" and arabic else row["name"]
