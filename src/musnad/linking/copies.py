"""Copies: the same text printed again, lightly edited or cut, by another outlet or the same."""

import hashlib
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol

import msgspec
import rensa

from musnad.arabic.folding import fold_text
from musnad.arabic.words import words
from musnad.linking.tellings import Voice
from musnad.records import Report

_LETTERS = 5
_PERMUTATIONS = 128
_BANDS = 32
_SEED = 7
# a text of fewer letters is too short to be told from another on the same matter
_SHORTEST = 80
# Jaccard over 5-grams of folded letters: rewriting the words of a text leaves about 0.5
_SAME = 0.6
_ROW_BYTES = 4 * _PERMUTATIONS // _BANDS


class Print(msgspec.Struct, frozen=True, kw_only=True):
    """One report's text as it is compared with others: the smallest hashes, of 32 bits, of its 5-grams of letters.

    `of` is the id of the earliest report of which its text is a copy, None where it copied none. `smallest` is
    empty where the text is too short to be compared.
    """

    report_id: str
    published_at: str
    outlet: str
    smallest: bytes
    of: str | None = None

    @property
    def rank(self) -> tuple[str, str]:
        """Its place in the order of publication."""
        return self.published_at, self.report_id

    @property
    def bands(self) -> frozenset[int]:
        """The keys under which it is kept, of 63 bits: texts that share none are no copies."""
        return _bands(self.smallest)


class Prints(Protocol):
    """Where prints are kept."""

    def print_of(self, report_id: str) -> Print:
        """The print of a report that is kept."""

    def prints_in(self, bands: Iterable[int]) -> Iterable[Print]:
        """The prints that are kept under one of these keys at least, each once."""

    def prints_of(self, report_id: str) -> Iterable[Print]:
        """The prints that are copies of this one."""

    def keep_print(self, one: Print) -> None:
        """Keep a print, instead of the one that is kept of its report."""

    def drop_print(self, report_id: str) -> None:
        """Keep the print of a report no longer."""


def print_of(report: Report) -> Print:
    """The print of a report, of which it is not known yet what it copied."""
    grams = list(_grams(report.text))
    smallest = b""
    if grams:
        own = rensa.RMinHash(_PERMUTATIONS, _SEED)
        own.update(grams)
        smallest = array("I", own.digest()).tobytes()
    return Print(
        report_id=report.id,
        published_at=report.published_at or "",
        outlet=report.outlet or report.id,
        smallest=smallest,
    )


def keep(one: Print, prints: Prints) -> set[str]:
    """Keep the print of a report; the ids of the kept reports whose voice is another now.

    The outcome does not depend on the order in which prints are kept.
    """
    alike = _alike(one, prints)
    prints.keep_print(msgspec.structs.replace(one, of=_first(one, alike)))
    changed: set[str] = set()
    for other in alike:
        if other.rank > one.rank and (other.of is None or prints.print_of(other.of).rank > one.rank):
            prints.keep_print(msgspec.structs.replace(other, of=one.report_id))
            changed |= _with_copies(other.report_id, prints)
    return changed


def drop(report_id: str, prints: Prints) -> set[str]:
    """Keep the print of a report no longer; the ids of the kept reports whose voice is another now."""
    copies = list(prints.prints_of(report_id))
    prints.drop_print(report_id)
    changed: set[str] = set()
    for other in copies:
        prints.keep_print(msgspec.structs.replace(other, of=_first(other, _alike(other, prints))))
        changed |= _with_copies(other.report_id, prints)
    return changed


def voice_of(report_id: str, prints: Prints) -> Voice:
    """Whose words the report's are."""
    one = prints.print_of(report_id)
    while one.of is not None:
        one = prints.print_of(one.of)
    return Voice(one.report_id, one.outlet)


def _alike(one: Print, prints: Prints) -> list[Print]:
    return [other for other in prints.prints_in(one.bands) if other.report_id != one.report_id and _same(one, other)]


def _first(one: Print, alike: Iterable[Print]) -> str | None:
    """The report that `one` copied: the earliest of those alike, if that came before it."""
    first = min(alike, key=lambda other: other.rank, default=None)
    return first.report_id if first and first.rank < one.rank else None


def _with_copies(report_id: str, prints: Prints) -> set[str]:
    found: set[str] = set()
    asked = [report_id]
    while asked:
        found.add(asked[-1])
        asked += [other.report_id for other in prints.prints_of(asked.pop())]
    return found


def _same(a: Print, b: Print) -> bool:
    pairs = zip(memoryview(a.smallest).cast("I"), memoryview(b.smallest).cast("I"), strict=True)
    return sum(x == y for x, y in pairs) >= _SAME * _PERMUTATIONS


# a print is looked for and kept under its keys, one call after the other
@lru_cache(maxsize=64)
def _bands(smallest: bytes) -> frozenset[int]:
    rows = (smallest[at : at + _ROW_BYTES] for at in range(0, len(smallest), _ROW_BYTES))
    return frozenset(_hash(bytes([band]) + row) for band, row in enumerate(rows))


def _hash(row: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(row, digest_size=8).digest()) >> 1


def _grams(text: str) -> Iterator[str]:
    letters = " ".join(word.form for word in words(fold_text(text)))
    if len(letters) < _SHORTEST:
        return
    for at in range(len(letters) - _LETTERS + 1):
        yield letters[at : at + _LETTERS]
