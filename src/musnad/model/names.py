"""Names in a text from what the network says of each word: the likeliest tags that make whole names."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, cast

import numpy as np
import numpy.typing as npt

from musnad.model.labels import ENTITY_TAGS
from musnad.records import Span

NameKind = Literal["PER", "LOC", "ORG", "MISC"]
_NEVER = -1e9


class Name(NamedTuple):
    """A name by its words: of a person, a place, an organisation or something else (ANERcorp's four kinds)."""

    span: Span
    kind: NameKind


def names_of(words: Sequence[Span], odds: npt.NDArray[np.float32]) -> tuple[Name, ...]:
    """The names in a text, in order. `odds`: words by tags, as log-odds; a name goes on only from its own kind."""
    found: list[Name] = []
    for word, tag in zip(words, _likeliest_path(odds), strict=True):
        place, _, kind = ENTITY_TAGS[tag].partition("-")
        if place == "B":
            found.append(Name(word, cast(NameKind, kind)))
        elif place == "I":
            found[-1] = Name((found[-1].span[0], word[1]), found[-1].kind)
    return tuple(found)


def _likeliest_path(odds: npt.NDArray[np.float32]) -> list[int]:
    """The tags that together are likeliest among those that may follow each other (Viterbi)."""
    if not len(odds):
        return []
    follows = _follows()
    best = odds[0] + follows[0]
    came: list[npt.NDArray[np.int64]] = []
    for row in odds[1:]:
        through = best[:, None] + follows
        came.append(through.argmax(axis=0))
        best = through.max(axis=0) + row
    path = [int(best.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return path[::-1]


def _follows() -> npt.NDArray[np.float32]:
    """Nothing for a tag that may follow another (rows: before, the first also at the start), else never."""
    table = np.zeros((len(ENTITY_TAGS), len(ENTITY_TAGS)), np.float32)
    for after, tag in enumerate(ENTITY_TAGS):
        if tag.startswith("I-"):
            kind = tag[2:]
            table[[before for before, other in enumerate(ENTITY_TAGS) if other[2:] != kind], after] = _NEVER
    return table
