"""Who is cited: agencies, outlets, monitors, bodies; and the words by which reports cite them.

`sources.tsv` holds the names, `source_words.yaml` the words of which other sources' names are made
(«مصدر أمني», «وزارة …»), `attribution.yaml` the verbs and particles («قال», «بحسب»). All keys that the
functions here give are folded.
"""

import re
from functools import cache
from typing import Literal, get_args
from urllib.parse import urlsplit

import msgspec

from musnad.arabic.folding import fold_text
from musnad.arabic.words import words
from musnad.knowledge.actors import parties
from musnad.knowledge.tables import data_text, read_table, read_yaml, split_list
from musnad.records import SourceKind, Stance

_TABLE = "sources.tsv"
_COLUMNS = ("name", "aliases", "headed", "english", "kind", "country", "hosts")
_KINDS = frozenset(get_args(SourceKind))
_PERSON = "person:"

VerbUse = Literal["say", "act", "relay", "record", "need", "show"]
HeadClass = Literal[
    "anonymous", "plain", "journalist", "agency", "outlet", "title", "spokesman", "commander", "body",
    "report", "statement",
]  # fmt: skip


class KnownSource(msgspec.Struct, frozen=True):
    """A source by name.

    `aliases` are tuples of folded words, the Arabic name among them; `headed` ones are common words too and
    count only after a head («وكالة …») or in quotes. `name` is the English display name.
    """

    arabic: str
    aliases: tuple[tuple[str, ...], ...]
    headed: tuple[tuple[str, ...], ...]
    name: str
    kind: SourceKind
    country: str | None
    hosts: tuple[str, ...]


class Verb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A verb of attribution by its principal parts, as in `attribution.yaml`."""

    past: str
    present: str
    use: VerbUse
    past_f: str | None = None
    participle: str | None = None
    stance: Stance = "states"
    transitive: bool = False


class AttributionWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`attribution.yaml`, as written."""

    verbs: tuple[Verb, ...]
    skip_forms: tuple[str, ...]
    particles: tuple[str, ...]
    causing: tuple[str, ...]
    masculine: tuple[str, ...]
    nouns: tuple[str, ...]
    act_nouns: tuple[str, ...]
    clause_particles: tuple[str, ...]
    resumed: tuple[str, ...]
    phrases: tuple[str, ...]
    complementizers: tuple[str, ...]
    impersonal: tuple[str, ...]
    settings: tuple[str, ...]


class SourceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`source_words.yaml`, as written."""

    anonymous: tuple[str, ...]
    adjectives: dict[SourceKind, tuple[str, ...]]
    witness: tuple[str, ...]
    activists: tuple[str, ...]
    officials: tuple[str, ...]
    officers: tuple[str, ...]
    medics: tuple[str, ...]
    experts: tuple[str, ...]
    journalists: tuple[str, ...]
    agencies: tuple[str, ...]
    outlets: tuple[str, ...]
    media: tuple[str, ...]
    reports: tuple[str, ...]
    pages: tuple[str, ...]
    statements: tuple[str, ...]
    titles: tuple[str, ...]
    spokesmen: tuple[str, ...]
    commanders: tuple[str, ...]
    honorifics: tuple[str, ...]
    official_body: tuple[str, ...]
    military: tuple[str, ...]
    armed_group: tuple[str, ...]
    monitor_ngo: tuple[str, ...]
    rescue_service: tuple[str, ...]
    medical: tuple[str, ...]
    international_body: tuple[str, ...]
    signs: dict[SourceKind, tuple[str, ...]]
    body_adjectives: tuple[str, ...]
    after_media: tuple[str, ...]
    offices: tuple[str, ...]
    office_signs: dict[SourceKind, tuple[str, ...]]
    governments: tuple[str, ...]
    given_names: tuple[str, ...]
    stop: tuple[str, ...]
    news_nouns: tuple[str, ...]
    skip: tuple[str, ...]


class Head(msgspec.Struct, frozen=True):
    """What a word says of the source whose name it begins."""

    cls: HeadClass
    kind: SourceKind


_HEADS: tuple[tuple[str, HeadClass, SourceKind], ...] = (
    ("witness", "plain", "witness"),
    ("activists", "title", "local_anonymous"),
    ("officials", "title", "official_anonymous"),
    ("officers", "title", "security_anonymous"),
    ("medics", "plain", "medical"),
    ("experts", "title", "expert"),
    ("media", "plain", "outlet"),
    ("reports", "report", "document"),
    ("pages", "plain", "social_media"),
    ("official_body", "body", "official_body"),
    ("military", "body", "military"),
    ("armed_group", "body", "armed_group"),
    ("monitor_ngo", "body", "monitor_ngo"),
    ("rescue_service", "body", "rescue_service"),
    ("medical", "body", "medical"),
    ("international_body", "body", "international_body"),
    ("titles", "title", "official_person"),
    ("commanders", "commander", "military"),
    ("spokesmen", "spokesman", "official_person"),
    ("journalists", "journalist", "own_correspondent"),
    ("agencies", "agency", "agency"),
    ("outlets", "outlet", "outlet"),
    ("statements", "statement", "document"),
    ("anonymous", "anonymous", "local_anonymous"),
)


@cache
def known_sources() -> tuple[KnownSource, ...]:
    """All sources of `sources.tsv`.

    Raises:
        KnowledgeError: the table is malformed; names the line.
    """
    return tuple(read_table(data_text(_TABLE), _TABLE, _COLUMNS, _source))


@cache
def source_index() -> dict[str, tuple[tuple[tuple[str, ...], KnownSource, bool], ...]]:
    """First folded word → (all words, source, whether it needs a head), longest names first."""
    index: dict[str, list[tuple[tuple[str, ...], KnownSource, bool]]] = {}
    for source in known_sources():
        for aliases, headed in ((source.aliases, False), (source.headed, True)):
            for alias in aliases:
                index.setdefault(alias[0], []).append((alias, source, headed))
    return {first: tuple(sorted(entries, key=lambda e: (-len(e[0]), e[2]))) for first, entries in index.items()}


@cache
def known_persons() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First folded word → (all words of a name, whose it is), longest first: the persons of `actors.tsv`."""
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for party in parties().values():
        if party.key.startswith(_PERSON):
            for name in party.names:
                index.setdefault(name.split()[0], []).append((tuple(name.split()), party.name_ar))
    return {first: tuple(sorted(names, key=lambda n: -len(n[0]))) for first, names in index.items()}


