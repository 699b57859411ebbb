"""What a network might say of a text, said by hand."""

import re
from collections.abc import Mapping

import numpy as np

from musnad.model.encoded import SAID, Encoded, Relations
from musnad.model.labels import ENTITY_TAGS, MODALITIES, RELATIONS, STANCES, TYPES

_SURE = 12.0
Related = Mapping[tuple[str, str, str], float]


def encoded(
    text: str,
    types: Mapping[str, tuple[str, float]] | None = None,
    related: Related | None = None,
    background: Mapping[str, float] | None = None,
    modality: Mapping[str, str] | None = None,
    stance: Mapping[str, str] | None = None,
    entities: Mapping[str, str] | None = None,
) -> Encoded:
    """Pieces are words. `types`: word → type and how likely it tells one; `related`: relation, trigger, word → odds."""
    words = [(m.group(), m.start(), m.end()) for m in re.finditer(r"\w+", text)]
    n = len(words)
    said = np.zeros((n, SAID), np.float32)
    said[:, 1 : len(TYPES)] = -_SURE
    asks = np.zeros((n, len(RELATIONS), n), np.float32)
    answers = np.zeros((n, len(RELATIONS), n), np.float32)
    for at, (word, _, _) in enumerate(words):
        if types and word in types:
            kind, likely = types[word]
            said[at, 0], said[at, TYPES.index(kind)] = np.log(1 - likely), np.log(likely)
        after = len(TYPES)
        said[at, after] = _logit((background or {}).get(word, 0.5))
        if modality and word in modality:
            said[at, after + 1 + MODALITIES.index(modality[word])] = _SURE  # type: ignore[arg-type]
        if stance and word in stance:
            said[at, after + 1 + len(MODALITIES) + STANCES.index(stance[word])] = _SURE  # type: ignore[arg-type]
        said[at, SAID - len(ENTITY_TAGS) + ENTITY_TAGS.index((entities or {}).get(word, "O"))] = _SURE
        for number, name in enumerate(RELATIONS):
            asks[at, number, at] = n**0.5
            for other, (answer, _, _) in enumerate(words):
                answers[other, number, at] = _logit((related or {}).get((name, word, answer), 0.001))
    relations = Relations(np.zeros((len(RELATIONS), 19), np.float32), np.zeros(len(RELATIONS), np.float32))
    return Encoded(
        [(start, end) for _, start, end in words], said, asks.reshape(n, -1), answers.reshape(n, -1), relations
    )


def span(text: str, word: str) -> tuple[int, int]:
    """Where a word stands first."""
    start = text.index(word)
    return start, start + len(word)


def _logit(probability: float) -> float:
    return float(np.log(probability / (1 - probability)))
