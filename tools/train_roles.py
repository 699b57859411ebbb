"""Learn what each sign of a part is worth (`role_weights.tsv`) from reports coded by hand.

    train_roles.py GOLD.jsonl OUT.tsv [--folds N] [--network NETWORK.onnx]

GOLD lines follow the event record. With --folds, nothing is written: reports are split by outlet into N
parts, and each part is judged by weights learned from the others. With --network, as in `train_merging.py`.
"""

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from train_merging import knowledge_with

from musnad.coding.document import prepare
from musnad.coding.mentions import ActorMention, TriggerMention
from musnad.coding.parties_signs import candidates
from musnad.coding.pipeline import find
from musnad.coding.scene import Scene, family_of
from musnad.records import Report, Span

_ROUNDS = 8
_RATE = 0.035
_L2 = 0.0015
_LEAST = 8
Weights = dict[str, list[float]]


class Example(NamedTuple):
    """One party of one trigger: the signs, and whether it acts (0), is acted upon (1) or neither (None)."""

    outlet: str
    group: int
    signs: tuple[str, ...]
    part: int | None


def examples(path: Path, network: Path | None = None) -> list[Example]:
    """All parties near the triggers of gold events."""
    knowledge = knowledge_with(network)
    found: list[Example] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        report = Report(id=gold["id"], text=gold["text"], title=gold["title"], published_at=gold["published_at"])
        scene = find(prepare(report), knowledge)
        for trigger in scene.triggers:
            event = _event_of(trigger, gold["events"])
            if event is None:
                continue
            group = len(found)
            near = tuple(candidates(scene, trigger))
            exact = {c.party.key for c in near if _named(c.party, event) is not None}
            for party, signs in near:
                part = _part(scene, party, event)
                # named a second time beside the very words that gold gives: neither right nor wrong
                if part is None or _named(party, event) is not None or party.key not in exact:
                    found.append(Example(gold["outlet"] or "", group, signs, part))
    return found


def learn(found: Sequence[Example]) -> Weights:
    """Weights of a softmax over acts, is acted upon, neither; AdaGrad, averaged over the later rounds."""
    counts = Counter(sign for example in found for sign in example.signs)
    kept = {sign for sign, n in counts.items() if n >= _LEAST}
    data = [([s for s in e.signs if s in kept], e.part) for e in found]
    weights: Weights = defaultdict(lambda: [0.0, 0.0])
    squares: Weights = defaultdict(lambda: [1e-6, 1e-6])
    total: Weights = defaultdict(lambda: [0.0, 0.0])
    for turn in range(_ROUNDS):
        for signs, part in _shuffled(data, turn):
            odds = scores(weights, signs)
            for column in (0, 1):
                slope = odds[column] - (part == column)
                for sign in signs:
                    held = weights[sign]
                    grade = slope + _L2 * held[column]
                    squares[sign][column] += grade * grade
                    held[column] -= _RATE * grade / math.sqrt(squares[sign][column] + 1.0)
        if turn >= _ROUNDS // 2:
            for sign, held in weights.items():
                total[sign][0] += held[0]
                total[sign][1] += held[1]
    rounds = _ROUNDS - _ROUNDS // 2
    return {sign: [a / rounds, t / rounds] for sign, (a, t) in total.items()}


def scores(weights: Weights, signs: Iterable[str]) -> tuple[float, float]:
    """The probabilities to act and to be acted upon."""
    actor = target = 0.0
    for sign in signs:
        held = weights.get(sign)
        if held is not None:
            actor += held[0]
            target += held[1]
    top = max(actor, target, 0.0)
    acts, hit, none = math.exp(actor - top), math.exp(target - top), math.exp(-top)
    return acts / (acts + hit + none), hit / (acts + hit + none)


def _shuffled(data: list[tuple[list[str], int | None]], turn: int) -> Iterable[tuple[list[str], int | None]]:
    # a fixed walk over the data in another order each round, so that two runs learn the same
    step = (7919 + 104729 * turn) % len(data) or 1
    while math.gcd(step, len(data)) != 1:
        step += 1
    return (data[(i * step + turn) % len(data)] for i in range(len(data)))


def _event_of(trigger: TriggerMention, events: list[dict[str, Any]]) -> dict[str, Any] | None:
    family = family_of(trigger.type)
    over = [e for e in events if any(_overlap(trigger.span, m) for m in e["mentions"])]
    return next((e for e in over if e["type"].startswith(family)), over[0] if over else None)


def _named(party: ActorMention, event: dict[str, Any]) -> int | None:
    for column, role in enumerate(("actors", "targets")):
        if any(told.get("span") and _overlap(party.span, told["span"]) for told in event[role]):
            return column
    return None


def _part(scene: Scene, party: ActorMention, event: dict[str, Any]) -> int | None:
    named = _named(party, event)
    if named is not None or party.key.startswith(("civilians", "object")):
        return named
    for column, role in enumerate(("actors", "targets")):
        for told in event[role]:
            span = told.get("span")
            if span and party.key in {m.key for m in scene.actors if _overlap(m.span, span)}:
                return column
    return None


def _overlap(a: Span | Sequence[int], b: Span | Sequence[int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _judge(found: Sequence[Example], folds: int) -> None:
    outlets = sorted({e.outlet for e in found}, key=lambda o: -sum(e.outlet == o for e in found))
    part_of = {outlet: i % folds for i, outlet in enumerate(outlets)}
    right: Counter[tuple[str, int]] = Counter()
    for fold in range(folds):
        weights = learn([e for e in found if part_of[e.outlet] != fold])
        for example in found:
            if part_of[example.outlet] == fold:
                odds = scores(weights, example.signs)
                for column in (0, 1):
                    right["gold", column] += example.part == column
                    right["said", column] += odds[column] > 0.5
                    right["both", column] += odds[column] > 0.5 and example.part == column
    for column, role in enumerate(("actor", "target")):
        both, said, gold = (right[k, column] for k in ("both", "said", "gold"))
        print(f"{role}: P {both / said:.3f} R {both / gold:.3f} ({gold} gold)")


def main() -> None:
    """Learn or judge, as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--network", type=Path, help="an encoder, whose signs are weighed too")
    args = parser.parse_args()
    found = examples(args.gold, args.network)
    print(len(found), "examples", file=sys.stderr)
    if args.folds:
        _judge(found, args.folds)
        return
    weights = learn(found)
    rows = sorted((s, w) for s, w in weights.items() if max(abs(w[0]), abs(w[1])) >= 0.02)
    lines = [f"{sign}\t{w[0]:.2f}\t{w[1]:.2f}" for sign, w in rows]
    head = "# What each sign (coding/parties_signs.py) of a part is worth; learned by tools/train_roles.py."
    args.out.write_text("\n".join([head, "sign\tactor\ttarget", *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