@cache
def source_words() -> SourceWords:
    """The words of `source_words.yaml`.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    return read_yaml(data_text("source_words.yaml"), "source_words.yaml", SourceWords)


@cache
def attribution_words() -> AttributionWords:
    """The words of `attribution.yaml`.

    Raises:
        KnowledgeError: the file does not follow its schema.
    """
    return read_yaml(data_text("attribution.yaml"), "attribution.yaml", AttributionWords)


@cache
def heads() -> dict[str, Head]:
    """Folded word → what it says of a source that begins with it; later tables of `_HEADS` win."""
    lists = source_words()
    return {fold_text(word): Head(cls, kind) for field, cls, kind in _HEADS for word in getattr(lists, field)}


@cache
def publishers(outlet: str | None, url: str | None) -> frozenset[str]:
    """The names (`KnownSource.name`) of whoever published a report with this outlet and address.

    `outlet` may be a host, an English name or an Arabic one.
    """
    given = {_host(outlet or ""), _host(url or "")} - {""}
    called = tuple(w.form for w in words(fold_text(outlet or "")))
    return frozenset(
        source.name
        for source in known_sources()
        if any(_same_host(host, name) for host in source.hosts for name in given)
        or (called and (called in source.aliases or source.name == outlet))
    )


@cache
def publishing_countries(outlet: str | None, url: str | None) -> frozenset[str]:
    """The countries of whoever published a report with this outlet and address."""
    names = publishers(outlet, url)
    return frozenset(source.country for source in known_sources() if source.name in names and source.country)


def host_sounds_like(host: str, name: str) -> bool:
    """Whether a web host spells an Arabic name: «عنب بلدي» and enabbaladi.net.

    Compares consonants only, of names with four or more of them, so it can be asked of outlets that
    stand in no list.

    >>> host_sounds_like("enabbaladi.net", "عنب بلدي")
    True
    """
    spoken = _squeeze("".join(_SOUNDS.get(letter, "") for letter in fold_text(name)))
    label = max(_host(host).removeprefix("www.").split("."), key=len, default="")
    letters = re.sub("[^a-z0-9]", "", label)
    spelt = _squeeze(_LATIN.sub(lambda m: _LATIN_SOUNDS.get(m.group(), m.group()), letters))
    return len(spoken) >= 4 and (spoken in spelt or (len(spelt) >= 4 and spelt in spoken))


_SOUNDS = {
    "ب": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "h", "ه": "h", "د": "d", "ض": "d",
    "ذ": "d", "ظ": "d", "ر": "r", "ز": "s", "س": "s", "ش": "s", "ص": "s", "غ": "g", "ف": "f", "ق": "k",
    "ك": "k", "ل": "l", "م": "m", "ن": "n", **{str(d): str(d) for d in range(10)},
}  # fmt: skip
_LATIN = re.compile("sh|kh|th|dh|gh|ph|ch|.")
_LATIN_SOUNDS = {
    "sh": "s", "kh": "h", "th": "t", "dh": "d", "gh": "g", "ph": "f", "ch": "s", "q": "k", "c": "k", "p": "b",
    "v": "f", "x": "ks", "z": "s", **dict.fromkeys("aeiouyw", ""),
}  # fmt: skip


def _squeeze(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)


def _host(address: str) -> str:
    try:
        netloc = urlsplit(address if "//" in address else f"//{address}").netloc
    except ValueError:
        return ""  # an address that is none
    return netloc.lower().removeprefix("www.")


def _same_host(known: str, given: str) -> bool:
    return given == known or given.endswith(f".{known}")


def _name_words(name: str) -> tuple[str, ...]:
    forms = tuple(w.form for w in words(fold_text(name)))
    if not forms:
        raise ValueError(f"«{name}» has no letters")
    return forms


def _source(row: dict[str, str]) -> KnownSource:
    if row["kind"] not in _KINDS:
        raise ValueError(f"«{row['kind']}» is not a source kind")
    headed = tuple(_name_words(alias) for alias in split_list(row["headed"]))
    names = dict.fromkeys(_name_words(alias) for alias in (row["name"], *split_list(row["aliases"])))
    return KnownSource(
        arabic=row["name"],
        aliases=tuple(name for name in names if name not in headed),
        headed=headed,
        name=row["english"],
        kind=msgspec.convert(row["kind"], SourceKind),
        country=row["country"] or None,
        hosts=split_list(row["hosts"]),
    )
