"""Words by which a sentence says who plays which part, and what each sign is worth."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import msgspec

from musnad.arabic.folding import fold_text
from musnad.errors import KnowledgeError
from musnad.knowledge.tables import data_text, read_table

_FILE = "role_words.yaml"


class RoleWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sets of folded words; the head of the data file says what each is for."""

    agent: frozenset[str]
    target: frozenset[str]
    between: frozenset[str]
    light: frozenset[str]
    undergo: frozenset[str]
    says: frozenset[str]
    clause: frozenset[str]
    relative: frozenset[str]
    backing: frozenset[str]
    against: frozenset[str]
    from_: frozenset[str] = msgspec.field(name="from")
    to: frozenset[str]
    with_: frozenset[str] = msgspec.field(name="with")
    in_: frozenset[str] = msgspec.field(name="in")
    about: frozenset[str]
    masdars_of_object: frozenset[str]
    launch: frozenset[str]
    parts: frozenset[str]
    placing: frozenset[str]
    venue: frozenset[str]
    cause: frozenset[str]
    result: frozenset[str]
    things: frozenset[str]


class RoleWeight(NamedTuple):
    """What a sign adds to the log-odds of a party to act, and to be acted upon, over playing no part."""

    actor: float
    target: float


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


@cache
def role_weights(name: str = "role") -> Mapping[str, RoleWeight]:
    """The weights of the signs by which parties are told apart, by sign.

    Raises:
        KnowledgeError: the table is malformed.
    """
    file = f"{name}_weights.tsv"
    rows = read_table(data_text(file), file, ("sign", "actor", "target"), _row)
    # typed as a mapping and not wrapped as one: this is looked up some thousand times a report
    return dict(rows)


def _row(cells: dict[str, str]) -> tuple[str, RoleWeight]:
    return cells["sign"], RoleWeight(float(cells["actor"]), float(cells["target"]))
