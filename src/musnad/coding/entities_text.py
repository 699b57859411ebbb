"""A report as the phrase grammar of parties reads it, and the matching of names and nouns in it."""

from typing import NamedTuple

from musnad.coding.document import Document
from musnad.coding.entities_lexicon import Entries, Meaning, Reading, View, bare
from musnad.coding.entities_parties import Who

_JOINERS = frozenset(" \t\u00a0\"'«»“”„‘’()[]{}#_-–—*")


class Text(NamedTuple):
    """Forms and what each may be; the country the report is about; what is known so far.

    `named` are the parties in order of mention, `surnames` the persons among them by the last word of their
    name, `refused` the words at which a country was a place.
    """

    doc: Document
    forms: tuple[str, ...]
    views: tuple[View, ...]
    theatre: str | None
    named: list[Who]
    surnames: dict[str, Who]
    refused: set[int]

    def joined(self, word: int) -> bool:
        """True where nothing but blanks, quotes and brackets stands between a word and the one before."""
        if word >= len(self.forms) or word == 0:
            return False
        gap = self.doc.between(word - 1, word)
        return gap == " " or _JOINERS.issuperset(gap)

    def follows(self, word: int) -> bool:
        """As `joined`, or after a comma («وزير الخارجية، سيرغي لافروف»)."""
        return self.joined(word) or (
            0 < word < len(self.forms) and self.doc.between(word - 1, word).strip() in ("،", ",")
        )

    def ends_in_marbuta(self, word: int) -> bool:
        """True where the word as printed ends in ة, which folds to a pronoun's ه."""
        start, end = self.doc.span(word, word)
        return "ة" in self.doc.report.text[max(start, end - 2) : end]


class Match(NamedTuple):
    """A name or noun met at a word: up to `last`, cut as `reading`."""

    last: int
    reading: Reading
    meaning: Meaning


class Phrase(NamedTuple):
    """Words `first` to `last` that name a party, less `skip` letters. `who` None: read over, no party."""

    first: int
    last: int
    skip: int
    who: Who | None
    adjective: bool = False


def exact_match(text: Text, at: int) -> Match | None:
    """The longest name that begins at a word, as written."""
    return _best(text, at, text.views[at].exact, loose=False)


def loose_match(text: Text, at: int) -> Match | None:
    """The longest noun of the phrase grammar that begins at a word, with or without articles."""
    best = _best(text, at, text.views[at].loose, loose=True)
    if best and best.reading.pronoun and best.last == at and text.ends_in_marbuta(at):
        # «محاكمة» is not «محاكم» with a pronoun
        return None
    return best


def _best(text: Text, at: int, starts: tuple[tuple[Reading, Entries], ...], loose: bool) -> Match | None:
    best: Match | None = None
    for reading, entries in starts:
        found = _longest(text, at, entries, loose)
        if found and (best is None or found[0] > best.last):
            best = Match(found[0], reading, found[1])
    return best


def _longest(text: Text, at: int, entries: Entries, loose: bool) -> tuple[int, Meaning] | None:
    longer, alone = entries
    if longer and text.joined(at + 1):
        second = text.forms[at + 1]
        names = longer.get(second) or (longer.get(bare(second)) if loose else None)
        for rest, meaning in names or ():
            if len(rest) == 1 or _goes_on(text, at + 2, rest[1:], loose):
                return at + len(rest), meaning
    return (at, alone) if alone is not None else None


def _goes_on(text: Text, at: int, rest: tuple[str, ...], loose: bool) -> bool:
    forms = text.forms
    if at + len(rest) > len(forms):
        return False
    for offset, word in enumerate(rest, start=at):
        form = forms[offset]
        if (form != word and not (loose and bare(form) == word)) or not text.joined(offset):
            return False
    return True
