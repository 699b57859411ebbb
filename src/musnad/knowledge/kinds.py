"""Words that settle the kind of an event whose own word leaves it open (`data/kind_words.yaml`)."""

from functools import cache

import msgspec

from musnad.arabic.folding import fold_text
from musnad.knowledge.tables import data_text, read_yaml

_FILE = "kind_words.yaml"


class KindWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sets of folded words, and of actors' keys; the head of the data file says what each is for."""

    tests: frozenset[str]
    protest: frozenset[str]
    gunmen: frozenset[str]


@cache
def kind_words() -> KindWords:
    """The kind words that ship with the package.

    Raises:
        KnowledgeError: the data file does not follow its schema.
    """
    return read_yaml(fold_text(data_text(_FILE)), _FILE, KindWords)
