"""The words that tell page furniture from news, loaded from `data/noise.yaml` and folded."""

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from musnad.arabic.folding import fold_text
from musnad.knowledge.tables import data_text, read_yaml

_WORD = re.compile(r"[^\W\d_]+")


class _File(msgspec.Struct, forbid_unknown_fields=True):
    blocks: list[str]
    closers: list[str]
    lines: list[str]
    prefixes: list[str]
    captions: list[str]
    date_words: list[str]
    count_words: list[str]
    openings: list[str]
    waw_words: list[str]
    site_words: list[str]
    sources: list[str]
    missing: list[str]


class Markers(msgspec.Struct, frozen=True):
    """Markers by their folded words (see `words_of`); what each list means stands in the data file.

    `prefixes` and `openings` are by first word: the folded beginnings that start with it.
    """

    blocks: frozenset[str]
    closers: frozenset[str]
    lines: frozenset[str]
    prefixes: dict[str, tuple[str, ...]]
    captions: tuple[str, ...]
    date_words: frozenset[str]
    count_words: frozenset[str]
    openings: dict[str, tuple[str, ...]]
    waw_words: frozenset[str]
    site_words: frozenset[str]
    sources: dict[str, tuple[str, ...]]
    missing: frozenset[str]


@cache
def markers() -> Markers:
    """The package's markers.

    Raises:
        KnowledgeError: the data file does not have its shape.
    """
    file = read_yaml(data_text("noise.yaml", "musnad.reading"), "noise.yaml", _File)
    return Markers(
        blocks=_keys(file.blocks),
        closers=_keys(file.closers),
        lines=_keys(file.lines),
        prefixes=_by_first_word(file.prefixes),
        captions=tuple(sorted(_keys(file.captions))),
        date_words=_keys(file.date_words),
        count_words=_keys(file.count_words),
        openings=_by_first_word(file.openings),
        waw_words=_keys(file.waw_words),
        site_words=_keys(file.site_words),
        sources=_by_first_word(file.sources),
        missing=_keys(file.missing),
    )


def words_of(line: str) -> list[str]:
    """The words of a folded line in lower case, without figures, emoji and punctuation."""
    return _WORD.findall(line.lower())


def _keys(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(words_of(fold_text(entry))) for entry in entries)


def _by_first_word(entries: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for entry in entries:
        folded = fold_text(entry).lower()
        first = words_of(folded)
        found.setdefault(first[0] if first else folded[:1], []).append(folded)
    return {first: tuple(beginnings) for first, beginnings in found.items()}
