"""The means of attack that a report names."""

from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec

from musnad.arabic.clitics import analyses
from musnad.arabic.folding import fold_text
from musnad.coding.document import Document
from musnad.coding.entities_lexicon import bare
from musnad.knowledge.actors import actor_words
from musnad.knowledge.weapons import KnownWeapon, WeaponClass, weapons
from musnad.records import Span

_Entries = tuple[tuple[tuple[str, ...], KnownWeapon], ...]
_SKIPS = {
    "": 0, "و": 1, "ف": 1, "ال": 0, "وال": 1, "فال": 1, "ب": 1, "بال": 1, "وب": 2, "وبال": 2, "فب": 2, "ل": 1,
    "لل": 0, "ول": 2, "ولل": 1, "ك": 1, "كال": 1,
}  # fmt: skip
_GAP = frozenset(" \t\u00a0\"'«»“”„‘’()[]_-–.")
_SHADDA = "\u0651"


class WeaponMention(msgspec.Struct, frozen=True):
    """A means of attack named in the text.

    `first` and `last` are indexes into `Document.words`, both included; `span` is in the report's text.
    `weapon_class` decides the type of the event. `platform` is true where the words name the aircraft, raid
    or crew («غارة»), which a record does not give as its weapon.
    """

    first: int
    last: int
    span: Span
    key: str
    weapon_class: WeaponClass
    platform: bool = False


def find_weapons(doc: Document) -> tuple[WeaponMention, ...]:
    """The means of attack that a report names, in order; the longest term at each place."""
    found: list[WeaponMention] = []
    drones = False
    at, end = 0, len(doc.words)
    while at < end:
        starts = _starts(doc.words[at].form)
        match = _longest(doc, at, starts) if starts else None
        if match is None:
            at += 1
            continue
        last, skip, weapon = match
        drones = drones or (weapon.weapon_class == "drone" and weapon.key != "drone_bare")
        here = weapon.key != "drone_bare" or drones or _is_drone(doc, at, last)
        if here and weapon.weapon_class != "none":
            span = doc.span(at, last, skip)
            found.append(WeaponMention(at, last, span, weapon.key, weapon.weapon_class, weapon.platform))
        at = last + 1
    return tuple(found)


def _is_drone(doc: Document, first: int, last: int) -> bool:
    """Tells «مسيّرة» the drone from «مسيرة» the march: by the shadda or the words beside it."""
    start, end = doc.span(first, last)
    if last > first or _SHADDA in doc.report.text[start:end]:
        return True
    beside = {w.form for w in doc.words[max(first - 4, 0) : first]} | {w.form for w in doc.words[last + 1 : last + 4]}
    return any(_tells_drone(form) for form in beside)


@lru_cache(maxsize=16384)
def _tells_drone(form: str) -> bool:
    return any(cut.stem in _beside_drones() for cut in analyses(form))


@cache
def _beside_drones() -> frozenset[str]:
    return frozenset(fold_text(word) for word in actor_words().beside_drones)


def _longest(doc: Document, at: int, starts: Sequence[tuple[int, _Entries]]) -> tuple[int, int, KnownWeapon] | None:
    best: tuple[int, int, KnownWeapon] | None = None
    for skip, entries in starts:
        for rest, weapon in entries:
            last = at + len(rest)
            if (best is None or last > best[0]) and _follow(doc, at, rest):
                best = last, skip, weapon
                break
    return best


def _follow(doc: Document, at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) >= len(doc.words):
        return False
    for index, word in enumerate(rest, start=at + 1):
        form = doc.words[index].form
        if form.isascii():
            form = form.lower()
        if word not in (form, bare(form)) or not _GAP.issuperset(doc.between(index - 1, index)):
            return False
    return True


@lru_cache(maxsize=65536)
def _starts(form: str) -> tuple[tuple[int, _Entries], ...]:
    """The terms that a form may begin, with the letters of attached particles to leave out."""
    index = _index()
    found: dict[str, tuple[int, _Entries]] = {}
    lower = form.lower()
    if lower in index:
        found[lower] = 0, index[lower]
    for prefix, stem, suffix in analyses(form):
        skip = _SKIPS.get(prefix)
        # a suffix «ي» or «ك» on a weapon's name is a chance likeness
        if skip is None or suffix not in ("", "ه", "ها", "هم") or stem in found or stem not in index:
            continue
        found[stem] = skip, index[stem]
    return tuple(found.values())


@cache
def _index() -> dict[str, _Entries]:
    entries: dict[str, list[tuple[tuple[str, ...], KnownWeapon]]] = {}
    for weapon in weapons().values():
        for term in weapon.terms:
            first, *rest = term.split()
            for form in _spellings(first):
                entries.setdefault(form, []).append((tuple(rest), weapon))
    return {first: tuple(sorted(e, key=lambda entry: -len(entry[0]))) for first, e in entries.items()}


def _spellings(first: str) -> tuple[str, ...]:
    """A first word and its indefinite accusative («صاروخا»), which folding leaves with an alef."""
    return (first,) if first.endswith(("ا", "ه", "ات", "ين", "ان")) or first.isascii() else (first, f"{first}ا")
