"""A report as the network sees it: probabilities at spans of its text."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from musnad.model.labels import MODALITIES, RELATIONS, STANCES, TYPES
from musnad.records import Modality, Span, Stance

Name = TypeVar("Name", bound=str)
Floats = npt.NDArray[np.float32]
_BACKGROUND = len(TYPES)
_MODALITY = slice(_BACKGROUND + 1, _BACKGROUND + 1 + len(MODALITIES))
_STANCE = slice(_MODALITY.stop, _MODALITY.stop + len(STANCES))


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
        self._answers = answers.reshape(len(offsets), len(RELATIONS), -1) if len(offsets) else answers
        self._relations = relations
        self._asked: dict[int, Floats] = {}

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
        return 0.0 if at is None else _sigmoid(self._said[at, _BACKGROUND])

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
        number = RELATIONS.index(relation)
        return _sigmoid(self._odds(at)[number, first:last].max())

    def same(self, one: Span, other: Span) -> float:
        """How likely two triggers tell of one event, asked both ways."""
        return (self.related("same", one, other) + self.related("same", other, one)) / 2

    def _likeliest(self, span: Span) -> int | None:
        """The piece of a span that most likely tells of an event."""
        first, last = self._inside(span)
        if first >= last:
            return None
        return first + int(self._types[first:last, 0].argmin())

    def _inside(self, span: Span) -> tuple[int, int]:
        return bisect_right(self._ends, span[0]), bisect_left(self._starts, span[1])

    def _among(self, span: Span, columns: slice, names: Sequence[Name]) -> dict[Name, float]:
        at = self._likeliest(span)
        if at is None:
            return {}
        return dict(zip(names, _softmax(self._said[at : at + 1, columns])[0].tolist(), strict=True))

    def _odds(self, at: int) -> Floats:
        """The log-odds of every relation, from one piece to all, kept for the next question about it."""
        held = self._asked.get(at)
        if held is None:
            width = self._asks.shape[2]
            scores = np.einsum("rw,prw->rp", self._asks[at], self._answers) / width**0.5
            distance = np.arange(len(self._starts)) - at
            held = scores + self._relations.apart[:, _buckets(distance)] + self._relations.bias[:, None]
            self._asked[at] = held
        return held


def _buckets(distance: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Distances in pieces as the number of a bucket: how far on a scale of doublings, and on which side."""
    most = 9
    far = np.minimum(np.log2(np.maximum(np.abs(distance), 1).astype(np.float32)).astype(np.int64) + 1, most)
    return np.where(distance == 0, 0, np.sign(distance) * far) + most


def _softmax(odds: Floats) -> Floats:
    shifted = np.exp(odds - odds.max(axis=1, keepdims=True)) if odds.size else odds
    result: Floats = shifted / shifted.sum(axis=1, keepdims=True)
    return result


def _sigmoid(odds: np.float32) -> float:
    return 1.0 / (1.0 + math.exp(-float(odds)))
