"""A report as the phrase grammar of parties reads it, and the matching of names and nouns in it."""

from collections.abc import Sequence
from typing import NamedTuple

from musnad.coding.document import Document
from musnad.coding.entities_lexicon import Entry, Meaning, Reading, View, bare
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
    return _best(text, at, text.views[at].loose, loose=True)


def _best(
    text: Text, at: int, starts: tuple[tuple[Reading, tuple[Entry, ...]], ...], loose: bool
) -> Match | None:
    best: Match | None = None
    for reading, entries in starts:
        found = _longest(text, at, entries, loose)
        if found and (best is None or found[0] > best.last):
            best = Match(found[0], reading, found[1])
    return best


def _longest(text: Text, at: int, entries: Sequence[Entry], loose: bool) -> tuple[int, Meaning] | None:
    forms, end = text.forms, len(text.forms)
    for rest, meaning in entries:
        last = at + len(rest)
        if last >= end:
            continue
        for offset, word in enumerate(rest, start=at + 1):
            form = forms[offset]
            if (bare(form) if loose else form) != word or not text.joined(offset):
                break
        else:
            return last, meaning
    return None
