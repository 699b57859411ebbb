"""Words that tell modality and background (`data/status_words.yaml`)."""

from functools import cache

import msgspec

from musnad.arabic.folding import fold_text
from musnad.knowledge.tables import data_text, read_yaml
from musnad.records import Modality

_FILE = "status_words.yaml"


class NearCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words before a trigger that set its modality."""

    modality: Modality
    near: frozenset[str]


class AfterCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words right after a trigger that set its modality."""

    modality: Modality
    words: frozenset[str]


class StatusWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file, folded."""

    modality: tuple[NearCue, ...]
    after: tuple[AfterCue, ...]
    recalling_starts: tuple[tuple[str, ...], ...]
    recalling_runs: tuple[tuple[str, ...], ...]
    not_recalling: tuple[tuple[str, ...], ...]
    period_subjects: frozenset[str]
    period_runs: tuple[tuple[str, ...], ...]
    nonspecific: frozenset[str]
    another: frozenset[str]


@cache
def status_words() -> StatusWords:
    """The status words that ship with the package.

    Raises:
        KnowledgeError: the data file does not follow its schema.
    """
    return read_yaml(fold_text(data_text(_FILE)), _FILE, StatusWords)
