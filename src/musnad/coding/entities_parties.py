"""Who a name, an adjective or a short name stands for, given what the report named before."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from musnad.coding.entities_lexicon import Country, View
from musnad.knowledge.actors import Anaphor, Head, KnownParty, Nation, actor_words, nations, parties
from musnad.records import PartyKind

_MEMORY = 30
_ANY = "ANY:"


class Who(NamedTuple):
    """A party that words stand for. Fields as in `ActorMention`; `name` is empty for one without a name."""

    key: str
    name: str
    kind: PartyKind
    country: str | None = None
    flies: bool = False


def theatre_of(views: Sequence[View]) -> str | None:
    """The country a report is most about, by its places and the countries it names."""
    counts = Counter(view.theatre for view in views if view.theatre)
    at_war = {country: n for country, n in counts.items() if country in actor_words().theatres}
    ranking = at_war or counts
    return max(ranking, key=lambda country: ranking[country]) if ranking else None


def who_is(party: KnownParty) -> Who:
    """The party itself."""
    return Who(party.key, party.name_en, party.kind, party.country, party.flies)


def who_governs(country: Country | Nation) -> Who:
    """The state of a country, as one acts by its name."""
    nation = country.nation if isinstance(country, Country) else country
    known = parties().get(nation.key)
    if known is not None:
        return who_is(known)
    return Who(nation.key, nation.name_en, "state", nation.country, nation.flies)


def who_of_state(key: str, country: str) -> Who:
    """A government or an arm of it (`sy`, `sy:forces`), named as the tables name it."""
    known = parties().get(key)
    if known is not None:
        return who_is(known)
    land, _, arm = key.partition(":")
    nation = nations().get(land)
    return Who(key, _arm_of(nation, arm or "government") if nation else "", "state", country)


def _arm_of(nation: Nation, arm: str) -> str:
    return f"{nation.name_en} {actor_words().arms.get(arm, arm)}"


def who_of_nation(nation: Nation, head: Head | None) -> Who:
    """Whose a noun with an adjective of nation is: «طيران روسي», «ميليشيا إيرانية», «قيادي حوثي».

    Without a noun («غارة روسية») it is the nation's armed forces.
    """
    if not nation.is_country:
        return who_is(parties()[nation.key])
    role = head.role if head else "force"
    if role in ("organ", "title"):
        return who_governs(nation)
    if head and (role == "irregular" or head.key in ("fighters", "unknown_gunmen")):
        return _irregular(nation.key, f"{nation.name_en} armed groups", nation.country)
    suffix = head.suffix if head and head.suffix not in ("", "factions") else "forces"
    known = parties().get(f"{nation.key}:{suffix}")
    flies = nation.flies or bool(head and head.flies)
    if known is not None:
        return who_is(known)._replace(flies=known.flies or flies)
    return Who(f"{nation.key}:{suffix}", _arm_of(nation, suffix), "state", nation.country, flies)


def who_is_backed_by(backer: Who) -> Who:
    """A party told only by who stands behind it: «فصائل مدعومة من …»."""
    if backer.key.startswith("proxy:"):
        return backer
    kinds = actor_words().irregular_kinds
    kind = kinds.get(backer.key) or kinds.get(backer.key.split(":")[0]) or "militia"
    return Who(f"proxy:{backer.key}", f"Forces backed by {backer.name}" if backer.name else "", kind)


def who_is_meant(anaphor: Anaphor, named: Sequence[Who], theatre: str | None) -> Who | None:
    """The party that a short name stands for: the last one named that fits, else by the country at war."""
    fits = frozenset(anaphor.fits)
    for who in reversed(named[-_MEMORY:]):
        if not fits.isdisjoint(_labels(who)):
            return who
    key = anaphor.by.get(theatre or "")
    if key is None:
        if anaphor.seen:
            return None
        key = anaphor.otherwise
    if key.startswith(_ANY):
        return _any_party(key, theatre)
    known = parties().get(key)
    if known is not None:
        return who_is(known)
    nation = nations().get(key)
    return who_governs(nation) if nation else None


def _labels(who: Who) -> set[str]:
    labels = {who.key, who.kind}
    whole = parties().get(who.key.split(":")[0])
    # a part of a movement answers to its name; a country's army, police and opposition keep their own keys
    if whole is not None and whole.kind == who.kind != "state":
        labels.add(whole.key)
    if who.kind == "state" and not who.key.startswith("person:"):
        if ":" not in who.key:
            labels.add("STATE:")
        elif who.key.endswith((":forces", ":airforce")):
            labels.add("STATE:forces")
    return labels


@cache
def _any_party(key: str, theatre: str | None) -> Who:
    _, kind, name = key.split(":")
    slug = name.lower().replace(" ", "_")
    if kind == "state" and theatre:
        # the government's own names share the country's key, its army's end in «forces»
        land = theatre.lower()
        return who_of_state(land if slug == "government" else f"{land}:forces", theatre)
    return Who(slug, "", _kind(kind))


def _kind(word: str) -> PartyKind:
    kinds: dict[str, PartyKind] = {
        "militia": "militia", "rebel": "rebel", "political": "political", "state": "state",
    }  # fmt: skip
    return kinds.get(word, "unknown")


def _irregular(key: str, name: str, country: str | None) -> Who:
    words = actor_words()
    known = parties().get(words.irregular_keys.get(key, ""))
    if known is not None:
        return who_is(known)
    return Who(f"{key}:factions", name, words.irregular_kinds.get(key, "militia"), country)
