"""Which words of a report may name a place: the names of the gazetteer, with the words that lead up to them."""

from functools import lru_cache
from typing import Literal

import msgspec

from musnad.coding.document import Document, Sentence
from musnad.knowledge.gazetteer import Gazetteer, GazetteerPlace
from musnad.knowledge.gazetteer_words import PlaceWords

Relation = Literal["at", "near", "direction", "countryside", "coast"]

PREFIXES = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب", "فل")
_PLACE_PREFIXES = ("ب", "ل", "وب", "ول", "فب", "فل")
_JOINTS = frozenset(" \t\"'“”«»‘’„_#-ـ‹›*")
_LIST_JOINTS = _JOINTS | frozenset("،,و/–()")
NAMES_LIKE_ADJECTIVES = frozenset(("سوريه", "السعوديه"))
"""Names of countries that are also the feminine of their adjective."""
_AREA = frozenset(("منطقه", "مناطق", "منطقتي", "منطقتا", "اراضي"))

BARE, LISTED, PREPOSED, INTRODUCED = 0, 1, 2, 3
"""How plainly the text says that a name is a place: not at all, in a list, after «في», after «مدينة»."""


class Lead(msgspec.Struct, frozen=True):
    """The words before a name that belong to it: «شمال غرب مدينة».

    `first` is the leftmost of them (or the name's first word), `skip` the letters of its proclitic; `kind` what
    a generic tells, or None; `bearing` letters of "nsew".
    """

    first: int
    skip: int
    kind: str | None
    relation: Relation
    bearing: str
    evidence: int


class Candidate(msgspec.Struct, frozen=True):
    """A stretch of words that may name one of `options`; none for a name that no gazetteer holds."""

    lead: Lead
    head: int
    last: int
    key: str
    options: tuple[GazetteerPlace, ...]
    sentence: int
    quoted: bool = False

    @property
    def evidence(self) -> int:
        """See `BARE` and its kin."""
        return self.lead.evidence


@lru_cache(maxsize=65536)
def _readings(gazetteer: Gazetteer, form: str) -> tuple[tuple[int, str, int], ...]:
    """(letters of the proclitic, name or first word of one, words of the longest such name)."""
    found = []
    for prefix in PREFIXES:
        if not form.startswith(prefix):
            continue
        rest = form[len(prefix) :]
        stems = [rest]
        if prefix.endswith("ل") and rest.startswith("ل"):
            # «للموصل» is ل + الموصل
            stems = ["ا" + rest, rest]
        for stem in stems:
            longest = gazetteer.heads.get(stem, 1)
            if len(stem) > 1 and (longest > 1 or stem in gazetteer):
                found.append((len(prefix), stem, longest))
    return tuple(found)


def match_name(
    doc: Document, gazetteer: Gazetteer, at: int, end: int, barred: frozenset[str]
) -> tuple[int, int, str, tuple[GazetteerPlace, ...]] | None:
    """The longest name that starts at word `at`: its last word, letters to skip, key and places.

    `barred` are words that are no name by themselves.
    """
    best: tuple[tuple[int, int, int], tuple[int, int, str, tuple[GazetteerPlace, ...]]] | None = None
    form = doc.words[at].form
    for skip, stem, longest in _readings(gazetteer, form):
        if skip and form in barred:
            continue
        key, last = stem, at
        keys = [(key, last)]
        while last - at + 1 < longest and last + 1 < end and joined(doc, last):
            last += 1
            key = f"{key} {doc.words[last].form}"
            keys.append((key, last))
        for key, last in reversed(keys):
            options = () if key in barred else gazetteer.find(key)
            if options:
                rank = max(place.rank for place in options)
                quality = (last - at, rank, -skip)
                if best is None or quality > best[0]:
                    best = quality, (last, skip, key, options)
                break
    return best[1] if best else None


def joined(doc: Document, at: int) -> bool:
    """Whether word `at` and the next are parted by blanks and quotes only."""
    return _JOINTS.issuperset(doc.between(at, at + 1))


