"""Words by which a sentence says who plays which part (`data/role_words.yaml`)."""

from functools import cache

import msgspec

from musnad.arabic.folding import fold_text
from musnad.errors import KnowledgeError
from musnad.knowledge.tables import data_text

_FILE = "role_words.yaml"


class RoleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sets of folded words; the head of the data file says what each is for."""

    agent: frozenset[str]
    target: frozenset[str]
    between: frozenset[str]
    masdars_of_object: frozenset[str]
    launch: frozenset[str]
    aim: frozenset[str]
    cause: frozenset[str]
    result: frozenset[str]
    things: frozenset[str]


@cache
def role_words() -> RoleWords:
    """The role words that ship with the package.

    Raises:
        KnowledgeError: the data file does not follow its schema.
    """
    try:
        raw = msgspec.yaml.decode(data_text(_FILE), type=dict[str, tuple[str, ...]])
        return msgspec.convert({k: [fold_text(w) for w in v] for k, v in raw.items()}, RoleWords)
    except msgspec.MsgspecError as error:
        raise KnowledgeError(str(error), _FILE) from error
