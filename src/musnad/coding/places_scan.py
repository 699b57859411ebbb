"""Which words of a report may name a place: the names of the gazetteer, with the words that lead to them."""

from functools import lru_cache

import msgspec

from musnad.coding.document import Document, Sentence
from musnad.coding.places_lead import BARE, INTRODUCED, LISTED, PREPOSED, Lead, joined, lead_of
from musnad.knowledge.gazetteer import Gazetteer, GazetteerPlace
from musnad.knowledge.gazetteer_words import PROCLITICS, PlaceWords

_OPENING, _CLOSING = frozenset("\"“«'‘"), frozenset("\"”»'’")
_QUOTED_WORDS = 4
_LIST_MARKS = frozenset(" \t\"'“”«»‘’„_#-ـ،,و/–()")


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
    for prefix in PROCLITICS:
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


class Scanner:
    """Finds candidates in one report."""

    def __init__(self, doc: Document, gazetteer: Gazetteer, words: PlaceWords, fixed: dict[int, Candidate]) -> None:
        self._doc = doc
        self._fixed = fixed
        self._gazetteer = gazetteer
        self._words = words

    def scan(self) -> list[Candidate]:
        """All candidates, in the order of the text, none overlapping another."""
        found: list[Candidate] = []
        words, gazetteer = self._doc.words, self._gazetteer
        for sentence in self._doc.sentences:
            at = sentence.first
            while at < sentence.last:
                if not _readings(gazetteer, words[at].form) and not self._worth_a_look(at, sentence):
                    at += 1
                    continue
                candidate = self._fixed.get(at) or self._at(at, sentence, found[-1] if found else None)
                if candidate is None:
                    at += 1
                else:
                    found.append(candidate)
                    at = candidate.last + 1
        return found

    def _worth_a_look(self, at: int, sentence: Sentence) -> bool:
        """Whether a word that no name begins with may name a place by what stands before it."""
        words = self._doc.words
        return at in self._fixed or (at > sentence.first and words[at - 1].form in self._words.forms.unlisted_after)

    def _at(self, at: int, sentence: Sentence, previous: Candidate | None) -> Candidate | None:
        match = match_name(self._doc, self._gazetteer, at, sentence.last, self._words.barred)
        if match and " " not in match[2] and self._doc.words[at].form in self._words.forms.introducing:
            # «بقرية» is no name, whatever the gazetteer holds
            return None
        floor = max(sentence.first, previous.last + 1 if previous else 0)
        if match is None:
            return self._unlisted(at, sentence)
        last, skip, key, options = match
        if key in self._words.name_heads and self._goes_on_after_head(last, sentence.last):
            return self._unlisted(at, sentence)
        before = self._doc.words[at - 1].form if at > sentence.first else ""
        bearing = skip and key.partition(" ")[0] in self._words.directions
        if bearing and before in self._words.forms.directions:
            # «شمال وغرب العراق» is one place, not two
            return None
        quotation = self._quotation(at, sentence.last)
        if quotation is not None and quotation > last:
            return self._unlisted(at, sentence)
        lead = self._lead(at, skip, floor, previous)
        if " " in key and key[: key.index(" ")] in self._words.generics:
            lead = msgspec.structs.replace(lead, evidence=INTRODUCED)
        if lead.kind and not skip:
            # after «قرية», a name may have gained or lost its article
            twin = key[2:] if key.startswith("ال") else "ال" + key
            options += tuple(o for o in self._gazetteer.find(twin) if o not in options)
        return Candidate(lead, at, last, key, options, sentence.index, self._quoted(at, last))

    def _quotation(self, at: int, end: int) -> int | None:
        """The last word of the quotation that opens at word `at`, if it is short."""
        text, words = self._doc.text, self._doc.words
        if text[words[at].start - 1 : words[at].start] not in _OPENING:
            return None
        for last in range(at, min(at + _QUOTED_WORDS, end)):
            if text[words[last].end : words[last].end + 1] in _CLOSING:
                return last
            if last + 1 < end and self._doc.between(last, last + 1).strip():
                return None
        return None

    def _quoted(self, head: int, last: int) -> bool:
        text, words = self._doc.text, self._doc.words
        opens = text[words[head].start - 1 : words[head].start] in _OPENING
        return opens and text[words[last].end : words[last].end + 1] in _CLOSING

    def _lead(self, head: int, skip: int, floor: int, previous: Candidate | None) -> Lead:
        lead = lead_of(self._doc, self._words, head, skip, floor)
        if lead.first < head or lead.evidence >= PREPOSED:
            return lead
        return msgspec.structs.replace(lead, evidence=self._position(head, skip, floor, previous))

    def _position(self, head: int, skip: int, floor: int, previous: Candidate | None) -> int:
        """Evidence for a name without leading words."""
        if head - 1 >= floor and not skip:
            before = self._doc.words[head - 1].form
            if before in self._words.prepositions and joined(self._doc, head - 1):
                return PREPOSED
        if previous and previous.last == head - 1:
            between = self._doc.between(head - 1, head)
            linked = skip or any(mark in between for mark in "،,/-–(")
            if linked and _LIST_MARKS.issuperset(between):
                return LISTED if previous.evidence else BARE
        return BARE

    def _unlisted(self, at: int, sentence: Sentence) -> Candidate | None:
        """A name that the gazetteer lacks, or spells otherwise, straight after «قرية» and the like."""
        words, doc = self._words, self._doc
        hit = words.forms.unlisted_after.get(doc.words[at - 1].form) if at > sentence.first else None
        if hit is None or not joined(doc, at - 1):
            return None
        kind = words.generics[hit[1]]
        form = doc.words[at].form
        quotation = self._quotation(at, sentence.last)
        if quotation is None and form in words.never:
            return None
        last = at
        if quotation is not None:
            last = quotation
        elif at + 1 < sentence.last and joined(doc, at) and self._goes_on(at):
            last = at + 1
        elif form in words.barred or form in words.forms.introducing:
            return None
        if form[0].isdigit() or form in words.prepositions or not _looks_like_name(form):
            return None
        if quotation is None and form.startswith(("بال", "لل", "وال", "كال", "وب", "ول")):
            return None
        loose = kind in ("area", "site", "front") and not self._quoted(at, last)
        if loose and last == at and (not form.startswith("ال") or form.endswith(("يه", "ي", "ين"))):
            return None
        key = " ".join(word.form for word in doc.words[at : last + 1])
        options = next((o for v in _spellings(key) if (o := self._gazetteer.find(v))), ())
        lead = self._lead(at, 0, sentence.first, None)
        return Candidate(lead, at, last, key, options, sentence.index, self._quoted(at, last))

    def _goes_on_after_head(self, at: int, end: int) -> bool:
        """«تل الزعتر» is no place called «تل», even where the gazetteer has one."""
        return at + 1 < end and joined(self._doc, at) and self._goes_on(at)

    def _goes_on(self, at: int) -> bool:
        """Whether the word after an unlisted name's first belongs to the name too."""
        form, after = self._doc.words[at].form, self._doc.words[at + 1].form
        if after in self._words.barred or after[0].isdigit() or after in self._words.forms.introducing:
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
