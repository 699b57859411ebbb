"""Copies: the same text printed again, lightly edited or cut, by another outlet or the same."""

from collections.abc import Iterable, Iterator

import rensa

from musnad.arabic.folding import fold_text
from musnad.arabic.words import words
from musnad.records import Report

_LETTERS = 5
_PERMUTATIONS = 128
_BANDS = 32
_SEED = 7
# a text of fewer letters is too short to be told from another on the same matter
_SHORTEST = 80
# Jaccard over 5-grams of folded letters: rewriting the words of a text leaves about 0.5
_SAME = 0.6


def first_prints(reports: Iterable[Report]) -> dict[str, str]:
    """For each report's id the id of the first report, in the order given, of which its text is a copy.

    A report that copied none stands for itself.
    """
    index = rensa.RMinHashLSH(_SAME, _PERMUTATIONS, _BANDS)
    prints: list[rensa.RMinHash] = []
    ids: list[str] = []
    found: dict[str, str] = {}
    for report in reports:
        grams = list(_grams(report.text))
        if not grams:
            found[report.id] = report.id
            continue
        own = rensa.RMinHash(_PERMUTATIONS, _SEED)
        own.update(grams)
        alike = [at for at in index.query(own) if prints[at].jaccard(own) >= _SAME]
        found[report.id] = found[ids[min(alike)]] if alike else report.id
        index.insert(len(ids), own)
        ids.append(report.id)
        prints.append(own)
    return found


def _grams(text: str) -> Iterator[str]:
    letters = " ".join(word.form for word in words(fold_text(text)))
    if len(letters) < _SHORTEST:
        return
    for at in range(len(letters) - _LETTERS + 1):
        yield letters[at : at + _LETTERS]
