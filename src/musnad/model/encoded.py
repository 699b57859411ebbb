"""A report as the network sees it: probabilities at spans of its text."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from musnad.model.labels import ENTITY_TAGS, MODALITIES, RELATIONS, STANCES, TYPES
from musnad.model.names import Name, names_of
from musnad.records import Modality, Span, Stance

Label = TypeVar("Label", bound=str)
Floats = npt.NDArray[np.float32]
_NUMBERS = dict(zip(RELATIONS, range(len(RELATIONS)), strict=True))
_BUCKETS = 9
_BACKGROUND = len(TYPES)
_MODALITY = slice(_BACKGROUND + 1, _BACKGROUND + 1 + len(MODALITIES))
_STANCE = slice(_MODALITY.stop, _MODALITY.stop + len(STANCES))
_ENTITIES = slice(_STANCE.stop, _STANCE.stop + len(ENTITY_TAGS))
SAID = _ENTITIES.stop
"""How many numbers the network says of each piece, beside relations."""


class Relations(NamedTuple):
    """What distance adds to the log-odds of each relation (relations by buckets), and their bias."""

    apart: Floats
    bias: Floats


class Encoded:
    """What the network says of each piece of one report. Spans are in the report's text."""

    def __init__(
        self,
        offsets: Sequence[tuple[int, int]],
        said: Floats,
        asks: Floats,
        answers: Floats,
        relations: Relations,
    ) -> None:
        self._starts = [start for start, _ in offsets]
        self._ends = [end for _, end in offsets]
        self._types = _softmax(said[:, : len(TYPES)])
        self._said = said
        self._asks = asks.reshape(len(offsets), len(RELATIONS), -1) if len(offsets) else asks
        self._answered = answers.reshape(len(offsets), len(RELATIONS), -1) if len(offsets) else answers
        self._apart: list[list[float]] = relations.apart.tolist()
        self._bias: list[float] = relations.bias.tolist()

    def telling(self, span: Span) -> float:
        """How likely the words tell of an event."""
        at = self._likeliest(span)
        return 0.0 if at is None else float(1.0 - self._types[at, 0])

    def types(self, span: Span) -> dict[str, float]:
        """The types that the words may tell of, each with its probability, if they tell of any."""
        first, last = self._inside(span)
        if first >= last:
            return {}
        told = self._types[first:last, 1:].sum(axis=0)
        return dict(zip(TYPES[1:], (told / told.sum()).tolist(), strict=True))

    def background(self, span: Span) -> float:
        """How likely what the words tell is recalled, not news."""
        at = self._likeliest(span)
        return 0.0 if at is None else _sigmoid(float(self._said[at, _BACKGROUND]))

    def modality(self, span: Span) -> dict[Modality, float]:
        """In what sense the words tell it, each with its probability."""
        return self._among(span, _MODALITY, MODALITIES)

    def stance(self, span: Span) -> dict[Stance, float]:
        """How the source puts it, each with its probability."""
        return self._among(span, _STANCE, STANCES)

    def related(self, relation: str, trigger: Span, span: Span) -> float:
        """How likely words stand in a relation to the event that a trigger tells."""
        at = self._likeliest(trigger)
        first, last = self._inside(span)
        if at is None or first >= last:
            return 0.0
        return _sigmoid(max(self._log_odds(relation, at, first, last)))

    def related_to_any(self, relation: str, triggers: Iterable[Span], span: Span) -> float:
        """As `related`, for the trigger of an event to which it is likeliest."""
        return max(self.related(relation, trigger, span) for trigger in triggers)

    def answers(self, relation: str, trigger: Span, words: Sequence[Span]) -> list[float]:
        """As `related`, for each of some words in the order of the text."""
        at = self._likeliest(trigger)
        if at is None or not words:
            return [0.0] * len(words)
        first, last = self._inside((words[0][0], words[-1][1]))
        odds = self._log_odds(relation, at, first, last)
        inside = [self._inside(word) for word in words]
        return [_sigmoid(max(odds[a - first : b - first])) if a < b else 0.0 for a, b in inside]

    def same(self, one: Span, other: Span) -> float:
        """How likely two triggers tell of one event, asked both ways."""
        return (self.related("same", one, other) + self.related("same", other, one)) / 2

    def names(self, words: Sequence[Span]) -> tuple[Name, ...]:
        """The names of persons, places and organisations in the text, which is cut into `words`."""
        at = [self._inside(word) for word in words]
        whole = [word for word, (first, last) in zip(words, at, strict=True) if first < last]
        return names_of(whole, self._said[[first for first, last in at if first < last], _ENTITIES])

    def _log_odds(self, relation: str, at: int, first: int, last: int) -> list[float]:
        """Log-odds that each of the pieces `first` to `last` (end excluded) stands in a relation to the piece `at`."""
        number = _NUMBERS[relation]
        scores = (self._answered[first:last, number] @ self._asks[at, number]) / self._asks.shape[2] ** 0.5
        apart, bias = self._apart[number], self._bias[number]
        return [score + apart[_bucket(piece - at)] + bias for piece, score in enumerate(scores.tolist(), start=first)]

    def _likeliest(self, span: Span) -> int | None:
        """The piece of a span that most likely tells of an event."""
        first, last = self._inside(span)
        if first >= last:
            return None
        return first + int(self._types[first:last, 0].argmin())

    def _inside(self, span: Span) -> tuple[int, int]:
        return bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1])

    def _among(self, span: Span, columns: slice, names: Sequence[Label]) -> dict[Label, float]:
        at = self._likeliest(span)
        if at is None:
            return {}
        return dict(zip(names, _softmax(self._said[at : at + 1, columns])[0].tolist(), strict=True))


def likeliest(odds: Mapping[Label, float]) -> Label:
    """The name with the highest probability, the first of equals."""
    return max(odds, key=lambda name: odds[name])


def _bucket(distance: int) -> int:
    """A distance in pieces as the number of a bucket: how far on a scale of doublings, and on which side."""
    far = min(abs(distance).bit_length(), _BUCKETS)
    return (far if distance > 0 else -far) + _BUCKETS


def _softmax(odds: Floats) -> Floats:
    shifted = np.exp(odds - odds.max(axis=1, keepdims=True)) if odds.size else odds
    result: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return result


def _sigmoid(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-odds))
