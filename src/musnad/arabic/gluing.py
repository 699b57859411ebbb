"""Words that a page glued together where it lost the blank between them («أفادتوكالة»).

Where links are taken out of a page, the blank before or after one often goes with it.
"""

import math
from functools import cache, lru_cache

from musnad.arabic.clitics import analyses
from musnad.arabic.files import data_text

_SHORTEST = 6
_SHORTEST_PART = 4
# shorter words that are met glued to what follows, or to what goes before
_OPENING = frozenset(
    (
        *("في", "ان", "من", "عن", "مع", "بعد", "قبل", "بين", "منذ", "ضد", "كما", "بان"),
        *("وان", "هذا", "هذه", "كان", "عبر", "نحو", "وفي", "ومن", "دعا", "قال", "اكد", "ذكر"),
        *("حذر", "شهد"),
    )
)
_CLOSING = frozenset(
    (
        *("علي", "الي", "بين", "منذ", "بعد", "قبل", "قرب", "ضد", "في", "من", "عن", "عبر"),
        *("ردا", "نحو", "انه", "مع", "لدي"),
    )
)
# a form is cut where the logarithms of its parts' ranks add up to no more
_LIKELY = 17.5
# two letters begin many a single word
_LIKELY_AFTER_TWO = 9.0
_PARTS = 26_000
"""Parts are among so many of the most frequent words."""


@lru_cache(maxsize=65536)
def glued_at(form: str) -> int:
    """How many letters of a folded form make the first of two words glued together; 0 for a single word.

    A form is cut only where it is no known word, with or without particles, and both parts are frequent.

    >>> glued_at("افادتوكاله"), glued_at("افادت")
    (5, 0)
    """
    if len(form) < _SHORTEST or any(len(cut.stem) > 2 and cut.stem in _ranks() for cut in analyses(form)):
        return 0
    best, rarity = 0, _LIKELY
    for at in range(2, len(form) - 1):
        here = _rarity(form[:at], form[at:])
        if here < rarity and (at > 2 or here < _LIKELY_AFTER_TWO or form.startswith("ال", at)):
            best, rarity = at, here
    return best


def _rarity(first: str, second: str) -> float:
    """How rare the rarer a pair of words is; infinite for what is no pair of words."""
    long = len(first) >= _SHORTEST_PART or first in _OPENING, len(second) >= _SHORTEST_PART or second in _CLOSING
    ranks = _ranks()
    one, other = ranks.get(first, math.inf), ranks.get(second, math.inf)
    return math.log(one) + math.log(other) if all(long) and max(one, other) <= _PARTS else math.inf


@cache
def _ranks() -> dict[str, int]:
    """Frequent words with their rank, the most frequent first."""
    lines = data_text("frequent_words.txt").split("\n")
    return {word: rank for rank, word in enumerate((w for w in lines if w and w[0] != "#"), start=1)}
