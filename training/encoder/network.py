"""One trunk with several heads, and what is asked of them in training."""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from e5 import Encoder
from entities import Passage
from examples import Example
from torch import Tensor, nn
from torch.nn import functional

from musnad.model.labels import ENTITY_TAGS, MODALITIES, RELATIONS, STANCES, TYPES

BEGIN, PADDING, END, UNKNOWN = 0, 1, 2, 3
_RELATION_WIDTH = 48
_BUCKETS = 9
_NONE_WEIGHT = 0.6
_SMOOTHING = 0.05
_SIDE, _RELATED = 0.15, 0.01


class Heads(NamedTuple):
    """What the network says of each piece: log-odds, and the two sides of every relation."""

    types: Tensor
    background: Tensor
    modality: Tensor
    stance: Tensor
    asks: Tensor
    answers: Tensor
    entities: Tensor


class Batch(NamedTuple):
    """Windows of whole reports, padded; `rows` lists each report's (window, first column, pieces)."""

    pieces: Tensor
    mask: Tensor
    examples: Sequence[Example]
    rows: Sequence[Sequence[tuple[int, int, int]]]


def padded(windows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Windows as one matrix of pieces, with a mask that is 1 where a piece stands."""
    length = max(map(len, windows))
    pieces = torch.full((len(windows), length), PADDING)
    mask = torch.zeros((len(windows), length))
    for row, window in enumerate(windows):
        pieces[row, : len(window)] = torch.tensor(window)
        mask[row, : len(window)] = 1
    return pieces, mask


def batch_of(examples: Sequence[Example]) -> Batch:
    """The windows of some reports, each after its headline and between the marks of begin and end."""
    windows: list[list[int]] = []
    rows: list[list[tuple[int, int, int]]] = []
    for example in examples:
        rows.append([])
        for window in example.windows:
            before = [BEGIN, *example.pieces[: window.headline]]
            rows[-1].append((len(windows), len(before), window.last - window.first))
            windows.append([*before, *example.pieces[window.first : window.last], END])
    return Batch(*padded(windows), examples, rows)


class Coder(nn.Module):
    """The encoder with heads for type, background, modality and stance, and for relations between pieces."""

    def __init__(self, encoder: Encoder, dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.drop = nn.Dropout(dropout)
        width = encoder.word.embedding_dim
        self.types = nn.Linear(width, len(TYPES))
        self.background = nn.Linear(width, 1)
        self.modality = nn.Linear(width, len(MODALITIES))
        self.stance = nn.Linear(width, len(STANCES))
        self.entities = nn.Linear(width, len(ENTITY_TAGS))
        self.asks = nn.Linear(width, len(RELATIONS) * _RELATION_WIDTH)
        self.answers = nn.Linear(width, len(RELATIONS) * _RELATION_WIDTH)
        self.apart = nn.Parameter(torch.zeros(len(RELATIONS), 2 * _BUCKETS + 1))
        self.bias = nn.Parameter(torch.full((len(RELATIONS), 1), -5.0))
        with torch.no_grad():
            self.bias[0] = 0.0

    def forward(self, pieces: Tensor, mask: Tensor) -> Heads:
        """What is said of every piece of every window."""
        x = self.drop(self.encoder(pieces, mask))
        told = self.types(x), self.background(x), self.modality(x), self.stance(x)
        return Heads(*told, self.asks(x), self.answers(x), self.entities(x))

    def related(self, asks: Tensor, answers: Tensor, at: Tensor) -> Tensor:
        """Log-odds that pieces stand in relation to the pieces `at`: relations by asking by all pieces."""
        asks = asks.view(len(at), len(RELATIONS), _RELATION_WIDTH)
        answers = answers.view(-1, len(RELATIONS), _RELATION_WIDTH)
        scores = torch.einsum("arw,prw->rap", asks, answers) / _RELATION_WIDTH**0.5
        distance = torch.arange(len(answers))[None, :] - at[:, None]
        return scores + self.apart[:, buckets(distance)] + self.bias[:, :, None]


def buckets(distance: Tensor) -> Tensor:
    """Distances in pieces as the number of a bucket: how far on a scale of doublings, and on which side."""
    far = torch.log2(distance.abs().clamp(min=1).float()).long().add(1).clamp(max=_BUCKETS)
    return torch.where(distance == 0, 0, distance.sign() * far) + _BUCKETS


def hide(pieces: Tensor, share: float, generator: torch.Generator) -> Tensor:
    """The pieces with a share of them made unknown, so that no single word is leant on."""
    hidden = torch.rand(pieces.shape, generator=generator) < share
    return torch.where(hidden & (pieces > UNKNOWN), UNKNOWN, pieces)


def loss_of(network: Coder, batch: Batch, generator: torch.Generator, hidden: float) -> tuple[Tensor, Tensor, Tensor]:
    """What the network gets wrong in a batch: over the types of pieces, the rest of a trigger, and relations.

    `hidden`: the share of pieces made unknown.
    """
    heads = network(hide(batch.pieces, hidden, generator), batch.mask)
    heads = Heads(*(head.float() for head in heads))
    total: list[Tensor] = []
    weight = torch.ones(len(TYPES))
    weight[0] = _NONE_WEIGHT
    logits, truth = [], []
    side: list[Tensor] = []
    for example, rows in zip(batch.examples, batch.rows, strict=True):
        own = Heads(*(torch.cat([head[row, at : at + n] for row, at, n in rows]) for head in heads))
        logits.append(own.types)
        truth.append(torch.tensor(example.types))
        if example.triggers:
            side.append(_side_loss(own, example))
            total.append(_related_loss(network, own, example, generator))
    told = functional.cross_entropy(torch.cat(logits), torch.cat(truth), weight=weight, label_smoothing=_SMOOTHING)
    if not side:
        return told, torch.zeros(()), torch.zeros(())
    return told, _SIDE * torch.stack(side).mean(), _RELATED * torch.stack(total).mean()


def entity_loss(network: Coder, passages: Sequence[Passage], generator: torch.Generator, hidden: float) -> Tensor:
    """What the network gets wrong in the tags of words, each asked at the word's first piece."""
    pieces, mask = padded([[BEGIN, *one.pieces, END] for one in passages])
    said = network(hide(pieces, hidden, generator), mask).entities.float()
    asked = [
        (row, first + 1, tag)
        for row, one in enumerate(passages)
        for first, tag in zip(one.firsts, one.tags, strict=True)
        if first is not None
    ]
    rows, columns, tags = (torch.tensor(column) for column in zip(*asked, strict=True))
    return functional.cross_entropy(said[rows, columns], tags)


def _side_loss(own: Heads, example: Example) -> Tensor:
    at = torch.tensor([p for t in example.triggers for p in t.pieces])
    spread = [t for t in example.triggers for _ in t.pieces]
    background = torch.tensor([float(t.background) for t in spread])
    modality = torch.tensor([t.modality for t in spread])
    stance = torch.tensor([t.stance for t in spread])
    return (
        functional.binary_cross_entropy_with_logits(own.background[at, 0], background)
        + functional.cross_entropy(own.modality[at], modality)
        + functional.cross_entropy(own.stance[at], stance)
    )


def _related_loss(network: Coder, own: Heads, example: Example, generator: torch.Generator) -> Tensor:
    """The relations of each trigger, asked at one of its pieces; whether two tell the same, at triggers alone."""
    chosen = [t.pieces[int(torch.randint(len(t.pieces), (1,), generator=generator))] for t in example.triggers]
    at = torch.tensor(chosen)
    scores = network.related(own.asks[at], own.answers, at)
    truth = torch.zeros_like(scores)
    for row, trigger in enumerate(example.triggers):
        for relation, pieces in trigger.related.items():
            truth[relation, row, list(pieces)] = 1.0
    counted = torch.ones_like(scores)
    counted[0] = 0.0
    told = [p for t in example.triggers for p in t.pieces]
    counted[0][:, told] = 1.0
    counted[0][torch.arange(len(at)), at] = 0.0
    wrong = functional.binary_cross_entropy_with_logits(scores, truth, weight=counted, reduction="sum")
    return wrong / len(at)