def bare_form(form: str, words: frozenset[str] | dict[str, str]) -> tuple[int, str] | None:
    """The word less a proclitic if that is one of `words`: letters to skip, and the word."""
    for prefix in PREFIXES:
        if form.startswith(prefix):
            rest = form[len(prefix) :]
            if rest in words:
                return len(prefix), rest
            if prefix.endswith("ل") and rest.startswith("ل") and "ا" + rest in words:
                return len(prefix), "ا" + rest
    return None


class Scanner:
    """Finds candidates in one report."""

    def __init__(
        self, doc: Document, gazetteer: Gazetteer, words: PlaceWords, fixed: dict[int, Candidate]
    ) -> None:
        self._doc = doc
        self._fixed = fixed
        self._gazetteer = gazetteer
        self._words = words
        self._leading = frozenset(
            [*words.generics, *words.near, *words.inside, *words.countryside, *words.coast]
        ) | {w for w in words.directions if not w.startswith("ال")}
        common = self._leading | words.never | words.prepositions | words.border | frozenset(words.adjectives)
        common |= {*words.anaphors, *words.directions, *words.direction_adjectives, *words.homeland}
        self._introducing = self._leading | frozenset(words.anaphors)
        self._barred = (common | {"ال" + word for word in self._leading}) - NAMES_LIKE_ADJECTIVES

    def scan(self) -> list[Candidate]:
        """All candidates, in the order of the text, none overlapping another."""
        found: list[Candidate] = []
        for sentence in self._doc.sentences:
            at = sentence.first
            while at < sentence.last:
                candidate = self._fixed.get(at) or self._at(at, sentence, found[-1] if found else None)
                if candidate is None:
                    at += 1
                else:
                    found.append(candidate)
                    at = candidate.last + 1
        return found

    def _at(self, at: int, sentence: Sentence, previous: Candidate | None) -> Candidate | None:
        match = match_name(self._doc, self._gazetteer, at, sentence.last, self._barred)
        if match and " " not in match[2] and bare_form(self._doc.words[at].form, self._introducing):
            # «بقرية» is no name, whatever the gazetteer holds
            return None
        floor = max(sentence.first, previous.last + 1 if previous else 0)
        if match is None:
            return self._unlisted(at, sentence)
        last, skip, key, options = match
        lead = self._lead(at, skip, floor, previous)
        if " " in key and key[: key.index(" ")] in self._words.generics:
            lead = msgspec.structs.replace(lead, evidence=INTRODUCED)
        if lead.kind and not skip:
            # after «قرية», a name may have gained or lost its article
            twin = key[2:] if key.startswith("ال") else "ال" + key
            options += tuple(o for o in self._gazetteer.find(twin) if o not in options)
        return Candidate(lead, at, last, key, options, sentence.index, self._quoted(at, last))

    def _quoted(self, head: int, last: int) -> bool:
        text, words = self._doc.text, self._doc.words
        return text[words[head].start - 1 : words[head].start] in tuple("\"“«'‘") and text[
            words[last].end : words[last].end + 1
        ] in tuple("\"”»'’")

    def _lead(self, head: int, skip: int, floor: int, previous: Candidate | None) -> Lead:
        words = self._words
        form = self._doc.words[head].form
        if skip and form[:skip] != "و":
            evidence = PREPOSED if form[:skip] in _PLACE_PREFIXES else BARE
            return Lead(head, skip, None, "at", "", evidence)
        kind: str | None = None
        relation: Relation = "at"
        bearing = ""
        evidence = BARE
        first, first_skip, at = head, skip, head - 1
        while not first_skip and at >= floor and joined(self._doc, at):
            form = self._doc.words[at].form
            if form == "من" and at - 1 >= floor and self._doc.words[at - 1].form in words.near_of:
                near_word = self._doc.words[at - 1].form
                bearing = words.directions.get(near_word, bearing)
                relation, evidence, first, at = "near", INTRODUCED, at - 1, at - 2
                continue
            hit = bare_form(form, self._leading)
            if hit is None:
                break
            first_skip, word = hit
            if word in words.generics:
                told = words.generics[word]
                kind = kind or told
                evidence = INTRODUCED
                if relation == "at" and (told == "front" or (told == "area" and word not in _AREA)):
                    relation = "near"
            elif word in words.countryside:
                relation, evidence = "countryside", INTRODUCED
            elif word in words.directions:
                bearing = words.directions[word] + bearing
                if relation not in ("countryside", "near"):
                    relation = "direction"
                evidence = INTRODUCED
                if first_skip == 1 and form[0] == "و" and at - 1 >= floor:
                    # «شمال وشرق سوريا»
                    if bare_form(self._doc.words[at - 1].form, words.directions):
                        first_skip = 0
            elif word in words.coast:
                relation, evidence = "coast", INTRODUCED
            elif word in words.near:
                relation, evidence = "near" if relation != "countryside" else relation, max(evidence, INTRODUCED)
            else:
                evidence = max(evidence, PREPOSED)
            first, at = at, at - 1
        if evidence < PREPOSED:
            evidence = max(evidence, self._position(head, skip, floor, previous))
        return Lead(first, first_skip, kind, relation, bearing, evidence)

    def _position(self, head: int, skip: int, floor: int, previous: Candidate | None) -> int:
        """Evidence for a name without leading words."""
        if head - 1 >= floor and not skip:
            before = self._doc.words[head - 1].form
            if before in self._words.prepositions and joined(self._doc, head - 1):
                return PREPOSED
        if previous and previous.last == head - 1:
            between = self._doc.between(head - 1, head)
            linked = skip or any(mark in between for mark in "،,/-–(")
            if linked and _LIST_JOINTS.issuperset(between):
                return LISTED if previous.evidence else BARE
        return BARE

    def _unlisted(self, at: int, sentence: Sentence) -> Candidate | None:
        """A name that the gazetteer lacks, or spells otherwise, straight after «قرية» and the like."""
        words, doc = self._words, self._doc
        if at == sentence.first or not joined(doc, at - 1):
            return None
        hit = bare_form(doc.words[at - 1].form, words.generics)
        if hit is None or hit[1] not in words.unlisted_after:
            return None
        kind = words.generics[hit[1]]
        form = doc.words[at].form
        last = at
        if at + 1 < sentence.last and joined(doc, at) and self._goes_on(at):
            last = at + 1
        elif form in self._barred or bare_form(form, self._introducing):
            return None
        if form[0].isdigit() or form in words.prepositions or not _looks_like_name(form):
            return None
        loose = kind in ("area", "site", "front") and not self._quoted(at, last)
        if loose and last == at and (not form.startswith("ال") or form.endswith(("يه", "ي", "ين"))):
            return None
        key = " ".join(word.form for word in doc.words[at : last + 1])
        options = next((o for v in _spellings(key) if (o := self._gazetteer.find(v))), ())
        lead = self._lead(at, 0, sentence.first, None)
        return Candidate(lead, at, last, key, options, sentence.index, self._quoted(at, last))


    def _goes_on(self, at: int) -> bool:
        """Whether the word after an unlisted name's first belongs to the name too."""
        form, after = self._doc.words[at].form, self._doc.words[at + 1].form
        if after in self._barred or after[0].isdigit() or bare_form(after, self._introducing):
            return False
        if form in self._words.name_heads:
            return True
        # «معارة النعسان», but not «الزر الملاصقة»
        return not form.startswith("ال") and after.startswith("ال") and not after.endswith(("ه", "ي", "ين"))


def _looks_like_name(form: str) -> bool:
    """No bare adjective («سكنية») and no verb with a proclitic."""
    return len(form) > 2 and (form.startswith("ال") or not form.endswith(("يه", "يين", "يتين")))


def _spellings(key: str) -> list[str]:
    """Other spellings of a folded name, likeliest first."""
    found = [key[2:]] if key.startswith("ال") else ["ال" + key]
    if key.endswith("ه"):
        found.append(key[:-1] + "ا")
    elif key.endswith(("ا", "اء")):
        found.append(key.rstrip("ء")[:-1] + "ه")
    found.append(key.replace(" ", ""))
    first, _, rest = key.partition(" ")
    if rest:
        found.append(f"{first} ال{rest}" if not rest.startswith("ال") else f"{first} {rest[2:]}")
    return [f for f in found if f != key]
