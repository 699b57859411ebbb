"""Attached particles and pronouns: «وبقصفها» is و + ب + قصف + ها.

All readings are given, not the right one: the caller's lexicon decides.
"""

from functools import lru_cache
from typing import NamedTuple

PREFIXES = (
    "", "و", "ف", "ال", "وال", "فال", "ب", "بال", "وب", "وبال", "فب", "ل", "لل", "ول", "ولل", "فل",
    "ك", "كال", "وك", "س", "وس", "فس", "ا", "لا",
)  # fmt: skip
SUFFIXES = ("", "ه", "ها", "هم", "هن", "هما", "ك", "كم", "نا", "ني", "ي")
_ARTICLES = ("ال", "لل")


class Analysis(NamedTuple):
    """One way to cut a folded word: `prefix + stem + suffix`."""

    prefix: str
    stem: str
    suffix: str


@lru_cache(maxsize=65536)
def analyses(form: str) -> tuple[Analysis, ...]:
    """Every cut of a folded word into proclitics, stem (two letters or more) and pronoun.

    The whole word comes first. Before a pronoun, a stem that ends in ت is also given with the ه of its ta
    marbuta («غارتها» → «غاره»). A word with the article takes no pronoun. «للقصف» hides an article, so
    ل + «القصف» is not a cut, لل + «قصف» is.

    >>> [a.stem for a in analyses("بقصفها") if a.prefix == "ب"]
    ['قصفها', 'قصف']
    """
    found = []
    for prefix in PREFIXES:
        if not form.startswith(prefix):
            continue
        rest = form[len(prefix) :]
        for suffix in SUFFIXES:
            if suffix and (not rest.endswith(suffix) or prefix.endswith(_ARTICLES)):
                continue
            stem = rest[: len(rest) - len(suffix)] if suffix else rest
            if len(stem) < 2:
                continue
            found.append(Analysis(prefix, stem, suffix))
            if suffix and stem.endswith("ت"):
                found.append(Analysis(prefix, stem[:-1] + "ه", suffix))
    return tuple(found)


def restore_article(words: str) -> str:
    """Words quoted from their first letter on, with the article that «لل» hides put back in sight.

    A quotation begins with «لل» only where the preposition was written into the article: a noun that itself
    begins with ل («للبنان») is quoted without its preposition.

    >>> restore_article("للطيران المسير")
    'الطيران المسير'
    """
    return f"ال{words[2:]}" if words.startswith("لل") and len(words) > 4 else words
